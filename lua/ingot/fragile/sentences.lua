--- Sentences with their figures masked: what is left are the words, the names, their order, ordinals
--- and signs. A sentence that only prints another digit is the same sentence.

local document_ <const> = require "ingot.document"

local M = {}

---@class ingot.MaskedSentence
---@field key string   the sentence that it is, in any run: its template and which of these it is
---@field at { paragraph: integer, sentence: integer, row: integer? }
---@field kind string
---@field text string
---@field mask string

local function masked(span)
  local display <const> = span.display
  if display and display.print_as == "ordinal" or span.claim.kind == "rank" then
    return span.text
  end
  return span.text:find "^%-" and "{-}" or "{}"
end

-- What said it: a rule or a template; "" of codes and names.
local function said_by(spans, lang)
  local template = spans.rule or spans.template
  if type(template) == "table" then
    template = template[lang]
  end
  return type(template) == "string" and template or ""
end

-- What stands together: a sentence, or the cells of a row.
local function add_unit(units, sentence, lang)
  local at <const>, last <const> = sentence.at, units[#units]
  local same_row <const> = at.row and last and last.at.row == at.row
    and last.at.paragraph == at.paragraph
  local unit <const> = same_row and last or {
    kind = sentence.kind, texts = {}, masks = {}, said_by = said_by(sentence.spans, lang),
    at = { paragraph = at.paragraph, sentence = at.sentence, row = at.row },
  }
  units[#units + (same_row and 0 or 1)] = unit
  for _, span in ipairs(same_row and { " · ", table.unpack(sentence.spans) } or sentence.spans) do
    local is_words <const> = type(span) == "string"
    unit.texts[#unit.texts + 1] = is_words and span or span.text
    unit.masks[#unit.masks + 1] = is_words and span or masked(span)
  end
end

-- Notes that rounding asks for are none of the script's: they come and go with a last digit.
local function units_of(document)
  local units <const> = {}
  for _, sentence in ipairs(document_.sentences(document)) do
    if not sentence.spans.added then
      add_unit(units, sentence, document.lang)
    end
  end
  return units
end

--- The sentences of a document: of tables of claims each row is one, of charts what they show in words.
--- The analyst's words are none.
---@param document ingot.Document
---@return ingot.MaskedSentence[]
function M.of(document)
  local list <const>, counts <const> = {}, {}
  for _, unit in ipairs(units_of(document)) do
    if unit.kind ~= "remark" then
      local key <const> = unit.kind .. "\0" .. unit.said_by
      counts[key] = (counts[key] or 0) + 1
      list[#list + 1] = {
        key = key .. "\0" .. counts[key], at = unit.at, kind = unit.kind,
        text = table.concat(unit.texts), mask = table.concat(unit.masks),
      }
    end
  end
  return list
end

---@class ingot.SentenceChange
---@field key string
---@field old? ingot.MaskedSentence  nil when it is said only now
---@field new? ingot.MaskedSentence  nil when it is no longer said

--- The sentences that read otherwise.
---@param old ingot.MaskedSentence[]
---@param new ingot.MaskedSentence[]
---@return ingot.SentenceChange[]
function M.changes(old, new)
  local changes <const>, by_key <const>, known <const> = {}, {}, {}
  for _, sentence in ipairs(new) do
    by_key[sentence.key] = sentence
  end
  for _, sentence in ipairs(old) do
    local now <const> = by_key[sentence.key]
    known[sentence.key] = true
    if not now or now.mask ~= sentence.mask then
      changes[#changes + 1] = { key = sentence.key, old = sentence, new = now }
    end
  end
  for _, sentence in ipairs(new) do
    if not known[sentence.key] then
      changes[#changes + 1] = { key = sentence.key, new = sentence }
    end
  end
  return changes
end

return M
