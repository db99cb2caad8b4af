-- What the scripts of tests/attacks are given to misuse.

local bytes_of = require "support.bytes_of"

describe("the probe of the attacks", function()
  it("names every method of a table", function()
    local declared, probed = {}, {}
    for name in bytes_of "lua/ingot/types/table.lua":gmatch "\nfunction Table:([%w_]+)" do
      declared[name] = true
    end
    local list <const> = bytes_of "tests/attacks/probe.lua":match "methods = (%b{})"
    for name in list:gmatch '"([%w_]+)"' do
      probed[name] = true
    end
    assert.same(declared, probed)
  end)
end)
