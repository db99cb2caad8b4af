-- The figures of a document: its numbers with the spans they stand among. A copy is made first, so
-- that passes may change spans in place.

local display_ <const> = require "ingot.display"
local number <const> = require "ingot.number"

local M = {}

---@class ingot.Figure
---@field span ingot.Span
---@field among (string|ingot.Span)[]  the spans it stands among: of a sentence, or of a cell
---@field at integer                   its place there
---@field block ingot.Block
---@field cell boolean                 whether that is a cell of a table

local function copy_spans(spans)
  local copy <const> = {}
  for key, value in pairs(spans) do -- besides spans, what is known of their template
    copy[key] = value
  end
  for i, span in ipairs(spans) do
    if type(span) == "table" then
      copy[i] = {}
      for key, value in pairs(span) do
        copy[i][key] = value
      end
    end
  end
  return copy
end

local function copy_lists(lists)
  local copy <const> = {}
  for i, spans in ipairs(lists) do
    copy[i] = copy_spans(spans)
  end
  return copy
end

local function copy_block(block)
  local copy <const> = {}
  for key, value in pairs(block) do
    copy[key] = value
  end
  copy.sentences = block.sentences and copy_lists(block.sentences)
  copy.description = block.description and copy_spans(block.description)
  copy.head = block.head and copy_lists(block.head)
  copy.rows = block.rows and {}
  for i, cells in ipairs(block.rows or {}) do
    copy.rows[i] = copy_lists(cells)
  end
  return copy
end

--- The same document, of which blocks and spans may be changed.
---@param document ingot.Document
---@return ingot.Document
function M.copy(document)
  local copy <const> = {}
  for key, value in pairs(document) do
    copy[key] = value
  end
  copy.blocks = {}
  for i, block in ipairs(document.blocks) do
    copy.blocks[i] = copy_block(block)
  end
  return copy
end

local function add(list, block, spans, cell)
  for at, span in ipairs(spans) do
    if type(span) == "table" then
      list[#list + 1] = { span = span, among = spans, at = at, block = block, cell = cell }
    end
  end
end

--- The figures of a block, in order.
---@param block ingot.Block
---@param list? ingot.Figure[]  to add them to
---@return ingot.Figure[]
function M.of(block, list)
  list = list or {}
  for _, spans in ipairs(block.sentences or {}) do
    add(list, block, spans, false)
  end
  for _, spans in ipairs(block.head or {}) do
    add(list, block, spans, true)
  end
  for _, cells in ipairs(block.rows or {}) do
    for _, spans in ipairs(cells) do
      add(list, block, spans, true)
    end
  end
  return list
end

--- What charts show in words, of a document: apart from its other figures, as their pictures show it too.
---@param document ingot.Document
---@return ingot.Figure[]
function M.of_charts(document)
  local list <const> = {}
  for _, block in ipairs(document.blocks) do
    add(list, block, block.description or {}, false)
  end
  return list
end

--- All figures of a document but those of charts, in order.
---@param document ingot.Document
---@return ingot.Figure[]
function M.all(document)
  local list <const> = {}
  for _, block in ipairs(document.blocks) do
    M.of(block, list)
  end
  return list
end

--- A display that differs from another.
---@param display ingot.Display
---@param changes table
---@return ingot.Display
function M.changed(display, changes)
  local copy <const> = {}
  for key, value in pairs(display) do
    copy[key] = value
  end
  for key, value in pairs(changes) do
    copy[key] = value
  end
  return copy
end

--- Prints a figure by another display.
---@param figure ingot.Figure
---@param display ingot.Display
---@param lang string
function M.reprint(figure, display, lang)
  local span <const> = figure.span
  local claim <const> = span.claim
  local value <const> = span.size and number.abs(claim.value) or claim.value
  span.text, span.display = display_.show(value, claim.unit, display, lang), display
end

--- Takes a word away that stands right before a figure: "about " before one now printed in full.
---@param figure ingot.Figure
---@param word string
function M.drop(figure, word)
  local before <const> = figure.among[figure.at - 1]
  if type(before) ~= "string" then
    return
  end
  local kept <const> = #before - #word
  local upper <const> = word:gsub("^%l", string.upper)
  local ending <const> = before:sub(kept + 1)
  local is_word <const> = kept <= 0 or not before:sub(kept, kept):find "%w" -- not of "roundabout "
  if is_word and (ending == word or ending == upper) then
    figure.among[figure.at - 1] = before:sub(1, math.max(kept, 0))
  end
end

local function key_of_where(where)
  local parts <const> = {}
  for name, value in pairs(where or {}) do
    parts[#parts + 1] = name .. "=" .. tostring(value)
  end
  table.sort(parts)
  return table.concat(parts, ",")
end

--- What tells one level from all others, of a claim or an operand.
---@param metric string
---@param level { where: table<string, string>, period: ingot.Period }
---@return string
function M.key(metric, level)
  return table.concat({ metric, tostring(level.period), key_of_where(level.where) }, "\0")
end

return M
