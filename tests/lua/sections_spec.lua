local article = require "ingot.article"
local document = require "ingot.document"
local raised = require "support.raised"
local small_cube = require "support.small_cube"

local APRIL <const>, MARCH <const> = "2025-04", "2025-03"

local cube <const> = small_cube {
  levels = {
    ["429"] = { [APRIL] = 700, [MARCH] = 650 }, ["311"] = { [APRIL] = 300, [MARCH] = 350 },
  },
}
local total <const> = cube:measure("exports", APRIL)
local rows <const> = cube:by("partner"):all("exports", APRIL)

local destinations <const> = {
  name = "destinations", title = "Destinations", about = rows, rules = { "rank" }, order = "given",
}
local comment <const> = { name = "comment", title = "Comment", remark = "Demand abroad holds up." }

local function begin(lang)
  return article.new { title = lang and { en = "E", zh = "出" } or "E", period = APRIL, lang = lang,
    names = { total = total } }
end

-- Kinds and texts of the blocks behind the title.
local function outline(a, lang)
  local doc <const>, lines = a:document(lang), {}
  for i = 2, #doc.blocks do
    lines[i - 1] = doc.blocks[i].kind .. ": " .. document.text(doc, doc.blocks[i])
  end
  return lines
end

local function refused(sections, order)
  local a <const> = begin()
  return (raised(function() a:sections(sections, order) end))
end

local ranked <const> = "Mexico ranked first for the second consecutive month with 700.0 mt, or 70.0% of "
  .. "the total, up 50.0 mt MoM. Portugal ranked second for the second consecutive month "
  .. "with 300.0 mt, or 30.0% of the total, down 50.0 mt MoM."

describe("article:sections", function()
  it("says sections in order, each under its heading", function()
    assert.same({
      "heading: Destinations", "paragraph: " .. ranked,
      "heading: Comment", "remark: Demand abroad holds up.",
    }, outline(begin():sections { destinations, comment }))
  end)

  it("leaves no heading where there is nothing to say", function()
    assert.same({ "remark: Demand abroad holds up." }, outline(begin():sections {
      { title = "Balance", about = total, rules = { "net" } },
      { title = "Nobody", about = {}, say = "{name} came." },
      { remark = comment.remark },
    }))
  end)

  it("says templates of rows, of a row and of names, and a list once", function()
    assert.same({
      "heading: In April 2025",
      "paragraph: Mexico: 700 mt. Portugal: 300 mt.",
    }, outline(begin():sections {
      { title = "In {period}", about = rows, say = "{name}: {exports:t0}." },
    }))
    assert.same({ "paragraph: Mexico: 700 mt. It leads." }, outline(begin():sections {
      { about = rows[1], say = { "{name}: {exports:t0}.", "It leads." } },
    }))
    assert.same({ "paragraph: To Mexico (70.0%) and Portugal (30.0%), of 1,000 mt.",
      "note: HS codes: 76141000" }, outline(begin():sections {
      { about = rows, list = "{name} ({exports.share})", say = "To {list}, of {whole:t0}.",
        names = { whole = total }, note = "HS codes: 76141000" },
    }))
  end)

  it("draws charts and tables as the article's own methods do", function()
    local doc <const> = begin():sections {
      { chart = { "ranked", rows, { most = 1 } },
        table = { "Members", rows, { { "Partner", "{name}" }, { "Exports", "{exports:t1}" } } } },
    } :document()
    assert.same({ "chart", "table" }, { doc.blocks[2].kind, doc.blocks[3].kind })
    assert.equal(2, #doc.blocks[3].rows)
    assert.equal("HERE: sections: section 1: chart: unknown kind 'rankd' (did you mean 'ranked'?)",
      refused { { chart = { "rankd", rows } } })
  end)

  it("is in all languages of the article", function()
    local a <const> = begin { "en", "zh" } :sections {
      { title = { en = "Destinations", zh = "目的地" }, about = rows[1], rules = "rank" },
    }
    assert.same({ "heading: 目的地",
      "paragraph: 墨西哥连续第二个月排名第一，出口量为700.0吨，占比70.0%，环比增加50.0吨。" }, outline(a, "zh"))
  end)

  it("takes an order of names from a text or a list, and leaves the others out", function()
    local sections <const> = { destinations, comment }
    for _, order in ipairs { "comment, destinations", { "comment", "destinations" } } do
      assert.same({ "heading: Comment", "heading: Destinations" }, (function(lines)
        return { lines[1], lines[3] }
      end)(outline(begin():sections(sections, order))))
    end
    assert.equal(2, #outline(begin():sections(sections, "comment")))
    assert.equal(4, #outline(begin():sections(sections, "")))
  end)

  it("refuses what it does not know, with the section and the nearest name", function()
    assert.equal("HERE: sections: section 1 (Top): unknown field 'rule' (did you mean 'rules'?)",
      refused { { title = "Top", about = rows, rule = { "rank" } } })
    assert.equal("HERE: sections: section 1: rules speak of facts: about = … expected beside rules",
      refused { { rules = { "rank" } } })
    assert.equal("HERE: sections: section 2 (comment): tell: unknown rule 'rankk' (did you mean "
      .. "'rank'?)", refused { destinations, { name = "comment", about = rows, rules = "rankk" } })
    assert.equal("HERE: sections: unknown section 'coment' (did you mean 'comment'?)",
      refused({ destinations, comment }, "coment"))
    assert.equal("HERE: sections: section 1: a table of fields expected, got string",
      refused { "destinations" })
    assert.equal("HERE: sections: a list of sections expected, as { { title = … } }, got the field "
      .. "'title'", refused { title = "Top" })
    assert.equal("HERE: sections: section 1: table: a list of the arguments of article:table "
      .. "expected, got string", refused { { table = "Members" } })
  end)

  it("shows the place in a template that cannot be said", function()
    assert.equal("HERE: sections: section 1 (Top): unknown name 'exprts' (did you mean 'exports'?)\n"
      .. "  {exprts}\n   ^", refused { { title = "Top", about = rows, say = "{exprts}" } })
  end)
end)
