--- The charts of a document, drawn: each block of a chart gets its pictures before the document is
--- rendered. Where they cannot be drawn the document keeps its titles and their words.

local document_ <const> = require "ingot.document"
local svg <const> = require "ingot.render.svg"

local M = {}

---@class ingot.Block
---@field chart ingot.Chart?   of a chart
---@field alt string?          what the chart shows, in words
---@field source string?       where its figures come from
---@field svg string?          its picture, for a page; title, words and source are not drawn in it
---@field svg_file string?     its picture with title and source, for a file of its own
---@field svg_path string?     that file's name, from beside the document

--- Draws the charts of a document into its blocks: `svg`, `svg_file`, `svg_path`.
---@param document ingot.Document
---@param stem string   of its files
---@param draw? fun(picture: ingot.Picture, words: ingot.SvgWords): ingot.Drawing?, string?  for tests
---@return string? warning  why they are not drawn
function M.draw(document, stem, draw)
  local n, problem = 0, nil
  for _, block in ipairs(document.blocks) do
    if block.kind == "chart" then
      n = n + 1
      local drawing
      if not problem then -- what failed or hung once is not waited for again
        drawing, problem = (draw or svg.render)(block.chart:picture(document.lang), {
          id = "chart-" .. n, lang = document.lang, title = document_.text(document, block),
          alt = block.alt, source = block.source,
        })
      end
      if drawing then
        block.svg, block.svg_file = drawing.inline, drawing.file
        block.svg_path = ("%s-%d.svg"):format(stem, n)
      end
    end
  end
  return problem and ("charts are left out, their words stand for them: gnuplot %s"):format(problem)
end

return M
