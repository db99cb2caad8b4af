-- A part is not above its whole, nor are members that are apart from one another, together. That parts
-- make the whole needs evidence in the article: their shares add up to 100 (within their rounding),
-- their levels to that of the whole, or one of a list is the rest.

local claims_of <const> = require "ingot.check.claim"
local facts <const> = require "ingot.check.relate.facts"
local family <const> = require "ingot.check.relate.family"
local label <const> = require "ingot.check.relate.label"
local number <const> = require "ingot.number"
local rows <const> = require "ingot.check.relate.rows"
local share <const> = require "ingot.check.relate.share"

local M = {}

local function name_of(quantity)
  return label.member(quantity.subject) or label.subject(quantity.subject)
end

local function names_of(members)
  local names <const> = {}
  for i, member in ipairs(members) do
    names[i] = name_of(member)
  end
  return table.concat(names, " + ")
end

local function terms_of(members)
  local left <const> = {}
  for i, member in ipairs(members) do
    left[i] = { member.key, 1 }
  end
  return left
end

---@param members ingot.check.Quantity[]
local function at_most(members, whole)
  return rows.at_most(terms_of(members), whole.key, "part_over_whole", ("%s ≤ %s"):format(
    names_of(members), label.quantity(whole)))
end

-- Whole and members of each dimension, by subject.
local function by_subject(space)
  local found <const>, known <const> = {}, {}
  for _, quantity in ipairs(space.list) do
    local is_amount <const> = (quantity.facts.flow or quantity.facts.stock)
      and not quantity.facts.free and facts.adds_up(quantity.unit)
    for _, dimension in ipairs(is_amount and family.dimensions or {}) do
      local whole <const> = quantity.subject[dimension] and space:find(
        family.without(quantity.subject, dimension), quantity.period, quantity.unit)
      local name <const> = whole and whole.key .. "/" .. dimension
      if name and not known[name] then
        known[name] = { whole = whole, dimension = dimension }
        found[#found + 1] = known[name]
      end
      table.insert(name and known[name] or {}, quantity)
    end
  end
  return found
end

-- Where shares that belong together may stand: anywhere, in one paragraph, in one list.
local function places_of(one)
  return { "", "/block " .. one.block, one.listed and "/list " .. one.listed.list or nil }
end

-- Shares of each whole by the field that tells their parts apart, one claim for each part.
local function by_share(space)
  local found <const>, known <const> = {}, {}
  for _, one in ipairs(space.claims) do
    local part, whole
    local is_share <const> = one.kind == "share" or one.as == "share" and one.bound == "below"
    if is_share and one.subject and one.period then
      part, whole = share.keys(one, space)
    end
    local dimension <const> = part and family.difference(one.subject, one.whole.subject)
    for i, where in ipairs(dimension and places_of(one) or {}) do
      local name <const> = whole .. "/" .. dimension .. where
      if not known[name] then
        known[name] = { whole = space.quantities[whole], dimension = dimension, parts = {},
          is_list = i == 3 }
        found[#found + 1] = known[name]
      end
      local set <const> = known[name]
      if not set.parts[part] then
        set.parts[part] = true
        set[#set + 1] = { claim = one, quantity = space.quantities[part] }
      end
    end
  end
  return found
end

local HUNDRED <const> = number.exact(100)

local function half(step)
  return number.shift(number.times(step, 5), -1)
end

local function add_up_to_all(set)
  local sum, slack, small = number.exact(0), number.exact(0), number.exact(0)
  for _, member in ipairs(set) do
    if member.claim.bound then -- "<0.1%"
      small = number.add(small, member.claim.value)
    else
      sum, slack = number.add(sum, member.claim.value), number.add(slack, half(member.claim.step))
    end
  end
  slack = family.disjoint[set.dimension] and number.exact(0) or slack
  return number.compare(number.add(sum, small), number.sub(HUNDRED, slack)) >= 0
    and number.compare(sum, number.add(HUNDRED, slack)) <= 0
end

-- Whether the levels of the parts come to that of the whole.
local function levels_add_up(set, space)
  local whole <const> = space:levels_of(set.whole.key)[1]
  if not whole then
    return false
  end
  local rest, slack = whole.value, half(claims_of.own_step(whole))
  for _, member in ipairs(set) do
    local level <const> = space:levels_of(member.quantity.key)[1]
    if not level then
      return false
    end
    rest = number.sub(rest, level.value)
    slack = number.add(slack, half(claims_of.own_step(level)))
  end
  return number.compare(number.abs(rest), slack) <= 0
end

local function has_rest(set)
  if not set.is_list then
    return false
  end
  for _, member in ipairs(set) do
    if family.is_rest(member.quantity.subject) then
      return true
    end
  end
  return false
end

local function quantities_of(set)
  local members <const> = {}
  for i, member in ipairs(set) do
    members[i] = member.quantity
  end
  return members
end

-- Members without the rest, of which is not known whom it is without, and without regions, which hold
-- others of them.
local function named(members)
  local found <const> = {}
  for _, member in ipairs(members) do
    found[#found + 1] = not family.is_rest(member.subject)
      and not family.is_region(member.subject) and member or nil
  end
  return found
end

---@param space ingot.check.Space
---@return ingot.check.Row[]
function M.rows(space)
  local found <const> = {}
  for _, set in ipairs(by_subject(space)) do
    for _, member in ipairs(set) do
      found[#found + 1] = at_most({ member }, set.whole)
    end
    local apart <const> = family.disjoint[set.dimension] and named(set) or {}
    found[#found + 1] = #apart > 1 and at_most(apart, set.whole) or nil
  end
  local is_known <const> = {}
  for _, set in ipairs(by_share(space)) do
    local members <const> = quantities_of(set)
    if #set > 1 and (add_up_to_all(set) or levels_add_up(set, space) or has_rest(set)) then
      local row <const> = rows.equal(terms_of(members), set.whole.key, "parts_total",
        ("%s = %s"):format(names_of(members), label.quantity(set.whole)))
      found[#found + 1] = not is_known[row.text] and row or nil
      is_known[row.text] = true
    elseif family.disjoint[set.dimension] then
      local apart <const> = set.is_list and members or named(members)
      found[#found + 1] = #apart > 1 and at_most(apart, set.whole) or nil
    end
  end
  return found
end

return M
