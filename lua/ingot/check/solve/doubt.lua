-- Whether a conflict tells more of how the text was read than of the text. A claim whose reading is not
-- sure accuses no other. Two figures of one quantity in the body that look nothing alike are seldom a
-- slip: no digit, order of digits, sign or factor ten makes one of the other; likelier the later one is
-- of something else, so it is left out, with what was said of it. Of three or more, none is trusted.
-- Rates of growth are held against each other only within a sentence: elsewhere one may be stale.

local number <const> = require "ingot.number"
local slips <const> = require "ingot.check.slips"
local spaces <const> = require "ingot.check.relate.space"
local subjects <const> = require "ingot.check.subject"

local M = {}

local NEAR <const> = number.exact(102, 2) -- figures within this factor are alike whatever their digits

local function is_near(a, b)
  local x, y = number.abs(a.value), number.abs(b.value)
  if number.compare(x, y) > 0 then
    x, y = y, x
  end
  return number.compare(y, number.shift(number.times(x, NEAR.units), -NEAR.scale)) <= 0
end

local quoted <const> = { price = true, premium = true }

-- The shares said of the levels of a text, by the ids of these.
local function shares_of(system)
  local found <const> = {}
  for _, claim in ipairs(system.problem.claims) do
    if claim.kind == "share" and claim.of and not claim.bound then
      found[claim.of.id] = found[claim.of.id] or claim
    end
  end
  return found
end

-- Whether two levels have shares of their own that differ as they do. One slip changes one figure:
-- "counting these in, 228,600 mt or 91.26%" after "227,000 mt or 90.3%" is of more.
local function have_own_shares(shares, a, b)
  local x <const>, y <const> = shares[a.id], shares[b.id]
  if not x or not y then
    return false
  end
  local by_share <const> = number.compare(x.value, y.value)
  return by_share ~= 0 and by_share == number.compare(a.value, b.value)
end

local function are_unlike(shares, a, b)
  if a.sentence == b.sentence then -- no one says two things of one quantity in a breath
    return true
  elseif a.role ~= "title" and b.role ~= "title" and quoted[(a.subject or {}).what] then -- of two grades or places
    return true
  elseif have_own_shares(shares, a, b) then
    return true
  elseif a.role == "title" or b.role == "title" or slips.alike(a.digits, b.digits) then
    return false
  end
  return not is_near(a, b)
end

-- A statement, and those whose claims were said of it.
local function with_said_of(system, statement)
  local out <const> = { statement }
  for _, other in ipairs(system.statements) do
    local of <const> = other.claim.of
    out[#out + 1] = of and of.id == statement.claim.id and other or nil
  end
  return out
end

-- Whether two claims are of one subject; an average price is of what was traded.
local function is_of_one(a, b)
  local own = a.subject
  if own and b.subject and (a.unit_value or b.unit_value) then
    own = subjects.with(own, "what", b.subject.what)
  end
  return subjects.same(own, b.subject)
end

-- A level whose sentence says neither what nor whose it is, among claims of other subjects: likelier it
-- is of something that was not understood.
local function is_adrift(statement, set)
  local claim <const> = statement.claim
  for _, other in ipairs(claim.adrift and set or {}) do
    if other.claim.sentence ~= claim.sentence and not is_of_one(other.claim, claim) then
      return true
    end
  end
  return false
end

-- Figures of one sentence that are of one thing contradict each other whatever that is.
local function is_within(statement, set)
  local claim <const> = statement.claim
  for _, other in ipairs(set) do
    local its <const> = other.claim
    if its.sentence ~= claim.sentence or not (its.strange or its.sure ~= false)
      or not is_of_one(its, claim) then
      return false
    end
  end
  return claim.strange == true
end

local function is_unsure(statement, set)
  return statement.claim.sure == false and not is_within(statement, set)
end

--- Statements to leave out instead of reporting a conflict; nil where it is to be reported.
---@param system ingot.check.System
---@param set ingot.check.Statement[]
---@return ingot.check.Statement[]?
function M.of(system, set)
  for _, is_doubtful in ipairs { is_unsure, is_adrift } do -- the plainer doubt first
    for _, statement in ipairs(set) do
      if is_doubtful(statement, set) then
        return with_said_of(system, statement)
      end
    end
  end
  return nil
end

-- What a statement says the figure of; nil of what is not one figure.
local function name_of(statement)
  local row <const>, claim <const> = statement.rows[1], statement.claim
  if not row or row.times or claim.bound or claim.role == "title" or claim.sure == false then
    return nil
  elseif row.ratio then
    local where <const> = row.ratio.plus > 0 and claim.sentence or ""
    return ("%s/%s/%s"):format(row.ratio[1], row.ratio[2], where)
  end
  return spaces.is_level(claim) and next(row.sum) or nil
end

local function are_apart(system, a, b)
  local x <const> = system.problem:interval(a, system.modes)
  local y <const> = system.problem:interval(b, system.modes)
  return number.compare(x.high, y.low) < 0 or number.compare(y.high, x.low) < 0
end

local function is_unlike_all(system, shares, claim, others)
  for _, other in ipairs(others) do
    if not are_unlike(shares, claim, other) or not are_apart(system, claim, other) then
      return false
    end
  end
  return true
end

--- Statements that are not to be trusted, by what is said of the same quantities elsewhere.
---@param system ingot.check.System
---@return ingot.check.Statement[]
function M.unlike(system)
  local groups <const>, found <const>, shares <const> = {}, {}, shares_of(system)
  for _, statement in ipairs(system.statements) do
    local name <const> = name_of(statement)
    local group <const> = name and groups[name] or { claims = {}, statements = {} }
    if name then
      groups[name] = group
      group.statements[#group.statements + 1] = statement
      if #group.claims < 3 and is_unlike_all(system, shares, statement.claim, group.claims) then
        group.claims[#group.claims + 1] = statement.claim
        group.last = statement
      end
    end
  end
  for _, statement in ipairs(system.statements) do -- in the order of the text
    local group <const> = groups[name_of(statement) or ""]
    if group and (#group.claims > 2 or #group.claims == 2 and group.last == statement) then
      local out <const> = with_said_of(system, statement)
      table.move(out, 1, #out, #found + 1, found)
    end
  end
  return found
end

return M
