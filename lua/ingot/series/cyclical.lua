--- Steps of composite indices as tools of series: the filter of Hodrick and Prescott, symmetric changes.

local hp <const> = require "ingot.index.hp"
local plain <const> = require "ingot.series.plain"
local step <const> = require "ingot.index.step"

local M = {}

-- Hodrick and Prescott took 1600 of quarters; the others are what most take for theirs.
local usual <const> = { month = 14400, quarter = 1600, year = 100 }

---@class ingot.HpResult
---@field trend ingot.Series
---@field cycle ingot.Series  data less trend

--- A series as a smooth trend and a cycle: `ingot.series.hp(s, 133107.94)` keeps cycles of up to ten years
--- of months.
---
---     local parts = ingot.series.hp(months, 133107.94)
---     print(parts.cycle:at "2025-04")
---
---@param s ingot.Series  without gaps, three values or more
---@param lambda? number  above 0; 14400 of months, 1600 of quarters, 100 of years when left out
---@return ingot.HpResult
function M.hp(s, lambda)
  local values <const> = plain.demand(s, "hp", { least = 3 }, 2)
  lambda = lambda or usual[s.frequency]
  if type(lambda) ~= "number" or not (lambda > 0 and lambda < math.huge) then
    error(("hp: a lambda above 0 expected, got %s"):format(tostring(lambda)), 2)
  end
  local trend <const>, cycle <const> = hp.split(values, lambda)
  return { trend = s:with { name = s.name .. " trend", values = trend },
    cycle = s:with { name = s.name .. " cycle", values = cycle } }
end

--- Changes from one period to the next in per cent of the mean of both, 200 (x_t − x_t−1)/(x_t + x_t−1),
--- for which a rise and the fall that undoes it have one size. Next to a gap there is none.
---
---     local changes = ingot.series.symmetric_change(months)
---
---@param s ingot.Series  above zero
---@return ingot.Series
function M.symmetric_change(s)
  local values <const> = plain.demand(s, "symmetric_change", { positive = true, whole = false }, 2)
  return s:with { name = s.name .. " change", unit = "%", values = step.change.symmetric(values),
    flags = {} }
end

return M
