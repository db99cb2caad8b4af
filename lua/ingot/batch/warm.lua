--- The modules that the workers of a batch begin with: what `require "ingot"` leads to, and what runs a
--- script and renders what it returns.

local parts <const> = require "ingot.parts"
local suggest <const> = require "ingot.suggest"

local others <const> = {
  "ingot", "ingot.rules", "ingot.duty", "ingot.duty.documents", "ingot.duty.run",
}

--- Their names, in order.
---@return string[]
return function()
  local modules <const> = {}
  for _, name in ipairs(others) do
    modules[name] = true
  end
  for _, place in pairs(parts) do
    modules["ingot." .. place:match "^[^:]*"] = true
  end
  return suggest.names(modules)
end
