local ingot = require "ingot"
local raised = require "support.raised"

local S <const> = ingot.series

-- Whole numbers of a recipe that R can follow: trend, season, and noise of a generator.
local function recipe(n)
  local values, state = {}, 20110
  for i = 1, n do
    state = (state * 16807) % 2147483647
    values[i] = 1000 + 3 * i + 40 * ((i * 5) % 12) + state % 101
  end
  return values
end

local function series(values, from)
  return S { name = "output", from = from or "2010-01", values = values, unit = "kt" }
end

local function largest(list, other)
  local most = 0
  for i, x in ipairs(list) do
    most = math.max(most, math.abs(x - (other and other[i] or 0)))
  end
  return most
end

-- Runs lines of R, and gives what they print as numbers by line; nil without R.
local function r(lines)
  local found <const> = os.execute "command -v Rscript >/dev/null 2>&1"
  if not found then
    return nil
  end
  local pipe <const> = io.popen("Rscript --vanilla -e '" .. lines .. "'")
  local rows <const> = {}
  for line in pipe:lines() do
    local row <const> = {}
    for word in line:gmatch "%S+" do
      row[#row + 1] = tonumber(word)
    end
    rows[#rows + 1] = row
  end
  pipe:close()
  return rows
end

-- Series as R ships them, settings as R has them, and as we do. Robust ones have an odd number of
-- values: of an even number R's partial sort does not always give the median.
local published <const> = {
  { "co2", 's.window = "periodic"', {} },
  { "co2", "s.window = 7", { window = 7 } },
  { "co2", "s.window = 21, s.degree = 1, t.window = 61", { window = 21, degrees = { 1, 1, 1 }, trend = 61 } },
  { "window(co2, end = c(1997, 11))", "s.window = 21, robust = TRUE", { window = 21, robust = true } },
  { "nottem", 's.window = "periodic"', { window = "periodic" } },
  { "window(nottem, end = c(1939, 11))", 's.window = "periodic", robust = TRUE', { robust = true } },
  { "log(AirPassengers)", "s.window = 7, s.degree = 1, t.degree = 0, l.degree = 1",
    { window = 7, degrees = { 1, 0, 1 } } },
  { "window(log(AirPassengers), start = c(1949, 2))", "s.window = 9, robust = TRUE",
    { window = 9, robust = true } },
  { "UKDriverDeaths", "s.window = 13, t.window = 31, s.jump = 1, t.jump = 1, l.jump = 1, inner = 3",
    { window = 13, trend = 31, jumps = { 1, 1, 1 }, inner = 3 } },
  { "window(UKDriverDeaths, end = c(1984, 11))", "s.window = 13, t.window = 31, robust = TRUE",
    { window = 13, trend = 31, robust = true } },
  { "window(UKgas, start = c(1960, 2))", "s.window = 7, robust = TRUE", { window = 7, robust = true } },
  { "ldeaths", "s.window = 9, l.window = 25, t.window = 601",
    { window = 9, low_pass = 25, trend = 601 } },
}

describe("ingot.series.stl", function()
  it("agrees with R's stl on the series that R ships", function()
    for _, case in ipairs(published) do
      local rows = r(([[x <- %s; z <- stl(x, %s); p <- z$time.series
        cat(start(x), frequency(x), "\n")
        cat(sprintf("%%.17g %%.17g %%.17g %%.17g %%.17g\n", as.numeric(x), p[, 1], p[, 2], p[, 3],
          z$weights), sep = "")]]):format(case[1], case[2]))
      if not rows then
        pending "R is not installed (r-base-core)"
      end
      local year, place, frequency = table.unpack(table.remove(rows, 1))
      local columns = { {}, {}, {}, {}, {} }
      for i, row in ipairs(rows) do
        for c, x in ipairs(row) do
          columns[c][i] = x
        end
      end
      local from = (frequency == 4 and "%d-Q%d" or "%d-%02d"):format(year, place)
      local parts = S.stl(series(columns[1], from), case[3])
      for c, part in ipairs { parts.seasonal, parts.trend, parts.remainder } do
        assert.is_true(largest(part.values, columns[c + 1]) < 1e-8, case[1] .. ": " .. case[2])
      end
      assert.is_true(largest(parts.weights, columns[5]) < 1e-8, case[1] .. ": " .. case[2])
    end
  end)

  it("gives what R's stl gave for a series by a recipe", function()
    local expected = {
      { options = {}, rows = {
        [1] = { -17.13737090159, 1275.30351282, -8.166141917958, 1 },
        [2] = { 202.6782727611, 1278.319044017, 13.00268322183, 1 },
        [30] = { 9.539038799334, 1363.379207647, 38.08175355324, 1 },
        [58] = { -147.2097345747, 1442.886726106, -34.67699153089, 1 },
        [59] = { 62.33213963221, 1445.858222846, 28.80963752184, 1 },
      } },
      { options = { window = 7, robust = true }, rows = {
        [1] = { -26.43635049661, 1279.120784444, -2.684433946951, 0.9953313375004 },
        [2] = { 208.378929577, 1281.590410902, 4.03065952143, 0.990443177666 },
        [30] = { 16.70963467058, 1354.491084393, 39.79928093634, 0.4310332637214 },
        [58] = { -134.7722824162, 1435.486530701, -39.71424828488, 0.3946856435184 },
        [59] = { 40.14485579135, 1437.27290263, 59.58224157823, 0.1331331318125 },
      } },
      { options = { window = 9, degrees = { 1, 0, 1 } }, rows = {
        [1] = { -25.63667129518, 1296.043490949, -20.40681965402, 1 },
        [2] = { 205.7502513801, 1296.452414701, -8.202666081263, 1 },
        [30] = { 11.51846453018, 1362.910653855, 36.57088161442, 1 },
        [58] = { -150.6787398247, 1424.966271276, -13.28753145134, 1 },
        [59] = { 70.04936635009, 1425.290164997, 41.66046865313, 1 },
      } },
    }
    for _, case in ipairs(expected) do
      local parts = S.stl(series(recipe(59)), case.options)
      for place, row in pairs(case.rows) do
        for c, part in ipairs { parts.seasonal, parts.trend, parts.remainder } do
          assert.is_true(math.abs(part.values[place] - row[c]) < 1e-8, place)
        end
        assert.is_true(math.abs(parts.weights[place] - row[4]) < 1e-8, place)
      end
    end
  end)

  it("takes data apart without rest", function()
    for _, options in ipairs { {}, { window = 9 }, { robust = true }, { window = 7, log = true } } do
      local s = series(recipe(100))
      local parts = S.stl(s, options)
      for i, x in ipairs(s.values) do
        local whole = parts.seasonal.values[i] + parts.trend.values[i] + parts.remainder.values[i]
        local y = options.log and math.log(x) or x
        assert.is_true(math.abs(whole - y) <= 4 * 2.3e-16 * math.abs(y) * 4)
        local adjusted = y - parts.seasonal.values[i]
        assert.is_true(math.abs(parts.adjusted.values[i]
          - (options.log and math.exp(adjusted) or adjusted)) < 1e-9)
      end
      assert.is_true(parts.adjusted.adjusted)
      assert.equal("kt", parts.adjusted.unit)
      assert.equal(options.log and "" or "kt", parts.trend.unit)
    end
  end)

  it("has a periodic season that is the same in all years and comes to about nothing", function()
    local parts = S.stl(series(recipe(120)))
    local season, total, size = parts.seasonal.values, 0, 0
    for i = 13, 120 do
      assert.is_true(math.abs(season[i] - season[i - 12]) < 1e-9)
    end
    for i = 1, 12 do
      total, size = total + season[i], math.max(size, math.abs(season[i]))
    end
    assert.is_true(math.abs(total / 12) < 0.01 * size)
  end)

  it("follows shifts and scales, and leaves a pure line and season alone", function()
    local values, moved = recipe(100), {}
    for i, x in ipairs(values) do
      moved[i] = 7 - 2.5 * x
    end
    for _, options in ipairs { { window = 9 }, { robust = true } } do
      local one, two = S.stl(series(values), options), S.stl(series(moved), options)
      for i = 1, #values do
        assert.is_true(math.abs(two.seasonal.values[i] + 2.5 * one.seasonal.values[i]) < 1e-8)
        assert.is_true(math.abs(two.trend.values[i] - 7 + 2.5 * one.trend.values[i]) < 1e-8)
        assert.is_true(math.abs(two.weights[i] - one.weights[i]) < 1e-8)
      end
    end
    local pure = {}
    for i = 1, 96 do
      pure[i] = 100 + 2 * i + 10 * ((i * 5) % 12 - 5.5)
    end
    assert.is_true(largest(S.stl(series(pure)).remainder.values) < 1.5)
  end)

  it("does not look at what calendar month a series begins in", function()
    local one, two = S.stl(series(recipe(90))), S.stl(series(recipe(90), "2011-06"))
    assert.same(one.trend.values, two.trend.values)
  end)

  it("resists an outlier where it is robust", function()
    local values, struck = recipe(119), recipe(119)
    struck[60] = struck[60] + 5000
    local function shift(options)
      return largest(S.stl(series(values), options).trend.values,
        S.stl(series(struck), options).trend.values)
    end
    assert.is_true(shift {} > 100)
    assert.is_true(shift { robust = true } < 5)
    assert.equal(0.0, S.stl(series(struck), { robust = true }).weights[60])
  end)

  it("takes quarters, whose season has four of them", function()
    local s = S { name = "gdp", from = "2015-Q2", values = { 5, 9, 1, 3, 6, 10, 2, 4, 7, 11, 3, 5 } }
    local parts = S.stl(s)
    assert.equal(4, parts.plan.period)
    assert.is_true(math.abs(parts.seasonal:at "2016-Q1" - parts.seasonal:at "2017-Q1") < 1e-12)
  end)

  it("refuses what it cannot take apart, naming series and month", function()
    local function message(s, options)
      return (raised(function() S.stl(s, options) end))
    end
    local gap = recipe(60)
    gap[14] = false
    assert.equal("HERE: stl: series 'output': 2011-02 has no value", message(series(gap)))
    gap[14] = 0
    assert.equal("HERE: stl: series 'output': 2011-02 is 0, a value above 0 expected",
      message(series(gap), { log = true }))
    gap[14] = -2.5
    assert.equal("HERE: stl: series 'output': 2011-02 is -2.5, a value above 0 expected",
      message(series(gap), { log = true }))
    assert.equal("HERE: stl: series 'output': 25 months or more expected, got 24",
      message(series(recipe(24))))
    assert.equal("HERE: stl: series 'output' is by the year, which has no season",
      message(series(recipe(30), "1990")))
    assert.equal("HERE: stl: window: \"periodic\" or an odd number from 3 expected, got 8",
      message(series(recipe(60)), { window = 8 }))
    assert.equal("HERE: stl: unknown option 'robost' (did you mean 'robust'?)",
      message(series(recipe(60)), { robost = true }))
    assert.equal("HERE: stl: a series expected, as ingot.series(data, \"al_output\"), got table",
      message(recipe(60)))
    local joint = S { name = "output", from = "2010-01", values = { false, table.unpack(recipe(60), 2) },
      joint = true }
    assert.equal("HERE: stl: series 'output': 2010-02 holds January and February together; "
      .. "ingot.series.split_joint splits them", message(joint))
  end)

  it("takes a constant series: no season, no remainder", function()
    local flat = {}
    for i = 1, 60 do
      flat[i] = 5
    end
    local parts = S.stl(series(flat), { robust = true })
    assert.is_true(largest(parts.seasonal.values) < 1e-12)
    assert.is_true(largest(parts.remainder.values) < 1e-12)
  end)

  it("is quick: 600 months, robust", function()
    local s = series(recipe(600), "1970-01")
    local best = math.huge
    for _ = 1, 5 do
      local start = os.clock()
      S.stl(s, { window = 13, robust = true })
      best = math.min(best, os.clock() - start)
    end
    assert.is_true(best < 0.1, ("%.1f ms"):format(best * 1000))
  end)
end)

describe("ingot.series.adjust", function()
  it("takes the season out, and an adjusted series as it is", function()
    local s = series(recipe(60))
    local adjusted = S.adjust(s, { window = 9 })
    assert.same(S.stl(s, { window = 9 }).adjusted.values, adjusted.values)
    assert.equal(adjusted, S.adjust(adjusted))
    local published_so = S { name = "pmi", from = "2020-01", values = { 50.1, 49.8 }, adjusted = true }
    assert.equal(published_so, S.adjust(published_so))
  end)
end)

describe("Lunar New Year before STL", function()
  local function struck(beta, log)
    local values = recipe(132)
    local s = series(values, "2015-01")
    local days = require("ingot.series.holiday").days(s)
    for i = 1, #values do
      values[i] = log and values[i] * math.exp(beta * days[i]) or values[i] + beta * days[i]
    end
    return series(values, "2015-01"), s, days
  end

  it("is days in the window less their usual number in that month", function()
    local _, _, days = struck(0)
    local calendar, total = ingot.calendar, 0
    for year = 2000, 2035 do
      total = total + calendar.holiday_days(("%d-02"):format(year))
    end
    assert.is_true(math.abs(days[2] - (calendar.holiday_days "2015-02" - total / 36)) < 1e-12)
    assert.equal(0, days[6])
  end)

  it("is estimated by least squares on the irregular: the effect put in comes out", function()
    local one, none = struck(-9), struck(0)
    local with = S.stl(one, { holiday = true }).holiday
    local without = S.stl(none, { holiday = true }).holiday
    assert.is_true(math.abs(with.coefficient - without.coefficient + 9) < 1e-9) -- it is linear
    assert.is_true(math.abs(with.coefficient + 9) < 3 * with.standard_error)
    assert.is_true(with.t < -5)
    assert.equal("kt a day", with.unit)
    assert.is_true(with.rounds <= 2)
  end)

  it("is a part of the data beside season, trend and remainder", function()
    local one = struck(-9)
    local parts = S.stl(one, { holiday = true })
    for i, x in ipairs(one.values) do
      local whole = parts.holiday.effect.values[i] + parts.seasonal.values[i] + parts.trend.values[i]
        + parts.remainder.values[i]
      assert.is_true(math.abs(whole - x) < 1e-9)
    end
  end)

  it("leaves the irregular uncorrelated with the holiday, which makes it least", function()
    local one = struck(-9)
    local function squares(parts)
      local total = 0
      for _, x in ipairs(parts.remainder.values) do
        total = total + x * x
      end
      return total
    end
    local least = squares(S.stl(one, { holiday = true }))
    local beta = S.stl(one, { holiday = true }).holiday.coefficient
    for _, off in ipairs { -0.5, 0.5 } do
      local values = {}
      local _, _, days = struck(0)
      for i, x in ipairs(one.values) do
        values[i] = x - (beta + off) * days[i]
      end
      assert.is_true(squares(S.stl(series(values, "2015-01"))) > least)
    end
  end)

  it("works with logarithms, robustly, and with another window", function()
    local one = struck(-0.004, true)
    local effect = S.stl(one, { log = true, robust = true, holiday = true }).holiday
    assert.is_true(math.abs(effect.coefficient + 0.004) < 0.002)
    assert.equal("log a day", effect.unit)
    local other = S.stl(one, { log = true, holiday = { before = 3, after = 10 } }).holiday
    assert.not_equal(effect.days[2], other.days[2])
  end)

  it("is of quarters as well: the first has most of the window", function()
    local s = series(recipe(44), "2015-Q1")
    local effect = S.stl(s, { holiday = true }).holiday
    assert.equal(0, effect.days[2])
    assert.equal(0, effect.days[5] - effect.days[1] - (ingot.calendar.holiday_days "2016-Q1"
      - ingot.calendar.holiday_days "2015-Q1"))
  end)

  it("is known from 2000 to 2035", function()
    assert.equal("HERE: holiday: series 'output': 1999-11: Lunar New Year is known from 2000 to 2035",
      (raised(function() S.stl(series(recipe(60), "1999-11"), { holiday = true }) end)))
  end)
end)
