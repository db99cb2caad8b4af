local claim = require "ingot.claim"
local number = require "ingot.number"
local period = require "ingot.period"
local raised = require "support.raised"

local function percent(text, more)
  local fields = {
    kind = "mom", metric = "exports", state = "value", value = number.parse(text), unit = "%",
    display = { unit = "%", decimals = 1 }, base_period = period "2025-03",
  }
  for name, value in pairs(more or {}) do fields[name] = value end
  return claim.new(fields)
end

describe("ingot.claim", function()
  it("prints itself with its unit, without its sign when asked, by another display when given", function()
    assert.equal("-5.3%", tostring(percent "-5.297"))
    assert.equal("5.3%", percent("-5.297"):magnitude())
    assert.equal("-5.30%", percent("-5.297"):text { unit = "%", decimals = 2 })
    local none = claim.new { kind = "yoy", state = "from_zero" }
    assert.equal("from_zero", tostring(none))
    assert.is_false(none:known())
  end)

  it("has a sign; a change below 0.05% has none", function()
    assert.equal(-1, percent("-0.05"):sign())
    assert.equal(0, percent("-0.049"):sign())
    assert.equal(1, percent("0.05"):sign())
    assert.equal(1, percent("0.049", { base_period = false }):sign()) -- a share
    assert.is_nil(claim.new({ kind = "mom", state = "unknown" }):sign())
  end)

  it("makes what it answers for once, when first asked", function()
    local made = 0
    local level = claim.new({ kind = "level" }, {
      mom = function()
        made = made + 1
        return percent "1"
      end,
    })
    assert.equal(0, made)
    assert.equal(level.mom, level.mom)
    assert.equal(1, made)
  end)

  it("refuses a name it does not answer for, with the nearest, and says why one cannot be had", function()
    local level = claim.new({ kind = "level" }, {
      yoy = function() return percent "1" end,
      share = function() return nil, "the whole has no share" end,
    })
    assert.equal("HERE: a claim (level) has no 'yyo' (did you mean 'yoy'?)",
      (raised(function() return level.yyo end)))
    assert.equal("HERE: the whole has no share", (raised(function() return level.share end)))
    assert.same({ nil, "the whole has no share" }, { claim.ask(level, "share") })
    assert.is_nil((claim.ask(level, "yyo")))
    assert.is_nil(level.subject) -- a field that not every claim has
  end)

  it("tells a claim from anything else", function()
    assert.is_true(claim.is(percent "1"))
    assert.is_false(claim.is { kind = "mom" })
  end)
end)
