--- Which of the program's series an article's subject is. A match is sure where the flow, the goods
--- and the member are named alike; goods named in other words are a guess, which may confirm a figure
--- but refutes none, and so is each of several series that fit equally well.

local goods <const> = require "ingot.check.goods"

local M = {}

---@class ingot.check.Match
---@field series ingot.check.Series[]  one, or those that fit equally well
---@field sure boolean

local fields <const> = { "partner", "province", "mode" }

local function alike(a, b)
  return a == b or a and b and a:lower() == b:lower()
end

local function group_of(subject)
  if not subject.group then
    return nil
  end
  local names <const> = {}
  for name in subject.group:gmatch "[^+]+" do
    names[#names + 1] = name
  end
  table.sort(names)
  return table.concat(names, "+")
end

local function same_members(subject, series)
  for _, field in ipairs(fields) do
    if not alike(subject[field], series[field]) then
      return false
    end
  end
  return group_of(subject) == series.group
end

-- How well goods are named: 3 alike, 2 in fewer or more words, 1 not named; nil: something else.
local function rank_of(name, series)
  if not name then
    return 1
  end
  local set <const> = goods.set(name)
  for i, known in ipairs(series.names) do
    if goods.canonical(name) == goods.canonical(known) then
      return 3
    elseif goods.within(set, series.sets[i])
      or series.loose and goods.meet(set, series.sets[i]) then
      return 2
    end
  end
end

-- The name of what a subject is of, which of an index or a named part is the item's.
local function name_of(subject)
  if subject.what == "index" or not subject.product then
    return subject.product and subject.item and subject.item .. " " .. subject.product
      or subject.item or subject.product
  end
  return subject.product
end

local function fits(subject, series)
  if series.closed or series.what ~= subject.what or not same_members(subject, series) then
    return nil
  elseif subject.item and subject.what ~= "index" then
    return nil
  end
  return rank_of(name_of(subject), series)
end

--- The series of a subject; nil where there is none.
---@param catalog ingot.check.Catalog
---@param subject ingot.check.Subject
---@return ingot.check.Match?
function M.find(catalog, subject)
  local best, found = 0, {}
  for _, series in ipairs(catalog.list) do
    local rank <const> = fits(subject, series) or 0
    if rank > best then
      best, found = rank, {}
    end
    if rank == best and rank > 0 then
      found[#found + 1] = series
    end
  end
  return found[1] and {
    series = found, sure = best == 3 and #found == 1 and not found[1].loose,
  }
end

return M
