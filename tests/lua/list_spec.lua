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
