-- The step of each claim. A whole number that is rounder than its like takes their step: 30,000 mt
-- among hundreds was printed to hundreds. Like are levels of one unit, of members or of one product's
-- total, over one length of period, in sentences or in cells; two of them at least must be printed as
-- finely, and by one digit only: what is rounder by more is likely to have been printed so. Where all
-- levels of an article are tens of thousands, or rounder, these were what it printed. A figure said to
-- be approximate keeps its own step, and so does every figure that may have been rounded up.

local claims_of <const> = require "ingot.check.claim"
local facts <const> = require "ingot.check.relate.facts"
local label <const> = require "ingot.check.relate.label"
local number <const> = require "ingot.number"
local space <const> = require "ingot.check.relate.space"

local M = {}

local FEWEST <const> = 2

local function like(one)
  local is_flow <const> = facts.of(one.subject).flow
  return ("%s/%s/%s/%d/%s"):format(is_flow and "flow" or one.subject.what, one.unit,
    label.member(one.subject) and "member" or one.subject.product or "", one.period:count(),
    one.role == "table" and "cell" or "sentence")
end

-- The finest steps of a list, two of each value: enough to know what two others have in common.
local function finest(list)
  local steps <const>, of_value <const>, found <const> = {}, {}, {}
  for i, one in ipairs(list) do
    steps[i] = { value = one.value, step = claims_of.own_step(one) }
  end
  table.sort(steps, function(a, b) return number.compare(a.step, b.step) < 0 end)
  for _, one in ipairs(steps) do
    local name <const> = number.text(one.value)
    of_value[name] = (of_value[name] or 0) + 1
    found[#found + 1] = of_value[name] <= FEWEST and one or nil
    if #found == 2 * FEWEST then
      break
    end
  end
  return found
end

-- The finest step that two of them share, of those printed otherwise than this one.
local function shared_step(one, steps)
  local n = 0
  for _, other in ipairs(steps) do
    n = n + (number.compare(other.value, one.value) ~= 0 and 1 or 0)
    if n == FEWEST then
      return other.step
    end
  end
  return nil
end

local MANY <const> = 5 -- unlike figures: that all of them end in so many zeros by chance, none will say
local SOME_ZEROS <const> = 4

local function zeros_of(claim)
  return not claim.digits:find "%." and #claim.digits:gsub("[^%d]", ""):match "[1-9](0*)$" or 0
end

-- The zeros at the end of all levels of a unit, where these are more than one number's would count.
local function shared_zeros(levels)
  local least, seen, n = math.huge, {}, 0
  for _, one in ipairs(levels) do
    least = math.min(least, zeros_of(one))
    local name <const> = claims_of.key(one.subject, one.period, one.unit)
    n = n + (seen[name] and 0 or 1)
    seen[name] = true
  end
  return n >= MANY and least >= SOME_ZEROS and least or nil
end

--- The steps of all levels, by claim; of others, a claim's own is what counts.
---@param claims ingot.check.Claim[]
---@return table<ingot.check.Claim, ingot.Number>
function M.of(claims)
  local likes <const>, of_unit <const>, found <const> = {}, {}, {}
  for _, one in ipairs(claims) do
    if space.is_level(one) and one.subject and one.period then
      local name <const> = like(one)
      likes[name] = likes[name] or {}
      table.insert(likes[name], one)
      of_unit[one.unit] = of_unit[one.unit] or {}
      table.insert(of_unit[one.unit], one)
    end
  end
  for _, levels in pairs(of_unit) do
    local zeros <const> = shared_zeros(levels)
    for _, one in ipairs(zeros and levels or {}) do
      found[one] = number.shift(one.step, zeros)
    end
  end
  for _, list in pairs(likes) do
    local steps <const> = finest(list)
    for _, one in ipairs(list) do
      local own <const>, shared <const> = claims_of.own_step(one), shared_step(one, steps)
      local finer <const> = number.shift(own, -1)
      if shared and not one.approx and number.compare(shared, finer) == 0
        and number.compare(one.step, finer) <= 0 then
        found[one] = finer
      end
    end
  end
  return found
end

return M
