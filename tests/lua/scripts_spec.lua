-- The ready analyses against the published articles: every figure of the articles of 2025-05-30 and
-- 2026-01-23 on cable exports, read off our article (not off the data), in both languages, and of
-- the first in both ways desks print levels.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local printed = require "support.printed"
local program = require "support.program"
local scratch = require "support.scratch"

local MONTH <const>, YEAR <const> = "scripts/cable_exports_month.lua", "scripts/cable_exports_year.lua"

-- Figures in the order in which the article prints them; those that depend on the mode of levels
-- stand as a pair. Sentences: the same figures with the words that give them a sign and a meaning.
local published <const> = {
  {
    script = MONTH, period = "2025-04", modes = { "round", "truncate" },
    figures = {
      { "21,400", "21,300" }, "5.3", "8.43", { "82,900", "82,800" }, "16.08", "71,400",
      "15,500", "72.7", "5,800", "27.3",
      "first", "second", "2,628.738", "12.3", "326.75",
      "second", "1,619.463", "7.6", "60.383",
      "third", "1,352.531", "6.3", "993.635",
      "first", "11,395.0", "53.3", "2,475.2",
      "second", "3,098.9", "14.5", "1,657.9",
      "third", "1,364.8", "6.4", "570.5",
    },
    en = {
      "came to {21,400|21,300} mt in April 2025, down 5.3% MoM but up 8.43% YoY",
      "Cumulative exports from January to April 2025 totaled {82,900|82,800} mt, up 16.08% from "
        .. "71,400 mt",
      "(HS codes: 76141000 for steel-core aluminum stranded wire; 76149000 for",
      "steel-core aluminum stranded wire rose sharply MoM to 15,500 mt, or 72.7% of the total",
      "other aluminum stranded wire fell sharply MoM to 5,800 mt, or only 27.3% of the total",
      "Mexico ranked first for the second consecutive month with 2,628.738 mt, or 12.3% of the total, "
        .. "up 326.75 mt MoM",
      "Portugal ranked second with 1,619.463 mt, or 7.6% of the total, up 60.383 mt MoM",
      "Iraq ranked third with 1,352.531 mt, or 6.3% of the total, up 993.635 mt MoM",
      "together rose by {1,381|1,380} mt MoM, the rest fell by {2,584|2,583} mt",
      "Exports to Tunisia plunged by 85.9% MoM",
      "with 11,395.0 mt, or 53.3% of the total, up 2,475.2 mt MoM",
      "with 3,098.9 mt, or 14.5% of the total, down 1,657.9 mt MoM",
      "Beijing ranked third with 1,364.8 mt, or 6.4% of the total, up 570.5 mt MoM",
    },
    zh = {
      "{2.14|2.13}万吨，环比下降5.3%，但同比增长8.43%",
      "2025年1-4月累计出口量为{8.29|8.28}万吨，较上年同期的7.14万吨增长16.08%",
      "海关编码：钢芯铝绞线76141000；其他铝绞线76149000",
      "1.55万吨，环比大幅增长，占比72.7%", "占比仅27.3%",
      "墨西哥连续第二个月排名第一，出口量为2,628.738吨，占比12.3%", "江苏连续第21个月排名第一，出口量为11,395.0吨，占比53.3%",
    },
  },
  {
    script = YEAR, period = "2025", modes = { "round" },
    figures = {
      "42.9", "30,400", "8.7", "13.96", "279,000", "42.91", "195,000", "20,800", "69", "9,500", "31",
      "63", "37", "first", "122,800", "44.02", "56.11", "second", "54,750", "47.24", "60",
      "597.44", "1,198.59", "42.9",
    },
    en = {
      "exports of aluminum wire and cable total 279,000 mt in 2025, up 42.9% YoY",
      "came to 30,400 mt in December 2025, down 8.7% MoM but up 13.96% YoY",
      "Full-year exports in 2025 totaled 279,000 mt, up 42.91% YoY from 195,000 mt in 2024",
      "20,800 mt of steel-core aluminum stranded wire (69%) and 9,500 mt of other aluminum stranded "
        .. "wire (31%)",
      "of steel-core aluminum stranded wire (63%)", "of other aluminum stranded wire (37%)",
      "Jiangsu ranked first with 122,800 mt, or 44.02% of the total, up 56.11% YoY",
      "Henan was second with 54,750 mt, or 19.62% of the total, up 47.24% YoY",
      "Jiangsu and Henan made up over 60% of the total",
      "22.61 percentage points to Jiangsu and 9.00 percentage points to Henan, its core engine",
      "Xinjiang (up 597.44% YoY) and Jiangxi (up 1,198.59% YoY)",
      "A pullback was seen in Zhejiang",
      "exports rose sharply by 42.9% in 2025",
    },
    zh = {
      "2025年中国铝线缆出口27.9万吨，同比增长42.9%",
      "3.04万吨，环比下降8.7%，但同比增长13.96%",
      "2025年全年出口量为27.9万吨，较2024年的19.5万吨增长42.91%",
      "钢芯铝绞线2.08万吨（占69%）和其他铝绞线0.95万吨（占31%）", "占63%", "占37%",
      "江苏排名第一，出口量为12.28万吨，占比44.02%，同比增长56.11%", "5.475万吨，占比19.62%，同比增长47.24%",
      "合计占比超过60%", "核心动力", "新疆（同比增长597.44%）和江西（同比增长1,198.59%）",
    },
  },
}

-- Runs a script into a scratch folder.
local function run(script, folder, ...)
  local words <const> = { "run", script, "--out", folder }
  for _, setting in ipairs { ... } do
    table.move({ "--set", setting }, 1, 2, #words + 1, words)
  end
  return program.ingot(table.unpack(words))
end

local function stem_of(article)
  return ("%s-%s"):format(article.script:match "([%w_]+)%.lua$", article.period)
end

local function check_figures(figures, column, claims)
  local at = 1
  for _, figure in ipairs(figures) do
    local text <const> = type(figure) == "table" and figure[column] or figure
    while claims[at] and claims[at].text ~= text do
      at = at + 1
    end
    assert(claims[at], "no claim prints " .. text)
    at = at + 1
  end
end

local function check_sentences(sentences, column, text)
  for _, sentence in ipairs(sentences) do
    sentence = sentence:gsub("{(.-)|(.-)}", column == 1 and "%1" or "%2")
    assert.is_truthy(text:find(sentence, 1, true), sentence)
  end
end

for _, article in ipairs(published) do
  local script <const>, setting <const> = article.script, "period=" .. article.period

  describe(script:gsub("%.lua$", ""), function()
    for column, mode in ipairs(article.modes) do
      it("says every published figure, levels in mode " .. mode, function()
        local folder <close> = scratch.new()
        local result <const> = run(script, folder.folder, setting, "levels=" .. mode)
        assert.equal("", result.err)
        assert.equal(0, result.code)
        local path <const> = folder:path(stem_of(article))
        check_sentences(article.en, column, result.out)
        check_sentences(article.zh, column, bytes_of(path .. ".zh.md"))
        check_figures(article.figures, column, printed.claims(path .. ".claims.json"))
      end)
    end

    it("leads numbers back to rows of the data", function() -- all of them: why_articles_spec
      local folder <close> = scratch.new()
      run(script, folder.folder, setting)
      local path <const> = folder:path(stem_of(article) .. ".claims.json")
      local claims <const> = printed.claims(path)
      for _, at in ipairs { 1, #claims // 2, #claims } do
        local result <const> = program.ingot("why", path, claims[at].id, "--rows")
        assert.equal(0, result.code, claims[at].id .. ": " .. result.err)
        assert.is_truthy(result.out:find("data/customs/export%-20%d%d%.csv:%d+"), claims[at].id)
      end
    end)

    it("gives the same bytes in every run", function()
      local folder <close> = scratch.new()
      local first <const> = run(script, folder.folder, setting)
      local before <const> = {}
      for name in lfs.dir(folder.folder) do
        before[name] = name:find "^%." and "" or bytes_of(folder:path(name))
      end
      assert.equal(first.out, run(script, folder.folder, setting).out)
      for name, bytes in pairs(before) do
        assert.equal(bytes, name:find "^%." and "" or bytes_of(folder:path(name)), name)
      end
    end)

    it("prints the analyst's own words as such", function()
      local folder <close> = scratch.new()
      local result <const> = run(script, folder.folder, setting, "remark=Grids are renewed.")
      assert.is_truthy(result.out:find("\nAnalyst's note (not from the data): Grids are renewed.\n",
        1, true))
      assert.is_truthy(bytes_of(folder:path(stem_of(article) .. ".zh.md")):find(
        "**分析师注（非数据所得）**：Grids are renewed.", 1, true))
    end)

    it("stays under 80 lines", function()
      local _, lines <const> = bytes_of(script):gsub("\n", "")
      assert.is_true(lines < 80)
    end)
  end)
end

describe("scripts/cable_exports_month", function()
  it("writes an article for every month there is, and none for a month there is not", function()
    local folder <close> = scratch.new()
    for year = 2023, 2025 do
      for month = 1, 12 do
        local period <const> = ("%d-%02d"):format(year, month)
        local result <const> = run(MONTH, folder.folder, "period=" .. period)
        assert.equal(0, result.code, period .. ": " .. result.err)
        for _, ending in ipairs {
          ".md", ".html", ".claims.json", ".zh.md", ".zh.html", ".zh.claims.json",
        } do
          local path <const> = folder:path("cable_exports_month-" .. period .. ending)
          assert.equal("file", lfs.attributes(path, "mode"), path)
        end
      end
    end
    local missing <const> = run(MONTH, folder:path "none", "period=2026-01")
    assert.equal(1, missing.code)
    assert.equal("", missing.out)
    assert.is_truthy(missing.err:find("the level of exports in 2026-01 is unknown: the data cover "
      .. "2023-01 to 2025-12; what may be left out goes in [ ]", 1, true))
    assert.is_nil(lfs.attributes(folder:path "none"))
  end)

  it("leaves out what the first months cannot know", function()
    local folder <close> = scratch.new()
    local first <const> = run(MONTH, folder.folder, "period=2023-01").out
    assert.is_truthy(first:find("came to 17,200 mt in January 2023.\n", 1, true))
    assert.is_nil(first:find "%% MoM" or first:find "%% YoY" or first:find "Comment")
    local second <const> = run(MONTH, folder.folder, "period=2023-02").out
    assert.is_truthy(second:find("came to 13,700 mt in February 2023, down 20.5% MoM. "
      .. "Cumulative exports from January to February 2023 totaled 30,900 mt.\n", 1, true))
    assert.is_truthy(second:find("Comment\n\nOn the whole, exports fell sharply by 20.5% MoM.\n", 1,
      true))
  end)

  it("says December's year to date as the full year, to one decimal of 10,000 t", function()
    local folder <close> = scratch.new()
    assert.is_truthy(run(MONTH, folder.folder, "period=2025-12").out:find(
      "Full-year exports in 2025 totaled 279,000 mt, up 42.91% YoY from 195,000 mt in 2024.", 1, true))
  end)

  it("does as well for other products, of one code or of many", function()
    local folder <close> = scratch.new()
    local one <const> = run(MONTH, folder.folder, "product=alumina").out
    assert.is_truthy(one:find("Exports of alumina came to", 1, true))
    assert.is_nil(one:find("Product structure", 1, true))
    local many <const> = run(MONTH, folder.folder, "product=unwrought_and_products").out
    assert.is_truthy(many:find("Exports of aluminum plates, sheets and strip fell MoM to 194,000 mt, "
      .. "or only 37.4% of the total.", 1, true)) -- by heading 7606, not by its codes
    local none <const> = run(MONTH, folder:path "none", "product=bauxite")
    assert.equal(1, none.code)
    assert.is_truthy(none.err:find("the level of exports in 2025-04 is unknown", 1, true))
  end)
end)

describe("scripts/cable_exports_year", function()
  it("writes an article for every year there is, the first without a year before", function()
    local folder <close> = scratch.new()
    local first <const> = run(YEAR, folder.folder, "period=2023").out
    assert.is_truthy(first:find("exports of aluminum wire and cable total 194,000 mt in 2023\n", 1, true))
    assert.is_nil(first:find "%% YoY" or first:find "Comment" or first:find "low base")
    assert.is_truthy(run(YEAR, folder.folder, "period=2024").out:find("exports of aluminum "
      .. "wire and cable total 195,000 mt in "
      .. "2024, up 0.7%% YoY\n"))
    assert.equal(1, run(YEAR, folder:path "none", "period=2026").code)
  end)
end)

describe("scripts", function()
  it("refuse a period of another kind", function()
    local folder <close> = scratch.new()
    local result = run(MONTH, folder:path "none", "period=2025-Q1")
    assert.equal(MONTH .. ":11: period = 2025-Q1: a month expected, as 2025-04\n", result.err)
    assert.equal(1, result.code)
    result = run(YEAR, folder:path "none", "period=2025-04")
    assert.equal(YEAR .. ":11: period = 2025-04: a year expected, as 2025\n", result.err)
  end)
end)
