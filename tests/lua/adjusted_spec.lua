-- Changes adjusted for days and for Lunar New Year.

local calendar = require "ingot.calendar"
local ingot = require "ingot"
local number = require "ingot.number"
local lfs = require "lfs"
local program = require "support.program"
local raised = require "support.raised"
local scratch = require "support.scratch"

-- Exports in kg by month; covered from 1999 to 2036.
local function cube(kg)
  local rows = { month = {}, flow = {}, hs = {}, qty_kg = {}, value_usd = {} }
  for month, quantity in pairs(kg) do
    local n = #rows.month + 1
    rows.month[n], rows.qty_kg[n], rows.value_usd[n] = month, quantity, 1
    rows.flow[n], rows.hs[n] = "export", "76141000"
  end
  return ingot.cube(ingot.table(rows, {
    units = { qty_kg = "kg" }, covers = { from = "1999-01", to = "2036-12" },
  }))
end

local function value(c) return c.value and number.text(c.value) or c.state end

local function said(c, template, lang)
  local article = ingot.article { title = "T", period = "2025-02", names = { c = c }, lang = lang }
  article:say(template)
  return (require "ingot.render.text".render(article:document()):gsub("^T%s+", ""):gsub("%s+$", ""))
end

describe("ingot.measure adjusted for days", function()
  it("holds a leap February against another by the day", function()
    local leap = cube { ["2023-02"] = 28000, ["2024-02"] = 29000 }:measure("exports", "2024-02")
    assert.equal("3.571428571428571", value(leap.yoy):sub(1, 17))
    assert.equal("0", value(leap.yoy_adjusted))
    assert.equal("100 * (exports * 28 - base * 29) / (base * 29)", leap.yoy_adjusted.formula)
    assert.is_false(leap.yoy_adjusted.flips)
    assert.equal("Exports rose 3.57%, flat a day.",
      said(leap, "Exports rose {c.yoy:percent}, {c.yoy_adjusted:change}{c.yoy_adjusted:basis}."))
    local turned = cube { ["2023-02"] = 28000, ["2024-02"] = 28500 }
    local level = turned:measure("exports", "2024-02")
    assert.is_true(level.yoy_adjusted.flips)
    assert.equal("Exports were up 1.79% (down 1.72% a day).",
      said(level, "Exports were {c.yoy:change}{c.yoy_adjusted:per_day}."))
    assert.equal("出口同比增长1.79%（按日均计下降1.72%）。",
      said(level, "出口同比{c.yoy:change}{c.yoy_adjusted:per_day}。", "zh"))
  end)
end)

describe("ingot.measure adjusted for Lunar New Year", function()
  -- 2025: 23 and 10 effective days in January and February; 2024: 31 and 4.
  local function moved()
    return cube { ["2024-02"] = 8000, ["2025-01"] = 46000, ["2025-02"] = 10000, ["2024-01"] = 62000 }
  end

  it("holds levels by effective days against one another", function()
    local level = moved():measure("exports", "2025-02")
    assert.equal("-50", value(level.mom_holiday))
    assert.equal("100 * (exports * 23 - base * 10) / (base * 10)", level.mom_holiday.formula)
    assert.equal("-50", value(level.yoy_holiday))
    assert.equal("2024-02", tostring(level.yoy_holiday.base_period))
    assert.equal("25", value(level.yoy))
    assert.is_true(level.yoy_holiday.flips)
    assert.equal("Exports were up 25.00% (down 50.00% adjusted for Lunar New Year).",
      said(level, "Exports were {c.yoy:change}{c.yoy_holiday:per_day}."))
    assert.equal("出口同比增长25.00%（剔除春节因素后下降50.00%）。",
      said(level, "出口同比{c.yoy:change}{c.yoy_holiday:per_day}。", "zh"))
  end)

  it("goes by the window of the desk", function()
    calendar.window { before = 0, after = 6, weight = 0.5 }
    local adjusted = moved():measure("exports", "2025-02").mom_holiday
    calendar.window {}
    -- 29 January to 4 February: 3 and 4 days, of which half counts.
    assert.equal("100 * (exports * 29.5 - base * 26) / (base * 26)", adjusted.formula)
    assert.equal(("%.10f"):format(100 * (10 * 29.5 / (46 * 26) - 1)),
      ("%.10f"):format(number.float(adjusted.value)))
  end)

  it("takes January and February by the days of both", function()
    local both = moved():measure("exports", "2025-01..02").yoy_holiday
    assert.equal("100 * (exports * 35 - base * 33) / (base * 33)", both.formula)
  end)

  it("is unknown where the holiday is, with the reason", function()
    local c = cube { ["1999-12"] = 1, ["2000-01"] = 2, ["2000-12"] = 3, ["2035-12"] = 4, ["2036-01"] = 5,
      ["2036-12"] = 6 }
    local january = c:measure("exports", "2000-01")
    assert.equal("value", january.mom.state)
    assert.equal("unknown", january.mom_holiday.state)
    assert.equal("its base is 1999-12, and Lunar New Year is known from 2000 to 2035",
      january.mom_holiday.reason)
    local later = c:measure("exports", "2036-12").yoy_holiday
    assert.same({ "unknown", "Lunar New Year is known from 2000 to 2035", false },
      { later.state, later.reason, later.flips })
    assert.equal("No word.", said(later, "No word[ {c:change}]."))
    local uncovered = c:measure("exports", "2037-02").mom_holiday
    assert.equal("the data cover 1999-01 to 2036-12", uncovered.reason)
  end)

  it("is unknown where the window leaves no day", function()
    calendar.window { before = 20, after = 60 }
    local adjusted = moved():measure("exports", "2025-02").mom_holiday
    calendar.window {}
    assert.equal("all days of 2025-02 are in the window around Lunar New Year", adjusted.reason)
  end)

  it("follows the policy of growth", function()
    local from_none = moved():measure("exports", "2024-01").mom_holiday
    assert.same({ "from_zero", false }, { from_none.state, from_none.flips })
    assert.equal("zero", moved():measure("exports", "2023-01").mom_holiday.state)
  end)

  it("is refused for a metric that no days share", function()
    local price = moved():measure("unit_value", "2025-02")
    assert.equal("HERE: unit_value: 'mom_holiday' needs a metric that adds up over months; this one "
      .. "does not", (raised(function() return price.mom_holiday end)))
  end)

  it("is computed again by ingot why", function()
    local folder <close> = scratch.new()
    folder:write("data.csv", "month,flow,hs,qty_kg\n2025-01,export,76141000,46000\n"
      .. "2025-02,export,76141000,10000\n")
    local script = folder:write("script.lua", [[
local ingot = require "ingot"
local t = ingot.read("data.csv", { units = { qty_kg = "kg" }, types = { hs = "text" } })
ingot.calendar.window { before = 5, after = 20, weight = 0.4 }
local x = ingot.cube(t):measure("exports", "2025-02")
local article = ingot.article { title = "Exports", period = "2025-02", names = { x = x } }
article:say "Exports were {x.mom_holiday:change}{x.mom_holiday:basis}."
return article]])
    local run = program.ingot("run", script, "--root", folder.folder, "--out", folder.folder)
    assert.equal("", run.err)
    assert.truthy(run.out:find("Exports were down 70.9% adjusted for Lunar New Year.", 1, true), run.out)
    folder:keep(folder:path "script-2025-02.md")
    local claims = folder:keep(folder:path "script-2025-02.claims.json")
    local here = lfs.currentdir()
    lfs.chdir(folder.folder)
    local why = program.ingot("why", claims, "c1").out
    lfs.chdir(here)
    assert.truthy(why:find("formula     100 * (exports * 27.8 - base * 20.8) / (base * 20.8)", 1, true), why)
    assert.truthy(why:find("%, the same computed again", 1, true), why)
  end)
end)
