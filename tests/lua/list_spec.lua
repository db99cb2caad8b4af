local program = require "support.program"
local native = require "ingot.native"
local metric = require "ingot.metric"
local list = require "ingot.command.list"

local function lines_of(text)
  local lines = {}
  for line in text:gmatch "[^\n]+" do lines[#lines + 1] = line end
  return lines
end

describe("ingot list", function()
  it("tells name, unit, additivity, formula and summary of each metric", function()
    local result = program.ingot("list", "metrics")
    assert.same({ 0, "" }, { result.code, result.err })
    local lines = lines_of(result.out)
    assert.equal("name         unit   adds            formula                              "
      .. "where             summary", lines[1])
    assert.equal("exports      t      regions months  sum(qty_kg) / 1000                   "
      .. "flow == 'export'  quantity exported", lines[2])
    assert.equal("unit_value   USD/t                  sum(value_usd) / sum(qty_kg) * 1000  "
      .. "                  average value of a tonne; mixes price and composition", lines[5])
    assert.equal(6, #lines)
  end)

  it("prints the same for machines, with the columns in their order", function()
    local result = program.ingot("list", "metrics", "--json")
    local metrics = native.json_decode(result.out)
    assert.same({ name = "net_imports", unit = "t", adds = { "regions", "months" },
      formula = "imports - exports",
      summary = "imports less exports; below zero the country is a net exporter" }, metrics[3])
    assert.same({}, metrics[4].adds)
    assert.is_truthy(result.out:find('"name": "exports",\n    "unit": "t",\n    "adds": [', 1, true))
  end)

  it("lists products with their codes, and formats", function()
    assert.is_truthy(program.ingot("list", "products").out:find("76141000 76149000", 1, true))
    assert.is_truthy(program.ingot("list", "formats").out:find("gacc-zh  ", 1, true))
  end)

  it("tells of formats what they need to be told, and what headers they are known by", function()
    local lines <const> = lines_of(program.ingot("list", "formats").out)
    assert.equal(10, #lines)
    assert.equal("name             needs  summary                                                       "
      .. "recognised by", lines[1])
    assert.equal("comexstat        flow   Brazil, ComexStat files by NCM code                           "
      .. "CO_ANO + CO_MES + CO_NCM + VL_FOB", lines[3])
    assert.equal("kcs                     Korea Customs Service, exports and imports side by side       "
      .. "기간 + 수출 금액 + 수입 금액", lines[9])
  end)

  it("tells of displays what a number is printed as, in both languages", function()
    local lines <const> = lines_of(program.ingot("list", "displays").out)
    assert.equal("name      unit         decimals  en                          zh", lines[1])
    assert.equal("wan2      万吨         2         12,345,700 mt               1,234.57万吨", lines[#lines - 1])
  end)

  it("tells of regions how many members they have, of what, and who says so", function()
    local lines <const> = lines_of(program.ingot("list", "regions").out)
    assert.equal("name                   en                         of         members  former  source",
      lines[1])
    assert.equal("EU                     the European Union         partners   27       1       European "
      .. "Union: treaties of accession; withdrawal of the United Kingdom at the end of 2020-01-31",
      lines[6])
    local regions <const> = native.json_decode(program.ingot("list", "regions", "--json").out)
    assert.same({ name = "china_northeast", en = "north-eastern China", of = "provinces", members = 3,
      source = "National Bureau of Statistics of China: 东西中部和东北地区划分方法, 2011-06-13" },
      regions[19])
  end)

  it("tells of each measure its unit, what has it, and what it is", function()
    local lines <const> = lines_of(program.ingot("list", "measures").out)
    assert.same({
      "name               unit          of                 summary",
      "base               the metric's  claims and tables  the level of the same period a year earlier",
      "before             the metric's  claims and tables  the level a period earlier",
    }, { lines[1], lines[2], lines[3] })
    assert.equal("rank                             claims and tables  rank among the members of the "
      .. "dimension, 1 = largest", lines[15])
    assert.equal("streak             periods       claims             periods in a row with the same "
      .. "rank, this one included", lines[18])
  end)

  it("tells of each rule what it speaks of, how much it weighs and when it holds", function()
    local rules <const> = native.json_decode(program.ingot("list", "rules", "--json").out)
    local by_name <const> = {}
    for _, rule in ipairs(rules) do by_name[rule.name] = rule end
    assert.same({ name = "sharp_rise", of = "part", weight = "3", when = "unit == 't' and mom >= $sharp",
      summary = "a part that rose sharply on the period before" }, by_name.sharp_rise)
  end)

  it("refuses a kind there is not, with the nearest", function()
    local result = program.ingot("list", "metric")
    assert.same({ 64, "", "ingot: list: unknown kind 'metric' (did you mean 'metrics'?)\n" },
      { result.code, result.out, result.err })
  end)

  it("tells of a Lua function where it is written", function()
    local row = metric.listing.row(metric.define "spec_list" { fn = print, unit = "t", adds = true })
    assert.same({ name = "spec_list", unit = "t", adds = { "regions", "months" },
      formula = "a Lua function" }, row)
    for kind in pairs(list.kinds) do
      assert.is_truthy(kind:find "s$")
    end
  end)
end)
