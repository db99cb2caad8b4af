-- Reconstructs the customs downloads in data/customs/.
--
--   lua5.4 data/build.lua [--out DIR]        DIR must exist; default: customs/ beside this file
--
-- No public file has this detail (month x product x partner x province x mode), so it is filled
-- in: published.csv gives the margins that are known, reconstruct/assumptions.lua what is likely,
-- and seeded iterative proportional fitting joins the two in whole kilograms.
--
-- Guarantees:
--   * every line of published.csv is met to the kilogram, and each member that is not listed stays
--     below the bound of its listing, so printed ranks hold;
--   * the same bytes everywhere: integer chance, + - * / on doubles only, no clock, no locale, no
--     order taken from a hash table;
--   * no row without quantity or value, no row twice.
--
-- Read reconstruct/margins.lua first, then lanes.lua and fit.lua.

local here = debug.getinfo(1, "S").source:match("^@(.*)build%.lua$") or error("run it as a file")
local search_path = package.path
package.path = here .. "?.lua;" .. search_path
local constraints = require("reconstruct.constraints").read(here .. "published.csv")
local margins = require "reconstruct.margins"
local lanes = require "reconstruct.lanes"
local download = require "reconstruct.download"
local gb18030 = require "gb18030"
package.path = search_path

local FILES <const> = {
  { name = "export", series = { "cable_exports", "primary_al_exports" } },
  { name = "import", series = { "primary_al_imports" } },
  { name = "export-aluminum", series = { "unwrought_products_exports", "alumina_exports" } },
  { name = "import-aluminum",
    series = { "unwrought_products_imports", "alumina_imports", "bauxite_imports" } },
}

local function encode(text)
  return (text:gsub("[\xC2-\xF4][\x80-\xBF]+", function(character)
    return gb18030[character] or error("gb18030.lua lacks " .. character)
  end))
end

local function shipments_by_year(series_list)
  local years = {}
  for _, year in ipairs(margins.years) do years[year] = {} end
  for _, series in ipairs(series_list) do
    for _, month in ipairs(margins.of(constraints, series)) do
      for _, row in ipairs(lanes.of(series, month)) do
        row.usd = download.usd(row, month)
        table.insert(years[month.year], { month = month, row = row })
      end
    end
  end
  return years
end

local function build(out)
  local names = download.names(here)
  for _, entry in ipairs(FILES) do
    local years = shipments_by_year(entry.series)
    for _, year in ipairs(margins.years) do
      local path = string.format("%s/%s-%d.csv", out, entry.name, year)
      local file <close> = assert(io.open(path, "wb"))
      assert(file:write(download.bytes(years[year], names, encode)))
    end
  end
end

local option, folder = ...
assert(option == nil or option == "--out" and folder, "usage: lua5.4 data/build.lua [--out DIR]")
build(folder or here .. "customs")
