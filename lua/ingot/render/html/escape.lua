-- Text as HTML and as SVG: its five entities are XML's too. What comes from a script or from data is
-- text wherever it stands: in an element, in an attribute between double quotes. Marks that nobody
-- sees, or that turn the writing, are shown.

local visible = require "ingot.visible"

local entities <const> = {
  ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;",
}

--- A text in which nothing is markup. White space of any kind is a blank.
---@param text string
---@return string html
return function(text)
  if not text:find "[%c&<>\"'\x80-\xFF]" and not text:find("  ", 1, true) then return text end
  return (visible((text:gsub("%s+", " "))):gsub("[&<>\"']", entities))
end
