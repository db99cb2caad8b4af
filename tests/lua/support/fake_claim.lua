-- Claims out of thin air, for specs of wording and rendering: levels by month, no data, no host.
-- What a claim answers for is what ingot.measure gives; a month without a level is unknown.

local claim = require "ingot.claim"
local number = require "ingot.number"
local period = require "ingot.period"

local M = {}

local wan <const> = { unit = "万吨", decimals = 2, print_as = "mt" }
local decimals <const> = { mom = 1, yoy = 2, ytd_yoy = 2, share = 1 }

local function fields_of(place, kind, more)
  local fields = {
    kind = kind, metric = place.metric, subject = place.subject, period = place.period,
    where = { flow = "export" }, operands = {}, rows = 1, formula = kind,
    sources = { { path = "export.csv", rows = 9, hash = "xxh3:0123456789abcdef" } },
    display = { unit = "%", decimals = decimals[kind] }, unit = "%", state = "unknown",
  }
  for key, value in pairs(more) do fields[key] = value end
  return fields
end

local level

local function at(place, when)
  local copy = {}
  for key, value in pairs(place) do copy[key] = value end
  copy.period = when
  return copy
end

local function operand(from, role)
  return {
    name = from.metric, of = role, where = from.where, period = from.period, value = from.value,
    unit = from.unit, rows = from.rows,
  }
end

local function change(place, kind, base_period)
  local now, base = level(place), level(at(place, base_period))
  local fields = fields_of(place, kind, { base = base, base_period = base_period })
  fields.operands = { operand(now), operand(base, "base") }
  if not now.value or not base.value then return claim.new(fields) end
  if kind == "diff" then
    fields.state, fields.value = "value", number.sub(now.value, base.value)
    fields.unit, fields.display = "t", now.display
  elseif number.sign(base.value) == 0 then
    fields.state = "from_zero"
  elseif number.sign(base.value) < 0 then
    fields.state = "turned"
  else
    fields.state, fields.value = "value", number.change(now.value, base.value)
  end
  return claim.new(fields)
end

local function counted(place, kind)
  local value = place[kind] and number.exact(place[kind])
  return claim.new(fields_of(place, kind, {
    value = value, unit = "", display = { unit = "", decimals = 0 },
    state = value and "value" or "unknown",
  }))
end

local function share(place)
  local part, whole = level(place), place.whole and number.from(place.whole)
  local known = part.value and whole
  return claim.new(fields_of(place, "share", {
    value = known and number.percent_of(part.value, whole), state = known and "value" or "unknown",
  }))
end

local related <const> = {
  mom = function(c) return change(c.place, "mom", c.period:previous()) end,
  yoy = function(c) return change(c.place, "yoy", c.period:year_ago()) end,
  diff = function(c) return change(c.place, "diff", c.period:previous()) end,
  ytd = function(c) return level(at(c.place, c.period:ytd()), "ytd") end,
  ytd_yoy = function(c)
    return change(at(c.place, c.period:ytd()), "ytd_yoy", c.period:ytd():year_ago())
  end,
  base = function(c) return level(at(c.place, c.period:year_ago()), c.kind) end,
  share = function(c) return share(c.place) end,
  rank = function(c) return counted(c.place, "rank") end,
  streak = function(c) return counted(c.place, "streak") end,
}

function level(place, kind)
  local given = place.levels[tostring(place.period)]
  local value = given and number.from(given)
  return claim.new(fields_of(place, kind or "level", {
    place = place, unit = "t", display = wan, formula = "sum(qty_kg) / 1000", value = value,
    state = not value and "unknown" or number.sign(value) == 0 and "zero" or "value",
    operands = value and { {
      name = "sum(qty_kg)", where = { flow = "export" }, period = place.period,
      value = number.shift(value, 3), unit = "kg", rows = 1,
    } } or {},
  }), related)
end

--- The level of exports in 2025-04, out of levels in tonnes by period.
--- Further fields: `subject` (a label), `whole` (tonnes, for its share), `rank`, `streak`.
---@param levels table<string, string|integer>
---@param more table?
---@return ingot.Claim
function M.exports(levels, more)
  local place = { metric = "exports", period = period "2025-04", levels = levels }
  for key, value in pairs(more or {}) do place[key] = value end
  return level(place)
end

--- A change in percent, as it came: `fake.change("yoy", "8.43")`.
---@param kind string
---@param percent string
---@return ingot.Claim
function M.change(kind, percent)
  local place = { metric = "exports", period = period "2025-04" }
  return claim.new(fields_of(place, kind, {
    value = number.parse(percent), state = "value", base_period = place.period:year_ago(),
  }))
end

--- A share in percent.
---@param percent string
---@return ingot.Claim
function M.share(percent)
  local place = { metric = "exports", period = period "2025-04" }
  return claim.new(fields_of(place, "share", { value = number.parse(percent), state = "value" }))
end

--- A rank or a streak.
---@param kind "rank"|"streak"
---@param n integer
---@param at_period string?
---@return ingot.Claim
function M.counted(kind, n, at_period)
  return counted({ metric = "exports", period = period(at_period or "2025-04"), [kind] = n }, kind)
end

--- A row as `cube:by(name):top(…)` gives it.
---@param code string
---@param en string
---@param levels table<string, string|integer>
---@param more table?
---@return table
function M.row(code, en, levels, more)
  local subject = { dimension = "partner", code = code, en = en, zh = en }
  local all = { subject = subject }
  for key, value in pairs(more or {}) do all[key] = value end
  return { name = en, subject = subject, exports = M.exports(levels, all) }
end

return M
