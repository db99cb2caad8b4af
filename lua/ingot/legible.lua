--- Text of any bytes as UTF-8, for files that hold nothing else: what is UTF-8 is as it was, in others
--- everything is visible.

local visible <const> = require "ingot.visible"

---@param text string
---@return string
return function(text)
  return utf8.len(text) and text or visible(text)
end
