local ingot = require "ingot"
local metric = require "ingot.metric"
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
    assert.equal("HERE: metric 'm': 'qty_kg / 1000' has no aggregate such as sum(qty_kg)",
      refused("m", { formula = "qty_kg / 1000", unit = "t" }))
    assert.equal("HERE: metric 'm': a table of fields expected, got string", refused("m", "sum(x)"))
    assert.is_truthy(refused("m", { formula = "summ(qty_kg)", unit = "t" })
      :find("unknown function 'summ' (did you mean 'sum'?)", 1, true))
    assert.is_truthy(refused("m", { formula = "sum(qty_kg)", unit = "tt" })
      :find("unknown unit 'tt'", 1, true))
    assert.is_truthy(refused("m", { formula = "sum(q)", unit = "t", display = { unit = "t", decimal = 2 } })
      :find("unknown field 'decimal' (did you mean 'decimals'?)", 1, true))
    assert.equal("HERE: a metric needs a name, got nil", (raised(function() ingot.metric() end)))
  end)
end)
