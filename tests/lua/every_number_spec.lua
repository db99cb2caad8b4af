-- Nothing printed escapes: take the texts of its claims out of an article, as text, Markdown, HTML and
-- CSV, and no digit is left but those of months and years, of HS codes and of the analyst's remark.

local article = require "ingot.article"
local claims_json = require "ingot.render.claims"
local csv = require "ingot.render.csv"
local html = require "ingot.render.html"
local markdown = require "ingot.render.markdown"
local native = require "ingot.native"
local period = require "ingot.period"
local printed = require "support.printed"
local random = require "support.random"
local rounds = require "support.rounds"
local rule = require "ingot.rule"
local small_cube = require "support.small_cube"
local text = require "ingot.render.text"

local LEVELS <const> = { 0, 0, 0.027, 1, 100, 100, 101, 149.5, 2000, 26300.5, 4000000 }
local CODES <const> = { "429", "311", "136", "114", "142", "344", "112" }
local REMARK <const> = "The analyst says 4,711 times so."

-- What may stand beside claims: "2025年1-4月", "January to April 2025", "Q1 2025", "1月", HS codes, and
-- the whole that shares do not add up to.
local free <const> = {
  "%d%d%d%d年%d+%-%d+月", "%d%d%d%d年%d*[月季半]?", "%d+月", "Q%d", "H%d", "%f[%d]20%d%d%f[%D]",
  "%f[%d]7614%d%d%d%d%f[%D]", "4,711", "up to 100%%", "等于100%%",
}

local function is_free(rest)
  for _, pattern in ipairs(free) do
    rest = rest:gsub(pattern, "")
  end
  return not rest:find "%d", rest
end

-- Where a figure stands in a text as one of its own: not the 0 of 2025 or of 10,000.
local function find(whole, said, from)
  local at, to = whole:find(said, from, true)
  while at and (whole:sub(at - 1, at - 1):find "%d" or whole:sub(to + 1):find "^[.,]?%d") do
    at, to = whole:find(said, at + 1, true)
  end
  return at, to
end

-- The text without the claims' texts, which stand in it in their order.
local function without(whole, claims, as)
  local parts <const>, from = {}, 1
  for _, claim in ipairs(claims) do
    local said <const> = as and as(claim.text) or claim.text
    local at, to = find(whole, said, from)
    assert(at, ("%s: '%s' is not printed behind '%s'"):format(claim.id, said,
      whole:sub(math.max(1, from - 40), from - 1)))
    parts[#parts + 1], from = whole:sub(from, at - 1), to + 1
  end
  parts[#parts + 1] = whole:sub(from)
  return table.concat(parts, " ")
end

-- A page without its figures and their cards, which hold spans of their own.
local function without_figures(body)
  local parts <const>, from, depth = {}, 1, 0
  for at, close, tag, to in body:gmatch "()<(/?)span(.-)>()" do
    if depth > 0 then
      depth = depth + (close == "/" and -1 or 1)
      from = depth == 0 and to or from
    elseif tag:find ' class="c"' then
      parts[#parts + 1], depth = body:sub(from, at - 1), 1
    end
  end
  assert.equal(0, depth)
  parts[#parts + 1] = body:sub(from)
  return table.concat(parts)
end

-- The page without style, script, pictures, cards, sources and tags; its figures by their ids.
local function page_of(document)
  local page <const> = html.render(document)
  local ids <const> = {}
  for id, said in page:gmatch '<span class="f" id="(c%d+)"[^>]*>([^<]*)</span>' do
    ids[#ids + 1] = { id = id, text = said:gsub("&lt;", "<"):gsub("&gt;", ">") }
  end
  local body = page:match "<main>(.*)</main>":gsub("<footer>.*</footer>", "")
  return ids, (without_figures(body):gsub("<svg.-</svg>", ""):gsub("<[^>]*>", " "):gsub("&#%d+;", "'"))
end

local function csv_of(document)
  local texts <const>, paragraphs <const>, n = {}, {}, 0
  for _, block in ipairs(document.blocks) do
    n = n + ((block.kind == "title" or block.kind == "heading") and 0 or 1)
    if block.kind == "table" then
      texts[#texts + 1], paragraphs[n] = csv.render(block), true
    end
  end
  return table.concat(texts, "\n"), paragraphs
end

local function check(document)
  local file <const> = native.json_decode(native.json_encode(claims_json.render(document, {
    null = native.null,
  })))
  local claims <const>, lang <const> = file.claims, document.lang
  local cells <const> = {}
  local tables <const>, paragraphs <const> = csv_of(document)
  for _, claim in ipairs(claims) do
    local problem <const> = printed.problem(claim, lang)
    assert(not problem, ("%s: %s"):format(claim.id, problem))
    cells[#cells + 1] = claim.at.column and paragraphs[claim.at.paragraph] and claim or nil
  end
  for _, sentence in ipairs(file.sentences) do
    local words <const> = (sentence.words or sentence.text):gsub("{c%d+}", "")
    assert(is_free(words), words)
  end
  local ids <const>, body <const> = page_of(document)
  assert.equal(#claims, #ids)
  for i, figure in ipairs(ids) do
    assert.same({ claims[i].id, claims[i].text }, { figure.id, figure.text })
  end
  for form, rest in pairs {
    text = without(text.render(document), claims), html = body,
    markdown = without(markdown.render(document):gsub("\\([<>~-])", "%1"), claims),
    csv = without(tables:gsub(",", " "), cells, function(said) return (said:gsub(",", "")) end),
  } do
    local fine <const>, left <const> = is_free(rest)
    assert(fine, ("%s: %s"):format(form, left:match ".?.?.?.?.?.?.?.?.?.?.?.?%d.*"))
  end
  return #claims
end

-- ---- articles with everything in them ----

local function levels_of(draw)
  local levels <const> = {}
  for i = 1, draw:below(#CODES) + 1 do
    levels[CODES[i]] = {}
    for _, month in ipairs { "2024-03", "2024-04", "2024-12", "2025-01", "2025-03", "2025-04" } do
      local level <const> = draw:pick(LEVELS)
      levels[CODES[i]][month] = level > 0 and level or nil
    end
  end
  return levels
end

local function both(template)
  return { en = template, zh = template }
end

-- The rules that come with the program, which speak where they can.
local function tell_all(a, facts)
  for _, name in ipairs(rule.names()) do
    if rule.get(name).file:find "rules/%a+%.lua$" then
      a:tell(facts, { name })
    end
  end
end

local function article_of(cube, at, options)
  local partners <const> = cube:by "partner"
  local top <const> = partners:top(5, "exports", at)
  local a <const> = article.new {
    lang = { "en", "zh" }, period = at, recompute = options.recompute, shares = options.shares,
    title = { en = "Exports of {total} in {period}", zh = "{period}出口{total}" },
    names = { total = cube:measure("exports", at) },
  }
  tell_all(a, cube:measure("exports", at))
  a:section { en = "Partners[, {total.yoy:change}]", zh = "伙伴[，{total.yoy:change}]" }
  a:paragraph()
  tell_all(a, top)
  a:table({ en = "{total} by partner", zh = "{total}" }, top, {
    { { en = "Partner", zh = "伙伴" }, both "{name}" }, { both "{period}", both "{exports:t1}" },
    { { en = "Share", zh = "占比" }, both "[{exports.share}|—]" },
    { { en = "YoY", zh = "同比" }, both "[{exports.yoy}|—]" },
    { { en = "Rank", zh = "位次" }, both "[{exports.rank}|—]" },
  })
  a:chart("ranked", top)
  a:chart("bars", cube:series("exports", period.of "2025-04":last(12)))
  a:chart("waterfall", partners:contributions("exports", at, { top = 3 }))
  a:note(cube:codes())
  return a:remark(REMARK)
end

local ways <const> = {
  { shares = "footnote" }, { shares = "apportion" }, { recompute = true },
  { shares = "plain", levels = "truncate" },
}

describe("every number of an article", function()
  it("is a claim, printed as its display says, wherever it stands", function()
    local n = 0
    for round = 1, rounds(4) do
      local draw <const> = random(round)
      local options <const> = ways[round % #ways + 1]
      local cube <const> = small_cube({ levels = levels_of(draw), from = "2024-01" })
        :slice { hs = "76141000" }
      local a <const> = article_of(cube, draw:pick { "2025-04", "2025-Q1", "2025" }, options)
      for _, lang in ipairs { "en", "zh" } do
        n = n + check(a:document(lang))
      end
    end
    assert(n > 500)
  end)
end)
