--- A cube: a slice of the data that metrics are asked of, by period and by member of a dimension.
--- Cubes are immutable; `slice` gives a new one. This is the door: what a cube holds, and where each
--- of its methods is written.

local colon <const> = require "ingot.colon"
local alike <const> = require "ingot.cube.alike"
local beside <const> = require "ingot.cube.beside"
local cells <const> = require "ingot.cube.cells"
local claims <const> = require "ingot.cube.claims"
local coverage <const> = require "ingot.coverage"
local disturb <const> = require "ingot.cube.disturb"
local filter <const> = require "ingot.cube.filter"
local native <const> = require "ingot.native"
local ranking <const> = require "ingot.cube.ranking"
local read <const> = require "ingot.read"
local slice <const> = require "ingot.cube.slice"
local sources <const> = require "ingot.cube.sources"
local suggest <const> = require "ingot.suggest"
local twice <const> = require "ingot.cube.twice"
local vintage <const> = require "ingot.vintage"

---@class ingot.Cube
---@field product? { code: string, en: string, zh: string }  the product it was sliced to, as it
---   reads in a sentence
---@field product_name? string  the same by its name in the program
---@field data ingot.Table
---@field covering ingot.Table  its columns and coverage, without rows
---@field levels "round"|"truncate"|"ceil"
---@field beside table<string, ingot.Cube>  cubes of the tables given by `with`
---@field named? string         of such a cube: its name
---@field filter? string       what the query it was made of asked of all rows
---@field filters { text: string, params: table }[]
---@field chosen table<string, string>  axis → what it was sliced to, for claims
---@field hs_codes? string[]
---@field hs_spans? ingot.CodeSpan[]  which of them count when
---@field definition? ingot.Product   what it was sliced to
---@field cells table     levels, rankings and coverage once asked, by metric and period
---@field rankings table
---@field covered table
---@field sourced table   the files behind metrics, once asked
---@field headings? string[]  of a cube by the parts of its product: their codes
---@field regions? table   of a cube by regions: codes, labels, rest, of, overlaps
local Cube <const> = {}

-- What it is sliced to, and the rows that are left.
Cube.slice, Cube.lies_in, Cube.selection = slice.slice, slice.lies_in, slice.selection
Cube.query, Cube.rows_in = slice.query, slice.rows_in

-- Levels, and whether the data cover them.
Cube.covers, Cube.before, Cube.cell = cells.covers, cells.before, cells.cell
Cube.prepare, Cube.members = cells.prepare, cells.members

-- The order of its members.
Cube.ranking, Cube.among = ranking.ranking, ranking.among

-- What scripts ask: claims, members, notes.
Cube.measure, Cube.series, Cube.spine = claims.measure, claims.series, claims.spine
Cube.by, Cube.by_region = claims.by, claims.by_region
Cube.codes, Cube.note = claims.codes, claims.note
Cube.display_of, Cube.sources = claims.display_of, sources.of

local CubeMeta -- of all cubes

-- What a script asks; the library's own questions are too many to be guarded.
colon.guard(Cube, "cube", function(value) return getmetatable(value) == CubeMeta end, {
  "slice", "measure", "series", "spine", "by", "by_region", "codes", "note", "before", "covers",
})

CubeMeta = {
  __name = "ingot.cube", __tostring = slice.text,
  __index = suggest.index("a cube", Cube, {
    product = true, product_name = true, hs_codes = true, hs_spans = true, definition = true,
    filter = true, headings = true, regions = true, named = true,
  }),
}

local M = {}

--- Its methods, as help and completion name them.
M.methods = Cube

local options <const> = { levels = "string", with = "table" }
local modes <const> = { round = true, truncate = true, ceil = true }

--- A cube over a table or query. Claims trace back to files: the conditions of a query go into them,
--- but of what else was done to the rows before, `ingot why` can only say that it was.
---
---     local cube = ingot.cube(customs:where "mode == '10'")
---
---@param source ingot.Table|ingot.Query
---@param settings? { levels?: "round"|"truncate"|"ceil", with?: table<string, ingot.Table> }  how
---   levels are cut to their decimals; tables that metrics with `from` are asked of
---@return ingot.Cube
function M.new(source, settings)
  local kind <const> = native.type(source)
  if kind ~= "table" and kind ~= "query" then
    error(("cube: a table or query expected, got %s"):format(kind or type(source)), 2)
  end
  settings = settings or {}
  for key in pairs(settings) do
    if not options[key] then
      error(("cube: unknown option '%s'%s"):format(tostring(key),
        suggest.did_you_mean(tostring(key), options)), 2)
    end
  end
  local mode <const> = settings.levels or "round"
  if not modes[mode] then
    error(("cube: levels = '%s': 'round', 'truncate' or 'ceil' expected%s"):format(
      tostring(mode), suggest.did_you_mean(tostring(mode), modes)), 2)
  end
  local problem <const> = alike.month_problem(source) or beside.check(settings.with or {})
  if problem then
    error("cube: " .. problem, 2)
  end
  local collected <const> = source:collect()
  local data <const> = disturb.applied(coverage.attach(vintage.settle(collected)))
  local doubled <const> = twice.problem(read.origin(collected) and collected or data)
  if doubled then
    error("cube: " .. doubled, 2)
  end
  return setmetatable({
    data = data, covering = native.with(data:limit(0):collect(), { coverage = data:coverage() }),
    levels = mode, filter = filter.of(source), filters = {}, chosen = {}, cells = {}, covered = {}, rankings = {},
    sourced = {}, beside = beside.cubes(M.new, settings.with, mode),
  }, CubeMeta)
end

return M
