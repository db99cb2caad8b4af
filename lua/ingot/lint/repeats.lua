-- The same verb twice in one paragraph, while another that means the same was free.

local said = require "ingot.phrase.said"
local words = require "ingot.words"

local M = {}

---@class ingot.LintVariant
---@field text string
---@field key string        what it counts as
---@field among string[]    all that mean the same

-- The variants that count as verbs. Where there are no blanks, plain words of change are names of
-- measures as well ("同比增长"), which repeat.
local function variants_of(lang)
  local wording, found, seen = words[lang].wording, {}, {}
  local function add(by_sign)
    for _, among in pairs(by_sign) do
      for _, text in ipairs(among) do
        if not seen[text] then
          seen[text] = true
          found[#found + 1] = { text = text, key = said.key(text, lang), among = among }
        end
      end
    end
  end
  for _, size in ipairs { "slight", "sharp", "surge" } do add(wording.moved[size]) end
  if words[lang].forms then add(wording.rise) end
  table.sort(found, function(a, b)
    if #a.text ~= #b.text then return #a.text > #b.text end
    return a.text < b.text
  end)
  return found
end

local variants <const> = { en = variants_of "en", zh = variants_of "zh" }

local function free(variant, counts, lang)
  for _, other in ipairs(variant.among) do
    if not counts[said.key(other, lang)] then return other end
  end
end

-- The variants in a text in order; the longest at each place.
local function hits_of(text, lang)
  local taken, hits = {}, {}
  for _, variant in ipairs(variants[lang]) do
    local from, to = text:find(variant.text, 1, true)
    while from do
      local whole = lang == "zh"
        or not text:sub(from - 1, from - 1):find "%a" and not text:sub(to + 1, to + 1):find "%a"
      if whole and not taken[from] then
        taken[from] = true
        hits[#hits + 1] = { from = from, variant = variant }
      end
      from, to = text:find(variant.text, to + 1, true)
    end
  end
  table.sort(hits, function(a, b) return a.from < b.from end)
  return hits
end

--- Reports every verb that its paragraph had before.
---@param sentences ingot.LintSentence[]
---@param report fun(sentence: ingot.LintSentence, rule: string, message: string)
function M.check(sentences, report)
  local counts, block
  for _, sentence in ipairs(sentences) do
    if sentence.block ~= block then counts, block = {}, sentence.block end
    for _, hit in ipairs(sentence.kind == "paragraph" and hits_of(sentence.text, sentence.lang) or {}) do
      local variant = hit.variant
      local other = counts[variant.key] and free(variant, counts, sentence.lang)
      if other then
        report(sentence, "repeated verb", ("'%s' again in one paragraph; '%s' is free"):format(
          variant.text, other))
      end
      counts[variant.key] = true
    end
  end
end

return M
