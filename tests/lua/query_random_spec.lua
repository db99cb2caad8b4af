local native <const> = require "ingot.native"
local random_of <const> = require "support.random"
local rounds <const> = require "support.rounds"
local slow <const> = require "support.slow_query"

-- Random tables, random formulas and random queries, held against slow_query.lua. The rounds and
-- the first seed are those of INGOT_TEST_ROUNDS and INGOT_TEST_SEED; a failure names its seed.

local OVER <const> = slow.OVER

-- Random choices: one stream a round.

local random

local function below(n) return random:below(n) end
local function pick(list) return random:pick(list) end
local function chance(percent) return random:chance(percent) end

-- Tables ------------------------------------------------------------------------------------------

local function month_text(month) return ("%04d-%02d"):format(month // 12, month % 12 + 1) end

local words <const> = { "", "a", "Ab", "ab", "b", "76141000", "7614", "Viet Nam", "中国", "中", "é",
  "a,b", 'say "x"', "zz" }

local edges <const> = { math.maxinteger, math.mininteger, math.maxinteger - 1, -1, 0, 1 }

-- Each makes a maker of cells.
local makers <const> = {}

function makers.month()
  local range <const> = pick { 1, 5, 30, 4000 }
  return function() return month_text(24000 + below(range)) end
end

function makers.text()
  local n <const> = pick { 1, 3, #words, 400, 70000 }
  return function()
    if n <= #words then return words[below(n) + 1] end
    return "w" .. below(n)
  end
end

function makers.bool()
  return function() return chance(50) end
end

function makers.decimal()
  local range <const> = pick { 3, 200, 60000, 1 << 30, 1 << 30, 0 }
  local offset <const> = pick { 0, 0, range // 2, -range, 3 << 40 }
  return function()
    if range == 0 then
      return chance(30) and pick(edges) or below(1 << 31) << 31 | below(1 << 31)
    end
    return below(range) - offset
  end
end

function makers.real()
  local range <const> = pick { 3, 1000, 1 << 24 }
  return function() return (below(2 * range) - range) / 8.0 end
end

local shape <const> = {
  { "m", "month" }, { "m2", "month" }, { "k", "text" }, { "w", "text" }, { "b", "bool" },
  { "b2", "bool" }, { "i", "decimal", 0 }, { "j", "decimal", 0 }, { "d", "decimal", 2 },
  { "e", "decimal", 9 }, { "r", "real" }, { "r2", "real" },
}

local function random_table(n)
  local t <const> = { n = n, columns = {} }
  for c, spec in ipairs(shape) do
    local make <const> = makers[spec[2]]()
    local gaps <const> = pick { 0, 0, 10, 60, 100 }
    local column <const> = { name = spec[1], type = spec[2], scale = spec[3] or 0, values = {},
      dyadic = spec[2] == "real" }
    for i = 1, n do
      local value <const> = make()
      if gaps == 0 or not chance(gaps) then column.values[i] = value end
    end
    t.columns[c] = column
  end
  return t
end

local function to_native(t)
  local columns <const> = {}
  for c, column in ipairs(t.columns) do
    local values = column.values
    if column.type == "decimal" and column.scale > 0 then
      values = {}
      for i = 1, t.n do
        local units <const> = column.values[i]
        if units then
          local digits = ("%d"):format(units):gsub("^-", "")
          digits = ("0"):rep(column.scale + 1 - #digits) .. digits
          values[i] = (units < 0 and "-" or "") .. digits:sub(1, -column.scale - 1) .. "."
            .. digits:sub(-column.scale)
        end
      end
    end
    columns[c] = { name = column.name, type = column.type, values = values,
      scale = column.type == "decimal" and column.scale or nil }
  end
  return native.table(columns, t.n)
end

-- Formulas: { text, type, scale, evaluate(t, row) → cell } ----------------------------------------

local expression

local function names_of(t, type)
  local list <const> = {}
  for _, column in ipairs(t.columns) do
    if not column.approximate and (not type or column.type == type) then
      list[#list + 1] = column.name
    end
  end
  return list
end

local function column_term(t, name)
  local column <const> = slow.column(t, name)
  return { text = "`" .. name .. "`", type = column.type, scale = column.scale,
    evaluate = function(from, row) return slow.column(from, name).values[row] end }
end

-- A function of present cells: missing beats overflow, as states do.
local function strict(terms, compute)
  return function(t, row)
    local values <const>, over = {}, false
    for i, term in ipairs(terms) do values[i] = term.evaluate(t, row) end
    for i = 1, #terms do
      if values[i] == nil then return nil end
      over = over or values[i] == OVER
    end
    if over then return OVER end
    return compute(table.unpack(values, 1, #terms))
  end
end

local function finite(x)
  if x ~= x or x == math.huge or x == -math.huge then return nil end
  return x + 0.0
end

local function as_real(term)
  if term.type == "real" then return term end
  return { text = term.text, type = "real", scale = 0, evaluate = strict({ term }, function(x)
    return slow.real(x, term.scale)
  end) }
end

local function at_scale(term, scale)
  if term.type ~= "decimal" or term.scale == scale then return term end
  local factor <const> = math.tointeger(10 ^ (scale - term.scale))
  return { text = term.text, type = "decimal", scale = scale, evaluate = strict({ term },
    function(x) return slow.multiply(x, factor) end) }
end

-- Two numbers at one scale, or both real.
local function alike(a, b)
  if a.type == "real" or b.type == "real" then return as_real(a), as_real(b) end
  local scale <const> = math.max(a.scale or 0, b.scale or 0)
  return at_scale(a, scale), at_scale(b, scale)
end

local function literal(type)
  if type == "month" or type == "text" then
    local value <const> = type == "month" and month_text(24000 + below(30)) or pick(words)
    return { text = ("%q"):format(value), type = type, evaluate = function() return value end }
  end
  if type == "bool" then
    local value <const> = chance(50)
    return { text = tostring(value), type = type, evaluate = function() return value end }
  end
  if type == "real" then
    local value <const> = (below(2000) - 1000) / 8.0
    return { text = ("(%.4fe0)"):format(value), type = type, scale = 0,
      evaluate = function() return value end }
  end
  local scale <const> = pick { 0, 0, 0, 1, 3 }
  local units <const> = below(pick { 3, 300, 1 << 30 }) - pick { 0, 1, 100 }
  local text = ("%d"):format(units)
  if scale > 0 then
    local digits = text:gsub("^-", "")
    digits = ("0"):rep(scale + 1 - #digits) .. digits
    text = (units < 0 and "-" or "") .. digits:sub(1, -scale - 1) .. "." .. digits:sub(-scale)
  end
  return { text = "(" .. text .. ")", type = type, scale = scale,
    evaluate = function() return units end }
end

local function number(t, depth)
  return expression(t, chance(70) and "decimal" or "real", depth)
end

local function result(text, type, scale, evaluate)
  return { text = text, type = type, scale = scale, evaluate = evaluate }
end

local arithmetic <const> = {}

function arithmetic.plus(t, depth)
  local a, b = number(t, depth), number(t, depth)
  local text <const> = ("(%s + %s)"):format(a.text, b.text)
  a, b = alike(a, b)
  return result(text, a.type, a.scale, strict({ a, b }, a.type == "real"
    and function(x, y) return finite(x + y) end or slow.add))
end

function arithmetic.minus(t, depth)
  local a, b = number(t, depth), number(t, depth)
  local text <const> = ("(%s - %s)"):format(a.text, b.text)
  a, b = alike(a, b)
  return result(text, a.type, a.scale, strict({ a, b }, function(x, y)
    if a.type == "real" then return finite(x - y) end
    if (x >= 0) ~= (y >= 0) and (x - y >= 0) ~= (x >= 0) then return OVER end
    return x - y
  end))
end

function arithmetic.times(t, depth)
  local a, b = number(t, depth), number(t, depth)
  local text <const> = ("(%s * %s)"):format(a.text, b.text)
  if a.type == "real" or b.type == "real" or a.scale + b.scale > 9 then
    a, b = as_real(a), as_real(b)
    return result(text, "real", 0, strict({ a, b }, function(x, y) return finite(x * y) end))
  end
  return result(text, "decimal", a.scale + b.scale, strict({ a, b }, slow.multiply))
end

function arithmetic.shift(t, depth)
  local a <const>, places <const> = expression(t, "decimal", depth), pick { 0, 1, 3, -1 }
  local text <const> = ("(%s / %s)"):format(a.text,
    places < 0 and "0.1" or math.tointeger(10 ^ places))
  if a.scale + places > 9 then
    local divisor <const> = 10.0 ^ places
    return result(text, "real", 0, strict({ a }, function(x)
      return finite((x + 0.0) / (10.0 ^ a.scale * divisor))
    end))
  end
  if a.scale + places >= 0 then return result(text, "decimal", a.scale + places, a.evaluate) end
  return result(text, "decimal", 0, strict({ a }, function(x) return slow.multiply(x, 10) end))
end

function arithmetic.over(t, depth)
  local a <const> = expression(t, "decimal", depth)
  local b <const> = column_term(t, pick(names_of(t, "decimal")))
  local up <const>, down <const> = math.max(b.scale - a.scale, 0), math.max(a.scale - b.scale, 0)
  return result(("(%s / %s)"):format(a.text, b.text), "real", 0, strict({ a, b }, function(x, y)
    return finite((x + 0.0) * 10.0 ^ up / ((y + 0.0) * 10.0 ^ down))
  end))
end

function arithmetic.modulo(t, depth)
  local a, b = expression(t, "decimal", depth), expression(t, "decimal", depth)
  local text <const> = ("(%s %% %s)"):format(a.text, b.text)
  a, b = alike(a, b)
  return result(text, "decimal", a.scale, strict({ a, b }, function(x, y)
    if y == 0 then return nil end
    return x % y
  end))
end

function arithmetic.negate(t, depth)
  local a <const> = number(t, depth)
  return result(("(-%s)"):format(a.text), a.type, a.scale, strict({ a }, function(x)
    if x == math.mininteger then return OVER end
    return math.type(x) == "float" and 0.0 - x or -x
  end))
end

function arithmetic.abs(t, depth)
  local a <const> = number(t, depth)
  return result(("abs(%s)"):format(a.text), a.type, a.scale, strict({ a }, function(x)
    if x == math.mininteger then return OVER end
    return math.abs(x)
  end))
end

local rounding <const> = {
  floor = function(x, unit) return x // unit end,
  ceil = function(x, unit) return x // unit + (x % unit ~= 0 and 1 or 0) end,
  trunc = function(x, unit) return x // unit + (x < 0 and x % unit ~= 0 and 1 or 0) end,
  round = function(x, unit)
    local down <const>, rest <const> = x // unit, x % unit
    if rest == unit - rest then return x < 0 and down or down + 1 end
    return rest < unit - rest and down or down + 1
  end,
}

function arithmetic.round(t, depth)
  local a <const>, digits <const> = expression(t, "decimal", depth), pick { 0, 0, 1, 2, -1, -3 }
  local how <const> = digits == 0 and pick { "round", "floor", "ceil", "trunc" } or "round"
  local text <const> = digits == 0 and ("%s(%s)"):format(how, a.text)
    or ("round(%s, %d)"):format(a.text, digits)
  if digits >= a.scale then return result(text, "decimal", a.scale, a.evaluate) end
  local unit <const> = math.tointeger(10 ^ (a.scale - digits))
  local back <const> = digits < 0 and math.tointeger(10 ^ -digits) or 1
  return result(text, "decimal", math.max(digits, 0), strict({ a }, function(x)
    return slow.multiply(rounding[how](x, unit), back)
  end))
end

function arithmetic.extreme(t, depth)
  local name <const> = pick { "min", "max" }
  local a, b = number(t, depth), number(t, depth)
  local text <const> = ("%s(%s, %s)"):format(name, a.text, b.text)
  a, b = alike(a, b)
  return result(text, a.type, a.scale, strict({ a, b }, math[name]))
end

function arithmetic.months(t)
  local a <const> = expression(t, "month", 0)
  local name <const> = pick { "year", "quarter", "month" }
  return result(("%s(%s)"):format(name, a.text), "decimal", 0, strict({ a }, function(x)
    local year <const>, month <const> = tonumber(x:sub(1, 4)), tonumber(x:sub(6))
    return name == "year" and year or name == "month" and month or (month + 2) // 3
  end))
end

-- Conditions --------------------------------------------------------------------------------------

local compare <const> = {
  ["=="] = function(c) return c == 0 end,
  ["~="] = function(c) return c ~= 0 end,
  ["<"] = function(c) return c < 0 end,
  ["<="] = function(c) return c <= 0 end,
  [">"] = function(c) return c > 0 end,
  [">="] = function(c) return c >= 0 end,
}

local operators <const> = { "==", "~=", "<", "<=", ">", ">=" }

local conditions <const> = {}

function conditions.numbers(t, depth)
  local a, b = number(t, depth), number(t, depth)
  if chance(60) then
    a = column_term(t, pick(names_of(t, pick { "decimal", "decimal", "real" })))
  end
  local op <const> = pick(operators)
  local text <const> = ("%s %s %s"):format(a.text, op, b.text)
  if a.type == "decimal" and b.type == "decimal" then
    return result(text, "bool", nil, strict({ a, b }, function(x, y)
      return compare[op](slow.compare_decimals(x, a.scale, y, b.scale))
    end))
  end
  return result(text, "bool", nil, strict({ as_real(a), as_real(b) }, function(x, y)
    return compare[op](x < y and -1 or x > y and 1 or 0)
  end))
end

function conditions.texts(t)
  local type <const>, op <const> = pick { "text", "month" }, pick(operators)
  local a <const>, b <const> = expression(t, type, 1), literal(type)
  local other <const> = chance(50) and expression(t, type, 1) or b
  if chance(50) then
    return result(("%s %s %s"):format(other.text, op, a.text), "bool", nil, strict({ other, a },
      function(x, y) return compare[op](x < y and -1 or x > y and 1 or 0) end))
  end
  return result(("%s %s %s"):format(a.text, op, other.text), "bool", nil, strict({ a, other },
    function(x, y) return compare[op](x < y and -1 or x > y and 1 or 0) end))
end

conditions["in"] = function(t)
  local type <const> = pick { "text", "month", "decimal", "bool" }
  local a <const> = column_term(t, pick(names_of(t, type)))
  local items <const>, texts <const>, gap <const> = {}, {}, chance(20)
  for i = 1, below(6) do
    items[i] = literal(type)
    texts[i] = items[i].text:gsub("^%((.*)%)$", "%1")
  end
  if gap then texts[#texts + 1] = "nil" end
  local negated <const> = chance(30)
  local text <const> = ("%s %s {%s}"):format(a.text, negated and "not in" or "in",
    table.concat(texts, ", "))
  return result(text, "bool", nil, strict({ a }, function(x)
    for _, item in ipairs(items) do
      local y <const> = item.evaluate()
      local same = x == y
      if type == "decimal" then same = slow.compare_decimals(x, a.scale, y, item.scale) == 0 end
      if same then return not negated end
    end
    if gap then return nil end
    return negated
  end))
end

function conditions.starts(t)
  local a <const>, with <const> = expression(t, "text", 1), literal "text"
  local name <const> = pick { "starts_with", "contains" }
  return result(("%s(%s, %s)"):format(name, a.text, with.text), "bool", nil, strict({ a },
    function(x)
      local at <const> = x:find(with.evaluate(), 1, true)
      return at ~= nil and (name == "contains" or at == 1)
    end))
end

function conditions.missing(t, depth)
  local a <const> = expression(t, pick { "text", "month", "decimal", "real", "bool" }, depth)
  return result(("is_missing(%s)"):format(a.text), "bool", nil, function(from, row)
    local value <const> = a.evaluate(from, row)
    if value == OVER then return OVER end
    return value == nil
  end)
end

conditions["not"] = function(t, depth)
  local a <const> = expression(t, "bool", depth)
  return result(("(not (%s))"):format(a.text), "bool", nil,
    strict({ a }, function(x) return not x end))
end

function conditions.logic(t, depth)
  local a <const>, b <const> = expression(t, "bool", depth), expression(t, "bool", depth)
  local decisive <const> = chance(50)
  return result(("((%s) %s (%s))"):format(a.text, decisive and "or" or "and", b.text), "bool", nil,
    function(from, row)
      local x <const>, y <const> = a.evaluate(from, row), b.evaluate(from, row)
      if x == decisive or y == decisive then return decisive end
      if x == nil or y == nil then return nil end
      if x == OVER or y == OVER then return OVER end
      return not decisive
    end)
end

-- Texts and months --------------------------------------------------------------------------------

local texts <const> = {}

function texts.prefix(t, depth)
  local a <const>, n <const> = expression(t, "text", depth), below(4)
  return result(("prefix(%s, %d)"):format(a.text, n), "text", nil, strict({ a }, function(x)
    return x:sub(1, (utf8.offset(x, n + 1) or #x + 1) - 1)
  end))
end

function texts.lower(t, depth)
  local a <const> = expression(t, "text", depth)
  return result(("lower(%s)"):format(a.text), "text", nil, strict({ a }, string.lower))
end

local function add_months(x, n)
  local month <const> = tonumber(x:sub(1, 4)) * 12 + tonumber(x:sub(6)) - 1 + n
  if month < 12 or month >= 120000 then return OVER end
  return month_text(month)
end

local months <const> = {}

function months.plus(t, depth)
  local a <const>, n <const> = expression(t, "month", depth), below(30)
  if chance(50) then
    return result(("(%s + %d)"):format(a.text, n), "month", nil, strict({ a }, function(x)
      return add_months(x, n)
    end))
  end
  return result(("(%s - %d)"):format(a.text, n), "month", nil, strict({ a }, function(x)
    return add_months(x, -n)
  end))
end

function months.extreme(t, depth)
  local a <const>, b <const> = expression(t, "month", depth), expression(t, "month", depth)
  return result(("max(%s, %s)"):format(a.text, b.text), "month", nil, strict({ a, b },
    function(x, y) return x > y and x or y end))
end

-- Any type ----------------------------------------------------------------------------------------

local function choice(t, type, depth)
  local condition <const> = expression(t, "bool", depth)
  local a, b = expression(t, type, depth), expression(t, type, depth)
  local text <const> = ("if_else(%s, %s, %s)"):format(condition.text, a.text, b.text)
  if type == "decimal" or type == "real" then a, b = alike(a, b) end
  return result(text, a.type, a.scale, function(from, row)
    local x <const> = condition.evaluate(from, row)
    if x == nil or x == OVER then return x end
    return (x and a or b).evaluate(from, row)
  end)
end

local function coalesce(t, type, depth)
  local a, b = expression(t, type, depth), expression(t, type, depth)
  local text <const> = ("coalesce(%s, %s)"):format(a.text, b.text)
  if type == "decimal" or type == "real" then a, b = alike(a, b) end
  return result(text, a.type, a.scale, function(from, row)
    local x <const> = a.evaluate(from, row)
    if x ~= nil then return x end
    return b.evaluate(from, row)
  end)
end

local families <const> = { bool = conditions, text = texts, month = months, decimal = arithmetic }

local function family_names(family)
  local list <const> = {}
  for name in pairs(family) do list[#list + 1] = name end
  table.sort(list)
  return list
end

local ways <const> = {}
for type, family in pairs(families) do ways[type] = family_names(family) end

-- A formula of a type; a number may come out as decimal or real.
function expression(t, type, depth)
  if depth <= 0 or chance(25) then
    -- A text is a month only beside one.
    if chance(25) and type ~= "month" then return literal(type) end
    return column_term(t, pick(names_of(t, type)))
  end
  if chance(20) then return pick { choice, coalesce } (t, type, depth - 1) end
  if type == "real" then return as_real(column_term(t, pick(names_of(t, "real")))) end
  return families[type][pick(ways[type])](t, depth - 1)
end

-- A decimal where the formula must be one: over may have made it real.
do
  local any <const> = expression
  function expression(t, type, depth)
    local made = any(t, type, depth)
    while made.type ~= type do made = any(t, type, depth) end
    return made
  end
end

-- Queries -----------------------------------------------------------------------------------------

local verbs <const> = {}

local function some_names(t, most)
  local all <const>, list <const> = names_of(t), {}
  for _ = 1, below(most) + 1 do
    list[#list + 1] = table.remove(all, below(#all) + 1)
  end
  return list
end

function verbs.where(query, t)
  local condition <const> = expression(t, "bool", below(4))
  return query:where(condition.text), slow.where(t, condition), "where " .. condition.text
end

function verbs.derive(query, t)
  local terms <const>, pairs_of <const>, said <const> = {}, {}, {}
  for i = 1, 2 do
    local type <const> = pick { "decimal", "decimal", "real", "bool", "text", "month" }
    local term <const> = expression(t, type, below(4))
    term.name = "x" .. #t.columns + i
    terms[i], pairs_of[i] = term, { term.name, term.text }
    said[i] = term.name .. " = " .. term.text
  end
  return query:derive(pairs_of), slow.derive(t, terms), "derive " .. table.concat(said, ", ")
end

function verbs.sort(query, t)
  local orders <const>, names <const> = {}, {}
  for i, name in ipairs(some_names(t, 3)) do
    orders[i] = { name = name, descending = chance(50) }
    names[i] = (orders[i].descending and "-" or "") .. name
  end
  return query:sort(names), slow.sort(t, orders), "sort " .. table.concat(names, " ")
end

function verbs.top(query, t)
  local n <const>, by <const> = pick { 0, 1, 3, 10, 2000 }, pick(names_of(t))
  local all <const> = chance(50)
  return query:top(n, { by = by, ties = all and "all" or "first" }), slow.top(t, n, by, all),
    ("top %d %s %s"):format(n, by, all)
end

function verbs.limit(query, t)
  local n <const> = pick { 0, 1, 5, 100, 66000 }
  return query:limit(n), slow.limit(t, n), "limit " .. n
end

function verbs.distinct(query, t)
  local names <const> = some_names(t, 3)
  return query:distinct(names), slow.distinct(t, names), "distinct " .. table.concat(names, " ")
end

local kinds <const> = { "count", "count_distinct", "sum", "mean", "min", "max", "first", "last",
  "any_value", "median", "quantile", "var", "sd", "corr" }
local numbers <const> = { "decimal", "real" }
local of_numbers <const> = { sum = true, mean = true, median = true, quantile = true, var = true,
  sd = true, corr = true }

function verbs.aggregate(query, t)
  local keys <const> = chance(85) and some_names(t, 3) or {}
  local results <const>, terms <const>, said <const> = {}, {}, {}
  for i = 1, 6 do
    local kind <const> = pick(kinds)
    local column <const> = pick(names_of(t, of_numbers[kind] and pick(numbers) or nil))
    local all <const> = kind == "count" and chance(50)
    local percent <const> = kind == "quantile" and below(101) or nil
    local other <const> = kind == "corr" and pick(names_of(t, pick(numbers))) or nil
    results[i] = { name = "g" .. #t.columns + i, aggregate = kind,
      column = not all and column or nil, other = other, percent = percent }
    terms[i] = { results[i].name, ("%s(%s%s)"):format(kind, all and "" or column,
      percent and (", %d / 100"):format(percent) or other and ", " .. other or "") }
    said[i] = terms[i][2]
  end
  local grouped <const> = #keys > 0 and query:by(keys) or query
  return grouped:agg(terms), slow.aggregate(t, keys, results),
    ("by %s agg %s"):format(table.concat(keys, " "), table.concat(said, " "))
end

local free <const> = { "where", "derive", "sort", "top", "limit", "where", "derive" }
local last <const> = { "aggregate", "aggregate", "distinct", "sort", "where" }

-- Comparing ---------------------------------------------------------------------------------------

local function same_cell(made, row, column)
  local expected <const> = column.values[row]
  if column.type == "decimal" then
    local units <const>, scale <const> = made:exact(row, column.name)
    return units == expected and (units == nil or scale == column.scale)
  end
  if column.type == "real" then
    local x <const> = made:exact(row, column.name)
    if x == nil or expected == nil or not column.approximate then return x == expected end
    return math.abs(x - expected) <= 1e-9 * math.max(math.abs(x), 1e-3)
  end
  local text <const> = made:text(row, column.name)
  if expected == nil or text == nil then return text == expected end
  return text == tostring(expected)
end

local function check(made, t, what)
  assert.equal(t.n, #made, what)
  local schema <const> = made:schema()
  assert.equal(#t.columns, #schema, what)
  for c, column in ipairs(t.columns) do
    assert.equal(column.name, schema[c].name, what)
    for row = 1, t.n do
      if not same_cell(made, row, column) then
        error(("%s\nrow %d, column %s: expected %s, got %s"):format(what, row, column.name,
          tostring(column.values[row]), tostring(made:text(row, column.name))))
      end
    end
  end
end

local function check_error(query, what)
  local ok <const>, raised <const> = pcall(query.collect, query)
  assert.is_false(ok, what)
  local message <const> = tostring(raised)
  assert.truthy(message:find("overflows 64 bits", 1, true)
    or message:find("does not fit 64 bits", 1, true)
    or message:find("the years 0001 to 9999", 1, true), what .. "\n" .. message)
end

local function round(seed, n_rows)
  random = random_of(seed)
  local t = random_table(n_rows)
  local source <const> = to_native(t)
  local before <const> = n_rows < 100 and source:csv()
  local said = { ("seed %d, %d rows"):format(seed, n_rows) }
  local query, steps = source, below(3)
  for step = 0, steps do
    local verb <const> = step == steps and pick(last) or pick(free)
    local text
    native.threads(pick { 1, 2, 3, 8 })
    -- Constants may overflow when they are bound: then another formula is tried.
    local ok, a, b, c = pcall(verbs[verb], query, t)
    if not ok then
      assert.truthy(tostring(a):find("overflows 64 bits", 1, true)
        or tostring(a):find("0001 to 9999", 1, true),
        table.concat(said, "\n") .. "\n" .. verb .. "\n" .. tostring(a))
      break
    end
    query, t, text = a, b, c
    said[#said + 1] = text
    if t == nil then
      check_error(query, table.concat(said, "\n"))
      return
    end
  end
  local what <const> = table.concat(said, "\n")
  local made <const> = query:collect()
  check(made, t, what)
  if before then assert.equal(before, source:csv(), what) end
end

describe("a random query", function()
  local threads
  local first <const> = tonumber(os.getenv "INGOT_TEST_SEED") or 1

  setup(function() threads = native.threads() end)
  teardown(function() native.threads(threads) end)

  it("gives what the slow way gives on small tables", function()
    for seed = first, first + rounds(300) - 1 do
      local sizes <const> = { 0, 1, 2, 3, 7, 20, 64, 65 }
      round(seed, sizes[seed % #sizes + 1])
    end
  end)

  it("gives what the slow way gives on tables of many vectors", function()
    for seed = first, first + rounds(300) // 50 do round(seed, 2000 + seed % 200) end
  end)
end)
