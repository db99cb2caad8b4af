-- How a number is printed: the unit and the decimals it is rounded to, the unit it is printed in,
-- and how it is cut. {unit = "万吨", decimals = 2, print_as = "mt"} turns 21,393.2 t into 2.14 万吨,
-- which English prints as 21,400 mt and Chinese as 2.14万吨: one value under one rounding.

local number = require "ingot.number"
local suggest = require "ingot.suggest"
local unit = require "ingot.unit"
local words = require "ingot.words"

---@class ingot.Display
---@field unit string the number is rounded in this unit
---@field decimals integer? places kept in it; all when left out; negative for tens, hundreds…
---@field print_as string? English prints the rounded number in this unit
---@field mode? "round"|"truncate"|"ceil" "round" when left out
---@field thousands boolean? commas; true when left out
---@field trim boolean|"differences"|nil cut trailing zeros: always, or of differences only

local M = {}

-- Rules by name: a family and its decimals, "t1" or "percent2".
--   family, unit, print as, decimals it may have, and the decimals of its bare name ("kt")
local families <const> = {
  { "t", "t", "mt", 0, 3 },                       -- tonnes: 21,393.2 mt
  { "wan", "万吨", "mt", 0, 3, 2 },               -- 10,000 t, in English in mt: 21,400 mt
  { "kt", "kt", nil, 0, 3, 1 },                   -- thousand tonnes: 21.4 kt
  { "Mt", "Mt", nil, 0, 3, 2 },                   -- million tonnes: 44.06 Mt
  { "percent", "%", nil, 0, 2 },                  -- 8.43%
  { "pp", "pp", nil, 0, 2, 1 },                   -- 0.6 percentage points
  { "points", "points", nil, 0, 2, 1 },           -- 2.2 points
  { "usd", "USD", nil, 0, 2, 0 },                 -- 2,431 USD
  { "musd", "million USD", nil, 0, 2, 1 },        -- 52.8 million USD
  { "cny", "CNY", nil, 0, 2, 0 },                 -- 20,100 CNY
  { "usd_t", "USD/t", nil, 0, 2, 0 },             -- 2,370 USD/mt
  { "cny_t", "CNY/t", nil, 0, 2, 0 },             -- 20,100 CNY/mt
  { "mcny", "million CNY", nil, 0, 2, 1 },        -- 383.1 million CNY
}

local rules = {} ---@type table<string, ingot.Display>

for _, row in ipairs(families) do
  local name, in_unit, print_as, least, most, bare = table.unpack(row, 1, 6)
  for decimals = least, most do
    rules[name .. decimals] = { unit = in_unit, decimals = decimals, print_as = print_as }
  end
  rules[name] = bare and rules[name .. bare]
end
rules.t3.trim = "differences" -- to the kilogram; "an increase of 326.75 mt"

local checks <const> = {
  unit = function(value) unit.get(value) end,
  decimals = function(value)
    if math.type(value) ~= "integer" then error("integer expected, got " .. tostring(value), 0) end
  end,
  print_as = function(value, rule) unit.powers(rule.unit, value) end,
  mode = function(value)
    if value ~= "round" and value ~= "truncate" and value ~= "ceil" then
      error(("'round', 'truncate' or 'ceil' expected, got '%s'"):format(tostring(value)), 0)
    end
  end,
  thousands = function() end,
  trim = function() end,
}
local fields <const> = { "unit", "decimals", "print_as", "mode", "thousands", "trim" }

--- What is wrong with a rule, or nil.
---@param rule table
---@return string? message
function M.problem(rule)
  if rule.unit == nil then return "display: a unit expected" end
  for _, field in ipairs(suggest.names(rule)) do
    if not checks[field] then
      return "display: " .. suggest.unknown("field", "fields", field, fields)
    end
  end
  for _, field in ipairs(fields) do
    if rule[field] ~= nil then
      local fine, message = pcall(checks[field], rule[field], rule)
      if not fine then
        return ("display: %s: %s"):format(field, (message:gsub("^%S+:%d+: ", "")))
      end
    end
  end
end

--- Names a rule, so that templates can say `{total:name}`.
---@param name string
---@param rule ingot.Display
function M.define(name, rule)
  local problem = M.problem(rule)
  if problem then error(problem, 2) end
  rules[name] = rule
end

--- Begins the definition of a display of a script's own: no thousands commas, other decimals.
---
---     ingot.display "plain" { unit = "t", decimals = 1, thousands = false }   -- {total:plain}
---
---@param name string  letters and digits, as templates write it
---@return fun(rule: ingot.Display)
function M.begin(name)
  if type(name) ~= "string" or not name:find "^%a[%w_]*$" then
    error(("a display needs a name of letters and digits, got %s"):format(tostring(name)), 2)
  end
  return function(rule)
    local problem = type(rule) ~= "table" and "display: a table of fields expected, got " .. type(rule)
      or M.problem(rule)
    if problem then error((problem:gsub("^display", ("display '%s'"):format(name))), 2) end
    rules[name] = rule
  end
end

--- The rule of a name: t0…t3, wan0…wan3, kt, kt0…kt3, Mt, Mt0…Mt3, percent0…percent2, pp0…pp2,
---points0…points2, usd0…usd2, usd_t0…usd_t2, musd0…musd2, cny0…cny2, cny_t0…cny_t2, mcny0…mcny2, and what was defined.
---@param name string
---@return ingot.Display?
function M.rule(name)
  return rules[name]
end

--- The names of all rules, sorted.
---@return string[]
function M.names()
  return suggest.names(rules)
end

local SAMPLE <const> = "1234.5678"

--- What `ingot list displays` tells of each: its unit and decimals, and what a number in that unit is
--- printed as.
---@type ingot.Listing
M.listing = {
  columns = { "name", "unit", "decimals", "en", "zh" },
  row = function(rule)
    local n = number.parse(SAMPLE)
    return {
      name = rule.name, unit = rule.unit, decimals = rule.decimals,
      en = M.full(n, rule.unit, rule, "en"), zh = M.full(n, rule.unit, rule, "zh"),
    }
  end,
}

--- The rule of a name with the name, as listings take it.
---@param name string
---@return ingot.Display
function M.get(name)
  return setmetatable({ name = name }, { __index = rules[name] })
end

--- A number and its unit word as printed: "21,400", "mt".
---@param n ingot.Number
---@param from_unit string what n is counted in
---@param rule ingot.Display
---@param lang? "en"|"zh"
---@return string text
---@return string word "" for none
---@return string gap what stands between
function M.parts(n, from_unit, rule, lang)
  local language = words.language(lang)
  local shown = rule.unit
  local decimals, mode = rule.decimals, rule.mode or "round"
  local value = unit.convert(n, from_unit, rule.unit)
  if decimals then value = number.round(value, decimals, mode) end
  if rule.print_as and language == words.en then
    local powers = unit.powers(rule.unit, rule.print_as)
    value, shown = number.shift(value, powers), rule.print_as
    decimals = decimals and decimals - powers
  end
  local text = number.format(value, {
    decimals = decimals and math.max(0, decimals), mode = mode, thousands = rule.thousands,
    trim = rule.trim == true,
  })
  local named = unit.get(shown)
  local word = language == words.zh and named.zh or text:find "^%-?1$" and named.one or named.en
  local gap = (named.tight or word == "") and "" or language.unit_gap
  return text, word, gap
end

--- The number alone: "21,400".
---@param n ingot.Number
---@param from_unit string
---@param rule ingot.Display
---@param lang? "en"|"zh"
---@return string
function M.show(n, from_unit, rule, lang)
  return (M.parts(n, from_unit, rule, lang))
end

--- The number with its unit word: "21,400 mt", "8.43%"; "2.14万吨".
---@param n ingot.Number
---@param from_unit string
---@param rule ingot.Display
---@param lang? "en"|"zh"
---@return string
function M.full(n, from_unit, rule, lang)
  local text, word, gap = M.parts(n, from_unit, rule, lang)
  return text .. gap .. word
end

return M
