-- A document as plain text for a terminal: a paragraph is a line, blank lines stand between blocks.

local cells_of = require "ingot.render.cells".of
local document_ = require "ingot.document"
local grid = require "ingot.render.grid"
local words = require "ingot.words"

local M = {}

---@class ingot.TextContext
---@field table_text? fun(table: ingot.Table): string prints a table; tostring when left out

local plain <const> = document_.text

local blocks <const> = {
  title = plain,
  heading = plain,
  paragraph = plain,
  note = function(document, block)
    local open, close = table.unpack(words.language(document.lang).brackets)
    return open .. plain(document, block) .. close
  end,
  remark = function(document, block)
    return words.language(document.lang).remark .. plain(document, block)
  end,
  table = function(document, block, context)
    if block.rows then return plain(document, block) .. "\n" .. grid.render(cells_of(block)) end
    local printed = (context.table_text or tostring)(block.table):gsub("\n+$", "")
    return plain(document, block) .. "\n" .. printed
  end,
  chart = document_.caption,
}

---@param document ingot.Document
---@param context ingot.TextContext?
---@return string text ends with a line break
function M.render(document, context)
  local parts = {}
  for i, block in ipairs(document.blocks) do
    parts[i] = blocks[block.kind](document, block, context or {})
  end
  return table.concat(parts, "\n\n") .. "\n"
end

return M
