--- `ingot pack SOURCE… -o FILE`: keeps what files hold as a snapshot.

local options <const> = require "ingot.command.options"
local places <const> = require "ingot.command.places"
local source <const> = require "ingot.command.source"

local M = { name = "pack", summary = "keep what files hold as a snapshot that opens at once" }

function M.define(parser)
  source.define(parser)
  parser:option("-o --output", "the snapshot to write, as customs.arrow"):argname "FILE":count(1)
end

---@param args table
---@return ingot.Job
function M.job(args)
  return {
    name = "ingot pack", module = "ingot.duty.pack", args = args,
    limits = options.limits { memory = args.memory, time = args.time }, -- its --output is a file
    reads = places.of_sources(args.source, args.data), out = places.of_output(args.output),
  }
end

return M
