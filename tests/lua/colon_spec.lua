local colon <const> = require "ingot.colon"

local Thing <const> = {}

local function is(value)
  return getmetatable(value) == Thing
end

local function message_of(fn, ...)
  local worked <const>, message <const> = pcall(fn, ...)
  assert.is_false(worked)
  return (message:gsub("^[^\n]-:%d+: ", ""))
end

describe("ingot.colon", function()
  it("guards the methods of a class, and lets its objects through", function()
    local methods <const> = { size = function(self, n) return self.size + n end, limit = 3 }
    colon.guard(methods, "object of a thing", is)
    assert.equal(3, methods.limit)
    assert.equal(5, methods.size(setmetatable({ size = 4 }, Thing), 1))
    assert.equal("size: an object of a thing expected before it, got number; a colon asks it, as "
      .. "thing:size(…)", message_of(methods.size, 1))
  end)

  it("guards those that are named alone", function()
    local methods <const> = { open = function() return 1 end, shut = function() return 2 end }
    colon.guard(methods, "thing", is, { "open" })
    assert.equal(2, methods.shut())
    assert.equal("open: a thing expected before it, got nil; a colon asks it, as thing:open(…)",
      message_of(methods.open))
  end)

  it("guards what is added later", function()
    local methods <const> = {}
    local open <const> = colon.open(methods, "thing", is)
    function open.late() return 7 end
    assert.equal(methods.late, open.late)
    assert.equal(7, methods.late(setmetatable({}, Thing)))
    assert.equal("late: a thing expected before it, got string; a colon asks it, as thing:late(…)",
      message_of(methods.late, "x"))
  end)

  it("names those that there are", function()
    local methods <const> = { size = print }
    local named <const> = {}
    for name, method in pairs(colon.open(methods, "thing", is)) do
      named[name] = method
    end
    assert.same(methods, named)
  end)

  it("leaves the levels of a method's errors as they are", function()
    local methods <const> = { fails = function() error("no", 2) end }
    colon.guard(methods, "thing", is)
    local chunk <const> = assert(load("local m, o = ...\nm.fails(o)\nreturn 1", "=s.lua"))
    local _, message <const> = pcall(chunk, methods, setmetatable({}, Thing))
    assert.equal("s.lua:2: no", message)
  end)
end)
