local strict <const> = require "ingot.strict"

local function message_of(fn)
  local ok <const>, message <const> = pcall(fn)
  assert.is_false(ok)
  return message
end

local function chunk(source, environment)
  return assert(load(source, "=script.lua", "t", environment))
end

describe("strict globals", function()
  it("refuse an undefined name, at the reader's line, with the nearest known", function()
    assert.equal("script.lua:2: undefined name 'prnt' (did you mean 'print'?)",
      message_of(chunk("local x = 1\nprnt(x)", strict.environment())))
    assert.equal("script.lua:1: undefined name 'zzzzzz'",
      message_of(chunk("return zzzzzz", strict.environment())))
  end)

  it("know what the script itself has set, also to nil", function()
    local environment <const> = strict.environment()
    assert.equal(3, chunk("total = 3; return total", environment)())
    assert.is_nil(chunk("nothing = nil; return nothing", environment)())
    assert.equal("script.lua:1: undefined name 'totl' (did you mean 'total'?)",
      message_of(chunk("return totl", environment)))
  end)

  it("are one script's own", function()
    chunk("mine = 1", strict.environment())()
    assert.is_nil(rawget(_G, "mine"))
    assert.is_false(pcall(chunk("return mine", strict.environment())))
    assert.is_true(chunk("return _G.mine == nil and _G.print == print",
      { _G = {}, print = print })() == false)
    local environment <const> = strict.environment()
    assert.equal(environment, chunk("return _G", environment)())
  end)

  it("are of the given base", function()
    local environment <const> = strict.environment { answer = 42 }
    assert.equal(42, chunk("return answer", environment)())
    assert.equal("script.lua:1: undefined name 'print'",
      message_of(chunk("print()", environment)))
  end)

  it("can be taken off a table, and let names be probed", function()
    local globals <const> = { print = print }
    local undo <const> = strict.install(globals, { "jit" })
    assert.is_nil(globals.jit)
    assert.has_error(function() return globals.ffi end, "undefined name 'ffi'")
    undo()
    assert.is_nil(globals.ffi)
  end)

  it("hold while specs run", function()
    assert.has_error(function() return strng end, -- luacheck: ignore 113
      "undefined name 'strng' (did you mean 'string'?)")
  end)
end)
