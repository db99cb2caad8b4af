--- What claims files tell, as quantities of the trade: of each series its levels by period, and what
--- was printed of it: rates, differences, shares, ranks, runs. A level that stands in no sentence but
--- only behind one, as the base of a change or the whole of a share, is known all the same.

local dimension <const> = require "ingot.dimension"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local goods <const> = require "ingot.check.goods"

local M = {}

---@class ingot.check.Series
---@field id string
---@field what? string       "export"; nil where only the metric's name tells what it is
---@field metric string      of the claims files: "exports"
---@field where table<string, string>  the conditions of its slice
---@field names string[]     of the product, or of the metric
---@field sets table<string, boolean>[]  the words of these
---@field loose boolean      its name is a metric's, whose words may mean something else
---@field partner? string  @field province? string  @field mode? string
---@field group? string      several members: "Henan+Jiangsu"
---@field closed boolean     it has a condition that no subject of an article tells
---@field levels table<string, ingot.check.against.Figure>   by the months of a period (`M.months`)
---@field changes table<string, ingot.check.against.Figure>  by those of a period and of its base
---@field rates table<string, ingot.check.against.Figure>    likewise
---@field shares table<string, ingot.check.against.Figure>   by period and series of the whole
---@field ranks table<string, ingot.check.against.Figure>
---@field streaks table<string, ingot.check.against.Figure>

---@class ingot.check.against.Figure
---@field value ingot.Number
---@field unit string
---@field source string   "april.claims.json, c4"
---@field others? ingot.check.against.Figure[]  what other claims say instead

local flows <const> = {
  exports = "export", imports = "import", net_imports = "net import", net_exports = "net export",
}
local of_flow <const> = { export = "export", import = "import" }
local members <const> = { "partner", "province", "mode" }

-- What a metric's name says besides the flow: "al_operating_capacity".
local kinds <const> = {
  { "operating rate", { "operating", "rate" } }, { "capacity", { "capacity" } },
  { "production", { "production" } }, { "consumption", { "consumption" } }, { "stock", { "stock" } },
  { "price", { "price" } }, { "import parity", { "parity" } },
}

local function what_of(set)
  for _, kind in ipairs(kinds) do
    local all = true
    for _, word in ipairs(kind[2]) do
      all = all and set[word]
    end
    if all then
      return kind[1], kind[2]
    end
  end
end

local function known_product(name, document)
  local known <const> = product.find(name)
  local kept <const> = (document.products or {})[name]
  if not known or not kept or type(kept[1]) ~= "string" then
    return known
  end
  return table.concat(known.codes, " ") == table.concat(kept, " ") and known or nil
end

-- The names that the goods of a filter go by; nil for codes that nothing names.
local function names_of(where, document)
  local known <const> = where.product and known_product(where.product, document)
  if not where.hs then
    local code <const> = known and #known.codes == 1 and known.codes[1]
    return { known and known.en or where.product and (where.product:gsub("_", " ")),
      code and dimension.subject("hs", code).en or nil }
  end
  local part <const> = known and (known.parts or {})[where.hs]
  local name <const> = part and part.en or dimension.subject("hs", where.hs).en
  return { name ~= where.hs and name or nil }
end

local function member_names(name, codes)
  local names <const> = {}
  for code in codes:gmatch "%S+" do
    names[#names + 1] = dimension.subject(name, code).en
  end
  table.sort(names)
  return names
end

local told <const> = {
  flow = true, product = true, hs = true, partner = true, province = true, mode = true, filter = true,
  index = true, lights = true,
}

local function is_closed(where)
  for name in pairs(where) do
    if not told[name] then
      return true
    end
  end
  return false
end

local function id_of(metric, where)
  local parts <const> = {}
  for name, value in pairs(where) do
    parts[#parts + 1] = name .. "=" .. value
  end
  table.sort(parts)
  return metric .. " " .. table.concat(parts, " ")
end

-- What a series of a metric is called: by the product that is sliced, else by the metric's own words.
local function name_series(series, metric, where, document)
  series.what = flows[metric] or (where.index or where.lights) and "index"
  if flows[metric] then
    series.names = names_of(where, document)
    return
  end
  series.loose = true
  local set <const> = goods.set(metric)
  local used
  if not series.what then
    series.what, used = what_of(set)
    series.what = series.what or of_flow[where.flow]
  end
  for _, word in ipairs(used or {}) do
    set[word] = nil
  end
  local rest <const> = {}
  for word in pairs(set) do
    rest[#rest + 1] = word
  end
  table.sort(rest)
  series.names = { table.concat(rest, " ") }
end

--- A period as a key: a quarter is the three months that it has.
---@param when ingot.Period|string
---@return string
function M.months(when)
  local of <const> = period.of(when)
  return of.from .. "-" .. of.to
end

local months <const> = M.months

---@class ingot.check.Catalog
---@field list ingot.check.Series[]  in the order they came
---@field by_id table<string, ingot.check.Series>
local Catalog = {}
Catalog.__index = Catalog

function Catalog:series_of(metric, where, document)
  local id <const> = id_of(metric, where)
  if self.by_id[id] then
    return self.by_id[id]
  end
  local series <const> = {
    id = id, loose = false, closed = is_closed(where), where = where, metric = metric, sets = {},
    levels = {}, changes = {}, rates = {}, shares = {}, ranks = {}, streaks = {},
  }
  name_series(series, metric, where, document)
  for i, name in ipairs(series.names) do
    series.sets[i] = goods.set(name)
  end
  for _, name in ipairs(members) do
    local codes <const> = where[name]
    local names <const> = codes and member_names(name, codes)
    if names and #names == 1 then
      series[name] = names[1]
    elseif names then
      series.group = table.concat(names, "+")
    end
  end
  self.by_id[id], self.list[#self.list + 1] = series, series
  return series
end

-- The first to tell a figure is kept; another that says otherwise is kept beside it.
local function keep(place, key, value, unit, source)
  local parsed <const> = type(value) == "string" and number.parse(value)
  if not parsed then
    return
  end
  local new <const> = { value = parsed, unit = unit, source = source }
  local old <const> = place[key]
  if not old then
    place[key] = new
  elseif number.compare(old.value, parsed) ~= 0 then
    old.others = old.others or {}
    old.others[#old.others + 1] = new
  end
end

-- An operand of the claim's own metric, or of another one, with a formula, is a level.
local function take_operands(catalog, operands, document, source, depth)
  for _, operand in ipairs(operands or {}) do
    if operand.formula and operand.unit ~= "" and operand.name:find "^[%a_][%w_]*$" then
      local series <const> = catalog:series_of(operand.name, operand.where, document)
      keep(series.levels, months(operand.period), operand.value, operand.unit, source)
      if depth < 3 then
        take_operands(catalog, operand.operands, document, source, depth + 1)
      end
    end
  end
end

local function level(series, entry, source)
  keep(series.levels, months(entry.period), entry.value, entry.unit, source)
end
local function rate(series, entry, source)
  if entry.base_period then
    keep(series.rates,
      months(entry.period) .. " " .. months(entry.base_period), entry.value, entry.unit, source)
  end
end
local function change(series, entry, source)
  if entry.base_period then
    keep(series.changes,
      months(entry.period) .. " " .. months(entry.base_period), entry.value, entry.unit, source)
  end
end

local take <const> = {
  level = level, ytd = level, full_year = level, index = level,
  mom = rate, mom_adjusted = rate, yoy = rate, ytd_yoy = rate, full_year_yoy = rate,
  diff = change, index_change = change,
  rank = function(series, entry, source)
    keep(series.ranks, months(entry.period), entry.value, "", source)
  end,
  streak = function(series, entry, source)
    keep(series.streaks, months(entry.period), entry.value, "", source)
  end,
  share = function(series, entry, source, catalog, document)
    for _, operand in ipairs(entry.operands) do
      if operand.of == "whole" then
        local whole <const> = catalog:series_of(operand.name, operand.where, document)
        keep(series.shares, months(entry.period) .. " " .. whole.id .. " " .. months(operand.period),
          entry.value, entry.unit, source)
      end
    end
  end,
}

local function take_claim(catalog, entry, document, name)
  local source <const> = name .. ", " .. entry.id
  local way <const> = take[entry.measure]
  if way then
    way(catalog:series_of(entry.metric, entry.where, document), entry, source, catalog, document)
  end
  take_operands(catalog, entry.operands, document, source, 1)
end

local function set_net(net, of, less)
  for when, figure in pairs(of.levels) do
    local other <const> = less.levels[when]
    local fits <const>, value <const> = pcall(number.sub, figure.value, (other or figure).value)
    if other and fits and other.unit == figure.unit and not net.levels[when] then
      net.levels[when] = { value = value, unit = figure.unit, source = figure.source }
    end
  end
end

-- Net trade of what is known of both flows, where no claim gives it.
local function add_net(catalog, document)
  for i = 1, #catalog.list do
    local import <const> = catalog.list[i]
    if import.metric == "imports" and import.where.flow == "import" then
      local where <const>, other <const> = {}, {}
      for name, value in pairs(import.where) do
        other[name], where[name] = value, name ~= "flow" and value or nil
      end
      other.flow = "export"
      local export <const> = catalog.by_id[id_of("exports", other)]
      if export then
        set_net(catalog:series_of("net_imports", where, document), import, export)
        set_net(catalog:series_of("net_exports", where, document), export, import)
      end
    end
  end
end

--- What claims files tell.
---@param sources { name: string, document: table }[]  as claims files are read, without nulls
---@return ingot.check.Catalog
function M.of(sources)
  local catalog <const> = setmetatable({ list = {}, by_id = {} }, Catalog)
  for _, source in ipairs(sources) do
    for _, entry in ipairs(source.document.claims) do
      take_claim(catalog, entry, source.document, source.name)
    end
  end
  for _, source in ipairs(sources) do
    add_net(catalog, source.document)
  end
  return catalog
end

return M
