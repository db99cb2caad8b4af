-- The sentences of a document as lint reads them: the text as printed, and where in it each number
-- stands. The analyst's own remarks are not read.

local words = require "ingot.words"

---@class ingot.LintFigure  a number in a sentence
---@field from integer       its first byte
---@field to integer         its last
---@field span ingot.Span
---@field claim ingot.Claim

---@class ingot.LintSentence
---@field kind string        of its block; "cell" in a table
---@field lang string
---@field text string
---@field figures ingot.LintFigure[]
---@field at { paragraph: integer, sentence: integer }  as `ingot.document` counts them
---@field block integer      which block it is in
---@field thresholds ingot.Thresholds

local M = {}

local paragraphs <const> = { paragraph = true, note = true, remark = true, table = true }
local numbered <const> = { paragraph = true, note = true }

local function sentence_of(spans, fields)
  local texts, figures, at = {}, {}, 0
  for i, span in ipairs(spans) do
    texts[i] = type(span) == "string" and span or span.text
    if type(span) ~= "string" and span.claim then
      figures[#figures + 1] = {
        from = at + 1, to = at + #texts[i], span = span, claim = span.claim,
      }
    end
    at = at + #texts[i]
  end
  fields.text, fields.figures = table.concat(texts), figures
  return fields
end

-- The cells of a table whose cells are spans.
local function add_cells(found, block, fields)
  for _, row in ipairs(block.rows or {}) do
    for _, cell in ipairs(row) do
      if type(cell) == "table" then found[#found + 1] = sentence_of(cell, fields()) end
    end
  end
end

--- All sentences, in order.
---@param document ingot.Document
---@return ingot.LintSentence[]
function M.of(document)
  local found, paragraph = {}, 0
  for i, block in ipairs(document.blocks) do
    if paragraphs[block.kind] then paragraph = paragraph + 1 end
    local function fields(kind, sentence)
      return {
        kind = kind, lang = document.lang or "en", block = i,
        thresholds = document.thresholds or words.thresholds,
        at = {
          paragraph = block.kind == "heading" and paragraph + 1 or paragraph, sentence = sentence,
        },
      }
    end
    for n, spans in ipairs(block.kind ~= "remark" and block.sentences or {}) do
      local number = numbered[block.kind] and n or 0
      found[#found + 1] = sentence_of(spans, fields(block.kind, number))
    end
    add_cells(found, block, function() return fields("cell", 0) end)
  end
  return found
end

return M
