local bytes_of <const> = require "support.bytes_of"
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"

local function new_folder()
  local path <const> = os.tmpname()
  assert(os.remove(path))
  assert(lfs.mkdir(path))
  return path
end

describe("native.write", function()
  local folder

  before_each(function() folder = new_folder() end)
  after_each(function() os.execute("rm -rf " .. folder) end)

  it("makes a file hold exactly the bytes", function()
    local path <const> = folder .. "/a.txt"
    assert.is_true(native.write(path, "one\0two"))
    assert.equal("one\0two", bytes_of(path))
    assert.is_true(native.write(path, ""))
    assert.equal("", bytes_of(path))
  end)

  it("tells a failure of the world by message and kind", function()
    local path <const> = folder .. "/none/a.txt"
    local ok, message, kind = native.write(path, "x")
    assert.is_nil(ok)
    assert.equal(path .. ": cannot write: No such file or directory", message)
    assert.equal("script", kind)
  end)

  it("refuses a path with a zero byte", function()
    assert.has_error(function() native.write("a\0b", "x") end,
      "write: path: text without zero bytes expected")
  end)
end)

describe("native.hash", function()
  it("is XXH3 of the bytes", function()
    local path <const> = os.tmpname()
    assert.is_true(native.write(path, "abc"))
    assert.equal("xxh3:78af5f94892f3950", native.hash(path))
    os.remove(path)
  end)

  it("tells a missing file", function()
    local hash, message, kind = native.hash "none.csv"
    assert.is_nil(hash)
    assert.equal("cannot open 'none.csv': No such file or directory", message)
    assert.equal("no input", kind)
  end)
end)

describe("native.width", function()
  it("counts two columns for wide characters and none for combining marks", function()
    assert.equal(0, native.width "")
    assert.equal(5, native.width "abc é")
    assert.equal(6, native.width "墨西哥")
    assert.equal(11, native.width "万吨 (10kt)")
    assert.equal(1, native.width "e\u{301}")
    assert.equal(4, native.width "한국")
    assert.equal(2, native.width "，")
  end)

  it("counts one column for a byte that is no UTF-8", function()
    assert.equal(3, native.width "a\xffb")
    assert.equal(2, native.width "\xe5\xa2")
    assert.equal(2, native.width "\xc0\x80")
    assert.equal(3, native.width "\xed\xa0\x80")
  end)
end)

describe("native", function()
  it("knows its version and where its files lie", function()
    assert.equal("0.1.0", native.version)
    assert.equal("directory", lfs.attributes(native.share .. "/lua/ingot", "mode"))
  end)

  it("tells what its objects are", function()
    local t <const> = native.table({ { name = "a", values = { 1 } } }, 1)
    assert.equal("table", native.type(t))
    assert.equal("query", native.type(t:limit(1)))
    assert.equal("grouping", native.type(t:by "a"))
    assert.equal("column", native.type(t:column "a"))
    assert.equal("formula", native.type(native.formula "a + 1"))
    assert.is_nil(native.type {})
    assert.is_nil(native.type(io.stdout))
  end)

  it("sets and tells the number of threads", function()
    local before <const> = native.threads()
    assert.equal(3, native.threads(3))
    assert.equal(3, native.threads())
    assert.equal(before, native.threads(before))
    assert.has_error(function() native.threads(0) end,
      "bad argument #1 to 'threads' (1 to 64 threads expected)")
  end)

  it("tells whether a descriptor is a terminal", function()
    assert.is_false(native.isatty(999))
    assert.is_boolean(native.isatty(1))
    assert.truthy(native.processors() >= 1)
  end)

  it("tells how wide a terminal is, and nothing of what is none", function()
    assert.is_nil(native.columns(999))
    assert.is_nil(native.columns(-1))
    local columns <const> = native.columns(1)
    assert.equal(columns ~= nil, columns ~= nil and native.isatty(1) and columns > 0)
  end)

  it("has a clock of time passed, and one of processor time that runs with it", function()
    local began <const>, busy_from <const> = native.clock()
    local now, busy = native.clock()
    while busy - busy_from < 0.002 do
      now, busy = native.clock()
    end
    assert.is_true(now - began >= 0.001, "time passed while the processor worked")
    assert.is_true(now - began < 60)
  end)

  it("counts native memory", function()
    local before <const> = native.memory()
    local t <const> = native.table({ { name = "a", values = { 1, 2, 3 } } }, 3)
    local after <const> = native.memory()
    assert.is_true(after.live_blocks > before.live_blocks)
    assert.is_true(after.live_bytes > before.live_bytes)
    assert.is_true(after.calls > before.calls)
    assert.is_true(after.peak_bytes >= after.live_bytes)
    t:close()
    assert.equal(before.live_blocks, native.memory().live_blocks)
    assert.equal(before.live_bytes, native.memory().live_bytes)
  end)
end)
