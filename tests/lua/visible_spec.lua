-- Text from a file, shown safely.

local visible = require "ingot.visible"

describe("ingot.visible", function()
  it("leaves words alone, in any script", function()
    assert.equals("墨西哥 “é” 76141000", visible "墨西哥 “é” 76141000")
  end)

  it("shows control characters as escapes", function()
    assert.equals("\\x1B[31mred\\x1B[0m", visible "\27[31mred\27[0m")
    assert.equals("a\\nb\\r\\tc\\x00\\x7F", visible "a\nb\r\tc\0\x7F")
    assert.equals("\\u{9B}31m", visible "\u{9B}31m")
  end)

  it("shows overrides of direction and marks of no width as escapes", function()
    assert.equals("abc\\u{202E}def", visible "abc\u{202E}def")
    assert.equals("\\u{FFFE}\\u{FFFF}\u{FFFD}", visible "\u{FFFE}\u{FFFF}\u{FFFD}")
    assert.equals("\\u{2066}x\\u{200B}\\u{FEFF}", visible "\u{2066}x\u{200B}\u{FEFF}")
  end)

  it("shows bytes that are no UTF-8 one by one", function()
    assert.equals("\\xFF墨\\xE5\\xA2", visible "\xFF墨\xE5\xA2")
  end)
end)
