-- A session on a terminal, as a person has it: completion, several lines, history, interrupts, the end.

local scratch <const> = require "support.scratch"
local terminal_ <const> = require "support.terminal"

local READY <const> = "Ctrl-D ends\n>"

describe("a session on a terminal", function()
  if not terminal_.is_there() then
    pending "tmux is not installed"
    return
  end
  local folder, terminal

  local function open(words)
    terminal = terminal_.open(folder.folder, words or "repl")
    terminal:await(READY)
  end

  local function close()
    if terminal then
      getmetatable(terminal).__close(terminal)
      terminal = nil
    end
  end

  local function finish(ending)
    terminal:press "C-d"
    terminal:await(ending or "ended 0")
    close()
  end

  before_each(function()
    folder = scratch.new()
  end)

  after_each(function()
    close()
    os.execute("rm -rf " .. folder.folder)
  end)

  -- Types what Tab goes on with.
  local function complete(text, ending)
    terminal:type(text)
    terminal:press "Tab"
    terminal:await(ending)
  end

  it("completes names, methods, columns in formulas and files, and lists what is several", function()
    folder:write("customs_may.csv", "a\n1\n")
    open()
    terminal:enter("t = ingot.table { partner = { 'Mexico', 'Iraq' }, qty = { 3, 4 } }", ">")
    complete("t:whe", "> t:where")
    complete("('par", "> t:where('partner")
    complete(" == \"Iraq\" and q", 'and qty')
    terminal:type " > 0')"
    terminal:press "Enter"
    terminal:await "4\n1 row\n>"
    complete("ingot.stat.me", "\nmean    median\n> ingot.stat.me")
    complete("di", "> ingot.stat.median")
    terminal:enter("({ 1, 5, 9 })", "5.0\n>")
    complete("ingot.read('cust", "> ingot.read('customs_may.csv")
    terminal:press "C-c"
    terminal:await "^C\n>"
    finish()
  end)

  it("goes on over lines, and remembers them in the next session", function()
    open()
    terminal:enter("for i = 1, 2 do", "..")
    terminal:enter("print(i) end", "1\n2\n>")
    terminal:enter("'ünï'", "ünï\n>")
    finish()
    open()
    terminal:press "Up Up Up"
    terminal:await "> for i = 1, 2 do"
    terminal:press "Enter"
    terminal:await "\n.."
    terminal:press "Up Up Up"
    terminal:await ".. print(i) end"
    terminal:press "Enter"
    terminal:await "\n1\n2\n>"
    finish()
  end)

  it("drops a line at Ctrl-C, and nothing that is typed right after it", function()
    open()
    for i = 1, 5 do
      terminal:type "nothing of this"
      terminal:press(("C-c 4 %d Enter"):format(i))
      terminal:await(("> nothing of this^C\n> 4%d\n4%d\n>"):format(i, i))
    end
    terminal:enter("for i = 1, 2 do", "..")
    terminal:press "C-c"
    terminal:await "^C\n>"
    terminal:enter("1 + 1", "2\n>")
    finish()
  end)

  it("stops whatever runs at one Ctrl-C, and keeps the session", function()
    open()
    terminal:enter("kept = 41; n = {}; for i = 1, 65536 do n[i] = i end; t = ingot.table { n = n }", ">")
    terminal:enter("for _ = 1, 6 do t = t:union(t):collect() end; return #t", "4194304\n>")
    local caught <const> = "pcall(function() while true do end end)"
    for i, loop in ipairs {
      "while true do end",
      "coroutine.wrap(function() while true do end end)()",
      "return select(2, " .. caught .. ")",
      "t:where(function(row) return row.n < 0 end):collect()",
      "for _ = 1, 1000 do t:sort('-n'):collect() end",
      "for _ = 1, 1000 do t:by('n'):agg { m = 'sum(n)' }:collect() end",
      "(('a'):rep(40)):find(('a*'):rep(40) .. 'b')",
      "table.sort(n, function(a, b) for _ = 1, 1000 do end return a > b end)",
    } do
      terminal:enter(("print('begun ' .. %d); %s"):format(i, loop), "begun " .. i)
      terminal:press "C-c"
      terminal:await (loop:find(caught, 1, true) and "^Cline:1: interrupted\n>" or "^Cline 1: interrupted\n>")
      terminal:enter("kept + " .. i, 41 + i .. "\n>")
    end
    finish()
  end)

  it("begins anew at the second Ctrl-C, where the first stops nothing", function()
    open()
    terminal:enter("while true do print(pcall(function() print 'begun'; while true do end end)) end", "begun")
    terminal:press "C-c"
    terminal:await "^Cfalse line:1: interrupted\nbegun"
    terminal:press "C-c"
    terminal:await "the session begins anew: what was defined is gone\n>"
    terminal:enter("1 + 1", "2\n>")
    finish()
  end)

  it("begins anew where a limit ends the worker, and says which", function()
    open "repl --memory 64M"
    terminal:enter("kept = 1", ">")
    terminal:type "x = {}; for i = 1, 1e9 do x[i] = { i } end"
    terminal:press "Enter"
    terminal:await("memory limit: what is defined fills it (--memory allows more)\n"
      .. "the session begins anew: what was defined is gone\n>")
    terminal:enter("kept", "line 1: undefined name 'kept'\n>")
    finish()
  end)

  it("runs the desk's init.lua first, and tells what is wrong in it", function()
    folder:mkdir "ingot"
    folder:write("ingot/init.lua", "print 'the desk'\nerror 'no desk'\n")
    open()
    terminal:type "1 + 1"
    terminal:press "Enter"
    terminal:await(("the desk\n%s/ingot/init.lua:2: no desk\n2\n>"):format(folder.folder))
    finish()
  end)

  it("ends as a signal tells it to, at its prompt and while something runs", function()
    open()
    os.execute("kill -TERM " .. terminal:pid())
    terminal:await "ended 143"
    close()
    open()
    terminal:enter("print('begun ' .. 1); while true do end", "begun 1")
    os.execute("kill -TERM " .. terminal:pid())
    terminal:await "ended 143"
  end)
end)
