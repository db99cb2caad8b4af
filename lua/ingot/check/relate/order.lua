-- Ranks and lists. Of two members with a rank the first is not below the second; where all ranks down
-- to one are named, no other member is above it. A list is taken as ordered by size where one of its
-- members is said to be first, or where it is long; in both cases at most one of its members may stand
-- out of order.

local claims_of <const> = require "ingot.check.claim"
local family <const> = require "ingot.check.relate.family"
local label <const> = require "ingot.check.relate.label"
local number <const> = require "ingot.number"
local rows <const> = require "ingot.check.relate.rows"

local M = {}

local LONG <const>, SHORT <const> = 5, 3
local DISJOINT <const> = { "partner", "province" }

-- What the members of a rank are members of, and the field that tells them apart.
local function class_of(subject, period, unit)
  for _, dimension in ipairs(DISJOINT) do
    if subject[dimension] then
      local whole <const> = family.without(subject, dimension)
      return claims_of.key(whole, period, unit) .. "/" .. dimension
        .. (family.is_region(subject) and " of regions" or "")
    end
  end
  return nil
end

local function not_below(space, above, below, claims, text)
  local a <const>, b <const> = space.quantities[above].subject, space.quantities[below].subject
  return rows.at_most({ { below, 1 } }, above, "rank_order", ("%s ≥ %s, %s"):format(
    label.member(a) or label.subject(a), label.member(b) or label.subject(b), text), claims)
end

-- Rank claims of each class by rank: class → n → { claim, key }.
local function ranked(space)
  local classes <const>, order <const> = {}, {}
  for _, one in ipairs(space.claims) do
    local unit <const> = one.kind == "rank" and one.n and one.n > 0 and one.subject and one.period
      and space:unit(one)
    local class <const> = unit and class_of(one.subject, one.period, unit)
    if class then
      if not classes[class] then
        classes[class] = { top = 0 }
        order[#order + 1] = class
      end
      local set <const> = classes[class]
      set[one.n] = set[one.n] or { claim = one, key = space:at(one.subject, one.period, unit) }
      set.top = math.max(set.top, one.n)
    end
  end
  return classes, order
end

-- Members of a class without a rank.
local function others_of(space, class, set)
  local has_rank <const>, found <const> = {}, {}
  for n = 1, set.top do
    if set[n] then
      has_rank[set[n].key] = true
    end
  end
  for _, quantity in ipairs(space.list) do
    if not has_rank[quantity.key] and not family.is_rest(quantity.subject)
      and class_of(quantity.subject, quantity.period, quantity.unit) == class
      and not quantity.subject.group then
      found[#found + 1] = quantity
    end
  end
  return found
end

local function rows_of_class(space, class, set, found)
  local last, complete = nil, {}
  for n = 1, set.top do
    local this <const> = set[n]
    if this and last and this.key ~= last.key then
      found[#found + 1] = not_below(space, last.key, this.key, { last.claim, this.claim },
        "as their ranks say")
    end
    if this and #complete == n - 1 then
      complete[n] = this.claim
    end
    last = this or last
  end
  local lowest <const> = set[#complete]
  for _, quantity in ipairs(lowest and others_of(space, class, set) or {}) do
    found[#found + 1] = not_below(space, lowest.key, quantity.key, complete,
      ("as rank %d says"):format(#complete))
  end
end

-- Levels of each list in the order of their places, where they are members of one class.
local function lists_of(space)
  local lists <const>, order <const>, is_ranked <const> = {}, {}, {}
  for _, one in ipairs(space.claims) do
    local listed <const> = one.listed
    if listed and one.kind == "rank" and one.n == 1 then
      is_ranked[listed.list] = true
    elseif listed and (one.kind == "level" or one.kind == "ytd") and one.subject and one.period
      and not one.bound and not family.is_rest(one.subject) then
      local class <const> = class_of(one.subject, one.period, one.unit)
      local name <const> = class and listed.list .. "/" .. class
      if name and not lists[name] then
        lists[name] = { list = listed.list }
        order[#order + 1] = lists[name]
      end
      table.insert(name and lists[name] or {}, one)
    end
  end
  for _, list in ipairs(order) do
    table.sort(list, function(a, b) return a.listed.place < b.listed.place end)
  end
  return order, is_ranked
end

-- The most members that stand in order, the largest first.
local function longest_fall(list)
  local best, longest <const> = 0, {}
  for i, one in ipairs(list) do
    longest[i] = 1
    for j = 1, i - 1 do
      if number.compare(list[j].value, one.value) >= 0 then
        longest[i] = math.max(longest[i], longest[j] + 1)
      end
    end
    best = math.max(best, longest[i])
  end
  return best
end

---@param space ingot.check.Space
---@return ingot.check.Row[]
function M.rows(space)
  local found <const> = {}
  local classes <const>, order <const> = ranked(space)
  for _, class in ipairs(order) do
    rows_of_class(space, class, classes[class], found)
  end
  local lists <const>, is_ranked <const> = lists_of(space)
  for _, list in ipairs(lists) do
    if #list >= (is_ranked[list.list] and SHORT or LONG) and longest_fall(list) >= #list - 1 then
      for i = 2, #list do
        local above <const> = space:at(list[i - 1].subject, list[i - 1].period, list[i - 1].unit)
        local below <const> = space:at(list[i].subject, list[i].period, list[i].unit)
        found[#found + 1] = above ~= below
          and not_below(space, above, below, {}, "as the list says") or nil
      end
    end
  end
  return found
end

return M
