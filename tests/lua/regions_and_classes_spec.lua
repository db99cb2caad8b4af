-- The province table of the article of 2026-01-23: its growth figures, read off the article, and the
-- classes it speaks of.

local bytes_of = require "support.bytes_of"
local ingot = require "ingot"
local native = require "ingot.native"
local number = require "ingot.number"
local program = require "support.program"
local scratch = require "support.scratch"

local SCRIPT <const> = "scripts/regions_and_classes.lua"

local published <const> = { -- province, growth on 2024 as printed, class
  { "Jiangsu", "56.11", "leading" }, { "Henan", "47.24", "leading" },
  { "Xinjiang", "597.44", "low-base fast" }, { "Jiangxi", "1,198.59", "low-base fast" },
}

local function classes_of_2025()
  local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
  local by = ingot.cube(customs):slice { product = "wire_cable" }:by "province"
  return by:classes("growth", "exports", "2025"), by
end

describe("scripts/regions_and_classes", function()
  it("puts provinces into the classes of the article, with its growth", function()
    local parts, by = classes_of_2025()
    for _, row in ipairs(published) do
      local yoy = by:one(row[1], "exports", "2025").exports.yoy
      assert.equal(row[2], number.format(yoy.value, { decimals = 2 }), row[1])
      assert.truthy(parts:why(row[1]):find(("^%s is %s: "):format(row[1], row[3]:gsub("%-", "%%-"))))
    end
    assert.equal(2, #parts:of "leading")
    assert.equal(2, #parts:of "low-base fast")
    assert.is_true(#parts:of "pulling back" >= 1)
    assert.same({}, parts:of "unknown")
  end)

  it("says a clause for each class, and shows the province table", function()
    local folder <close> = scratch.new()
    local result <const> = program.ingot("run", SCRIPT, "--out", folder.folder)
    for _, ending in ipairs { ".md", ".claims.json" } do
      folder:keep(folder:path("regions_and_classes-2025" .. ending))
    end
    assert.equal("", result.err)
    for _, text in ipairs {
      "Exports of aluminum wire and cable totaled 279,000 mt in 2025, up 42.91% YoY from 195,000 mt",
      "Jiangsu ranked first with 122,800 mt, or 44.02% of the total, up 56.11% YoY.",
      "up 47.24% YoY.",
      "Jiangsu and Henan led, with over 60% of the total.",
      "From a low base, exports grew rapidly in Xinjiang (up 597.44% YoY) and Jiangxi (up 1,198.59% YoY).",
      "A pullback was seen in Zhejiang (down 7.54% YoY)",
    } do
      assert.is_truthy(result.out:find(text, 1, true), text)
    end
    local chinese <const> = bytes_of(folder:path "regions_and_classes-2025.zh.md")
    for _, text in ipairs {
      "江苏位居第一，出口12.28万吨，占比44.02%，同比增长56.11%。", "江苏和河南占据主导，占比超过60%。",
      "低基数快速增长的有新疆（同比增长597.44%）和江西（同比增长1,198.59%）。", "出口回落的有浙江（同比下降7.54%）",
    } do
      assert.is_truthy(chinese:find(text, 1, true), text)
    end
    assert.is_truthy(result.out:find "Jiangxi%s+low%-base fast%s+4,298%.3%s+1,198%.59%%%s+1%.54%%    12\n")
    for _, row in ipairs {
      "| 类别 | 省份 | 出口量（吨） | 同比 | 占比 |\n", "| 省份 | 类别 | 出口量（吨） | 同比 | 占比 | 排名 |\n",
      "| 江西 | 低基数快速增长 | 4,298.3 | 1,198.59% | 1.54% | 12 |\n",
    } do
      assert.is_truthy(chinese:find(row, 1, true), row)
    end
    local path <const> = folder:path "regions_and_classes-2025.claims.json"
    local claims <const> = native.json_decode(bytes_of(path)).claims
    for _, at in ipairs { 1, #claims // 2, #claims } do
      local why <const> = program.ingot("why", path, claims[at].id, "--rows")
      assert.equal(0, why.code, why.err)
      assert.is_nil(why.out:find("but the data give", 1, true))
    end
  end)

  it("says of a year without a base that its growth is unknown", function()
    local folder <close> = scratch.new()
    local result <const> = program.ingot("run", SCRIPT, "--set", "period=2023", "--out",
      folder.folder)
    for _, ending in ipairs { ".md", ".claims.json" } do
      folder:keep(folder:path("regions_and_classes-2023" .. ending))
    end
    assert.equal("", result.err)
    assert.is_truthy(result.out:find("there is no year earlier to compare with.", 1, true))
  end)

  it("finds no province near a threshold of that year", function()
    local parts = classes_of_2025()
    assert.same({}, parts:stability(0.01))
  end)
end)
