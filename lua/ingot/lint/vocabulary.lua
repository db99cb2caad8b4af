-- The words that lint holds against figures, from those that sentences are made of: every verb,
-- noun and adverb of change with its direction and size, in all its forms, and some more.

local words = require "ingot.words"

---@class ingot.LintWord
---@field word string
---@field sign? integer      1 up, -1 down, 0 flat
---@field size? string       slight, sharp, surge

local M = {}

-- Words that no list of variants holds.
local more <const> = {
  en = {
    { "higher", sign = 1 }, { "lower", sign = -1 }, { "unchanged", sign = 0 },
    { "slightly", size = "slight" }, { "slight", size = "slight" },
    { "marginally", size = "slight" }, { "marginal", size = "slight" },
    { "sharply", size = "sharp" }, { "sharp", size = "sharp" }, { "steeply", size = "sharp" },
  },
  zh = {
    { "小幅", size = "slight" }, { "略有", size = "slight" }, { "大幅", size = "sharp" },
    { "显著", size = "sharp" },
  },
}

-- Verbs that say their direction by what stands behind them: "edged up".
local function carried(variant)
  return variant:match "^%a+ (%a+)$"
end

local function add(found, word, fields)
  local entry = found[word] or { word = word }
  entry.sign = entry.sign or fields.sign
  entry.size = entry.size or fields.size
  found[word] = entry
end

-- A variant by its words: "rose slightly" is rose, whose direction it has; "edged up" is edged,
-- whose size it has; "surged" has both.
local function add_variant(found, lang, variant, sign, size)
  local forms = words[lang].forms
  if not forms or sign == 0 then
    add(found, variant, { sign = sign, size = size })
    return
  end
  local verb, behind = variant:match "^%a+", carried(variant)
  local turned = behind == "up" or behind == "down"
  add(found, verb, { sign = not turned and sign or nil, size = (turned or not behind) and size or nil })
  for _, form in ipairs(forms[verb] or {}) do
    add(found, form, { sign = not turned and sign or nil })
  end
end

local function add_all(found, lang, by_sign, size)
  for sign, variants in pairs(by_sign) do
    for _, variant in ipairs(type(variants) == "string" and { variants } or variants) do
      add_variant(found, lang, variant, sign, size)
    end
  end
end

local sizes <const> = { "slight", "sharp", "surge" }

local function vocabulary(lang)
  local found, wording = {}, words[lang].wording
  for _, entry in ipairs(more[lang]) do add(found, entry[1], entry) end
  for _, size in ipairs(sizes) do add_all(found, lang, wording.moved[size], size) end
  add_all(found, lang, wording.change)
  add_all(found, lang, wording.rise)
  -- Nouns in no direction say nothing: "a change of".
  add_all(found, lang, { [1] = wording.increase[1], [-1] = wording.increase[-1] })
  local list = {}
  for _, entry in pairs(found) do list[#list + 1] = entry end
  table.sort(list, function(a, b)
    if #a.word ~= #b.word then return #a.word > #b.word end
    return a.word < b.word
  end)
  return list
end

--- The words of each language, longer ones first.
---@type table<string, ingot.LintWord[]>
M.words = { en = vocabulary "en", zh = vocabulary "zh" }

local function is_whole(text, from, to)
  return not text:sub(from - 1, from - 1):find "[%a%-]" and not text:sub(to + 1, to + 1):find "[%a%-]"
end

-- Words of which "up" is the second half: "made up 60%"; and "up to".
local before_up <const> = {
  made = true, make = true, makes = true, making = true, add = true, adds = true, added = true,
  sum = true, sums = true, set = true, taken = true, built = true,
}

local function is_other_up(text, from, to)
  local before = text:sub(1, from - 1):match "(%a+)%s*$"
  return before_up[(before or ""):lower()] or text:find("^ to%f[%A]", to + 1) ~= nil
end

---@class ingot.LintHit  a word found in a text
---@field word string as it stands there
---@field entry ingot.LintWord
---@field from integer
---@field to integer

local function covered(hits, from, to)
  for _, hit in ipairs(hits) do
    if from <= hit.to and to >= hit.from then return true end
  end
  return false
end

-- What a text can hold words by: its own words, or in a language without blanks its characters.
local pieces <const> = { en = "%a+", zh = utf8.charpattern }

-- The first piece of a word.
local function beginning(entry, lang)
  entry.first = entry.first or entry.word:match("^" .. pieces[lang])
  return entry.first
end

-- The pieces of a sentence, taken once.
local function pieces_of(sentence)
  if not sentence.pieces then
    sentence.pieces = {}
    for piece in sentence.text:lower():gmatch(pieces[sentence.lang]) do
      sentence.pieces[piece] = true
    end
  end
  return sentence.pieces
end

--- All words of a list in a sentence, in order; none within another.
---@param sentence ingot.LintSentence
---@param list ingot.LintWord[]
---@return ingot.LintHit[]
function M.find(sentence, list)
  local hits, held, text, lang = {}, pieces_of(sentence), sentence.text, sentence.lang
  local small = text:lower()
  for _, entry in ipairs(list) do
    local from, to
    if held[beginning(entry, lang)] then from, to = small:find(entry.word, 1, true) end
    while from do
      local whole = lang == "zh" or is_whole(small, from, to)
      local other = entry.word == "up" and is_other_up(small, from, to)
      if whole and not other and not covered(hits, from, to) then
        hits[#hits + 1] = { word = text:sub(from, to), entry = entry, from = from, to = to }
      end
      from, to = small:find(entry.word, to + 1, true)
    end
  end
  table.sort(hits, function(a, b) return a.from < b.from end)
  return hits
end

return M
