local ingot = require "ingot"
local number = require "ingot.number"

local APRIL <const> = "2025-04"

describe("a breakdown by the parts of a product", function()
  local customs <const> = ingot.read("data/customs/export-2025.csv",
    { profile = "gacc-zh", flow = "export" }):union(ingot.read("data/customs/export-aluminum-2025.csv",
    { profile = "gacc-zh", flow = "export" }))
  local goods <const> = ingot.cube(customs):slice { product = "unwrought_and_products" }

  it("takes the codes of a heading together, by its name in the product", function()
    local rows <const> = goods:by("part"):all("exports", APRIL)
    assert.equal(8, #rows)
    assert.equal("aluminum plates, sheets and strip", rows[1].name)
    assert.equal("铝板、片及带", rows[1].subject.zh)
    local plates <const> = goods:slice { hs = "7606" }:measure("exports", APRIL)
    assert.equal(number.text(plates.value), number.text(rows[1].exports.value))
    assert.equal("1", number.text(rows[1].exports.rank.value))
  end)

  it("adds up to the whole", function()
    local sum = number.exact(0, 0)
    for _, row in ipairs(goods:by("part"):all("exports", APRIL)) do
      sum = number.add(sum, row.exports.value)
    end
    assert.equal(number.text(goods:measure("exports", APRIL).value), number.text(sum))
  end)

  it("is narrowed like any other", function()
    local first <const> = goods:by("part"):top(1, "exports", APRIL)[1]
    local partners <const> = goods:slice { hs = first }:by("partner"):top(1, "exports", APRIL)
    local mexico <const> = goods:slice { partner = partners[1] }:by("part"):all("exports", APRIL)
    assert.is_true(#mexico >= 1 and #mexico <= 8)
    for _, row in ipairs(goods:slice { hs = "7606" }:by("part"):all("exports", APRIL)) do
      assert.equal("7606", row.subject.code:sub(1, 4)) -- of a slice to some codes: by codes
    end
  end)

  it("is by codes where a product names none", function()
    ingot.product "spec_bare" { en = "bare wire", zh = "裸线", codes = { "7614" } }
    local cube <const> = ingot.cube(customs):slice { product = "spec_bare" }
    assert.equal(2, #cube:by("part"):all("exports", APRIL))
  end)

  it("is refused without a product", function()
    local cube <const> = ingot.cube(customs)
    local fine <const>, message <const> = pcall(function() local _ = cube:by "part" end)
    assert.is_false(fine)
    assert.truthy(message:find('by: parts are those of a product, as slice { product = "wire_cable" }',
      1, true))
  end)
end)
