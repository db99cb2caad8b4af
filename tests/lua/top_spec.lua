local ingot <const> = require "ingot"
local raised <const> = require "support.raised"
local random_of <const> = require "support.random"
local rounds <const> = require "support.rounds"

local function error_of(call) return (raised(call):gsub("^HERE: ", "")) end

local random

local function below(n) return random:below(n) end
local function pick(list) return random:pick(list) end

describe("top within", function()
  local trade <const> = ingot.table({
    { "month", { "2025-02", "2025-01", "2025-02", "2025-01", "2025-01", "2025-02", "2025-03" } },
    { "partner", { "Peru", "Mexico", "Chile", "Peru", "Chile", "Mexico", "Peru" } },
    { "qty", { 5, 20, 7, 30, 20, 7, nil } },
  }, { rows = 7 })

  it("keeps the best of each group, groups in order of first appearance", function()
    assert.equal("month,partner,qty\n2025-02,Chile,7\n2025-01,Peru,30\n",
      trade:top(1, { by = "qty", within = "month" }):csv())
    assert.equal("partner,qty\nChile,7\nMexico,7\nPeru,30\nMexico,20\nChile,20\n",
      trade:top(2, { by = "-qty", within = { "month" }, ties = "all" })
        :select("partner", "qty"):csv())
    assert.equal("month,partner,qty\n2025-02,Peru,5\n", trade:where "qty < 6"
      :top(9, { by = "qty", within = { "month", "partner" } }):csv())
  end)

  it("explains itself and refuses columns that are not there", function()
    assert.equal("1  from      7 rows, 3 of 3 columns, 4 bytes a row\n"
      .. "2  top       1 by -qty within month, with ties",
      trade:top(1, { by = "qty", within = "month", ties = "all" }):explain())
    assert.equal("unknown column 'mont' (did you mean 'month'?)",
      error_of(function() trade:top(1, { by = "qty", within = "mont" }) end))
    assert.equal("two columns named 'month'",
      error_of(function() trade:top(1, { by = "qty", within = { "month", "month" } }) end))
  end)

  -- Each group cut out by a filter and taken for itself, one after the other.
  it("is the top of each group alone", function()
    for seed = 1, rounds(60) do
      random = random_of(seed)
      local n <const>, k, x = below(80), {}, {}
      for i = 1, n do
        k[i], x[i] = pick { "a", "b", "c", "d" }, below(8) > 0 and below(30) - 15 or nil
      end
      local t <const> = ingot.table({ { "k", k }, { "x", x } },
        { rows = n, types = { k = "text", x = "decimal" } }):derive { row = "x * 1000" }
      local wanted <const>, ties <const> = below(5), pick { "all", "first" }
      local expected <const> = { "k,x,row\n" }
      for _, group in ipairs(t:distinct("k"):column "k") do
        local rows <const> = t:where("k == $k", { k = group })
          :top(wanted, { by = "x", ties = ties }):csv()
        expected[#expected + 1] = rows:gsub("^[^\n]*\n", "")
      end
      assert.equal(table.concat(expected),
        t:top(wanted, { by = "x", ties = ties, within = "k" }):csv(), "seed " .. seed)
    end
  end)
end)

describe("top with others", function()
  local trade <const> = ingot.table({
    { "partner", { "A", "B", "C", "D", "A", "B", "C", "D", "E" } },
    { "month", { "2024-02", "2024-02", "2024-02", "2024-02", "2024-01", "2024-01", "2024-01",
      "2024-01", "2024-01" } },
    { "qty", { 10, 20, 5, 30, 7, 44, 8, 2, nil } },
    { "port", { "x", "y", "x", "z", "x", "y", "x", "z", "w" } },
  }, { rows = 9 })
  local totals <const> = trade:by("partner"):agg { qty = "sum(qty)", ports = "count_distinct(port)",
    price = "sum(qty) / count()", who = "count_distinct(partner)" }
  local monthly <const> = trade:by("month", "partner"):agg { qty = "sum(qty)" }
    :derive { half = "qty / 2", year = "year(month)",
      note = "if_else(partner == 'Rest', 'all else', lower(partner))" }
    :sort("partner"):rename { land = "partner" }
    :select("land", "month", "year", "half", "qty", "note")

  it("aggregates the rows left out by the very formulas", function()
    assert.equal("partner,ports,price,qty,who\nB,1,32,64,1\nD,1,16,32,1\nOthers,2,6,30,3\n",
      totals:top(2, { by = "qty", others = "Others" }):csv())
    -- E has no quantity: it cannot be among the best, and is left out
    assert.equal("partner,ports,price,qty,who\nB,1,32,64,1\nD,1,16,32,1\nA,1,8.5,17,1\n"
      .. "C,1,6.5,13,1\nOthers,1,,,1\n", totals:top(9, { by = "qty", others = "Others" }):csv())
    assert.equal("partner,qty\nB,64\nD,32\nA,17\nC,13\n", trade:where("qty > 0"):by("partner")
      :agg { qty = "sum(qty)" }:top(4, { by = "qty", others = "Others" }):csv())
  end)

  it("has a row for each group it stays within, through the verbs between", function()
    assert.equal([[
land,month,year,half,qty,note
D,2024-02,2024,15,30,d
Rest,2024-02,2024,17.5,35,all else
B,2024-01,2024,22,44,b
Rest,2024-01,2024,8.5,17,all else
]], monthly:top(1, { by = "qty", others = "Rest", within = "month" }):csv())
    -- within a column derived on the way: the month is neither kept nor known
    assert.equal([[
land,month,year,half,qty,note
B,2024-01,2024,22,44,b
Rest,,2024,41,82,all else
]], monthly:top(1, { by = "qty", others = "Rest", within = "year" }):csv())
    assert.equal("qty,land\n30,D\n35,Rest\n44,B\n17,Rest\n",
      monthly:top(1, { by = "qty", others = "Rest", within = { "month" }, ties = "all" })
        :select("qty", "land"):csv())
  end)

  it("calls functions on the groups left out", function()
    local calls = 0
    local q <const> = trade:where("qty > 0"):by("partner"):agg { qty = function(group)
      calls = calls + 1
      local sum = 0
      for i = 1, group.n do sum = sum + group.qty[i] end
      return sum
    end }
    assert.equal("partner,qty\nB,64\nRest,62\n", q:top(1, { by = "qty", others = "Rest" }):csv())
    assert.equal(5, calls)
  end)

  it("explains itself, and says what it cannot stand on", function()
    assert.equal([[
1  from      9 rows, 3 of 4 columns, 4 bytes a row
2  by        month, partner
   agg       qty = sum(qty)
3  derive    half = qty / 2
             note = if_else(partner == 'Rest', 'all else', lower(partner))
             year = year(month)
   sort      partner
   rename    land = partner
   select    land, month, year, half, qty, note
   top       1 by -qty within month, others of 1 as "Rest"]],
      monthly:top(1, { by = "qty", others = "Rest", within = "month" }):explain())
    local message <const> = "top: others wants an aggregate below, with nothing but derive, select, "
      .. "rename and sort between; it meets "
    for meets, q in pairs { ["the table itself"] = trade, where = totals:where "qty > 1",
      limit = totals:limit(3), top = totals:top(1, { by = "qty" }) } do
      assert.equal(message .. meets,
        error_of(function() q:top(1, { by = "qty", others = "Rest" }) end))
    end
    assert.equal("top: others: text expected, got number",
      error_of(function() totals:top(1, { by = "qty", others = 3 }) end))
    local told = ingot.table { { "k", { "a", "b", "c" } }, { "g", { "c", "c", "d" } },
      { "x", { 3, 2, 1 } } }
    local taken <const> = "top: others: '%s' is a value of column '%s' too; choose another label"
    for label, column in pairs { a = "k", c = "k", d = "g" } do
      assert.equal(taken:format(label, column), error_of(function()
        told:by("k", "g"):agg { x = "sum(x)" }:rename { land = "k" }
          :top(1, { by = "x", others = label }):collect()
      end))
    end
    -- what no row of others would hold is no clash
    told = told:by("k", "g"):agg { x = "sum(x)" }
    assert.equal("k,g,x\na,c,3\nd,c,2\nc,d,1\n",
      told:top(1, { by = "x", others = "d", within = "g" }):csv())
    assert.equal(3, #told:top(3, { by = "x", others = "c" }))
    local huge <const> = ingot.table { { "k", { "a", "b", "c" } },
      { "x", { math.maxinteger, math.maxinteger, math.maxinteger } } }
    assert.equal("top: others: sum(x): the sum of all rows does not fit 64 bits",
      error_of(function()
        huge:by("k"):agg { x = "sum(x)" }:top(1, { by = "x", others = "Rest" }):collect()
      end))
  end)

  -- Others are the source's rows without those of the groups that were kept.
  it("is the aggregate of what the best leave of the source", function()
    for seed = 1, rounds(40) do
      random = random_of(seed)
      local n <const> = below(90)
      local k, m, x, c = {}, {}, {}, {}
      for i = 1, n do
        k[i], m[i] = below(9) > 0 and pick { "a", "b", "c", "d", "e", "f" } or nil, below(3)
        x[i], c[i] = below(6) > 0 and below(60) - 20 or nil, below(12)
      end
      local t <const> = ingot.table({ { "k", k }, { "m", m }, { "x", x }, { "c", c } },
        { rows = n, types = { k = "text", m = "decimal", x = "decimal", c = "decimal" } })
      local terms <const> = { d = "count_distinct(c)", n = "count()", mean = "mean(x)",
        x = "sum(x)", low = "min(x) - max(c)", middle = "median(x)" }
      local wanted <const> = below(4)
      local kept <const> = t:where("c > 1"):by("m", "k"):agg(terms)
        :sort("-d"):top(wanted, { by = "x", within = "m" }):collect()
      local got <const> = t:where("c > 1"):by("m", "k"):agg(terms)
        :sort("-d"):top(wanted, { by = "x", within = "m", others = "Rest" }):collect()
      local best <const> = {}
      for row in kept:rows() do best[row.m .. "/" .. tostring(row.k)] = true end
      local rest <const> = t:where "c > 1"
        :where(function(row) return not best[row.m .. "/" .. tostring(row.k)] end)
        :by("m"):agg(terms)
      local expected <const> = {}
      for row in rest:rows() do expected[row.m] = row end
      local count = 0
      for row in got:rows() do
        if row.k == "Rest" then
          local want <const> = expected[row.m]
          want.k = "Rest"
          assert.same(want, row, "seed " .. seed)
          expected[row.m] = nil
          count = count + 1
        end
      end
      assert.is_nil(next(expected), "seed " .. seed)
      assert.equal(#kept + count, #got)
    end
  end)
end)
