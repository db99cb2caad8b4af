--- `cube:by("partner"):concentration("exports", "2025-04")`: how few have how much.

local frame <const> = require "ingot.decompose.frame"
local metric <const> = require "ingot.metric"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local place <const> = require "ingot.measure.place"
local result <const> = require "ingot.decompose.result"
local stat <const> = require "ingot.stat"

local M = {}

-- Of levels; shares of CRk in per cent, as shares are printed.
local indices <const> = {
  hhi = { of = stat.hhi, decimals = 4 },
  effective = { of = stat.effective, decimals = 1 },
  theil = { of = stat.theil, decimals = 3 },
}

-- "cr3" is the share of the three largest.
local function index_of(name)
  local k <const> = name:match "^cr([1-9]%d?)$"
  return indices[name] or k and {
    of = function(list) return 100 * stat.cr(list, math.tointeger(k)) end, unit = "%", decimals = 1,
  }
end

--- An index of concentration by its name, of levels: "hhi", "effective", "theil", "cr1" to "cr99".
---@param name string
---@param levels number[]
---@return number? value  nil when there is none of that name
function M.index(name, levels)
  local index <const> = index_of(name)
  return index and index.of(levels)
end

local Concentration <const> = { __name = "ingot.concentration" }

function Concentration.__index(c, name)
  local index <const> = type(name) == "string" and index_of(name)
  if not index then
    error(("a concentration has no '%s'; ask hhi, effective, theil, or cr1, cr2, cr3 …"):format(
      tostring(name)), 2)
  end
  local made <const> = rawget(c, "make")(name, index)
  rawset(c, name, made)
  return made
end

-- The levels of the members, or why there are no shares of them.
local function levels(breakdown, definition, now, whole)
  local cube <const>, axis <const> = breakdown.cube, breakdown.dimension
  local spans <const>, values <const> = {}, {}
  for i, code in ipairs(frame.codes(cube, axis, definition, { now })) do
    spans[i] = frame.span(cube, definition, now, now, breakdown:subject(code))
    values[i] = spans[i].now.value and number.float(spans[i].now.value)
  end
  local reason = frame.reason({ now = whole, base = whole }, spans)
  for i = 1, reason and 0 or #spans do
    if values[i] < 0 then
      reason = ("%s is below zero, which has no share"):format(spans[i].now.subject.en)
    end
  end
  if not reason and number.sign(whole.value) == 0 then
    reason = ("there was no trade in %s"):format(now)
  end
  return values, reason
end

---@class ingot.Concentration
---@field hhi ingot.Claim        Σs², 1/n to 1
---@field effective ingot.Claim  1/HHI: so many equal members would be as concentrated
---@field theil ingot.Claim      ln n + Σ s ln s over members with trade
---@field cr3 ingot.Claim        share of the three largest, %; likewise cr1, cr5, cr10 …

--- How concentrated a metric is among the members of a dimension: asked by name, each a claim.
---
---     local spread = partners:concentration("exports", period)
---     print(spread.cr3, spread.effective)
---
---@param breakdown ingot.Breakdown
---@param name string
---@param within ingot.Period|string
---@return ingot.Concentration?
---@return string? message  a mistake of the caller
function M.of(breakdown, name, within)
  local definition <const>, now <const> = metric.get(name, 3), period.of(within, 3)
  local problem <const> = frame.no_parts(definition)
  if problem then
    return nil, problem
  end
  local whole <const> = frame.span(breakdown.cube, definition, now, now).now
  local values <const>, reason <const> = levels(breakdown, definition, now, whole)
  local function make(kind, index)
    return result.claim(whole, {
      kind = kind, unit = index.unit or "", display = { unit = index.unit or "",
        decimals = index.decimals },
      formula = ("%s by %s among %s"):format(kind, definition.name, breakdown.dimension),
      operands = {
        place.operand(whole, "whole"),
        { name = "count", of = "population", where = whole.where, period = now,
          value = number.exact(#values, 0), unit = "", rows = whole.rows },
      },
      value = not reason and number.real(index.of(values)) or nil, reason = reason,
    })
  end
  return setmetatable({ make = make }, Concentration)
end

return M
