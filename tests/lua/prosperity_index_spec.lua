-- scripts/prosperity_index.lua in months of every kind: first and last ones, those that are published
-- with the month before, those without figures of the industry.

local bytes_of = require "support.bytes_of"
local program = require "support.program"
local scratch = require "support.scratch"

local function run(month, ...)
  local folder <close> = scratch.new()
  local result <const> = program.ingot("run", "scripts/prosperity_index.lua", "--out", folder.folder,
    "--set", "period=" .. month, ...)
  if result.code ~= 0 then
    return nil, result.err
  end
  assert.equal("", result.err)
  local stem <const> = "prosperity_index-" .. month
  return bytes_of(folder:path(stem .. ".md")), bytes_of(folder:path(stem .. ".zh.md"))
end

local function has(text, wanted)
  assert.is_truthy(text:find(wanted, 1, true), ("'%s' expected in:\n%s"):format(wanted, text))
end

local function lacks(text, unwanted)
  assert.is_nil(text:find(unwanted, 1, true), ("'%s' not expected in:\n%s"):format(unwanted, text))
end

describe("the prosperity index", function()
  it("has levels alone in the first month there is", function()
    local en <const>, zh <const> = run "2015-01"
    has(en, 'recorded 60.9, and was in the "normal" range.')
    has(zh, "为60.9，处于“正常”区间。")
    lacks(en, "from the month before")
    lacks(en, "How the industry stands")
    has(en, "| 2014-12 | — | — |")
  end)

  it("leaves out output where none is published, and what would be held against it", function()
    local february <const> = run "2025-02"
    lacks(february, "Output of aluminum")
    has(february, "Shanghai aluminum futures")
  end)

  it("has no change on the month before where that has no figure", function()
    local en <const> = run "2025-03"
    has(en, "Output of aluminum was 3.741 Mt, up 0.7% YoY. Output of alumina was 7.71 Mt, up 1.8% YoY.")
  end)

  it("never has the change of operating capacity, which nobody knows", function()
    for _, month in ipairs { "2025-10", "2025-12" } do
      lacks(run(month), "Operating capacity")
    end
    has(run "2025-11", "Operating capacity was 44.06 Mt. Output")
  end)

  it("has points of indices and percentage points of rates", function()
    local en <const>, zh <const> = run "2025-11"
    for _, change in ipairs { "2.2 points", "1.4 points", "3.3 points", "0.6 percentage points" } do
      has(en, change)
    end
    has(zh, "下降1.4点")
    has(zh, "上升0.6个百分点")
    lacks(zh, "1.4个百分点")
  end)

  it("says no part of the normal range, as none is proven", function()
    local en <const> = run "2025-11"
    lacks(en, "upper")
    lacks(en, "lower part")
  end)

  it("takes sections and a remark", function()
    local en <const> = run("2025-11", "--set", "sections=coincident comment", "--set",
      "remark=Grid orders help.")
    has(en, "The coincident index, made of")
    has(en, "Grid orders help.")
    lacks(en, "The leading index")
    lacks(en, "| Month |")
  end)

  it("ends with a message where the data end", function()
    local none <const>, message <const> = run "2026-01"
    assert.is_nil(none)
    has(message, "the index of aluminum in 2026-01 is unknown: 0% of the weight has a light in 2026-01")
  end)
end)
