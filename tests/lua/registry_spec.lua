local raised = require "support.raised"
local registry = require "ingot.registry"

local function things()
  return registry.new("thing", { size = "number", note = "string" }, function(thing)
    if not thing.size then return "it needs a size" end
    thing.double = thing.size * 2
  end)
end

describe("ingot.registry", function()
  it("keeps a copy of a definition with its name and what is derived, the latest of a name", function()
    local r, given = things(), { size = 2 }
    local kept = r.define "a" (given)
    assert.same({ name = "a", size = 2, double = 4 }, kept)
    assert.same({ size = 2 }, given)
    r.define "a" { size = 5 }
    assert.equal(10, r.get("a").double)
  end)

  it("lists its names in order", function()
    local r = things()
    r.define "b" { size = 1 }
    r.define "a" { size = 1 }
    assert.same({ "a", "b" }, r.names())
  end)

  it("refuses a bad definition where it is written, and keeps the earlier one", function()
    local r = things()
    r.define "a" { size = 1 }
    local function bad(definition) return (raised(function() r.define "a" (definition) end)) end
    assert.equal("HERE: thing 'a': it needs a size", bad {})
    assert.equal("HERE: thing 'a': unknown field 'sice' (did you mean 'size'?)", bad { sice = 1 })
    assert.equal("HERE: thing 'a': field 'size': number expected, got string", bad { size = "1" })
    assert.equal("HERE: thing 'a': a table of fields expected, got nil", bad(nil))
    assert.equal(1, r.get("a").size)
  end)

  it("refuses a definition that stands beside the name, where nothing would read it", function()
    assert.equal("HERE: thing 'a': its definition stands behind the name: thing \"a\" { … }",
      (raised(function() things().define("a", { size = 1 }) end)))
  end)

  it("names what is near an unknown name, or what there is", function()
    local r = things()
    r.define "exports" { size = 1 }
    assert.equal("HERE: unknown thing 'exprots' (did you mean 'exports'?)",
      (raised(function() r.get "exprots" end)))
    assert.equal("HERE: unknown thing 'zz'; things are 'exports'", (raised(function() r.get "zz" end)))
  end)
end)
