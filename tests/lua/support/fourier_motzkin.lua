--- Systems of linear inequalities, decided the slow and obvious way: one variable after the other is
--- eliminated by adding every inequality that bounds it above to every one that bounds it below. Whole
--- numbers only, and few variables: what is left over grows by squares.

local M = {}

---@class support.Inequality  Σ sum[i] × x[i] ≤ most, or < where it is strict
---@field sum integer[]
---@field most integer
---@field strict boolean

local function gcd(a, b)
  while b ~= 0 do a, b = b, a % b end
  return math.abs(a)
end

local function reduced(sum, most, strict)
  local common = gcd(most, 0)
  for _, x in ipairs(sum) do common = gcd(common, x) end
  if common > 1 then
    for i, x in ipairs(sum) do sum[i] = x // common end
    most = most // common
  end
  return { sum = sum, most = most, strict = strict }
end

local function combined(a, b, which)
  local sum <const> = {}
  local p <const>, q <const> = -b.sum[which], a.sum[which] -- both above 0
  for i = 1, #a.sum do sum[i] = a.sum[i] * p + b.sum[i] * q end
  return reduced(sum, a.most * p + b.most * q, a.strict or b.strict)
end

local function eliminated(list, which)
  local rest <const>, above <const>, below <const>, seen <const> = {}, {}, {}, {}
  local function keep(one)
    local name <const> = table.concat(one.sum, " ") .. "|" .. one.most .. tostring(one.strict)
    if not seen[name] then
      seen[name] = true
      rest[#rest + 1] = one
    end
  end
  for _, one in ipairs(list) do
    local x <const> = one.sum[which]
    if x == 0 then keep(one) else table.insert(x > 0 and above or below, one) end
  end
  for _, a in ipairs(above) do
    for _, b in ipairs(below) do keep(combined(a, b, which)) end
  end
  return rest
end

--- Whether some values meet all.
---@param list support.Inequality[]
---@param n integer  variables
---@return boolean
function M.feasible(list, n)
  for which = 1, n do list = eliminated(list, which) end
  for _, one in ipairs(list) do
    if one.most < 0 or one.strict and one.most == 0 then return false end
  end
  return true
end

-- The tighter of two ends above: { above ÷ below, open }.
local function tighter(a, b)
  if not a then return b end
  local left <const>, right <const> = a.above * b.below, b.above * a.below
  if left ~= right then return left < right and a or b end
  return a.open and a or b
end

--- The high end of a sum under inequalities that some values meet: above ÷ below; nil where it has
--- none.
---@param list support.Inequality[]
---@param n integer
---@param sum integer[]
---@return { above: integer, below: integer, open: boolean }?
function M.highest(list, n, sum)
  local wider = {} -- with the sum as one variable more, before the others
  for _, one in ipairs(list) do
    wider[#wider + 1] = { sum = { 0, table.unpack(one.sum) }, most = one.most, strict = one.strict }
  end
  local minus <const> = {}
  for i, x in ipairs(sum) do minus[i] = -x end
  wider[#wider + 1] = { sum = { 1, table.unpack(minus) }, most = 0, strict = false }
  wider[#wider + 1] = { sum = { -1, table.unpack(sum) }, most = 0, strict = false }
  for which = 2, n + 1 do wider = eliminated(wider, which) end
  local best
  for _, one in ipairs(wider) do
    if one.sum[1] > 0 then
      best = tighter(best, { above = one.most, below = one.sum[1], open = one.strict })
    end
  end
  return best
end

return M
