local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local function raised(fn)
  local ok <const>, value <const> = pcall(fn)
  assert.is_false(ok)
  return value
end

local function place(below)
  local here <const> = debug.getinfo(2, "Sl")
  return ("%s:%d: "):format(here.short_src, here.currentline + below)
end

-- A function that raises and whose source lies in the library.
local function library_function()
  return assert(load("local raise = ... return function() raise('limit', 'm') return 1 end",
    "@" .. native.share .. "/lua/ingot/wrapper.lua"))(error_.raise)
end

describe("ingot.error", function()
  it("raises a value with message and kind, at the script's line", function()
    local value <const> = raised(function() error_.raise("data", "no rows") end)
    assert.is_true(error_.is(value))
    assert.equal(place(-2) .. "no rows", value.message)
    assert.equal(value.message, tostring(value))
    assert.equal("data", value.kind)
  end)

  it("skips the library's own frames to find the script's", function()
    local wrapper <const> = library_function()
    assert.equal(place(1) .. "m", raised(function()
      return wrapper() + 0
    end).message)
  end)

  it("gives no place when only the library was on the way", function()
    local wrapper <const> = library_function()
    local co <const> = coroutine.create(wrapper)
    local _, value <const> = coroutine.resume(co)
    assert.equal("m", value.message)
  end)

  it("takes a level as error does", function()
    local function fails() error_.raise("usage", "m", 2) end
    assert.equal("m", raised(function() error_.raise("usage", "m", 0) end).message)
    assert.equal(place(0) .. "m", raised(function() error_.raise("usage", "m", 1) end).message)
    assert.equal(place(1) .. "m", raised(function()
      fails()
    end).message)
  end)

  it("gives the exit code of what was raised", function()
    local codes <const> = {}
    for _, kind in ipairs { "script", "usage", "data", "no input", "internal", "limit" } do
      codes[kind] = error_.exit_code(raised(function() error_.raise(kind, "m") end))
    end
    assert.same({ script = 1, usage = 1, data = 65, ["no input"] = 66, internal = 70,
      limit = 75 }, codes)
    assert.equal(1, error_.exit_code "plain text")
    assert.equal(1, error_.exit_code(nil))
    assert.is_false(error_.is "plain text")
  end)

  it("tells a mistake from an error of the world", function()
    local worked <const>, text <const> = error_.try(error, "no", 0)
    assert.is_false(worked)
    assert.equal("no", text)
    assert.same({ true, 7 }, { error_.try(math.max, 3, 7) })
    local value <const> = raised(function()
      error_.try(function() error_.raise("limit", "out of memory", 0) end)
    end)
    assert.equal("limit", value.kind)
  end)

  it("refuses unknown kinds", function()
    assert.matches("unknown kind of error$", raised(function() error_.raise("dat", "m") end))
  end)

  it("is what the native side raises when the world fails, but not for wrong use", function()
    local t <const> = native.table({ { name = "a", values = { 1 } } }, 1)
    native.fail_at(1)
    local value <const> = raised(function() return t:limit(1) end)
    native.fail_at(0)
    assert.is_true(error_.is(value))
    assert.equal("limit", value.kind)
    assert.matches("^tests/lua/error_spec%.lua:%d+: out of memory: ", value.message)
    assert.is_string(raised(function() return #t:where "b" end))
    assert.is_string(raised(function() return #t:where(function() error "no" end) end))
  end)
end)
