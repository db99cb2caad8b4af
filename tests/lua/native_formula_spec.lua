local native <const> = require "ingot.native"

describe("native.formula", function()
  it("keeps the text it was made from", function()
    local text <const> = "sum(value_usd) / sum(qty_kg) * 1000"
    assert.equal(text, native.formula(text):text())
    assert.equal(text, tostring(native.formula(text)))
  end)

  it("lists columns, params and aggregates, each once, in order of appearance", function()
    local f <const> = native.formula "sum(qty) / count() + sum(qty) + mean(usd) + $rate - $base"
    assert.same({ "qty", "usd" }, f:columns())
    assert.same({ "rate", "base" }, f:params())
    assert.same({ "sum(qty)", "count()", "mean(usd)" }, f:aggregates())
    assert.same({}, f:windows())
    assert.same({ "lag(qty, 12)", "rank()" },
      native.formula("qty / lag(qty,12) - rank() + lag(qty, 12)"):windows())
  end)

  it("prints itself as SQL", function()
    assert.equal([["partner" = 'Mexico' AND "qty" <> :low]],
      native.formula('partner == "Mexico" and qty ~= $low'):sql())
  end)

  it("refuses text that does not parse, with the script's line and a caret", function()
    local ok <const>, message <const> = pcall(function()
      return native.formula "summ(qty_kg) / 1000"
    end)
    assert.is_false(ok)
    assert.equal("tests/lua/native_formula_spec.lua:27: formula: unknown function 'summ' "
      .. "(did you mean 'sum'?)\n  summ(qty_kg) / 1000\n  ^", message)
  end)

  it("names the nearest method when one is misspelt", function()
    local f <const> = native.formula "a"
    assert.has_error(function() return f:colums() end,
      "unknown method of Formula 'colums' "
      .. "(did you mean 'columns'?)")
  end)

  it("is refused where another class is expected", function()
    assert.has_error(function() native.methods.Formula.text(io.stdout) end,
      "text: a formula expected before it, got userdata; a colon asks it, as formula:text(…)")
  end)
end)
