-- A session: what inputs print, what is completed, and how it goes on after whatever happens.

local complete <const> = require "ingot.repl.complete"
local desk <const> = require "ingot.repl.desk"
local history_ <const> = require "ingot.repl.history"
local ingot <const> = require "ingot"
local session_ <const> = require "ingot.repl.session"
local native <const> = require "ingot.native"
local lfs <const> = require "lfs"
local process <const> = require "support.process"
local program <const> = require "support.program"
local scratch <const> = require "support.scratch"

local PROGRAM <const> = lfs.symlinkattributes("/proc/self/exe", "target")

-- What a session prints for inputs, one after the other; errors have a "!" before them.
local function session(...)
  local said <const> = {}
  local one <const> = session_.new(function(stream, text)
    said[#said + 1] = (stream == 2 and "!" or "") .. text
  end, setmetatable({ error = error, coroutine = coroutine, t = ingot.table { qty = { 1, 2 } } }, {
    __index = function(_, name) error("undefined name '" .. name .. "'", 2) end,
  }))
  for _, text in ipairs { ... } do
    one:eval(text)
  end
  return table.concat(said)
end

describe("a session", function()
  it("prints expressions, and keeps what is defined, also by local", function()
    assert.equal("2\n", session "1+1")
    assert.equal("7\n", session("local x <const> = 3", "local function f() return x + 4 end", "f()"))
    assert.equal("1\nnil\na\n", session "return 1, nil, 'a'")
    assert.equal("", session(" ", "-- nothing"))
  end)

  it("prints tables of data as tables and plain ones with what is in them", function()
    assert.equal("       qty\ndecimal(0)\n         2\n1 row\n", session "t:where 'qty > 1'")
    assert.equal('{ a = 1, b = { 1, { 2, { … } } }, c = "x\\n" }\n', session "{ a=1, b={1,{2,{3}}}, c='x\\n' }")
    assert.equal("{ { itself } }\n", session("x = {}; x[1] = x", "x"))
  end)

  it("tells of errors with their line, and of formulas with a caret", function()
    assert.equal("!line 1: undefined name 'nosuch'\n", session "nosuch")
    assert.equal("!line 1: formula: unknown column 'qyt' (did you mean 'qty'?)\n  qyt > 1\n  ^\n",
      session "t:where 'qyt > 1'")
    assert.equal("!line 2: deep\n", session("function g()\n error 'deep'\nend", "g()"))
    assert.equal("!line 1: unexpected symbol near '='\n  x = = 2\n      ^\n", session "x = = 2")
    assert.equal("!line 2: 'then' expected near '=' (== compares, = sets)\n  if x = 2 then end\n       ^\n",
      session "\nif x = 2 then end")
    assert.equal("!error object is nil; a text expected\n!error object is a table; a text expected\n",
      session("error()", "error {}"))
    assert.equal("!line 1: deep\n", session "coroutine.wrap(function() error 'deep' end)()")
    assert.equal("!line 1: a\\x1B[31m\\nline 2: b\n", session "error 'a\\27[31m\\nline 2: b'")
  end)

  it("asks for more where an input ends too soon", function()
    local one <const> = session_.new(function() end, {})
    assert.equal("more", one:eval "for i = 1, 2 do")
    assert.equal("more", one:eval "x = [[")
    assert.equal("more", one:eval "f(")
    assert.equal("done", one:eval "for i = 1, 2 do\nend")
    assert.equal("failed", one:eval "end")
  end)
end)

describe("completion", function()
  local boom <const> = setmetatable({ a = 1, ab = print }, {
    __index = function() error "it was run" end, __pairs = function() error "it was run" end,
  })
  local globals <const> = { ingot = ingot, boom = boom, print = print, x = "text",
    t = ingot.table { month = { "2025-01" }, partner = { "Mexico" }, qty = { 1 } } }

  for text, expected in pairs {
    ["pri"] = "3 print", ["t:whe"] = "3 where", ["ingot.rea"] = "3 read", ["x:rep"] = "3 rep",
    ["ingot.stat.m"] = "1 mean median", ["a..t"] = "1 t then true", ["boom."] = "0 a ab",
    ["boom:"] = "0 ab", ['t:where("par'] = "3 partner", ["t:where 'qty > 0 and mon"] = "3 month",
    ['t:by("month"):agg { n = "sum(q'] = "1 qty", ['t:where("x"):head(3):so'] = "2 sort",
    ['ingot.read("CMakeL'] = "6 CMakeLists.txt", ['ingot.read("data/cus'] = "3 customs/",
    ['ingot.cube(t):measure("exp'] = "3 exports", ['ingot.cube(t):by "pro'] = "3 province",
    ['ingot.cube(t):slice { product = "wire_c'] = "6 wire_cable", ["nosuch:"] = "0", ["nosuch.a"] = "1",
    ['ingot.period("2025-04"):yea'] = "3 year_ago years", ['ingot.read("x", { profile = "gacc-z'] = "6 gacc-zh",
  } do
    it("of " .. text, function()
      local words <const>, there <const> = complete.complete(text, globals)
      assert.equal(expected, (there .. " " .. table.concat(words, " ")):gsub(" $", ""))
    end)
  end

  it("inserts what is common, and lists the rest", function()
    local offered
    local worker <const> = { eval = function() return "done" end,
      complete = function() return { "year_ago", "years" }, 2 end }
    desk.run(worker, { keep = function() end, line = function(_, complete_line)
      offered = offered or { complete_line("p:ye", 4) }
    end })
    assert.same({ "ar" }, offered)
    assert.equal("year_ago  years", desk.columns { "year_ago", "years" })
  end)
end)

describe("reading inputs", function()
  -- What is run of some lines, what is said, and whether all was well.
  local function read(lines)
    local ran <const>, said <const>, at = {}, {}, 0
    local worked <const> = desk.run({
      eval = function(_, text)
        if text:find "=$" then
          return "more"
        end
        ran[#ran + 1] = text
        return "done"
      end,
    }, {
      keep = function() end, tell = function(text) said[#said + 1] = text end,
      line = function()
        at = at + 1
        return lines[at]
      end,
    })
    return { ran = ran, said = said, worked = worked }
  end

  it("ends where somebody says exit or quit, and helps whoever asks", function()
    assert.same({ ran = { "x" }, said = { desk.hint }, worked = true }, read { "x", "help", " quit() ", "y" })
    assert.same({ ran = { "x =\nexit" }, said = {}, worked = true }, read { "x =", "exit" })
  end)

  it("says that the last input is not complete", function()
    assert.same({ ran = {}, said = { "the last input is not complete: 'x ='" }, worked = false },
      read { "x =" })
  end)
end)

describe("the history", function()
  it("is kept in a file, without empty lines and repetitions", function()
    local folder <const> = os.tmpname()
    os.remove(folder)
    local one <const> = history_.open(folder .. "/ingot/history")
    for _, line in ipairs { "x = 1", "x = 1", " ", "x" } do
      one:add(line)
    end
    assert.same({ "x = 1", "x" }, history_.open(folder .. "/ingot/history").lines)
    os.execute("rm -rf " .. folder)
  end)
end)

describe("ingot repl in a pipe", function()
  it("runs lines without prompts, and says with its exit code whether all worked", function()
    local path <const> = os.tmpname()
    assert(native.write(path, "print(1+1)\nfor i = 1, 2 do\nprint(i)\nend\n"))
    assert.same({ code = 0, out = "2\n1\n2\n", err = "" }, program.fed(path, true, "repl"))
    assert(native.write(path, "nosuch\n3\n"))
    assert.same({ code = 1, out = "3\n", err = "line 1: undefined name 'nosuch'\n" },
      program.fed(path, true, "repl"))
    os.remove(path)
  end)

  it("ends as a signal tells it to while it waits", function()
    local folder <close> = scratch.new()
    local fifo <const> = folder:keep(folder:path "fifo")
    os.execute("mkfifo " .. fifo)
    local session_there <close> = process.start(folder.folder, { "repl" },
      ("env --default-signal=TERM sh -c 'exec \"$0\" \"$@\" <%s'"):format(fifo))
    local keys <close> = assert(io.open(fifo, "w"))
    keys:write "1 + 1\n"
    keys:flush()
    process.eventually("a sum", function() return session_there:printed() == "2\n" end)
    session_there:signal "TERM"
    assert.equal(143, session_there:wait().code)
  end)

  it("counts its lines", function()
    local folder <close> = scratch.new()
    local path <const> = folder:write("lines", "function f()\n  error 'deep'\nend\n\nnosuch\nf()\n(\n)\n")
    assert.same({ code = 1, out = "", err = "line 5: undefined name 'nosuch'\nline 2: deep\n"
      .. "line 8: unexpected symbol near ')'\n  )\n  ^\n" }, program.fed(path, true, "repl"))
  end)
end)

describe("a session from outside", function()
  it("has what scripts have: the desk's init.lua, modules of one's own, warnings", function()
    local folder <close> = scratch.new()
    folder:mkdir "ingot"
    folder:write("ingot/init.lua", "error 'no desk'\n")
    folder:write("own.lua", "return 7\n")
    local lines <close> = assert(io.popen(("cd %s && printf 'require \"own\"\\nwarn \"low\"\\n' | "
      .. "XDG_CONFIG_HOME=%s %s repl 2>&1"):format(folder.folder, folder.folder, PROGRAM)))
    assert.equal(folder:path "ingot/init.lua" .. ":1: no desk\n7\nline 2: warning: low\n", lines:read "a")
  end)
end)
