-- Whether a conflict rests on how an uncertain claim was read. That a level is of a member is uncertain
-- as well, where no level of the whole is told: "imports into China", "the Indian market took 4,000 t".

local check_claim <const> = require "ingot.check.claim"
local family <const> = require "ingot.check.relate.family"
local relate <const> = require "ingot.check.relate"
local spaces <const> = require "ingot.check.relate.space"
local systems <const> = require "ingot.check.solve.system"

local M = {}

local MOST <const> = 8 -- readings tried of one conflict

local function replaced(claims, claim, reading)
  local copy <const> = {}
  for field, value in pairs(claim) do
    copy[field] = value
  end
  for field, value in pairs(reading) do
    copy[field] = value
  end
  local list <const> = {}
  for i, one in ipairs(claims) do
    list[i] = one == claim and copy or one
  end
  return list, copy
end

-- Whether the set holds when all copies of one statement's first claim are read another way.
local function holds(system, set, statement, reading)
  local list <const>, copy <const> = replaced(system.problem.space.claims, statement.claim, reading)
  local other <const> = systems.of(relate.of(list), system.modes)
  local on <const> = { other.by_claim[copy] }
  for _, one in ipairs(set) do
    if one ~= statement then
      on[#on + 1] = other.by_claim[one.claim]
    end
  end
  other:only(on)
  return other:feasible()
end

-- A level of a member as that of the whole, if nothing else says how much that is.
local function as_whole(system, claim)
  for _, dimension in ipairs(spaces.is_level(claim) and family.dimensions or {}) do
    if claim.subject[dimension] then
      local whole <const>, space <const> = family.without(claim.subject, dimension), system.problem.space
      local quantity <const> = space:find(whole, claim.period, space:unit(claim))
      return quantity and #space:levels_of(quantity.key) == 0
        and { subject = whole, is_whole = true } or nil
    end
  end
  return nil
end

local function readings_of(system, claim)
  local found <const> = table.move(claim.readings or {}, 1, #(claim.readings or {}), 1, {})
  found[#found + 1] = as_whole(system, claim)
  return found
end

local NO_PERIOD <const> = { from = 0, to = 0 }

-- All that is said of a member in a paragraph: where one figure is not of it, no other is.
local function beside(system, claim)
  local name <const>, found <const> = check_claim.key(claim.subject, NO_PERIOD, ""), {}
  for _, statement in ipairs(system.statements) do
    local other <const> = statement.claim
    found[#found + 1] = other.block == claim.block
      and check_claim.key(other.subject, NO_PERIOD, "") == name and statement or nil
  end
  return found
end

--- The statements not to be trusted where another reading of one of them would reconcile a set; nil:
--- none would.
---@param system ingot.check.System
---@param set ingot.check.Statement[]
---@return ingot.check.Statement[]?
function M.dissolving(system, set)
  local tried = 0
  for _, statement in ipairs(set) do
    for _, reading in ipairs(readings_of(system, statement.claim)) do
      tried = tried + 1
      if tried > MOST then
        return nil
      end
      if holds(system, set, statement, reading) then
        return reading.is_whole and beside(system, statement.claim) or { statement }
      end
    end
  end
  return nil
end

return M
