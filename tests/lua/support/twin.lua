--- Random formulas and queries written twice: for ingot, and as SQL for SQLite.
---
--- Both must mean the same to the last bit, so numbers are chosen that doubles hold exactly where
--- SQLite has no decimals: whole numbers and quarters. Where SQLite divides whole numbers, the SQL
--- casts; its truth values are 1, 0 and NULL.

local sqlite <const> = require "support.sqlite"

local M = {}

---@class support.Term  a formula
---@field text string  for ingot
---@field sql string
---@field type "int"|"quarter"|"real"|"month"|"text"|"bool"|"huge"
---@field size number  no value is further from 0
---@field plain boolean?  a real that doubles hold exactly

local SIZE_MAX <const> = 1 << 40 -- keeps sums and products below what doubles hold exactly
local is_number <const> = { int = true, quarter = true, real = true }

---@param name string
local function quoted(name)
  return '"' .. name .. '"'
end
M.quoted = quoted

local function month_text(month)
  return ("%04d-%02d"):format(month // 12, month % 12 + 1)
end

local words <const> = { "", "a", "Ab", "ab", "b", "76141000", "7614", "Viet Nam", "it's", "zz" }
local edges <const> = { math.maxinteger, math.mininteger, math.maxinteger - 1, -1, 0, 1 << 53 }

-- A maker of cells for each type.
local cells <const> = {
  int = function(random) return random:below(9) - 4 end,
  quarter = function(random) return (random:below(41) - 20) / 4 end,
  real = function(random) return (random:below(801) - 400) / 8 end,
  month = function(random) return month_text(24290 + random:below(30)) end,
  text = function(random) return random:pick(words) end,
  bool = function(random) return random:chance(50) end,
  huge = function(random) return random:pick(edges) end,
}

-- What the tables of a test hold; `n` numbers the rows.
local shape <const> = {
  { "i", "int" }, { "j", "int" }, { "d", "quarter" }, { "r", "real" }, { "m", "month" },
  { "s", "text" }, { "k", "text" }, { "b", "bool" }, { "x", "huge" },
}

--- A random table.
---@param random support.Random
---@param n integer  rows
---@return { n: integer, columns: { name: string, type: string, values: table }[] }
function M.table(random, n)
  local columns <const> = { { name = "n", type = "int", values = {} } }
  for row = 1, n do
    columns[1].values[row] = row
  end
  for _, pair in ipairs(shape) do
    local gaps <const>, values <const> = random:pick { 0, 0, 10, 60, 100 }, {}
    for row = 1, n do
      local cell <const> = cells[pair[2]](random)
      if not random:chance(gaps) then values[row] = cell end
    end
    columns[#columns + 1] = { name = pair[1], type = pair[2], values = values }
  end
  return { n = n, columns = columns }
end

local native_types <const> = { int = "decimal", quarter = "decimal", huge = "decimal" }

--- Its columns as `ingot.native.table` takes them.
function M.native(from)
  local specs <const> = {}
  for i, column in ipairs(from.columns) do
    local quarters <const>, values = column.type == "quarter", column.values
    if quarters then
      values = {}
      for row, value in pairs(column.values) do values[row] = ("%.2f"):format(value) end
    end
    specs[i] = { name = column.name, type = native_types[column.type] or column.type,
      values = values, scale = quarters and 2 or native_types[column.type] and 0 or nil }
  end
  return specs, from.n
end

--- SQL that makes the table.
function M.sql_table(from, name)
  local names <const>, lines <const> = {}, {}
  for i, column in ipairs(from.columns) do names[i] = quoted(column.name) end
  lines[1] = ("CREATE TABLE %s (%s);\n"):format(name, table.concat(names, ", "))
  for row = 1, from.n do
    local literals <const> = {}
    for i, column in ipairs(from.columns) do literals[i] = sqlite.literal(column.values[row]) end
    lines[row + 1] = ("INSERT INTO %s VALUES (%s);\n"):format(name, table.concat(literals, ", "))
  end
  return table.concat(lines)
end

-- Formulas ----------------------------------------------------------------------------------------

---@type fun(scope: support.Scope, type: string, depth: integer): support.Term
local expression

---@class support.Scope  what a formula may mention
---@field random support.Random
---@field columns support.Term[]  with a name

local function columns_of(scope, accepts)
  local found <const> = {}
  for _, column in ipairs(scope.columns) do
    if accepts(column) then found[#found + 1] = column end
  end
  return found
end

local function column_of(scope, type)
  local found <const> = columns_of(scope, function(column) return column.type == type end)
  return #found > 0 and scope.random:pick(found) or nil
end

local function constant(scope, type)
  local value = cells[type](scope.random)
  if type == "bool" then
    return { text = tostring(value), sql = value and "1" or "0", type = type }
  elseif type == "month" or type == "text" then
    return { text = ("%q"):format(value), sql = sqlite.literal(value), type = "text" }
  elseif type == "quarter" then
    return { text = ("(%.2f)"):format(value), sql = ("(%.2f)"):format(value), type = type, size = 5 }
  elseif type == "real" then
    return { text = ("(%.3fe0)"):format(value), sql = ("(%.3f)"):format(value), type = type,
      size = 50, plain = true }
  elseif type == "huge" then
    value = math.max(value, -math.maxinteger) -- the least of all is no literal
  end
  return { text = ("(%d)"):format(value), sql = sqlite.literal(value), type = type,
    size = math.abs(value) }
end

local function number(scope, depth)
  return expression(scope, scope.random:pick { "int", "int", "quarter", "real" }, depth)
end

-- The type of a sum or product of two.
local function wider(a, b)
  if a.type == "real" or b.type == "real" then return "real" end
  return (a.type == "quarter" or b.type == "quarter") and "quarter" or "int"
end

local function arithmetic(scope, depth)
  local a <const>, b <const> = number(scope, depth), number(scope, depth)
  local operator <const> = scope.random:pick { "+", "-", "*" }
  local size <const> = operator == "*" and a.size * b.size or a.size + b.size
  if size > SIZE_MAX then return a end
  local type = wider(a, b)
  -- A product of quarters has sixteenths: as exact, but with more places than a column of quarters.
  if operator == "*" and a.type == "quarter" and b.type == "quarter" then type = "real" end
  return { text = ("(%s %s %s)"):format(a.text, operator, b.text), type = type, size = size,
    sql = ("(%s %s %s)"):format(a.sql, operator, b.sql), plain = false }
end

local function division(scope, depth)
  local a <const>, b <const> = number(scope, depth), number(scope, depth)
  return { text = ("(%s / %s)"):format(a.text, b.text), type = "real", size = a.size * 1e6,
    sql = ("(CAST(%s AS REAL) / %s)"):format(a.sql, b.sql) }
end

local function remainder(scope, depth)
  local a <const>, b <const> = expression(scope, "int", depth), expression(scope, "int", depth)
  return { text = ("(%s %% %s)"):format(a.text, b.text), type = "int", size = b.size,
    sql = ("((%s %% %s + %s) %% %s)"):format(a.sql, b.sql, b.sql, b.sql) }
end

local function one_number(name, sql)
  return function(scope, depth)
    local a <const> = number(scope, depth)
    return { text = name:format(a.text), sql = sql:format(a.sql), type = a.type, size = a.size,
      plain = a.plain }
  end
end

local function extreme(scope, depth)
  local a <const>, b <const> = number(scope, depth), number(scope, depth)
  local name <const> = scope.random:pick { "min", "max", "coalesce" }
  return { text = ("%s(%s, %s)"):format(name, a.text, b.text), type = wider(a, b),
    sql = ("%s(%s, %s)"):format(name, a.sql, b.sql), size = math.max(a.size, b.size) }
end

local function choice(scope, depth)
  local when <const> = expression(scope, "bool", depth)
  local a <const>, b <const> = number(scope, depth), number(scope, depth)
  return { text = ("if_else(%s, %s, %s)"):format(when.text, a.text, b.text), type = wider(a, b),
    sql = ("(CASE WHEN %s THEN %s WHEN NOT %s THEN %s END)"):format(when.sql, a.sql, when.sql,
      b.sql), size = math.max(a.size, b.size) }
end

local function rounding(scope, depth)
  local a <const> = expression(scope, "quarter", depth)
  local name <const> = scope.random:pick { "floor", "ceil", "trunc", "round" }
  return { text = ("%s(%s)"):format(name, a.text), type = "int", size = a.size + 1,
    sql = ("CAST(%s(%s) AS INTEGER)"):format(name, a.sql) }
end

local parts <const> = {
  year = "CAST(substr(%s, 1, 4) AS INTEGER)",
  month = "CAST(substr(%s, 6) AS INTEGER)",
  quarter = "((CAST(substr(%s, 6) AS INTEGER) + 2) / 3)",
}

local function part_of_month(scope)
  local a <const> = column_of(scope, "month") -- a constant would be text
  if not a then return constant(scope, "int") end
  local name <const> = scope.random:pick { "year", "month", "quarter" }
  return { text = ("%s(%s)"):format(name, a.text), sql = parts[name]:format(a.sql), type = "int",
    size = 3000 }
end

local numbers <const> = { arithmetic, arithmetic, division, remainder, extreme, choice, rounding,
  part_of_month, one_number("(-%s)", "(- %s)"), one_number("abs(%s)", "abs(%s)") }

local function text_function(scope, depth)
  local a <const> = expression(scope, "text", depth)
  if scope.random:chance(50) then
    return { text = ("lower(%s)"):format(a.text), sql = ("lower(%s)"):format(a.sql), type = "text" }
  end
  local n <const> = 1 + scope.random:below(4)
  return { text = ("prefix(%s, %d)"):format(a.text, n), type = "text",
    sql = ("substr(%s, 1, %d)"):format(a.sql, n) }
end

local comparisons <const> = { ["=="] = "=", ["~="] = "<>", ["<"] = "<", ["<="] = "<=", [">"] = ">",
  [">="] = ">=" }
local comparison_names <const> = { "==", "~=", "<", "<=", ">", ">=" }

local function two_alike(scope, depth)
  local type <const> = scope.random:pick { "int", "int", "quarter", "real", "month", "text", "huge" }
  if is_number[type] then return number(scope, depth), number(scope, depth) end
  return expression(scope, type, depth), expression(scope, type, depth)
end

local function comparison(scope, depth)
  local a <const>, b <const> = two_alike(scope, depth)
  local name <const> = scope.random:pick(comparison_names)
  return { text = ("(%s %s %s)"):format(a.text, name, b.text), type = "bool",
    sql = ("(%s %s %s)"):format(a.sql, comparisons[name], b.sql) }
end

local function membership(scope, depth)
  local type <const> = scope.random:pick { "int", "quarter", "month", "text", "huge" }
  local a <const> = expression(scope, type, depth)
  local texts <const>, sqls <const> = {}, {}
  for i = 1, 1 + scope.random:below(4) do
    local item <const> = constant(scope, type)
    texts[i], sqls[i] = item.text, item.sql
  end
  local is_in <const> = scope.random:chance(70)
  return { type = "bool",
    text = ("(%s %s {%s})"):format(a.text, is_in and "in" or "not in", table.concat(texts, ", ")),
    sql = ("(%s %s (%s))"):format(a.sql, is_in and "IN" or "NOT IN", table.concat(sqls, ", ")) }
end

local function logic(scope, depth)
  local a <const>, b <const> = expression(scope, "bool", depth), expression(scope, "bool", depth)
  local name <const> = scope.random:pick { "and", "or" }
  return { text = ("(%s %s %s)"):format(a.text, name, b.text), type = "bool",
    sql = ("(%s %s %s)"):format(a.sql, name, b.sql) }
end

local function negation(scope, depth)
  local a <const> = expression(scope, "bool", depth)
  return { text = ("(not %s)"):format(a.text), sql = ("(NOT %s)"):format(a.sql), type = "bool" }
end

local function missing(scope, depth)
  local type <const> = scope.random:pick { "int", "quarter", "real", "month", "text", "bool", "huge" }
  local a <const> = expression(scope, type, depth)
  return { text = ("is_missing(%s)"):format(a.text), sql = ("(%s IS NULL)"):format(a.sql),
    type = "bool" }
end

local function search(scope, depth)
  local a <const>, part <const> = expression(scope, "text", depth), scope.random:pick(words)
  local literal <const> = sqlite.literal(part)
  if scope.random:chance(50) then
    return { text = ("starts_with(%s, %q)"):format(a.text, part), type = "bool",
      sql = ("(substr(%s, 1, %d) = %s)"):format(a.sql, #part, literal) }
  end
  return { text = ("contains(%s, %q)"):format(a.text, part), type = "bool",
    sql = ("(instr(%s, %s) > 0)"):format(a.sql, literal) }
end

local conditions <const> = { comparison, comparison, comparison, membership, membership, logic,
  logic, negation, missing, search }

local compound <const> = { text = { text_function }, bool = conditions, int = numbers,
  quarter = numbers, real = numbers }

function expression(scope, type, depth)
  local makers <const> = depth > 0 and compound[type]
  if makers and scope.random:chance(70) then
    local made <const> = scope.random:pick(makers)(scope, depth - 1)
    local fits <const> = type == "bool" or type == "text" or type == "real" or made.type == type
    if fits and (made.size or 0) <= SIZE_MAX then return made end
  end
  local column <const> = (type == "month" or scope.random:chance(75)) and column_of(scope, type)
  return column or constant(scope, type)
end

--- A random formula of a type.
---@param scope support.Scope
---@return support.Term
function M.formula(scope, type)
  return expression(scope, type, 1 + scope.random:below(3))
end

-- Aggregates ----------------------------------------------------------------------------------------

local DEVIATION <const> = "(SUM(%s * 1.0 * %s) - SUM(%s) * 1.0 * SUM(%s) / COUNT(%s))"
local VARIANCE <const> = "(" .. DEVIATION .. " / (COUNT(%s) - 1))"

-- { ours, SQL, type of the result where it is not the argument's, whether squares must stay small }
local over_number <const> = {
  { "sum(%s)", "SUM(%s)" }, { "mean(%s)", "AVG(%s)", "real" },
  { "var(%s)", VARIANCE, "real", true }, { "sd(%s)", "SQRT(" .. VARIANCE .. ")", "real", true },
  { "sum(%s) / count()", "(CAST(SUM(%s) AS REAL) / COUNT(*))", "real" },
}
local over_any <const> = {
  { "min(%s)", "MIN(%s)" }, { "max(%s)", "MAX(%s)" },
  { "count(%s)", "COUNT(%s)", "int" }, { "count_distinct(%s)", "COUNT(DISTINCT %s)", "int" },
}

--- A random aggregate.
---@param scope support.Scope
---@return support.Term
function M.aggregate(scope)
  local random <const> = scope.random
  if random:chance(15) then
    return { text = "count()", sql = "COUNT(*)", type = "int", size = 1000 }
  end
  local wants_number <const> = random:chance(60)
  local type <const> = wants_number and random:pick { "int", "int", "quarter" }
    or random:pick { "int", "quarter", "month", "text", "huge" }
  local argument <const> = expression(scope, type, random:below(2))
  local how = random:pick(wants_number and over_number or over_any)
  if how[4] and argument.size > 1000 then how = over_number[1] end
  return { text = how[1]:format(argument.text), sql = how[2]:gsub("%%s", function()
    return argument.sql
  end), type = how[3] or argument.type, size = (argument.size or 0) * 1000 }
end

return M
