-- Claims in the solver, where one of them may be tried as another. A changed number moves the ends of
-- the claim's rows, or turns them; it holds with the others if each row by itself does, since what
-- meets the others is convex, and between two of its points is one that meets both rows. A changed
-- period or whole is a claim of something else: relations are then made anew. There the claim has to be
-- tied by others, else every label would do that nothing is known of.

local number <const> = require "ingot.number"
local rational <const> = require "ingot.rational"
local relate <const> = require "ingot.check.relate"
local systems <const> = require "ingot.check.solve.system"

local M = {}

---@class ingot.check.repair.Trial: ingot.check.repair.System
---@field private claims ingot.check.Claim[]
---@field private modes ingot.check.Modes
---@field private system ingot.check.System
---@field private off table<ingot.check.Claim, boolean>
local Trial <const> = {}
Trial.__index = Trial

---@param claims ingot.check.Claim[]   of the article
---@param modes? ingot.check.Modes      rounding by default
---@return ingot.check.repair.Trial
function M.of(claims, modes)
  modes = modes or relate.ROUND
  return setmetatable({ claims = claims, modes = modes, off = {},
    system = systems.of(relate.of(claims), modes) }, Trial)
end

--- A claim that is off counts for nothing, nor does another that says the very same.
---@param claim ingot.check.Claim
---@param on boolean
function Trial:switch(claim, on)
  local statement <const> = self.system.by_claim[claim]
  self.off[claim] = not on or nil
  if statement then
    self.system:switch(statement, on)
  end
end

---@return boolean
function Trial:feasible()
  return (self.system:check())
end

local function fraction(text)
  local above <const>, below <const> = text:match "^([^/]+)/?(.*)$"
  local value <const> = rational.from(number.from(above))
  return below == "" and value or value / rational.from(number.from(below))
end

-- Whether some value is above a low end and below a high one.
local function has_room(low, high)
  if not low or not high then
    return true
  end
  local least <const>, most <const> = fraction(low.at), fraction(high.at)
  return least < most or least == most and not low.open and not high.open
end

-- Whether the rows can be met with all that is on.
local function can_hold(system, rows)
  for _, row in ipairs(rows) do
    local low <const>, high <const> = system:range(row.sum)
    if not has_room(low, row.high) or not has_room(row.low, high) then
      return false
    end
  end
  return #rows > 0
end

local function with_value(claim, value)
  local changed <const> = {}
  for field, of in pairs(claim) do
    changed[field] = of
  end
  changed.value = value
  return changed
end

-- Whether it matters what the figure says: a tenth more or less of it could not be.
local function is_tied(self, claim)
  local tenth <const> = number.shift(claim.value, -1)
  for _, value in ipairs { number.add(claim.value, tenth), number.sub(claim.value, tenth) } do
    if can_hold(self.system, self.system.problem:rows_of(with_value(claim, value), self.modes)) then
      return false
    end
  end
  return true
end

-- The same claims with one of them changed in what it is of.
local function renewed(self, claim, changed)
  local claims <const> = {}
  for _, other in ipairs(self.claims) do
    if other == claim then
      claims[#claims + 1] = changed
    elseif not self.off[other] then
      claims[#claims + 1] = other
    end
  end
  return M.of(claims, self.modes)
end

local function is_of_the_same(claim, changed)
  return changed.period == claim.period and changed.whole == claim.whole
    and changed.base == claim.base and changed.subject == claim.subject
end

-- Runs a function while a claim is off.
local function without(self, claim, run)
  self:switch(claim, false)
  local result <const> = self:feasible() and run()
  self:switch(claim, true)
  return result
end

--- Whether all that is on holds with a claim as it was changed.
---@param claim ingot.check.Claim
---@param changed ingot.check.Claim
---@return boolean
function Trial:allows(claim, changed)
  if is_of_the_same(claim, changed) then
    return without(self, claim, function()
      return can_hold(self.system, self.system.problem:rows_of(changed, self.modes))
    end)
  end
  local other <const> = renewed(self, claim, changed)
  return other:feasible() and without(other, changed, function()
    return is_tied(other, changed)
  end)
end

return M
