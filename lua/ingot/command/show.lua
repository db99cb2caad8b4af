--- `ingot show SOURCE`: what the reader makes of files, or what a snapshot holds.

local options <const> = require "ingot.command.options"
local places <const> = require "ingot.command.places"
local source <const> = require "ingot.command.source"

local M = { name = "show", summary = "show what a source holds: columns, coverage, first rows" }

local function row_count(words)
  local n <const> = math.tointeger(tonumber(words))
  if not n or n < 0 then
    return nil, ("--head: a number of rows expected, got '%s'"):format(words)
  end
  return n
end

function M.define(parser)
  source.define(parser)
  parser:option("--head", "how many rows to print; 10"):argname "N":default "10"
    :convert(row_count)
  parser:flag("--rejects", "list what could not be read, with the rows as the files have them")
  parser:flag("--verify", "check every byte of a snapshot, and print what was checked")
  parser:flag("--json", "print for machines")
end

---@param args table
---@return ingot.Job
function M.job(args)
  return {
    name = "ingot show", module = "ingot.duty.show", limits = options.limits(args), args = args,
    reads = places.of_sources(args.source, args.data),
  }
end

return M
