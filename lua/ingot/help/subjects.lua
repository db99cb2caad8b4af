--- What functions there are, by what they are asked of: where their annotations stand, and how an
--- analyst calls each. A subject's names are those of the tables that scripts see.

local native <const> = require "ingot.native"

---@class ingot.HelpSubject
---@field name string       as it is asked for: "table", "ingot.stat"
---@field about string      what it is
---@field separator "."|":" how it is asked
---@field owner string      what its functions are fields of, in the text
---@field modules string[]  where these stand, below lua/ingot
---@field places? table<string, string>  name → "module:function", of what stands elsewhere
---@field names fun(): table<string, any>  the table that has them when the program runs
---@field own? table<string, true>  names in it that the library keeps for itself

local function set(text)
  local found <const> = {}
  for name in text:gmatch "%S+" do
    found[name] = true
  end
  return found
end

-- Methods of a class are complete when all that adds some is loaded.
local function load_all()
  for _ in pairs(require "ingot") do end -- which loads each
end

local function of(module, field)
  return function()
    load_all()
    local value <const> = require("ingot." .. module)
    return field and value[field] or value
  end
end

local function native_class(class)
  return function()
    return native.methods[class]
  end
end

---@type ingot.HelpSubject[]
return {
  { name = "ingot", about = "the library: local ingot = require \"ingot\"", separator = ".", owner = "M",
    modules = { "types.ingot" }, names = function() return require "ingot" end, own = set "version" },
  { name = "ingot.period", about = "months, quarters, years and spans of them", separator = ".",
    owner = "M", modules = { "period" }, names = of "period" },
  { name = "ingot.calendar", about = "Lunar New Year and the days of a period", separator = ".",
    owner = "M", modules = { "calendar" }, names = of "calendar", own = set "source" },
  { name = "ingot.stat", about = "statistics of lists of numbers", separator = ".", owner = "M",
    modules = { "stat" }, names = of "stat" },
  { name = "ingot.series", about = "what is done with series", separator = ".", owner = "M",
    modules = { "series" }, names = of "series", own = set "new" },
  { name = "ingot.index", about = "composite indices", separator = ".", owner = "M",
    modules = { "index" }, names = of "index", own = set "listing step find get names define" },
  { name = "ingot.lights", about = "indicators in zones, and the index of them", separator = ".",
    owner = "M", modules = { "lights" }, names = of "lights", own = set "find get names" },
  { name = "table", about = "rows in named columns; a query answers the same", separator = ":",
    owner = "Table", modules = { "types.table" }, names = native_class "Table" },
  { name = "query", about = "what to do with a table: it runs when its rows are asked for",
    separator = ":", owner = "Table", modules = { "types.table" }, names = native_class "Query" },
  { name = "grouping", about = "rows grouped by columns: table:by(…)", separator = ":",
    owner = "Grouping", modules = { "types.query" }, names = native_class "Grouping" },
  { name = "formula", about = "a formula, parsed", separator = ":", owner = "Formula",
    modules = { "types.formula" }, names = native_class "Formula" },
  { name = "cube", about = "a slice of the data that metrics are asked of: ingot.cube(table)",
    separator = ":", owner = "Cube", modules = { "cube" }, names = of("cube", "methods"),
    own = set "lies_in selection query rows_in cell prepare members ranking among display_of" },
  { name = "breakdown", about = "a cube by the members of a dimension: cube:by(…)", separator = ":",
    owner = "Breakdown", modules = { "breakdown", "cube.regions" }, names = of("breakdown", "methods"),
    places = {
      contributions = "decompose.contributions:of", shift_share = "decompose.shift_share:of",
      price_volume_mix = "decompose.price_volume_mix:of", price_index = "decompose.price_index:of",
      concentration = "decompose.concentration:of",
      demand_inside = "cube.regions:demand_inside", overlaps = "cube.regions:overlaps",
      unmapped = "cube.regions:unmapped",
    }, own = set "demand_inside" },
  { name = "claim", about = "a number that can be traced: cube:measure(…), row.exports", separator = ":",
    owner = "methods", modules = { "claim", "measure.change", "measure.share" },
    names = of("claim", "methods") },
  { name = "article", about = "what is printed: ingot.article { … }", separator = ":", owner = "M",
    modules = { "article.say", "article.table", "article.chart", "article.tell", "article.sections",
      "article.omissions" }, places = { document = "article:document" },
    names = of("article", "methods") },
  { name = "period", about = "a period: ingot.period \"2025-04\"", separator = ":", owner = "methods",
    modules = { "period" }, names = of("period", "methods") },
  { name = "series", about = "numbers of periods that follow each other: cube:series(…), ingot.series(…)",
    separator = ":", owner = "Series", modules = { "series.plain" },
    names = of("series.plain", "methods") },
  { name = "classes", about = "members in classes: breakdown:classes(…)", separator = ":",
    owner = "Classes", modules = { "cube.classes" }, names = of("cube.classes", "methods") },
  { name = "decomposition", about = "a change taken apart: breakdown:contributions(…) …",
    separator = ":", owner = "Decomposition", modules = { "decompose.result" },
    names = of("decompose.result", "methods") },
  { name = "board", about = "lights over data: ingot.lights.of(…)", separator = ":", owner = "Board",
    modules = { "lights.board" }, names = of("lights.board", "methods") },
  { name = "index", about = "an index over data: ingot.index.of(…)", separator = ":", owner = "Built",
    modules = { "index.built" }, names = of("index.built", "methods") },
}
