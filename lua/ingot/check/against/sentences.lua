--- Sentences of ours that stand in an article word for word but for their figures: an analyst takes a
--- draft and edits it. There each figure is known to be of the claim whose place it has.

local page_ <const> = require "ingot.check.page"
local tables <const> = require "ingot.check.against.tables"

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

-- Where the sentences of one wording stand in the article, each as the offsets of its figures.
local function places_of(page, texts)
  local places <const> = {}
  for _, block in ipairs(page.blocks) do
    local at = block.kind ~= "table" and block.text:find(texts[1], 1, true)
    while at do
      local figures <const> = figures_at(block.text, at, texts)
      for i, place in ipairs(figures or {}) do
        figures[i] = page_.offset(block, place)
      end
      places[#places + 1] = figures
      at = block.text:find(texts[1], at + 1, true)
    end
  end
  return places
end

-- Sentences with figures by their wording, in order; several may have the same.
local function wordings_of(document)
  local by_words <const>, list <const> = {}, {}
  for _, sentence in ipairs(document.sentences or {}) do
    local texts <const>, ids <const> = parts_of(sentence.words or "")
    if #ids > 0 and texts[1] ~= "" and is_telling(texts) then
      local key <const> = table.concat(texts, "\0")
      if not by_words[key] then
        by_words[key] = { texts = texts, sentences = {}, dated = key:find "%f[%d]%d%d%d%d%f[%D]" ~= nil }
        list[#list + 1] = by_words[key]
      end
      table.insert(by_words[key].sentences, ids)
    end
  end
  return list
end

-- Whether an article is the draft itself: most sentences that name a year are in it.
local function is_draft(wordings)
  local dated, found = 0, 0
  for _, wording in ipairs(wordings) do
    dated = dated + (wording.dated and 1 or 0)
    found = found + (wording.dated and #wording.places > 0 and 1 or 0)
  end
  return found > 0 and 2 * found >= dated
end

local function find(found, page, source)
  local entries <const>, wordings <const> = {}, wordings_of(source.document)
  for _, entry in ipairs(source.document.claims) do
    entries[entry.id] = entry
  end
  for _, wording in ipairs(wordings) do
    wording.places = places_of(page, wording.texts)
  end
  local draft <const> = is_draft(wordings)
  local function put(offset, id)
    found[offset] = { entry = entries[id], source = source.name .. ", " .. id, draft = draft }
  end
  for _, wording in ipairs(wordings) do
    local n <const> = #wording.sentences == #wording.places and #wording.places or 0
    for i = 1, n do
      for k, offset in ipairs(wording.places[i]) do
        put(offset, wording.sentences[i][k])
      end
    end
  end
  tables.find(page, source.document, put)
end

--- The claims of ours that figures of an article stand for, by the offset of their digits. Several
--- sentences of one wording are told apart by their order.
---@param page ingot.check.Page
---@param sources { name: string, document: table }[]
---@return table<integer, { entry: table, source: string, draft: boolean }>  draft: the article is ours
function M.find(page, sources)
  local found <const> = {}
  for _, source in ipairs(sources) do
    find(found, page, source)
  end
  return found
end

return M
