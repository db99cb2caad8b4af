-- The program from outside: what it prints, where, and its exit codes.

local bytes_of <const> = require "support.bytes_of"
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"

local PROGRAM <const> = lfs.symlinkattributes("/proc/self/exe", "target")

local folder

local function write(name, text)
  local path <const> = folder .. "/" .. name
  assert(native.write(path, text))
  return path
end

-- Runs the program; gives exit code, output and errors. The shell runs in the test's folder.
local function run(words, settings)
  local _, _,
    code <const> = os.execute(("cd %s && %s %s %s >%s/stdout 2>%s/stderr </dev/null"):format(
    folder, settings or "", PROGRAM, words, folder, folder))
  return code, bytes_of(folder .. "/stdout"), bytes_of(folder .. "/stderr")
end

local SPEC <const> = [[
describe("it all", function()
  it("passes", function() assert.equal(1, 1) end)
  it("fails", function() assert.is_true(false) end)
  it("breaks", function() error "boom" end)
  it("misspells", function() return strng end)
  it("skips", function() pending "no network" end)
  pending "comes later"
  it("exits", function() os.exit(0) end)
end)
]]

describe("ingot", function()
  before_each(function()
    folder = os.tmpname()
    assert(os.remove(folder))
    assert(lfs.mkdir(folder))
  end)
  after_each(function() os.execute("rm -rf " .. folder) end)

  it("tells its version", function()
    local code, out, err = run "--version"
    assert.same({ 0, "ingot 0.1.0\n", "" }, { code, out, err })
  end)

  it("refuses wrong usage with 64, the nearest command and the usage", function()
    local USAGE <const> = "\nusage: ingot COMMAND [ARGUMENT]…; ingot help lists the commands\n"
    local code, out, err = run "tset"
    assert.same({ 64, "", "ingot: unknown command 'tset' (did you mean 'test'?)" .. USAGE },
      { code, out, err })
    code, out, err = run "zzzzzzz"
    assert.same({ 64, "",
      "ingot: unknown command 'zzzzzzz'; commands are 'run', 'batch', 'test', 'why', 'diff', 'check', "
      .. "'show', 'pack', …" .. USAGE }, { code, out, err })
    code, out, err = run ""
    assert.same({ 64, "", "ingot: a command is expected" .. USAGE }, { code, out, err })
    code, out, err = run "test --filtr x"
    assert.equal(64, code)
    assert.equal("", out)
    assert.equal("ingot: unknown option '--filtr' (did you mean '--filter'?)\n"
      .. "Usage: ingot test [-h] [--filter PATTERN] [<path>] ...\n", err)
    assert.equal(64, (run("--version", "INGOT_THREADS=many")))
    assert.equal("ingot: INGOT_THREADS: a number from 1 to 64 expected, got 'many'\n",
      select(3, run("--version", "INGOT_THREADS=many")))
  end)

  it("tells of its commands", function()
    local code, out, err = run "help"
    assert.same({ 0, "" }, { code, err })
    assert.matches("\n  test       run specs written for busted\n", out, 1, true)
    assert.same({ code, out, err }, { run "--help" })
    code, out, err = run "help test"
    assert.equal(0, code)
    assert.matches("^Usage: ingot test ", out)
    assert.same({ code, out, err }, { run "test --help" })
    assert.same({ code, out, err }, { run "test a b -h" })
    assert.equal(0, (run "why --help")) -- though what it needs is missing
    code, out, err = run "help tst"
    assert.same({ 64, "" }, { code, out })
    assert.matches("ingot: help: nothing is called 'tst' (did you mean 'test'?)\n", err, 1, true)
  end)

  it("fails when its output cannot be written", function()
    local _, _,
      code <const> = os.execute(("%s help >/dev/full 2>%s/stderr"):format(PROGRAM, folder))
    assert.equal(1, code)
    assert.equal("ingot: cannot write standard output: No space left on device\n",
      bytes_of(folder .. "/stderr"))
  end)

  describe("test", function()
    it("tells failures, errors and skips apart, counts them, and exits with 1", function()
      write("a_spec.lua", SPEC)
      local code, out, err = run "test a_spec.lua"
      assert.equal(1, code)
      assert.equal("", err)
      assert.matches("^%.FEEss?E?", out)
      for _, text in ipairs {
        "\nfailed: a_spec.lua:3: it all fails\n"
          .. "    a_spec.lua:3: Expected objects to be the same",
        "\nerror: a_spec.lua:4: it all breaks\n    a_spec.lua:4: boom\n",
        "\nerror: a_spec.lua:5: it all misspells\n"
          .. "    a_spec.lua:5: undefined name 'strng' (did you mean 'string'?)\n",
        "\nskipped: a_spec.lua:6: it all skips\n    a_spec.lua:6: no network\n",
        "\nskipped: a_spec.lua:7: it all comes later\n",
        "\nerror: a_spec.lua:8: it all exits\n    a_spec.lua:8: os.exit in a test\n",
      } do
        assert.is_truthy(out:find(text, 1, true), text .. "\n-- in --\n" .. out)
      end
      assert.equal("1 passed, 4 failed, 2 skipped", out:match "([^\n]*)\n$")
    end)

    it("exits with 0 when all that ran passed, skips or none", function()
      write("a_spec.lua", SPEC)
      local code, out = run "test a_spec.lua --filter passes"
      assert.same({ 0, ".\n1 passed, 0 failed, 0 skipped\n" }, { code, out })
      code, out = run "test a_spec.lua --filter skips"
      assert.equal(0, code)
      assert.equal("0 passed, 0 failed, 1 skipped", out:match "([^\n]*)\n$")
    end)

    it("fails when nothing was tested", function()
      write("a_spec.lua", SPEC)
      local code, out = run "test a_spec.lua --filter nosuch"
      assert.same({ 1, "no test matches 'nosuch'\n0 passed, 1 failed, 0 skipped\n" },
        { code, out })
      write("b_spec.lua", "")
      code, out = run "test b_spec.lua"
      assert.same({ 1, "no test was found\n0 passed, 1 failed, 0 skipped\n" }, { code, out })
    end)

    it("counts a spec that does not load, and what breaks around tests", function()
      write("a_spec.lua", "describe(\n")
      local code, out = run "test a_spec.lua"
      assert.equal(1, code)
      assert.matches("\nerror: a_spec.lua\n", out, 1, true)
      assert.equal("0 passed, 1 failed, 0 skipped", out:match "([^\n]*)\n$")
      write("b_spec.lua", [[
        describe("d", function()
          teardown(function() error "late" end)
          it("passes", function() end)
        end)]])
      code, out = run "test b_spec.lua"
      assert.equal(1, code)
      assert.equal("1 passed, 1 failed, 0 skipped", out:match "([^\n]*)\n$")
    end)

    it("runs the specs in tests/lua when no path is told, with the project's modules",
      function()
      for _, name in ipairs { "lua", "tests", "tests/lua" } do
        assert(lfs.mkdir(folder .. "/" .. name))
      end
      write("lua/mine.lua", "return { answer = 42 }")
      write("tests/lua/helper.lua", "return { same = function(a, b) assert(a == b) end }")
      write("tests/lua/a_spec.lua",
        [[it("runs", function() require "helper".same(42, require "mine".answer) end)]])
      write("tests/lua/other.lua", "error 'no spec'")
      local code, out = run "test"
      assert.same({ 0, ".\n1 passed, 0 failed, 0 skipped\n" }, { code, out })
    end)

    it("refuses a path that is not there with 66", function()
      local code, out, err = run "test none_spec.lua"
      assert.same({ 66, "", "none_spec.lua: no such spec or folder\n" }, { code, out, err })
    end)

    it("tells native blocks that were not freed, and finds none", function()
      write("a_spec.lua", [[it("reads", function()
        local native = require "ingot.native"
        kept = native.table({ { name = "a", values = { 1, 2 } } }, 2)
        assert.equal(1, #kept:where(function(row) return row.a > 1 end))
      end)]])
      local code, out, err = run("test a_spec.lua", "INGOT_CHECK_LEAKS=1")
      assert.same({ 0, ".\n1 passed, 0 failed, 0 skipped\n", "" }, { code, out, err })
    end)
  end)
end)
