--- `cube:by("province"):shift_share("exports", "2025-04", { of = all })`: how much of a change is
--- the market's, how much that of its kinds, and how much its own.

local core <const> = require "ingot.decompose.core"
local effects <const> = require "ingot.decompose.effects"
local frame <const> = require "ingot.decompose.frame"
local metric <const> = require "ingot.metric"
local period <const> = require "ingot.period"
local place <const> = require "ingot.measure.place"
local result <const> = require "ingot.decompose.result"

local M = {}

local options <const> = { of = "any", against = "string" }
local columns <const> = { "overall", "structure", "own" }

local function formulas(name)
  return {
    overall = "base * (whole - whole_base) / whole_base",
    structure = "base * (kind - kind_base) / kind_base - base * (whole - whole_base) / whole_base",
    own = ("%s - base - base * (kind - kind_base) / kind_base"):format(name),
    change = ("%s - base"):format(name),
  }
end

local function is_cube(value)
  local meta <const> = type(value) == "table" and getmetatable(value)
  return meta and meta.__name == "ingot.cube"
end

-- Why a cube has no share in another, or nil.
local function no_share(cube, whole)
  if whole == nil then
    return "of = the cube of the whole expected, as { of = ingot.cube(customs) }"
  elseif not is_cube(whole) then
    return ("of: a cube expected, got %s"):format(type(whole))
  elseif not cube:lies_in(whole) then
    return "the part does not lie in the whole; slice it from the cube of the whole"
  end
end

--- Shift-share of a metric between two periods (Dunn 1960), by the members of a dimension as kinds:
--- `overall` x_0 G, `structure` x_0 (g_i − G), `own` x_0 (r_i − g_i), and `change`, their sum. G is
--- the growth of `of`, g_i that of the member in it, r_i that of the member here.
---
---     local shift = cable:by("partner"):shift_share("exports", period, { of = ingot.cube(customs) })
---     print(shift:table())
---
---@param breakdown ingot.Breakdown
---@param name string
---@param within ingot.Period|string
---@param given { of: ingot.Cube, against?: ingot.Against }
---@return ingot.Decomposition? rows of `overall`, `structure`, `own` and `change`
---@return string? message  a mistake of the caller
function M.of(breakdown, name, within, given)
  local problem = frame.problem(given, options)
  given = given or {}
  problem = problem or no_share(breakdown.cube, given.of)
  if problem then
    return nil, problem
  end
  local definition <const>, now <const> = metric.get(name, 3), period.of(within, 3)
  local base <const>, message = frame.base_of(breakdown.cube, definition, now, given.against)
  message = message or frame.no_parts(definition)
  if message then
    return nil, message
  end
  local cube <const>, axis <const> = breakdown.cube, breakdown.dimension
  local whole <const> = given.of:slice {}
  whole.regions = cube.regions -- the members of the whole are the same regions
  local seen <const> = {}
  local codes <const> = frame.codes(cube, axis, definition, { now, base }, seen)
  for _, code in ipairs(frame.codes(whole, axis, definition, { now, base }, seen)) do
    codes[#codes + 1] = code
  end
  local of_part <const>, of_whole <const> = {}, {}
  for i, code in ipairs(codes) do
    local subject <const> = breakdown:subject(code)
    of_part[i] = frame.span(cube, definition, now, base, subject)
    of_whole[i] = frame.span(whole, definition, now, base, subject)
  end
  local part_total <const> = frame.span(cube, definition, now, base)
  local whole_total <const> = frame.span(whole, definition, now, base)
  local reason = frame.reason(part_total, of_part) or frame.reason(whole_total, of_whole)
  local shifts <const> = not reason and core.shift_share(frame.values(of_part, "base"),
    frame.values(of_part, "now"), frame.values(of_whole, "base"), frame.values(of_whole, "now"))
  if not reason and not shifts then
    reason = ("nothing was traded in %s to have grown from"):format(base)
  end
  local function operands(part, kind)
    local list <const> = { place.operand(part.now), place.operand(part.base, "base") }
    if kind then
      list[3], list[4] = place.operand(kind.now, "kind"), place.operand(kind.base, "kind_base")
    end
    list[#list + 1] = place.operand(whole_total.now, "whole")
    list[#list + 1] = place.operand(whole_total.base, "whole_base")
    return list
  end
  local parts <const> = {}
  for i, part in ipairs(of_part) do
    -- kinds of the whole that the part never had say nothing of it
    if reason or part.now.state ~= "zero" or part.base.state ~= "zero" then
      parts[#parts + 1] = {
        name = part.now.subject.en, subject = part.now.subject, span = part,
        operands = operands(part, of_whole[i]), effects = shifts and shifts[i],
      }
    end
  end
  local plan <const> = {
    columns = columns, formulas = formulas(name), reason = reason, base_period = base,
    decimals = not reason and frame.decimals(of_part) or 0,
  }
  local rows <const>, total <const> = effects.rows(plan, parts, {
    name = "Total", sums = axis, span = part_total, operands = operands(part_total),
  })
  return result.new {
    rows = rows, total = total, columns = effects.columns(plan), dimension = axis, period = now,
    base_period = base,
  }
end

return M
