-- Files that are hard to read, and a world that is: each gives its table, whole, or says what is
-- wrong with it, whole. Files first (support/hostile_cases.lua), then large ones (INGOT_TEST_LONG=1
-- makes them as large as they come), then what only happens while a file is read or written.

local cases = require "support.hostile_cases"
local ingot = require "ingot"
local lfs = require "lfs"
local native = require "ingot.native"
local program = require "support.program"
local raised = require "support.raised"
local scratch = require "support.scratch"

local COLLECTION <const> = os.getenv "INGOT_HOSTILE_CSV" or "../shared/hostile_csv/files"
local SHIM <const> = lfs.symlinkattributes("/proc/self/exe", "target"):gsub("[^/]*$", "tests/shim.so")
local IS_LONG <const> = os.getenv "INGOT_TEST_LONG" ~= nil

local HEADER <const> = "hs_code,country,weight_kg,value_usd\n"

describe("hostile files", function()
  local here

  before_each(function() here = scratch.new() end)
  after_each(function() here:close() end)

  local function columns_of(data)
    local names <const>, told <const> = {}, {}
    for _, column in ipairs(data:schema()) do
      if column.name ~= "file" and column.name ~= "line" then
        names[#names + 1] = column.name
        told[#told + 1] = column.name .. " " .. column.type
      end
    end
    return names, table.concat(told, ",")
  end

  -- The table without its last columns: names with types, then rows. What a heading's line takes is
  -- cut off by reading as many line ends as its names have.
  local function told(data)
    local names <const>, typed <const> = columns_of(data)
    local rows = data:select(names):collect():csv()
    local _, ends <const> = table.concat(names):gsub("\n", "")
    for _ = 0, ends do
      rows = rows:gsub("^[^\n]*\n", "", 1)
    end
    return typed .. "\n" .. rows
  end

  local function lines_of(data)
    local lines <const> = {}
    for row in data:select("line"):rows() do
      lines[#lines + 1] = row.line
    end
    return lines
  end

  local function warnings_of(data)
    local messages <const> = {}
    for row in (data:warnings() or ingot.table { file = {}, message = {} }):rows() do
      messages[#messages + 1] = row.message
    end
    return table.concat(messages, "\n")
  end

  local function holds_table(data, case, gives)
    if type(gives) == "function" then
      local names <const> = columns_of(data)
      gives(data, function(i)
        local row <const> = data:where("line == $line", { line = data:column("line")[i] })
        return (row:select(names):collect():csv():gsub("^[^\n]*\n", ""):gsub("\n$", ""))
      end)
    else
      assert.equals(gives, told(data))
    end
    if case.warns then
      assert.is_truthy(warnings_of(data):find(case.warns, 1, true), warnings_of(data))
    end
  end

  -- Reads, and holds what comes of it; `ingot show` ends with 0 or with the code of the error.
  local function holds(path, case, expected)
    if expected.fails then
      local message <const>, kind <const> = raised(ingot.read, path, case.options)
      assert.equals(path .. expected.fails, message)
      assert.equals(expected.kind or "data", kind)
    else
      local data <close> = ingot.read(path, case.options)
      holds_table(data, case, expected.gives)
      if case.lines and expected == case then
        assert.same(case.lines, lines_of(data))
      end
      if case.rejects and expected == case then
        assert.equals(case.rejects, data:rejects():select("line", "column", "kind", "value", "reason",
          "record"):collect():csv():gsub("^[^\n]*\n", ""))
      end
    end
    if not case.options and case.id ~= "h39" then
      local shown <const> = program.ingot("show", path, "--head", "1")
      local is_collected <const> = (expected.fails or ""):find(": expected %d+ fields")
        or (expected.fails or ""):find("never closed$")
      assert.equals(expected.fails and not is_collected and 65 or 0, shown.code, shown.err)
      if shown.code ~= 0 then
        assert.equals(path .. expected.fails .. "\n", shown.err)
      end
    end
  end

  local function file_of_collection(id)
    if lfs.attributes(COLLECTION, "mode") ~= "directory" then
      return nil
    end
    for name in lfs.dir(COLLECTION) do
      if name:sub(1, #id + 1) == id .. "_" then
        return COLLECTION .. "/" .. name
      end
    end
  end

  for _, case in ipairs(cases) do
    it(case.id .. ": " .. case.what, function()
      holds(here:write("a.csv", case.bytes), case, case)
    end)

    if case.theirs ~= false then
      it(case.id .. " of the collection: " .. case.what, function()
        local path <const> = file_of_collection(case.id)
        if not path then
          return pending("without " .. COLLECTION)
        end
        holds(path, case, case.theirs or case)
      end)
    end
  end

  -- ---- large ones ----

  describe("that are large", function()
    -- Writes bytes again and again; gives the path.
    local function write_many(name, first, piece, n, last)
      local path <const> = here:keep(here:path(name))
      local file <close> = assert(io.open(path, "wb"))
      file:write(first)
      local block <const> = piece:rep(math.min(n, 1 << 16))
      for _ = 1, n // (1 << 16) do
        file:write(block)
      end
      file:write(piece:rep(n % (1 << 16)), last)
      return path
    end

    it("h51: a million columns", function()
      local n <const> = IS_LONG and 1000000 or 70000
      local path <const> = write_many("a.csv", "c", ",c", n - 1, "\n")
      assert.same({ "HERE: " .. path .. ":1: more than 65536 columns", "limit" },
        { raised(ingot.read, path) })
    end)

    it("h52: a cell beyond the limit", function()
      local bytes <const>, options <const> = IS_LONG and 100 << 20 or 3 << 20,
        not IS_LONG and { limits = { record_bytes = 2 << 20 } } or nil
      local path <const> = write_many("a.csv", 'a,b\n"', "x", bytes, '",1\n')
      assert.same({ ("HERE: %s:2: a record of more than %d MB"):format(path, IS_LONG and 64 or 2),
        "limit" }, { raised(ingot.read, path, options) })
      if not IS_LONG then
        assert.equals(bytes, #ingot.read(path):text(1, "a"))
      end
    end)

    it("h53: a quote that is never closed in front of all rows", function()
      local n <const> = IS_LONG and (1 << 30) // 10 or 100000
      local path <const> = write_many("a.csv", HEADER .. '"', "01,CN,1,1\n", n, "")
      assert.equals(("%s:%d: a quote opened on line 2 is never closed"):format(path, n + 1),
        (raised(ingot.read, path)))
    end)

    it("h54: rows that are all quotes and line ends", function()
      local n <const> = IS_LONG and 134217728 or 131072
      local path <const> = write_many("a.csv", "a,b\n", '"\n\n",1\n', n, "")
      for _, threads in ipairs { 1, 2, 3 } do
        local script <const> = here:write("a.lua", ([[
          local data = require "ingot".read(%q)
          print(#data, data:agg { n = "sum(b)" }:value(), data:agg { n = "max(line)" }:value())]]):format(path))
        local ran <const> = program.with({ INGOT_THREADS = threads }, "run", script, "--out",
          here.folder)
        assert.equals(("%d\t%d\t%d\n"):format(n, n, 3 * n - 1), ran.out, ran.err)
      end
    end)
  end)
end)

describe("a hostile world", function()
  local here
  local BYTES <const> = HEADER .. ('01012100,"C\nN",12.5,100.25\n'):rep(200)

  before_each(function() here = scratch.new() end)
  after_each(function() here:close() end)

  -- Runs `ingot WORDS…` under a fault; nil without the shim.
  local function under(fault, piece, ...)
    if not lfs.attributes(SHIM, "mode") then
      return nil, pending("without " .. SHIM)
    end
    return program.with({ LD_PRELOAD = SHIM, INGOT_FAULT = fault, INGOT_FAULT_PATH = piece,
      INGOT_FAULT_OUTSIDE = here:path "outside.csv" }, ...)
  end

  -- Changed by the reading process itself, which a worker in its jail cannot do.
  for number, fault in pairs { h55 = "shrink", h56 = "grow" } do
    it(number .. ": a file that changes while it is read: " .. fault, function()
      local path <const> = here:write("a.csv", BYTES:rep(1000))
      local script <const> = here:write("a.lua", ([[require "ingot".read(%q)]]):format(path))
      local ran <const> = under(fault, "a.csv", "run", "--trusted", script, "--out", here:path "out")
      if ran then
        assert.same({ 65, "", path .. ": the file changed while it was read\n" },
          { ran.code, ran.out, ran.err })
      end
    end)
  end

  it("a file that is replaced between the look at its header and its reading", function()
    local path <const> = here:write("a.csv", BYTES)
    local sniff <const> = native.sniff
    for _, change in ipairs { "replace", "append" } do
      native.sniff = function(...)
        local looked <const>, message <const>, kind <const> = sniff(...)
        if change == "replace" then -- as large, written at the same time
          local times <const> = lfs.attributes(path)
          local other <const> = here:write("b.csv", BYTES)
          lfs.touch(other, times.access, times.modification)
          os.rename(other, path)
        elseif change == "append" then
          local file <close> = assert(io.open(path, "a"))
          file:write "01012100,CN,1,1\n"
        end
        return looked, message, kind
      end
      local message <const>, kind <const> = raised(ingot.read, path)
      native.sniff = sniff
      assert.same({ path .. ": the file changed while it was read", "data" }, { message, kind }, change)
    end
    assert.is_true(#ingot.read(path) > 200)
  end)

  it("h57: a folder where a file should be", function()
    local path <const> = here:mkdir "a.csv"
    local shown <const> = program.ingot("show", path)
    assert.same({ 66, path .. ": the folder holds no .csv file\n" }, { shown.code, shown.err })
  end)

  it("h58: a pipe, a device, a socket", function()
    local pipe <const> = here:keep(here:path "pipe.csv")
    assert(os.execute(("mkfifo '%s'"):format(pipe)))
    for _, path in ipairs { pipe, "/dev/zero", "/dev/null" } do
      local shown <const> = program.ingot("show", path)
      assert.same({ 66, path .. ": is not a regular file\n" }, { shown.code, shown.err })
    end
  end)

  it("h59: files that are not there, or not to be read", function()
    local path <const> = here:path "a.csv"
    local shown <const> = program.ingot("show", path)
    assert.same({ 66, ("%s: no file 'a.csv' in '%s'\n"):format(path, here.folder) },
      { shown.code, shown.err })
    here:write("a.csv", BYTES)
    local b <const> = here:write("b.csv", BYTES)
    local denied <const> = under("deny", "b.csv", "show", here:path "*.csv")
    if denied then
      assert.same({ 66, "", b .. ": cannot be read: permission denied\n" },
        { denied.code, denied.out, denied.err })
    end
  end)

  it("h60: files that end where a page does", function()
    local row <const> = "01012100,CN,12.5,100.25\n"
    for _, size in ipairs { 4096, 8192, 65536, 1 << 19 } do
      local n <const> = (size - #HEADER) // #row - 1
      local rest <const> = size - #HEADER - n * #row
      for _, ending in ipairs { "1\n", "1", '"1"' } do
        local last <const> = "02," .. ("x"):rep(rest - #"02,,1," - #ending) .. ",1," .. ending
        local bytes <const> = HEADER .. row:rep(n) .. last
        assert.equals(size, #bytes)
        local data <close> = ingot.read(here:write("a.csv", bytes))
        assert.equals(n + 1, #data)
      end
    end
  end)

  local function bytes_of(path)
    local file <close> = assert(io.open(path, "rb"))
    return file:read "a"
  end

  it("h61: a disk that is full at any moment", function()
    local script <const> = here:write("a.lua", ([[
      require "ingot".table { a = { 1, 2 } }:save(%q)]]):format(here:path "out.csv"))
    local failures = 0
    for n = 1, 20 do
      here:write("out.csv", "as it was\n")
      local ran <const> = under("full:" .. n, here.folder, "run", script, "--out", here.folder)
      if not ran then
        return
      end
      local text <const> = bytes_of(here:path "out.csv")
      local is_left <const> = ran.err:find("the next run finishes", 1, true)
      if ran.code == 0 then
        assert.same({ "", "a\n1\n2\n" }, { ran.err, text })
      else
        failures = failures + 1
        assert.equals(75, ran.code)
        assert.is_truthy(is_left or ran.err:find("out.csv: cannot write: ", 1, true)
          or ran.err:find(here.folder .. ": cannot be written: ", 1, true), ran.err)
        assert.is_truthy(ran.err:find("No space left on device\n", 1, true), ran.err)
        assert.equals(is_left and text == "a\n1\n2\n" and text or "as it was\n", text)
      end
      for name in lfs.dir(here.folder) do
        assert.is_nil(not is_left and name:find "^%.ingot" or name:find "%.tmp$", name)
      end
      assert.equals(0, program.ingot("run", script, "--out", here.folder).code)
      assert.equals("a\n1\n2\n", bytes_of(here:path "out.csv"))
    end
    assert.is_true(failures >= 5)
  end)

  it("h62: a link put in the place of what is written", function()
    here:write("outside.csv", "not to be touched\n")
    local script <const> = here:write("a.lua", ([[
      require "ingot".table { a = { 1, 2 } }:save(%q)]]):format(here:path "out.csv"))
    local ran <const> = under("swap", "out.csv", "run", script, "--out", here.folder)
    if ran then
      assert.same({ 0, "" }, { ran.code, ran.err })
      local outside <close> = assert(io.open(here:path "outside.csv"))
      assert.equals("not to be touched\n", outside:read "a")
      assert.equals("file", lfs.symlinkattributes(here:path "out.csv", "mode"))
    end
  end)

  it("h63: names of files with anything in them", function()
    for _, name in ipairs { "a\nb.csv", 'a"b\'.csv', "\xFF\xFE.csv", ("n"):rep(251) .. ".csv", "-rf",
      "-rf.csv", " .csv", "\27[31m.csv" } do
      local path <const> = here:write(name, "a\n1\n")
      assert.equals(1, #ingot.read(path))
      local shown <const> = program.ingot("show", path)
      assert.equals(0, shown.code, shown.err)
      assert.is_nil(shown.out:find "\27")
      here:write(name, "")
      local message <const> = raised(ingot.read, path)
      assert.is_truthy(message:find ": empty file$", message)
      assert.is_nil(message:find "[\27\n\xFF]")
    end
    local inside <const> = here:mkdir "sub"
    here:write("a.csv", "a\n1\n")
    assert.equals(1, #ingot.read(inside .. "/../a.csv"))
    assert.equals("source: a path with a NUL byte, which no file has",
      (raised(ingot.read, here:path "a.csv\0b")))
  end)

  it("h64: a terabyte of nothing", function()
    local path <const> = here:write("a.csv", "a,b\n1,2\n")
    if not os.execute(("truncate -s 1T '%s' 2>/dev/null"):format(path)) then
      return pending "a file system without sparse files of 1 TB"
    end
    local shown <const> = program.ingot("show", path)
    assert.same({ 65, "", path .. ": binary data (a NUL byte at byte 9)\n" },
      { shown.code, shown.out, shown.err })
  end)

  it("h65: reads that give a byte, or are interrupted", function()
    local path <const> = here:write("a.csv", BYTES)
    local plain <const> = program.ingot("show", path, "--json")
    local shown <const> = under("short", "a.csv", "show", path, "--json")
    if shown then
      assert.same(plain, shown)
    end
  end)
end)
