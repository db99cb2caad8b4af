--- `ingot diff OLD.claims.json NEW.claims.json`: sentence by sentence what changed between two runs
--- of an article, and why: a new month, revised data, a changed rule.

local options <const> = require "ingot.command.options"
local places <const> = require "ingot.command.places"

local M = { name = "diff", summary = "say what changed between two runs, and why" }

function M.define(parser)
  parser:argument("old", "the *.claims.json of the earlier run")
  parser:argument("new", "the one of the later run")
  parser:flag("--json", "print for machines")
  options.define_reading(parser)
end

---@param args table
---@return ingot.Job
function M.job(args)
  return {
    name = "ingot diff", module = "ingot.duty.diff", limits = options.limits(args),
    args = { old = args.old, new = args.new, json = args.json },
    reads = places.of_sources { args.old, args.new },
  }
end

return M
