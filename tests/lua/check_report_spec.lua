-- Reports of a check, of results made by hand: verdicts, JSON, the terminal, the page.

local checked = require "support.checked"
local native = require "ingot.native"
local own_hash = require "ingot.check.report.html.hash"
local own_style = require "ingot.check.report.html.style"
local report = require "ingot.check.report"
local sha256 = require "support.sha256"
local tied = require "ingot.check.tied"

-- luacheck: no max line length

local imports <const> = { what = "import", product = "primary aluminum" }
local exports <const> = { what = "export", product = "primary aluminum" }
local net <const> = { what = "net import", product = "primary aluminum" }

local TEXT <const> = [[
Trade in primary aluminum

Imports came to 250,500 mt in April 2025 and exports to 13,700 mt, a net of 263,800 mt. Talks took 12 weeks.
]]
local CLAIMS <const> = {
  { "250,500 mt", kind = "level", period = "2025-04", subject = imports },
  { "13,700 mt", kind = "level", period = "2025-04", subject = exports },
  { "263,800 mt", kind = "net", period = "2025-04", subject = net },
}
local NET <const> = {
  kind = "net", claims = { 1, 2, 3 },
  proof = "imports − exports = net imports\n250,500 − 13,700 = 236,800, printed 263,800",
  repair = { claim = 3, to = "236,800", unique = true, text = "the only swap of two digits that makes the three hold" },
}
local SURGE <const> = { kind = "wording", weight = "word", claims = { 1 }, proof = "“surge” speaks of +3.1%" }

local function of(findings, more)
  local given <const> = { text = TEXT, claims = CLAIMS, findings = findings, missed = { "12" }, tied = { 1, 2 } }
  for key, value in pairs(more or {}) do
    given[key] = value
  end
  return checked.of(given)
end

local function verdicts(result)
  return { result.verdicts.f1, result.verdicts.f2, result.verdicts.f3 }
end

describe("a verdict", function()
  it("is consistent where nothing is found, and tells what is held from what is not", function()
    local result <const> = of {}
    assert.equal("consistent", result.verdict)
    assert.same({ "ok", "ok", "uncheckable" }, verdicts(result))
  end)

  it("is not touched by words", function()
    local result <const> = of { SURGE, { kind = "omission", weight = "word", claims = { 2 } }, { kind = "unit_word", weight = "word", claims = { 3 } } }
    assert.equal("consistent", result.verdict)
    assert.same({ "ok", "ok", "uncheckable" }, verdicts(result))
  end)

  it("is inconsistent where figures contradict one another, whatever else is found", function()
    local result <const> = of { { kind = "share_of", claims = { 2 }, mode = "truncate" }, NET }
    assert.equal("inconsistent", result.verdict)
    assert.same({ "inconsistent", "inconsistent", "inconsistent" }, verdicts(result))
  end)

  it("names the one way of rounding that figures need, and no two of them", function()
    local cut <const>, up <const> = { kind = "share_of", claims = { 2 }, mode = "truncate" },
      { kind = "share_of", claims = { 3 }, mode = "round_up" }
    assert.equal("truncation", of({ cut, SURGE }).verdict)
    assert.equal("rounded_up", of({ up }).verdict)
    assert.same({ "ok", "truncation", "rounded_up" }, verdicts(of { cut, up }))
    assert.equal("inconsistent", of({ cut, up }).verdict)
  end)

  it("lists figures before words, and each in the order of the text", function()
    local result <const> = of { SURGE, { kind = "share_of", claims = { 3 } }, NET }
    local kinds <const> = {}
    for i, finding in ipairs(result.findings) do kinds[i] = finding.kind end
    assert.same({ "net", "share_of", "wording" }, kinds)
  end)
end)

describe("ingot.check.tied", function()
  local function tie(text, id)
    local keys <const> = {}
    for key in text:gmatch "%S+" do keys[#keys + 1] = key end
    return { keys = keys, claims = id and { { id = id } } or {} }
  end

  it("leaves out figures that a quantity of their own sets free, however far that goes", function()
    assert.same({}, tied.of { tie("apr", "level"), tie("apr mar", "mom"), tie("mar feb", "earlier") })
  end)

  it("keeps a ring of figures, and what hangs between two of them", function()
    assert.same({ a = true, b = true, c = true, d = true }, tied.of {
      tie("m", "a"), tie("x", "b"), tie("n", "c"), tie "m x n", tie("n k", "d"), tie("k", "d"), tie("k l", "e"),
    })
  end)

  it("takes nothing of a quantity that must not be negative", function()
    local apr <const> = { sum = { apr = 1 }, claims = {} }
    local ties <const> = tied.ties({ { claims = { { id = "level" } }, rows = { apr, apr } } },
      { apr, { sum = { apr = 1, mar = -1 }, claims = {} } })
    assert.same({ { keys = { "apr" }, claims = { { id = "level" } } }, ties[2] }, ties)
    assert.same({}, tied.of(ties))
  end)
end)

describe("the JSON of a check", function()
  local function decoded(result) return native.json_decode(report.json { result }) end

  it("is that of the design", function()
    assert.equal([[
{
  "verdict": "inconsistent",
  "claims": [
    {
      "id": "f1",
      "quote": "8.70%",
      "offset": 4,
      "length": 5,
      "kind": "mom",
      "value": -8.7,
      "unit": "%",
      "period": "2025-12",
      "subject": {
        "what": "export",
        "partner": "Mexico"
      },
      "verdict": "inconsistent"
    }
  ],
  "findings": [
    {
      "kind": "growth",
      "claims": [
        "f1"
      ],
      "proof": "a = b",
      "repair": {
        "claim": "f1",
        "offset": 4,
        "from": "8.70",
        "to": "7.80",
        "unique": false
      },
      "weight": "figure"
    }
  ],
  "not_understood": []
}
]], report.json { checked.of {
      text = "Off 8.70%.",
      claims = { { "8.70%", sign = -1, kind = "mom", period = "2025-12", subject = { what = "export", partner = "Mexico" } } },
      findings = { { kind = "growth", claims = { 1 }, repair = { claim = 1, to = "7.80" } } },
    } })
  end)

  it("keeps all digits of a value", function()
    local text <const> = report.json { checked.of { text = "1234567890123.45678 mt", claims = { { "1234567890123.45678 mt", kind = "level" } } } }
    assert.equal("1234567890123.45678", text:match '"value": ([^,]+),')
  end)

  it("says null of a period that is not known, and of a repair that there is not", function()
    local told <const> = decoded(of({ SURGE }, { claims = { { "250,500 mt", kind = "level" } }, tied = {} }))
    assert.equal(native.null, told.claims[1].period)
    assert.same({}, told.claims[1].subject)
    assert.equal(native.null, told.findings[1].repair)
    assert.same({ { quote = "12", offset = TEXT:find("12", 1, true) - 1 } }, told.not_understood)
  end)

  it("is a list with the name of each, where there are several", function()
    local told <const> = native.json_decode(report.json { of({ NET }), of({}, { name = "b.md" }) })
    assert.same({ "article.txt", "inconsistent", "b.md", "consistent" },
      { told[1].article, told[1].verdict, told[2].article, told[2].verdict })
  end)

  it("takes any bytes, and its offsets stay those of the article", function()
    local text <const> = 'A \xFF "value": "5" \\ 7\xFE mt.'
    local told <const> = decoded(checked.of { text = text, claims = { { "7\xFE mt", kind = "level" } } })
    assert.same({ "7\\xFE mt", text:find("7\xFE", 1, true) - 1, 5 },
      { told.claims[1].quote, told.claims[1].offset, told.claims[1].length })
  end)
end)

describe("the report on a terminal", function()
  it("marks lines, numbers findings, proves them, and sums up", function()
    assert.equal([[
  Trade in primary aluminum

✗ Imports came to 250,500 mt[1,2] in April 2025 and exports
✗ to 13,700 mt[1], a net of 263,800 mt[1]. Talks took 12
  weeks.

✓ holds   ! needs a look   ✗ contradicted   ? nothing to hold it against
────────────────────────────────────────────────────────────
✗ 1. contradiction: Imports, exports and the net between them
    “250,500 mt”, “13,700 mt”, “263,800 mt”
    imports − exports = net imports
    250,500 − 13,700 = 236,800, printed 263,800
    repair: 263,800 → 236,800, the only swap of two digits
    that makes the three hold

! 2. words: Words against figures
    “250,500 mt”
    “surge” speaks of +3.1%

inconsistent: no values behind the printed digits make all
figures hold
3 figures read: 3 contradicted
1 number not understood, and not checked: “12”
1 finding of words or of what goes unsaid: the verdict is
on figures alone
]], report.terminal(of { NET, SURGE }, { width = 60 }))
  end)

  it("is as wide as it is told, whatever stands there, and tears no figure", function()
    local text <const> = ("wort "):rep(40) .. ("x"):rep(200) .. " 铝线缆出口铝线缆出口铝线缆出口铝线缆出口 250,500 mt\n"
    for width = 24, 40 do
      local shown <const> = report.terminal(checked.of { text = text, claims = { { "250,500 mt", kind = "level" } } }, { width = width })
      for line in shown:match "^(.-)\n\n✓":gmatch "[^\n]+" do
        assert.is_true(native.width(line) <= width, line)
      end
      assert.is_truthy(shown:find "\n? [^\n]*250,500 mt")
    end
  end)

  it("colours figures only where it is told to, and sends nothing else that moves a cursor", function()
    local text <const> = "Made \27[2J of 250,500 mt \xE2\x80\xAE evil \7.\n"
    local result <const> = checked.of { text = text, claims = { { "250,500 mt", kind = "level" } },
      findings = { { kind = "wording", weight = "word", claims = { 1 }, proof = "\27[1m \xE2\x80\xAE" } } }
    local plain <const> = report.terminal(result)
    assert.is_nil(plain:find "[%z\1-\9\11-\31\127]")
    assert.is_nil(plain:find("\xE2\x80\xAE", 1, true))
    local bright <const> = report.terminal(result, { colour = true })
    assert.is_truthy(bright:find("\27[33m250,500 mt[1]\27[0m", 1, true))
    assert.equal(plain, (bright:gsub("\27%[%d*m", "")))
  end)

  it("marks the words that a finding speaks of, beside the figures", function()
    local at <const> = TEXT:find("Talks took", 1, true)
    local result <const> = of { { kind = "wording", weight = "word", claims = {}, proof = "p", offset = at - 1, length = 10 } }
    local shown <const> = report.terminal(result, { width = 100 })
    assert.is_truthy(shown:find("Talks took[1]", 1, true), shown)
    assert.is_truthy(shown:find("! 1. words: Words against figures\n    “Talks took”\n    p\n", 1, true), shown)
    assert.is_truthy(report.html(result):find('<span class="look"><a class="f" href="#finding-1">Talks took</a></span>', 1, true))
  end)

  it("claims nothing of an article without figures", function()
    assert.equal("consistent: no figure was read, so none is contradicted\n0 figures read",
      tostring(checked.of { text = "Good morning.\n", claims = {} }))
  end)

  it("is, of a result that is printed, what was found", function()
    local shown <const> = tostring(of { NET })
    assert.is_truthy(shown:find("✗ 1. contradiction: Imports, exports and the net between them\n", 1, true))
    assert.is_nil(shown:find("Trade in primary", 1, true))
    assert.is_nil(shown:find "\n$")
  end)
end)

describe("the page of a check", function()
  it("has each figure with its card, and findings that link to it and back", function()
    local html <const> = report.html(of { NET, SURGE })
    for _, part in ipairs {
      '<span class="c wrong"><span class="f" id="f3" tabindex="0" role="button" aria-describedby="n-f3">263,800 mt</span>',
      '<span class="n" id="n-f3" role="tooltip" tabindex="-1"><span class="t">263,800 mt</span>',
      '<a href="#finding-1">finding 1</a>', '<li id="finding-1"><b>Imports, exports and the net between them</b> (contradiction)',
      '<a href="#f3">263,800 mt</a>', "repair: <del>263,800</del> → <ins>236,800</ins>, the only swap",
      '<section class="verdict wrong" aria-label="Verdict">', '<h1>Trade in primary aluminum</h1>',
      '<title>inconsistent: article.txt</title>', '<data value="263800">263800 t</data>',
    } do
      assert.is_truthy(html:find(part, 1, true), part)
    end
  end)

  it("lets nothing of the article or of its name be markup", function()
    local evil <const> = [[<script>alert(1)</script> <img src=x onerror="a"> 250,500 mt & 'q']]
    local html <const> = report.html(checked.of {
      text = evil .. "\n", name = "<b>.txt", claims = { { "250,500 mt", kind = "level", subject = { what = "<i>", partner = '"><u>' } } },
      findings = { { kind = "<kind>", claims = { 1 }, proof = evil, repair = { claim = 1, to = "<s>" } } },
    })
    local _, scripts <const> = html:gsub("<script", "")
    assert.equal(1, scripts)
    for _, part in ipairs { "<img", "<b>.txt", "<i>", "<u>", "<kind>", "<s>" } do
      assert.is_nil(html:find(part, 1, true), part)
    end
  end)

  it("asks for nothing, and its policy allows its own style and script alone", function()
    local html <const> = report.html(of { NET })
    assert.is_nil(html:find "https?:")
    assert.equal(sha256(own_style), own_hash)
    assert.is_truthy(html:find("'sha256-" .. own_hash .. "'", 1, true))
    assert.is_truthy(html:find("<style>" .. own_style .. "</style>", 1, true))
  end)

  it("is of a table a table", function()
    local text <const> = "| partner | t |\n|---|---|\n| Mexico | 2,628.7 |\n"
    local html <const> = report.html(checked.of { text = text, name = "a.md", claims = { { "2,628.7", kind = "level" } } })
    assert.is_truthy(html:find("<tr><td>Mexico</td><td><span class=\"c open\">", 1, true))
  end)
end)
