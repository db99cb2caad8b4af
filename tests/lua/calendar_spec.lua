-- Lunar New Year, the days around it, and days that count.

local calendar = require "ingot.calendar"
local raised = require "support.raised"

local PUBLISHED <const> = "../shared/reference/indices/gacc/lunar_new_year_2000_2035.csv"

-- The published days: { { year = 2000, date = "2000-02-05", days = { 1, 25, 0 } }, … }, or nil.
local function published()
  local file <const> = io.open(PUBLISHED)
  if not file then
    return nil
  end
  local list <const> = {}
  for line in file:lines() do
    local year <const>, date <const>, january <const>, february <const>, march <const> =
      line:match "^(%d+),([%d-]+),(%d+),(%d+),(%d+)"
    if year then
      list[#list + 1] = {
        year = tonumber(year), date = date,
        days = { tonumber(january), tonumber(february), tonumber(march) },
      }
    end
  end
  file:close()
  return list
end

describe("ingot.calendar", function()
  it("knows Lunar New Year of 2000 to 2035", function()
    assert.equal("2000-02-05", calendar.lunar_new_year(2000))
    assert.equal("2025-01-29", calendar.lunar_new_year(2025))
    assert.equal("2035-02-08", calendar.lunar_new_year(2035))
  end)

  it("has the days that libraries are wrong about", function()
    assert.equal("2027-02-06", calendar.lunar_new_year(2027))
    assert.equal("2030-02-03", calendar.lunar_new_year(2030))
  end)

  it("agrees with the moon: years of 354 or 355 days, or of 383 to 385 with a leap month", function()
    local days <const> = require "ingot.period.days"
    local function number(year)
      local month <const>, day <const> = calendar.lunar_new_year(year):match "%-(%d+)%-(%d+)"
      return days.number(year, tonumber(month), tonumber(day))
    end
    local possible <const> = { [353] = 1, [354] = 1, [355] = 1, [383] = 1, [384] = 1, [385] = 1 }
    for year = 2000, 2034 do
      assert.truthy(possible[number(year + 1) - number(year)], year)
    end
  end)

  it("agrees with the published days and windows of 36 years", function()
    local list <const> = published()
    if not list then
      pending("without " .. PUBLISHED)
      return
    end
    assert.equal(36, #list)
    for _, row in ipairs(list) do
      assert.equal(row.date, calendar.lunar_new_year(row.year))
      for month, expected in ipairs(row.days) do
        local within <const> = ("%d-%02d"):format(row.year, month)
        assert.same({ within, expected }, { within, calendar.holiday_days(within) })
      end
    end
  end)

  it("counts the days of a period in the window", function()
    assert.equal(8, calendar.holiday_days "2025-01")
    assert.equal(18, calendar.holiday_days "2025-02")
    assert.equal(26, calendar.holiday_days "2025-01..02")
    assert.equal(0, calendar.holiday_days "2025-04")
    assert.equal(26, calendar.holiday_days "2025")
    assert.equal(27, calendar.holiday_days "2024-03..2025-12") -- 1 March 2024 is the last of 26
    assert.equal(7, calendar.holiday_days("2025-01..02", { before = 0, after = 6 }))
    assert.equal(1, calendar.holiday_days("2025-01", { before = 0, after = 0 }))
  end)

  it("takes the days in the window off, all or in part", function()
    assert.equal(23, calendar.effective_days "2025-01")
    assert.equal(10, calendar.effective_days "2025-02")
    assert.equal(30, calendar.effective_days "2025-04")
    assert.equal(19, calendar.effective_days("2025-02", { weight = 0.5 }))
    assert.equal(28, calendar.effective_days("2025-02", { weight = 0 }))
  end)

  it("says whether the holiday touches a period", function()
    assert.is_true(calendar.has_holiday "2025-01")
    assert.is_false(calendar.has_holiday "2025-03")
    assert.is_true(calendar.has_holiday "2026-03")
  end)

  it("has a window for a whole desk, which can be taken back", function()
    calendar.window { after = 6, weight = 0.5 }
    assert.equal(12, calendar.holiday_days "2025-01..02")
    assert.equal(26, calendar.effective_days "2025-02")
    assert.equal(19, calendar.effective_days("2025-02", { after = 20 }))
    calendar.window {}
    assert.equal(26, calendar.holiday_days "2025-01..02")
    assert.equal("HERE: window: after: days as integer from 0 to 60 expected, got 61",
      raised(function() calendar.window { after = 61 } end))
    assert.equal("HERE: window: a table expected, as { before = 5, after = 20, weight = 1 }, got nil",
      raised(function() calendar.window() end))
    assert.equal(26, calendar.holiday_days "2025-01..02")
  end)

  it("says of which periods it knows the holiday", function()
    assert.is_nil(calendar.unknown "2000-01")
    assert.is_nil(calendar.unknown "2035")
    assert.equal("Lunar New Year is known from 2000 to 2035", calendar.unknown "2035-12..2036-01")
    assert.equal("Lunar New Year is known from 2000 to 2035", calendar.unknown "1999-12")
  end)

  it("refuses years it does not know, and windows that are none", function()
    assert.equal("HERE: lunar_new_year: Lunar New Year is known from 2000 to 2035, not of 1999",
      raised(function() calendar.lunar_new_year(1999) end))
    assert.equal("HERE: lunar_new_year: a year as integer expected, got 2025-01",
      raised(function() calendar.lunar_new_year("2025-01") end))
    assert.equal("HERE: holiday_days: Lunar New Year is known from 2000 to 2035, not of 2036",
      raised(function() calendar.holiday_days("2035-12..2036-01") end))
    assert.equal("HERE: holiday_days: unknown option 'befor' (did you mean 'before'?)",
      raised(function() calendar.holiday_days("2025-01", { befor = 1 }) end))
    assert.equal("HERE: holiday_days: before: days as integer from 0 to 20 expected, got -1",
      raised(function() calendar.holiday_days("2025-01", { before = -1 }) end))
    assert.equal("HERE: effective_days: weight: number from 0 to 1 expected, got 2",
      raised(function() calendar.effective_days("2025-01", { weight = 2 }) end))
    assert.equal("HERE: '2025-13' is not a period: there is no month 13",
      raised(function() calendar.holiday_days("2025-13") end))
  end)
end)
