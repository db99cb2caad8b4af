-- What `ingot run` lets a script do and take, what comes before it, and what a claims file says of its
-- making.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local native = require "ingot.native"
local program = require "support.program"
local scratch = require "support.scratch"

local DATA <const> = "month,flow,hs,partner_code,qty_kg,value_usd\n2025-04,export,76141000,429,3000,30\n"

-- Runs a script in a folder of its own; other files are given by name. Gives the result, and what of
-- out/ was asked for.
local function run(files, words, wanted)
  local folder <close> = scratch.new()
  folder:mkdir "out"
  folder:mkdir "lib"
  for name, bytes in pairs(files) do
    folder:write(name, bytes)
  end
  local result <const> = program.ingot("run", "s.lua", "--root", folder.folder, table.unpack(words or {}))
  result.err = result.err:gsub(folder.folder:gsub("%p", "%%%0"), "ROOT")
  local left <const> = {}
  for i, name in ipairs(wanted or {}) do
    left[i] = bytes_of(folder:path("out/" .. name))
  end
  for _, name in ipairs(native.names(folder:path "out")) do
    os.remove(folder:path("out/" .. name))
  end
  return result, table.unpack(left)
end

local function result_of(files, ...)
  local result <const> = run(files, { ... })
  return { result.code, result.out, result.err }
end

describe("ingot run --prelude", function()
  it("runs a file first, whose names the script sees", function()
    assert.same({ 0, "twice\n", "" }, result_of({
      ["s.lua"] = "print(word .. other())\n", ["p.lua"] = "word = 'tw'\nfunction other() return 'ice' end\n",
    }, "--prelude", "p.lua"))
  end)

  it("says which line of it is wrong, and that it is missing", function()
    assert.same({ 1, "", "p.lua:2: no ore\n" }, result_of({
      ["s.lua"] = "print 'not reached'", ["p.lua"] = "\nerror 'no ore'",
    }, "--prelude", "p.lua"))
    assert.same({ 66, "", "p.lua: no such prelude\n" }, result_of({ ["s.lua"] = "" }, "--prelude", "p.lua"))
  end)
end)

describe("warn of a script", function()
  it("is told with its line, each text once, as harmless text", function()
    assert.same({ 0, "", "s.lua:2: warning: low \\x1B[2J 3\ns.lua:3: warning: odd\n" }, result_of {
      ["s.lua"] = 'warn "@on"\nwarn("low ", "\\27[2J ", 3)\nfor _ = 1, 3 do warn "odd" end\n',
    })
    assert.same({ 1, "", "s.lua:1: warn: a text expected, got nil\n" }, result_of { ["s.lua"] = "warn()" })
  end)
end)

describe("what a script of ingot run may do", function()
  for name, case in pairs {
    ["start programs"] = { "os.execute 'true'", "s.lua:1: os.execute: not available in sandbox\n" },
    ["open files itself"] = { "io.open 's.lua'", "s.lua:1: io.open: not available in sandbox\n" },
    ["load what is no text"] = { "assert(load('\\27Lua', 'x', 'b'))", nil },
  } do
    it("does not include to " .. name, function()
      local result <const> = run { ["s.lua"] = case[1] }
      assert.equal(1, result.code)
      assert.equal(case[2] or result.err, result.err)
      assert.is_truthy(result.err:find("^s%.lua:1: "), result.err)
    end)
  end

  it("includes all of Lua with --trusted", function()
    assert.same({ 0, "function\tfunction\n", "" }, result_of({
      ["s.lua"] = "print(type(os.execute), type(io.open))",
    }, "--trusted"))
  end)

  it("is, with --trusted, to leave outputs that appear whole, in a folder that is made", function()
    local source <const> = [[
      local t = require "ingot".table { { "a", { 1, 2 } } }
      t:save "new/saved.csv"
      print(#require "ingot".read "new/saved.csv", io.open "new/saved.csv")
      if STOP then error "stopped" end
      return t]]
    local folder <close> = scratch.new()
    folder:write("s.lua", source)
    local function files_of(name)
      local result <const> = program.ingot("run", "--trusted", "s.lua", "--root", folder.folder, "--out",
        name)
      return result.code, native.look(folder:path(name)) and native.names(folder:path(name)) or nil
    end
    folder:write("s.lua", "STOP = true\n" .. source)
    assert.same({ 1 }, { files_of "new" })
    folder:write("s.lua", "STOP = false\n" .. source)
    local code <const>, names <const> = files_of "new"
    table.sort(names)
    assert.same({ 0, { "s.csv", "saved.csv" } }, { code, names })
    for _, name in ipairs(names) do os.remove(folder:path("new/" .. name)) end
    os.remove(folder:path "new")
  end)

  it("is reading below the project, and below the folders of --data", function()
    local elsewhere <close> = scratch.new()
    local path <const> = elsewhere:write("x.csv", DATA)
    local source <const> = ("local t = require 'ingot'.read %q\nprint(#t)\n"):format(path)
    local refused <const> = run { ["s.lua"] = source }
    assert.equal(1, refused.code)
    assert.is_truthy(refused.err:find("s.lua:1: ", 1, true) == 1
      and refused.err:find("not available in sandbox", 1, true), refused.err)
    assert.same({ 0, "1\n", "" }, result_of({ ["s.lua"] = source }, "--data", elsewhere.folder))
  end)

  it("wants folders of --data that are there", function()
    assert.same({ 66, "", "--data none/such: no such folder\n" },
      result_of({ ["s.lua"] = "" }, "--data", "none/such"))
  end)
end)

describe("what a script of ingot run may take", function()
  it("is so much time", function()
    assert.same({ 75, "", "s.lua:1: time limit: 300 ms passed (--time 600ms allows more)\n" },
      result_of({ ["s.lua"] = "while true do end" }, "--time", "300ms"))
    assert.same({ 75, "",
      "s.lua:1: time limit: 300 ms of processor time used up (--cpu 600ms allows more)\n" },
      result_of({ ["s.lua"] = "while true do end" }, "--cpu", "300ms", "--time", "none"))
  end)

  it("cannot be caught", function()
    assert.same({ 75, "", "s.lua:1: time limit: 300 ms passed (--time 600ms allows more)\n" },
      result_of({ ["s.lua"] = "while true do pcall(function() while true do end end) end" },
        "--time", "300ms"))
  end)

  it("is so much output", function()
    local result <const> = run({ ["s.lua"] = "local x = ('x'):rep(1000)\nwhile true do print(x) end" },
      { "--output", "10K" })
    assert.equal(75, result.code)
    assert.is_true(#result.out <= 10240)
    assert.is_truthy(result.err:find("s.lua:2: output limit: ", 1, true), result.err)
  end)

  it("is said on the command line", function()
    assert.same({ 64, "", "ingot: --time 5: a duration such as 60s, 2m or 500ms expected, or none\n" },
      result_of({ ["s.lua"] = "" }, "--time", "5"))
  end)
end)

local ARTICLE <const> = [[
local ingot = require "ingot"
local names = require "lib.names"
local period = ingot.option("period", ingot.period "2025-04")
ingot.option("levels", 3)
local cube = ingot.cube(ingot.read "data.csv")
local article = ingot.article { title = names.title, period = period,
  names = { x = cube:measure("exports", period) } }
return article:say "Exports were {x:t3}."
]]

describe("a program started without its standard streams", function()
  it("does not take another file for them", function()
    local folder <close> = scratch.new()
    folder:write("s.lua", [[print("\1\0\0\0\7\0\0\0{'a':1}")]]) -- what a request looks like
    local ingot <const> = lfs.symlinkattributes("/proc/self/exe", "target")
    local _ <const>, how <const>, code <const> = os.execute(
      ("cd '%s' && timeout 20 '%s' run s.lua --trusted <&- >&- 2>&-"):format(folder.folder, ingot))
    assert.same({ "exit", 1 }, { how, code })
  end)
end)

describe("a claims file", function()
  local files <const> = {
    ["s.lua"] = ARTICLE, ["lib/names.lua"] = "return { title = TITLE }", ["data.csv"] = DATA,
    ["p.lua"] = "TITLE = 'Exports'",
  }
  local function made()
    return select(2, run(files, { "--prelude", "p.lua", "--set", "period=2025-04" },
      { "s-2025-04.claims.json" }))
  end

  it("says what made it: script, prelude, modules, settings and options", function()
    local about <const> = native.json_decode(made()).run
    for _, list in ipairs { { about.script, about.prelude }, about.modules } do
      for _, file in ipairs(list) do
        assert.is_truthy(file.hash:find "^xxh3:%x+$")
        file.hash = nil
      end
    end
    assert.same({
      script = { path = "s.lua" }, prelude = { path = "p.lua" }, modules = { { path = "lib/names.lua" } },
      settings = { period = "2025-04" }, options = { period = "2025-04", levels = 3 },
    }, about)
  end)

  it("is UTF-8 whatever bytes stand in what was given", function()
    local odd <const> = {
      ["s.lua"] = ARTICLE:gsub('"data.csv"', '(ingot.option("data", ""))'), ["\xFF.csv"] = DATA,
      ["lib/names.lua"] = files["lib/names.lua"], ["p.lua"] = files["p.lua"],
    }
    local result <const>, claims <const> = run(odd,
      { "--prelude", "p.lua", "--set", "data=\xFF.csv" }, { "s-2025-04.claims.json" })
    assert.same({ 0, "" }, { result.code, result.err })
    assert.equal("\\xFF.csv", native.json_decode(claims).run.settings.data)
    assert.equal("\\xFF.csv", native.json_decode(claims).sources[1].path)
  end)

  it("is the same to the byte, wherever and whenever it was made", function()
    assert.equal(made(), made())
  end)
end)
