-- Long work is bounded: signals and a timer stop it, --memory limits it, a terminal shows it.

local error_ <const> = require "ingot.error"
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"
local program <const> = require "support.program"
local scratch <const> = require "support.scratch"

local PROGRAM <const> = lfs.symlinkattributes("/proc/self/exe", "target")

-- A table of n rows: `key` of about as many values as rows, `few` of seven.
local function table_of(n)
  local keys <const>, few <const>, names <const> = {}, {}, {}
  for i = 1, n do
    keys[i] = i * 7919 % 1000003
    few[i] = i % 7
    names[i] = "name " .. i % 5003
  end
  return native.table({
    { name = "key", values = keys }, { name = "few", values = few },
    { name = "name", values = names },
  }, n)
end

-- Runs a script in a folder of its own: what the program prints, its exit code, and whether it wrote.
local function run(source, ...)
  local folder <close> = scratch.new()
  local path <const> = folder:write("script.lua", source)
  local result <const> = program.ingot("run", path, "--out", folder:path "out", ...)
  result.err = result.err:gsub("[^ \n]*/script%.lua", "script.lua")
  result.wrote = lfs.attributes(folder:path "out") ~= nil
  return result
end

local function assert_ends(expected, result)
  assert.same({ out = expected.out or "", err = expected.err, code = expected.code, wrote = false },
    result)
end

local function run_trusted(source)
  return run(source, "--trusted")
end

-- Opening lines of scripts that send their own process a signal.
local SIGNALS <const> = [[
local ingot = require "ingot"
local t = ingot.table { { "a", { 1, 2, 3 } } }
local function send(name) io.popen("kill -" .. name .. " $PPID"):close() end
]]

describe("a signal", function()
  it("stops a query and the function it has called, with the script's line", function()
    for name, code in pairs { INT = 130, TERM = 143 } do
      assert_ends({ err = "script.lua:3: interrupted\n", code = code }, run_trusted(SIGNALS .. ([[
return t:derive { x = function() send "%s"; while true do end end }
]]):format(name)))
    end
  end)

  it("that is a crash is told with the script's line", function()
    local ended <const> = run_trusted(SIGNALS .. 'send "SEGV"\n')
    if ended.err:find("Sanitizer", 1, true) then
      pending "sanitizers tell of faults themselves"
      return
    end
    assert_ends({ code = 70,
      err = "script.lua:3: the worker crashed (signal 11, a segmentation fault)\n" }, ended)
  end)

  it("stops a query at the next row, when its function ends by itself", function()
    local CATCH <const> = SIGNALS .. "local q = t:derive { x = function() pcall(send, 'INT') return 1 end }\n"
    assert_ends({ err = "script.lua:5: interrupted\n", code = 130 }, run_trusted(CATCH .. "print(#q)\n"))
    assert_ends({ err = "script.lua: interrupted\n", code = 130 }, run_trusted(CATCH .. "return q"))
  end)

  it("cannot be caught for long: every later query stops too", function()
    assert_ends({ err = "script.lua:5: interrupted\n", code = 130 }, run_trusted(SIGNALS .. [[
pcall(function() return #t:derive { x = function() send "INT"; while true do end end } end)
return #t:sort "a"
]]))
  end)

  it("ends the program at once when no query runs", function()
    assert_ends({ err = "", code = 130 }, run_trusted(SIGNALS .. [[send "INT"; while true do end]]))
    assert_ends({ err = "", code = 143 }, run_trusted(SIGNALS .. [[send "TERM"; while true do end]]))
  end)

  it("ends the program at once when it is the second", function()
    local folder <close> = scratch.new()
    local path <const> = folder:write("script.lua", SIGNALS .. [[
return t:derive { x = function()
  pcall(function() send "INT"; while true do end end)
  send "INT"
  while true do end
end }
]])
    local _, _, code <const> = os.execute(("%s run --trusted %s --out %s >%s 2>&1; exit $?"):format(PROGRAM,
      path, folder:path "out", folder:keep(folder:path "said")))
    assert.equal(130, code)
  end)
end)

describe("a timer", function()
  local t
  setup(function() t = table_of(60000) end)
  after_each(function() native.cancel_after() end)

  local verbs <const> = {
    where = function() return #t:where "key > 500000 and name ~= 'name 7'" end,
    derive = function() return #t:derive { x = "key * few / 3" } end,
    ["by few"] = function() return #t:by("few"):agg { s = "sum(key)", m = "mean(key)" } end,
    ["by many"] = function() return #t:by("key", "name"):agg { s = "sum(few)" } end,
    sort = function() return #t:sort("name", "-key") end,
    top = function() return #t:top(100, { by = "key" }) end,
    distinct = function() return #t:distinct("name", "few") end,
    functions = function() return #t:derive { x = function(row) return row.key + 1 end } end,
    groups = function() return #t:by("name"):agg { x = function(g) return g.n end } end,
  }

  for name, work in pairs(verbs) do
    it("stops " .. name .. ", whose memory comes back", function()
      work()
      collectgarbage()
      collectgarbage()
      local before <const> = native.memory().live_bytes
      local start <const> = native.clock()
      native.cancel_after(20)
      local worked, value = true, nil
      while worked and native.clock() - start < 20 do
        worked, value = pcall(work)
      end
      local took <const> = native.clock() - start
      assert.is_true(error_.is(value))
      assert.matches("^tests/lua/work_spec%.lua:%d+: interrupted$", value.message)
      assert.same({ "stopped", 130 }, { value.kind, error_.exit_code(value) })
      assert.is_true(took < 2, ("%.3f s"):format(took))
      collectgarbage()
      collectgarbage()
      assert.equal(before, native.memory().live_bytes)
      native.cancel_after()
      work()
    end)
  end

  it("stops the reading of a file", function()
    local folder <close> = scratch.new()
    local lines <const> = {}
    for i = 1, 20000 do lines[i] = ("2025-04,%d,name %d"):format(i, i % 100) end
    local path <const> = folder:write("data.csv", "month,qty,name\n" .. table.concat(lines, "\n"))
    native.cancel_after(10)
    local start <const> = native.clock()
    local data, message, kind
    repeat
      data, message, kind = native.read(path)
    until not data or native.clock() - start > 20
    assert.same({ "interrupted", "stopped" }, { message, kind })
    assert.equal(20000, (function()
      native.cancel_after()
      return #assert(native.read(path))
    end)())
  end)
end)

describe("the memory limit", function()
  after_each(function() native.memory_limit(0) end)

  it("makes a query fail that would pass it, and nothing leaks", function()
    local t <const> = table_of(100000)
    collectgarbage()
    collectgarbage()
    local held <const> = native.memory()
    native.memory_limit(held.live_bytes + held.lua_bytes + 200000)
    local worked <const>, value <const> = pcall(function() return #t:sort("name", "-key") end)
    assert.is_false(worked)
    assert.is_true(error_.is(value))
    assert.matches("^tests/lua/work_spec%.lua:%d+: memory limit: [%d.]+ KB more were needed, "
      .. "[%d.]+ MB are in use, the limit is [%d.]+ MB$", value.message)
    assert.same({ "limit", 75 }, { value.kind, error_.exit_code(value) })
    collectgarbage()
    collectgarbage()
    assert.equal(held.live_bytes, native.memory().live_bytes)
    native.memory_limit(0)
    assert.equal(100000, #t:sort("name", "-key"))
  end)

  it("does not count tables that nobody holds any more", function()
    local t <const> = table_of(20000)
    local one <const> = t:sort("-key"):bytes()
    collectgarbage()
    collectgarbage()
    local held <const> = native.memory()
    native.memory_limit(held.live_bytes + held.lua_bytes + 20 * one + 2000000)
    for _ = 1, 200 do
      assert.equal(20000, #t:sort("-key"):collect())
    end
  end)

  it("covers a script's own tables, also in a coroutine, and one huge text before it is made", function()
    local GROW <const> = "local list = {}\nwhile true do list[#list + 1] = { #list } end\n"
    local result = run(GROW, "--memory", "24M")
    assert.matches("^script%.lua:2: memory limit: [%d.]+ MB are in use, the limit is 24 MB\n$",
      result.err)
    assert.same({ 75, false }, { result.code, result.wrote })
    result = run("coroutine.wrap(function()\n" .. GROW .. "end)()", "--memory", "24M")
    assert.matches("^script%.lua:3: memory limit: [%d.]+ MB are in use, the limit is 24 MB\n$",
      result.err)
    assert.same({ 75, false }, { result.code, result.wrote })
    result = run("return string.rep('x', 1 << 30)", "--memory", "24M")
    assert.matches("^script%.lua:1: memory limit: 2 GB more were needed, [%d.]+ KB are in use, the limit "
      .. "is 24 MB\n$", result.err)
    assert.equal(75, result.code)
  end)

  it("is hit in a function of a query as anywhere", function()
    local result <const> = run([[
local ingot = require "ingot"
local t = ingot.table { { "a", { 1, 2, 3 } } }
local list = {}
return t:derive { x = function(row)
  while row.a == 2 do list[#list + 1] = { #list } end
  return 1
end }
]], "--memory", "24M")
    assert.matches("^script%.lua:5: memory limit: [%d.]+ MB are in use, the limit is 24 MB %(row 2%)\n$",
      result.err)
    assert.equal(75, result.code)
  end)

  it("lets a script use what it needs, and garbage go", function()
    local result <const> = run([[
for i = 1, 300 do local text = string.rep("x", 100000) .. i end
for i = 1, 2000000 do local list = { i } end
]], "--memory", "24M")
    assert.same({ "", 0 }, { result.err, result.code })
  end)

  it("is a size; anything else is wrong usage", function()
    for _, size in ipairs { "2", "2X", "M", "0M", "-1G", "1.5.5G", "1e3M", "99999999999999999999G" } do
      assert.same({ out = "", code = 64, wrote = false,
        err = ("ingot: --memory %s: a size such as 512M or 2G expected, or none\n"):format(size) },
        run("return nil", "--memory=" .. size))
    end
    local limits <const> = { ["64M"] = 67108864, ["1.5G"] = 1610612736, ["65536K"] = 67108864 }
    for size, bytes in pairs(limits) do
      assert.equal(bytes .. "\n", run("print(require 'ingot.native'.memory().limit_bytes)",
        "--trusted", "--memory", size).out)
    end
  end)
end)

describe("progress", function()
  local SLOW <const> = [[
local native = require "ingot.native"
local ingot = require "ingot"
local values = {}
for i = 1, 4096 do values[i] = i end
local t = ingot.table { { "a", values } }
return t:derive { b = function(row)
  local start = native.clock()
  while row.a % 1024 == 0 and native.clock() - start < 0.4 do end
  return row.a
end }:agg { n = "sum(b)" }
]]

  it("is drawn on a terminal, and gone when the result comes", function()
    local multiplexer <const>, why <const> = io.open "/dev/ptmx"
    if not multiplexer then
      pending("no pseudo-terminal: " .. why)
      return
    end
    multiplexer:close()
    local folder <close> = scratch.new()
    local path <const> = folder:write("script.lua", SLOW)
    local pipe <const> = assert(io.popen(
      ("TERM=xterm script -qec '%s run --trusted %s --out %s' /dev/null </dev/null"):format(PROGRAM, path,
      folder:keep(folder:path "out"))))
    local screen <const> = pipe:read "a"
    pipe:close()
    os.remove(folder:path "out/script.csv")
    local BAR <const> = "\rderive b = (function)  [##########..........]  50 %"
    assert.is_truthy(screen:find(BAR, 1, true), screen)
    assert.is_truthy(screen:find("\r +\r *n\r?\n"), screen)
    assert.is_nil(screen:find "\27")
  end)

  it("is nothing in a pipe", function()
    local folder <close> = scratch.new()
    local path <const> = folder:write("script.lua", SLOW)
    local result <const> = program.ingot("run", "--trusted", path, "--out",
      folder:keep(folder:path "out"))
    os.remove(folder:path "out/script.csv")
    assert.same({ 0, "" }, { result.code, result.err })
    assert.is_nil(result.out:find "\r")
  end)
end)
