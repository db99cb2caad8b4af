--- Decompositions as methods of breakdowns. Requiring this adds them; a mistake of the script is
--- raised at its line.

---@class ingot.Breakdown
---@field contributions fun(self: ingot.Breakdown, name: string, within: ingot.Period|string,
---   given?: ingot.ContributionOptions): ingot.Decomposition
---@field shift_share fun(self: ingot.Breakdown, name: string, within: ingot.Period|string,
---   given: { of: ingot.Cube, against?: ingot.Against }): ingot.Decomposition
---@field price_volume_mix fun(self: ingot.Breakdown, within: ingot.Period|string,
---   given: ingot.PriceOptions): ingot.Decomposition
---@field price_index fun(self: ingot.Breakdown, within: ingot.Period|string,
---   kind: ingot.PriceIndexKind, given: ingot.PriceOptions): ingot.Claim
---@field concentration fun(self: ingot.Breakdown, name: string,
---   within: ingot.Period|string): ingot.Concentration

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
