local period = require "ingot.period"
local raised = require "support.raised"

local function texts(list)
  local out = {}
  for i, p in ipairs(list) do out[i] = tostring(p) end
  return table.concat(out, " ")
end

-- Days by stepping through the calendar with os.time, at noon UTC-independent local time.
local function days_by_clock(p)
  local from = os.time { year = p.from // 12, month = p.from % 12 + 1, day = 1, hour = 12 }
  local to = os.time { year = p.to // 12, month = p.to % 12 + 2, day = 1, hour = 12 }
  return math.floor((to - from) / 86400 + 0.5)
end

describe("ingot.period", function()
  it("reads months, quarters, half years, years and ranges", function()
    local cases = {
      ["2025-04"] = { "month", 24303, 24303 }, ["2025-Q2"] = { "quarter", 24303, 24305 },
      ["2025-H2"] = { "half", 24306, 24311 }, ["2025"] = { "year", 24300, 24311 },
      ["2025-01..04"] = { "range", 24300, 24303 }, ["2024-11..2025-02"] = { "range", 24298, 24301 },
    }
    for text, expected in pairs(cases) do
      local p = period(text)
      assert.same(expected, { p.kind, p.from, p.to })
      assert.equal(text, tostring(p))
    end
    assert.equal(2025, period("2025-Q2").year)
    assert.equal(period "2025-Q2", period "2025-q2")
  end)

  it("reads the first months and quarters of a year", function()
    local cases = {
      ["2025-01..04"] = { "the first four months of 2025", "First 4 months of 2025", "2025年前4个月",
        "2025年前四个月" },
      ["2025-01..09"] = { "the first three quarters of 2025", "2025年前三季度", "2025年前三个季度" },
      ["2025-01..06"] = { "first two quarters of 2025", "2025年前两个季度" },
      ["2025-01..11"] = { "first eleven months of 2025", "2025年前十一个月" },
      ["2025-Q1"] = { "the first quarter of 2025" },
    }
    for text, list in pairs(cases) do
      for _, written in ipairs(list) do assert.equal(text, tostring(period(written))) end
    end
    assert.equal("'first 13 months of 2025' is not a period: there is no month 13",
      (select(2, period.parse "first 13 months of 2025")))
  end)

  it("names the month where one is written as in files", function()
    for _, text in ipairs { "2025-4", "2025/04", "202504", "2025.4" } do
      assert.equal(("'%s' is not a period (did you mean '2025-04'?): expected 2025-04, 2025-Q1, "
        .. "2025-H1, 2025, 2025-01..04 or 2024-11..2025-02, or words as April 2025 or 2025年1-4月")
        :format(text), (select(2, period.parse(text))))
    end
    assert.is_nil((select(2, period.parse "202513")):find "did you mean")
  end)

  it("refuses names it has not, and to be compared with a text", function()
    local april = period "2025-04"
    assert.equal("HERE: a period has no 'prevous' (did you mean 'previous'?)",
      (raised(function() return april.prevous end)))
    local message = 'HERE: a period is compared with a period, as ingot.period "2025-04", got string'
    assert.equal(message, (raised(function() return april < "2025-05" end)))
    assert.equal(message, (raised(function() return "2025-05" >= april end)))
  end)

  it("reads words, English and Chinese", function()
    local cases = {
      ["2025-04"] = { "April 2025", "Apr 2025", "apr. 2025", "April, 2025", "2025 April", "2025年4月",
        "2025年04月", "2025年四月", "2025年4月份", " 2025 年 4 月 " },
      ["2025-12"] = { "December 2025", "2025年12月", "2025年十二月" },
      ["2025-01..04"] = { "January to April 2025", "Jan-Apr 2025", "Jan – Apr 2025",
        "January through April 2025", "2025 Jan-Apr", "2025年1-4月", "2025年1月-4月", "2025年1—4月",
        "2025年1至4月", "2025年1～4月", "2025年一至四月" },
      ["2025-01..02"] = { "January-February 2025", "2025年1-2月" },
      ["2024-11..2025-02"] = { "November 2024 to February 2025", "Nov 2024 - Feb 2025",
        "2024年11月至2025年2月", "2024年11月至2025年2月" },
      ["2025-Q1"] = { "Q1 2025", "2025 Q1", "1Q 2025", "the first quarter of 2025", "first quarter 2025",
        "2025年一季度", "2025年第一季度", "2025年1季度" },
      ["2025-H2"] = { "H2 2025", "2H 2025", "2025 H2", "the second half of 2025", "2025年下半年" },
      ["2025"] = { "2025 full year", "full year 2025", "the full year 2025", "2025年", "2025年全年",
        "2025全年" },
    }
    for canonical, list in pairs(cases) do
      for _, text in ipairs(list) do
        assert.same({ text, period(canonical) }, { text, (period.parse(text)) })
      end
    end
  end)

  it("takes no text for a period that leaves its year or its end open", function()
    for _, text in ipairs { "", "April", "4月", "year", "2025 to", "the first half", "25-04", "1-4月",
      "April 20255", "Q5 2025", "2025年5季度", "13", "to", "of 2025 to April" } do
      assert.same({ text }, { text, (period.parse(text)) })
    end
  end)

  it("reads back whatever it prints, in both languages", function()
    local random = require "support.random" (4)
    for _ = 1, 400 do
      local from = random:below(12 * 90) + 12 * 1970
      local month = period.from_month(from)
      local range = month:through(period.from_month(from + random:below(30)))
      local year = month:full_year()
      for _, p in ipairs { month, range, year, period(("%d-Q%d"):format(month.year, from % 12 // 3 + 1)),
        period(("%d-H%d"):format(month.year, from % 12 // 6 + 1)) } do
        assert.equal(p, period(tostring(p)))
        assert.equal(p, period(p:text()))
        assert.equal(p, period(p:text "zh"))
      end
    end
  end)

  it("is one value however it was come by, and a table key", function()
    assert.is_true(rawequal(period "2025-04", period "2025-05" - 1))
    assert.is_true(rawequal(period "2025-04", period.from_month(24303)))
    assert.is_true(rawequal(period "2025-04", period(period "2025-04")))
    assert.equal("x", ({ [period "2025-04"] = "x" })[period "2025-04"])
  end)

  it("takes a range of one month for the month, and of all months for the year", function()
    assert.equal(period "2025-04", period "2025-04..04")
    assert.equal(period "2025", period "2025-01..12")
    assert.not_equal(period "2025-Q1", period "2025-01..03")
  end)

  it("cannot be changed", function()
    assert.error_matches(function() period("2025-04").from = 1 end, "a period cannot be changed$")
  end)

  it("says what is wrong with a text, and what it accepts", function()
    local cases = {
      ["April"] = "'April' is not a period: expected 2025-04, 2025-Q1, 2025-H1, 2025, 2025-01..04 "
        .. "or 2024-11..2025-02, or words as April 2025 or 2025年1-4月",
      ["Aprl 2025"] = "'Aprl 2025' is not a period (did you mean 'April'?): expected 2025-04, "
        .. "2025-Q1, 2025-H1, 2025, 2025-01..04 or 2024-11..2025-02, or words as April 2025 or "
        .. "2025年1-4月",
      ["2025年13月"] = "'2025年13月' is not a period: there is no month 13",
      ["2025年4-1月"] = "'2025年4-1月' is not a period: it ends before it begins",
      ["May 2025 to April 2025"] = "'May 2025 to April 2025' is not a period: it ends before it begins",
      ["2025-13"] = "'2025-13' is not a period: there is no month 13",
      ["2025-01..00"] = "'2025-01..00' is not a period: there is no month 00",
      ["2025-04..01"] = "'2025-04..01' is not a period: it ends before it begins",
      ["0000"] = "'0000' is not a period: there is no year 0000",
    }
    for text, expected in pairs(cases) do
      local none, message = period.parse(text)
      assert.is_nil(none)
      assert.equal(expected, message)
    end
    assert.equal("a period as text expected, got number", select(2, period.parse(202504)))
  end)

  it("raises at the line that calls it", function()
    local line = debug.getinfo(1, "l").currentline + 1
    local fine, message = pcall(function() return period "2025-13", 1 end)
    assert.is_false(fine)
    assert.equal(("tests/lua/period_spec.lua:%d: '2025-13' is not a period: there is no month 13")
      :format(line), message:match "tests/lua.*$")
  end)

  it("steps by its own length", function()
    assert.equal("2026-01", tostring(period "2025-12" + 1))
    assert.equal("2024-12", tostring(period "2025-01" - 1))
    assert.equal("2024-Q4", tostring(period "2025-Q1" - 1))
    assert.equal("2026-H1", tostring(period "2025-H2" + 1))
    assert.equal("2020", tostring(period "2025" - 5))
    assert.equal("2025-03..04", tostring(period "2025-01..02" + 1))
    assert.equal("2024-11..12", tostring(period("2025-01..02"):previous()))
    assert.equal("2024-01..04", tostring(period("2025-01..04"):year_ago()))
    assert.equal("2024-02", tostring(period("2025-02"):year_ago()))
  end)

  it("refuses steps that are no integers, and steps out of the calendar", function()
    assert.error_matches(function() return period "2025-04" + 0.5 end,
      "period %+ integer expected, got number$")
    assert.error_matches(function() return period "2025-04" - period "2025-03" end,
      "period %- integer expected, got table$")
    assert.error_matches(function() return period "9999-12" + 1 end,
      "9999%-12 %+1 months is not between 0001 and 9999$")
    assert.error_matches(function() period "2025-04":last(0) end,
      "last: positive integer expected, got 0$")
    assert.error_matches(function() period.from_month(3) end,
      "month: integer 12 to 119999 expected, got 3$")
  end)

  it("goes from January to its last month as year to date", function()
    assert.equal("2025-01..04", tostring(period("2025-04"):ytd()))
    assert.equal("2025-01", tostring(period("2025-01"):ytd()))
    assert.equal("2025", tostring(period("2025-12"):ytd()))
    assert.equal("2025-01..06", tostring(period("2025-Q2"):ytd()))
    assert.equal("2025-01..04", tostring(period("2025-01..04"):ytd()))
  end)

  it("lists the last periods in order, ending with itself", function()
    assert.equal("2024-12 2025-01 2025-02", texts(period("2025-02"):last(3)))
    assert.equal("2024-Q4 2025-Q1", texts(period("2025-Q1"):last(2)))
  end)

  it("counts and walks its months", function()
    local list = {}
    for month in period("2024-12..2025-02"):months() do list[#list + 1] = month end
    assert.equal("2024-12 2025-01 2025-02", texts(list))
    assert.equal(3, period("2024-12..2025-02"):count())
  end)

  it("goes from its first month through another period's last", function()
    assert.equal("2024-11..2025-02", tostring(period("2024-11"):through "2025-02"))
    assert.equal("2025", tostring(period("2025-Q1"):through "2025-Q4"))
    assert.equal("2025-04", tostring(period("2025-04"):through "2025-04"))
    assert.error_matches(function() period("2025-03"):through "2025-01" end,
      "through: 2025%-01 ends before 2025%-03 begins$")
  end)

  it("knows its year, and January and February of one", function()
    assert.equal("2025", tostring(period("2025-04"):full_year()))
    assert.equal("2025", tostring(period("2024-11..2025-02"):full_year()))
    assert.equal("2025-Q2", tostring(period("2025-04"):quarter()))
    assert.equal("2025-Q1", tostring(period("2024-11..2025-03"):quarter()))
    assert.equal("2025-01..02", tostring(period.joint(2025)))
  end)

  it("walks its quarters and years, if it is made of them", function()
    local list = {}
    for quarter in period("2024-07..2025-03"):quarters() do list[#list + 1] = quarter end
    assert.equal("2024-Q3 2024-Q4 2025-Q1", texts(list))
    list = {}
    for year in period("2023-01..2025-12"):years() do list[#list + 1] = year end
    assert.equal("2023 2024 2025", texts(list))
    assert.error_matches(function() period("2025-01..04"):quarters() end,
      "quarters: 2025%-01%.%.04 is not made of whole quarters$")
    assert.error_matches(function() period("2025-Q1"):years() end,
      "years: 2025%-Q1 is not made of whole years$")
  end)

  it("knows what it shares a month with", function()
    assert.is_true(period("2025-Q1"):overlaps "2025-03..05")
    assert.is_false(period("2025-Q1"):overlaps "2025-04")
  end)

  it("knows what lies in it", function()
    assert.is_true(period("2025-H1"):contains "2025-Q2")
    assert.is_true(period("2025-04"):contains(period "2025-04"))
    assert.is_false(period("2025-Q1"):contains "2025-01..04")
  end)

  it("counts days by the Gregorian calendar", function()
    assert.equal(28, period("1900-02"):days())
    assert.equal(29, period("2000-02"):days())
    for year = 1971, 2037 do
      for _, form in ipairs { "%d-02", "%d", "%d-Q1", "%d-11" } do
        local p = period(form:format(year))
        assert.equal(days_by_clock(p), p:days())
      end
    end
  end)

  it("orders by beginning, then by end", function()
    assert.is_true(period "2025-03" < period "2025-04")
    assert.is_true(period "2025-01" < period "2025-01..02")
    assert.is_true(period "2025-04" <= period "2025-04")
    assert.is_false(period "2025-05" < period "2025-04")
  end)

  it("reads as a sentence wants it, in both languages", function()
    local cases = {
      { "2025-04", "April 2025", "April", "2025年4月", "4月" },
      { "2025-01..04", "January to April 2025", "January to April", "2025年1-4月", "1-4月" },
      { "2025", "2025", "the full year", "2025年", "全年" },
      { "2025-Q1", "Q1 2025", "Q1", "2025年一季度", "一季度" },
      { "2025-H2", "the second half of 2025", "the second half", "2025年下半年", "下半年" },
      { "2024-11..2025-02", "November 2024 to February 2025", "November 2024 to February 2025",
        "2024年11月至2025年2月", "2024年11月至2025年2月" },
    }
    for _, case in ipairs(cases) do
      local p = period(case[1])
      assert.same(case, { case[1], p:text(), p:months_text(), p:text "zh", p:months_text "zh" })
    end
  end)
end)
