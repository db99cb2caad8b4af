-- What `require "ingot"` gives: loaded when it is asked for, named in errors, told to editors.

local bytes_of = require "support.bytes_of"
local ingot = require "ingot"
local parts = require "ingot.parts"

describe("require \"ingot\"", function()
  it("gives every name, in order", function()
    local before, n = "", 0
    for name, value in pairs(ingot) do
      assert.is_true(before < name, name)
      assert.is_truthy(value, name)
      before, n = name, n + 1
    end
    local expected = 1 -- the version
    for _ in pairs(parts) do expected = expected + 1 end
    assert.equal(expected, n)
    assert.equal(require "ingot.read".read, ingot.read)
    assert.equal(require "ingot.period", ingot.period)
  end)

  it("names the nearest of what it has not", function()
    local worked, message = pcall(load("local ingot = ...; return ingot.raed", "=s.lua"), ingot)
    assert.is_false(worked)
    assert.equal("s.lua:1: ingot has no 'raed' (did you mean 'read'?)", message)
  end)

  it("says the same to editors", function()
    local text = bytes_of "lua/ingot/types/ingot.lua"
    local told = {}
    for name, module, field in text:gmatch '\n  ([%w_]+) = require "ingot%.([%w_.]-)"%.?([%w_]*),' do
      told[name] = field == "" and module or module .. ":" .. field
    end
    assert.equal("native:version", told.version)
    told.version = nil
    assert.same(parts, told)
  end)
end)
