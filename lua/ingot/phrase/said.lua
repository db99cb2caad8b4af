-- The words that a paragraph has said: of several that mean the same, the first it has not had is
-- taken. A paragraph's memory is a table, new for each; a word counts in all its forms, and where
-- the text of a template says it as well.

local words = require "ingot.words"

---@alias ingot.Said table<string, integer>  how often a word was said

local M = {}

-- Every form of a word that the language lists → the word.
local words_of <const> = {}
for _, lang in ipairs { "en", "zh" } do
  words_of[lang] = {}
  for word, forms in pairs(words[lang].forms or {}) do
    for _, form in ipairs(forms) do words_of[lang][form] = word end
  end
end

--- What a variant counts as: its verb, whatever stands behind it ("rose slightly" is "rose"); a
--- language without blanks counts the whole.
---@param variant string
---@param lang string
---@return string
function M.key(variant, lang)
  local verb = words[lang].forms and variant:match "^%a+" or variant
  return words_of[lang][verb] or verb
end

local function count(said, key)
  said[key] = (said[key] or 0) + 1
end

--- The first variant not said yet; when all were, the first of those said least. It is said now.
---@param variants string[]
---@param said ingot.Said?  none: always the first
---@param lang string
---@return string
function M.pick(variants, said, lang)
  if not said then return variants[1] end
  local best, least
  for _, variant in ipairs(variants) do
    local n = said[M.key(variant, lang)] or 0
    if not least or n < least then best, least = variant, n end
  end
  count(said, M.key(best, lang))
  return best
end

-- All variants of a language, each once, for languages whose words are found anywhere in a text.
local function add_variants(variants, entry)
  if type(entry) == "string" then
    variants[#variants + 1] = not variants[entry] and entry or nil
    variants[entry] = true
    return variants
  end
  for _, inner in pairs(entry) do add_variants(variants, inner) end
  return variants
end

local function variants_of(wording)
  return add_variants({}, { wording.rise, wording.increase, wording.moved })
end

local variants <const> = { zh = variants_of(words.zh.wording) }

--- Notes what a text says by itself.
---@param text string
---@param said ingot.Said?
---@param lang string
function M.note(text, said, lang)
  if not said then return end
  if words[lang].forms then
    for word in text:gmatch "%a+" do count(said, words_of[lang][word] or word) end
    return
  end
  for _, variant in ipairs(variants[lang]) do
    if text:find(variant, 1, true) then count(said, variant) end
  end
end

return M
