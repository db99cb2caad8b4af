local number = require "ingot.number"
local unit = require "ingot.unit"

local function refusal(...)
  local fine, message = pcall(...)
  assert.is_false(fine)
  return (message:gsub("^%S+:%d+: ", ""))
end

describe("ingot.unit", function()
  it("knows the powers of ten between units of one dimension", function()
    local cases = {
      { "21393200", "kg", "t", "21393.2" }, { "21393.2", "t", "万吨", "2.13932" },
      { "2.14", "万吨", "mt", "21400" }, { "44.06", "Mt", "kt", "44060" },
      { "1", "亿吨", "Mt", "100" }, { "1.5", "亿元", "万元", "15000" },
      { "52800000", "USD", "million USD", "52.8" }, { "3", "亿美元", "万美元", "30000" },
      { "2431", "USD/t", "USD/kg", "2.431" }, { "5", "吨", "千克", "5000" },
    }
    for _, case in ipairs(cases) do
      local value, from, to, expected = table.unpack(case)
      assert.equal(expected, number.text(unit.convert(number.parse(value), from, to)))
    end
  end)

  it("tells mt, a tonne, from Mt, a million", function()
    assert.equal(3, unit.get("mt").exponent)
    assert.equal(9, unit.get("Mt").exponent)
    assert.equal("mt", unit.get("t").en)
  end)

  it("builds a unit of two, with the words of both", function()
    local price = unit.get "USD/t"
    assert.same({ "USD/mass", -3, "USD/mt", "美元/吨" },
      { price.dimension, price.exponent, price.en, price.zh })
  end)

  it("names both dimensions when they are unlike", function()
    assert.equal("cannot convert 't' (mass) to 'USD' (USD)",
      refusal(unit.convert, number.exact(1), "t", "USD"))
    assert.equal("cannot convert 'USD' (USD) to 'CNY' (CNY)",
      refusal(unit.convert, number.exact(1), "USD", "CNY"))
    assert.equal("cannot convert '%' (percent) to 'pp' (percentage point)",
      refusal(unit.convert, number.exact(1), "%", "pp"))
  end)

  it("names the nearest unit to an unknown one", function()
    assert.equal("unknown unit 'kgs' (did you mean 'kg'?)", refusal(unit.get, "kgs"))
    assert.equal("unknown unit 'milion USD' (did you mean 'million USD'?)",
      refusal(unit.get, "milion USD"))
    assert.equal("unknown unit 'USD/furlong'; units are 'g', '克', 'kg', '千克', '公斤', 't', '吨', "
      .. "'ton', …", refusal(unit.get, "USD/furlong"))
    assert.equal("unit as text expected, got nil", refusal(unit.get, nil))
  end)

  it("takes new units, once", function()
    unit.define { name = "thousand pieces", dimension = "piece", exponent = 3 }
    assert.equal("piece", unit.get("thousand pieces").dimension)
    assert.equal("unit 'thousand pieces' exists already",
      refusal(unit.define, { name = "thousand pieces", dimension = "piece", exponent = 3 }))
    assert.equal("unit: exponent: number expected, got nil",
      refusal(unit.define, { name = "pair", dimension = "piece" }))
  end)
end)
