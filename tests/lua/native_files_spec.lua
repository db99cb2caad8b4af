-- What the host tells of files and surroundings, where everything is in reach.

local lfs <const> = require "lfs"
local native <const> = require "ingot.native"
local scratch <const> = require "support.scratch"

describe("native.look", function()
  it("tells what a path leads to", function()
    local here <close> = scratch.new()
    local path <const> = here:write("a.txt", "abc")
    local told <const> = assert(native.look(path))
    local known <const> = lfs.attributes(path)
    assert.same({ "file", false, 3, known.dev, known.ino },
      { told.kind, told.link, told.size, told.device, told.inode })
    assert.equal(known.modification, told.modified // 1000000000)
    assert.equal(known.change, told.changed // 1000000000)
    assert.equal("folder", native.look(here.folder).kind)
    assert.equal("other", native.look("/dev/null").kind)
  end)

  it("follows links, and says of one that leads nowhere what it says", function()
    local here <close> = scratch.new()
    local path <const> = here:write("a.txt", "abc")
    assert(lfs.link("a.txt", here:keep(here:path "near"), true))
    assert(lfs.link("none.txt", here:keep(here:path "lost"), true))
    local near <const> = native.look(here:path "near")
    assert.same({ "file", true, native.look(path).inode }, { near.kind, near.link, near.inode })
    assert.same({ kind = "link", link = true, target = "none.txt" }, native.look(here:path "lost"))
  end)

  it("gives nil alone where there is nothing", function()
    assert.same({ n = 1 }, table.pack(native.look "/nowhere/at/all"))
    assert.same({ n = 1 }, table.pack(native.look "README.md/x"))
    assert.same({ n = 1 }, table.pack(native.look ""))
  end)

  it("says why it cannot be told", function()
    local here <close> = scratch.new()
    assert(lfs.link("ring", here:keep(here:path "ring"), true))
    assert.same({ n = 3, nil, here:path "ring"
      .. ": cannot be read: too many levels of symbolic links", "no input" },
      table.pack(native.look(here:path "ring")))
    assert.has_error(function() native.look "a\0b" end)
  end)
end)

describe("native.names", function()
  it("lists what is in a folder, in order of bytes", function()
    local here <close> = scratch.new()
    assert.same({}, native.names(here.folder))
    for _, name in ipairs { "b", "a", "ä", "B", ".hidden" } do
      here:write(name, "")
    end
    assert.same({ ".hidden", "B", "a", "b", "ä" }, native.names(here.folder))
  end)

  it("says what is no folder", function()
    assert.same({ n = 3, nil, "none: no such file", "no input" }, table.pack(native.names "none"))
    assert.same({ n = 3, nil, "README.md: no such file", "no input" },
      table.pack(native.names "README.md"))
  end)
end)

describe("native.slurp", function()
  it("gives the bytes of a file, or the first of them", function()
    local here <close> = scratch.new()
    local bytes <const> = ("a\0b\r\n"):rep(50000)
    local path <const> = here:write("a.bin", bytes)
    assert.equal(bytes, native.slurp(path))
    assert.equal("a\0b", native.slurp(path, 3))
    assert.equal("", native.slurp(path, 0))
    assert.equal("", native.slurp(here:write("empty", "")))
    assert.equal("", native.slurp "/dev/null")
  end)

  it("says what cannot be read", function()
    assert.same({ n = 3, nil, "none: no such file", "no input" }, table.pack(native.slurp "none"))
    assert.same({ n = 3, nil, "tests: is a directory", "no input" },
      table.pack(native.slurp "tests"))
  end)

  it("is held to the limit of memory", function()
    local before <const> = native.memory()
    native.memory_limit(before.live_bytes + before.lua_bytes + (8 << 20))
    local text <const>, message <const>, kind <const> = native.slurp "/dev/zero"
    native.memory_limit(0)
    assert.is_nil(text)
    assert.is_truthy(message:find("memory limit", 1, true), message)
    assert.equal("limit", kind)
  end)
end)

describe("what changes files", function()
  it("makes folders, writes whole files and removes them", function()
    local here <close> = scratch.new()
    local path <const> = here:path "x/y"
    assert.is_true(native.make_folder(path))
    assert.is_true(native.make_folder(path))
    assert.is_true(native.write(path .. "/a", "1"))
    assert.equal("1", native.slurp(path .. "/a"))
    assert.is_true(native.remove(path .. "/a"))
    assert.is_nil(native.look(path .. "/a"))
    assert.same({ n = 3, nil, path .. "/a: cannot write: No such file or directory", "script" },
      table.pack(native.remove(path .. "/a")))
    assert(lfs.rmdir(path))
    assert(lfs.rmdir(here:path "x"))
    local file <const> = here:write("file", "")
    assert.same({ n = 3, nil, file .. "/x: cannot write: Not a directory", "script" },
      table.pack(native.make_folder(file .. "/x")))
  end)
end)

describe("surroundings", function()
  it("are the current folder and few variables", function()
    assert.equal(lfs.currentdir(), native.where())
    assert.equal(os.getenv "HOME", native.getenv "HOME")
    assert.is_nil(native.getenv "PATH")
    assert.is_nil(native.getenv "LD_PRELOAD")
    assert.is_nil(native.getenv "INGOT_NO_SUCH_VARIABLE")
  end)
end)
