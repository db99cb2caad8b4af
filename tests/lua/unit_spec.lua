local formula_unit = require "ingot.unit.formula"
local ingot = require "ingot"
local number = require "ingot.number"
local raised = require "support.raised"
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

  it("takes new units by name, as powers of ten of others or on their own", function()
    local ten = ingot.unit "10 kt" { of = "kt", exponent = 1, zh = "万吨" }
    assert.same({ "mass", 7, "10 kt" }, { ten.dimension, ten.exponent, ten.en })
    assert.equal("2.14", number.text(unit.convert(number.parse "21400", "t", "10 kt")))
    assert.equal("volume", ingot.unit "m3" { dimension = "volume" }.dimension)
    local function bad(name, spec)
      return (raised(function() ingot.unit(name)(spec) end))
    end
    assert.equal("HERE: unit 't': it exists already", bad("t", {}))
    assert.equal("HERE: unit 'stone': it needs either a dimension of its own, as dimension = "
      .. "\"volume\", or a unit that it is a power of ten of, as of = \"t\"", bad("stone", {}))
    assert.equal("HERE: unit 'stone': unknown unit 'kgs' (did you mean 'kg'?)",
      bad("stone", { of = "kgs" }))
    assert.equal("HERE: unit 'stone': exponent: a whole power of ten expected, got 0.8",
      bad("stone", { of = "kg", exponent = 0.8 }))
    assert.equal("HERE: unit 'stone': unknown field 'off' (did you mean 'of'?)",
      bad("stone", { off = "kg" }))
  end)
end)

describe("ingot.unit.formula", function()
  local units <const> = {
    qty_kg = "kg", qty_t = "t", value_usd = "USD", cny = "CNY", price = "USD/t", odd = "furlong",
  }
  local function problem(text, declared)
    return formula_unit.problem(text, declared, function(name) return units[name] end)
  end

  it("follows units through products, quotients and powers of ten", function()
    for _, case in ipairs {
      { "sum(qty_kg) / 1000", "t" }, { "sum(qty_kg) * 0.001", "t" }, { "-sum(qty_kg) / (10 * 100)", "mt" },
      { "sum(value_usd) / sum(qty_kg) * 1000", "USD/t" }, { "sum(value_usd) / 1e4", "万美元" },
      { "100 * sum(qty_kg) / sum(qty_kg)", "%" }, { "sum(qty_t * price)", "USD" },
      { "sum(value_usd) * 1.13", "USD" }, { "(sum(qty_t) - 5) / 10000", "万吨" }, { "count()", "" },
      { "sum(if_else(qty_kg > 5 and hs in {'7601', '7604'}, qty_kg, 0)) / 1000", "t" },
    } do
      assert.is_nil(problem(case[1], case[2]), case[1])
    end
  end)

  it("refuses a unit of another dimension or another power, and says what to do", function()
    assert.equal("its unit says USD, its formula sum(qty_kg) / 1000 gives t",
      problem("sum(qty_kg) / 1000", "USD"))
    assert.equal("its unit says t, its formula sum(qty_kg) / 100 gives 10^2 kg; for t divide it by 10",
      problem("sum(qty_kg) / 100", "t"))
    assert.equal("its unit says USD/t, its formula sum(value_usd) / sum(qty_kg) gives USD/kg; for "
      .. "USD/t multiply it by 1000", problem("sum(value_usd) / sum(qty_kg)", "USD/t"))
    assert.equal("its unit says a plain number, its formula sum(qty_kg) gives kg",
      problem("sum(qty_kg)", ""))
    assert.equal("its unit says USD, its formula sum(value_usd) * 0.1 * sum(qty_kg) gives a product of "
      .. "units", problem("sum(value_usd) * 0.1 * sum(qty_kg)", "USD"))
  end)

  it("refuses to add, compare or choose among unlike units", function()
    for text, message in pairs {
      ["sum(qty_kg) / 1000 + sum(value_usd)"] = "sum(qty_kg) / 1000 is in t, sum(value_usd) in USD",
      ["sum(qty_kg + qty_t)"] = "qty_kg is in kg, qty_t in t; multiply the latter by 1000",
      ["sum(qty_t) - sum(qty_kg)"] = "sum(qty_t) is in t, sum(qty_kg) in kg; divide the latter by 1000",
      ["sum(if_else(qty_t > 0, qty_kg, qty_t))"] =
        "qty_kg is in kg, qty_t in t; multiply the latter by 1000",
      ["max(sum(value_usd), sum(cny))"] = "sum(value_usd) is in USD, sum(cny) in CNY",
      ["coalesce(sum(cny), sum(qty_t))"] = "sum(cny) is in CNY, sum(qty_t) in t",
      ["sum(if_else(cny > qty_t, 1, 0))"] = "cny is in CNY, qty_t in t",
    } do
      assert.equal("unlike units: " .. message, problem(text, "t"))
    end
  end)

  it("refuses nothing of what it cannot know", function()
    for _, text in ipairs { "sum(n)", "sum(odd)", "sum(qty_kg) ^ 2", "sum(qty_kg) * sum(n)",
      "var(qty_kg)", "log(sum(qty_kg))" } do
      assert.is_nil(problem(text, "t"), text)
    end
  end)

  it("holds a metric against the data at the script's line", function()
    local cube = ingot.cube(ingot.table({
      { "month", { "2025-04" } }, { "qty_kg", { 1000 } }, { "value_usd", { 5 } },
    }, { types = { month = "month" }, units = { qty_kg = "kg", value_usd = "USD" } }))
    ingot.metric "wrong" { formula = "sum(qty_kg) / 1000", unit = "USD" }
    ingot.metric "mixed" { formula = "sum(qty_kg) / 1000 + sum(value_usd)", unit = "t" }
    local function message(name)
      return (raised(function() return cube:measure(name, "2025-04") end))
    end
    assert.equal("HERE: metric 'wrong': its unit says USD, its formula sum(qty_kg) / 1000 gives t",
      message "wrong")
    assert.equal("HERE: metric 'mixed': unlike units: sum(qty_kg) / 1000 is in t, sum(value_usd) in USD",
      message "mixed")
  end)
end)
