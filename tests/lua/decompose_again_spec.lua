local again = require "ingot.decompose.again"

-- An entry of a claims file with operands named by role.
local function entry(formula, value, operands, measure)
  local list = {}
  for name, text in pairs(operands) do
    list[#list + 1] = { name = "exports", of = name ~= "exports" and name or nil, value = text }
  end
  return { formula = formula, value = value, operands = list, measure = measure or "contribution" }
end

local levels <const> = { exports = "3", base = "1", whole = "7" }

describe("ingot.decompose.again", function()
  it("computes a formula over its operands again", function()
    local formula <const> = "100 * (exports - base) / whole"
    assert.equal("the same computed again",
      again.verdict(entry(formula, "28.571428571428573", levels)))
    assert.equal("but it comes to 28.571428571428573", again.verdict(entry(formula, "28.57", levels)))
    assert.equal("the same computed again",
      again.verdict(entry(formula .. ", cut to 2 decimals so that the parts add up", "28.58", levels)))
    assert.equal("but it comes to 28.571428571428573",
      again.verdict(entry(formula .. ", cut to 2 decimals so that the parts add up", "28.59", levels)))
  end)

  it("allows an effect less than one last unit", function()
    local formula <const> = "exports - base * whole / base"
    assert.equal("the same computed again", again.verdict(entry(formula, "-4", levels, "price")))
    assert.equal("but it comes to -4", again.verdict(entry(formula, "-5", levels, "price")))
  end)

  it("leaves alone what is unknown or is no arithmetic on operands", function()
    for _, formula in ipairs {
      "sum(qty_kg) / 1000", "exports - elsewhere", "(exports)(base)", "exports.base", "exports base",
      "('x').rep", "os.exit()", "function() end", "1 .. exports", "exports / 0",
      "",
    } do
      assert.is_nil(again.verdict(entry(formula, "1", levels)), formula)
    end
    assert.is_nil(again.verdict(entry("exports - base", "1", { exports = "3", base = nil })))
    assert.is_nil(again.verdict(entry("exports - base", nil, levels)))
  end)
end)
