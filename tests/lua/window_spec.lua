local ingot <const> = require "ingot"
local raised <const> = require "support.raised"
local random_of <const> = require "support.random"
local rounds <const> = require "support.rounds"

-- Window functions: cases read by eye, then random tables against the slow and obvious way, which
-- looks at every row for every row.

local random

local function below(n) return random:below(n) end
local function pick(list) return random:pick(list) end

-- What a call raises, without the place.
local function error_of(call) return (raised(call):gsub("^HERE: ", "")) end

local function month_text(month) return ("%04d-%02d"):format(month // 12, month % 12 + 1) end

-- The slow way ------------------------------------------------------------------------------------
-- Rows are plain tables; `at` is the period as a number. A window is { by, sort, zero }, where sort
-- is a list of { name, descending }.

local slow <const> = {}

local function group_of(row, window)
  local parts <const> = {}
  for i, name in ipairs(window.by) do parts[i] = tostring(row[name]) end
  return table.concat(parts, "\0")
end

-- Whether row a stands before row b, by the sort columns alone.
local function precedes(a, b, window)
  for _, order in ipairs(window.sort) do
    local x, y = a[order[1]], b[order[1]]
    if x ~= y then
      if x == nil or y == nil then return y == nil end
      if order[2] then return x > y end
      return x < y
    end
  end
  return false
end

-- The rows of the group of row i in the order of the window.
local function group_rows(rows, i, window)
  local list <const> = {}
  for k, row in ipairs(rows) do
    if group_of(row, window) == group_of(rows[i], window) then list[#list + 1] = k end
  end
  table.sort(list, function(a, b)
    if precedes(rows[a], rows[b], window) then return true end
    return not precedes(rows[b], rows[a], window) and a < b
  end)
  return list
end

function slow.row_number(rows, i, window)
  for place, k in ipairs(group_rows(rows, i, window)) do
    if k == i then return place end
  end
end

function slow.rank(rows, i, window)
  if rows[i][window.sort[1][1]] == nil then return nil end
  local rank = 1
  for _, k in ipairs(group_rows(rows, i, window)) do
    if precedes(rows[k], rows[i], window) then rank = rank + 1 end
  end
  return rank
end

function slow.dense_rank(rows, i, window)
  if rows[i][window.sort[1][1]] == nil then return nil end
  local rank, last = 0, nil
  for _, k in ipairs(group_rows(rows, i, window)) do
    if not last or precedes(rows[last], rows[k], window) then rank = rank + 1 end
    last = k
    if k == i then return rank end
  end
end

function slow.cumulative_sum(rows, i, window, x)
  if rows[i][x] == nil then return nil end
  local sum = 0
  for _, k in ipairs(group_rows(rows, i, window)) do
    sum = sum + (rows[k][x] or 0)
    if k == i then return sum end
  end
end

-- The value of a period in the group of row i.
local function value_at(rows, i, window, x, period)
  local first, last
  for k, row in ipairs(rows) do
    if row.at and row.at == period and group_of(row, window) == group_of(rows[i], window) then
      return rows[k][x]
    end
    first = row.at and math.min(first or row.at, row.at) or first
    last = row.at and math.max(last or row.at, row.at) or last
  end
  local counts <const> = window.zero and x ~= "t" -- a text has no zero
  return counts and period >= first and period <= last and 0 or nil
end

function slow.lag(rows, i, window, x, n)
  return rows[i].at and value_at(rows, i, window, x, rows[i].at - n)
end

function slow.lead(rows, i, window, x, n)
  return rows[i].at and value_at(rows, i, window, x, rows[i].at + n)
end

function slow.moving_sum(rows, i, window, x, n)
  local sum = 0
  for back = 0, n - 1 do
    local value <const> = slow.lag(rows, i, window, x, back)
    if value == nil then return nil end
    sum = sum + value
  end
  return sum
end

function slow.moving_mean(rows, i, window, x, n, scale)
  local sum <const> = slow.moving_sum(rows, i, window, x, n)
  return sum and sum / (n * 10 ^ scale)
end

-- Random tables: one row a group and period -------------------------------------------------------

local function random_rows(n, yearly)
  local rows <const>, taken <const> = {}, {}
  local spread <const>, groups <const> = pick { 3, 12, 40, 400 }, pick { 1, 2, 5 }
  for i = 1, n do
    local row <const> = {
      g = below(8) > 0 and pick { "a", "b", "", "中", "e" } or nil, h = below(groups),
      s = below(6) > 0 and below(5) - 2 or nil, t = pick { "x", "y", "yy" },
      q = below(5) > 0 and below(2000) - 1000 or nil,
      d = below(4) > 0 and below(20000) - 10000 or nil,
      r = below(4) > 0 and (below(2000) - 1000) / 8 or nil,
    }
    local at <const> = (yearly and 2000 or 24000) + below(spread)
    local key <const> = ("%s/%s/%d"):format(row.g, row.h, at)
    row.at = below(10) > 0 and not taken[key] and at or nil
    taken[key] = true
    rows[i] = row
  end
  return rows
end

local function random_table(rows, yearly)
  local lists <const> = {}
  for _, name in ipairs { "g", "h", "s", "t", "q", "d", "r", "at" } do lists[name] = {} end
  for i, row in ipairs(rows) do
    for name, list in pairs(lists) do list[i] = row[name] end
    lists.at[i] = row.at and not yearly and month_text(row.at) or row.at
    lists.d[i] = row.d and ("%s%d.%02d"):format(row.d < 0 and "-" or "", math.abs(row.d) // 100,
      math.abs(row.d) % 100)
  end
  local columns <const> = {}
  for _, name in ipairs { "g", "h", "s", "t", "q", "d", "r" } do
    columns[#columns + 1] = { name, lists[name] }
  end
  columns[#columns + 1] = { yearly and "year" or "month", lists.at }
  local types <const> = { g = "text", h = "decimal", s = "decimal", t = "text", q = "decimal",
    d = "decimal", r = "real", year = yearly and "decimal" or nil }
  return ingot.table(columns, { rows = #rows, types = types })
end

local scales <const> = { d = 2 }

-- One random call: its text, and the slow function with its arguments.
local function random_call(calendar)
  local names <const> = { "row_number", "cumulative_sum" }
  if calendar then
    table.move({ "lag", "lead", "moving_sum", "moving_mean" }, 1, 4, 3, names)
  end
  local name <const> = pick { "rank", "dense_rank", table.unpack(names) }
  if name == "row_number" or name:find "rank" then
    return { text = name .. "()", name = name }
  elseif name == "cumulative_sum" then
    local x <const> = pick { "q", "d", "r" }
    return { text = name .. "(" .. x .. ")", name = name, x = x }
  end
  local x <const> = name:find "^l" and pick { "q", "d", "r", "t" } or pick { "q", "d", "r" }
  local n <const> = pick { 1, 1, 2, 3, 12, name:find "^l" and 0 or 5 }
  return { text = ("%s(%s, %d)"):format(name, x, n), name = name, x = x, n = n }
end

local function random_window(calendar)
  local window <const> = {
    by = pick { { "g", "h" } }, sort = {}, zero = calendar and below(2) == 0,
  }
  if not calendar then
    window.by = pick { {}, { "g" }, { "h", "t" } }
    for _, name in ipairs(pick { { "s" }, { "s", "t" }, { "t", "s" }, { "r", "q" } }) do
      window.sort[#window.sort + 1] = { name, below(2) == 0 }
    end
  else
    window.sort[1] = { "at", false }
  end
  return window
end

local function options_of(window, yearly)
  local sort <const> = {}
  for i, order in ipairs(window.sort) do
    local name <const> = order[1] == "at" and (yearly and "year" or "month") or order[1]
    sort[i] = (order[2] and "-" or "") .. name
  end
  return { by = window.by, sort = sort, gaps = window.zero and "zero" or nil }
end

-- A call's slow value as the table gives it: decimals with places as floats.
local function expected_of(rows, i, window, call)
  local scale <const> = scales[call.x] or 0
  local value <const> = slow[call.name](rows, i, window, call.x, call.n, scale)
  if value == nil or type(value) == "string" or call.name == "moving_mean" or scale == 0 then
    return value
  end
  return value / 10 ^ scale
end

local function check_round(seed)
  random = random_of(seed)
  local yearly <const>, calendar <const> = below(3) == 0, below(3) > 0
  local rows <const> = random_rows(below(60), yearly)
  local t <const> = random_table(rows, yearly)
  local window <const> = random_window(calendar)
  local calls <const>, terms <const> = {}, {}
  for i = 1, 1 + below(4) do
    calls[i] = random_call(calendar)
    terms[i] = { "c" .. i, calls[i].text }
  end
  local result <const> = t:window(options_of(window, yearly), terms)
  for c, call in ipairs(calls) do
    local got <const> = result:column("c" .. c)
    for i = 1, #rows do
      local want <const> = expected_of(rows, i, window, call)
      if got[i] ~= want then
        error(("seed %d: %s of row %d: %s expected, got %s"):format(seed, call.text, i,
          tostring(want), tostring(got[i])), 0)
      end
    end
  end
end

describe("window", function()
  local trade <const> = ingot.table {
    { "partner", { "Mexico", "Mexico", "Peru", "Mexico", "Peru", "Mexico" } },
    { "month", { "2024-01", "2024-02", "2024-01", "2025-01", "2025-01", "2025-02" } },
    { "qty", { 10, 20, 5, 30, nil, 44 } },
  }

  local function csv(over, columns, params)
    return trade:window(over, columns, params):csv()
  end

  it("looks back by the calendar, not by rows", function()
    assert.equal([[
partner,month,qty,ahead,growth,prev
Mexico,2024-01,10,20,,
Mexico,2024-02,20,,,
Peru,2024-01,5,,,
Mexico,2025-01,30,44,2,10
Peru,2025-01,,,,5
Mexico,2025-02,44,,1.2000000000000002,20
]], csv({ by = "partner", sort = "month" }, {
      prev = "lag(qty, 12)", growth = "qty / lag(qty, $n) - 1", ahead = "lead(qty, 1)",
    }, { n = 12 }))
  end)

  it("counts gaps as zero when told, within the months of the whole table", function()
    assert.equal([[
partner,month,qty,mean,prev,two
Mexico,2024-01,10,,,
Mexico,2024-02,20,15,10,30
Peru,2024-01,5,,,
Mexico,2025-01,30,15,0,30
Peru,2025-01,,,0,
Mexico,2025-02,44,37,30,74
]], csv({ by = { "partner" }, sort = { "month" }, gaps = "zero" }, {
      prev = "lag(qty, 1)", two = "moving_sum(qty, 2)", mean = "moving_mean(qty, 2)",
    }))
  end)

  it("numbers and adds up in the order of sort, and leaves rows where they are", function()
    assert.equal([[
partner,month,qty,dense,n,r,sum
Mexico,2024-01,10,2,4,4,84
Mexico,2024-02,20,2,5,4,104
Peru,2024-01,5,2,6,4,109
Mexico,2025-01,30,1,1,1,30
Peru,2025-01,,1,2,1,
Mexico,2025-02,44,1,3,1,74
]], trade:derive { year = "-year(month)" }:window({ sort = { "year" } }, {
      n = "row_number()", r = "rank()", dense = "dense_rank()", sum = "cumulative_sum(qty)",
    }):select("partner", "month", "qty", "dense", "n", "r", "sum"):csv())
  end)

  it("takes a formula without a window function, and one named like a column", function()
    assert.equal([[
partner,month,qty
Mexico,2024-01,1
Mexico,2024-02,2
Peru,2024-01,1
Mexico,2025-01,3
Peru,2025-01,2
Mexico,2025-02,4
]], csv({ by = "partner" }, { qty = "row_number()" }))
    assert.equal("partner,month,qty,x\nMexico,2024-01,10,20\n",
      trade:window({}, { x = "qty * 2" }):head(1):csv())
  end)

  it("says what is wrong, with a caret where it stands in a formula", function()
    local monthly <const> = { by = "partner", sort = "month" }
    local cases <const> = {
      { {}, { r = "rank()" },
        "formula: 'rank' ranks by the sort of the window, which has none\n  rank()\n  ^" },
      { { sort = "-month" }, { r = "1 + lag(qty, 1)" },
        "formula: 'lag' runs on the calendar: it wants the window sorted by one month column, or "
        .. "by a column 'year' of whole numbers, ascending\n  1 + lag(qty, 1)\n      ^" },
      { monthly, { r = "lag(qty, month)" },
        "formula: 'lag' wants a constant whole number from 0 to 120000, got 'month'\n"
        .. "  lag(qty, month)\n           ^" },
      { monthly, { r = "moving_sum(qty, 0)" },
        "formula: 'moving_sum' wants a constant whole number from 1 to 120000, got '0'\n"
        .. "  moving_sum(qty, 0)\n                  ^" },
      { monthly, { r = "moving_mean(partner, 2)" },
        "formula: 'moving_mean' wants a number, 'partner' is text\n"
        .. "  moving_mean(partner, 2)\n              ^" },
      { monthly, { r = "qty - sum(qty)" },
        "formula: aggregate 'sum' cannot stand where rows are computed\n"
        .. "  qty - sum(qty)\n        ^" },
      { monthly, { r = "lag(qtty, 1)" },
        "formula: unknown column 'qtty' (did you mean 'qty'?)\n  lag(qtty, 1)\n      ^" },
      { monthly, { r = function() end }, "column 'r': window takes formulas only" },
      { { by = "partners" }, { r = "row_number()" },
        "unknown column 'partners' (did you mean 'partner'?)" },
      { { by = { "partner", "partner" } }, { r = "row_number()" },
        "two columns named 'partner'" },
      { { sort = "qty", gaps = "zero" }, { r = "rank()" },
        'window: gaps = "zero" wants a sort by one month column, or by a column \'year\' of whole '
        .. "numbers, ascending" },
      { { sorted = "qty" }, { r = "rank()" },
        "unknown option of window 'sorted' (did you mean 'sort'?)" },
      { { gaps = "none" }, { r = "rank()" },
        'window: gaps "zero" expected, got "none"' },
    }
    for _, case in ipairs(cases) do
      assert.equal(case[3], error_of(function() trade:window(case[1], case[2]) end))
    end
    assert.equal("lag(qty, 1): two rows of month = 2024-01",
      error_of(function() trade:window({ sort = "month" }, { r = "lag(qty, 1)" }):collect() end))
    local twice <const> = ingot.table({ { "k", { "a", "b", "a" } }, { "year", { 1, 1, 1 } },
      { "x", { 1, 2, 3 } } })
    assert.equal("moving_sum(x, 2): two rows of year = 1 in group k = a", error_of(function()
      twice:window({ by = "k", sort = "year" }, { r = "moving_sum(x, 2)" }):collect()
    end))
    local huge <const> = ingot.table({ { "k", { "a", "b", "b" } },
      { "x", { math.maxinteger, math.maxinteger, 1 } } })
    assert.equal("cumulative_sum(x): a sum of group k = b does not fit 64 bits", error_of(function()
      huge:window({ by = "k" }, { r = "cumulative_sum(x)" }):collect()
    end))
    assert.equal("cumulative_sum(x): a sum of all rows does not fit 64 bits", error_of(function()
      huge:window({}, { r = "cumulative_sum(x)" }):collect()
    end))
  end)

  it("stands nowhere else", function()
    local message <const> = "formula: 'rank' is a window function; it stands in window\n"
    assert.equal(message .. "  rank() > 1\n  ^", error_of(function() trade:where "rank() > 1" end))
    assert.equal(message .. "  rank()\n  ^", error_of(function() trade:derive { r = "rank()" } end))
    assert.equal(message .. "  sum(qty) * rank()\n             ^",
      error_of(function() trade:by("month"):agg { r = "sum(qty) * rank()" } end))
  end)

  it("is lazy, keeps coverage, and explains itself", function()
    local q <const> = trade:where("qty > 5")
      :window({ by = "partner", sort = "month", gaps = "zero" },
        { prev = "lag(qty, 1)", n = "row_number()" }):select("month", "prev")
    assert.equal([[
1  from      6 rows, 3 of 3 columns, 4 bytes a row
2  where     qty > 5
3  window    by partner; sort month; gaps zero
             n = row_number()  (not looked at)
             prev = lag(qty, 1)
4  select    month, prev]], q:explain())
    assert.equal("month,prev\n2024-01,\n2024-02,10\n2025-01,0\n2025-02,30\n", q:csv())
    assert.equal([[
1  from      6 rows, 0 of 3 columns, 0 bytes a row
2  window    all rows
             n = row_number()]], trade:window({}, { n = "row_number()" }):select "n":explain()
      :gsub("\n3.*", ""))
  end)

  it("gives the reason of a missing cell on", function()
    local q <const> = ingot.table({ { "month", { "2024-01", "2024-02" } }, { "qty", { nil, 1 } } })
    assert.equal(2, q:window({ sort = "month" }, { x = "lag(qty, 1)" }):schema()[3].missing)
  end)

  it("agrees with the slow way on random tables", function()
    local first <const> = math.tointeger(os.getenv "INGOT_TEST_SEED" or 1)
    for seed = first, first + rounds(150) - 1 do check_round(seed) end
  end)
end)
