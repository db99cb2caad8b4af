-- A chart within a page. Its drawing stands in the page itself; names that parts of a drawing have
-- are made the page's own, since two drawings may use the same.

local escape = require "ingot.render.html.escape"

local M = {}

-- A drawing without what only a file of its own has, its names begun with the chart's.
local function inlined(svg, prefix)
  svg = svg:gsub("^%s*<%?xml.-%?>", ""):gsub("<!DOCTYPE.->", ""):gsub("<!%-%-.-%-%->", "")
  svg = svg:gsub('(%sid%s*=%s*["\'])', "%1" .. prefix)
  svg = svg:gsub('(href%s*=%s*["\']#)', "%1" .. prefix):gsub("(url%(#)", "%1" .. prefix)
  return (svg:match "^%s*(.-)%s*$")
end

--- A chart's figure.
---@param block ingot.Block  of kind "chart": svg?, alt
---@param title string html
---@param n integer  which chart of the page it is
---@return string html
function M.render(block, title, n)
  local alt = escape(block.alt or "")
  local caption = title == "" and "" or ("<figcaption>%s</figcaption>\n"):format(title)
  local drawn = block.svg and ('<div role="img" aria-label="%s">%s</div>'):format(alt,
    inlined(block.svg, ("g%d-"):format(n)))
  return ('<figure class="chart">\n%s%s\n</figure>'):format(caption,
    drawn or ('<p class="alt">%s</p>'):format(alt))
end

return M
