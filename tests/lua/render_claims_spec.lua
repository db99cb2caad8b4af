local article = require "ingot.article"
local claims = require "ingot.render.claims"
local fake = require "support.fake_claim"

local total = fake.exports { ["2025-04"] = "21393.2", ["2025-03"] = "22590" }
local mexico = fake.row("429", "Mexico", { ["2025-04"] = "2628.738" },
  { whole = "21393.2", rank = 1, streak = 2 })

local function rendered(meta)
  local a = article.new { title = "Exports", period = "2025-04", names = { total = total } }
  a:say "Exports reached {total}, {total.mom:change} MoM."
  a:say("{name} ranked {exports.rank:ordinal} with {exports.share}.", { mexico })
  return claims.render(a:document(), meta)
end

local function order_of(t) return getmetatable(t).__order end

describe("ingot.render.claims", function()
  it("gives every printed number with all it takes to trace it", function()
    local file = rendered { script = "scripts/x.lua" }
    assert.same({
      id = "c1", text = "21,400", at = { paragraph = 1, sentence = 1 },
      metric = "exports", measure = "level", where = { flow = "export" }, period = "2025-04",
      value = "21393.2", unit = "t",
      display = { unit = "万吨", decimals = 2, print_as = "mt", mode = "round" },
      formula = "sum(qty_kg) / 1000",
      operands = { { name = "sum(qty_kg)", where = { flow = "export" }, period = "2025-04",
        value = "21393200", unit = "kg", rows = 1 } },
      rows = 1,
    }, file.claims[1])
  end)

  it("stores changes as printed, with their sign and their bases", function()
    local change = rendered().claims[2]
    assert.same({ "5.3", "-5.297919433377601", "%", "mom", "2025-04", "2025-03" }, {
      change.text, change.value, change.unit, change.measure, change.period, change.base_period,
    })
    assert.same({ "exports", "base", "2025-03", "22590" }, { change.operands[2].name,
      change.operands[2].of, change.operands[2].period, change.operands[2].value })
  end)

  it("says of a number in words how it is printed", function()
    local rank = rendered().claims[3]
    assert.same({ "first", "1", { unit = "", decimals = 0, print_as = "ordinal", mode = "round" } },
      { rank.text, rank.value, rank.display })
  end)

  it("gives an id to each occurrence, in order, with its place", function()
    local file = rendered()
    local seen = {}
    for i, claim in ipairs(file.claims) do
      seen[i] = ("%s %s %d.%d"):format(claim.id, claim.text, claim.at.paragraph, claim.at.sentence)
    end
    assert.same({ "c1 21,400 1.1", "c2 5.3 1.1", "c3 first 1.2", "c4 12.3 1.2" }, seen)
  end)

  it("gives every sentence, its words apart from its figures, and what said it", function()
    local a = article.new { title = { en = "Exports", zh = "出口" }, lang = { "en", "zh" },
      names = { total = total } }
    a:say { en = "Exports reached {total}, {total.mom:change} MoM.", zh = "出口{total}。" }
    a:remark { en = "Grid work.", zh = "电网。" }
    a:note({ "76141000" })
    assert.same({ "en", {
      { at = { paragraph = 0, sentence = 0 }, kind = "title", text = "Exports",
        template = "Exports" },
      { at = { paragraph = 1, sentence = 1 }, kind = "paragraph",
        text = "Exports reached 21,400 mt, down 5.3% MoM.",
        words = "Exports reached {c1} mt, down {c2}% MoM.",
        template = "Exports reached {total}, {total.mom:change} MoM." },
      { at = { paragraph = 2, sentence = 0 }, kind = "remark", text = "Grid work." },
      { at = { paragraph = 3, sentence = 1 }, kind = "note", text = "HS code: 76141000" },
    } }, { claims.render(a:document()).language, claims.render(a:document()).sentences })
    local zh = claims.render(a:document "zh")
    assert.same({ "zh", { paragraph = 1, sentence = 1 }, "出口{c1}万吨。", "出口{total}。" },
      { zh.language, zh.sentences[2].at, zh.sentences[2].words, zh.sentences[2].template })
  end)

  it("names the files behind the claims, each once", function()
    local file = rendered { script = "scripts/x.lua", products = { cable = { "76141000" } } }
    assert.same({ { path = "export.csv", rows = 9, hash = "xxh3:0123456789abcdef" } }, file.sources)
    assert.same({ 1, "scripts/x.lua", "2025-04", { cable = { "76141000" } } },
      { file.ingot, file.script, file.period, file.products })
    assert.same({ { path = "y" } }, rendered({ sources = { { path = "y" } } }).sources)
  end)

  it("says of a claim that rests on some of the files only which they are", function()
    local imports = fake.exports { ["2025-04"] = "5" }
    imports.sources = { { path = "import.csv", rows = 1, hash = "xxh3:0" } }
    local a = article.new { title = "{a} {b}", names = { a = total, b = imports } }
    local file = claims.render(a:document())
    assert.equal(2, #file.sources)
    assert.same({ "export.csv" }, file.claims[1].sources)
    assert.same({ "import.csv" }, file.claims[2].sources)
    assert.is_nil(rendered().claims[1].sources)
  end)

  it("puts the caller's null where there is no base, or no value", function()
    local null = {}
    local file = rendered { null = null }
    assert.equal(null, file.claims[1].base_period)
    assert.is_nil(rendered().claims[1].base_period)
  end)

  it("carries the order of its keys, and what is a list", function()
    local file = rendered()
    assert.same({ "ingot", "script", "language", "period", "run", "sources", "products", "regions",
      "metrics", "sentences", "claims" }, order_of(file))
    assert.same({ "at", "kind", "text", "words", "template", "rule" }, order_of(file.sentences[1]))
    assert.same({ "id", "text", "at", "metric", "measure", "where", "period", "base_period",
      "value", "unit", "display", "formula", "operands", "rows", "sources" },
      order_of(file.claims[1]))
    assert.same({ "unit", "decimals", "print_as", "mode" }, order_of(file.claims[1].display))
    assert.same({ "paragraph", "sentence", "row", "column" }, order_of(file.claims[1].at))
    assert.same({ "name", "of", "where", "period", "value", "unit", "formula", "rows", "operands" },
      order_of(file.claims[1].operands[1]))
    assert.is_true(getmetatable(file.claims).__array)
    local empty = claims.render(article.new({ title = "None" }):document())
    assert.is_true(getmetatable(empty.claims).__array)
    assert.is_true(getmetatable(empty.sources).__array)
  end)

  it("leaves the document and its claims as they were", function()
    local a = article.new { title = "{total}", names = { total = total } }
    assert.same(claims.render(a:document()), claims.render(a:document()))
    assert.is_nil(getmetatable(total.where))
  end)
end)
