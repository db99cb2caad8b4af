local article = require "ingot.article"
local document = require "ingot.document"
local ingot = require "ingot"
local raised = require "support.raised"
local small_cube = require "support.small_cube"

local APRIL <const>, MARCH <const>, YEAR_AGO <const> = "2025-04", "2025-03", "2024-04"

local cube <const> = small_cube {
  levels = {
    ["429"] = { [APRIL] = 700, [MARCH] = 650, [YEAR_AGO] = 350 },
    ["311"] = { [APRIL] = 150, [MARCH] = 300, [YEAR_AGO] = 150 },
    ["136"] = { [APRIL] = 100, [MARCH] = 90, [YEAR_AGO] = 100 },
    ["114"] = { [APRIL] = 20, [MARCH] = 10 },
  },
}
local total <const> = cube:measure("exports", APRIL)
local partners <const> = cube:by "partner"

local function top(n) return partners:top(n, "exports", APRIL) end

local function begin(lang)
  return article.new {
    title = { en = "Exports", zh = "出口" }, period = APRIL, lang = lang, names = { total = total },
  }
end

-- The paragraphs of what is told.
local function told(lang, ...)
  local a <const> = begin(lang):tell(...)
  local doc <const>, texts = a:document(), {}
  for _, block in ipairs(doc.blocks) do
    texts[#texts + 1] = block.kind == "paragraph" and document.text(doc, block) or nil
  end
  return table.concat(texts, "\n")
end

ingot.rule "spec_share" { when = "share > 0", say = "{name}: {share}." }
ingot.rule "spec_moved" { when = "abs(mom) >= 0.2", weight = 3, say = "{name} {mom:rise}." }
ingot.rule "spec_turns" { when = "rank <= 3", say = { "{name} first.", "And {name}." } }

describe("article:tell", function()
  it("says the heaviest rule first, then the largest changes, then as given", function()
    assert.equal("Portugal fell. Iraq rose. Mexico: 72.2%. Thailand: 10.3%.",
      told("en", top(4), { "spec_share", "spec_moved" }))
  end)

  it("says at most so many, and in the order given when asked", function()
    assert.equal("Mexico: 72.2%. Portugal fell. Iraq rose.",
      told("en", top(4), { "spec_share", "spec_moved" }, { most = 3, order = "given" }))
  end)

  it("weighs by a formula or a function; what has no weight comes last", function()
    ingot.rule "spec_formula" { weight = "share", say = "{name}." }
    assert.equal("Mexico. Portugal. Thailand.", told("en", top(3), "spec_formula"))
    ingot.rule "spec_function" { weight = function(f) return -f.share end, say = "{name}." }
    assert.equal("Thailand. Portugal. Mexico.", told("en", top(3), "spec_function"))
    ingot.rule "spec_weightless" { weight = "yoy", say = "{name}." }
    assert.equal("Mexico. Portugal. Thailand. Iraq.",
      (told("en", top(4), "spec_weightless", { order = "given" })))
  end)

  it("takes rules by name, as they are, and all whose names begin alike", function()
    local own <const> = ingot.rule "spec_own" { of = "part", weight = 9, say = "{name} is mine." }
    assert.equal("Mexico is mine.", told("en", top(1), { { own }, "spec_share" }))
    assert.equal("Exports to Portugal fell sharply by 50.0% MoM to 150 mt. Exports to Iraq surged by 100.0% "
      .. "MoM to 20 mt.",
      told("en", top(4), "sharp_*"))
  end)

  it("takes the variants of a rule in turn, and begins anew with a paragraph", function()
    local a <const> = begin():tell(top(3), "spec_turns", { order = "given" }):paragraph()
      :tell(partners:one("429", "exports", MARCH), "spec_turns")
    local doc <const> = a:document()
    assert.equal("Mexico first. And Portugal. Thailand first.", document.text(doc, doc.blocks[2]))
    assert.equal("Mexico first.", document.text(doc, doc.blocks[3]))
  end)

  it("takes no word of a sentence for its memory of turns", function()
    local a <const> = begin():say("The tide turns, as every rule."):tell(top(2), "spec_turns")
      :say("It turns again.")
    local doc <const> = a:document()
    assert.equal("The tide turns, as every rule. Portugal first. And Mexico. It turns again.",
      document.text(doc, doc.blocks[2]))
  end)

  it("says a rule once of a fact, however often it is told", function()
    local a <const> = begin():tell(top(2), "spec_share"):tell(top(3), "spec_share")
    local doc <const> = a:document()
    assert.equal("Portugal: 15.5%. Mexico: 72.2%. Thailand: 10.3%.",
      document.text(doc, doc.blocks[2]))
  end)

  it("speaks the sentences of an article in both languages from one set of claims", function()
    assert.equal("Exports came to 1,000 mt in April 2025, "
      .. "down 7.6% MoM but up 61.67% YoY. Cumulative exports from January to April 2025 totaled "
      .. "2,000 mt, up 236.67% from 600 mt in the same period a year earlier.",
      told("en", total, { "lead", "ytd", "full_year", "net" }))
    assert.truthy(told("zh", total, "lead"):find("为0.10万吨，环比下降7.6%，但同比增长61.67%。", 1, true))
    assert.equal("Mexico ranked first for the second consecutive month with 700.000 mt, or 72.2% of the "
      .. "total, up 50 mt MoM.", told("en", top(1), "rank_kg"))
    assert.equal("墨西哥连续第二个月排名第一，出口量为700.000吨，占比72.2%，环比增加50吨。", told("zh", top(1), "rank_kg"))
  end)

  it("speaks of parts together", function()
    assert.equal("Together, Mexico and Portugal made up over 80% of the total.",
      told("en", top(2), "pair"))
    assert.equal("While exports to Mexico and Thailand together rose by 60 mt MoM, the rest fell by "
      .. "140 mt, so that the total declined.",
      told("en", { partners:one("429", "exports", APRIL), partners:one("136", "exports", APRIL) },
        "others_turn"))
    assert.equal("While exports to Mexico rose by 50 mt MoM, the rest fell by 130 mt, so that the total "
      .. "declined.", told("en", top(1), "others_turn*"))
    assert.equal("对墨西哥出口量环比增加50吨，但其余合计减少130吨，总量因此减少。",
      told("zh", top(1), "others_turn*"))
    assert.equal("The main destinations were Mexico, Portugal, and other countries and regions.",
      told("en", top(2), "destinations"))
  end)

  it("says a clause for each class that has members", function()
    assert.equal("Mexico and Portugal led, with over 80% of the total. New compared with a year "
      .. "earlier: Iraq. Little changed from a year earlier: Thailand (flat YoY).",
      told("en", partners:classes("growth", "exports", APRIL), "class_*"))
  end)

  it("adds direct imports and re-imports of Chinese origin, both also shown apart", function()
    local imports <const> = small_cube { flow = "import", levels = {
      ["344"] = { [APRIL] = 226300 }, ["142"] = { [APRIL] = 2300 }, ["112"] = { [APRIL] = 21900 },
    } } :by "partner"
    local two <const> = {
      imports:one("344", "imports", APRIL), imports:one("142", "imports", APRIL),
    }
    assert.equal("Direct imports from Russia (226,300 mt) and re-imports of Chinese origin (2,300 mt) "
      .. "add up to 228,600 mt, or 91.26% of the total.", told("en", two, "re_import"))
    assert.equal("The main sources were Russia, Indonesia, and other countries and regions.",
      told("en", imports:top(2, "imports", APRIL), "sources"))
    assert.equal("", told("en", imports:top(1, "imports", APRIL), { "sources", "others_turn" }))
  end)

  it("says who came in and who dropped out", function()
    local moving <const> = small_cube { levels = {
      ["429"] = { [APRIL] = 12.4 }, ["311"] = { [MARCH] = 31 },
    } } :by "partner"
    local both <const> = {
      moving:one("429", "exports", APRIL), moving:one("311", "exports", APRIL),
    }
    assert.equal("Exports to Mexico came to 12 mt, after none in March 2025. Nothing was recorded for "
      .. "Portugal, after 31 mt in March 2025.",
      told("en", both, { "from_none", "to_none" }, { order = "given" }))
    assert.equal("对墨西哥出口量由2025年3月的零增至12吨。对葡萄牙出口量由2025年3月的31吨降为零。",
      told("zh", both, { "from_none", "to_none" }, { order = "given" }))
  end)

  it("tells of members that have nothing any more, which no list of the period has", function()
    local by <const> = small_cube { levels = {
      ["429"] = { [APRIL] = 500, [MARCH] = 480 }, ["311"] = { [MARCH] = 31 }, ["344"] = { [MARCH] = 310 },
      ["136"] = { [APRIL] = 5 }, ["114"] = { [YEAR_AGO] = 8 },
    } } :by "partner"
    local gone <const> = by:gone("exports", APRIL)
    assert.same({ "Russia", "Portugal" }, { gone[1].name, gone[2].name, gone[3] })
    assert.equal("Nothing was recorded for Russia, after 310 mt in March 2025. Nothing was recorded for "
      .. "Portugal, after 31 mt in March 2025. Exports to Mexico rose by 4.2% MoM to 500 mt.",
      told("en", { by:all("exports", APRIL), gone }, { "mover", "to_none" }))
    assert.same({}, by:gone("exports", YEAR_AGO))
  end)

  it("says a mode that was added, and parts that came or went", function()
    local modes <const> = small_cube { dimension = "mode", flow = "import", levels = {
      ["30"] = { [APRIL] = 49.4 }, ["10"] = { [APRIL] = 100, [MARCH] = 90 },
    } } :by "mode"
    assert.equal("About 49 mt of barter trade was added in April 2025.",
      told("en", modes:all("imports", APRIL), "mode_added"))
    assert.equal("", told("en", total, { "net", "lead_year" }))
  end)

  it("says which side of zero a balance is on", function()
    ingot.metric "spec_balance" {
      formula = "-sum(qty_kg) / 1000", unit = "t", display = { unit = "万吨", decimals = 2, print_as = "mt" },
      sides = { en = { "net imports", "net exports" }, zh = { "净进口", "净出口" } },
    }
    local net <const> = small_cube { levels = {
      ["429"] = { [APRIL] = 50000, [MARCH] = 40000, [YEAR_AGO] = 70000 },
    } }
    assert.equal("Net exports reached 50,000 mt in April 2025, against 40,000 mt in March 2025 and "
      .. "70,000 mt in April 2024.",
      told("en", net:measure("spec_balance", APRIL), { "net", "lead" }))
    assert.equal("2025年4月净出口5.00万吨，2025年3月为4.00万吨，上年同期为7.00万吨。",
      told("zh", net:measure("spec_balance", APRIL), "net"))
  end)

  it("does not speak of what is unknown", function()
    assert.equal("", told("en", cube:measure("exports", "2027-04"), { "lead", "ytd", "comment" }))
    assert.equal("", told("en", cube:measure("imports", APRIL), { "lead", "lead_year", "concession" }))
  end)

  it("refuses what it does not know, at the script's line", function()
    local a <const> = begin()
    assert.equal("HERE: tell: unknown rule 'raank' (did you mean 'rank'?)",
      (raised(function() a:tell(total, "raank") end)))
    assert.equal("HERE: tell: rule 'lead' is named twice",
      (raised(function() a:tell(total, { "lead", "lead" }) end)))
    assert.equal("HERE: tell: no rule's name begins with 'clas_'",
      (raised(function() a:tell(total, "clas_*") end)))
    assert.equal("HERE: tell: unknown option 'mots' (did you mean 'most'?)",
      (raised(function() a:tell(total, "lead", { mots = 2 }) end)))
    assert.equal("HERE: tell: most = 0: a whole number from one up expected",
      (raised(function() a:tell(total, "lead", { most = 0 }) end)))
    assert.equal("HERE: tell: a level expected, got the mom of exports",
      (raised(function() a:tell(total.mom, "lead") end)))
  end)

  it("names the rule whose sentence cannot be said", function()
    ingot.rule "spec_misspelt" { say = "{nmae} fell." }
    assert.equal("HERE: tell: rule 'spec_misspelt': unknown name 'nmae' (did you mean 'name'?)",
      (raised(function() begin():tell(top(1), "spec_misspelt") end)))
    ingot.rule "spec_nameless" { say = "{name} fell." }
    assert.equal("HERE: tell: rule 'spec_nameless': a whole has no 'name'; what may be left out "
      .. "goes in [ ], and of = \"part\" keeps a rule to parts",
      (raised(function() begin():tell(total, "spec_nameless") end)))
    ingot.rule "spec_one_language" { say = { en = "It fell." } }
    assert.equal("HERE: tell: rule 'spec_one_language': no words in 'zh': { zh = \"…\" } expected "
      .. "beside en", (raised(function() begin { "en", "zh" }:tell(total, "spec_one_language") end)))
  end)

  it("gives a sentence the name of its rule", function()
    local doc <const> = begin():tell(total, "lead"):document()
    assert.equal("lead", doc.blocks[2].sentences[1].rule)
  end)
end)
