local ingot <const> = require "ingot"
local native <const> = require "ingot.native"
local raised <const> = require "support.raised"
local random_of <const> = require "support.random"
local rounds <const> = require "support.rounds"

local function error_of(call) return (raised(call):gsub("^HERE: ", "")) end

local random

local function below(n) return random:below(n) end
local function pick(list) return random:pick(list) end

describe("pivot", function()
  local trade <const> = ingot.table({
    { "hs", { "7614", "7614", "7615", "7614", "7615", "7614" } },
    { "month", { "2024-02", "2024-01", "2024-01", "2024-02", "2024-03", nil } },
    { "qty", { 10, 20, 5, 30, nil, 44 } },
  }, { rows = 6 })

  it("has a column for each value, in rising order, missing last", function()
    local t <const> = trade:by("hs"):pivot("month", "sum(qty)")
    assert.equal("hs,2024-01,2024-02,2024-03,missing\n7614,20,40,,44\n7615,5,,,\n", t:csv())
    assert.equal("month,7614,7615\n2024-02,40,\n2024-01,20,5\n2024-03,,\n,44,\n",
      trade:by("month"):pivot("hs", "sum(qty)"):csv())
    assert.equal("hs\n", trade:where("qty > 100"):by("hs"):pivot("month", "sum(qty)"):csv())
  end)

  it("names columns by their result where there are several", function()
    assert.equal(
      "hs,2024-01 n,2024-01 twice,2024-02 n,2024-02 twice\n7614,1,40,2,80\n7615,1,10,,\n",
      trade:where("month < '2024-03'"):by("hs"):pivot("month",
        { n = "count()", twice = "sum(qty) * $k" }, { k = 2 }):csv())
    assert.equal("hs,2024-01\n7614,20\n7615,5\n", trade:where("month < '2024-02'"):by("hs")
      :pivot("month", { qty = "sum(qty)" }):csv())
  end)

  it("takes functions and formulas, and several keys", function()
    assert.equal("hs,2024-01,2024-02,2024-03,missing\n7614,1,2,,1\n7615,1,,1,\n",
      trade:by("hs"):pivot("month", function(g) return g.n end):csv())
    assert.equal("hs,qty,2024-01\n7614,20,1\n7615,5,1\n", trade:where("month < '2024-02'")
      :by("hs", "qty"):pivot("month", native.formula "count()"):csv())
  end)

  it("keeps the coverage of the data", function()
    local t <const> = ingot.table({ { "hs", { "1", "2" } }, { "month", { "2024-01", "2024-02" } },
      { "flow", { "export", "export" } }, { "x", { 1, 2 } } }, { covers = true })
    assert.equal(#t:coverage(), #t:by("hs"):pivot("month", "sum(x)"):coverage())
  end)

  it("says what is wrong", function()
    local g <const> = trade:by "hs"
    for _, rows in ipairs { trade, trade:where "qty > 1" } do
      assert.equal('pivot lays out groups: name their keys before, as :by("hs"):pivot(…)',
        error_of(function() rows:pivot("month", "sum(qty)") end))
    end
    assert.equal("unknown column 'mont' (did you mean 'month'?)",
      error_of(function() g:pivot("mont", "count()") end))
    assert.equal("two columns named 'hs'", error_of(function() g:pivot("hs", "count()") end))
    assert.equal("pivot: name of a column: text expected, got number",
      error_of(function() g:pivot(3, "count()") end))
    assert.equal("pivot: formula, function or results expected, got nil",
      error_of(function() g:pivot "month" end))
    assert.equal("formula: 'qty' is neither a key nor inside an aggregate\n  qty\n  ^",
      error_of(function() g:pivot("month", "qty") end))
    local clash <const> = ingot.table({ { "k", { "a", "a" } }, { "v", { "missing" } } },
      { rows = 2 })
    assert.equal("pivot: two columns named 'missing'",
      error_of(function() clash:by("k"):pivot("v", "count()") end))
    assert.equal("pivot: two columns named 'k'", error_of(function()
      ingot.table { { "k", { 1 } }, { "v", { "k" } } }:by("k"):pivot("v", "count()")
    end))
    local many <const> = {}
    for i = 1, 10001 do many[i] = i end
    local wide <const> = ingot.table { { "k", many }, { "v", many } }:derive { one = "1" }:by "one"
    assert.equal("pivot: at most 10000 columns are possible; 'v' has 10001 values, with 1 formula "
      .. "each", error_of(function() wide:pivot("v", "count()") end))
  end)

  it("agrees with looking every cell up", function()
    for seed = 1, rounds(60) do
      random = random_of(seed)
      local n <const> = below(60)
      local k, c, x, cells, keys, columns = {}, {}, {}, {}, {}, {}
      for i = 1, n do
        k[i], c[i] = pick { "a", "b", "c" }, below(7) > 0 and below(9) - 4 or nil
        x[i] = below(5) > 0 and below(200) - 100 or nil
        local name <const> = c[i] and tostring(c[i]) or "missing"
        if not keys[k[i]] then keys[k[i]], keys[#keys + 1] = true, k[i] end
        columns[name] = c[i] or math.huge
        local id <const> = k[i] .. name
        cells[id] = cells[id] or {}
        cells[id].sum = x[i] and (cells[id].sum or 0) + x[i] or cells[id].sum
      end
      local names <const> = {}
      for name in pairs(columns) do names[#names + 1] = name end
      table.sort(names, function(a, b) return columns[a] < columns[b] end)
      local lines <const> = { "k," .. table.concat(names, ",") }
      for _, key in ipairs(keys) do
        local line <const> = { key }
        for _, name in ipairs(names) do
          local cell <const> = cells[key .. name]
          line[#line + 1] = tostring(cell and cell.sum or "")
        end
        lines[#lines + 1] = table.concat(line, ",")
      end
      local t <const> = ingot.table({ { "k", k }, { "c", c }, { "x", x } },
        { rows = n, types = { k = "text", c = "decimal", x = "decimal" } })
      local expected <const> = n == 0 and "k" or table.concat(lines, "\n")
      assert.equal(expected .. "\n", t:by("k"):pivot("c", "sum(x)"):csv(), "seed " .. seed)
    end
  end)
end)
