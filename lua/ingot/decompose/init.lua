--- Decompositions as methods of breakdowns. Requiring this adds them; a mistake of the script is
--- raised at its line.

local breakdown <const> = require "ingot.breakdown"

local M = {
  contributions = require "ingot.decompose.contributions",
  shift_share = require "ingot.decompose.shift_share",
  price_volume_mix = require "ingot.decompose.price_volume_mix",
  price_index = require "ingot.decompose.price_index",
  concentration = require "ingot.decompose.concentration",
}

for name, decomposition in pairs(M) do
  breakdown.methods[name] = function(self, ...)
    local made <const>, message <const> = decomposition.of(self, ...)
    if not made then
      error(("%s: %s"):format(name, message), 2)
    end
    return made
  end
end

return M
