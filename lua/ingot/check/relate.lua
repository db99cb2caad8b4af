-- From claims to a system of linear inequalities. Each claim bounds a quantity, or ties two of them
-- (`relate/level`, `growth`, `change`, `share`); identities tie quantities whatever is claimed of them
-- (`relate/contributions`, `group`, `net`, `time`, `parts`, `listing`, `order`). The claims can all hold
-- if and only if some quantities meet all rows.

local claims_of <const> = require "ingot.check.claim"
local label <const> = require "ingot.check.relate.label"
local rows <const> = require "ingot.check.relate.rows"
local spaces <const> = require "ingot.check.relate.space"
local steps <const> = require "ingot.check.relate.steps"

local M = {}

local level <const> = require "ingot.check.relate.level"
local growth <const> = require "ingot.check.relate.growth"
local share <const> = require "ingot.check.relate.share"

local by_kind <const> = {
  level = level, ytd = level, net = level, index = level, mom = growth, yoy = growth,
  ytd_yoy = growth, change = require "ingot.check.relate.change", share = share,
}

-- In this order, since each may bring quantities for those that follow.
local identities <const> = {
  require "ingot.check.relate.contributions",
  require "ingot.check.relate.group",
  require "ingot.check.relate.net",
  require "ingot.check.relate.time",
  require "ingot.check.relate.parts",
  require "ingot.check.relate.listing",
  (require "ingot.check.relate.order"), -- require gives two values
}

---@class ingot.check.Modes   how levels were brought to their digits, and how rates and shares
---@field level ingot.check.Mode
---@field rate ingot.check.Mode

local ROUND <const> = { level = "round", rate = "round" }

---@class ingot.check.Problem
---@field claims ingot.check.Claim[]        those that say something of a known quantity
---@field space ingot.check.Space
---@field identities ingot.check.Row[]      rows of no claim's own; some count only while claims hold
---@field rows ingot.check.Row[]            all rows, under rounding
---@field private finer table<ingot.check.Claim, ingot.Number>
---@field private rounded table<ingot.check.Claim, ingot.check.Row[]>  rows of its claims, under rounding
local Problem <const> = {}
Problem.__index = Problem

local function kind_of(claim)
  if claim.kind ~= "bound" then
    return by_kind[claim.kind]
  end
  return claim.whole and share or claim.base and by_kind.change
    or claim.unit ~= "%" and claim.unit ~= "" and level or nil
end

--- The rows of one claim, were it to stand for the values of an interval; none where it ties nothing.
---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@param problem { space: ingot.check.Space }
---@return ingot.check.Row[]
function M.rows_of(claim, interval, problem)
  local kind <const> = claim.subject and claim.period and kind_of(claim)
  local found <const> = kind and kind.rows(claim, interval, problem.space) or {}
  for _, row in ipairs(found) do
    row.claims = row.claims or { claim }
  end
  return found
end

local function is_rate(claim)
  return (claim.unit == "%" or claim.unit == "pp") and not spaces.is_level(claim)
end

--- The values a claim may stand for.
---@param claim ingot.check.Claim
---@param modes ingot.check.Modes
---@return ingot.check.Interval
function Problem:interval(claim, modes)
  local mode <const> = is_rate(claim) and modes.rate or modes.level
  local step <const> = mode ~= "round_up" and self.finer[claim] or claims_of.own_step(claim)
  return claims_of.interval(claim, mode, step)
end

--- The rows of a claim when figures were brought to their digits in these modes.
---@param claim ingot.check.Claim
---@param modes ingot.check.Modes
---@return ingot.check.Row[]
function Problem:rows_of(claim, modes)
  local known <const> = modes == ROUND and self.rounded[claim]
  if known then
    return known
  end
  self.space.interval = function(other)
    return self:interval(other, modes)
  end
  return M.rows_of(claim, self:interval(claim, modes), self)
end

--- A quantity is not below zero, unless it is a difference.
---@return ingot.check.Row[]
local function signs(space)
  local found <const> = {}
  for _, quantity in ipairs(space.list) do
    found[#found + 1] = not quantity.facts.free and {
      sum = { [quantity.key] = 1 }, low = rows.zero, claims = {}, rule = "sign",
      text = ("%s ≥ 0"):format(label.quantity(quantity)),
    } or nil
  end
  return found
end

local function add_all(to, from)
  table.move(from, 1, #from, #to + 1, to)
end

--- What a list of claims comes to.
---@param claims ingot.check.Claim[]
---@return ingot.check.Problem
function M.of(claims)
  local space <const> = spaces.new(claims)
  local self <const> = setmetatable({ claims = {}, space = space, identities = {}, rows = {},
    finer = steps.of(claims), rounded = {} }, Problem)
  for _, claim in ipairs(claims) do
    if spaces.is_level(claim) and claim.subject and claim.period then
      space:add_level(space:at(claim.subject, claim.period, space:unit(claim)), claim)
    end
  end
  for _, claim in ipairs(claims) do
    local found <const> = self:rows_of(claim, ROUND)
    self.claims[#self.claims + 1] = #found > 0 and claim or nil
    self.rounded[claim] = found
    add_all(self.rows, found)
  end
  for _, identity in ipairs(identities) do
    add_all(self.identities, identity.rows(space))
  end
  add_all(self.identities, signs(space))
  add_all(self.rows, self.identities)
  for _, claim in ipairs(claims) do
    if claim.kind == "rank" then
      self.claims[#self.claims + 1] = claim
    end
  end
  return self
end

M.ROUND = ROUND

return M
