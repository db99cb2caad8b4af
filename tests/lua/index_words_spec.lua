local document = require "ingot.document"
local ingot = require "ingot"
local raised = require "support.raised"

-- The index of a month after another, at exactly these growths: of one component, 100 first.
local function index_of(values)
  ingot.index "worded" { method = "diffusion", components = { "a", "b", "c", "d" } }
  local list = {}
  for i, name in ipairs { "a", "b", "c", "d" } do
    list[i] = ingot.series { name = name, from = "2025-01", values = values[i] }
  end
  return ingot.index.of("worded", list)
end

-- 50.0 in 2025-02, then 75.0, 75.0 and 0.0.
local index = index_of { { 1, 2, 3, 4, 3 }, { 1, 2, 3, 4, 3 }, { 2, 1, 2, 3, 2 }, { 2, 1, 0, -1, -2 } }

local function article()
  return ingot.article { period = ingot.period "2025-05", lang = { "en", "zh" },
    title = { en = "Index", zh = "指数" } }
end

local function said(en, zh, month)
  local one = article()
  one:say({ en = en, zh = zh }, { now = index:at(month) })
  local findings = ingot.lint(one)
  assert.same({}, findings)
  local texts = {}
  for i, lang in ipairs { "en", "zh" } do
    local doc = one:document(lang)
    texts[i] = document.text(doc, doc.blocks[#doc.blocks])
  end
  return texts[1], texts[2]
end

describe("an index in words", function()
  it("is a number without a unit, its change one of points", function()
    local level = index:at "2025-03"
    assert.equal("", level.unit)
    assert.equal("points", level.change.unit)
    assert.equal("75.0", level:text())
    assert.equal("25.0 points", level.change:text())
    assert.equal("25.0点", level.change:text(nil, "zh"))
  end)

  for _, case in ipairs {
    { "2025-03", "The index was 75.0, up 25.0 points.", "指数为75.0，上升25.0点。" },
    { "2025-05", "The index was 0, down 75.0 points.", "指数为0，下降75.0点。" },
    { "2025-04", "The index was 75.0, flat.", "指数为75.0，持平。" },
  } do
    it("goes up and down by points in both languages: " .. case[1], function()
      local en, zh = said("The index was {now}, {now.change:change}.", "指数为{now}，{now.change:change}。",
        case[1])
      assert.equal(case[2], en)
      assert.equal(case[3], zh)
    end)
  end

  it("rises and falls", function()
    local en, zh = said("It {now.change:rise}{now.change:by}; an {now.change:increase} of "
      .. "{now.change:amount}.", "其{now.change:rise}{now.change:amount}。", "2025-05")
    assert.equal("It fell by 75.0 points; a decrease of 75.0 points.", en)
    assert.equal("其下降75.0点。", zh)
  end)

  it("is no change itself, and its change no rate", function()
    local function message(template)
      return (raised(function() article():say({ en = template, zh = "{now}" }, { now = index:at "2025-03" }) end))
    end
    assert.is_truthy(message("{now:change}"):find("'change' takes a change (mom, yoy, diff …), got a claim "
      .. "(index)", 1, true))
    assert.is_truthy(message("{now.change:moved}"):find("'moved' takes a change in percent (mom, yoy …), "
      .. "got a claim (index_change)", 1, true))
    assert.is_truthy(message("{now.change:pp1}"):find("cannot convert 'points' (index point) to 'pp' "
      .. "(percentage point)", 1, true))
  end)

  it("is linted for its unit: neither percentage points nor per cent", function()
    local one = article()
    one:say({ en = "It was up {now.change:amount}, that is {now.change} percentage points.",
      zh = "指数上升{now.change:amount}。" }, { now = index:at "2025-03" })
    assert.is_true(#ingot.lint(one) > 0)
  end)
end)

describe("the rules of indices", function()
  local function told(levels)
    local one, texts = article(), {}
    one:tell(levels, { "index", "index_flat" }, { order = "given" })
    assert.same({}, ingot.lint(one))
    for i, lang in ipairs { "en", "zh" } do
      local doc = one:document(lang)
      texts[i] = document.text(doc, doc.blocks[#doc.blocks])
    end
    return texts
  end

  it("say its level and its change in points", function()
    assert.same({ "The worded index recorded 75.0, an increase of 25.0 points.",
      "Worded index为75.0，环比上升25.0点。" }, told(index:at "2025-03"))
    assert.same({ "The worded index was unchanged at 75.0.", "Worded index为75.0，环比持平。" },
      told(index:at "2025-04"))
    assert.same({ "The worded index recorded 50.0.", "Worded index为50.0。" }, told(index:at "2025-02"))
  end)

  it("say whether it kept its zone, where that is proven", function()
    local monthly = ingot.series(ingot.indicator "data/indicators/components.csv", { joint = true })
    for i, one in ipairs(monthly) do
      monthly[i] = ingot.series.split_joint(one, "same")
    end
    local board = ingot.lights.of("aluminum", monthly)
    assert.same({ 'The prosperity index recorded 56.9, an increase of 2.2 points, and remained in the '
      .. '"normal" range.', "景气指数为56.9，环比上升2.2点，仍处于“正常”区间。" },
      told(board:at "2025-11"))
    assert.equal('The prosperity index recorded 60.9, and was in the "normal" range.',
      told(board:at "2015-01")[1])
  end)

  it("are of an index alone", function()
    assert.is_truthy((raised(function() article():tell(index:at("2025-03").change, "index") end))
      :find("a level expected, got the index_change of worded", 1, true))
  end)
end)
