-- Series of indicators and prices by month, from downloads of several shapes; asked beside a cube.

local ingot = require "ingot"
local lfs = require "lfs"
local number = require "ingot.number"
local program = require "support.program"
local raised = require "support.raised"
local rows = require "support.row_lines"
local scratch = require "support.scratch"

local WIND <const> = "国家,中国,英国\r\n指标名称,中国:CPI:当月同比,现货铝\r\n频率,月,日\r\n"
  .. "单位,%,美元/吨\r\n指标ID,M0000612,S0029759\r\n时间区间,2025-01:2025-03,2025-01:2025-03\r\n"
  .. "来源,国家统计局,LME\r\n更新时间,20250510,20250510\r\n"
local SAMPLE <const> = "../shared/formats/samples/wind-edb-head.csv"

describe("ingot.indicator", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  local function message(bytes, options)
    local path <const> = here:write("x.csv", bytes)
    local text <const>, kind <const> = raised(function() return ingot.indicator(path, options), 1 end)
    return (text:gsub(path, "x.csv", 1):gsub(path, "x.csv")), kind
  end

  it("takes name, frequency, unit and id from a head as Wind writes it", function()
    local path <const> = here:write("w.csv", WIND
      .. "2025/1/31,5.1,2600\r\n2025/2/28,,2650.5\r\n2025/3/31,4.9,2700\r\n")
    local data <const> = ingot.indicator(path, { series = { M0000612 = "cpi", ["现货铝"] = "lme" } })
    assert.same({
      "cpi 2025-01 5.1 % month M0000612 国家统计局 中国:CPI:当月同比 9",
      "cpi 2025-03 4.9 % month M0000612 国家统计局 中国:CPI:当月同比 11",
      "lme 2025-01 2600.0 USD/t day S0029759 LME 现货铝 9",
      "lme 2025-02 2650.5 USD/t day S0029759 LME 现货铝 10",
      "lme 2025-03 2700.0 USD/t day S0029759 LME 现货铝 11",
    }, rows(data, "series", "month", "value", "unit", "frequency", "id", "source", "name", "line"))
  end)

  it("reads newest first as well as oldest first, in GBK", function()
    local head <const> = "\xD6\xB8\xB1\xEA\xC3\xFB\xB3\xC6,\xC2\xC1\r\n" -- 指标名称,铝
    local data <const> = ingot.indicator(here:write("g.csv", head .. "2025/2/28,2\r\n2025/1/31,1\r\n"))
    assert.same({ "铝 2025-01 1", "铝 2025-02 2" }, rows(data, "series", "month", "value"))
  end)

  it("reads plain files, long and wide, and several together", function()
    local long <const> = here:write("l.csv", "month,series,value,unit\n2025-01,lme,2600,USD/t\n"
      .. "2025年2月,lme,2650,USD/t\n202501,fx,7.25,\n")
    local wide <const> = here:write("w.csv", "month,alumina (CNY/t),index\n2025-01,4000,\n2025-02,3900,50.5\n")
    assert.same({
      "alumina 2025-01 4000.00 CNY/t", "alumina 2025-02 3900.00 CNY/t", "fx 2025-01 7.25 ·",
      "index 2025-02 50.50 ·", "lme 2025-01 2600.00 USD/t", "lme 2025-02 2650.00 USD/t",
    }, rows(ingot.indicator { long, wide }, "series", "month", "value", "unit"))
  end)

  it("makes months of days by the rule that is stated, and only then", function()
    local days <const> = "date,lme\n2025-01-02,10\n2025-01-31,13\n2025-01-15,11\n2025-02-03,20\n"
    local path <const> = here:write("d.csv", days)
    for rule, first in pairs { mean = "11.333333333333334", last = "13", sum = "34" } do
      assert.same({ "2025-01 " .. first .. " 3", "2025-02 20 1" },
        rows(ingot.indicator(path, { monthly = rule }), "month", "value", "values"))
    end
    assert.equals("HERE: indicator: series 'lme' has several values in 2025-01; say what a month of "
      .. 'them is, as monthly = "mean", "last" or "sum"', (message(days)))
  end)

  it("covers the months that have a value; a gap is unknown, never zero", function()
    local path <const> = here:write("g.csv", "month,a,b\n2025-01,1,5\n2025-03,3,\n")
    assert.same({ "a 2025-01", "a 2025-03", "b 2025-01" },
      rows(ingot.indicator(path):coverage(), "series", "month"))
  end)

  it("comes back from a snapshot with its coverage", function()
    local data <const> = ingot.indicator(here:write("g.csv", "month,a (%)\n2025-01,1\n2025-03,3\n"))
    local path <const> = here:keep(here:path "g.arrow")
    data:save(path)
    assert.equals(data:csv(), ingot.open(path):csv())
    assert.equals(data:coverage():csv(), ingot.open(path):coverage():csv())
  end)

  it("refuses what is no number, no date, or there twice", function()
    local text, kind = message "month,a\n2025-01,n.a.\n"
    assert.equals("x.csv:2: series 'a': number expected, got 'n.a.'", text)
    assert.equals("data", kind)
    assert.equals("x.csv:2: a date or month expected, got '2025-13'",
      (message "month,a\n2025-13,1\n"))
    text = message("month,a\n2025-01,1\n2025-01,2\n", { monthly = "mean" })
    assert.equals("x.csv:3: series 'a' has a value of 2025-01 already, at x.csv:2", text)
    assert.equals("x.csv:1: a head as Wind has it, 'month,series,value' or 'month' and a column a "
      .. "series expected, got 'qty'", (message "qty,a\n1,2\n"))
  end)

  it("refuses options that it does not know, with the nearest", function()
    local file <const> = "month,lme,fx\n2025-01,1,2\n"
    assert.equals("HERE: indicator: unknown option 'unit' (did you mean 'units'?)",
      (message(file, { unit = {} })))
    assert.equals("HERE: indicator: monthly: 'last', 'mean' or 'sum' expected, got 'men' "
      .. "(did you mean 'mean'?)", (message(file, { monthly = "men" })))
    assert.equals("HERE: indicator: series: unknown series 'lma' (did you mean 'lme'?)",
      (message(file, { series = { lma = "x" } })))
    assert.equals("HERE: indicator: series: one name for several: 'lme' and 'fx'; give a name for "
      .. 'each, as { ["lme"] = "x" }', (message(file, { series = "x" })))
    assert.equals("HERE: indicator: units: unknown series 'fy' (did you mean 'fx'?)",
      (message(file, { units = { fy = "%" } })))
  end)

  it("reads a download of Wind", function()
    if not lfs.attributes(SAMPLE) then
      pending("without " .. SAMPLE)
      return
    end
    local data <const> = ingot.indicator(SAMPLE, { series = "cpi" })
    assert.same({ "1987-01 5.1 % M0000612" }, rows(data:limit(1), "month", "value", "unit", "id"))
    assert.equals(52, #data)
  end)

  describe("beside a cube", function()
    local path

    before_each(function()
      path = here:write("p.csv", "month,lme (USD/t),fx\n2025-01,2600,7\n2025-02,2650,\n2025-03,2700,7.5\n")
      ingot.metric "lme" {
        formula = "mean(value)", from = "prices", where = "series == 'lme'", unit = "USD/t",
        display = { unit = "USD/t", decimals = 0 },
      }
      ingot.metric "fx" { formula = "mean(value)", from = "prices", where = "series == 'fx'", unit = "" }
    end)

    local function cube()
      local customs <const> = ingot.table({
        month = { "2025-01", "2025-02" }, hs = { "76141000", "76141000" },
        flow = { "export", "export" }, partner_code = { "429", "311" }, qty_kg = { 1000, 2000 },
      }, { units = { qty_kg = "kg" } })
      return ingot.cube(customs, { with = { prices = ingot.indicator(path) } })
    end

    local function text(claim)
      return claim.value and number.text(claim.value) or claim.state
    end

    it("is asked in the same period, whatever the slice", function()
      assert.equals("2600", text(cube():measure("lme", "2025-01")))
      assert.equals("2650", text(cube():slice { partner = "Mexico" }:measure("lme", "2025-Q1")))
      assert.equals("50", text(cube():measure("lme", "2025-02").diff))
      assert.equals("1", text(cube():measure("exports", "2025-01")))
    end)

    it("has a coverage of its own", function()
      local claim <const> = cube():measure("lme", "2025-03")
      assert.equals("2700", text(claim))
      assert.equals("unknown", cube():measure("exports", "2025-03").state)
      assert.equals("unknown", cube():measure("fx", "2025-02").state)
      assert.equals("the data cover 2025-01 and 2025-03", cube():measure("fx", "2025-02").reason)
      assert.equals("unknown", cube():measure("fx", "2025-Q1").state)
    end)

    it("names the nearest series where the metric's is misspelt", function()
      ingot.metric "spec_slip" {
        formula = "mean(value)", from = "prices", where = "series == 'lne'", unit = "USD/t",
      }
      assert.equals("the data cover no month of it: unknown series 'lne' (did you mean 'lme'?)",
        cube():measure("spec_slip", "2025-02").reason)
      ingot.metric "spec_slip" {
        formula = "mean(value)", from = "prices", where = 'series == "LME"', unit = "USD/t",
      }
      assert.equals("the data cover no month of it: unknown series 'LME' (did you mean 'lme'?)",
        cube():measure("spec_slip", "2025-02").reason)
    end)

    it("says that no slice narrows it, and names the files of the series", function()
      local claim <const> = cube():slice { flow = "export" }:measure("lme", "2025-01")
      assert.same({ from = "prices", filter = "series == 'lme'" }, claim.where)
      assert.equals(1, #claim.sources)
      assert.equals(path, claim.sources[1].path)
      local asked <const> = cube():by "partner"
      assert.equals("HERE: metric 'lme' is of the table 'prices' beside the cube, which no partner "
        .. "narrows; ask the cube as a whole",
        (raised(function() return asked:top(3, "lme", "2025-01"), 1 end)))
    end)

    it("holds the unit of a metric against that of its series", function()
      ingot.metric "spec_wrong" { formula = "mean(value)", from = "prices",
        where = "series == 'lme'", unit = "CNY/t" }
      assert.equals("HERE: metric 'spec_wrong': its unit says CNY/t, its formula mean(value) gives "
        .. "USD/t", (raised(function() return cube():measure("spec_wrong", "2025-01"), 1 end)))
      ingot.metric "spec_wrong" { formula = "mean(value)", from = "prices", unit = "USD/t" }
      assert.equals("HERE: metric 'spec_wrong': it takes values in USD/t and no unit together; choose "
        .. "by where = \"series == '…'\"",
        (raised(function() return cube():measure("spec_wrong", "2025-01"), 1 end)))
    end)

    it("has no table by members", function()
      local asked <const> = cube():by "partner"
      assert.equals("HERE: metric 'lme' is of the table 'prices' beside the cube, which no partner "
        .. "narrows; ask the cube as a whole",
        (raised(function() return asked:table("lme", "2025-01", { "level" }), 1 end)))
    end)

    it("refuses a table that the cube does not have", function()
      local bare <const> = ingot.cube(ingot.indicator(path))
      assert.equals("HERE: metric 'lme' is of the table 'prices', which the cube does not have; give "
        .. "it as ingot.cube(data, { with = { prices = … } })",
        (raised(function() return bare:measure("lme", "2025-01"), 1 end)))
      assert.equals("HERE: cube: with: 'prices': a table or query expected, got string",
        (raised(function()
          return ingot.cube(ingot.indicator(path), { with = { prices = path } }), 1
        end)))
    end)

    it("can be traced: why computes it again", function()
      local script <const> = here:write("s.lua", ([[
        local ingot = require "ingot"
        local prices = ingot.indicator("%s", { series = { lme = "cash" } })
        ingot.metric "cash" { formula = "mean(value)", from = "prices",
          where = "series == 'cash'", unit = "USD/t", display = { unit = "USD/t", decimals = 0 } }
        local cube = ingot.cube(prices, { with = { prices = prices } })
        local article = ingot.article { title = "Price", period = ingot.period "2025-02",
          names = { cash = cube:measure("cash", "2025-02") } }
        article:say "It was {cash}."
        return article
      ]]):format(path))
      local out <const> = here:mkdir "out"
      local ran <const> = program.ingot("run", script, "--out", out)
      assert.equals("", ran.err)
      local claims
      for name in lfs.dir(out) do
        if name ~= "." and name ~= ".." then
          claims = name:match "claims%.json$" and here:path("out/" .. name) or claims
          here:keep(here:path("out/" .. name))
        end
      end
      local why <const> = program.ingot("why", claims, "c1", "--rows")
      assert.equals("", why.err)
      assert.is_truthy(why.out:find("cash        2025-02, filter = series == 'cash' · from = prices: "
        .. "2650 USD/t from 1 row, the same computed again", 1, true), why.out)
      assert.is_truthy(why.out:find(path .. ":3", 1, true))
    end)
  end)
end)
