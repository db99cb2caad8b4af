-- Who calls whom, as the host tells it.

local native = require "ingot.native"

local function here() return native.frame(1) end -- line 5

local function caller_of() return (native.frame(2)) end

describe("native.frame", function()
  it("tells of functions that run, by level", function()
    local frame = here()
    local caller = caller_of() -- line 12
    assert.equal(5, frame.line)
    assert.equal(5, frame.defined)
    assert.equal("Lua", frame.what)
    assert.equal("@tests/lua/native_frame_spec.lua", frame.source)
    assert.equal("tests/lua/native_frame_spec.lua", frame.short)
    assert.equal(12, caller.line)
    assert.is_nil(native.frame(100000))
  end)

  it("tells of functions that do not", function()
    local frame = native.frame(here)
    assert.equal(5, frame.defined)
    assert.is_nil(frame.line)
    assert.equal("C", native.frame(print).what)
    assert.is_nil(native.frame(print).defined)
  end)

  it("takes nothing else", function()
    assert.has_error(function() native.frame "x" end,
      "bad argument #1 to 'frame' (number expected, got string)")
    assert.is_nil(native.frame(-1))
  end)
end)

describe("native.place and traceback", function()
  it("tell where it came from", function()
    assert.equal("tests/lua/native_frame_spec.lua:39: ", native.place())
    local text = native.traceback("why", 1)
    assert.matches("^why\nstack traceback:\n\ttests/lua/native_frame_spec.lua:40: ", text)
  end)
end)
