--- The order of members by their levels, largest first. Equals share a rank; a member without trade
--- has none, and where a level is missing among them nobody has.

local number <const> = require "ingot.number"

local M = {}

---@class ingot.Order
---@field codes string[]               members with a level, largest first
---@field ranks table<string, integer> empty where the level of a member is missing
---@field size integer                 how many are ranked
---@field rows integer                 of the data behind their levels
---@field missing? integer             members whose level is missing
---@field below_zero? true            whether the level of one of them, or of the rest, is
---@field reasons? table<string, string>  why members with a level have no rank: a rest

--- Orders members by their levels; the rest of a breakdown by regions stands last and has no rank.
---@param levels table<string, { value: ingot.Number?, rows: integer, missing: integer? }>
---@param rest? string  its code
---@return ingot.Order
function M.of(levels, rest)
  local order <const> = { codes = {}, ranks = {}, size = 0, rows = 0 }
  for code, level in pairs(levels) do
    order.below_zero = order.below_zero or level.value and number.sign(level.value) < 0 or nil
    if level.value and level.rows > 0 and code ~= rest then
      order.codes[#order.codes + 1] = code
      order.rows = order.rows + level.rows
    elseif (level.missing or 0) > 0 and code ~= rest then
      order.missing = (order.missing or 0) + 1
    end
  end
  table.sort(order.codes, function(a, b)
    local by_value <const> = number.compare(levels[a].value, levels[b].value)
    return by_value > 0 or by_value == 0 and a < b
  end)
  order.size = #order.codes
  for i, code in ipairs(order.missing and {} or order.codes) do
    local before <const> = order.codes[i - 1]
    local tied <const> = before and number.compare(levels[before].value, levels[code].value) == 0
    order.ranks[code] = tied and order.ranks[before] or i
  end
  if rest and levels[rest] and levels[rest].value and levels[rest].rows > 0 then
    order.codes[#order.codes + 1] = rest
    order.reasons = { [rest] = "a rest is not ranked among regions" }
  end
  return order
end

return M
