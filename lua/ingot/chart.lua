--- Charts: what is drawn, as data. A chart holds claims, never bare numbers; its title, its words for
--- who cannot see it and its picture are made of them, in each language. Nothing here draws: a
--- picture is what `ingot.render.svg` draws.
---
---     article:chart("bars", cable:series("exports", period:last(24)))
---     article:chart("growth", cable:series("exports", period:last(24)))
---     article:chart("lines", { leading, coincident }, { over = period:last(36) })
---     article:chart("ranked", partners:top(10, "exports", period))
---     article:chart("shares", partners:top(5, "exports", period), { over = period:last(12) })
---     article:chart("waterfall", partners:contributions("exports", period, { top = 6 }))

local about <const> = require "ingot.chart.about"
local display <const> = require "ingot.display"
local kind_ <const> = require "ingot.kind"
local suggest <const> = require "ingot.suggest"
local unit <const> = require "ingot.unit"

---@class ingot.Chart
---@field kind "bars"|"growth"|"lines"|"ranked"|"shares"|"waterfall"
---@field points ingot.ChartPoint[]     of shares and lines: the lines, each with points of its own
---@field total? ingot.ChartPoint       of a waterfall: what the points add up to
---@field more? boolean                 whether members were left out
---@field display ingot.Display         of its axis
---@field rule? ingot.Display           of all its numbers, where the script names one
---@field claims ingot.Claim[]          all that it draws
---@field level ingot.Claim             the one that tells what it is about: metric, product, place
---@field from integer                  first month
---@field to integer                    last month
local Chart <const> = {}
Chart.__index = Chart
Chart.__name = "ingot.chart"

---@class ingot.ChartPoint
---@field claim ingot.Claim             unknown: a gap
---@field period? ingot.Period          of a series
---@field before? ingot.Claim           of a bar: the same a year earlier
---@field subject? ingot.Subject        of a member
---@field points? ingot.ChartPoint[]    of a line

---@class ingot.ChartKind
---@field takes string                  what its data are, for messages
---@field options table<string, string>  name → type
---@field read fun(data: table, options: table): table?, string?  the fields of a chart, or a problem
---@field describe fun(chart: ingot.Chart, lang: string): (string|ingot.Span)[]
---@field picture fun(chart: ingot.Chart, lang: string): ingot.Picture

---@type table<string, ingot.ChartKind>
local kinds <const> = {
  bars = require "ingot.chart.bars",
  growth = require "ingot.chart.growth",
  lines = require "ingot.chart.lines",
  ranked = require "ingot.chart.ranked",
  shares = require "ingot.chart.shares",
  waterfall = require "ingot.chart.waterfall",
}

local M = {}

-- Options of every kind.
local common <const> = { title = "text or table", as = "text" }

-- What an option takes, where its Lua type does not say.
local wanted <const> = {
  whole = "a whole number from 1", table = "a list of periods, as period:last(12),",
  ["table of bands"] = "bands, as board:bands(),",
}

local function fits(value, expected)
  for name in expected:gmatch "%a+" do
    if type(value) == name or name == "text" and type(value) == "string"
      or name == "whole" and math.type(value) == "integer" and value > 0 then
      return true
    end
  end
  return false
end

local function options_problem(kind, options)
  if type(options) ~= "table" then
    return ("options as a table expected, got %s"):format(type(options))
  end
  local known <const> = {}
  for _, more in ipairs { common, kinds[kind].options } do
    for name, expected in pairs(more) do
      known[name] = expected
    end
  end
  for _, name in ipairs(suggest.names(options)) do
    if not known[name] then
      return suggest.unknown("option", "options", tostring(name), suggest.names(known))
    elseif not fits(options[name], known[name]) then
      return ("option '%s': %s expected, got %s"):format(name, wanted[known[name]] or known[name],
        known[name] == "whole" and tostring(options[name]) or type(options[name]))
    end
  end
end

-- Has all numbers printed by the rule of a name, instead of by their own; digits are cut as theirs are.
local function print_as(fields, name)
  local rule <const> = display.rule(name)
  if not rule then
    return "as: " .. suggest.unknown("display", "displays", name, display.names())
  end
  local fine <const>, message <const> = pcall(unit.powers, fields.claims[1].unit, rule.unit)
  if not fine then
    return ("as = '%s': %s"):format(name, (message:gsub("^%S+:%d+: ", "")))
  end
  local shown <const> = { mode = fields.claims[1].display.mode }
  for field, value in pairs(rule) do
    shown[field] = value
  end
  fields.display, fields.rule = shown, shown
end

local function any_known(claims)
  for _, claim in ipairs(claims) do
    if claim.value then
      return true
    end
  end
  return false
end

--- A chart of a kind; nil when there is nothing to draw; nil and a message for a mistake of the
--- caller.
---@param kind string
---@param data table     what the kind draws: levels in time, rows, a decomposition
---@param options? table
---@param displays? table<string, string>  by measure, for what the options do not say: of an article
---@return ingot.Chart?
---@return string? message
function M.new(kind, data, options, displays)
  if not kinds[kind] then
    return nil, suggest.unknown("kind", "kinds", tostring(kind), suggest.names(kinds))
  end
  local problem <const> = options_problem(kind, options or {})
  if problem then
    return nil, ("%s: %s"):format(kind, problem)
  end
  if type(data) ~= "table" then
    return nil, ("%s: %s expected, got %s"):format(kind, kinds[kind].takes, kind_.of(data))
  elseif next(data) == nil then -- no rows, as of a month without trade
    return nil
  end
  local fields <const>, message <const> = kinds[kind].read(data, options or {})
  if message then
    return nil, ("%s: %s"):format(kind, message)
  elseif not fields or not any_known(fields.claims) then
    return nil
  end
  local as <const> = options and options.as
  local shared <const> = displays and displays[fields.claims[1].kind]
  local mistake <const> = (as or shared) and print_as(fields, as or shared)
  if as and mistake then -- one that is shared may be of another unit, as in sentences
    return nil, ("%s: %s"):format(kind, mistake)
  end
  fields.kind = kind
  return setmetatable(fields, Chart)
end

---@param value any
---@return boolean
function M.is(value)
  return getmetatable(value) == Chart
end

--- The title it gets when it is given none: "Exports of … by month, May 2024 to April 2025".
---@param lang? "en"|"zh"
---@return string
function Chart:title(lang)
  return about.title(self, lang or "en")
end

--- What it shows, in words and numbers that are claims: for who cannot see it.
---@param lang? "en"|"zh"
---@return (string|ingot.Span)[]
function Chart:describe(lang)
  return kinds[self.kind].describe(self, lang or "en")
end

--- The same as text.
---@param lang? "en"|"zh"
---@return string
function Chart:alt(lang)
  local texts <const> = {}
  for i, span in ipairs(self:describe(lang)) do
    texts[i] = type(span) == "string" and span or span.text
  end
  return table.concat(texts)
end

--- Where its figures come from: "Source: exports-2025.csv; data of May 2024 to April 2025".
---@param lang? "en"|"zh"
---@return string
function Chart:source(lang)
  return about.source(self, lang or "en")
end

--- What is to be drawn.
---@param lang? "en"|"zh"
---@return ingot.Picture
function Chart:picture(lang)
  return kinds[self.kind].picture(self, lang or "en")
end

return M
