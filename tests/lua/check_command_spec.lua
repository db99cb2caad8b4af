-- `ingot check` in wrong hands and odd places: options that do not belong together, scripts and files
-- that misbehave, ledgers of several months, other locales and clocks, kills.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local native = require "ingot.native"
local program = require "support.program"

local ARTICLES <const> = lfs.currentdir() .. "/tests/check/articles/"
local APRIL <const>, MARCH <const> = ARTICLES .. "cable_april.txt", ARTICLES .. "cable_march.txt"

local folder

before_each(function()
  folder = os.tmpname()
  os.remove(folder)
  assert(native.make_folder(folder))
end)

after_each(function()
  os.execute("rm -rf '" .. folder .. "'")
end)

local function write(name, text)
  local path <const> = folder .. "/" .. name
  local file <const> = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

local function names_in(path)
  local names <const> = {}
  for name in lfs.dir(path) do
    names[#names + 1] = name:sub(1, 1) ~= "." and name or nil
  end
  table.sort(names)
  return names
end

-- Runs it; it must say just this, and print nothing.
local function says(code, message, ...)
  local ran <const> = program.ingot("check", ...)
  assert.same({ out = "", err = message .. "\n", code = code }, ran)
end

local function told_of(ran)
  return assert(native.json_decode(ran.out), ran.err .. ran.out)
end

local function kinds_of(told)
  local kinds <const> = {}
  for i, finding in ipairs(told.findings) do
    kinds[i] = finding.kind
  end
  return kinds
end

describe("the command line of ingot check", function()
  it("refuses options that say nothing here", function()
    says(64, "ingot: check: --set period=2025-04: --with SCRIPT expected, whose option it sets",
      APRIL, "--set", "period=2025-04")
    says(64, "ingot: check: --ledger: a path expected, got an empty text", APRIL, "--ledger", "")
    says(64, "ingot: check: --html: a path expected, got an empty text", APRIL, "--html", "")
    says(64, ("ingot: check: --html %s: of several articles a folder is expected, as DIR/"):format("x.html"),
      APRIL, MARCH, "--html", folder .. "/x.html")
    assert.same({}, names_in(folder))
  end)

  it("names the page of a piped article after none", function()
    assert.equal(0, program.fed(APRIL, true, "check", "-", "--html", folder .. "/").code)
    assert.same({ "article.check.html" }, names_in(folder))
  end)

  it("has what a script of ours prints apart from the report", function()
    local text <const> = "print('from', 'the script', nil)\n" .. bytes_of "scripts/cable_exports_month.lua"
    local script <const> = write("month.lua", text)
    local ran <const> = program.ingot("check", APRIL, "--with", script, "--set", "period=2025-04",
      "--data", "data", "--json")
    assert.equal("from\tthe script\tnil\n", ran.err)
    local states <const> = {}
    for _, claim in ipairs(told_of(ran).claims) do
      states[claim.ours.state] = true
    end
    assert.same({ equal = true, truncation = true }, states)
  end)

  it("says whose fault it is where a script gives nothing to check against", function()
    local function script(name, text, code, message, ...)
      local path <const> = write(name, text)
      says(code, message:gsub("PATH", (path:gsub("%%", "%%%%"))), APRIL, "--with", path, ...)
    end
    script("fails.lua", "error 'no data today'", 1, "PATH:1: no data today")
    script("number.lua", "return 5", 1,
      "--with PATH: an article to check against is expected, it returns none")
    script("table.lua", "return require('ingot').table { a = { 1, 2 } }", 1,
      "--with PATH: an article to check against is expected, it returns none")
    script("syntax.lua", "return {", 1, "PATH:1: unexpected symbol near <eof>")
    script("opens.lua", "io.open('x', 'w')", 1, "PATH:1: io.open: not available in sandbox")
    script("endless.lua", "while true do end", 75, "PATH:1: time limit: 1 s passed (--time 2s allows more)",
      "--time", "1s")
  end)

  it("gives the same bytes wherever and whenever it runs", function()
    local seen <const> = {}
    for i, around in ipairs {
      { TZ = "UTC", LANG = "C" }, { TZ = "Asia/Shanghai", LC_ALL = "de_DE.UTF-8", NO_COLOR = "1" },
      { TZ = "America/New_York", LANG = "tr_TR.UTF-8", TERM = "dumb" },
    } do
      local out <const>, books <const> = ("%s/out%d/"):format(folder, i), ("%s/books%d"):format(folder, i)
      local ran <const> = program.with(around, "check", MARCH, APRIL, "--ledger", books, "--html", out)
      local parts <const> = { ran.out, program.with(around, "check", MARCH, APRIL, "--json").out }
      for _, where in ipairs { out, books } do
        for _, name in ipairs(names_in(where)) do
          parts[#parts + 1] = name .. bytes_of(where .. "/" .. name)
        end
      end
      assert.equal(6, #parts)
      seen[i] = table.concat(parts, "\0")
    end
    assert.equal(seen[1], seen[2])
    assert.equal(seen[1], seen[3])
  end)
end)

describe("the findings of ingot check", function()
  it("leave out what the only repair of another mends: one slip is told once", function()
    local told <const> = told_of(program.fed(write("net.txt", [[
China's primary aluminum imports reached 250,500 mt in April 2025, while exports were 13,700 mt. Net imports
of primary aluminum came to 263,800 mt. Imports from Russia stood at 228,600 mt, or 91.26% of the total.
]]), true, "check", "-", "--json"))
    assert.same({ "net" }, kinds_of(told))
    assert.same({ "263,800", "236,800", true }, { told.findings[1].repair.from, told.findings[1].repair.to,
      told.findings[1].repair.unique })
    local verdicts <const> = {}
    for i, claim in ipairs(told.claims) do
      verdicts[i] = claim.verdict
    end
    assert.same({ "inconsistent", "inconsistent", "inconsistent", "ok", "ok" }, verdicts)
  end)
end)

describe("the ledger of ingot check", function()
  local books

  before_each(function() books = folder .. "/books" end)

  it("holds each article against those that came out before it, in whatever order they are given", function()
    local kinds
    for i, given in ipairs { { MARCH, APRIL }, { APRIL, MARCH } } do
      local told <const> = told_of(program.ingot("check", given[1], given[2], "--json", "--ledger", books .. i))
      kinds = kinds or kinds_of(told[2])
      assert.same({ "share_of", "omission", "wording", "wording" }, kinds_of(told[3 - i]))
      assert.same({}, kinds_of(told[i]))
    end
    assert.same(bytes_of(books .. "1/" .. names_in(books .. "1")[2]),
      bytes_of(books .. "2/" .. names_in(books .. "2")[2]))
  end)

  it("has of an article that was mended what it says now", function()
    local april <const> = write("april.txt", bytes_of(APRIL))
    local function check()
      return program.ingot("check", april, "--ledger", books)
    end
    program.ingot("check", MARCH, "--ledger", books)
    local first <const> = check()
    assert.equal(first.out, check().out)
    write("april.txt", (bytes_of(APRIL):gsub("21,300 mt", "21,400 mt")))
    local mended <const> = check()
    assert.equal(0, mended.code)
    assert.is_truthy(mended.out:find("\nconsistent: ", 1, true))
    assert.same({ 2, true }, { #names_in(books),
      bytes_of(books .. "/" .. names_in(books)[1]):find('"21,400"', 1, true) ~= nil })
  end)

  it("that is damaged, newer or no folder is told with its line, and nothing is printed", function()
    program.ingot("check", APRIL, "--ledger", books)
    local path <const> = books .. "/" .. names_in(books)[1]
    local bytes <const> = bytes_of(path)
    local function damaged(text, message)
      local file <const> = assert(io.open(path, "wb"))
      file:write(text)
      file:close()
      says(65, path .. message, MARCH, "--ledger", books)
    end
    damaged(bytes:gsub('"ingot_ledger":1', '"ingot_ledger":9'),
      ":1: a ledger of format 9; this program knows 1 and older")
    damaged(bytes:gsub('"value":"21300"', '"value":"many"'), ":2: 'value': a number as text expected")
    damaged(bytes .. "garbage\n", (":%d: json: line 1, column 7: invalid token near 'garbage'"):format(
      select(2, bytes:gsub("\n", "")) + 1))
    says(1, MARCH .. ": is a file, a folder for the outputs is expected", APRIL, "--ledger", MARCH)
  end)

  it("leaves alone what else is in its folder", function()
    assert(native.make_folder(books))
    local file <const> = assert(io.open(books .. "/notes.txt", "wb"))
    file:write "{"
    file:close()
    assert.equal(0, program.ingot("check", APRIL, "--ledger", books).code)
    assert.equal("{", bytes_of(books .. "/notes.txt"))
  end)

  it("is whole whenever its writer is killed, and whoever writes beside it", function()
    local own <const> = ("'%s'"):format(lfs.symlinkattributes("/proc/self/exe", "target"))
    local function run(prefix, suffix)
      return ("%s %s check '%s' '%s' --ledger '%s' >/dev/null 2>&1 %s"):format(prefix, own, MARCH, APRIL,
        books, suffix)
    end
    for _, after in ipairs { "0.01", "0.03", "0.06", "0.1", "0.15" } do
      os.execute(run("timeout -s KILL " .. after, ""))
    end
    os.execute(run("", "&") .. run("", "&") .. run("", "& wait"))
    local names <const> = names_in(books)
    assert.equal(2, #names)
    assert.equal(0, program.ingot("check", APRIL, "--ledger", books).code)
  end)
end)
