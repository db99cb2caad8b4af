-- Whether a conflict tells more of how the text was read than of the text. A claim whose reading is not
-- sure accuses no other. Two figures of one quantity in the body that look nothing alike are seldom a
-- slip: no digit, order of digits, sign or factor ten makes one of the other; likelier the later one is
-- of something else, so it is left out, with what was said of it.

local number <const> = require "ingot.number"
local spaces <const> = require "ingot.check.relate.space"

local M = {}

-- Within these factors two figures are alike whatever their digits.
local NEAR_LEVEL <const>, NEAR_RATE <const> = number.exact(16, 1), number.exact(11, 1)

local function bare(claim)
  return (claim.digits:gsub("[^%d]", ""):gsub("^0+", ""):gsub("0+$", ""))
end

-- Where two texts of one length differ.
local function differences(a, b)
  local places <const> = {}
  for i = 1, #a do
    places[#places + 1] = a:byte(i) ~= b:byte(i) and i or nil
  end
  return places
end

local function is_swap(a, b, places)
  local i <const>, j <const> = places[1], places[2]
  return #places == 2 and j == i + 1 and a:byte(i) == b:byte(j) and a:byte(j) == b:byte(i)
end

-- Whether the longer text is the shorter with one digit more.
local function has_one_more(long, short)
  for i = 1, #long do
    if long:sub(1, i - 1) .. long:sub(i + 1) == short then
      return true
    end
  end
  return false
end

--- Whether one slip makes one figure of the other.
---@param a ingot.check.Claim
---@param b ingot.check.Claim
---@return boolean
function M.alike(a, b)
  local x <const>, y <const> = bare(a), bare(b)
  if #x == #y then
    local places <const> = differences(x, y)
    return #places < 2 or is_swap(x, y, places)
  end
  return #x == #y + 1 and has_one_more(x, y) or #y == #x + 1 and has_one_more(y, x)
end

local function is_near(a, b)
  local x, y = number.abs(a.value), number.abs(b.value)
  if number.compare(x, y) > 0 then
    x, y = y, x
  end
  local factor <const> = spaces.is_level(a) and NEAR_LEVEL or NEAR_RATE
  return number.compare(y, number.shift(number.times(x, factor.units), -factor.scale)) <= 0
end

local function are_unlike(a, b)
  if a.role == "title" or b.role == "title" or M.alike(a, b) then
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

--- Statements to leave out instead of reporting a conflict; nil where it is to be reported.
---@param system ingot.check.System
---@param set ingot.check.Statement[]
---@param is_copy boolean  two figures of one quantity
---@return ingot.check.Statement[]?
function M.of(system, set, is_copy)
  for _, statement in ipairs(set) do
    if statement.claim.sure == false then
      return with_said_of(system, statement)
    end
  end
  if is_copy and are_unlike(set[1].claim, set[2].claim) then
    return with_said_of(system, set[2])
  end
  return nil
end

return M
