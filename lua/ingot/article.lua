-- Articles: a script says its sentences in order, and gets a document. Each sentence is a template
-- filled at once, so that what is wrong with it is an error at the script's own line. The methods
-- are in article/.

local blocks = require "ingot.article.blocks"
local claim = require "ingot.claim"
local colon = require "ingot.colon"
local display = require "ingot.display"
local error_ = require "ingot.error"
local finish = require "ingot.finish"
local kind = require "ingot.kind"
local list = require "ingot.measure.list"
local native = require "ingot.native"
local period = require "ingot.period"
local sentence = require "ingot.article.sentence"
local suggest = require "ingot.suggest"
local text = require "ingot.render.text"
local unit = require "ingot.unit"
local words = require "ingot.words"

---@class ingot.Article
---@field langs string[]  the languages it is in, the first of them its own
---@field contexts table<string, ingot.PhraseContext>  by language
---@field private blocks table[]
---@field private period ingot.Period?
---@field private finish ingot.FinishOptions
---@field private documents table<string, ingot.Document>  made since something was added, by language
---@field private open table?  the paragraph that sentences are added to
local methods = {}

local M = {}

--- Its methods, as help and completion name them.
M.methods = methods

local Article = { __name = "ingot.article" }

Article.__index = suggest.index("an article", methods)

for _, part in ipairs { "say", "tell", "sections", "table", "chart", "omissions" } do
  for name, method in pairs(require("ingot.article." .. part)) do methods[name] = method end
end

-- As `ingot run` prints it.
function Article.__tostring(article)
  return (text.render(article:document()):gsub("\n$", ""))
end

--- What the article came to, in one of its languages; kept until something is added.
---
---     print(#article:document("en").blocks)
---
---@param lang? "en"|"zh"  default: its first
---@return ingot.Document
function methods:document(lang)
  lang = lang or self.langs[1]
  if not self.contexts[lang] then
    error("document: " .. suggest.unknown("language", "languages of the article", tostring(lang),
      self.langs), 2)
  end
  local kept = rawget(self, "documents")
  if kept[lang] then return kept[lang] end
  local said = {
    period = rawget(self, "period"), lang = lang, blocks = blocks.document(self, lang),
    thresholds = self.contexts[lang].thresholds,
  }
  kept[lang] = finish.document(said, rawget(self, "finish"))
  return kept[lang]
end

colon.guard(methods, "article", function(value) return getmetatable(value) == Article end)

local fields <const> = {
  title = true, period = true, names = true, lang = true, thresholds = true, shares = true,
  recompute = true, displays = true,
}

-- What is wrong with the displays of measures, or nil.
local function displays_problem(given)
  if type(given) ~= "table" then
    return ("article: displays: a table expected, as { yoy = \"percent1\" }, got %s"):format(type(given))
  end
  for _, name in ipairs(suggest.names(given)) do
    if not list.entries[name] then
      return "article: displays: " .. suggest.unknown("measure", "measures", name,
        suggest.names(list.entries))
    elseif not display.rule(given[name]) then
      return ("article: displays: %s: "):format(name)
        .. suggest.unknown("display", "displays", tostring(given[name]), display.names())
    end
    local own, shown = list.entries[name].unit, display.rule(given[name]).unit
    if (own == "%" or own == "pp") and not pcall(unit.powers, own, shown) then
      return ("article: displays: %s: it is in %s, '%s' shows %s"):format(name, own, given[name], shown)
    end
  end
end

local function thresholds_of(given)
  local problem = words.check_thresholds(given or {})
  if problem then return nil, "article: " .. problem end
  local all = setmetatable({}, { __index = words.thresholds })
  for name, value in pairs(given or {}) do all[name] = value end
  return all
end

local function problem_of(spec)
  if type(spec) ~= "table" then
    return ("article: a table of fields expected, got %s"):format(type(spec))
  end
  for _, name in ipairs(suggest.names(spec)) do
    if not fields[name] then
      return "article: " .. suggest.unknown("field", "fields", name, suggest.names(fields))
    end
  end
  if type(spec.title) ~= "string" and type(spec.title) ~= "table" then
    return 'article: a title as text expected, as title = "Exports in {period}"'
  elseif spec.names ~= nil and (type(spec.names) ~= "table" or claim.is(spec.names)) then
    return ("article: names: a table of names expected, as { total = total }, got %s"):format(
      kind.of(spec.names))
  end
end

-- The languages asked for: one, or a list of several, each once.
local function languages_of(lang, level)
  local langs, seen = {}, {}
  for i, name in ipairs(type(lang) == "table" and lang or { lang or "en" }) do
    words.language(name, level + 1)
    if seen[name] then error(("article: language '%s' is named twice"):format(name), level + 1) end
    langs[i], seen[name] = name, true
  end
  if #langs == 0 then error("article: the list of languages is empty", level + 1) end
  return langs
end

---@class ingot.ArticleSpec
---@field title ingot.Template
---@field period ingot.Period|string|nil what it speaks of; `{period}` in every sentence
---@field names table<string, any>? what every sentence knows besides
---@field lang? "en"|"zh"|string[]  its language, or several, in which all is said from one set of
---   claims: every template is then { en = "…", zh = "…" }
---@field displays table<string, string>? how a measure is shown where a slot does not say, by the
---   names of displays: { yoy = "percent1" }
---@field thresholds table<string, number>? where computed words begin: as words.thresholds
---@field shares? "footnote"|"apportion"|"plain"  see ingot.FinishOptions
---@field recompute? boolean  likewise

--- Begins an article.
---
---     ingot.article { title = "Exports in {period}", period = "2025-04" }
---     ingot.article { lang = { "en", "zh" }, title = { en = "Exports in {period}", zh = "{period}出口" } }
---
---@param spec ingot.ArticleSpec
---@return ingot.Article
function M.new(spec)
  local problem = problem_of(spec)
  if problem then error(problem, 2) end
  local langs = languages_of(spec.lang, 2)
  local thresholds, message = thresholds_of(spec.thresholds)
  message = message or displays_problem(spec.displays or {})
  if message then error(message, 2) end
  local options, mistake = finish.options(spec)
  if not options then error(mistake, 2) end
  local at = spec.period and period.of(spec.period, 2)
  local names = { period = at }
  for name, value in pairs(spec.names or {}) do names[name] = value end
  local contexts = {}
  for _, lang in ipairs(langs) do
    contexts[lang] = {
      lang = lang, names = names, thresholds = thresholds, displays = spec.displays, said = {},
    }
  end
  local article = setmetatable({
    period = at, blocks = {}, langs = langs, contexts = contexts, finish = options, documents = {},
    file = native.frame(2).source, -- of the script, whose rules are meant to speak
  }, Article)
  local fine, title = error_.try(sentence.of, article, spec.title, nil, 1)
  if not fine then error("article: title: " .. title, 2) end
  blocks.add(article, { kind = "title", sentences = { title } })
  return article
end

---@param value any
---@return boolean
function M.is(value)
  return getmetatable(value) == Article
end

return M
