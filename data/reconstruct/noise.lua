-- Chance without state. A draw depends on the seed and on what it is about ("active", a partner,
-- a month …), never on how many draws came before, so one changed assumption moves only its own
-- cells. 64-bit integer arithmetic throughout; the last step is exact in a double.
local M = {}

local SEED <const> = 20230101

-- The key in words of eight bytes, each mixed in by multiply and shift; then the finaliser of
-- splitmix64, which spreads every bit.
local function hash(key)
  local h = SEED
  key = key .. ("\0"):rep(-#key % 8)
  for i = 1, #key, 8 do
    h = (h ~ string.unpack("<i8", key, i)) * 0x9e3779b97f4a7c15
    h = h ~ (h >> 29)
  end
  h = (h ~ (h >> 30)) * 0xbf58476d1ce4e5b9
  h = (h ~ (h >> 27)) * 0x94d049bb133111eb
  return h ~ (h >> 31)
end

---@param ... string what the draw is about
---@return number draw in [0, 1)
function M.uniform(...)
  return (hash(table.concat({ ... }, "|")) >> 11) * 0x1p-53
end

---@return number draw in [low, high)
function M.between(low, high, ...)
  return low + (high - low) * M.uniform(...)
end

return M
