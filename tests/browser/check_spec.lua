-- The page of `ingot check` in a real browser, of an article that tries to be more than text. Run by
-- run.sh, which starts the driver and names it.

local looks = dofile "tests/browser/looks.lua"
local native = require "ingot.native"
local webdriver = dofile "tests/browser/webdriver.lua"

local driver = assert(os.getenv "WEBDRIVER", "run tests/browser/run.sh")
local folder = assert(os.getenv "PAGES")
local root = os.getenv "AS_ROOT" == "1"

local URL <const> = ("file://%s/check.html"):format(folder)

local file = assert(io.open(folder .. "/check.json", "rb"))
local told = assert(native.json_decode(file:read "a"))
file:close()

-- The numbers of the findings that name each claim.
local function findings_by_claim()
  local found = {}
  for n, finding in ipairs(told.findings) do
    for _, id in ipairs(finding.claims) do
      found[id] = found[id] or {}
      table.insert(found[id], n)
    end
  end
  return found
end

-- The card that is open: what it says of its figure, and the proofs in it.
local CARD <const> = [[
  var card = document.getElementById(arguments[0]);
  return {
    quote: card.querySelector(".t").textContent,
    value: card.querySelector("data").value,
    findings: Array.from(card.querySelectorAll("a")).map(function (a) { return a.getAttribute("href"); }),
    proofs: Array.from(card.querySelectorAll(".proof")).map(function (p) { return p.textContent; }),
  };
]]

local schemes <const> = { "light", "dark" }
local widths <const> = {
  wide = { width = 1100, height = 800, root = root },
  phone = { width = 360, height = 640, phone = true, root = root },
}

for name, size in pairs(widths) do
  describe("the page of a check, " .. name, function()
    local browser

    lazy_setup(function()
      browser = webdriver.open(driver, size)
      browser:go(URL)
    end)
    lazy_teardown(function() browser:close() end)

    it("gives every figure to the Tab key, with its proof in a card within the window", function()
      local by_claim, proven = findings_by_claim(), 0
      for _, claim in ipairs(told.claims) do
        looks.next_figure(browser)
        while browser:run "return !document.activeElement.id" do browser:press "Tab" end -- words of a finding
        local shown = browser:run(looks.SHOWN)
        looks.inside(shown, claim.id)
        assert.same({ claim.id, "n-" .. claim.id }, { shown.active, shown.id })
        local card, links, proofs = browser:run(CARD, shown.id), {}, {}
        for i, n in ipairs(by_claim[claim.id] or {}) do
          links[i], proofs[i] = "#finding-" .. n, told.findings[n].proof
          proven = proven + 1
        end
        assert.same({ claim.quote, tonumber(claim.value), links, proofs },
          { card.quote, tonumber(card.value), card.findings, card.proofs })
      end
      assert.is_true(proven >= 4)
    end)

    it("takes all of the article as text", function()
      assert.same({ 1, 0, 0, 0 }, browser:run [[
        return ["script", "img, iframe, form, input, link, [src]", "article b, h1 img, td b",
          "[onmouseover], [onerror], [onload]"].map(function (s) {
          return document.querySelectorAll(s).length;
        });
      ]])
      assert.is_true(browser:run [==[
        var text = document.body.innerText;
        return document.title.startsWith("inconsistent: ") && ['<img src=x onerror="alert(3)">',
          'Iraq"onmouseover="alert(7)', "<b>India</b>", "]]>", "\\u{202E}desrever"]
          .every(function (s) { return text.includes(s); });
      ]==])
    end)

    it("has letters that stand out from their ground, in the light and in the dark", function()
      for _, scheme in ipairs(schemes) do
        browser:command("Emulation.setEmulatedMedia", {
          features = { { name = "prefers-color-scheme", value = scheme } },
        })
        browser:picture(("%s/check.%s.%s.png"):format(folder, name, scheme))
        local seen = browser:run(looks.CONTRAST)
        assert.is_true(seen[1] > 40, "texts: " .. seen[1])
        assert.same({}, seen[2], scheme)
      end
    end)

    it("is no wider than the window", function()
      assert.is_true(browser:run "return document.documentElement.scrollWidth <= innerWidth")
    end)

    it("loads nothing, and the console is silent", function()
      assert.same({}, browser:log "browser")
      assert.same({ URL }, looks.requests(browser))
    end)
  end)
end
