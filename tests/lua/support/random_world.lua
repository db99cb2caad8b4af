--- A made-up world of trade, and claims about it that are all true: quantities in whole kilograms by
--- month, each claim printed in one mode. For specs of what must never be found in conflict.

local number = require "ingot.number"
local period = require "ingot.period"
local stated = require "support.stated"

local World = {}
World.__index = World

local FIRST, MONTHS = period("2024-01").from, 24
local partners = { "Russia", "India", "Mexico", "Iran", "others" }
local products = { "bars", "wire" }

local function fill(random, most)
  local months = {}
  for i = 0, MONTHS - 1 do months[FIRST + i] = 1000 + random:below(most) end
  return months
end

local function sum_of(lists)
  local sum = {}
  for i = 0, MONTHS - 1 do
    local month = FIRST + i
    sum[month] = 0
    for _, list in ipairs(lists) do sum[month] = sum[month] + list[month] end
  end
  return sum
end

local function name_of(subject)
  return table.concat({ subject.what, subject.product or "", subject.partner or "",
    subject.group or "" }, "/")
end

function World:add(subject, months)
  self.months[name_of(subject)] = months
  self.subjects[#self.subjects + 1] = subject
  return months
end

--- Kilograms of a subject in a period.
function World:kg(subject, at)
  local kg = 0
  for month = at.from, at.to do kg = kg + self.months[name_of(subject)][month] end
  return kg
end

local function build(self, random)
  local ins, out = stated.of("import", "metal"), stated.of("export", "metal")
  local by_partner, by_product = {}, {}
  for i, partner in ipairs(partners) do
    by_partner[i] = self:add(ins { partner = partner }, fill(random, 90000000 // i))
  end
  for i, product in ipairs(products) do
    by_product[i] = self:add(stated.of("export", product), fill(random, 60000000))
  end
  local total, sold = self:add(ins, sum_of(by_partner)), self:add(out, sum_of(by_product))
  local group = ins { group = "India+Russia",
    members = { ins { partner = "Russia" }, ins { partner = "India" } } }
  self:add(group, sum_of { by_partner[1], by_partner[2] })
  local net = {}
  for month, kg in pairs(total) do net[month] = kg - sold[month] end
  self:add(stated.of("net import", "metal"), net)
  self.imports, self.exports = ins, out
end

---@param random support.Random
---@param modes ingot.check.Modes
function World.new(random, modes)
  local say, list = stated()
  local self = setmetatable({ random = random, modes = modes, months = {}, subjects = {},
    say = say, claims = list, level_step = random:pick { 100000, 10000, 1000, 100 },
    decimals = random:pick { 0, 1, 2 } }, World)
  build(self, random)
  return self
end

-- Whole steps of above / below, by size, in a mode.
local function cut(above, below, mode)
  local size = above < 0 and -above or above
  local whole, rest = size // below, size % below
  if mode == "round" and rest * 2 >= below or mode == "round_up" and rest > 0 then
    whole = whole + 1
  end
  return above < 0 and -whole or whole
end

local function text_of(units, scale)
  return number.format(number.exact(units, scale))
end

function World:amount_text(kg)
  local step = self.level_step
  local units = cut(kg, step, self.modes.level)
  return text_of(units * step, 3) .. " mt"
end

-- Percent with all its decimals, zeros and all.
function World:percent_text(above, below)
  local units = cut(above * 100 * 10 ^ self.decimals // 1 | 0, below, self.modes.rate)
  return number.format(number.exact(units, self.decimals), { decimals = self.decimals }) .. "%"
end

local function is_net(subject) return subject.what == "net import" end

function World:level(subject, at)
  local kg = self:kg(subject, at)
  local kind = is_net(subject) and "net" or at.kind == "range" and "ytd" or "level"
  return self.say(kind, self:amount_text(kg), subject, tostring(at))
end

-- No rate of what is negative, nor against what is not above zero, nor one over a hundredfold.
function World:rate(subject, at, kind, base)
  local now, before = self:kg(subject, at), self:kg(subject, base)
  if before <= 0 or now <= 0 or now > 100 * before then return nil end
  return self.say(kind, self:percent_text(now - before, before), subject, tostring(at))
end

function World:share(subject, whole, at)
  return self.say("share", self:percent_text(self:kg(subject, at), self:kg(whole, at)), subject,
    tostring(at), { whole = whole })
end

function World:change(subject, at, base)
  return self.say("change", self:amount_text(self:kg(subject, at) - self:kg(subject, base)), subject,
    tostring(at), { base = { period = tostring(base) } })
end

function World:wholes(subject)
  if subject.partner or subject.group then return self.imports end
  return (subject.product == "bars" or subject.product == "wire") and self.exports or nil
end

local month = period "2025-04"
local periods = { month, month:ytd(), period "2025-03", period "2025-01..03", period "2025-Q1",
  period "2024-04", period "2024-01..04", period "2024", period "2025" }

local said = {
  function(world, subject, at) return world:level(subject, at) end,
  function(world, subject, at)
    if at.from - 12 < FIRST then return nil end
    local kind = at.kind == "range" and "ytd_yoy" or "yoy"
    return world:rate(subject, at, kind, at:year_ago())
  end,
  function(world, subject, at)
    return at.kind == "month" and at.from > FIRST
      and world:rate(subject, at, "mom", at:previous()) or nil
  end,
  function(world, subject, at)
    local whole = world:wholes(subject)
    return whole and world:share(subject, whole, at)
  end,
  function(world, subject, at)
    return at.from - 12 >= FIRST and world:change(subject, at, at:year_ago()) or nil
  end,
  function(world, subject, at)
    if not subject.partner or subject.partner == "others" then return nil end
    local rank = 1
    for _, other in ipairs(world.subjects) do
      local is_above = other.partner and other.partner ~= "others"
        and world:kg(other, at) > world:kg(subject, at)
      rank = is_above and rank + 1 or rank
    end
    return world.say("rank", tostring(rank), subject, tostring(at), { n = rank })
  end,
}

--- One more true claim, of any kind; nil where what was picked says nothing.
function World:say_any()
  local random = self.random
  return random:pick(said)(self, random:pick(self.subjects), random:pick(periods))
end

return World
