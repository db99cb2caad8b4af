-- Sentences of an article: a template filled in each of the article's languages from the same
-- names, so that every language prints the same claims. What is wrong with a template is an error
-- at the script's own line.

local phrase = require "ingot.phrase"
local suggest = require "ingot.suggest"
local words = require "ingot.words"

---@class ingot.Sentence  spans by language; a language in which nothing is left of it has none
---@field en? (string|ingot.Span)[]
---@field zh? (string|ingot.Span)[]
---@field template ingot.Template
---@field rule? string the name of the rule that said it

-- In an article of several languages a text stands by itself only when it has no words: "{name}".
---@alias ingot.Template string|{ en: string?, zh: string? }

local M = {}

local function is_by_language(template)
  return type(template) == "table" and (template.en ~= nil or template.zh ~= nil)
end

-- Whether nothing but slots, and signs that every language has, stands in a template.
local function is_wordless(text)
  return not text:gsub("{.-}", ""):find "[%w.,;:!?\xC3-\xDF\xE3-\xF4]"
end

--- What a template says in a language; nil and a message when it says nothing there.
---@param article ingot.Article
---@param template ingot.Template
---@param lang string
---@return string?
---@return string? message
function M.text(article, template, lang)
  local langs = article.langs
  if not is_by_language(template) then
    if type(template) == "string" and #langs > 1 and not is_wordless(template) then
      return nil, ("the article is in %s: a template for each expected, as { %s = \"…\", %s = \"…\" }")
        :format(table.concat(langs, " and "), langs[1], langs[2])
    end
    return template
  end
  for _, name in ipairs(suggest.names(template)) do
    if not words.has(name) then
      return nil, suggest.unknown("language", "languages", name, words.languages())
    end
  end
  if template[lang] == nil then
    return nil, ("no words in '%s': { %s = \"…\" } expected beside %s"):format(lang, lang,
      table.concat(suggest.names(template), ", "))
  end
  return template[lang]
end

--- A sentence of a template; nil when nothing is left of it in any language. Problems are raised at
--- `level`.
---@param article ingot.Article
---@param template ingot.Template
---@param names table?
---@param level integer  1 is the caller of this function
---@param codes boolean?  whether HS codes may stand in it
---@return ingot.Sentence?
function M.of(article, template, names, level, codes)
  local sentence, said = { template = template }, false
  for _, lang in ipairs(article.langs) do
    local text, message = M.text(article, template, lang)
    if message then error(message, level + 1) end
    local parsed, spans
    parsed, message = phrase.parse(text, { lang = lang, codes = codes })
    if parsed then
      spans, message = phrase.render(parsed, names or {}, article.contexts[lang])
    end
    if not spans then error(message, level + 1) end
    if type(spans[1]) == "string" then spans[1] = spans[1]:gsub("^%l", string.upper) end
    if #spans > 0 then sentence[lang], said = spans, true end
  end
  return said and sentence or nil
end

--- A phrase for each row, joined, in each language: a value for another sentence.
---@param article ingot.Article
---@param template ingot.Template
---@param rows table[]
---@param level integer
---@param options? { most?: integer }
---@return table value
function M.list(article, template, rows, level, options)
  local said = setmetatable({}, phrase.Versions)
  for _, lang in ipairs(article.langs) do
    local text, message = M.text(article, template, lang)
    if message then error(message, level + 1) end
    local parsed, spans
    parsed, message = phrase.parse(text, { lang = lang })
    if parsed then spans, message = phrase.list(parsed, rows, article.contexts[lang], options) end
    said[lang] = spans or error(message, level + 1)
  end
  return said
end

return M
