local ingot = require "ingot"
local raised = require "support.raised"
local reference = require "support.reference"

local S <const> = ingot.series

local function series(values, from, options)
  options = options or {}
  options.name, options.from, options.values, options.unit = "output", from or "2024-01", values, "kt"
  return S(options)
end

-- Values with the flags behind them: "30 joint".
local function shown(s)
  local list = {}
  for i, x in ipairs(s.values) do
    list[i] = (x and ("%.10g"):format(x) or "-") .. (s.flags[i] and " " .. s.flags[i] or "")
  end
  return list
end

describe("ingot.series.months_of_ytd", function()
  it("takes a month as the difference to the month before, a year at a time", function()
    local s = series({ 10, 30, 60, 100, 150, 210, 280, 360, 450, 550, 660, 780, 11, 23 })
    assert.same({ 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 11, 12 },
      S.months_of_ytd(s).values)
  end)

  it("has February hold January as well where January was not released", function()
    assert.same({ "-", "30 joint", "30", "40" }, shown(S.months_of_ytd(series { false, 30, 60, 100 })))
    assert.same({ "30 joint", "30" }, shown(S.months_of_ytd(series({ 30, 60 }, "2024-02"))))
  end)

  it("does not know a month behind one that is not known", function()
    assert.same({ "10", "20", "-", "-", "50" },
      shown(S.months_of_ytd(series { 10, 30, false, 100, 150 })))
    assert.same({ "-", "40" }, shown(S.months_of_ytd(series({ 60, 100 }, "2024-03"))))
  end)

  it("goes by the same rules as tables do", function()
    local values = { false, 30, 60, 100, false, 210, 280 }
    local months, ytd = {}, {}
    for i, x in ipairs(values) do
      if x then
        months[#months + 1], ytd[#ytd + 1] = ("2024-%02d"):format(i), x
      end
    end
    local singles = ingot.months_of_ytd(ingot.table { month = months, output = ytd }, { "output" })
    local by_table = {}
    for row in singles:rows() do
      by_table[tostring(row.month)] = row.output
    end
    local by_series = S.months_of_ytd(series(values))
    for i = 1, #values do
      assert.equal(by_table[("2024-%02d"):format(i)] or false, by_series.values[i], i)
    end
  end)

  it("carries a flag on to the differences it enters", function()
    local s = series({ 10, 30, 60 }, "2024-01", { flags = { [2] = "projected" } })
    assert.same({ "10", "20 projected", "30 projected" }, shown(S.months_of_ytd(s)))
  end)

  it("is of months", function()
    assert.equal("HERE: months_of_ytd: series 'output' is by the quarter, by the month expected",
      (raised(function() S.months_of_ytd(series({ 1, 2 }, "2024-Q1")) end)))
  end)
end)

describe("ingot.series.split_joint", function()
  local two_years = { 40, 60, 55, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, 120, 70 }

  it("splits by the shares of the last year with single months", function()
    local s = S.split_joint(series(two_years, "2023-01", { joint = true }))
    assert.same({ "48 imputed", "72 imputed", "70" }, { table.unpack(shown(s), 13) })
    assert.same({ "40", "60", "55" }, { table.unpack(shown(s), 1, 3) })
  end)

  it("looks past years that were joint themselves", function()
    local values = table.move(two_years, 1, 14, 1, {})
    for i = 15, 24 do
      values[i] = 1
    end
    values[25], values[26] = false, 200
    local s = S.split_joint(series(values, "2023-01", { joint = true }))
    assert.same({ "80 imputed", "120 imputed" }, { table.unpack(shown(s), 25) })
  end)

  it("splits by days, by days outside the holiday, or not at all", function()
    local s = series({ false, 59 }, "2025-01", { joint = true })
    assert.same({ "31 imputed", "28 imputed" }, shown(S.split_joint(s, "days")))
    local calendar = ingot.calendar
    local one, two = calendar.effective_days "2025-01", calendar.effective_days "2025-02"
    local split = S.split_joint(s, "effective_days")
    assert.is_true(math.abs(split.values[1] - 59 * one / (one + two)) < 1e-12)
    assert.equal(59.0, split.values[1] + split.values[2])
    assert.same({ "59 imputed", "59 imputed" }, shown(S.split_joint(s, "same")))
    assert.is_nil(S.split_joint(s, "same").changed) -- the flags say which values are other ones
  end)

  it("leaves other gaps, and years that are not said to be joint", function()
    local values = { false, 30, false, 40 }
    assert.same({ "-", "30", "-", "40" }, shown(S.split_joint(series(values))))
    assert.same({ "-", "30", "-", "40" },
      shown(S.split_joint(series(values, "2024-01", { joint = { 2023 } }))))
    assert.same({ "31 imputed", "29 imputed", "-", "40" }, shown(S.split_joint(
      series({ false, 60, false, 40 }, "2024-01", { joint = { 2024 } }), "days")))
  end)

  it("says what it lacks, with series and month", function()
    local s = series({ false, 30 }, "2024-01", { joint = true })
    assert.equal("HERE: split_joint: series 'output': no year before 2024 has single months of January "
      .. "and February", (raised(function() S.split_joint(s) end)))
    assert.equal("HERE: split_joint: unknown way to split 'day' (did you mean 'days'?)",
      (raised(function() S.split_joint(s, "day") end)))
    local nothing = series({ 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, false, 5 }, "2023-01", { joint = true })
    assert.equal("HERE: split_joint: series 'output': 2023-01 and 2023-02 are 0 together",
      (raised(function() S.split_joint(nothing) end)))
  end)

  it("makes a series whole for the tools that need one", function()
    local values = {}
    for i = 1, 36 do
      values[i] = 100 + i
    end
    values[13], values[14] = false, 230
    local s = series(values, "2022-01", { joint = true })
    assert.equal(36, #S.stl(S.split_joint(s, "days")).trend.values)
    assert.same({ "imputed", "imputed" }, { table.unpack(S.adjust(S.split_joint(s)).flags, 13, 14) })
  end)
end)

describe("ingot.series.comparable", function()
  local function growth(values, from)
    return S { name = "published", from = from or "2025-01", values = values, unit = "%" }
  end

  it("gives the base that level and published growth imply, a year before", function()
    local found = S.comparable(series({ 110, 210 }, "2025-01"), growth { 10, 5 })
    assert.equal("output comparable base, 2024-01 to 2024-02", tostring(found.base))
    assert.is_true(math.abs(found.base:at "2024-01" - 100) < 1e-12)
    assert.is_true(math.abs(found.base:at "2024-02" - 200) < 1e-12)
  end)

  it("says how far published growth is from that of the levels", function()
    local levels = {}
    for i = 1, 13 do
      levels[i] = 100
    end
    levels[13] = 104
    local found = S.comparable(series(levels), growth { 6.5 })
    assert.is_true(math.abs(found.growth:at "2025-01" - 4) < 1e-12)
    assert.is_true(math.abs(found.gap:at "2025-01" - 2.5) < 1e-12)
    assert.is_nil(found.gap:at "2024-12")
    assert.same({ "%", "pp" }, { found.growth.unit, found.gap.unit })
  end)

  it("chains levels back from the last year by the published growth", function()
    local levels, rates = {}, {}
    for i = 1, 36 do
      levels[i], rates[i] = 100 + i, i
    end
    local s = series(levels)
    local found = S.comparable(s, growth(rates, "2024-01"))
    assert.equal(s:at "2026-03", found.level:at "2026-03")
    local before = s:at "2026-03" / (1 + rates[27] / 100)
    assert.is_true(math.abs(found.level:at "2025-03" - before) < 1e-12)
    assert.is_true(math.abs(found.level:at "2024-03" - before / (1 + rates[15] / 100)) < 1e-12)
  end)

  it("holds joint months against joint ones only", function()
    local values = { 40, 60, 55, 1, 1, 1, 1, 1, 1, 1, 1, 1, false, 120 }
    local found = S.comparable(series(values, "2023-01", { joint = true }), growth({ 20 }, "2024-02"))
    assert.is_nil(found.growth:at "2024-02")
    assert.is_true(math.abs(found.base:at "2023-02" - 100) < 1e-12)
    assert.equal("joint", found.base.flags[14])
    assert.equal("joint", found.level.flags[2])
  end)

  it("finds the published gaps of investment in 2017", function()
    local rows = reference.rows "gacc/fai_ytd_growth_official_vs_level_implied_2017.csv"
    if not rows then
      pending(reference.ABSENT)
    end
    for _, row in ipairs(rows) do
      local official, implied = tonumber(row.official_ytd_yoy_pct), tonumber(row.computed_from_published_levels_pct)
      local values = {}
      for i = 1, 12 do
        values[i] = 100
      end
      values[13] = 100 + implied
      local year, month = row.month:match "(%d+)-(%d+)"
      local from = ("%d-%s"):format(year - 1, month)
      local found = S.comparable(series(values, from), growth({ official }, row.month))
      assert.is_true(math.abs(found.gap:at(row.month) - (official - implied)) < 1e-9)
    end
  end)

  it("refuses a growth that has no base, and another frequency", function()
    assert.equal("HERE: comparable: series 'published': 2025-01 is -100%, a growth above -100% expected",
      (raised(function() S.comparable(series({ 1 }, "2025-01"), growth { -100 }) end)))
    assert.equal("HERE: comparable: series 'published' is by the quarter, by the month expected",
      (raised(function() S.comparable(series({ 1 }, "2025-01"), growth({ 1 }, "2025-Q1")) end)))
  end)
end)
