--- Sentences of ours that stand in an article word for word but for their figures: an analyst takes a
--- draft and edits it. There each figure is known to be of the claim whose place it has.

local page_ <const> = require "ingot.check.page"

local M = {}

local LEAST <const> = 3   -- words that a sentence has besides its figures
local LONGEST <const> = 24 -- bytes of a figure

-- The words between the figures, and the ids of these.
local function parts_of(words)
  local texts <const>, ids <const>, at = {}, {}, 1
  for before, id, behind in words:gmatch "()%{(c%d+)%}()" do
    texts[#texts + 1], ids[#ids + 1] = words:sub(at, before - 1), id
    at = behind
  end
  texts[#texts + 1] = words:sub(at)
  return texts, ids
end

local function is_telling(texts)
  local n = 0
  for _, text in ipairs(texts) do
    local _, count <const> = text:gsub("%a%a+", "")
    n = n + count
  end
  return n >= LEAST
end

-- Where the figures stand if a sentence begins at a place; nil if it is another.
local function figures_at(text, from, texts)
  local places <const>, at = {}, from + #texts[1]
  for i = 2, #texts do
    local stop <const> = texts[i] == "" and at + #(text:match("^[%d.,]*%d", at) or "")
      or text:find(texts[i], at, true)
    if not stop or stop == at or stop - at > LONGEST then
      return nil
    end
    places[i - 1] = at
    at = stop + #texts[i]
  end
  return places
end

local function search(found, block, sentence, entries)
  local texts <const>, ids <const> = parts_of(sentence.words)
  if #ids == 0 or texts[1] == "" or not is_telling(texts) then
    return
  end
  local at = block.text:find(texts[1], 1, true)
  while at do
    for i, place in ipairs(figures_at(block.text, at, texts) or {}) do
      found[page_.offset(block, place)] = entries[ids[i]]
    end
    at = block.text:find(texts[1], at + 1, true)
  end
end

--- The claims of ours that figures of an article stand for, by the offset of their digits.
---@param page ingot.check.Page
---@param sources { name: string, document: table }[]
---@return table<integer, { entry: table, source: string }>
function M.find(page, sources)
  local found <const> = {}
  for _, source in ipairs(sources) do
    local entries <const> = {}
    for _, entry in ipairs(source.document.claims) do
      entries[entry.id] = { entry = entry, source = source.name .. ", " .. entry.id }
    end
    for _, sentence in ipairs(source.document.sentences or {}) do
      for _, block in ipairs(sentence.words and page.blocks or {}) do
        if block.text and block.kind ~= "table" then
          search(found, block, sentence, entries)
        end
      end
    end
  end
  return found
end

return M
