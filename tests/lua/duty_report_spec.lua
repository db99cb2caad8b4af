-- What is printed of whatever a script raises.

local error_ = require "ingot.error"
local report = require "ingot.duty.report"

local function with(fields) return setmetatable({}, fields) end

local recursive
recursive = with { __tostring = function(self) return tostring(self) end }

-- Value, text, exit code.
local cases <const> = {
  { "s.lua:1: no ore", "s.lua:1: no ore", 1 },
  { nil, "error object is nil; a text expected", 1 },
  { false, "error object is a boolean; a text expected", 1 },
  { 12, "12", 1 },
  { {}, "error object is a table; a text expected", 1 },
  { print, "error object is a function; a text expected", 1 },
  { coroutine.create(print), "error object is a thread; a text expected", 1 },
  { with { __tostring = function() return "no ore" end }, "no ore", 1 },
  { with { __tostring = function() return nil end },
    "error object is a table whose __tostring fails; a text expected", 1 },
  { with { __tostring = function() return 7 end }, "7", 1 },
  { with { __tostring = function() return {} end },
    "error object is a table whose __tostring fails; a text expected", 1 },
  { with { __tostring = function(self) error(self) end },
    "error object is a table whose __tostring fails; a text expected", 1 },
  { recursive, "error object is a table whose __tostring fails; a text expected", 1 },
  { with { __tostring = "x" }, "error object is a table whose __tostring fails; a text expected", 1 },
  { with { __metatable = false }, "error object is a table; a text expected", 1 },
  { with { __index = function() error "no" end }, "error object is a table; a text expected", 1 },
  { with(error_.Error), "error object is a table whose __tostring fails; a text expected", 1 },
  { setmetatable({ message = "data.csv: bad", kind = "data" }, error_.Error), "data.csv: bad", 65 },
  { setmetatable({ message = "x", kind = {} }, error_.Error), "x", 1 },
  { "ESC \27[2J\27]0;pwn\7 \0 hidden \xff\xfe \r\n2026-01-01 INFO forged line",
    "ESC \\x1B[2J\\x1B]0;pwn\\x07 \\x00 hidden \\xFF\\xFE \\r\\n2026-01-01 INFO forged line", 1 },
  { "formula: unknown column 'q'\n  q > 1\n  ^", "formula: unknown column 'q'\n  q > 1\n  ^", 1 },
  { "module 'x' not found:\n\tno file 'x.lua'\n", "module 'x' not found:\n  no file 'x.lua'", 1 },
  { "", "", 1 },
}

describe("what a script raised", function()
  for i, case in ipairs(cases) do
    it(("is printed as lines that do no harm (%d)"):format(i), function()
      assert.same({ case[2], case[3] }, { report.of(case[1]) })
    end)
  end

  it("has an end", function()
    local shown <const> = report.of(("x"):rep(1 << 20))
    assert.equal(("x"):rep(8192) .. " … (1040384 more bytes)", shown)
  end)

  it("is not cut within a character", function()
    assert.equal("x" .. ("中"):rep(2730) .. " … (30 more bytes)",
      (report.of("x" .. ("中"):rep(2740))))
  end)
end)
