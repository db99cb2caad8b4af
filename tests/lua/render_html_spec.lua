local article = require "ingot.article"
local document_ = require "ingot.document"
local fake = require "support.fake_claim"
local hash = require "ingot.render.html.hash"
local sha256 = require "support.sha256"
require "ingot.metrics"
local html = require "ingot.render.html"

local total = fake.exports { ["2025-04"] = "21393.2", ["2025-03"] = "22590", ["2024-04"] = "19730" }

local function page(build, lang)
  local a = article.new { title = "T", lang = lang, period = "2025-04", names = { total = total } }
  build(a)
  return html.render(a:document()), a:document()
end

local function body(build, lang)
  return (page(build, lang):match "<article>\n(.-)\n</article>":gsub("^<h1>T</h1>\n?", ""))
end

local function named(name)
  return { code = "x", en = name, zh = name }
end

-- The spans that a sentence prints a claim by.
local function spans_of(claim)
  local a = article.new { title = "{claim}", names = { claim = claim } }
  return a:document().blocks[1].sentences[1]
end

-- The page as a list of tags and texts; nil and where it went wrong when tags do not nest.
local void <const> = { meta = true }

local function nests(text)
  text = text:gsub("<style>.-</style>", ""):gsub("<script>.-</script>", ""):gsub("^<!DOCTYPE html>", "")
  local open = {}
  for slash, name, attributes in text:gmatch "<(/?)(%w+)([^<>]*)>" do
    if slash == "/" then
      local last = table.remove(open)
      if last ~= name then return false, ("</%s> closes <%s>"):format(name, tostring(last)) end
    elseif not void[name] then
      open[#open + 1] = name
    end
    local rest = attributes:gsub('%s+[%w-]+="[^"<>]*"', ""):gsub("%s+/?$", "")
    if rest ~= "" then return false, ("<%s%s>"):format(name, attributes) end
  end
  return #open == 0, open[1]
end

describe("ingot.render.html", function()
  it("is one page of its language that loads nothing", function()
    local en = page(function(a) a:say "Exports came to {total}." end)
    assert.equal('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n', en:sub(1, 63))
    assert.is_truthy(en:find("<title>T</title>", 1, true))
    assert.is_truthy(en:find("content=\"default-src 'none'; style-src 'sha256-", 1, true))
    assert.is_nil(en:find "https?://")
    assert.is_nil(en:find "%ssrc=")
    assert.is_true(nests(en))
    local zh = page(function(a) a:say "出口{total}。" end, "zh")
    assert.is_truthy(zh:find('<html lang="zh-CN">', 1, true))
    assert.is_true(nests(zh))
  end)

  it("allows its own style and script alone", function()
    local text = page(function() end)
    assert.same({ style = sha256(text:match "<style>(.-)</style>"),
      script = sha256(text:match "<script>(.-)</script>") }, hash)
  end)

  it("gives every block its element", function()
    assert.equal(table.concat({
      "<p>One. Two.</p>", '<p class="note">HS code: 76141000</p>', "<h2>Comment</h2>",
      '<aside class="remark"><p><b>Analyst&#39;s note (not from the data)</b> Grid work &amp; 5%.</p>'
        .. "</aside>",
    }, "\n"), body(function(a)
      a:say "One.":say "Two."
      a:note { "76141000" }
      a:section "Comment"
      a:remark "Grid work & 5%."
    end))
  end)

  it("makes a place of every figure, which names its card", function()
    local said, document = page(function(a)
      a:say "Exports came to {total}, {total.mom:change} MoM."
      a:table("Levels", { total }, { { "Month", "{period}" }, { "Exports", "{exports:t1}" } })
    end)
    assert.equal(3, #document_.spans(document))
    for _, placed in ipairs(document_.spans(document)) do
      assert.is_truthy(said:find(('<span class="f" id="%s" tabindex="0" role="button" '
        .. 'aria-describedby="n-%s">%s</span><span class="n" id="n-%s" role="tooltip" tabindex="-1">')
        :format(placed.id, placed.id, placed.span.text, placed.id), 1, true), placed.id)
    end
    local _, cards = said:gsub('role="tooltip"', "")
    assert.equal(3, cards)
    assert.is_true(nests(said))
  end)

  it("says in a card how the claim was made", function()
    local card = body(function(a) a:say "Down {total.mom:amount}." end)
      :match 'role="tooltip" tabindex="%-1">(.*)</span></span>'
    local text = card:gsub("<[^>]+>", "")
    assert.equal("exports · change on the period before Value -5.297919% Formula mom Operands exports  "
      .. "21,393.2 t April 2025 · 1 row exports base 22,590 t March 2025 · 1 row Filter flow export "
      .. "Period April 2025 Base period March 2025 Rows 1 Source export.csv", (text:gsub("^%s+", "")))
    assert.is_truthy(card:find('<data value="-5.297919433377601">-5.297919%</data>', 1, true))
    assert.is_truthy(card:find('<time datetime="2025-03">March 2025</time>', 1, true))
  end)

  it("says it in Chinese", function()
    local text = body(function(a) a:say "环比{total.mom:change}。" end, "zh"):gsub("<[^>]+>", "")
    assert.equal("环比下降5.3出口量 · 环比 数值 -5.297919% 公式 mom 数据 exports  21,393.2 t 2025年4月 · 1行 "
      .. "exports 基数 22,590 t 2025年3月 · 1行 筛选 进出口 出口 export 时期 2025年4月 基期 2025年3月 "
      .. "行数 1 来源 export.csv%。", text)
  end)

  it("takes names for text, whatever they hold", function()
    local cases <const> = {
      ["<script>alert(1)</script>"] = "&lt;script&gt;alert(1)&lt;/script&gt;",
      ['"onmouseover="x'] = "&quot;onmouseover=&quot;x", ["]]>"] = "]]&gt;", ["a&lt;"] = "a&amp;lt;",
      ["'"] = "&#39;", ["</title>"] = "&lt;/title&gt;", ["<!--"] = "&lt;!--", ["a\nb"] = "a b",
      ["\u{202E}x"] = "\\u{202E}x", ["\u{200B}"] = "\\u{200B}", ["\27[0m"] = "\\x1B[0m",
      ["\0"] = "\\x00", ["\xFF"] = "\\xFF", ["\u{85}"] = "\\u{85}",
    }
    for name, expected in pairs(cases) do
      local said = page(function(a)
        a:section("{n}", { n = named(name) })
        a:say("A {n}.", { n = named(name) })
        a:note("A {n}.", { n = named(name) })
        a:table("T {n}", { { name = named(name) } }, { { "Name {n}", "A {name}" } }, { n = named(name) })
        a:remark(name)
      end)
      assert.is_true(nests(said), name)
      assert.is_truthy(said:find("<p>A " .. expected .. ".</p>", 1, true), name)
      assert.is_truthy(said:find('<p class="note">A ' .. expected .. ".</p>", 1, true), name)
      assert.is_truthy(said:find('<th scope="row">A ' .. expected .. "</th>", 1, true), name)
      assert.is_truthy(said:find('<th scope="col">Name ' .. expected .. "</th>", 1, true), name)
      assert.is_truthy(said:find("<caption>T " .. expected .. "</caption>", 1, true), name)
      assert.is_truthy(said:find("</b> " .. expected .. "</p></aside>", 1, true), name)
    end
  end)

  it("takes what a claim rests on for text as well", function()
    local hostile <const> = '"><script>x</script>'
    local claim = fake.exports { ["2025-04"] = "1", ["2025-03"] = "2" }.mom
    claim.formula, claim.where = hostile, { [hostile] = hostile }
    claim.subject = { dimension = "partner", code = hostile, en = hostile, zh = hostile }
    claim.sources = { { path = hostile, rows = 1, hash = hostile } }
    for _, operand in ipairs(claim.operands) do
      operand.name, operand.of, operand.unit = hostile, hostile, hostile
    end
    local said = page(function(a) a:say("{claim}", { claim = claim }) end)
    assert.is_true(nests(said))
    local _, scripts = said:gsub("<script", "")
    assert.equal(1, scripts)
  end)

  it("shows tables of data with their units, figures with commas, gaps empty", function()
    local t = setmetatable({}, { __len = function() return 1 end })
    function t.collect(self) return self end
    function t.schema()
      return { { name = "<b>", type = "text" }, { name = "qty", type = "decimal(1)", unit = "t" },
        { name = "x", type = "real" } }
    end
    function t.text(_, _, name) return ({ ["<b>"] = "<i>", qty = "12345.5" })[name] end
    assert.equal(table.concat({
      '<div class="table" tabindex="0" role="region" aria-label="Data"><table>',
      "<caption>Data</caption>",
      '<thead><tr><th scope="col">&lt;b&gt;</th><th scope="col" class="num">qty (t)</th>'
        .. '<th scope="col" class="num">x</th></tr></thead>', "<tbody>",
      '<tr><th scope="row">&lt;i&gt;</th><td class="num">12,345.5</td><td class="num"></td></tr>',
      "</tbody></table></div>",
    }, "\n"), body(function(a) a:table("Data", t) end))
  end)

  it("draws charts in the page, with their words; or says them", function()
    local said = html.render { lang = "en", blocks = {
      { kind = "chart", sentences = { { "Months" } }, svg = '\n<svg id="chart-1"></svg>\n',
        alt = "Rise", description = { "Rise to ", spans_of(total)[1], " mt & more" }, source = "<S>" },
      { kind = "chart", sentences = {}, alt = 'No "drawing"' },
    } }
    local chart, rest = said:match '<article>\n(.-</figure>)\n(.-)\n</article>'
    assert.is_truthy(chart:find('^<figure class="chart">\n<figcaption>Months</figcaption>\n'
      .. '<div class="drawing"><svg id="chart%-1"></svg></div>\n<p class="alt">Rise to '
      .. '<span class="c"><span class="f" id="c1"'))
    assert.is_truthy(chart:find('</span></span>\u{A0}mt &amp; more</p>\n<p class="source">&lt;S&gt;</p>\n'
      .. "</figure>", 1, true))
    assert.equal('<figure class="chart">\n<p class="alt">No &quot;drawing&quot;</p>\n</figure>', rest)
    assert.is_true(nests(said))
  end)

  it("is a page without blocks, and without figures has no foot", function()
    local said = html.render { lang = "en", blocks = {} }
    assert.is_truthy(said:find("<title>ingot</title>", 1, true))
    assert.is_nil(said:find("<footer>", 1, true))
    assert.is_true(nests(said))
  end)

  it("names every file once at the foot", function()
    local said = page(function(a) a:say "{total} {total.mom}" end)
    assert.equal("<ul>\n<li>export.csv · 9 rows · xxh3:0123456789abcdef</li>\n</ul>",
      said:match "<ul>.-</ul>")
  end)
end)
