-- Answers what published.csv fixes. A `listing` is one breakdown of one period: the members with
-- their kilograms and, for the member "*", what the members not named share (`rest`) and the
-- member each of them stays below (`below`, its kilograms, when ranks were printed).
local csv = require "reconstruct.csv"

local M = {}
M.__index = M

---@param path string published.csv
function M.read(path)
  local listings = {}
  for _, row in ipairs(csv.read(path)) do
    local key = row.series .. " " .. row.period .. " " .. row.dimension
    local listing = listings[key] or { members = {}, kg = {} }
    listings[key] = listing
    local kg = math.tointeger(tonumber(row.kg))
    if row.member == "*" then
      listing.rest, listing.below = kg, listing.kg[row.below]
      assert(row.below == "" or listing.below, key .. ": the bound is not a member")
    else
      table.insert(listing.members, row.member)
      listing.kg[row.member] = kg
    end
  end
  return setmetatable({ listings = listings }, M)
end

---@param period string "2025-04", "2025-01..02" or "2024"
---@param dimension "total"|"hs"|"partner"|"province"|"mode"
---@return { members: string[], kg: table<string, integer>, rest?: integer, below?: integer }?
function M:listing(series, period, dimension)
  return self.listings[series .. " " .. period .. " " .. dimension]
end

return M
