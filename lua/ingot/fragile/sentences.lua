--- Sentences with their figures masked: what is left are the words, the names, their order, ordinals
--- and signs. A sentence that only prints another digit is the same sentence.

local document_ <const> = require "ingot.document"

local M = {}

---@class ingot.MaskedSentence
---@field key string   the sentence that it is, in any run: its template and which of these it is
---@field at { paragraph: integer, sentence: integer }
---@field kind string
---@field text string
---@field mask string

local said <const> = { title = true, heading = true, paragraph = true, note = true }

local function masked(span)
  local display <const> = span.display
  if display and display.print_as == "ordinal" then
    return span.text
  end
  return span.text:find "^%-" and "{-}" or "{}"
end

-- What said it: a rule or a template; "" of codes and names.
local function said_by(sentence, lang)
  local template = sentence.spans.rule or sentence.spans.template
  if type(template) == "table" then
    template = template[lang]
  end
  return type(template) == "string" and template or ""
end

--- The sentences of a document; tables and the analyst's words are none.
---@param document ingot.Document
---@return ingot.MaskedSentence[]
function M.of(document)
  local list <const>, counts <const> = {}, {}
  for _, sentence in ipairs(document_.sentences(document)) do
    if said[sentence.kind] then
      local texts <const>, masks <const> = {}, {}
      for i, span in ipairs(sentence.spans) do
        local is_words <const> = type(span) == "string"
        texts[i], masks[i] = is_words and span or span.text, is_words and span or masked(span)
      end
      local key <const> = sentence.kind .. "\0" .. said_by(sentence, document.lang)
      counts[key] = (counts[key] or 0) + 1
      list[#list + 1] = {
        key = key .. "\0" .. counts[key], at = sentence.at, kind = sentence.kind,
        text = table.concat(texts), mask = table.concat(masks),
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
