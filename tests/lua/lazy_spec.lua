-- Modules that are loaded when they are used.

local lazy = require "ingot.lazy"

describe("a lazy module", function()
  it("is loaded when a field of it is asked for, and has it", function()
    local before = package.loaded["ingot.stat"]
    package.loaded["ingot.stat"] = nil
    local stat = lazy "ingot.stat"
    assert.is_nil(package.loaded["ingot.stat"])
    assert.is_function(stat.hhi)
    assert.equal(package.loaded["ingot.stat"].hhi, stat.hhi)
    package.loaded["ingot.stat"] = before
  end)
end)
