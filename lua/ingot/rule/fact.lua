--- Facts: what rules judge and speak of. A fact is the level of a whole, the level of a part (a row
--- of a breakdown), or several parts taken together: a group, the rows of a list, or a class.
--- All it can tell comes from claims, each asked for when a rule first looks at it.

local claim <const> = require "ingot.claim"
local measure <const> = require "ingot.measure"
local measures <const> = require "ingot.cube.measures"
local names_ <const> = require "ingot.rule.names"
local number <const> = require "ingot.number"
local suggest <const> = require "ingot.suggest"
local words <const> = require "ingot.words"

---@class ingot.Fact
---@field kind "whole"|"part"|"group"|"class"|"index"
---@field level? ingot.Claim         of a group: of its members together; nil when there is none
---@field row? ingot.Row             of a part
---@field rows? ingot.Row[]          of a group or class
---@field members? ingot.Fact[]      of a group or class, in order
---@field class? string
---@field place ingot.Place          of the fact, or of the first of a group
---@field key string                 tells it from all others
---@field peers ingot.Peers          what is known of those it was given with
local Fact <const> = {}
Fact.__index = Fact

local M = {}

-- ---- what it is about ----

-- The code of a member as slices take it.
local function codes_of(list)
  local codes <const> = {}
  for i, member in ipairs(list) do
    codes[i] = member.place.subject.code
  end
  return codes
end

-- The level of some members of the dimension that a place is a part of, taken together.
local function together(place, codes)
  local slice <const> = place.cube:slice { [place.subject.dimension] = codes }
  return measure.level { cube = slice, metric = place.metric, period = place.period }
end

-- Members of regions may overlap, and those of metrics that do not add up have nothing together.
local function adds_up(place)
  return place.subject and place.subject.dimension ~= "region" and place.metric.adds
end

local function group_level(fact)
  return adds_up(fact.place) and together(fact.place, codes_of(fact.members)) or nil
end

--- The level of the whole that it is a part of; of a whole: itself.
---@return ingot.Claim
function Fact:whole()
  if self.kind == "whole" or self.kind == "index" then
    return self.level
  end
  return self.peers:whole(self.place)
end

-- The codes of all members of a dimension that trade now or did in a period before.
local function all_codes(place)
  local parts <const> = measures.parts(place.cube:by(place.subject.dimension), place.metric,
    place.period, { "level", "before", "base" })
  return measures.order(parts, measures.standing(parts))
end

--- The level of all that is not in a group (or is not this part); nil when that is nothing.
---@return ingot.Claim?
function Fact:rest()
  if self.others == nil then
    self.others = false
    local inside <const>, outside <const> = {}, {}
    if self.kind ~= "whole" and adds_up(self.place) then
      for _, code in ipairs(codes_of(self.members or { self })) do
        inside[code] = true
      end
      local codes <const> = all_codes(self.place)
      for i = 1, #codes do
        local code <const> = codes[i]
        outside[#outside + 1] = not inside[code] and code or nil
      end
    end
    self.others = #outside > 0 and together(self.place, outside)
  end
  return self.others or nil
end

local holders <const> = {
  own = function(fact) return fact:own_level() end,
  whole = function(fact) return fact:whole() end,
  rest = function(fact) return fact:rest() end,
}

--- Its level; of a group, that of its members together.
---@return ingot.Claim?
function Fact:own_level()
  if self.members and self.level == nil then
    self.level = group_level(self) or false
  end
  return self.level or nil
end

--- A measure of it by name: "mom", "share", "whole_diff"; nil when it has none of the name.
---@param name string
---@return ingot.Claim?
function Fact:measure(name)
  local entry <const> = names_.measures[name]
  local level <const> = entry and holders[entry.of](self)
  if not level or entry.measure == "level" then
    return level or nil
  elseif entry.measure == "share" and self.members and entry.of ~= "whole" then
    return level:share_of(self:whole())
  end
  return (claim.ask(level, entry.measure))
end

-- The value of a measure of its own.
local function value_of(fact, name)
  if fact.kind == "part" and fact.peers:knows(fact.place, name) then
    return fact.peers:value(fact.place, name)
  end
  local found <const> = fact:measure(name)
  return found and found.value
end

local texts <const> = {
  unit = function(fact) return fact.place.metric.unit end,
  sided = function(fact) return fact.place.metric.sides and 1 or 0 end,
  period_kind = function(fact) return fact.place.period.kind end,
  month = function(fact) return fact.place.period.to % 12 + 1 end,
  flow = function(fact) return fact.place.cube:selection(fact.place.metric).flow end,
  last_member = function(fact)
    return fact.members and fact.members[#fact.members].place.subject.en
  end,
  metric = function(fact) return fact.place.metric.name end,
  dimension = function(fact) return fact.place.subject and fact.place.subject.dimension end,
  class = function(fact) return fact.class end,
  member = function(fact) return fact.kind == "part" and fact.place.subject.en or nil end,
  members = function(fact) return fact.members and #fact.members end,
}

--- A column of conditions: a number (per cents as fractions) or a text; nil when unknown.
---@param name string
---@return number|string|nil
function Fact:seen(name)
  local text <const> = texts[name]
  if text then
    return text(self)
  end
  local found <const> = value_of(self, name)
  local value <const> = found and number.float(found)
  return value and names_.columns[name] == "fraction" and value / 100 or value
end

--- How large its own change is against the level of the whole before, without sign: a fraction;
--- 0 when it is unknown.
---@return number
function Fact:size()
  local diff <const> = value_of(self, "diff")
  local before <const> = diff and claim.ask(self:whole(), "before")
  local base <const> = before and before.value and number.float(before.value)
  return base and base ~= 0 and math.abs(number.float(diff) / base) or 0
end

-- What functions are given: the columns of conditions as fields, read only when asked for.
local View <const> = {}

function View.__index(view, name)
  local fact <const> = rawget(view, View)
  if name == "rows" then
    return fact.rows
  elseif not names_.columns[name] then
    error(("a fact has no '%s'%s"):format(tostring(name),
      suggest.did_you_mean(tostring(name), names_.columns)), 2)
  end
  return fact:seen(name)
end

--- As the functions of rules see it: `fact.mom` is a fraction, or nil when unknown.
---@return table
function Fact:view()
  return setmetatable({ [View] = self }, View)
end

-- ---- what is said of it ----

--- What a member of a group is to a sentence: `{first.name}`, `{first.level.share}`.
---@param fact? ingot.Fact
---@return table?
function M.member_names(fact)
  return fact and {
    name = fact.place.subject.en, subject = fact.place.subject, level = fact.level,
  }
end

local spoken <const> = {
  name = function(fact) return fact.kind == "part" and fact.place.subject or nil end,
  metric = function(fact) return fact.place.metric.noun end,
  product = function(fact) return fact.place.cube.product end,
  period = function(fact) return fact.place.period end,
  step = function(fact)
    local kind <const> = fact.place.period.kind
    return { en = words.en.wording.steps[kind], zh = words.zh.wording.steps[kind] }
  end,
  part = function(fact)
    local place <const> = fact.place
    local subjects <const> = {}
    for i, one in ipairs(fact.members or { fact }) do
      subjects[i] = one.place.subject
    end
    local regions <const> = place.cube.regions
    local of <const> = regions and regions.of or subjects[1] and subjects[1].dimension
    return #subjects > 0
      and words.part(place.metric.noun, subjects, of, place.metric.flow) or nil
  end,
  whole = function(fact) return fact:whole() end,
  rest = function(fact) return fact:rest() end,
  names = function(fact) return fact.rows end,
  first = function(fact) return M.member_names(fact.members and fact.members[1]) end,
  second = function(fact) return M.member_names(fact.members and fact.members[2]) end,
  last = function(fact) return M.member_names(fact.members and fact.members[#fact.members]) end,
  class = function(fact) return fact.class end,
  zone = function(fact) return fact.place.zone end,
  held = function(fact) return fact.place.held end,
}
spoken.subject = spoken.name

--- What a name in a sentence stands for; nil when the fact has nothing of that name.
---@param name string
---@return any
function Fact:name(name)
  local say <const> = spoken[name]
  if say then
    return say(self)
  end
  local entry <const> = names_.measures[name]
  if entry then
    return self:measure(name)
  end
  return self.row and self.row[name]
end

-- ---- making one ----

--- Makes a fact of its fields.
---@param fields table
---@param what string  that tells it from other facts of its place
---@return ingot.Fact
function M.new(fields, what)
  fields.key = fields.peers:key(fields.place) .. " " .. what
  return setmetatable(fields, Fact)
end

return M
