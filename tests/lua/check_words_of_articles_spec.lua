-- Words and labels of whole articles as the program reads them: of published ones what is known of
-- them, of our own nothing.

local labels = require "ingot.check.labels"
local page_of = require "ingot.check.page"
local read = require "ingot.check.read"
local tokens = require "ingot.check.tokens"
local wording = require "ingot.check.wording"

local PUBLISHED <const> = os.getenv "INGOT_PUBLISHED" or "../shared/seeds"

local function slurp(path)
  local file <const> = io.open(path, "rb")
  local bytes <const> = file and file:read "a"
  if file then file:close() end
  return bytes
end

local function findings(bytes, name, earlier)
  local page <const> = page_of.read(bytes, name)
  local sentences <const> = tokens.of(page)
  local claims <const> = read.claims(page, sentences)
  local list <const> = wording.find(page, sentences, claims, { earlier = earlier })
  for _, finding in ipairs(labels.find(page, sentences, claims)) do list[#list + 1] = finding end
  return list, claims
end

local function told(bytes, name)
  local lines <const> = {}
  for i, finding in ipairs(findings(bytes, name)) do
    lines[i] = ("%s %s: %s"):format(finding.kind, finding.weight,
      bytes:sub(finding.offset + 1, finding.offset + finding.length))
  end
  return lines
end

local published <const> = {
  ["000_d64adea729e4fbbb.txt"] = {},
  ["001_6f7847006a92305c.txt"] = { "omission word: 2,475.2 mt" },
  ["002_57fbe46f869171ae.txt"] = { "wording word: Surge" },
  ["003_a84ed29bc22367ae.txt"] = { "month_label figure: March", "month_label figure: March" },
  ["004_a0090f48c7da55a7.txt"] = {
    "unit_word word: 2.2 percentage points", "unit_word word: 1.4 percentage points",
    "unit_word word: 3.3 percentage points", "wording word: consistency index", "wording word: significant",
  },
}

describe("words of whole articles", function()
  for name, expected in pairs(published) do
    it("published: " .. name, function()
      local bytes <const> = slurp(PUBLISHED .. "/" .. name)
      if not bytes then
        return pending "the published documents are not at hand"
      end
      assert.same(expected, told(bytes, name))
    end)
  end

  for _, name in ipairs { "cable_exports_month-2025-04", "cable_exports_month-2025-04-truncate",
    "cable_exports_year-2025", "primary_aluminium-2025-04", "prosperity_index-2025-11",
    "regions_and_classes-2025", "trade_overview-2024-03" } do
    it("our own: " .. name, function()
      local bytes <const> = assert(slurp("tests/golden/" .. name .. ".md"))
      assert.same({}, told(bytes, name .. ".md"))
    end)
  end

  for _, name in ipairs { "cable_2025", "smelting_october" } do
    it("sound: " .. name, function()
      assert.same({}, told(assert(slurp("tests/check/articles/" .. name .. ".txt")), name .. ".txt"))
    end)
  end

  it("with an earlier article", function()
    local march <const> = assert(slurp "tests/check/articles/cable_march.txt")
    local april <const> = assert(slurp "tests/check/articles/cable_april.txt")
    local _, earlier <const> = findings(march, "cable_march.txt")
    local quotes <const> = {}
    for _, finding in ipairs(findings(april, "cable_april.txt", earlier)) do
      quotes[#quotes + 1] = finding.kind == "wording" and finding.claims[1].quote or nil
    end
    assert.same({ "15,500 mt", "5,800 mt" }, quotes)
  end)
end)
