-- What goes wrong around a run or a batch: processes that are killed, folders that cannot be written,
-- two at once, signals, streams that are closed. Each has its clear end; outputs are those of before or
-- those of after, whole; no worker stays; and what runs next in the folder finds it in order.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local native = require "ingot.native"
local process = require "support.process"
local program = require "support.program"

local PROGRAM <const> = lfs.symlinkattributes("/proc/self/exe", "target")
local SHIM <const> = PROGRAM:gsub("[^/]*$", "tests/shim.so")

-- Saves one file and then never ends.
local HALF <const> = [[
local ingot = require "ingot"
ingot.read("d.csv"):save(ingot.option("to", "out") .. "/half.csv")
local n = 0
while true do n = n + 1 end
]]

-- Saves files and returns a table, which is written as whole.csv.
local WHOLE <const> = [[
local ingot = require "ingot"
local data, to = ingot.read "d.csv", ingot.option("to", "out")
for i = 1, 3 do data:save(("%s/deep/%d.csv"):format(to, i)) end
print "said"
return data:select { "a" }
]]

-- One that is done at once, one that fails, and one that never ends.
local MANIFEST <const> = [[
return {
  { script = "whole.lua", set = { to = "out/whole" } },
  { script = "bad.lua" },
  { script = "half.lua", set = { to = "out/half" } },
}]]

local folder

local function path(name)
  return folder .. "/" .. name
end

local function slurp(name)
  local file <close> = io.open(name, "rb")
  return file and file:read "a"
end

local function write(name, text)
  local file <close> = assert(io.open(path(name), "wb"))
  file:write(text)
end

before_each(function()
  folder = os.tmpname()
  os.remove(folder)
  assert(lfs.mkdir(folder))
  write("d.csv", "a,b\nx,1\ny,2\n")
  write("half.lua", HALF)
  write("whole.lua", WHOLE)
  write("bad.lua", "local x = 1\nerror 'no good'\n")
  write("quick.lua", "print 'quick'\n")
  write("m.lua", MANIFEST)
end)

after_each(function()
  os.execute("rm -rf '" .. folder .. "'")
end)

-- All that is below a folder: path → bytes, or "folder".
local function all_of(name, found, below)
  found, below = found or {}, below or ""
  for _, entry in ipairs(native.names(path(name)) or {}) do
    local one <const> = below .. entry
    if lfs.symlinkattributes(path(name .. "/" .. entry), "mode") == "directory" then
      found[one] = "folder"
      all_of(name .. "/" .. entry, found, one .. "/")
    else
      found[one] = lfs.symlinkattributes(path(name .. "/" .. entry), "target")
        or slurp(path(name .. "/" .. entry))
    end
  end
  return found
end

-- The stages that are in a folder, or below it.
local function stages(name)
  local list <const> = {}
  for one in pairs(all_of(name)) do
    if one:find "%.ingot%-%w+$" then
      list[#list + 1] = one
    end
  end
  return list
end

-- What is in a folder of outputs from before.
local function begin_out(name)
  name = name or "out"
  assert(native.make_folder(path(name)))
  write(name .. "/half.csv", "old\n")
  write(name .. "/whole.csv", "old\n")
  return all_of(name)
end

local function ingot(...)
  local words <const> = { ... }
  table.insert(words, 2, "--root=" .. folder)
  return program.ingot(table.unpack(words))
end

-- Starts words and waits until the script that never ends has saved its file.
local function start_half(words, out, lead)
  local started <const> = process.start(folder, words, lead)
  process.eventually("a stage in " .. out, function()
    local list <const> = stages(out)
    return list[1] and slurp(path(("%s/%s/files/half.csv"):format(out, list[1])))
  end)
  return started
end

local function assert_gone(workers)
  for _, worker in ipairs(workers) do
    process.eventually("the end of a worker", function() return not process.lives(worker) end)
  end
end

local function start_batch(...)
  lfs.mkdir(path "out")
  lfs.mkdir(path "out/half")
  return start_half({ "batch", "m.lua", "--jobs=1", ... }, "out/half")
end

-- The batch goes on from where it was, with a job that ends.
local function assert_resumes(kept)
  write("half.lua", "require('ingot').option('to', 'out')\nprint 'at last'\n")
  local resumed <const> = ingot("batch", "m.lua", "--jobs=1", "--resume")
  assert.equal("", resumed.err)
  assert.equal(1, resumed.code)
  assert.truthy(resumed.out:find(("\n2 done (%d kept), 1 failed in "):format(kept), 1, true), resumed.out)
  assert.same({}, stages "out")
  assert.equal("at last\n", bytes_of(path "out/half.out.txt"))
end

describe("ingot run", function()
  local RUN <const> = { "run", "half.lua" }

  it("whose worker is killed says so, and leaves everything as it was", function()
    local before <const> = begin_out()
    local run <close> = start_half(RUN, "out")
    run:signal("KILL", assert(run:workers()[1]))
    assert.same({ code = 70, out = "",
      err = "half.lua: the worker was ended from outside (signal 9)\n" }, run:wait())
    assert.same(before, all_of "out")
  end)

  it("that is killed takes its worker with it, and the next run clears up", function()
    local before <const> = begin_out()
    local run <close> = start_half(RUN, "out")
    local workers <const> = run:workers()
    run:signal "KILL"
    assert.equal(137, run:wait().code)
    assert_gone(workers)
    assert.equal(1, #stages "out")
    assert.same({ code = 0, out = "quick\n", err = "" }, ingot("run", "quick.lua"))
    assert.same(before, all_of "out")
  end)

  for name, code in pairs { INT = 130, TERM = 143, HUP = 129 } do
    it(("ends at SIG%s, and leaves everything as it was"):format(name), function()
      local before <const> = begin_out()
      local run <close> = start_half(RUN, "out")
      local workers <const> = run:workers()
      run:signal(name)
      assert.same({ code = code, out = "", err = "" }, run:wait())
      assert_gone(workers)
      assert.same(before, all_of "out")
    end)
  end

  it("does not touch what another that runs in the same folder has written so far", function()
    local before <const> = begin_out()
    local run <close> = start_half(RUN, "out")
    assert.equal(0, ingot("run", "whole.lua").code)
    assert.equal("old\n", bytes_of(path "out/half.csv"))
    assert.equal("a\nx\ny\n", bytes_of(path "out/whole.csv"))
    assert.equal(1, #stages "out")
    run:signal "TERM"
    assert.equal(143, run:wait().code)
    assert.same({}, stages "out")
    before["whole.csv"] = nil
    assert.equal(before["half.csv"], bytes_of(path "out/half.csv"))
  end)

  -- How the folder is named, what it is, and to which one the outputs go.
  for _, case in ipairs {
    { "out/", "out" }, { ".", "." }, { "./", "." }, { "./o//p/", "o/p" }, { "link", "real" },
    { "link/", "real" }, { "a b'\"\n\\$", "a b'\"\n\\$" },
  } do
    it(("writes into --out %q"):format(case[1]), function()
      lfs.mkdir(path "real")
      lfs.link("real", path "link", true)
      local run <const> = ingot("run", "whole.lua", "--out", case[1], "--set", "to=" .. case[1])
      assert.same({ 0, "" }, { run.code, run.err })
      local left <const> = all_of(case[2])
      assert.same({ "a\nx\ny\n", "a,b\nx,1\ny,2\n" }, { left["whole.csv"], left["deep/3.csv"] })
      assert.same({}, stages(case[2]))
    end)
  end

  -- What is there, the folder that is named, and what is said.
  for name, case in pairs {
    ["a file where the folder should be"] =
      { "d.csv", "d.csv: is a file, a folder for the outputs is expected\n" },
    ["a file above the folder"] = { "d.csv/deep", "d.csv/deep: cannot be made: Not a directory\n" },
    ["a link that leads nowhere"] = { "nowhere", "nowhere: is a link that leads nowhere\n" },
    ["a folder where a file should be"] = { "taken", "taken/deep: is a file, a folder is expected\n" },
    ["a link where a folder should be"] = { "linked",
      "'linked/deep/1.csv' lies outside the output folder 'ROOT/linked': not available in sandbox "
        .. "(--out says where outputs go)\n" },
    ["a folder that has an output's name"] = { "named", "named/whole.csv: cannot write: not a regular file\n" },
  } do
    it("refuses " .. name, function()
      lfs.link("void", path "nowhere", true)
      assert(native.make_folder(path "named/whole.csv"))
      assert(native.make_folder(path "taken"))
      write("taken/deep", "")
      assert(native.make_folder(path "linked"))
      lfs.link("../taken", path "linked/deep", true)
      local before <const> = all_of "."
      local run <const> = ingot("run", "whole.lua", "--out", case[1], "--set", "to=" .. case[1])
      local said <const> = run.err:gsub("^whole%.lua:%d+: ", ""):gsub(folder, "ROOT")
      assert.equal(case[2], said)
      assert.equal(1, run.code)
      assert.same(before, all_of ".")
    end)
  end

  it("keeps to its streams where some are closed", function()
    -- The words of the shell, the exit code, what is said.
    for _, case in ipairs {
      { "<&-", 0, "said" }, { "2>&-", 0, "said" }, { "<&- 2>&-", 0, "said" },
      { ">&-", 1, "whole.lua:4: cannot write standard output: Bad file descriptor\n" },
      { "<&- >&-", 1, "whole.lua:4: cannot write standard output: Bad file descriptor\n" },
      { "<&- >&- 2>&-", 1, "" },
    } do
      local before <const> = begin_out()
      local _, _, code <const> = os.execute(("cd '%s'; '%s' run whole.lua >said 2>&1 %s"):format(folder,
        PROGRAM, case[1]))
      local said <const> = bytes_of(path "said")
      assert.equal(case[2], code, case[1] .. said)
      if code == 0 then
        assert.equal(case[3], said:match "^%w+", case[1])
      else
        assert.equal(case[3], said:match "^[^\n]*\n?", case[1])
        assert.same(before, all_of "out")
      end
      assert.same({}, stages "out")
      os.execute(("rm -rf '%s/out'"):format(folder))
    end
  end)

  it("with its output to a full device has failed, and writes nothing", function()
    local before <const> = begin_out()
    local _, _, code <const> = os.execute(("cd '%s'; '%s' run whole.lua 2>said >/dev/full"):format(folder,
      PROGRAM))
    assert.equal(75, code)
    assert.equal("whole.lua:4: cannot write standard output: No space left on device\n",
      bytes_of(path "said"))
    assert.same(before, all_of "out")
  end)

  it("says that a file may not be as large as it is", function()
    local before <const> = begin_out()
    local pipe <close> = io.popen(("cd '%s'; { (ulimit -f 0; '%s' run whole.lua; echo $?) 2>&1; } | cat")
      :format(folder, PROGRAM))
    assert.equal("whole.lua:3: out/deep/1.csv: cannot write: File too large\n75\n", pipe:read "a")
    assert.same(before, all_of "out")
  end)
end)

describe("ingot batch", function()
  it("whose worker is killed says so of that job, and does the others", function()
    local batch <close> = start_batch()
    batch:signal("KILL", assert(batch:workers()[1]))
    local ended <const> = batch:wait()
    assert.equal(1, ended.code)
    assert.truthy(ended.out:find("\n         half.lua: the worker was ended from outside (signal 9)\n", 1,
      true), ended.out)
    assert.truthy(ended.out:find("\n1 done, 1 failed, 1 crashed in ", 1, true), ended.out)
    assert.same({}, all_of "out/half")
    assert_resumes(1)
  end)

  it("that is killed takes its workers with it, and goes on with --resume", function()
    local batch <close> = start_batch()
    local workers <const> = batch:workers()
    batch:signal "KILL"
    assert.equal(137, batch:wait().code)
    assert_gone(workers)
    assert_resumes(1)
  end)

  it("lets nobody into its folder, and a run is none of its business", function()
    local batch <close> = start_batch()
    local before <const> = all_of "out"
    local second <const> = ingot("batch", "m.lua")
    assert.same({ code = 1, out = "", err = "out: another batch is writing into this folder; wait for its "
      .. "end, or choose another one: --out DIR\n" }, second)
    assert.same(before, all_of "out")
    assert.equal(0, ingot("run", "quick.lua").code)
    batch:signal "KILL"
    batch:wait()
    assert_resumes(1)
  end)

  it("interrupted once lets the jobs that run come to their end", function()
    write("half.lua", HALF:gsub("while true", "while n < 2e8"))
    local batch <close> = start_batch()
    batch:signal "INT"
    local ended <const> = batch:wait()
    assert.equal(130, ended.code)
    assert.truthy(ended.err:find("interrupted: no further job begins, 1 still runs; once more to kill it", 1,
      true), ended.err)
    assert.truthy(ended.out:find("\n2 done, 1 failed in ", 1, true), ended.out)
    assert.equal("a,b\nx,1\ny,2\n", bytes_of(path "out/half/half.csv"))
    assert_resumes(1)
  end)

  for name, code in pairs { INT = 130, TERM = 143, HUP = 129 } do
    it(("told twice by SIG%s kills them"):format(name), function()
      local batch <close> = start_batch()
      local workers <const> = batch:workers()
      batch:signal(name)
      process.eventually("its word", function() return bytes_of(batch.here .. "/err"):find "interrupted" end)
      batch:signal(name)
      local ended <const> = batch:wait()
      assert.equal(code, ended.code)
      assert.truthy(ended.out:find("\n1 done, 1 failed, 1 killed in ", 1, true), ended.out)
      assert_gone(workers)
      assert.same({}, all_of "out/half")
      assert_resumes(1)
    end)
  end

  it("in the background of a shell does not hear the ^C that is meant for others", function()
    write("half.lua", HALF:gsub("while true", "while n < 2e8"))
    lfs.mkdir(path "out")
    lfs.mkdir(path "out/half")
    local batch <close> = start_half({ "batch", "m.lua", "--jobs=1" }, "out/half", "env --ignore-signal=INT")
    batch:signal "INT"
    batch:signal("INT", batch:workers()[1])
    local ended <const> = batch:wait()
    assert.same({ 1, "" }, { ended.code, ended.err })
    assert.truthy(ended.out:find("\n2 done, 1 failed in ", 1, true), ended.out)
  end)

  it("with an error in one job of its manifest does none", function()
    write("m.lua", 'return {\n  { script = "quick.lua" },\n  { script = "quick.lua", sett = {} },\n}')
    local batch <const> = ingot("batch", "m.lua")
    assert.equal(1, batch.code)
    assert.equal("", batch.out)
    assert.truthy(batch.err:find("^m%.lua:3: job 2: "), batch.err)
    assert.is_nil(native.look(path "out"))
  end)

  for name, case in pairs {
    ["a file where its folder should be"] = { "d.csv", "is a file, a folder for the outputs is expected" },
    ["a link that leads nowhere"] = { "nowhere", "is a link that leads nowhere" },
  } do
    it("refuses " .. name, function()
      lfs.link("void", path "nowhere", true)
      local batch <const> = ingot("batch", "m.lua", "--out", case[1])
      assert.same({ code = 1, out = "", err = case[1] .. ": " .. case[2] .. "\n" }, batch)
    end)
  end
end)

describe("a disk", function()
  local mounted

  -- A small file system of the test's own at a folder; nil where nobody may have one.
  local function mount(name, options)
    lfs.mkdir(path(name))
    if not os.execute(("mount -t tmpfs -o %s none '%s' 2>/dev/null"):format(options, path(name))) then
      pending "mounting is not allowed here"
      return false
    end
    mounted = path(name)
    return true
  end

  local function make_read_only()
    return os.execute(("mount -o remount,ro '%s'"):format(mounted))
  end

  after_each(function()
    if mounted then
      os.execute(("umount '%s'"):format(mounted))
      mounted = nil
    end
  end)

  local BIG <const> = [[
local ingot = require "ingot"
local values = {}
for i = 1, 30000 do values[i] = "value " .. i end
local t = ingot.table { a = values }
t:save(ingot.option("to", "out") .. "/half.csv")
]]

  it("that is full ends a run", function()
    if mount("out", "size=64k") then
      write("big.lua", BIG)
      local before <const> = begin_out()
      assert.same({ code = 75, out = "",
        err = "big.lua:5: out/half.csv: cannot write: No space left on device\n" }, ingot("run", "big.lua"))
      assert.same(before, all_of "out")
      assert.equal(0, ingot("run", "whole.lua").code) -- for which there is room
    end
  end)

  it("without room for another file ends a run", function()
    if mount("out", "size=64k,nr_inodes=4") then
      local before <const> = begin_out()
      assert.same({ code = 75, out = "", err = "out: cannot be written: No space left on device\n" },
        ingot("run", "quick.lua"))
      assert.same(before, all_of "out")
    end
  end)

  it("that is full ends a job of a batch, and the others are done", function()
    if mount("out", "size=256k") then
      write("big.lua", BIG)
      write("m.lua", [[return { { script = "big.lua", set = { to = "out/big" } }, { script = "quick.lua" } }]])
      local batch <const> = ingot("batch", "m.lua", "--jobs=1")
      assert.equal(1, batch.code, batch.err)
      assert.truthy(batch.out:find(
        "\n         big.lua:5: out/big/half.csv: cannot write: No space left on device\n", 1, true), batch.out)
      assert.is_nil(native.look(path "out/big"))
      assert.equal("quick\n", bytes_of(path "out/quick.out.txt"))
    end
  end)

  it("that is read-only ends a run and a batch, each at its beginning", function()
    if mount("out", "size=64k") then
      local before <const> = begin_out()
      assert(make_read_only())
      assert.same({ code = 1, out = "", err = "out: cannot be written: Read-only file system\n" },
        ingot("run", "whole.lua"))
      assert.same({ code = 1, out = "", err = "out/deep: cannot be made: Read-only file system\n" },
        ingot("run", "whole.lua", "--out", "out/deep"))
      assert.same({ code = 1, out = "",
        err = "out/.batch: the output folder cannot be made: read-only file system\n" }, ingot("batch", "m.lua"))
      assert.same(before, all_of "out")
    end
  end)

  -- Runs a script under a fault of its output folder.
  local function under(fault, ...)
    return program.with({ LD_PRELOAD = SHIM, INGOT_FAULT = fault, INGOT_FAULT_PATH = folder .. "/out" },
      ...)
  end

  -- Whether the outputs are those of before or of after; nil when they are mixed.
  local function which()
    local left <const> = all_of "out"
    local n = 0
    for _, name in ipairs { "whole.csv", "deep/1.csv", "deep/2.csv", "deep/3.csv" } do
      n = n + (left[name] and left[name] ~= "old\n" and 1 or 0)
    end
    return n == 0 and "before" or n == 4 and "after" or nil, left
  end

  it("that fills up at any time leaves a batch that can be resumed", function()
    if not lfs.attributes(SHIM, "mode") then
      return pending("without " .. SHIM)
    end
    write("m.lua", 'return { { script = "whole.lua", set = { to = "out/whole" } } }')
    local codes <const> = {}
    for n = 1, 60 do
      local batch <const> = under("full:" .. n, "batch", "--root", folder, "m.lua", "--jobs=1")
      codes[batch.code] = true
      assert.truthy(batch.code == 0 or (batch.out .. batch.err):find "No space left", batch.out)
      assert.equal(0, ingot("batch", "m.lua", "--resume").code)
      local left <const> = all_of "out"
      assert.same({ "a\nx\ny\n", "a,b\nx,1\ny,2\n", "said\n" },
        { left["whole/whole.csv"], left["whole/deep/3.csv"], left["whole.out.txt"]:sub(1, 5) }, n)
      assert.same({}, stages "out")
      os.execute(("rm -rf '%s'"):format(path "out"))
    end
    assert.is_true(codes[0] and codes[1])
  end)

  -- At each call that writes, the nth and the next and so on until none is left to strike.
  for fault, about in pairs {
    full = "that fills up at any time leaves all of the outputs or none",
    die = "is in order at the next run, whenever the one before was killed",
  } do
    it(about, function()
      if not lfs.attributes(SHIM, "mode") then
        return pending("without " .. SHIM)
      end
      local seen <const> = {}
      for n = 1, 500 do
        begin_out()
        local run <const> = under(("%s:%d"):format(fault, n), "run", "--root", folder, "whole.lua")
        if run.code == 0 and n > 20 then
          assert.equal("after", which())
          break
        end
        local said <const> = fault == "full" and run.code ~= 0 and run.err:match "^[^\n]+\n$"
        assert.truthy(fault == "die" or run.code == 0 or said, run.err)
        if said and not said:find("the next run finishes", 1, true) then
          assert.equal("before", which(), said)
        end
        assert.equal(0, ingot("run", "quick.lua").code)
        local state <const>, left <const> = which()
        assert.truthy(state, n .. ": " .. native.json_encode(left))
        assert.same({}, stages "out")
        seen[state] = true
        os.execute(("rm -rf '%s'"):format(path "out"))
        assert.is_true(n < 500)
      end
      assert.same({ before = true, after = true }, seen)
    end)
  end
end)
