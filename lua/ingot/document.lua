-- Documents: what an article came to, as plain data that renderers read. A document is a list of
-- blocks; the words of a block are sentences, lists of spans: strings, and numbers as
-- { claim, text, display }. Renderers never change one.

local visible = require "ingot.visible"
local words = require "ingot.words"

---@class ingot.Block
---@field kind "title"|"heading"|"paragraph"|"note"|"remark"|"table"|"chart"
---@field sentences (string|ingot.Span)[][]? of all but remark
---@field text string? of a remark: the analyst's own
---@field table ingot.Table? of a table of data; its title is its one sentence
---@field head (string|ingot.Span)[][]? of a table of claims: a head for each column
---@field rows (string|ingot.Span)[][][]? of one: its rows, each of cells
---@field numeric boolean[]? of one: which columns hold numbers and nothing else

---@class ingot.Document
---@field period ingot.Period?
---@field lang "en"|"zh"
---@field blocks ingot.Block[]
---@field thresholds ingot.Thresholds?  where its computed words begin

---@class ingot.PlacedSentence
---@field kind string of its block
---@field at { paragraph: integer, sentence: integer }
---@field spans (string|ingot.Span)[]
---@field ids table<integer, string> the ids of its numbers, by their place among the spans

---@class ingot.PlacedSpan
---@field id string "c1", "c2" … in order of appearance
---@field span ingot.Span
---@field at { paragraph: integer, sentence: integer, row: integer?, column: integer? }

local M = {}

local paragraphs <const> = { paragraph = true, note = true, remark = true, table = true,
  chart = true }

-- Adds a sentence, with ids for its numbers.
local function place(placed, kind, at, spans)
  local ids = {}
  for i, span in ipairs(spans) do
    if type(span) ~= "string" then
      placed.numbers = placed.numbers + 1
      ids[i] = "c" .. placed.numbers
    end
  end
  placed[#placed + 1] = { kind = kind, at = at, spans = spans, ids = ids }
end

local function place_row(placed, cells, paragraph, row)
  for column, spans in ipairs(cells) do
    place(placed, "cell", { paragraph = paragraph, sentence = 0, row = row, column = column }, spans)
  end
end

--- The sentences of a document in order, with their places. Paragraphs, notes, remarks, tables
--- and charts count as paragraphs from 1. A heading is sentence 0 of the paragraph it stands over, the title
--- sentence 0 of paragraph 0, the title of a table, or a remark, sentence 0 of its own. The cells of
--- a table of claims are its sentence 0 as well, with their row and column; its heads are row 0. The
--- title of a chart is its sentence 0, what it shows in words its sentence 1.
---@param document ingot.Document
---@return ingot.PlacedSentence[]
function M.sentences(document)
  local placed, paragraph = { numbers = 0 }, 0
  for _, block in ipairs(document.blocks) do
    if paragraphs[block.kind] then paragraph = paragraph + 1 end
    local numbered = block.kind == "paragraph" or block.kind == "note"
    local over = block.kind == "heading" and paragraph + 1 or paragraph
    if block.text then
      place(placed, block.kind, { paragraph = over, sentence = 0 }, { block.text })
    end
    for n, spans in ipairs(block.sentences or {}) do
      place(placed, block.kind, { paragraph = over, sentence = numbered and n or 0 }, spans)
    end
    if block.head then place_row(placed, block.head, paragraph, 0) end
    for row, cells in ipairs(block.rows or {}) do place_row(placed, cells, paragraph, row) end
    if block.description then
      place(placed, block.kind, { paragraph = over, sentence = 1 }, block.description)
    end
  end
  placed.numbers = nil
  return placed
end

--- The numbers of a document in order of appearance, with their places.
---@param document ingot.Document
---@return ingot.PlacedSpan[]
function M.spans(document)
  local found = {}
  for _, sentence in ipairs(M.sentences(document)) do
    for i, span in ipairs(sentence.spans) do
      local id = sentence.ids[i]
      if id then found[#found + 1] = { id = id, span = span, at = sentence.at } end
    end
  end
  return found
end

--- Where a sentence stands, in words: "title", "heading of paragraph 2", "paragraph 2, sentence 1",
--- "table, paragraph 3, row 1, column 2", "chart, paragraph 4".
---@param at { paragraph: integer, sentence: integer, row: integer?, column: integer? }
---@param kind? string  of its block; without it, what is sentence 0 is taken for a heading
---@return string
function M.place(at, kind)
  if at.row then
    return ("table, paragraph %d, %s"):format(at.paragraph, at.row == 0 and "head" or "row " .. at.row)
      .. (at.column and ", column " .. at.column or "")
  elseif kind == "title" or at.paragraph == 0 then
    return "title"
  elseif kind == "heading" or at.sentence == 0 and not kind then
    return ("heading of paragraph %d"):format(at.paragraph)
  elseif kind == "chart" or at.sentence == 0 then
    return ("%s, paragraph %d"):format(kind, at.paragraph)
  end
  return ("paragraph %d, sentence %d"):format(at.paragraph, at.sentence)
end

-- One line, in which whatever would move a cursor or turn the writing is shown, not sent.
local function line(text)
  return visible((text:gsub("%s+", " ")))
end

local function joined(spans)
  local texts = {}
  for i, span in ipairs(spans) do texts[i] = type(span) == "string" and span or span.text end
  return table.concat(texts)
end

--- The words of a block as one line of text.
---@param document ingot.Document
---@param block ingot.Block
---@return string
function M.text(document, block)
  if block.text then return line(block.text) end
  local sentences = {}
  for i, spans in ipairs(block.sentences) do sentences[i] = joined(spans) end
  return line(table.concat(sentences, words.language(document.lang).sentence_gap))
end

--- The words of one sentence, or of a cell, as one line of text.
---@param spans (string|ingot.Span)[]
---@return string
function M.line(spans)
  return line(joined(spans))
end

--- What a chart shows in words, as they stand below its title: without it where they begin with it.
---@param document ingot.Document
---@param block ingot.Block
---@return (string|ingot.Span)[] spans
function M.below_title(document, block)
  local spans, title = { table.unpack(block.description) }, M.text(document, block)
  if title ~= "" and type(spans[1]) == "string" and spans[1]:sub(1, #title) == title then
    local rest = spans[1]:sub(#title + 1):gsub("^[%s,:;]+", "")
    for _, mark in ipairs { "，", "：", "；" } do rest = rest:gsub("^" .. mark, "") end
    spans[1] = rest:gsub("^%l", string.upper)
  end
  return spans
end

--- The words that stand for a chart: its title, and what it shows where that does not begin with it.
---@param document ingot.Document
---@param block ingot.Block
---@return string
function M.caption(document, block)
  local title, alt = M.text(document, block), line(block.alt)
  return alt:sub(1, #title) == title and alt or title .. "\n" .. alt
end

return M
