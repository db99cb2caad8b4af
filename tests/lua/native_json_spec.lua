local native <const> = require "ingot.native"
local rounds <const> = require "support.rounds"

local encode <const>, decode <const> = native.json_encode, native.json_decode

local function message_of(...)
  local ok <const>, message <const> = pcall(...)
  assert.is_false(ok)
  return (tostring(message):gsub("^[^:]+:%d+: ", ""))
end

describe("native.json_encode", function()
  it("writes scalars", function()
    assert.equal("true", encode(true))
    assert.equal("false", encode(false))
    assert.equal("null", encode(nil))
    assert.equal("null", encode(native.null))
    assert.equal('"a"', encode "a")
  end)

  it("writes integers exactly and floats as the shortest text that reads back", function()
    assert.equal("9223372036854775807", encode(math.maxinteger))
    assert.equal("-9223372036854775808", encode(math.mininteger))
    assert.equal("0.1", encode(0.1))
    assert.equal("8.43", encode(8.43))
    assert.equal("1.0", encode(1.0))
    for _, x in ipairs { 1e300, 1 / 3, 5e-324, -2.5, 123456789.125 } do
      assert.equal(x, decode(encode(x)))
    end
  end)

  it("refuses numbers that JSON cannot say", function()
    assert.equal("json: a: a finite number expected", message_of(encode, { a = 1 / 0 }))
    assert.equal("json: a finite number expected", message_of(encode, 0 / 0))
  end)

  it("escapes what must be and leaves other text as it is", function()
    assert.equal([["\"\\\b\f\n\r\t\u0001"]], encode '"\\\b\f\n\r\t\1')
    assert.equal('"墨西哥 é 😀"', encode "墨西哥 é 😀")
  end)

  it("refuses text that is not UTF-8, with its place", function()
    assert.equal("json: claims[2].text: text expected to be UTF-8",
      message_of(encode, { claims = { { text = "a" }, { text = "\xff" } } }))
  end)

  it("writes sequences as arrays and an empty table as an object unless marked", function()
    assert.equal("[1,2,3]", encode { 1, 2, 3 })
    assert.equal("{}", encode {})
    assert.equal("[]", encode(setmetatable({}, { __array = true })))
  end)

  it("writes keys in the order of __order and others after them, sorted", function()
    local value = setmetatable({ b = 1, a = 2, z = 3, m = 4 },
      { __order = { "z", "none", "b", "z" } })
    assert.equal('{"z":3,"b":1,"a":2,"m":4}', encode(value))
  end)

  it("indents by the given blanks", function()
    assert.equal('{\n  "a": [\n    1,\n    2\n  ],\n  "b": {}\n}',
      encode({ a = { 1, 2 }, b = {} }, 2))
  end)

  it("writes an object that says how to become text as that text", function()
    local period = setmetatable({}, { __tostring = function() return "2025-04" end })
    assert.equal('["2025-04"]', encode { period })
  end)

  it("refuses tables that are neither list nor object, functions, and cycles", function()
    assert.equal("json: x: a list without gaps, or a table with names only, expected",
      message_of(encode, { x = { 1, a = 2 } }))
    assert.equal("json: a list without gaps, or a table with names only, expected",
      message_of(encode, { [1] = 1, [3] = 3 }))
    assert.equal("json: f: function cannot be written", message_of(encode, { f = print }))
    local cycle = {}
    cycle[1] = cycle
    assert.equal("json: " .. ("[1]"):rep(100)
      .. ": nested too deep (a table that holds itself?)",
      message_of(encode, cycle))
  end)
end)

describe("JSON of any bytes", function()
  it("is ASCII, and reads back byte for byte", function()
    local bytes = {}
    for byte = 0, 255 do bytes[#bytes + 1] = string.char(byte) end
    local all <const> = table.concat(bytes)
    local text <const> = encode({ ["k\xFF"] = { all, "é中", "" } }, 0, true)
    assert.is_nil(text:find "[\x80-\xFF]")
    assert.same({ ["k\xFF"] = { all, "é中", "" } }, decode(text, true))
  end)

  it("refuses characters that are no bytes; a message that holds one is none", function()
    assert.equal("json: a text of bytes expected, got the character '中'",
      message_of(decode, '"中"', true))
    local message <const> = require "ingot.message"
    assert.is_nil(message.read '{"a": "中"}')
    assert.is_nil(message.read "{")
    assert.same({ a = "\xFE" }, message.read(message.write { a = "\xFE" }))
  end)
end)

describe("native.json_decode", function()
  it("keeps integers and floats apart and exact", function()
    local value = assert(decode
      '{"a": 9223372036854775807, "b": 1.0, "c": [true, false, null]}')
    assert.equal("integer", math.type(value.a))
    assert.equal(math.maxinteger, value.a)
    assert.equal("float", math.type(value.b))
    assert.same({ true, false, native.null }, value.c)
  end)

  it("reads any value at the top, and text with zero bytes", function()
    assert.equal(7, decode "7")
    assert.equal("a\0b", decode [["a\u0000b"]])
  end)

  it("gives an empty array back as an array", function()
    assert.equal('{"a":[],"b":{}}', encode(decode '{"a": [], "b": {}}'))
  end)

  it("tells line, column and kind of what is no JSON", function()
    local value, message, kind = decode '{"a": 1,\n "b": }'
    assert.is_nil(value)
    assert.equal("json: line 2, column 7: unexpected token near '}'", message)
    assert.equal("data", kind)
    assert.equal("json: line 1, column 11: duplicate object key near '\"a\"'",
      select(2, decode '{"a":1, "a":2}'))
  end)

  it("round-trips random values", function()
    local seed = 11
    local function random(n)
      seed = (seed * 6364136223846793005 + 1442695040888963407)
      return (seed >> 33) % n + 1
    end
    local function value(depth)
      local kind <const> = random(depth > 3 and 4 or 6)
      if kind == 1 then return random(1 << 30) * (random(2) == 1 and 1 or -1) end
      if kind == 2 then return random(1 << 30) / 1024 end
      if kind == 3 then return ("é\"\n"):rep(random(3)) end
      if kind == 4 then return random(2) == 1 end
      local t = {}
      for i = 1, random(4) do
        t[kind == 5 and i or "k" .. i] = value(depth + 1)
      end
      return t
    end
    for _ = 1, rounds(200) do
      local original <const> = value(0)
      assert.same(original, decode(encode(original, random(4))))
    end
  end)
end)
