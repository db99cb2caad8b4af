-- expect: ok
-- options with metamethods of the script's
local ingot = require "ingot"
local trap = setmetatable({}, { __index = function() error "trap" end, __len = function() error "trap" end, __pairs = function() error "trap" end, __tostring = function() error "trap" end, __eq = function() error "trap" end, __lt = function() error "trap" end })
local t = ingot.table { a = { 1, 2 } }
for _, f in ipairs {
  function() return t:where(trap) end, function() return t:agg(trap) end, function() return t:select(trap) end, function() return t:sort(trap) end,
  function() return ingot.table(trap) end, function() return ingot.read(trap) end, function() return ingot.article(trap) end,
  function() return t:where("a > x", trap) end, function() return t:where("a > x", { x = trap }) end,
} do
  pcall(f)
end
