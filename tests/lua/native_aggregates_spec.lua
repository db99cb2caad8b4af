local native <const> = require "ingot.native"

local function numbers(values, type)
  return native.table({ { name = "x", type = type, values = values } }, #values)
end

-- The one value of an aggregate over these numbers.
local function of(formula, values, type)
  return numbers(values, type):agg({ r = formula }):value()
end

local function pairs_of(xs, ys, n)
  return native.table({ { name = "x", values = xs }, { name = "y", values = ys } }, n)
end

describe("the aggregate", function()

  describe("median", function()
    it("is the middle value, or the middle of the two in the middle", function()
      assert.equal(3.0, of("median(x)", { 9, 1, 3 }))
      assert.equal(2.5, of("median(x)", { 4, 1, 2, 3 }))
      assert.equal("float", math.type(of("median(x)", { 9, 1, 3 })))
    end)

    it("is exact between decimals that a float cannot tell apart", function()
      assert.equal(2.0 ^ 53 + 2, of("median(x)", { 2 ^ 53 | 0, (2 ^ 53 | 0) + 4 }))
      assert.equal(0.15, of("median(x)", { "0.1", "0.2" }, "decimal"))
      assert.equal(-0.5, of("median(x)", { math.mininteger, math.maxinteger }))
    end)

    it("skips missing values, and is missing of none", function()
      local t <const> = native.table({ { name = "k", values = { "a", "b", "a", "b", "a" } },
        { name = "x", values = { 1, nil, 2, nil, nil } } }, 5)
      assert.equal("k,m\na,1.5\nb,\n", t:by("k"):agg({ m = "median(x)" }):csv())
    end)
  end)

  describe("quantile", function()
    it("goes from the least to the greatest value", function()
      local values <const> = { 5, 3, 11, 7 }
      assert.equal(3.0, of("quantile(x, 0)", values))
      assert.equal(11.0, of("quantile(x, 1)", values))
      assert.equal(of("median(x)", values), of("quantile(x, 0.5)", values))
    end)

    -- R: quantile(c(1, 2, 4, 8, 16, 32), c(0.1, 0.25, 0.9), type = 7)
    it("gives what R gives by type 7", function()
      local values <const> = { 32, 1, 16, 2, 8, 4 }
      assert.equal(1.5, of("quantile(x, 0.1)", values))
      assert.equal(2.5, of("quantile(x, 0.25)", values))
      assert.equal(24.0, of("quantile(x, 0.9)", values))
    end)

    it("takes p as it is written: 29 % of a hundred steps are 29", function()
      local values <const> = {}
      for i = 0, 100 do values[i + 1] = i end
      assert.is_true(0.29 * 100 ~= 29) -- which floats miss
      assert.equal(29.0, of("quantile(x, 0.29)", values))
      local t <const> = numbers(values)
      assert.equal(29.0, t:agg({ r = "quantile(x, $p)" }, { p = 0.29 }):value())
      assert.equal(29.0, t:agg({ r = "quantile(x, $p / 100)" }, { p = 29 }):value())
      assert.near(100 / 3, t:agg({ r = "quantile(x, $p)" }, { p = 1 / 3 }):value(), 1e-13)
    end)

    it("lies between its neighbours at the ends of floats", function()
      assert.equal(0.0, of("median(x)", { -1.5e308, 1.5e308 }, "real"))
      assert.equal(8e306, of("quantile(x, 0.525)", { -1e308, 0.0, 1.6e308 }, "real"))
      assert.equal(1e308, of("quantile(x, 0.999)", { 1e308, 1e308 }, "real"))
    end)

    it("refuses a p that is none, where it stands", function()
      local t <const> = numbers { 1, 2 }
      for params, message in pairs {
        [{ p = 95 }] = "'quantile' wants a constant number from 0 to 1, got $p = 95",
        [{ p = -0.1 }] = "'quantile' wants a constant number from 0 to 1, got $p = -0.1",
        [{ p = "x" }] = "'quantile' wants a constant number from 0 to 1, got $p",
        [{ p = { 0.5 } }] = "$p is a list; use it behind 'in'",
      } do
        local ok <const>, raised <const> = pcall(t.agg, t, { r = "quantile(x, $p)" }, params)
        assert.is_false(ok)
        assert.equal("formula: " .. message .. "\n  quantile(x, $p)\n              ^",
          tostring(raised):match "formula: .*")
      end
    end)
  end)

  describe("var and sd", function()
    it("are those of a sample", function()
      assert.equal(32 / 7, of("var(x)", { 2, 4, 4, 4, 5, 5, 7, 9 }))
      assert.equal((32 / 7) ^ 0.5, of("sd(x)", { 2, 4, 4, 4, 5, 5, 7, 9 }))
    end)

    it("are missing of one value and zero of equal ones", function()
      local t <const> = native.table({ { name = "k", values = { "a", "b", "b", "c", "d", "d" } },
        { name = "x", values = { 5, 3, 3, nil, 1, nil } },
        { name = "y", type = "real", values = { 0.1, 0.3, 0.3, nil, 1, nil } } }, 6)
      assert.equal("k,dx,dy,vx,vy\na,,,,\nb,0,0,0,0\nc,,,,\nd,,,,\n",
        t:by("k"):agg({ vx = "var(x)", vy = "var(y)", dx = "sd(x)", dy = "sd(y)" }):csv())
    end)

    it("lose nothing to an offset", function()
      for _, offset in ipairs { 0, 10 ^ 15 | 0, math.maxinteger - 16, math.mininteger } do
        local values <const>, floats <const> = {}, {}
        for i, d in ipairs { 4, 7, 13, 16 } do
          values[i], floats[i] = offset + d, (10 ^ 15 | 0) + d + 0.0
        end
        assert.equal(30.0, of("var(x)", values))
        assert.equal(30.0, of("var(x)", floats, "real"))
      end
    end)

    it("span all of 64 bits", function()
      assert.equal(2.0 ^ 127, of("var(x)", { math.mininteger, math.maxinteger }))
      assert.equal(2.0 ^ 63.5, of("sd(x)", { math.mininteger, math.maxinteger }))
    end)

    it("know the places of decimals", function()
      assert.equal(0.0025, of("var(x)", { "0.10", "0.15", "0.20" }, "decimal"))
      assert.equal(0.05, of("sd(x)", { "0.10", "0.15", "0.20" }, "decimal"))
    end)

    it("are missing where floats end, each by itself", function()
      local values <const> = { 1e308, -1e308 }
      assert.is_nil(of("var(x)", values, "real"))
      assert.near(1.4142135623730951, of("sd(x)", values, "real") / 1e308, 1e-15)
    end)

    it("keep the unit where it is one", function()
      local t <const> = native.table({ { name = "x", unit = "kg", values = { 1, 2 } } }, 2)
      local units <const> = {}
      for _, column in ipairs(t:agg({ q = "quantile(x, 0.1)", s = "sd(x)", v = "var(x)",
        m = "median(x)", c = "corr(x, x)" }):schema()) do
        units[column.name] = column.unit
        assert.equal("real", column.type)
      end
      assert.same({ q = "kg", s = "kg", m = "kg" }, units)
    end)
  end)

  describe("corr", function()
    it("is one on any rising line and minus one on any falling one", function()
      local t <const> = pairs_of({ 1, 2, 3, 5 }, { 10, 20, 30, 50 }, 4)
      assert.equal(1.0, t:agg({ r = "corr(x, y)" }):value())
      assert.equal(-1.0, t:agg({ r = "corr(x, 7 - y / 3)" }):value())
      assert.equal(1.0, t:agg({ r = "corr(x * 1e-300, y * 1e300)" }):value())
    end)

    -- Anscombe (1973), his first set: r = 0.81642051634484
    it("gives the published figure for Anscombe's quartet", function()
      local t <const> = native.table({
        { name = "x", values = { 10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5 } },
        { name = "y", type = "decimal", values = { "8.04", "6.95", "7.58", "8.81", "8.33", "9.96",
          "7.24", "4.26", "10.84", "4.82", "5.68" } } }, 11)
      assert.near(0.81642051634484, t:agg({ r = "corr(x, y)" }):value(), 1e-14)
      assert.equal(t:agg({ r = "corr(x, y)" }):value(), t:agg({ r = "corr(y, x)" }):value())
    end)

    it("counts only pairs", function()
      local t <const> = pairs_of({ 1, 2, nil, 3, 1000 }, { 3, 2, 500, 1, nil }, 5)
      assert.equal(-1.0, t:agg({ r = "corr(x, y)" }):value())
    end)

    it("is missing of fewer than two pairs and where a side stands still", function()
      assert.is_nil(pairs_of({ 1, nil }, { 1, 2 }, 2):agg({ r = "corr(x, y)" }):value())
      assert.is_nil(pairs_of({ 1, 2 }, { 4, 4 }, 2):agg({ r = "corr(x, y)" }):value())
      assert.is_nil(pairs_of({ 0.1, 0.1 }, { 4, 5 }, 2):agg({ r = "corr(x, y)" }):value())
      assert.is_nil(pairs_of({}, {}, 0):agg({ r = "corr(x, y)" }):value())
    end)

    it("refuses what are no numbers", function()
      local t <const> = native.table({ { name = "m", type = "month", values = { "2025-01" } },
        { name = "x", values = { 1 } } }, 1)
      local ok <const>, raised <const> = pcall(t.agg, t, { r = "corr(x, m)" })
      assert.is_false(ok)
      assert.equal("formula: 'corr' wants a number, 'm' is month\n  corr(x, m)\n          ^",
        tostring(raised):match "formula: .*")
    end)
  end)

  it("any_value is the first present value, of any type", function()
    local t <const> = native.table({ { name = "k", values = { "a", "b", "a", "a" } },
      { name = "x", values = { nil, nil, "Mexico", "Peru" } } }, 4)
    assert.equal("k,v\na,Mexico\nb,\n", t:by("k"):agg({ v = "any_value(x)" }):csv())
  end)

  it("stands inside formulas and filters what was grouped", function()
    local t <const> = native.table({ { name = "k", values = { "a", "a", "b", "b" } },
      { name = "x", values = { 1, 3, 10, 10 } } }, 4)
    assert.equal("k,cv\na,0.7071067811865476\n",
      t:by("k"):agg({ cv = "sd(x) / mean(x)" }):where("cv > 0"):csv())
  end)

  it("prints as SQL and lists its calls", function()
    local f <const> = native.formula "quantile(x,$p) - median(x) > corr(x,y)*sd(x)/var(x)"
    assert.equal([[QUANTILE_CONT("x", :p) - QUANTILE_CONT("x", 0.5) > ]]
      .. [[CORR("x", "y") * STDDEV_SAMP("x") / NULLIF(VAR_SAMP("x"), 0)]], f:sql())
    assert.same({ "quantile(x, $p)", "median(x)", "corr(x, y)", "sd(x)", "var(x)" },
      f:aggregates())
    assert.same({ "x", "y" }, f:columns())
    assert.same({ "p" }, f:params())
  end)

  it("has the same bits for any number of threads", function()
    local n <const>, threads <const> = 150000, native.threads()
    local keys <const>, xs <const>, ys <const> = {}, {}, {}
    for i = 1, n do
      local z <const> = i * 0x9E3779B97F4A7C15
      keys[i], xs[i], ys[i] = "k" .. (z >> 60), (z >> 11) * 1e-7 - 3e8, (z * z >> 40) % 9973 / 7
    end
    local t <const> = native.table({ { name = "k", values = keys },
      { name = "x", type = "real", values = xs }, { name = "y", type = "real", values = ys } }, n)
    local made <const> = {}
    for i, count in ipairs { 1, 2, 8 } do
      native.threads(count)
      made[i] = t:by("k"):agg({ a = "median(x)", b = "quantile(y, 0.99)", c = "sd(x)",
        d = "var(y)", e = "corr(x, y)" }):csv()
    end
    native.threads(threads)
    assert.equal(made[1], made[2])
    assert.equal(made[1], made[3])
  end)
end)
