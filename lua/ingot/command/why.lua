--- `ingot why CLAIMS.json ID`: where a printed number comes from. A claims file may name any file: what
--- it names is asked of a worker that reads nothing else, and only that is then open to the one that
--- computes the number again.

local native <const> = require "ingot.native"
local options <const> = require "ingot.command.options"
local places <const> = require "ingot.command.places"
local supervise <const> = require "ingot.command.supervise"

local M = { name = "why", summary = "show where a printed number comes from" }

function M.define(parser)
  parser:argument("claims", "a *.claims.json file that a run wrote")
  parser:argument("id", "the claim, as c7; without it all claims are listed"):args "?"
  parser:flag("--rows", "print every row of the data behind it")
  options.define_reading(parser)
end

local function job_of(args, module)
  return {
    name = "ingot why", module = module, limits = options.limits(args),
    args = { claims = args.claims, id = args.id, rows = args.rows },
    reads = places.of_sources { args.claims },
  }
end

-- What a worker told of the files that are named.
local function named_by(told)
  local paths <const> = native.json_decode(told or "")
  return type(paths) == "table" and paths or {}
end

---@param args table
---@return ingot.Job
function M.job(args)
  return job_of(args, args.id and "ingot.duty.named" or "ingot.duty.why")
end

--- Of one claim: first what the file names, then the claim.
---@param args table
---@return fun(job: ingot.Job): integer?
function M.supervisor(args)
  return args.id and function(job)
    local code <const>, told <const> = supervise.run(job)
    if code ~= 0 then
      return code
    end
    local again <const> = job_of(args, "ingot.duty.why")
    places.add_named(again.reads, named_by(told))
    return (supervise.run(again))
  end or nil
end

return M
