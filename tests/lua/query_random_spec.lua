local native <const> = require "ingot.native"
local random_formula <const> = require "support.random_formula"
local random_of <const> = require "support.random"
local rounds <const> = require "support.rounds"
local slow <const> = require "support.slow_query"

-- Random tables, random formulas and random queries, held against slow_query.lua. The rounds and
-- the first seed are those of INGOT_TEST_ROUNDS and INGOT_TEST_SEED; a failure names its seed.

-- Random choices: one stream a round.

local random

local function below(n) return random:below(n) end
local function pick(list) return random:pick(list) end
local function chance(percent) return random:chance(percent) end

local expression <const>, names_of <const> = random_formula.expression, random_formula.names_of

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
  random_formula.draw_from(random)
  local t = random_formula.table(n_rows)
  local source <const> = random_formula.native(t)
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
