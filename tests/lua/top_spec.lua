local ingot <const> = require "ingot"
local raised <const> = require "support.raised"
local rounds <const> = require "support.rounds"

local function error_of(call) return (raised(call):gsub("^HERE: ", "")) end

local state = 1

local function below(n)
  state = state ~ (state >> 12)
  state = state ~ (state << 25)
  state = state ~ (state >> 27)
  return ((state * 0x2545F4914F6CDD1D) >> 33) % n
end

local function pick(list) return list[below(#list) + 1] end

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
      state = seed * 0x9E3779B97F4A7C15 | 1
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
