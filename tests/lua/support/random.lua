--- Random choices that mean the same everywhere: xorshift64*, started from a seed.

---@class support.Random
local Random <const> = {}
Random.__index = Random

--- A whole number of 0 … n − 1.
---@param n integer
---@return integer
function Random:below(n)
  local state = self.state
  state = state ~ (state >> 12)
  state = state ~ (state << 25)
  state = state ~ (state >> 27)
  self.state = state
  return ((state * 0x2545F4914F6CDD1D) >> 33) % n
end

--- One of a list.
---@generic T
---@param list T[]
---@return T
function Random:pick(list)
  return list[self:below(#list) + 1]
end

--- True in so many cases of a hundred.
---@param percent integer
---@return boolean
function Random:chance(percent)
  return self:below(100) < percent
end

---@param seed integer
---@return support.Random
return function(seed)
  local state <const> = seed * 0x2545F4914F6CDD1D ~ 0x5DEECE66D
  return setmetatable({ state = state ~= 0 and state or 1 }, Random)
end
