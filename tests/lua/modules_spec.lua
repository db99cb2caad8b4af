-- The program's own modules as they were compiled: taken only while their files read as they did then.

local bytes_of = require "support.bytes_of"
local modules = require "ingot.modules"
local native = require "ingot.native"
local scratch = require "support.scratch"

describe("compiled modules", function()
  local folder, share, path

  before_each(function()
    folder = scratch.new()
    share, path = folder.folder, folder:path "ingot.modules"
    for _, name in ipairs { "lua", "lua/ingot", "lua/ingot/sub" } do folder:mkdir(name) end
    folder:write("lua/ingot/one.lua", "return { line = debug.getinfo(1, 'Sl'), name = ... }\n")
    folder:write("lua/ingot/sub/init.lua", "\n\nreturn 'a folder'\n")
    assert(modules.write(share, path))
    folder:keep(path)
  end)

  after_each(function() folder:close() end)

  -- What the searcher gives for a name; nil when there is none, or it has nothing to give.
  local function found(name)
    return native.searcher(share, path)(name)
  end

  it("are what their files say, with their lines", function()
    local chunk, source = found "ingot.one"
    assert.equal(share .. "/lua/ingot/one.lua", source)
    local one = chunk("ingot.one", source)
    assert.equal("ingot.one", one.name)
    assert.equal(1, one.line.currentline)
    assert.equal("@" .. source, one.line.source)
    assert.equal("a folder", (found "ingot.sub")())
  end)

  it("are left for files that read otherwise, and for others", function()
    folder:write("lua/ingot/one.lua", "return { line = debug.getinfo(1, 'Sl'), name = 1   }\n")
    assert.is_nil(found "ingot.one")
    assert.is_function(found "ingot.sub")
    assert.is_nil(found "ingot.none")
    assert.is_nil(found "lpeg")
  end)

  it("are left where their file is missing, cut short or another", function()
    local whole = bytes_of(path)
    for _, bytes in ipairs { "", whole:sub(1, 20), whole:sub(1, -2), whole .. " ", "x" .. whole:sub(2) } do
      folder:write("ingot.modules", bytes)
      assert.is_nil(found "ingot.one")
    end
    os.remove(path)
    assert.is_nil(found "ingot.one")
  end)

  it("are not made of what does not parse", function()
    folder:write("lua/ingot/one.lua", "return return\n")
    local written, message = modules.write(share, path)
    assert.is_nil(written)
    assert.equal(share .. "/lua/ingot/one.lua:1: unexpected symbol near 'return'", message)
  end)
end)
