--- The unit of a formula's value, from the units of its columns: `sum(qty_kg) / 1000` of kilograms is
--- in tonnes, `sum(value_usd) / sum(qty_kg) * 1000` in USD/t. Dimensions multiply and divide with
--- the values; a power of ten moves the unit; of other factors (a tax, a rate) only the dimension is
--- known. A column without a unit makes all that is made of it unknown, which is never refused.

local suggest <const> = require "ingot.suggest"
local unit <const> = require "ingot.unit"

local M = {}

---@class ingot.FormulaUnit
---@field dims table<string, integer>  dimension → its power; empty for a plain number
---@field power? integer   value in 10^power of the base units; nil when only the dimension is known
---@field constant? number the value, of a number in the formula
---@field text string      of the formula

-- Dimensions of plain numbers: their power of ten is a matter of how they are written.
local plain <const> = { count = 0, percent = -2, ["percentage point"] = -2, ["index point"] = false }

local function of_unit(name)
  local known <const> = unit.find(name)
  if not known then
    return nil
  elseif plain[known.dimension] ~= nil then
    return { dims = {}, power = plain[known.dimension] or nil }
  end
  local above <const>, below <const> = known.dimension:match "^([^/]+)/([^/]+)$"
  local dims <const> = { [above or known.dimension] = 1 }
  if below then
    dims[below] = (dims[below] or 0) - 1
  end
  for dimension, power in pairs(dims) do
    dims[dimension] = power ~= 0 and power or nil
  end
  return { dims = dims, power = known.exponent }
end

local function alike(a, b)
  for dimension, power in pairs(a.dims) do
    if b.dims[dimension] ~= power then
      return false
    end
  end
  for dimension in pairs(b.dims) do
    if not a.dims[dimension] then
      return false
    end
  end
  return true
end

-- "t", "USD/t", "10^2 kg", "a plain number".
local function name_of(value)
  local above, below
  for _, dimension in ipairs(suggest.names(value.dims)) do
    local power <const> = value.dims[dimension]
    if power == 1 and not above then
      above = dimension
    elseif power == -1 and not below then
      below = dimension
    else
      return "a product of units"
    end
  end
  if not above and not below then
    return "a plain number"
  end
  return above and unit.named(above, below, value.power or 0) or "a number for each " .. below
end

-- "divide it by 10": what makes 10^n units of a number of units.
local function times(what, power)
  return ("%s %s by %.0f"):format(power > 0 and "multiply" or "divide", what, 10 ^ math.abs(power))
end

-- ---- reading ----

local function tokens_of(text)
  local tokens <const>, at = {}, 1
  while true do
    at = text:find("%S", at)
    if not at then
      return tokens
    end
    local found <const> = text:match("^%d[%w.]*", at) or text:match("^[%a_][%w_]*", at)
      or text:match("^[<>=~]=", at) or text:match("^%$[%w_]+", at)
      or text:match("^'[^']*'", at) or text:match('^"[^"]*"', at) or text:sub(at, at)
    tokens[#tokens + 1] = { text = found, from = at, to = at + #found - 1 }
    at = at + #found
  end
end

-- By operator: how tightly it binds.
local binary <const> = {
  ["or"] = 1, ["and"] = 2, ["<"] = 3, [">"] = 3, ["<="] = 3, [">="] = 3, ["=="] = 3, ["~="] = 3,
  ["in"] = 3, ["+"] = 4, ["-"] = 4, ["*"] = 5, ["/"] = 5, ["%"] = 5,
}
local UNARY <const> = 6

-- A number of a formula: 1000 times as many are counted in a thousandth of the unit.
local function constant_of(value)
  local power <const> = value > 0 and math.log(value, 10) or 0.5
  local whole <const> = math.floor(power + 0.5)
  local exact <const> = math.abs(power - whole) < 1e-12
  return { dims = {}, power = exact and -whole or nil, constant = value }
end

local function product(a, b, sign)
  if a.constant and b.constant then
    return constant_of(sign > 0 and a.constant * b.constant or a.constant / b.constant)
  end
  local dims <const> = {}
  for dimension, power in pairs(a.dims) do
    dims[dimension] = power
  end
  for dimension, power in pairs(b.dims) do
    local sum <const> = (dims[dimension] or 0) + sign * power
    dims[dimension] = sum ~= 0 and sum or nil
  end
  local power <const> = a.power and b.power and a.power + sign * b.power or nil
  return { dims = dims, power = power }
end

-- Adds, compares or chooses: what must be of one unit. Numbers of the formula go with any.
local function same_unit(state, values)
  local first
  for i = 1, values.n do
    local value <const> = values[i]
    if value and not value.constant then
      if first and not alike(first, value) then
        state.problem = state.problem or ("unlike units: %s is in %s, %s in %s"):format(first.text,
          name_of(first), value.text, name_of(value))
      elseif first and first.power and value.power and first.power ~= value.power then
        state.problem = state.problem or ("unlike units: %s is in %s, %s in %s; %s"):format(
          first.text, name_of(first), value.text, name_of(value),
          times("the latter", value.power - first.power))
      end
      first = first or value
    end
  end
  return first and { dims = first.dims, power = first.power } or nil
end

local expression

-- The arguments of a call or list, and the position behind its end.
local function arguments(state, at, closing)
  local values <const> = { n = 0 }
  while state.tokens[at] and state.tokens[at].text ~= closing do
    values.n = values.n + 1
    values[values.n], at = expression(state, at, 0)
    if state.tokens[at] and state.tokens[at].text == "," then
      at = at + 1
    end
  end
  return values, at + 1
end

local function keep(_, values) return values[1] end
local function number() return { dims = {}, power = 0 } end
local function skip(from)
  return function(state, values)
    return same_unit(state, { n = values.n - from, table.unpack(values, from + 1, values.n) })
  end
end

-- What calls make of the units of their arguments; others are unknown.
local calls <const> = {
  sum = keep, mean = keep, min = skip(0), max = skip(0), median = keep, quantile = keep, sd = keep,
  first = keep, last = keep, any_value = keep, abs = keep, round = keep, floor = keep, ceil = keep,
  trunc = keep, lag = keep, lead = keep, count = number, count_distinct = number, corr = number,
  coalesce = skip(0), if_else = skip(1),
}

local function primary(state, at)
  local token <const> = state.tokens[at]
  local text <const> = token and token.text or ""
  local after <const> = state.tokens[at + 1] and state.tokens[at + 1].text
  if text == "(" then
    local values <const>, behind <const> = arguments(state, at + 1, ")")
    return values[1], behind
  elseif text == "{" then
    local _, behind <const> = arguments(state, at + 1, "}")
    return nil, behind
  elseif text:find "^%d" then
    local value <const> = tonumber(text)
    return value and constant_of(value), at + 1
  elseif text:find "^[%a_]" and after == "(" then
    local values <const>, behind <const> = arguments(state, at + 2, ")")
    local call <const> = calls[text]
    return call and call(state, values), behind
  elseif text:find "^[%a_]" then
    local name <const> = state.unit_of(text)
    return name and of_unit(name) or nil, at + 1
  end
  return nil, at + 1
end

local function apply(state, operator, a, b)
  if operator == "+" or operator == "-" then
    return same_unit(state, { n = 2, a, b })
  elseif operator == "*" or operator == "/" then
    return a and b and product(a, b, operator == "*" and 1 or -1) or nil
  elseif binary[operator] == 3 and operator ~= "in" then
    same_unit(state, { n = 2, a, b })
  end
end

local function spelled(state, value, from, behind)
  if value then
    local tokens <const> = state.tokens
    local last <const> = tokens[math.min(behind - 1, #tokens)]
    local copy <const> = { dims = value.dims, power = value.power, constant = value.constant }
    copy.text = state.text:sub(tokens[from].from, last.to)
    return copy
  end
end

local prefixes <const> = { ["-"] = true, ["not"] = true }

function expression(state, at, binding)
  local from <const>, token <const> = at, state.tokens[at]
  local value
  if token and prefixes[token.text] then
    value, at = expression(state, at + 1, UNARY)
  else
    value, at = primary(state, at)
  end
  value = spelled(state, value, from, at)
  while state.tokens[at] do
    local operator <const> = state.tokens[at].text
    local tightness <const> = binary[operator]
    if operator == "^" then -- binds tighter than all, and its unit is not followed
      local _
      _, at = expression(state, at + 1, UNARY)
      value = nil
    elseif not tightness or tightness <= binding then
      return value, at
    else
      local right
      right, at = expression(state, at + 1, tightness)
      value = spelled(state, apply(state, operator, value, right), from, at)
    end
  end
  return value, at
end

--- The unit of a formula's value; nil when it cannot be known.
---@param text string  a formula that parses
---@param unit_of fun(name: string): string?  the unit of a column, or of a metric
---@return ingot.FormulaUnit? found
---@return string? problem  of unlike units in it
function M.of(text, unit_of)
  local state <const> = { text = text, tokens = tokens_of(text), unit_of = unit_of }
  local found <const> = expression(state, 1, 0)
  return found, state.problem
end

--- What is wrong with giving a formula's value as being in a unit; nil when nothing is, or when it
--- cannot be known.
---@param text string
---@param declared string
---@param unit_of fun(name: string): string?
---@return string? message
function M.problem(text, declared, unit_of)
  local found <const>, problem <const> = M.of(text, unit_of)
  if problem or not found then
    return problem
  end
  local said <const> = of_unit(declared)
  local claim <const> = ("its unit says %s, its formula %s gives %s"):format(
    declared == "" and "a plain number" or declared, text, name_of(found))
  if not alike(found, said) then
    return claim
  elseif next(said.dims) and found.power and said.power and found.power ~= said.power then
    return ("%s; for %s %s"):format(claim, declared, times("it", found.power - said.power))
  end
end

return M
