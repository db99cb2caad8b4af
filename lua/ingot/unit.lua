-- Units: what a quantity is counted in. All units of a dimension are powers of ten of one another,
-- so converting moves the decimal point and loses nothing. Names are case-sensitive: mt is a tonne,
-- Mt a million tonnes. "a/b" of two known units is a unit too (USD/t).

local number = require "ingot.number"
local suggest = require "ingot.suggest"

---@class ingot.Unit
---@field name string
---@field dimension string "mass", "USD", "CNY", "percent", …; of a/b "USD/mass"
---@field exponent integer this unit = 10^exponent of the base unit of its dimension
---@field en string the word behind a number in English; "" for none
---@field zh string the word behind a number in Chinese
---@field tight boolean? the word stands close to the number, as %

local M = {}

-- name, dimension, exponent, English word, Chinese word, other names
local listed <const> = {
  { "g", "mass", -3, "g", "克", "克" },
  { "kg", "mass", 0, "kg", "千克", "千克", "公斤" },
  { "t", "mass", 3, "mt", "吨", "吨", "ton", "tons", "tonne", "tonnes" },
  { "mt", "mass", 3, "mt", "吨" },
  { "kt", "mass", 6, "kt", "千吨", "千吨" },
  { "万吨", "mass", 7, "万吨", "万吨" },
  { "Mt", "mass", 9, "Mt", "百万吨", "百万吨" },
  { "亿吨", "mass", 11, "亿吨", "亿吨" },
  { "USD", "USD", 0, "USD", "美元", "US$", "美元" },
  { "thousand USD", "USD", 3, "thousand USD", "千美元", "千美元" },
  { "万美元", "USD", 4, "万美元", "万美元" },
  { "million USD", "USD", 6, "million USD", "百万美元", "百万美元" },
  { "亿美元", "USD", 8, "亿美元", "亿美元" },
  { "billion USD", "USD", 9, "billion USD", "十亿美元", "十亿美元" },
  { "CNY", "CNY", 0, "CNY", "元", "元", "RMB", "yuan" },
  { "thousand CNY", "CNY", 3, "thousand CNY", "千元", "千元" },
  { "万元", "CNY", 4, "万元", "万元" },
  { "million CNY", "CNY", 6, "million CNY", "百万元", "百万元" },
  { "亿元", "CNY", 8, "亿元", "亿元" },
  { "billion CNY", "CNY", 9, "billion CNY", "十亿元", "十亿元" },
  { "EUR", "EUR", 0, "EUR", "欧元", "€", "欧元" },
  { "thousand EUR", "EUR", 3, "thousand EUR", "千欧元", "千欧元" },
  { "万欧元", "EUR", 4, "万欧元", "万欧元" },
  { "million EUR", "EUR", 6, "million EUR", "百万欧元", "百万欧元" },
  { "亿欧元", "EUR", 8, "亿欧元", "亿欧元" },
  { "billion EUR", "EUR", 9, "billion EUR", "十亿欧元", "十亿欧元" },
  { "%", "percent", 0, "%", "%" },
  { "pp", "percentage point", 0, "percentage points", "个百分点" },
  { "points", "index point", 0, "points", "点" },
  { "piece", "piece", 0, "pieces", "个", "pieces", "pcs", "个", "件" },
  { "", "count", 0, "", "" },
}

local tight <const> = { ["%"] = true }

-- English words of just one, where they differ.
local one <const> = { pp = "percentage point", points = "point", piece = "piece" }

local units = {} ---@type table<string, ingot.Unit>
local names = {} ---@type string[] for suggestions, in order

local function add(unit, other_names)
  units[unit.name] = unit
  names[#names + 1] = unit.name
  for _, name in ipairs(other_names) do
    units[name] = unit
    names[#names + 1] = name
  end
end

for _, row in ipairs(listed) do
  add({
    name = row[1], dimension = row[2], exponent = row[3], en = row[4], zh = row[5],
    one = one[row[1]], tight = tight[row[1]],
  }, { table.unpack(row, 6) })
end

-- "USD/t": its dimension is that of both, its word their words.
local function compound(name)
  local above, below = name:match("^([^/]+)/([^/]+)$")
  local a, b = units[above], units[below]
  if not a or not b then return nil end
  return {
    name = a.name .. "/" .. b.name, dimension = a.dimension .. "/" .. b.dimension,
    exponent = a.exponent - b.exponent, en = a.en .. "/" .. b.en, zh = a.zh .. "/" .. b.zh,
  }
end

--- The unit of a name, as `get`; nil for an unknown one.
---@param name string
---@return ingot.Unit?
function M.find(name)
  return units[name] or compound(name)
end

--- The unit of a name, or of two names as "USD/t". An unknown name is an error with the nearest.
---@param name string
---@return ingot.Unit
function M.get(name)
  if type(name) ~= "string" then
    error(("unit as text expected, got %s"):format(type(name)), 2)
  end
  local unit = M.find(name)
  if unit then return unit end
  error(suggest.unknown("unit", "units", name, names), 2)
end

--- Adds a unit: `unit.define { name = "piece", dimension = "piece", exponent = 0, en = "pieces" }`.
---@param spec { name: string, dimension: string, exponent: integer, en: string?, zh: string? }
---@return ingot.Unit
function M.define(spec)
  local expected = { name = "string", dimension = "string", exponent = "number" }
  for _, field in ipairs { "name", "dimension", "exponent" } do
    if type(spec[field]) ~= expected[field] then
      error(("unit: %s: %s expected, got %s"):format(field, expected[field], type(spec[field])), 2)
    end
  end
  if units[spec.name] then error(("unit '%s' exists already"):format(spec.name), 2) end
  local unit = {
    name = spec.name, dimension = spec.dimension, exponent = spec.exponent,
    en = spec.en or spec.name, zh = spec.zh or spec.en or spec.name,
  }
  add(unit, {})
  return unit
end

local added_fields <const> = {
  dimension = "string", exponent = "number", of = "string", en = "string", zh = "string",
}

-- What is wrong with the definition of a unit, or nil.
local function problem_of(spec)
  if type(spec) ~= "table" then
    return ("a table of fields expected, got %s"):format(type(spec))
  end
  for _, field in ipairs(suggest.names(spec)) do
    local expected <const> = added_fields[field]
    if not expected then
      return ("unknown field '%s'%s"):format(tostring(field),
        suggest.did_you_mean(tostring(field), added_fields))
    elseif type(spec[field]) ~= expected then
      return ("field '%s': %s expected, got %s"):format(field, expected, type(spec[field]))
    end
  end
  if (spec.dimension ~= nil) == (spec.of ~= nil) then
    return 'it needs either a dimension of its own, as dimension = "volume", or a unit that it is a '
      .. 'power of ten of, as of = "t"'
  end
  if spec.of and not M.find(spec.of) then
    return suggest.unknown("unit", "units", spec.of, names)
  end
  if spec.exponent and math.type(spec.exponent) ~= "integer" then
    return ("exponent: a whole power of ten expected, got %s"):format(spec.exponent)
  end
end

--- Begins a unit: `ingot.unit "10 kt" { of = "kt", exponent = 1 }` is ten kilotonnes; `ingot.unit
--- "m3" { dimension = "volume" }` counts something of its own.
---
---     ingot.unit "10 kt" { of = "kt", exponent = 1 }
---
---@param name string
---@return fun(spec: { of: string?, dimension: string?, exponent: integer?, en: string?, zh: string? }): ingot.Unit
function M.begin(name)
  if type(name) ~= "string" or name == "" then
    error(("a unit needs a name, got %s"):format(tostring(name)), 2)
  end
  return function(spec)
    local problem <const> = units[name] and "it exists already" or problem_of(spec)
    if problem then
      error(("unit '%s': %s"):format(name, problem), 2)
    end
    local base <const> = spec.of and M.find(spec.of) or { dimension = spec.dimension, exponent = 0 }
    return (M.define {
      name = name, dimension = base.dimension, exponent = base.exponent + (spec.exponent or 0),
      en = spec.en, zh = spec.zh,
    })
  end
end

--- The name of 10^n of the base unit of a dimension, or of one dimension for each of another:
--- "t", "USD/t"; "10^2 kg" where there is none.
---@param dimension string
---@param below? string
---@param n integer
---@return string
function M.named(dimension, below, n)
  local base
  for _, name in ipairs(names) do
    local own <const> = units[name]
    if own.dimension == dimension and not below and own.exponent == n then
      return own.name
    end
    base = base or own.dimension == dimension and own.exponent == 0 and own or nil
  end
  base = base or { name = dimension, exponent = 0 }
  if below then
    for _, name in ipairs(names) do
      local per <const> = units[name]
      if per.dimension == below and base.exponent - per.exponent == n then
        return base.name .. "/" .. per.name
      end
    end
    return ("10^%d %s/%s"):format(n, base.name, M.named(below, nil, 0))
  end
  return ("10^%d %s"):format(n, base.name)
end

--- How many powers of ten lie between two units of one dimension: 1 `from` = 10^n `to`.
--- Unlike dimensions are an error that names both.
---@param from string
---@param to string
---@return integer n
function M.powers(from, to)
  local a, b = M.get(from), M.get(to)
  if a.dimension ~= b.dimension then
    error(("cannot convert '%s' (%s) to '%s' (%s)"):format(from, a.dimension, to, b.dimension), 2)
  end
  return a.exponent - b.exponent
end

--- A quantity in another unit of its dimension, exactly.
---@param n ingot.Number
---@param from string
---@param to string
---@return ingot.Number
function M.convert(n, from, to)
  return number.shift(n, M.powers(from, to))
end

return M
