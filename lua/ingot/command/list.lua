--- `ingot list metrics|measures|products|regions|classes|rules|displays|formats|indices`: the
--- definitions there are.

local options <const> = require "ingot.command.options"

local KINDS <const> = "metrics, measures, products, regions, classes, rules, displays, formats or indices"

local M = { name = "list", summary = "list the " .. KINDS }

M.kinds = require "ingot.command.kinds"

function M.define(parser)
  parser:argument("kind", KINDS)
  parser:flag("--json", "print for machines")
  options.define_reading(parser)
end

---@param args table
---@return ingot.Job
function M.job(args)
  return {
    name = "ingot list", module = "ingot.duty.list", limits = options.limits(args),
    args = { kind = args.kind, json = args.json },
  }
end

return M
