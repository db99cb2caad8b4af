--- Random tables and random formulas, with the slow way to evaluate them, for holding queries
--- against slow_query.lua.

local native <const> = require "ingot.native"
local slow <const> = require "support.slow_query"

local M = {}

local OVER <const> = slow.OVER

local random

local function below(n) return random:below(n) end
local function pick(list) return random:pick(list) end
local function chance(percent) return random:chance(percent) end

--- What is drawn from now on comes from here.
---@param from support.Random
function M.draw_from(from)
  random = from
end

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

--- A random table of n rows, as slow_query.lua takes it.
function M.table(n)
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

--- The same as a native table.
function M.native(t)
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

M.expression, M.names_of = expression, names_of

return M
