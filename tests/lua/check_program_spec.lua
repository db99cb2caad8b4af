-- `ingot check` as a desk types it: exit codes, what is printed, pages, the ledger, our own claims.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local native = require "ingot.native"
local program = require "support.program"
local scratch = require "support.scratch"
local terminal_ = require "support.terminal"

-- luacheck: no max line length

local SOUND <const> = [[
China's primary aluminum imports reached 250,500 mt in April 2025, and exports reached 13,700 mt. Net imports of primary aluminum came to 236,800 mt in April 2025.
]]
local SLIP <const> = SOUND:gsub("236,800", "263,800")

local function check(text, ...)
  local folder <close> = scratch.new()
  return program.ingot("check", folder:write("article.txt", text), ...), folder.folder
end

local function shared()
  return lfs.attributes "../shared/seeds" and "../shared/seeds/" or nil
end

describe("ingot check", function()
  it("says nothing against an article whose figures hold, and gives 0", function()
    local ran <const> = check(SOUND)
    assert.same({ "", 0 }, { ran.err, ran.code })
    assert.is_truthy(ran.out:find("\nconsistent: there are values behind the printed digits with which all figures hold\n3 figures read: 3 held by others\n", 1, true), ran.out)
  end)

  it("names the figures that cannot all hold, with the proof and the repair, and gives 1", function()
    local ran <const> = check(SLIP)
    assert.same({ "", 1 }, { ran.err, ran.code })
    for _, part in ipairs { "✗ 1. contradiction: Imports, exports and the net between them\n", "“250,500 mt”", "“13,700 mt”", "“263,800 mt”", "\ninconsistent: " } do
      assert.is_truthy(ran.out:find(part, 1, true), part .. "\n" .. ran.out)
    end
  end)

  it("prints JSON whose offsets are those of the file", function()
    local ran <const> = check(SLIP, "--json")
    local told <const> = native.json_decode(ran.out)
    assert.same({ 1, "inconsistent", 3 }, { ran.code, told.verdict, #told.claims })
    for _, claim in ipairs(told.claims) do
      assert.equal(claim.quote, SLIP:sub(claim.offset + 1, claim.offset + claim.length))
      assert.equal("inconsistent", claim.verdict)
    end
    assert.equal("net", told.findings[1].kind)
  end)

  it("takes an article from a pipe, and several one after the other", function()
    local folder <close> = scratch.new()
    local sound <const>, slip <const> = folder:write("a.txt", SOUND), folder:write("b.md", SLIP)
    for _, piped in ipairs { true, false } do
      local ran <const> = program.fed(slip, piped, "check", "-", "--json")
      assert.same({ 1, "", "inconsistent" },
        { ran.code, ran.err, (native.json_decode(ran.out) or {}).verdict })
    end
    local both <const> = program.ingot("check", sound, slip)
    assert.equal(1, both.code)
    assert.is_truthy(both.out:find("==> " .. sound .. " <==\n", 1, true))
    assert.is_truthy(both.out:find("==> " .. slip .. " <==\n", 1, true))
    local told <const> = native.json_decode(program.ingot("check", sound, slip, "--json").out)
    assert.same({ sound, "consistent", slip, "inconsistent" },
      { told[1].article, told[1].verdict, told[2].article, told[2].verdict })
  end)

  it("refuses what is no article, with the reason", function()
    local folder <close> = scratch.new()
    local function says(code, message, ...)
      assert.same({ out = "", err = message .. "\n", code = code }, program.ingot("check", ...))
    end
    local function data(name, bytes, message)
      local path <const> = folder:write(name, bytes)
      says(65, path .. ": " .. message, path)
    end
    data("empty.txt", "", "is empty; an article is expected")
    data("blank.txt", " \n\t\n", "is empty; an article is expected")
    data("a.pdf", "%PDF-1.7\n1 0 obj", "is a PDF; save it as text, Markdown or HTML in UTF-8")
    data("a.bin", "abc\0def", "is no text: byte 4 is a NUL; save it as text, Markdown or HTML in UTF-8")
    data("u16.txt", "\xFF\xFEa\0", "is UTF-16; save it as text, Markdown or HTML in UTF-8")
    says(66, ("%s: is a folder; an article is expected, or a pattern as '%s/*.txt'"):format(folder.folder, folder.folder), folder.folder)
    folder:write("april.txt", SOUND)
    says(66, ("%s/aprill.txt: no file 'aprill.txt' in '%s' (did you mean 'april.txt'?)"):format(folder.folder, folder.folder), folder:path "aprill.txt")
    local usage <const> = program.ingot "check"
    assert.same({ "", 64 }, { usage.out, usage.code })
  end)

  it("is complete on whatever bytes there are", function()
    local text <const> = SLIP .. "Of \xFF\xFE 12,0\xC3 mt \27[2J \xE2\x80\xAE and 7 others.\n"
    local ran <const> = check(text, "--json")
    assert.equal(1, ran.code)
    assert.equal("inconsistent", native.json_decode(ran.out).verdict)
    assert.is_nil(check(text).out:find "\27")
  end)

  it("is as wide as the terminal, and coloured unless NO_COLOR says otherwise", function()
    if not terminal_.is_there() then
      return pending "tmux is not installed"
    end
    local folder <close> = scratch.new()
    folder:write("a.txt", SLIP)
    local terminal <close> = terminal_.open(folder.folder, "check a.txt")
    terminal:await "ended 1"
    local shown <const> = terminal:text()
    assert.is_truthy(shown:find("\n" .. ("─"):rep(100) .. "\n", 1, true), shown)
  end)

  it("writes a page of each article", function()
    local folder <close> = scratch.new()
    local article <const>, page <const> = folder:write("a.txt", SLIP), folder:keep(folder:path "page.html")
    assert.equal(1, program.ingot("check", article, "--html", page).code)
    assert.is_truthy(bytes_of(page):find('<li id="finding-1">', 1, true))
    local out <const> = folder:mkdir "out"
    assert.equal(1, program.ingot("check", article, folder:write("b.txt", SOUND), "--html", out .. "/").code)
    assert.is_truthy(bytes_of(folder:keep(out .. "/a.check.html")):find("inconsistent: ", 1, true))
    assert.is_truthy(bytes_of(folder:keep(out .. "/b.check.html")):find("consistent: ", 1, true))
  end)

  it("keeps articles in a ledger, and finds last month's figure in this month's text", function()
    local folder <close> = scratch.new()
    local books <const>, page <const> = folder:path "books", folder:keep(folder:path "page.html")
    local function article(name, month, figure)
      return folder:write(name, ("China's alumina exports reached %s mt in %s 2025.\n"):format(figure, month))
    end
    local march <const>, april <const> = article("march.txt", "March", "234,617"), article("april.txt", "April", "234,617")
    assert.equal(0, program.ingot("check", march, "--ledger", books).code)
    local ran <const> = program.ingot("check", april, "--ledger", books, "--json", "--html", page)
    local told <const> = native.json_decode(ran.out)
    assert.equal("stale_copy", told.findings[1] and told.findings[1].kind)
    assert.is_truthy(bytes_of(page):find("finding-1", 1, true))
    local n = 0
    for name in lfs.dir(books) do
      n = n + (name:find "^%." and 0 or 1)
      folder:keep(books .. "/" .. name)
    end
    os.execute(("rm -rf '%s'"):format(books))
    assert.equal(2, n)
  end)

  it("holds an article against our own claims, of a file or of a script", function()
    local folder <close> = scratch.new()
    local out <const> = folder:mkdir "out"
    local script <const> = "scripts/cable_exports_month.lua"
    assert.equal(0, program.ingot("run", script, "--set", "period=2025-04", "--no-charts", "--out", out).code)
    for name in lfs.dir(out) do
      folder:keep(out .. "/" .. name)
    end
    local text <const> = "China's aluminum wire and cable exports reached 21,300 mt in April 2025, up 8.43% YoY.\n"
    local claims <const> = out .. "/cable_exports_month-2025-04.claims.json"
    for _, by in ipairs { { "--claims", claims }, { "--with", script, "--set", "period=2025-04" } } do
      local ran <const> = check(text, "--json", table.unpack(by))
      local told <const> = native.json_decode(ran.out)
      assert.same({ 0, "truncation", "equal" }, { ran.code, told.claims[1].ours.state, told.claims[2].ours.state })
      local wrong <const> = native.json_decode(check(text:gsub("21,300", "23,100"), "--json", table.unpack(by)).out)
      assert.same({ "inconsistent", "wrong", "21,400" },
        { wrong.verdict, wrong.claims[1].ours.state, wrong.claims[1].ours.expected })
    end
  end)

  it("gives the published articles the verdicts that they deserve", function()
    local seeds <const> = shared()
    if not seeds then
      return pending "../shared is not here"
    end
    local expected <const> = { { "000", "consistent", 0 }, { "001", "truncation", 0 }, { "002", "consistent", 0 },
      { "003", "inconsistent", 1 }, { "004", "consistent", 0 } }
    for _, one in ipairs(expected) do
      local ran <const> = program.ingot("check", seeds .. one[1] .. "_*.txt", "--json")
      assert.same({ one[1], one[2], one[3] }, { one[1], native.json_decode(ran.out).verdict, ran.code })
    end
  end)
end)
