--- Queries the slow and obvious way, for holding the native ones against: cells are looked at one
--- by one, nothing is shared, packed or spread over threads.
---
--- A table is { n, columns }, a column { name, type, scale, values }. A cell is nil when missing,
--- else an integer of units (decimal), a float (real), a text (text, and months as "2025-04"), a
--- boolean, or OVER: the value that had no room in 64 bits.

local M = {}

local OVER <const> = setmetatable({}, { __name = "overflow" })
M.OVER = OVER

--- The column of a name.
function M.column(t, name)
  for _, column in ipairs(t.columns) do
    if column.name == name then return column end
  end
  error("no column " .. name)
end

-- Numbers -----------------------------------------------------------------------------------------

local function power(n) return math.tointeger(10 ^ n) end

--- The nearest float to units × 10^−scale.
function M.real(units, scale)
  local text <const> = ("%d"):format(units):gsub("^-", "")
  local digits <const> = ("0"):rep(scale + 1 - #text) .. text
  local split <const> = #digits - scale
  local x <const> = tonumber(digits:sub(1, split) .. "." .. digits:sub(split + 1) .. "0")
  return units < 0 and -x or x
end

function M.add(a, b)
  local sum <const> = a + b
  if (a >= 0) == (b >= 0) and (sum >= 0) ~= (a >= 0) then return OVER end
  return sum
end

function M.multiply(a, b)
  if a == 0 or b == 0 then return 0 end
  local product <const> = a * b
  if (a == -1 and b == math.mininteger) or (b == -1 and a == math.mininteger) then return OVER end
  if product // b ~= a or product % b ~= 0 then return OVER end
  return product
end

--- −1, 0 or 1, exactly.
function M.compare_decimals(a, a_scale, b, b_scale)
  local p <const>, q <const> = power(a_scale), power(b_scale)
  local x, y = a // p, b // q
  if x == y then x, y = a % p * power(9 - a_scale), b % q * power(9 - b_scale) end
  return x < y and -1 or x > y and 1 or 0
end

local wide <const> = 2 ^ 53

-- A sum in two halves; nil past 64 bits. The float is near it, the flag says whether it is it.
local function exact_sum(list)
  local high, low = 0, 0
  for _, x in ipairs(list) do
    high = high + (x >> 32 | (x < 0 and ~0 << 32 or 0))
    low = low + (x & 0xffffffff)
  end
  high, low = high + (low >> 32), low & 0xffffffff
  local near <const> = high * 2.0 ^ 32 + low
  if high < -2 ^ 31 or high >= 2 ^ 31 then return nil, near, false end
  return high << 32 | low, near, math.abs(near) < wide
end

-- Aggregates --------------------------------------------------------------------------------------

local function before(a, b)
  if a == false then return b == true end
  return a ~= true and b ~= false and a < b
end

local function extreme(list, less)
  local best = list[1]
  for _, x in ipairs(list) do
    if less(x, best) then best = x end
  end
  return best
end

local function float_sum(list)
  local sum, lost = 0.0, 0.0
  for _, x in ipairs(list) do
    local total <const> = sum + x
    lost = lost + (math.abs(sum) < math.abs(x) and (x - total) + sum or (sum - total) + x)
    sum = total
  end
  return sum + lost
end

local aggregates <const> = {}

function aggregates.count(list) return #list, "decimal", 0 end

function aggregates.count_distinct(list)
  local seen <const>, n = {}, 0
  for _, x in ipairs(list) do
    if not seen[x] then seen[x], n = true, n + 1 end
  end
  return n, "decimal", 0
end

function aggregates.sum(list, from)
  if from.type == "real" then
    return #list > 0 and float_sum(list) or nil, "real", 0, not from.dyadic
  end
  local sum <const> = exact_sum(list)
  if #list == 0 then return nil, "decimal", from.scale end
  return sum or OVER, "decimal", from.scale
end

function aggregates.mean(list, from)
  if #list == 0 then return nil, "real", 0 end
  if from.type == "real" then return float_sum(list) / #list, "real", 0, not from.dyadic end
  local _ <const>, near <const>, exact <const> = exact_sum(list)
  return near / (#list * power(from.scale)), "real", 0, not exact
end

function aggregates.min(list, from)
  return extreme(list, before), from.type, from.scale, from.approximate
end

function aggregates.max(list, from)
  return extreme(list, function(a, b) return before(b, a) end), from.type, from.scale,
    from.approximate
end

-- Differences from the first value, exact while they fit, so that little is lost far from zero.
local function shifted(list, from)
  local first <const>, result <const> = list[1], {}
  for i, x in ipairs(list) do
    local fits <const> = from.type == "decimal" and first ~= math.mininteger
      and M.add(x, -first) ~= OVER
    result[i] = fits and x - first + 0.0 or (x + 0.0) - first
  end
  return result
end

-- Σ (x − mean) (y − mean)
local function spread(xs, ys)
  local mean_x <const>, mean_y <const>, products <const> = float_sum(xs) / #xs,
    float_sum(ys) / #ys, {}
  for i, x in ipairs(xs) do products[i] = (x - mean_x) * (ys[i] - mean_y) end
  return float_sum(products)
end

local function places(column) return column.type == "decimal" and column.scale or 0 end

function aggregates.var(list, from)
  if #list < 2 then return nil, "real", 0 end
  local values <const> = shifted(list, from)
  return spread(values, values) / (#list - 1) / 10.0 ^ (2 * places(from)), "real", 0, true
end

function aggregates.sd(list, from)
  local variance <const> = aggregates.var(list, from)
  return variance and variance ^ 0.5, "real", 0, true
end

function aggregates.corr(list, from, others, other)
  if #list < 2 then return nil, "real", 0 end
  local xs <const>, ys <const> = shifted(list, from), shifted(others, other)
  local xx <const>, yy <const> = spread(xs, xs), spread(ys, ys)
  if extreme(list, before) == extreme(list, function(a, b) return before(b, a) end)
    or extreme(others, before) == extreme(others, function(a, b) return before(b, a) end) then
    return nil, "real", 0
  end
  return spread(xs, ys) / (xx ^ 0.5 * yy ^ 0.5), "real", 0, true
end

--- The value at (n − 1) × percent / 100 of the sorted list, between two neighbours on their line.
function aggregates.quantile(list, from, _, _, percent)
  if #list == 0 then return nil, "real", 0 end
  local sorted <const> = table.move(list, 1, #list, 1, {})
  table.sort(sorted)
  local at <const> = (#sorted - 1) * percent
  local low <const>, part <const> = sorted[at // 100 + 1], at % 100 / 100
  local high <const> = sorted[at // 100 + 2] or low
  local value <const> = part > 0 and low * (1 - part) + high * part or low + 0.0
  return value / 10.0 ^ places(from), "real", 0, true
end

function aggregates.median(list, from) return aggregates.quantile(list, from, nil, nil, 50) end

function aggregates.any_value(list, from) return aggregates.first(list, from) end

function aggregates.first(list, from) return list[1], from.type, from.scale, from.approximate end
function aggregates.last(list, from) return list[#list], from.type, from.scale, from.approximate end

-- Verbs -------------------------------------------------------------------------------------------

--- The rows of these numbers, in this order.
function M.take(t, rows)
  local result <const> = { n = #rows, columns = {} }
  for c, column in ipairs(t.columns) do
    local copy <const> = {}
    for key, value in pairs(column) do copy[key] = value end
    copy.values = {}
    for i, row in ipairs(rows) do copy.values[i] = column.values[row] end
    result.columns[c] = copy
  end
  return result
end

--- The columns of these names.
function M.select(t, names)
  local result <const> = { n = t.n, columns = {} }
  for i, name in ipairs(names) do result.columns[i] = M.column(t, name) end
  return result
end

-- A term is { name, type, scale, evaluate = function(t, row) → cell }; nil where one has no room.
local function evaluate(t, term)
  local column <const> = { name = term.name, type = term.type, scale = term.scale, values = {} }
  for i = 1, t.n do
    local value <const> = term.evaluate(t, i)
    if value == OVER then return nil end
    column.values[i] = value
  end
  return column
end

--- Rows where a condition holds; nil when it overflows.
function M.where(t, condition)
  local holds <const> = evaluate(t, condition)
  local rows <const> = {}
  if not holds then return nil end
  for i = 1, t.n do
    if holds.values[i] == true then rows[#rows + 1] = i end
  end
  return M.take(t, rows)
end

--- With these columns; nil when one overflows.
function M.derive(t, terms)
  local result <const> = M.select(t, {})
  for i, column in ipairs(t.columns) do result.columns[i] = column end
  for _, term in ipairs(terms) do
    local made <const> = evaluate(t, term)
    if not made then return nil end
    result.columns[#result.columns + 1] = made
  end
  return result
end

local function key_of(t, row, names)
  local parts <const> = {}
  for i, name in ipairs(names) do
    local value <const> = M.column(t, name).values[row]
    parts[i] = value == nil and "-" or ("%q"):format(value == 0 and 0 or value)
  end
  return table.concat(parts, "\0")
end

local function group(t, names)
  local groups <const>, by_key <const> = {}, {}
  for row = 1, t.n do
    local key <const> = key_of(t, row, names)
    if not by_key[key] then
      by_key[key] = {}
      groups[#groups + 1] = by_key[key]
    end
    table.insert(by_key[key], row)
  end
  if #names == 0 then return { groups[1] or {} } end
  return groups
end

--- The first row of each combination of these columns, and only these columns.
function M.distinct(t, names)
  local firsts <const> = {}
  for i, rows in ipairs(group(t, names)) do firsts[i] = rows[1] end
  return M.select(M.take(t, firsts), names)
end

-- Aggregates whose results are sums of the values, or among them.
local keeps <const> = { sum = true, min = true, max = true, first = true, last = true,
  any_value = true }

--- Groups by these columns; a result is { name, aggregate, column?, other?, percent? }. nil when a
--- sum overflows.
function M.aggregate(t, names, results)
  local groups <const>, firsts <const> = group(t, names), {}
  for i, rows in ipairs(groups) do firsts[i] = rows[1] or 0 end
  local made <const> = M.select(M.take(t, firsts), names)
  made.n = #groups
  for _, result in ipairs(results) do
    local column <const> = { name = result.name, values = {} }
    local from <const> = result.column and M.column(t, result.column)
    local other <const> = result.other and M.column(t, result.other)
    column.dyadic = from and from.dyadic and keeps[result.aggregate]
    for i, rows in ipairs(groups) do
      local list <const>, others <const> = {}, {}
      for _, row in ipairs(rows) do
        if not other or from.values[row] ~= nil and other.values[row] ~= nil then
          list[#list + 1] = not from or from.values[row]
          others[#others + 1] = other and other.values[row]
        end
      end
      local value <const>, type <const>, scale <const>, approximate <const> =
        aggregates[result.aggregate](list, from, others, other, result.percent)
      if value == OVER then return nil end
      column.values[i], column.type, column.scale = value, type, scale
      column.approximate = column.approximate or approximate
    end
    made.columns[#made.columns + 1] = column
  end
  return made
end

--- Stable, missing cells last; an order is { name, descending }.
function M.sort(t, orders)
  local rows <const> = {}
  for i = 1, t.n do rows[i] = i end
  table.sort(rows, function(x, y)
    for _, order in ipairs(orders) do
      local values <const> = M.column(t, order.name).values
      local a <const>, b <const> = values[x], values[y]
      if a == nil or b == nil then
        if (a == nil) ~= (b == nil) then return b == nil end
      elseif a ~= b then
        return before(a, b) ~= order.descending
      end
    end
    return x < y
  end)
  return M.take(t, rows)
end

--- The n largest by one column.
function M.top(t, n, name, all_ties)
  local sorted <const> = M.sort(t, { { name = name, descending = true } })
  local values <const>, rows <const> = M.column(sorted, name).values, {}
  for i = 1, sorted.n do
    local wanted <const> = i <= n or all_ties and n > 0 and values[i] == values[n]
    if values[i] == nil or not wanted then break end
    rows[i] = i
  end
  return M.take(sorted, rows)
end

--- The first n rows.
function M.limit(t, n)
  local rows <const> = {}
  for i = 1, math.min(n, t.n) do rows[i] = i end
  return M.take(t, rows)
end

return M
