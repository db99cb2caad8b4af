local ingot = require "ingot"
local metric = require "ingot.metric"
local number = require "ingot.number"
local raised = require "support.raised"

local function refused(name, definition)
  return (raised(function() ingot.metric(name)(definition) end))
end

describe("ingot.metric", function()
  it("keeps a definition under its name, and lists names in order", function()
    ingot.metric "spec_kg" { formula = "sum(qty_kg)", unit = "kg" }
    assert.equal("kg", metric.get("spec_kg").unit)
    assert.same({ "sum(qty_kg)" }, metric.get("spec_kg").aggregates)
    local names = metric.names()
    for i = 2, #names do
      assert.is_true(names[i - 1] < names[i])
    end
  end)

  it("adds up when it is one sum or count, and when it says so", function()
    assert.is_true(ingot.metric "spec_a" { formula = "sum(qty_kg) / 1000", unit = "t" }.adds)
    assert.is_false(ingot.metric "spec_a" { formula = "sum(a) / sum(b)", unit = "USD/t" }.adds)
    assert.is_false(ingot.metric "spec_a" { formula = "mean(qty_kg)", unit = "kg" }.adds)
    assert.is_false(ingot.metric "spec_a" { fn = function() return 1 end, unit = "t" }.adds)
    assert.is_true(ingot.metric "spec_a" { fn = print, unit = "t", adds = true }.adds)
    assert.is_true(ingot.metric "spec_a" { formula = "2 * sum( a ) / 1000", unit = "t" }.adds)
    assert.is_false(ingot.metric "spec_a" { formula = "1 / sum(a)", unit = "t" }.adds)
    assert.is_false(ingot.metric "spec_a" { formula = "sum(a) + 5", unit = "t" }.adds)
    assert.is_false(ingot.metric "spec_a" { formula = "log(sum(a))", unit = "t" }.adds)
    assert.is_false(ingot.metric "spec_a" { formula = "sum(a) * sum(a)", unit = "t" }.adds)
  end)

  it("has levels over months when it is a sum of quotients, which have them", function()
    local priced = { month = { "2025-01", "2025-02", "2025-02" }, partner_code = { "429", "429",
      "311" }, flow = { "export", "export", "export" }, value_usd = { 10, 30, 5 },
      qty_kg = { 1000, 3000, 0 } }
    local cube = ingot.cube(ingot.table(priced, { units = { qty_kg = "kg", value_usd = "USD" } }))
    ingot.metric "spec_premium" { formula = "unit_value * 2 - unit_value", unit = "USD/t" }
    assert.equal("11.25", number.text(cube:measure("spec_premium", "2025-01..02").value))
    assert.is_false(metric.get("spec_premium").one_month)
    ingot.metric "spec_stock" { formula = "sum(qty_kg)", unit = "kg", adds = { "regions" } }
    ingot.metric "spec_stocks" { formula = "spec_stock * 2", unit = "kg" }
    assert.equal("HERE: spec_stocks: it does not add up over months, so it has no level in "
      .. "2025-01..02; ask a month, as 2025-02",
      raised(function() cube:measure("spec_stocks", "2025-01..02") end))
    local mexico = cube:by("partner"):one("Mexico", "spec_premium", "2025-02").spec_premium
    assert.equal("1", number.text(mexico.rank.value)) -- Portugal has no unit value to be ranked by
  end)

  it("says of a function where it is written", function()
    assert.is_truthy(ingot.metric "spec_a" { fn = function() return 1 end, unit = "t" }.fn_text
      :find "^a Lua function %(.*metric_spec%.lua:%d+%)$")
    assert.equal("a Lua function", ingot.metric "spec_a" { fn = print, unit = "t" }.fn_text)
  end)

  it("refuses a bad definition where it is written", function()
    assert.equal("HERE: metric 'm': it needs either a formula or a fn", refused("m", { unit = "t" }))
    assert.equal("HERE: metric 'm': it needs either a formula or a fn",
      refused("m", { unit = "t", formula = "count()", fn = print }))
    assert.equal("HERE: metric 'm': it needs a unit, as unit = \"t\"",
      refused("m", { formula = "count()" }))
    assert.equal("HERE: metric 'm': unknown field 'formul' (did you mean 'formula'?)",
      refused("m", { formul = "count()", unit = "t" }))
    assert.equal("HERE: metric 'm': field 'unit': string expected, got number",
      refused("m", { formula = "count()", unit = 7 }))
    assert.equal("HERE: metric 'm': '2 + 3' has no aggregate such as sum(qty_kg), and names no metric",
      refused("m", { formula = "2 + 3", unit = "t" }))
    assert.equal("HERE: metric 'm': a table of fields expected, got string", refused("m", "sum(x)"))
    assert.is_truthy(refused("m", { formula = "summ(qty_kg)", unit = "t" })
      :find("unknown function 'summ' (did you mean 'sum'?)", 1, true))
    assert.is_truthy(refused("m", { formula = "sum(qty_kg)", unit = "tt" })
      :find("unknown unit 'tt'", 1, true))
    assert.is_truthy(refused("m", { formula = "sum(q)", unit = "t", display = { unit = "t", decimal = 2 } })
      :find("unknown field 'decimal' (did you mean 'decimals'?)", 1, true))
    assert.equal("HERE: metric 'm': display: unit: cannot convert 'kg' (mass) to 'USD' (USD)",
      refused("m", { formula = "sum(q)", unit = "kg", display = { unit = "USD" } }))
    assert.equal("HERE: metric 'm': field 'formula': formula: ',' or ')' expected, got the end\n"
      .. "  sum(q\n       ^", refused("m", { formula = "sum(q", unit = "kg" }))
    assert.equal('HERE: a metric needs a name, as metric "…" { … }, got nil',
      (raised(function() ingot.metric() end)))
  end)

  it("takes the unit, display and additivity of a metric made of metrics from these", function()
    local net = ingot.metric "spec_net" { formula = "imports - exports" }
    assert.same({ "imports", "exports" }, net.terms)
    assert.equal("t", net.unit)
    assert.equal("万吨", net.display.unit)
    assert.is_true(net.adds and net.adds_months)
    local ratio = ingot.metric "spec_ratio" { formula = "imports / exports", unit = "" }
    assert.is_false(ratio.adds or ratio.adds_months)
    assert.is_false(ingot.metric "spec_a" { formula = "spec_net * spec_ratio", unit = "t" }.adds)
    assert.is_true(ingot.metric "spec_a" { formula = "2 * (spec_net - exports) / 5e1", unit = "t" }
      .adds)
    assert.is_false(ingot.metric "spec_a" { formula = "imports + 5", unit = "t" }.adds)
  end)

  it("refuses a metric made of unknown metrics, of itself, or of unlike units", function()
    assert.equal("HERE: metric 'm': 'imports - exprts' has no aggregate such as sum(qty_kg), so it is "
      .. "over metrics: unknown metric 'exprts' (did you mean 'exports'?)",
      refused("m", { formula = "imports - exprts" }))
    assert.equal("HERE: metric 'm': 'm - exports' is made of itself",
      refused("m", { formula = "m - exports" }))
    assert.equal("HERE: metric 'm': formula: unlike units: 'imports' is in t, 'unit_value' in USD/t\n"
      .. "  imports - unit_value\n          ^", refused("m", { formula = "imports - unit_value" }))
    assert.equal("HERE: metric 'm': the unit of 'imports / exports' does not follow from its metrics: "
      .. 'say it, as unit = "USD/t"', refused("m", { formula = "imports / exports" }))
    assert.equal("HERE: metric 'm': its unit says kt, its formula imports - exports gives t; for kt "
      .. "divide it by 1000", refused("m", { formula = "imports - exports", unit = "kt" }))
    ingot.metric "spec_home" { formula = "mean(value)", from = "prices", unit = "CNY/t" }
    ingot.metric "spec_fx" { formula = "mean(value)", from = "prices", unit = "CNY/USD" }
    assert.equal("CNY/t", ingot.metric "spec_gap" {
      formula = "spec_home - unit_value * spec_fx", unit = "CNY/t" }.unit)
    assert.equal("HERE: metric 'm': unlike units: spec_home is in CNY/t, unit_value * 1 in "
      .. "USD/t", refused("m", { formula = "spec_home - unit_value * 1", unit = "CNY/t" }))
    assert.equal("HERE: metric 'm': 'imports > exports' gives bool, numbers are expected",
      refused("m", { formula = "imports > exports", unit = "" }))
    assert.equal("HERE: metric 'm': it is made of metrics, which have their own rows: where belongs to "
      .. "them", refused("m", { formula = "imports - exports", where = "hs == '7614'" }))
  end)

  it("refuses a definition that makes a circle, or takes the unit from under another", function()
    ingot.metric "spec_first" { formula = "imports - exports" }
    ingot.metric "spec_second" { formula = "spec_first + imports" }
    ingot.metric "spec_third" { formula = "spec_second + imports" }
    assert.equal("HERE: metric 'spec_first': 'spec_third - imports' goes round in a circle: "
      .. "spec_first → spec_third → spec_second → spec_first",
      refused("spec_first", { formula = "spec_third - imports" }))
    assert.equal("HERE: metric 'spec_first': spec_second is made of it and takes it in t, not in USD; "
      .. "give it another name", refused("spec_first", { formula = "sum(value_usd)", unit = "USD" }))
    assert.equal("t", ingot.metric "spec_first" { formula = "exports - imports" }.unit)
  end)

  it("adds up over regions, months, both or neither, as it says and its formula can", function()
    local stocks = ingot.metric "spec_stocks" { formula = "sum(t)", unit = "t", adds = { "regions" } }
    assert.is_true(stocks.adds and not stocks.adds_months and stocks.one_month)
    local price = ingot.metric "spec_price" { formula = "mean(p)", unit = "USD/t" }
    assert.is_false(price.adds or price.adds_months or price.one_month)
    assert.is_true(ingot.metric "spec_a" { formula = "last(p)", unit = "USD/t" }.one_month)
    local change = ingot.metric "spec_a" { formula = "spec_stocks - exports" }
    assert.is_true(change.adds and not change.adds_months and change.one_month)
    local both = ingot.metric "spec_a" { formula = "sum(a) - sum(b) / 10", unit = "t" }
    assert.is_true(both.adds and both.adds_months)
  end)

  it("refuses to add up what does not: a rate is never summed", function()
    assert.equal("HERE: metric 'm': 'mean(p)' does not add up over regions: a rate is never summed; "
      .. "leave it out of adds", refused("m", { formula = "mean(p)", unit = "USD/t", adds = true }))
    assert.equal("HERE: metric 'm': 'imports / exports' does not add up over months: a rate is never "
      .. "summed; leave it out of adds",
      refused("m", { formula = "imports / exports", unit = "", adds = { "months" } }))
    assert.equal("HERE: metric 'm': 'last(t)' picks a row, it does not add up over regions; of a stock "
      .. 'write the sum, as formula = "sum(stock_t)", adds = { "regions" }',
      refused("m", { formula = "last(t)", unit = "t", adds = { "regions" } }))
    assert.equal("HERE: metric 'm': field 'adds': unknown part 'region' (did you mean 'regions'?)",
      refused("m", { formula = "sum(t)", unit = "t", adds = { "region" } }))
    assert.equal("HERE: metric 'm': field 'adds': true, false or a list expected, as { \"regions\" }; "
      .. "got the key 'months'", refused("m", { formula = "sum(t)", unit = "t", adds = { months = 1 } }))
    assert.equal("HERE: metric 'm': field 'adds': boolean or table expected, got string",
      refused("m", { formula = "sum(t)", unit = "t", adds = "months" }))
  end)

  it("reads how small a base is too small, in its own unit", function()
    local tiny = ingot.metric "spec_a" { formula = "sum(q) / 1000", unit = "t", tiny = "100 kg" }.tiny
    assert.equal("0.1", tostring(tiny))
    assert.equal("HERE: metric 'm': field 'tiny': cannot convert 'USD' (USD) to 'kg' (mass)",
      refused("m", { formula = "sum(qty_kg)", unit = "kg", tiny = "100 USD" }))
    assert.equal("HERE: metric 'm': field 'tiny': a number and its unit expected, as \"100 kg\", got "
      .. "'little'", refused("m", { formula = "sum(qty_kg)", unit = "kg", tiny = "little" }))
  end)
end)
