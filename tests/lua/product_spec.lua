local ingot = require "ingot"
local product = require "ingot.product"
local raised = require "support.raised"

describe("ingot.product", function()
  it("knows those that come with the program, each with a source and a name for every code", function()
    assert.same({ "76141000", "76149000" }, product.get("wire_cable").codes)
    for _, name in ipairs { "wire_cable", "primary_aluminum" } do
      local one = product.get(name)
      assert.is_string(one.source)
      assert.is_string(one.zh)
      for _, code in ipairs(one.codes) do assert.is_string(one.parts[code].en) end
    end
  end)

  it("refuses a bad definition where it is written", function()
    local function bad(definition)
      return (raised(function() ingot.product "p" (definition) end))
    end
    assert.equal("HERE: product 'p': it needs codes, as codes = { \"76141000\" }", bad { en = "x" })
    assert.equal("HERE: product 'p': it needs a name in a sentence, as en = \"aluminum wire and "
      .. "cable\"", bad { codes = { "76141000" } })
    assert.equal("HERE: product 'p': code 1: an HS code as text expected, got 76141000",
      bad { en = "x", codes = { 76141000 } })
    assert.equal("HERE: product 'p': code 76141000 stands twice",
      bad { en = "x", codes = { "76141000", "76141000" } })
    assert.equal("HERE: product 'p': part 1 is not among its codes",
      bad { en = "x", codes = { "76141000" }, parts = { { en = "y" } } })
  end)
end)
