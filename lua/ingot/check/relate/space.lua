-- The unknown quantities of an article: each a subject, a period and a unit, once. Claims bring the
-- first ones, their bases and wholes more, identities those that lie between.

local claim <const> = require "ingot.check.claim"
local facts <const> = require "ingot.check.relate.facts"

local M = {}

---@class ingot.check.Quantity
---@field key string
---@field subject ingot.check.Subject
---@field period ingot.Period
---@field unit string
---@field facts ingot.check.Facts
---@field series string   its key without the period

---@class ingot.check.Space
---@field quantities table<string, ingot.check.Quantity>
---@field list ingot.check.Quantity[]   in the order they came
---@field claims ingot.check.Claim[]
---@field interval fun(claim: ingot.check.Claim): ingot.check.Interval   in the mode that is asked about
---@field private units table<string, string|false>  unit of the levels of a subject; false: several
---@field private near table<string, string|false>   the same, of its levels in one sentence
---@field private by_id table<string, ingot.check.Claim>
---@field private levels table<string, ingot.check.Claim[]>  of each key
local Space <const> = {}
Space.__index = Space

local levels <const> = { level = true, ytd = true, net = true, index = true }

--- Whether a claim says how much there is of something.
---@param one ingot.check.Claim
---@return boolean
function M.is_level(one)
  return levels[one.kind] or one.kind == "bound" and not one.whole and not one.base and one.unit ~= "%"
end

-- An index has points, however its level is written.
local function unit_of_level(one)
  return one.subject.what == "index" and "points" or one.unit
end

local NO_PERIOD <const> = { from = 0, to = 0 }

-- What is said of a subject whatever the time.
local function name_of(subject)
  return claim.key(subject, NO_PERIOD, "")
end

local function near_name(one, subject)
  return name_of(subject) .. "|" .. (one.sentence or "")
end

local function note(units, name, unit)
  local known <const> = units[name]
  units[name] = (known == nil or known == unit) and unit
end

---@param claims ingot.check.Claim[]
---@return ingot.check.Space
function M.new(claims)
  local self <const> = setmetatable({ quantities = {}, list = {}, claims = claims, units = {},
    near = {}, by_id = {}, levels = {}, by_name = {} }, Space)
  for _, one in ipairs(claims) do
    self.by_id[one.id] = one
    if M.is_level(one) and one.subject then
      local name <const>, unit <const> = name_of(one.subject), unit_of_level(one)
      note(self.units, name, unit)
      note(self.near, near_name(one, one.subject), unit)
      self.by_name[name] = self.by_name[name] or {}
      table.insert(self.by_name[name], one)
    end
  end
  return self
end

--- The key of a quantity, which is among the quantities from now on.
---@param subject ingot.check.Subject
---@param period ingot.Period
---@param unit string
---@return string
function Space:at(subject, period, unit)
  local key <const> = claim.key(subject, period, unit)
  if not self.quantities[key] then
    local quantity <const> = { key = key, subject = subject, period = period, unit = unit,
      facts = facts.of(subject, unit), series = claim.key(subject, NO_PERIOD, unit) }
    self.quantities[key] = quantity
    self.list[#self.list + 1] = quantity
  end
  return key
end

--- The quantity of these, where there is one already.
---@return ingot.check.Quantity?
function Space:find(subject, period, unit)
  return self.quantities[claim.key(subject, period, unit)]
end

-- Of a subject with levels of several units: that of the last level said of it before a claim.
local function last_unit(self, name, one)
  local found
  for _, level in ipairs(self.by_name[name] or {}) do
    if level.sentence and one.sentence and level.sentence <= one.sentence
      and level.digits_offset < one.digits_offset then
      found = unit_of_level(level)
    end
  end
  return found
end

--- The unit in which the quantity of a claim is counted: a level's own; a rate's or share's that of
--- the level it was said of, else of the levels of its subject, in its sentence where the text has
--- several. Nil where these have several too.
---@param one ingot.check.Claim
---@return string?
function Space:unit(one)
  if M.is_level(one) then
    return unit_of_level(one)
  end
  local of <const> = one.of and self.by_id[one.of.id]
  if of and M.is_level(of) and of.subject then
    return unit_of_level(of)
  end
  if one.kind == "change" and one.unit ~= "%" and one.unit ~= "pp" and one.unit ~= "points"
    and one.unit ~= "bp" then
    return one.unit
  end
  for _, subject in ipairs { one.subject, one.whole and one.whole.subject } do
    local known <const> = self.units[name_of(subject)]
    if known ~= nil then
      return known or self.near[near_name(one, subject)] or last_unit(self, name_of(subject), one)
    end
  end
  return one.subject.what == "index" and "points" or "t"
end

--- The claim of this id.
---@param id string
---@return ingot.check.Claim?
function Space:claim(id)
  return self.by_id[id]
end

--- The claims that say how much a quantity is.
---@param key string
---@return ingot.check.Claim[]
function Space:levels_of(key)
  return self.levels[key] or {}
end

---@param key string
---@param one ingot.check.Claim
function Space:add_level(key, one)
  self.levels[key] = self.levels[key] or {}
  table.insert(self.levels[key], one)
end

return M
