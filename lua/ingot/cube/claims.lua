--- What a cube says: claims of levels, the steps of its calendar, notes on its codes, and breakdowns.

local beside <const> = require "ingot.cube.beside"
local breakdown <const> = require "ingot.breakdown"
local cells <const> = require "ingot.cube.cells"
local headings <const> = require "ingot.cube.headings"
local measure <const> = require "ingot.measure"
local metric <const> = require "ingot.metric"
local note <const> = require "ingot.cube.note"
local period <const> = require "ingot.period"
local regions <const> = require "ingot.cube.regions"

local M = {}

--- The level of a metric in a period, and from it everything else: `.mom .yoy .ytd .full_year .diff`
--- and all of `ingot.measure`, `:cagr(n)` and `:share_of(whole)`. A metric that does not add up over
--- months has no level in several of them: an error.
---
---     local total = cable:measure("exports", "2025-04")
---     print(total, total.yoy)
---
---@param cube ingot.Cube
---@param name string          of a metric
---@param within ingot.Period|string
---@return ingot.Claim
function M.measure(cube, name, within)
  local definition <const> = metric.get(name, 2)
  return measure.level {
    cube = beside.of(cube, definition), metric = definition, period = period.of(within, 2),
  }
end

--- The levels of a metric over a list of periods. January and February that are known only together
--- are one level, whether one or both of them are in the list.
---
---     article:chart("bars", cable:series("exports", period:last(24)))
---
---@param cube ingot.Cube
---@param name string
---@param periods (ingot.Period|string)[]
---@return ingot.Claim[]
function M.series(cube, name, periods)
  local definition <const>, list <const> = metric.get(name, 2), {}
  for i, within in ipairs(periods) do
    list[i] = period.of(within, 2)
  end
  local asked <const>, claims <const> = beside.of(cube, definition), {}
  for i, within in ipairs(cells.coverage(asked, definition):steps(list)) do
    claims[i] = measure.level { cube = asked, metric = definition, period = within }
  end
  return claims
end

--- The months of a period as a metric knows them: a joint January and February are one step.
---
---     cube:spine("exports", "2024-12..2025-04")  --> 2024-12, 2025-01..02, 2025-03, 2025-04
---
---@param cube ingot.Cube
---@param name string  of a metric
---@param within ingot.Period|string
---@return ingot.Period[]
function M.spine(cube, name, within)
  local definition <const>, months <const> = metric.get(name, 2), {}
  for month in period.of(within, 2):months() do
    months[#months + 1] = month
  end
  return cells.coverage(cube, definition):steps(months)
end

--- The cube by the members of a dimension: `partner`, `province`, `mode`, `hs`; or by `part`: the
--- headings or codes that its product names, as those of unwrought aluminum and products.
---
---     for _, row in ipairs(cable:by("partner"):top(3, "exports", period)) do print(row.name, row.exports) end
---
---@param cube ingot.Cube
---@param name string
---@return ingot.Breakdown
function M.by(cube, name)
  if name == "part" then
    local named <const> = headings.parts(cube, 2)
    return named
  end
  local parts <const> = breakdown.new(cube, name, 2)
  return parts
end

--- The cube by regions, or by the parts of a scheme: `cube:by_region("ASEAN", "EU")`,
--- `cube:by_region("continents", { rest = "Others" })`. Its shares are of the cube.
---
---     local parts = cable:by_region("ASEAN", "EU", { rest = "Others" })
---
---@param cube ingot.Cube
---@param ... string|{ rest: string|{ en: string, zh: string? }|nil, overlap: boolean? }
---@return ingot.Breakdown
function M.by_region(cube, ...)
  local parts <const> = regions.breakdown(cube, { ... }, 2)
  return parts
end

--- The HS codes of the slice, for a note: `article:note(cable:codes())`.
---
---     print(table.concat(cable:codes(), ", "))
---
---@param cube ingot.Cube
---@return string[]
function M.codes(cube)
  if not cube.hs_codes then
    error("codes: the cube is not sliced to a product or to HS codes", 2)
  end
  return { table.unpack(cube.hs_codes) }
end

--- The HS codes of the slice with the names its product gives them, in both languages:
--- `article:note(cable:note())`. Of a product in versions, those of a period, or all with their
--- months.
---
---     article:note(cable:note())
---
---@param cube ingot.Cube
---@param within? ingot.Period|string
---@return { code: string, en: string, zh: string }
function M.note(cube, within)
  if not cube.hs_spans then
    error("note: the cube is not sliced to a product or to HS codes", 2)
  end
  return (note.label(cube.hs_spans, cube.definition, within and period.of(within, 2)))
end

--- How a level of a metric is printed in a cube.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@return ingot.Display
function M.display_of(cube, definition)
  local rule <const> = {}
  for key, value in pairs(definition.display or { unit = definition.unit }) do
    rule[key] = value
  end
  rule.mode = rule.mode or cube.levels
  return rule
end

return M
