local option = require "ingot.option"
local period = require "ingot.period"
local raised = require "support.raised"

describe("ingot.option", function()
  after_each(function() option.begin {} end)

  it("reads what --set gave, typed by the default", function()
    option.begin { a = "x", b = "12", c = "1.5", d = "false", e = "2025-Q1" }
    assert.equal("x", option.option("a", "y"))
    assert.equal(12, option.option("b", 1))
    assert.equal(1.5, option.option("c", 0.5))
    assert.is_false(option.option("d", true))
    assert.equal(period "2025-Q1", option.option("e", period "2024-01"))
    assert.equal("default", option.option("f", "default"))
    assert.is_nil(option.unknown())
  end)

  it("says what a value should be", function()
    option.begin { n = "many", flag = "yes", at = "2025-13" }
    assert.equal("HERE: option 'n': a whole number expected, got 'many'",
      (raised(function() option.option("n", 1) end)))
    assert.equal("HERE: option 'flag': true or false expected, got 'yes'",
      (raised(function() option.option("flag", true) end)))
    assert.equal("HERE: option 'at': a period such as 2025-04 expected, got '2025-13'",
      (raised(function() option.option("at", period "2025-04") end)))
    assert.equal("HERE: option 'x': a text, number, boolean or period expected as default, got nil",
      (raised(function() option.option("x", nil) end)))
  end)

  it("names the script's options when --set gave an unknown one", function()
    option.begin { perid = "2025-04" }
    option.option("period", period "2025-04")
    option.option("levels", "round")
    assert.equal("--set perid: the script has no such option (did you mean 'period'?); "
      .. "its options are period, levels", option.unknown())
    option.begin { anything = "1" }
    assert.equal("--set anything: the script has no such option; it has no options", option.unknown())
  end)
end)
