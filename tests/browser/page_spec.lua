-- A page of an article in a real browser. Run by run.sh, which starts the driver and names it.

local native = require "ingot.native"
local period = require "ingot.period"
local looks = dofile "tests/browser/looks.lua"
local webdriver = dofile "tests/browser/webdriver.lua"

local driver = assert(os.getenv "WEBDRIVER", "run tests/browser/run.sh")
local folder = assert(os.getenv "PAGES")
local root = os.getenv "AS_ROOT" == "1"

local sizes <const> = {
  wide = { width = 1100, height = 800, root = root },
  phone = { width = 360, height = 640, phone = true, root = root },
}

local function claims_of(stem)
  local file = assert(io.open(("%s/%s.claims.json"):format(folder, stem), "rb"))
  local claims = assert(native.json_decode(file:read "a"))
  file:close()
  return claims
end

local function url_of(stem)
  return ("file://%s/%s.html"):format(folder, stem)
end

-- On a narrow window: the narrowest cell of words, the smallest letters of charts, and whether each
-- drawing scrolls in its box, with what it stands at.
local NARROW <const> = [[
  function all(what) { return Array.from(document.querySelectorAll(what)); }
  return {
    cell: Math.min.apply(null, all("tbody > tr > :not(.num)").map(function (c) {
      return c.getBoundingClientRect().width;
    })),
    letter: Math.min.apply(null, all(".drawing text").map(function (t) {
      return parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a;
    })),
    drawings: all(".drawing").map(function (d) {
      var box = d.getBoundingClientRect(), svg = d.querySelector("svg").getBoundingClientRect();
      return [d.scrollWidth > d.clientWidth, Math.abs(box.left - svg.left) < 1 ? "start"
        : Math.abs(box.right - svg.right) < 1 ? "end" : "between"];
    }),
  };
]]

-- What every card says, as the page has it.
local CARDS <const> = [[
  return Array.from(document.querySelectorAll(".n")).map(function (card) {
    function part(key) { return card.querySelector('[data-k="' + key + '"] .v'); }
    function text(key) { return part(key) ? part(key).textContent.trim() : ""; }
    function all(key, what, of) {
      return Array.from(part(key) ? part(key).querySelectorAll(what) : []).map(of);
    }
    var figure = document.querySelector('[aria-describedby="' + card.id + '"]');
    return {
      id: figure.id, text: figure.textContent, focusable: figure.tabIndex === 0,
      role: figure.getAttribute("role"),
      value: all("value", "data", function (d) { return d.value; }),
      formula: text("formula"), filter: text("filter"), rows: text("rows"),
      operands: all("operands", ".o", function (o) { return o.textContent; }),
      operand_values: all("operands", "data", function (d) { return d.value; }),
      operand_periods: all("operands", "time", function (t) { return t.dateTime; }),
      period: all("period", "time", function (t) { return [t.dateTime, t.textContent]; }),
      base: all("base_period", "time", function (t) { return [t.dateTime, t.textContent]; }),
      files: all("source", ".p", function (p) { return p.value; }),
    };
  });
]]

local function nothing(value)
  if value == native.null then return nil end
  return value
end

-- The values and periods of operands, those of operands among them, in the order of a page.
local function flat(operands, values, periods)
  for _, operand in ipairs(operands or {}) do
    values[#values + 1] = nothing(operand.value)
    periods[#periods + 1] = operand.period
    flat(operand.operands, values, periods)
  end
  return values, periods
end

for _, stem in ipairs { "page-2025-04", "page-2025-04.zh" } do
  describe("the page " .. stem, function()
    local lang = stem:find "zh" and "zh" or "en"
    local file, browser = claims_of(stem), nil

    lazy_setup(function()
      browser = webdriver.open(driver, sizes.wide)
      browser:go(url_of(stem))
    end)
    lazy_teardown(function() browser:close() end)

    it("says in every card what the claims file says", function()
      local cards = browser:run(CARDS)
      assert.equal(#file.claims, #cards)
      for i, claim in ipairs(file.claims) do
        local card = cards[i]
        local values, periods = flat(claim.operands, {}, {})
        local base = nothing(claim.base_period)
        local sources = claim.sources or {}
        for s, source in ipairs(claim.sources and {} or file.sources) do sources[s] = source.path end
        assert.same({
          claim.id, claim.text, true, "button", { nothing(claim.value) }, claim.formula, values,
          periods, { { claim.period, period.of(claim.period):text(lang) } },
          base and { { base, period.of(base):text(lang) } } or {}, sources,
        }, {
          card.id, card.text, card.focusable, card.role, card.value, card.formula,
          card.operand_values, card.operand_periods, card.period, card.base, card.files,
        })
        assert.equal(claim.rows, math.tointeger(card.rows:gsub(",", "")))
        assert.equal(#claim.operands > 0, #card.operands > 0)
        for _, member in pairs(claim.where) do
          assert(card.filter:find(member, 1, true), ("%s: filter: %s"):format(claim.id, card.filter))
        end
      end
    end)

    it("gives every figure to the Tab key, with its card within the window", function()
      for _, claim in ipairs(file.claims) do
        looks.next_figure(browser)
        local shown = browser:run(looks.SHOWN)
        looks.inside(shown, claim.id)
        assert.same({ claim.id, "n-" .. claim.id }, { shown.active, shown.id })
      end
    end)

    it("takes names as text", function()
      assert.same({ 1, 0, 0, 0 }, browser:run [[
        return ["script", "img", "b b, td b, h1 b", "[onmouseover], [onerror]"].map(function (s) {
          return document.querySelectorAll(s).length;
        });
      ]])
      assert.is_true(browser:run [==[
        var text = document.body.innerText;
        return ["<script>alert(1)</script>", '"onmouseover="alert(2)', "]]>",
          "\\u{202E}desrever", "</title><b>"].every(function (s) { return text.includes(s); });
      ]==])
    end)

    it("has letters that stand out from their ground, in the light and in the dark", function()
      for _, scheme in ipairs { "light", "dark" } do
        browser:command("Emulation.setEmulatedMedia", {
          features = { { name = "prefers-color-scheme", value = scheme } },
        })
        local seen = browser:run(looks.CONTRAST)
        assert.is_true(seen[1] > 150, "with the card that is open: " .. seen[1])
        assert.same({}, seen[2], scheme)
      end
    end)

    it("loads nothing, and the console is silent", function()
      assert.same({}, browser:log "browser")
      assert.same({ url_of(stem) }, looks.requests(browser))
    end)
  end)
end

describe("a figure", function()
  local browser

  before_each(function()
    browser = webdriver.open(driver, sizes.wide)
    browser:go(url_of "page-2025-04")
  end)
  after_each(function() browser:close() end)

  it("shows its card below the pointer, alone, also beside one with the focus", function()
    for _ = 1, 4 do browser:press "Tab" end
    browser:point("#c3", "mouse")
    local shown = browser:run(looks.SHOWN)
    looks.inside(shown, "c3")
    assert.same({ "c4", "n-c3" }, { shown.active, shown.id })
    browser:point("#n-c3 .t", "mouse")
    assert.equal("n-c3", browser:run(looks.SHOWN).id)
    browser:picture(folder .. "/hovered.png")
  end)

  it("closes its card with Escape and opens it with Enter", function()
    browser:press "Tab"
    browser:press "Escape"
    assert.equal(0, browser:run(looks.SHOWN).cards)
    browser:press "Enter"
    assert.equal("n-c1", browser:run(looks.SHOWN).id)
    browser:press "Enter"
    assert.equal(0, browser:run(looks.SHOWN).cards)
    browser:press "Tab"
    assert.equal("n-c2", browser:run(looks.SHOWN).id)
    browser:point("#c4", "mouse")
    assert.equal("n-c4", browser:run(looks.SHOWN).id)
    browser:press "Escape"
    assert.not_equal("n-c4", browser:run(looks.SHOWN).id)
  end)

  it("is dark where that is wished, and plain on paper", function()
    local ground = "return getComputedStyle(document.documentElement).backgroundColor"
    assert.equal("rgb(253, 252, 249)", browser:run(ground))
    browser:picture(folder .. "/light.png")
    browser:command("Emulation.setEmulatedMedia", {
      features = { { name = "prefers-color-scheme", value = "dark" } },
    })
    browser:press "Tab"
    browser:press "Tab"
    browser:press "Tab"
    assert.equal("rgb(24, 23, 21)", browser:run(ground))
    browser:picture(folder .. "/dark.png")
    browser:command("Emulation.setEmulatedMedia", { media = "print" })
    assert.equal(0, browser:run(looks.SHOWN).cards)
    assert.equal("none",
      browser:run "return getComputedStyle(document.querySelector('#c2')).textDecorationLine")
    browser:picture(folder .. "/print.png")
  end)
end)

describe("on a phone", function()
  for _, stem in ipairs { "page-2025-04", "page-2025-04.zh" } do
    it(stem .. " is as wide as the window, and so is every card", function()
      local browser = webdriver.open(driver, sizes.phone)
      browser:go(url_of(stem))
      assert.same({ 360, 360 },
        browser:run "return [innerWidth, document.documentElement.scrollWidth]")
      browser:picture(("%s/%s.phone.png"):format(folder, stem))
      local narrow = browser:run(NARROW)
      assert(narrow.cell >= 60, "a cell of words is " .. narrow.cell .. " px wide")
      assert(narrow.letter >= 8, "the letters of a chart are " .. narrow.letter .. " px high")
      assert.same({ { true, "end" }, { true, "start" } }, narrow.drawings)
      for _, claim in ipairs(claims_of(stem).claims) do
        looks.next_figure(browser)
        local shown = browser:run(looks.SHOWN)
        looks.inside(shown, claim.id)
        assert.equal("n-" .. claim.id, shown.id)
      end
      assert.same({}, browser:log "browser")
      browser:close()
    end)
  end

  it("a tap opens a card, another closes it, and so does one elsewhere", function()
    local browser = webdriver.open(driver, sizes.phone)
    browser:go(url_of "page-2025-04")
    browser:point("#c3", "touch", true)
    looks.inside(browser:run(looks.SHOWN), "tapped")
    browser:picture(folder .. "/tapped.phone.png")
    browser:point("#c3", "touch", true)
    assert.equal(0, browser:run(looks.SHOWN).cards)
    browser:point("#c4", "touch", true)
    assert.equal("n-c4", browser:run(looks.SHOWN).id)
    browser:point("h1", "touch", true)
    assert.equal(0, browser:run(looks.SHOWN).cards)
    browser:close()
  end)
end)
