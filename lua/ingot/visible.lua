--- Text from a file as it may be shown to people: control characters, overrides of direction, marks
--- of no width and bytes that are no UTF-8 stand as escapes, so that nothing in it can move a cursor,
--- clear a screen or make one text look like another.

-- Characters of more than one byte that print nothing or act on what is around them: C1 controls,
-- marks of zero width, line and paragraph separators, overrides of direction, byte order marks,
-- and the two that are none and that XML cannot hold.
local invisible <const> = {
  "\xC2[\x80-\x9F]", "\xC2\xAD", "\xE2\x80[\x8B-\x8F]", "\xE2\x80[\xA8-\xAE]",
  "\xE2\x81[\xA0-\xAF]", "\xEF\xBB\xBF", "\xEF\xBF[\xBE\xBF]",
}
local escapes <const> = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function by_code(character)
  return ("\\u{%X}"):format(utf8.codepoint(character))
end

local function escape_byte(byte)
  return escapes[byte] or ("\\x%02X"):format(byte:byte())
end

-- Bytes that are no UTF-8 are shown one by one.
local function valid(text)
  if utf8.len(text) then
    return text
  end
  local parts <const> = {}
  local at = 1
  while at <= #text do
    local _, bad <const> = utf8.len(text, at)
    parts[#parts + 1] = text:sub(at, (bad or #text + 1) - 1)
    parts[#parts + 1] = bad and escape_byte(text:sub(bad, bad)) or nil
    at = (bad or #text) + 1
  end
  return table.concat(parts)
end

--- Text with everything in it visible.
---@param text string
---@return string
return function(text)
  if not text:find "[%c\x80-\xFF]" then
    return text
  end
  text = valid(text):gsub("%c", escape_byte)
  if not text:find "[\xC2\xE2\xEF]" then -- the bytes that all of these begin with
    return text
  end
  for _, pattern in ipairs(invisible) do
    text = text:gsub(pattern, by_code)
  end
  return text
end
