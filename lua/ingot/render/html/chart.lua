-- A chart within a page. Its drawing stands in the page itself; names that parts of a drawing have
-- are made the page's own, since two drawings may use the same.

local escape = require "ingot.render.html.escape"

local M = {}

-- A drawing without what only a file of its own has, its names begun with the chart's.
local function inlined(svg, prefix)
  svg = svg:gsub("^%s*<%?xml.-%?>", ""):gsub("<!DOCTYPE.->", ""):gsub("<!%-%-.-%-%->", "")
  svg = svg:gsub('(%sid%s*=%s*["\'])', "%1" .. prefix)
  svg = svg:gsub('(href%s*=%s*["\']#)', "%1" .. prefix):gsub("(url%(#)", "%1" .. prefix)
  svg = svg:gsub('aria%-labelledby="([^"]*)"', function(ids)
    return ('aria-labelledby="%s"'):format((ids:gsub("%S+", prefix .. "%0")))
  end)
  return (svg:match "^%s*(.-)%s*$")
end

--- A chart's figure: title, drawing, what it shows in words, and where that is from.
---@param block ingot.Block  of kind "chart": svg?, alt, source?
---@param title string html
---@param shown string html; "" for the block's own `alt` where there is no drawing
---@param n integer  which chart of the page it is
---@return string html
function M.render(block, title, shown, n)
  local alt = escape(block.alt or "")
  local lines = { '<figure class="chart">' }
  lines[2] = title ~= "" and ("<figcaption>%s</figcaption>"):format(title) or nil
  lines[#lines + 1] = block.svg and ('<div role="img" aria-label="%s">%s</div>'):format(alt,
    inlined(block.svg, ("g%d-"):format(n))) or nil
  shown = shown == "" and not block.svg and alt or shown
  lines[#lines + 1] = shown ~= "" and ('<p class="alt">%s</p>'):format(shown) or nil
  lines[#lines + 1] = block.source and ('<p class="alt">%s</p>'):format(escape(block.source)) or nil
  lines[#lines + 1] = "</figure>"
  return table.concat(lines, "\n")
end

return M
