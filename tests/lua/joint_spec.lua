-- January and February released together: their rows are dated February.

local ingot = require "ingot"
local lfs = require "lfs"
local number = require "ingot.number"
local period = require "ingot.period"
local program = require "support.program"
local raised = require "support.raised"
local scratch = require "support.scratch"
local warned = require "support.warned"

-- Exports in t: 10 in 2024-12, 24 in January and February 2025, 15 in 2025-03, 20 in 2025-04; of
-- 2024 every month apart, January 8, February 4.
local months <const> = { "2024-01", "2024-02", "2024-12", "2025-02", "2025-03", "2025-04" }
local tonnes <const> = { 8, 4, 10, 24, 15, 20 }

local function table_of(from, to, options)
  local flow, hs, partner, kg = {}, {}, {}, {}
  for i = 1, to - from + 1 do
    flow[i], hs[i], partner[i] = "export", "76141000", "429"
    kg[i] = tonnes[from + i - 1] * 1000
  end
  options.units = { qty_kg = "kg" }
  return ingot.table({
    month = table.move(months, from, to, 1, {}), flow = flow, hs = hs, partner_code = partner,
    qty_kg = kg,
  }, options)
end

local function data() return table_of(1, #months, { joint = { 2025 } }) end
local function cube(of) return ingot.cube(of or data()) end
local function value(claim) return claim.value and number.text(claim.value) or claim.state end
local function texts(list)
  local out = {}
  for i, item in ipairs(list) do out[i] = tostring(item) end
  return table.concat(out, " ")
end

-- What a table says of January, February, and of both.
local function known(of)
  local c = cube(of)
  return texts { value(c:measure("exports", "2025-01")), value(c:measure("exports", "2025-02")),
    value(c:measure("exports", "2025-01..02")) }
end

describe("January and February released together", function()
  it("are unknown alone, and say why", function()
    for _, month in ipairs { "2025-01", "2025-02" } do
      local level = cube():measure("exports", month)
      assert.equal("unknown", level.state)
      assert.equal("January and February 2025 are released together", level.reason)
    end
    local over_the_border = cube():measure("exports", "2024-12..2025-01")
    assert.equal("January and February 2025 are released together", over_the_border.reason)
    assert.equal("its base is 2025-02, and January and February 2025 are released together",
      cube(table_of(1, 6, { joint = { 2025 }, covers = { to = "2026-02" } }))
        :measure("exports", "2026-02").yoy.reason)
  end)

  it("are a period with a level, compared with the same two months a year before", function()
    local both = cube():measure("exports", "2025-01..02")
    assert.equal("24", value(both))
    assert.equal("100", value(both.yoy))
    assert.equal("2024-01..02", tostring(both.yoy.base_period))
  end)

  it("are contained in the quarter and the year to date", function()
    local april = cube():measure("exports", "2025-04")
    assert.equal("59", value(april.ytd))
    assert.equal("39", value(cube():measure("exports", "2025-Q1")))
    assert.equal("100", value(cube():measure("exports", "2025-02").ytd_yoy))
    assert.equal("24", value(cube():measure("exports", "2025-02").ytd))
  end)

  it("are the base of March by their mean, which is said", function()
    local march = cube():measure("exports", "2025-03")
    assert.equal("25", value(march.mom))
    assert.equal("2025-01..02", tostring(march.mom.base_period))
    assert.equal("100 * (exports - base / 2) / (base / 2)", march.mom.formula)
    assert.equal("against the monthly mean of January and February", march.mom:basis())
    assert.equal("与1月、2月的月均值相比", march.mom:basis "zh")
    assert.equal("3", value(march.diff))
    assert.equal("exports - base / 2", march.diff.formula)
    assert.is_nil(cube():measure("exports", "2025-04").mom:basis())
    assert.equal("100 * (exports - base) / base", cube():measure("exports", "2025-04").mom.formula)
  end)

  it("are held by their mean against December", function()
    local both = cube():measure("exports", "2025-01..02")
    assert.equal("20", value(both.mom))
    assert.equal("2024-12", tostring(both.mom.base_period))
    assert.equal("100 * (exports / 2 - base) / base", both.mom.formula)
    assert.equal("by the monthly mean of January and February", both.mom:basis())
  end)

  it("are by their mean the base of contributions, and by their days of levels a day", function()
    local mexico = cube():by("partner"):one("Mexico", "exports", "2025-03").exports
    assert.equal("25", value(mexico.contribution_mom))
    assert.equal("100 * (exports - base / 2) / (base_whole / 2)", mexico.contribution_mom.formula)
    local adjusted = cube():measure("exports", "2025-03").mom_adjusted
    assert.equal("100 * (exports * 59 - base * 31) / (base * 31)", adjusted.formula)
  end)

  it("have a mean with half a unit", function()
    local odd = ingot.table({ month = { "2025-02", "2025-03" }, qty_kg = { 3001, 4000 },
      flow = { "export", "export" } }, { joint = true, units = { qty_kg = "kg" } })
    assert.equal("2.4995", value(cube(odd):measure("exports", "2025-03").diff))
  end)

  it("are one step of the calendar", function()
    assert.equal("2024-12 2025-01..02 2025-03", texts(cube():spine("exports", "2024-12..2025-03")))
    local series = cube():series("exports", period("2025-04"):last(5))
    local list = {}
    for i, level in ipairs(series) do list[i] = level.period .. "=" .. value(level) end
    assert.equal("2024-12=10 2025-01..02=24 2025-03=15 2025-04=20", table.concat(list, " "))
    local mexico = cube():by("partner"):one("Mexico", "exports", "2025-04").exports
    assert.equal("4", value(mexico.streak)) -- 2024-11 has no trade
  end)

  it("are so of a product in versions, whichever is in force", function()
    ingot.product "spec_versions" { en = "wire", versions = {
      { codes = { "76141000" }, to = "2025-03" }, { codes = { "76149000" }, from = "2025-04" },
    } }
    local versions = cube():slice { product = "spec_versions" }
    assert.equal("unknown", value(versions:measure("exports", "2025-02")))
    assert.equal("24", value(versions:measure("exports", "2025-01..02")))
    assert.equal("25", value(versions:measure("exports", "2025-03").mom))
  end)

  it("are no base of a decomposition that is as long as March", function()
    local parts = cube():by "partner"
    assert.equal("HERE: contributions: against = 'mom': before 2025-03 stands 2025-01..02, which is "
      .. "not as long; take against = 'yoy'",
      (raised(function() return parts:contributions("exports", "2025-03", { against = "mom" }), 1 end)))
    assert.equal("HERE: contributions: against = 'mom': before 2025-01..02 stands 2024-12, which is "
      .. "not as long; take against = 'yoy'",
      (raised(function() return parts:contributions("exports", "2025-01..02", { against = "mom" }), 1 end)))
  end)

  it("make a run one of periods, not of months", function()
    local phrase = require "ingot.phrase"
    local function run_of(month)
      return cube():by("partner"):one("Mexico", "exports", month).exports.streak
    end
    local function said(month, template, lang)
      local spans = phrase.render(phrase.parse(template, { lang = lang }), { s = run_of(month) },
        { lang = lang })
      for i, span in ipairs(spans) do spans[i] = span.text or span end
      return table.concat(spans)
    end
    assert.equal("Mexico ranked first for the fourth consecutive period",
      said("2025-04", "Mexico ranked first{s:streak}", "en"))
    assert.equal("墨西哥连续第四期居首", said("2025-04", "墨西哥{s:streak}居首", "zh"))
    assert.equal("Mexico ranked first for the second consecutive month",
      said("2024-02", "Mexico ranked first{s:streak}", "en"))
    assert.is_nil(run_of("2024-02").uneven)
    assert.equal("Mexico ranked first for the second consecutive period",
      said("2025-01..02", "Mexico ranked first{s:streak}", "en"))
  end)

  it("are told by year, or by there being no January", function()
    assert.equal("unknown unknown 24", known(table_of(1, 6, { joint = true })))
    assert.equal("8", value(cube(table_of(1, 6, { joint = true })):measure("exports", "2024-01")))
    assert.equal("0 24 24", known(table_of(1, 6, {})))
    assert.equal("0 24 24", known(table_of(1, 6, { joint = false })))
  end)

  it("begin in January though the first row is of February", function()
    assert.equal("unknown unknown 24", known(table_of(4, 6, { joint = true })))
    assert.equal("unknown 24 unknown", known(table_of(4, 6, {})))
  end)

  it("stay so through where, union, join and derive", function()
    assert.equal("unknown unknown 24", known(data():where "month >= '2025-01'"))
    assert.equal("unknown unknown 24", known(data():where "month >= '2025-02'"))
    assert.equal("unknown unknown unknown", known(data():where "month <= '2025-01'"))
    assert.equal("unknown unknown 24", known(data():derive { t = "qty_kg / 1000" }))
    local names = ingot.table { hs = { "76141000" }, name = { "steel-core" } }
    assert.equal("unknown unknown 24", known(data():join(names, "hs")))
    local first, rest = table_of(1, 3, {}), table_of(4, 6, { joint = true })
    assert.equal("unknown unknown 24", known(first:union(rest)))
    assert.equal("unknown unknown 24", known(rest:union(first)))
    assert.equal("10", value(cube(first:union(rest)):measure("exports", "2024-12")))
  end)

  it("are joint for the whole where they are for one of its codes", function()
    local apart = ingot.table({ month = { "2025-01", "2025-02", "2025-03" }, qty_kg = { 1000, 2000, 0 },
      flow = { "export", "export", "export" }, hs = { "76149000", "76149000", "76149000" },
      partner_code = { "429", "429", "429" } }, { units = { qty_kg = "kg" } })
    local both = data():union(apart)
    assert.equal("unknown unknown 27", known(both))
    local of_one = cube(both):slice { hs = "76149000" }
    assert.equal("1", value(of_one:measure("exports", "2025-01")))
    assert.equal("2024-12 2025-01..02 2025-03", texts(cube(both):spine("exports", "2024-12..2025-03")))
  end)

  it("stay so in a snapshot", function()
    local folder <close> = scratch.new()
    local path = folder:keep(folder:path "joint.arrow")
    data():save(path)
    assert.equal("unknown unknown 24", known(ingot.open(path)))
  end)

  it("are read from files, each with its years", function()
    local folder <close> = scratch.new()
    local header = "month,flow,hs,partner_code,qty_kg\n"
    local first = folder:write("2024.csv", header
      .. "2024-01,export,76141000,429,8000\n2024-02,export,76141000,429,4000\n")
    local second = folder:write("2025.csv", header
      .. "2025-02,export,76141000,429,24000\n2025-03,export,76141000,429,15000\n")
    local read = ingot.read({ first, second }, { joint = true, units = { qty_kg = "kg" } })
    assert.equal("unknown unknown 24", known(read))
    assert.equal("8", value(cube(read):measure("exports", "2024-01")))
    assert.equal(first .. ": has rows of 2024-01, so its January and February 2024 are not "
      .. "joint; leave 2024 out of joint = …",
      raised(ingot.read, { first, second }, { joint = { 2024, 2025 } }))
  end)

  it("are the base in a claim that is computed again", function()
    local folder <close> = scratch.new()
    folder:write("data.csv", "month,flow,hs,qty_kg\n2025-02,export,76141000,24000\n"
      .. "2025-03,export,76141000,15000\n")
    local script = folder:write("script.lua", [[
local ingot = require "ingot"
local t = ingot.read("data.csv", { joint = true, units = { qty_kg = "kg" }, types = { hs = "text" } })
local x = ingot.cube(t):measure("exports", "2025-03")
local article = ingot.article { title = "Exports", period = "2025-03", names = { x = x } }
article:say "Exports were {x:t3}, {x.mom:change} MoM{x.mom:basis}."
return article]])
    local run = program.ingot("run", script, "--root", folder.folder, "--out", folder.folder)
    assert.equal("", run.err)
    assert.truthy(run.out:find("Exports were 15.000 mt, up 25.0% MoM against the monthly mean of "
      .. "January and February.", 1, true))
    folder:keep(folder:path "script-2025-03.md")
    local claims = folder:keep(folder:path "script-2025-03.claims.json")
    local here = lfs.currentdir()
    lfs.chdir(folder.folder)
    local why = program.ingot("why", claims, "c2")
    lfs.chdir(here)
    assert.truthy(why.out:find("formula     100 * (exports - base / 2) / (base / 2)", 1, true))
    assert.truthy(why.out:find("2025-01..02, flow = export: 24 t from 1 row, the same computed again",
      1, true))
  end)

  it("are said in a list of years", function()
    local function refused(joint)
      return (raised(function() table_of(1, 6, { joint = joint }) end))
    end
    assert.truthy(refused({}):find("joint: true, false or a list of years expected, as { 2020, 2021 }",
      1, true))
    assert.truthy(refused({ "2025" }):find("joint: years as integers expected, got 2025", 1, true))
  end)

  it("count as two months of a complete coverage", function()
    local summary = require("ingot.coverage").summary(table_of(4, 6, { joint = true }))
    assert.same({ { flow = "export", codes = 1, from = "2025-01", to = "2025-04", complete = true } },
      summary)
  end)

  it("are asked for where a file has rows of every month but January", function()
    local folder <close> = scratch.new()
    local function messages(name, list, options)
      local rows = "month,flow,hs,partner_code,qty_kg\n"
      for _, month in ipairs(list) do rows = rows .. month .. ",export,76141000,429,1000\n" end
      options.types = { hs = "text", partner_code = "text" }
      local path = folder:write(name, rows)
      ingot.read(path, options)
      return warned(path)
    end
    local lacking = { "2024-11", "2024-12", "2025-02", "2025-03" }
    assert.same({ "it has rows of every month but January (2025), which counts as zero; read it with "
      .. "joint = { 2025 } if January was released with February, with ytd = … if its columns are "
      .. "cumulative, with joint = false if it is zero" }, messages("a.csv", lacking, {}))
    assert.same({}, messages("b.csv", lacking, { joint = { 2025 } }))
    assert.same({}, messages("c.csv", lacking, { joint = false }))
    assert.same({}, messages("d.csv", { "2024-12", "2025-01", "2025-02" }, {}))
    assert.same({}, messages("e.csv", { "2024-10", "2024-12", "2025-02" }, {}))
    assert.same({}, messages("f.csv", { "2025-02", "2025-03" }, {}))
  end)
end)
