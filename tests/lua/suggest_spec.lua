local suggest = require "ingot.suggest"

describe("ingot.suggest", function()
  it("finds the name that few edits away was meant", function()
    local names = { "total", "period", "exports", "kg" }
    assert.equal("total", suggest.nearest("totl", names))
    assert.equal("total", suggest.nearest("toatl", names))
    assert.equal("period", suggest.nearest("Period", names))
    assert.equal("exports", suggest.nearest("exprots", names))
    assert.equal("kg", suggest.nearest("g", names))
  end)

  it("tells an unknown name of an object that is its own list of methods", function()
    local object <const> = { total = 1 }
    setmetatable(object, { __index = suggest.index("an object", object) })
    local _, message <const> = pcall(function() return object.totl end)
    assert.is_truthy(message:find("an object has no 'totl' (did you mean 'total'?)", 1, true))
  end)

  it("suggests nothing when nothing is near", function()
    assert.is_nil(suggest.nearest("y", { "x" }))
    assert.is_nil(suggest.nearest("imports", { "total", "period" }))
    assert.is_nil(suggest.nearest("", { "total" }))
    assert.is_nil(suggest.nearest(("x"):rep(65), { ("x"):rep(65) }))
  end)

  it("takes the first of equals", function()
    assert.equal("mom", suggest.nearest("mum", { "mom", "mem" }))
  end)

  it("lists the names there are when none is near, cut after eight", function()
    assert.equal("unknown unit 'kgs' (did you mean 'kg'?)",
      suggest.unknown("unit", "units", "kgs", { "kg" }))
    assert.equal("unknown rule 'x'; rules are 'one', 'two'",
      suggest.unknown("rule", "rules", "x", { "one", "two" }))
    assert.equal("unknown rule 'x'; there are no rules", suggest.unknown("rule", "rules", "x", {}))
    local many = { "aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii" }
    assert.equal("unknown rule 'xyz'; rules are 'aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg', 'hh', …",
      suggest.unknown("rule", "rules", "xyz", many))
  end)

  it("hints from a list or from the keys of a table", function()
    assert.equal(" (did you mean 'total'?)", suggest.did_you_mean("totl", { "total" }))
    assert.equal(" (did you mean 'total'?)", suggest.did_you_mean("totl", { total = 1 }))
    assert.equal("", suggest.did_you_mean("x", { total = 1 }))
  end)
end)
