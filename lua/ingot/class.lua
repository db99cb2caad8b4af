--- Classes: ordered rules over the measures of a member; the first that holds wins. A rule is a
--- formula over fractions (a growth of 5 % is 0.05) or a Lua function of a row of them. Thresholds
--- are parameters, which whoever uses the classes may set anew. A rule that does not parse, or
--- names a measure or a parameter there is not, is refused where it is written.

local error_ <const> = require "ingot.error"
local list <const> = require "ingot.measure.list"
local native <const> = require "ingot.native"
local registry <const> = require "ingot.registry"
local suggest <const> = require "ingot.suggest"
local unit_formula <const> = require "ingot.unit.formula"

---@class ingot.ClassRule
---@field name string                 of the class
---@field condition string|function   as written
---@field formula? ingot.Formula
---@field text string                 stands for the condition: "rank <= $few", "a Lua function (…)"
---@field columns string[]            measures it may look at

---@class ingot.ClassDefinition
---@field name string
---@field rules ingot.ClassRule[]
---@field params table<string, number>  thresholds by name
---@field zh? table<string, string>  what Chinese calls its classes, by name
---@field summary? string
---@field source? string

local M = {}

--- What a rule may look at, the measures of tables, and how each is said in a reason. Changes, shares
--- and contributions are fractions; levels are in the metric's unit.
---@type table<string, "level"|"fraction"|"rank">
M.columns = {}

-- What a function is given of it: not the year, which most months do not know the whole of.
local given_names <const> = {}

local kinds <const> = { metric = "level", ["%"] = "fraction", pp = "fraction", rank = "rank" }
for name, entry in pairs(list.of "tables") do
  M.columns[name] = kinds[entry.unit]
  given_names[name] = entry.at ~= "year" or nil
end

--- Names that members get besides those of rules, with what Chinese calls them.
M.reserved = { unknown = "未知", unclassified = "未分类" }

--- What a class is called in a sentence: in English its name, in Chinese the definition's word.
---@param definition ingot.ClassDefinition
---@param name string
---@return { en: string, zh: string }
function M.label(definition, name)
  return { en = name, zh = definition.zh and definition.zh[name] or M.reserved[name] or name }
end

--- A native table of rows with the columns of rules, in order of name.
---@param rows table<string, number|string>[]
---@param names string[]
---@param types? table<string, string>  "text" of columns that are no numbers
---@return ingot.Table
function M.table_of(rows, names, types)
  local columns <const> = {}
  for i, name in ipairs(names) do
    local values <const> = {}
    for row, fields in ipairs(rows) do
      values[row] = fields[name]
    end
    columns[i] = {
      name = name, type = types and types[name] == "text" and "text" or "real", values = values,
    }
  end
  return native.table(columns, #rows)
end

--- What formulas or functions give for each of a list of rows, all in one native pass.
---@param terms (string|function)[]
---@param params table<string, any>  those the formulas use, and no others
---@param rows table<string, number|string>[]
---@param names string[]  of the columns
---@param types? table<string, string>  as of `table_of`
---@return any[][] values  a list of them for each term
function M.values(terms, params, rows, names, types)
  local derived <const>, values <const> = {}, {}
  for i, term in ipairs(terms) do
    derived[i] = { "rule_" .. i, term }
  end
  local data <const> = M.table_of(rows, names, types):derive(derived, params):collect()
  for i in ipairs(terms) do
    values[i] = data:column("rule_" .. i)
  end
  return values
end

--- What stands for a Lua function where its text is asked for: "a Lua function (file:12)".
---@param fn function
---@return string
function M.function_text(fn)
  local frame <const> = native.frame(fn)
  return frame.what == "C" and "a Lua function"
    or ("a Lua function (%s:%d)"):format(frame.short, frame.defined or 0)
end

-- Levels are in whatever unit the metric has, the rest are plain numbers; of texts nothing is known.
local function unlike_units(text, columns)
  local _, problem <const> = unit_formula.of(text, function(name)
    local kind <const> = columns[name]
    return kind == "level" and "t" or kind ~= "text" and "" or nil
  end)
  return problem and (problem:gsub(" in t%f[^%w]", " in the metric's unit"))
end

-- What is wrong with a formula as a number, or nil; it raises what is wrong with it as a formula.
local function number_problem(sample, text, used)
  local schema <const> = sample:derive({ { "it", text } }, used):collect():schema()
  local kind <const> = schema[#schema].type
  return kind ~= "real" and kind ~= "decimal" and ("a number expected, %s gives a %s"):format(text,
    kind) or nil
end

--- A formula over measures, or what is wrong with it: it does not parse, a name or parameter is
--- unknown, unlike units meet, or it gives no truth value.
---@param text string
---@param params table<string, any>  thresholds it may use
---@param columns table<string, "level"|"fraction"|"rank"|"text">  what it may look at
---@param gives? "number"  instead of a truth value
---@return ingot.Formula? formula
---@return string? message
function M.formula(text, params, columns, gives)
  local parsed, formula = error_.try(native.formula, text)
  if not parsed then
    return nil, formula
  end
  for _, name in ipairs(formula:columns()) do
    if not columns[name] then
      return nil, suggest.unknown("measure", "measures", name, suggest.names(columns))
    end
  end
  local used <const> = {}
  for _, name in ipairs(formula:params()) do
    if not params[name] then
      return nil, suggest.unknown("parameter", "parameters", name, suggest.names(params))
    end
    used[name] = params[name]
  end
  local sample <const> = M.table_of({ {} }, formula:columns(), columns)
  local fits, message
  if gives then
    fits, message = error_.try(number_problem, sample, text, used)
  else
    fits, message = error_.try(sample.where, sample, text, used)
  end
  message = (not fits or gives) and message or unlike_units(text, columns)
  if message then
    return nil, message
  end
  return formula
end

local function rule_of(given, params)
  local rule <const> = { name = given[1], condition = given[2], params = {} }
  if type(rule.name) ~= "string" or rule.name == "" then
    return nil, 'a class and its condition expected, as { "growing", "yoy > 0" }'
  elseif M.reserved[rule.name] then
    return nil, ("the class '%s' is for members that no rule can place"):format(rule.name)
  elseif type(rule.condition) == "function" then
    rule.text, rule.columns = M.function_text(rule.condition), suggest.names(given_names)
    return rule
  elseif type(rule.condition) ~= "string" then
    return nil, ("'%s': a formula or a function expected, got %s"):format(rule.name,
      type(rule.condition))
  end
  local formula <const>, problem <const> = M.formula(rule.condition, params, M.columns)
  if not formula then
    return nil, ("'%s': %s"):format(rule.name, problem)
  end
  rule.text, rule.formula = rule.condition, formula
  rule.columns, rule.params = formula:columns(), formula:params()
  return rule
end

--- What is wrong with parameters, or nil.
---@param params table<string, number>
---@param known? table<string, number>
---@return string?
function M.check_params(params, known)
  for name, value in pairs(params) do
    if type(name) ~= "string" or known and known[name] == nil then
      return suggest.unknown("parameter", "parameters", tostring(name),
        suggest.names(known or {}))
    elseif type(value) ~= "number" then
      return ("parameter '%s': a number expected, got %s"):format(name, type(value))
    end
  end
end

-- Chinese words for its classes: each is one, and has a text.
local function check_words(class)
  local named <const> = {}
  for _, rule in ipairs(class.rules) do
    named[rule.name] = true
  end
  for _, name in ipairs(suggest.names(class.zh or {})) do
    if not named[name] then
      return "zh: " .. suggest.unknown("class", "classes", tostring(name), suggest.names(named))
    elseif type(class.zh[name]) ~= "string" then
      return ("zh: '%s': a text expected, got %s"):format(name, type(class.zh[name]))
    end
  end
end

local function check(class)
  class.params = class.params or {}
  local problem <const> = M.check_params(class.params)
  if problem then
    return problem
  end
  class.rules = {}
  for i, given in ipairs(class) do
    local rule <const>, message <const> = rule_of(given, class.params)
    if not rule then
      return ("rule %d: %s"):format(i, message)
    end
    class.rules[i] = rule
  end
  if #class.rules == 0 then
    return 'it has no rules, as { "growing", "yoy > 0" }'
  end
  return check_words(class)
end

local fields <const> = setmetatable({
  params = "table", zh = "table", summary = "string", source = "string",
}, {
  __index = function(_, key)
    return math.type(key) == "integer" and "table" or nil
  end,
})
local classes <const> = registry.new("class", fields, check)

M.define, M.get, M.names = classes.define, classes.get, classes.names

return M
