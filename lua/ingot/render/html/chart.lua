-- A chart within a page: its title, its drawing, what it shows in words, where its figures come
-- from. The drawing is an element of the page, which has its own names for its parts; without one
-- the words stand for it.

local escape = require "ingot.render.html.escape"

local M = {}

-- Where there is no room for all of it: a series is read from its end.
local late <const> = { bars = true, growth = true, lines = true, shares = true }

local function element(name, class, html)
  if not html or html == "" then return nil end
  return ("<%s%s>%s</%s>"):format(name, class and (' class="%s"'):format(class) or "", html, name)
end

--- A chart's figure.
---@param block ingot.Block  of kind "chart": svg?, alt?, source?
---@param title string html
---@param description string? html; the alternative text where there is none
---@return string html
function M.render(block, title, description)
  local lines = { '<figure class="chart">' }
  lines[#lines + 1] = element("figcaption", nil, title)
  lines[#lines + 1] = block.svg and element("div",
    late[(block.chart or {}).kind] and "drawing late" or "drawing", block.svg:match "^%s*(.-)%s*$")
  lines[#lines + 1] = element("p", "alt", description or block.alt and escape(block.alt))
  lines[#lines + 1] = element("p", "source", block.source and escape(block.source))
  lines[#lines + 1] = "</figure>"
  return table.concat(lines, "\n")
end

return M
