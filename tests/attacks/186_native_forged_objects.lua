-- expect: ok
-- tables that pretend to be objects of the library
local ingot = require "ingot"
local fake = setmetatable({ value = 1, unit = "t" }, { __name = "ingot.Table", __index = function(_, k) return k end, __call = function() return 1 end })
for _, f in ipairs { ingot.cube, ingot.series, ingot.article, ingot.table, ingot.lint, ingot.read, ingot.open, ingot.revisions } do
  local worked, raised = pcall(f, fake)
  if not worked then assert(raised ~= nil) end
end
