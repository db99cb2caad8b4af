-- Articles: a script says its sentences in order, and gets a document. Each sentence is a template
-- filled at once, so that what is wrong with it is an error at the script's own line.

local claim = require "ingot.claim"
local period = require "ingot.period"
local phrase = require "ingot.phrase"
local suggest = require "ingot.suggest"
local text = require "ingot.render.text"
local value_of = require "ingot.phrase.value"
local words = require "ingot.words"

---@class ingot.Article
---@field private blocks ingot.Block[]
---@field private context ingot.PhraseContext
---@field private period ingot.Period?
---@field private paragraph_open ingot.Block?
local methods = {}

local M = {}

local Article = { __name = "ingot.article" }

Article.__index = suggest.index("an article", methods)

-- As `ingot run` prints it.
function Article.__tostring(article)
  return (text.render(article:document()):gsub("\n$", ""))
end

-- A sentence of a template; nil when nothing is left of it. Problems are raised at the caller of
-- the method that calls this.
local function sentence_of(article, template, names, options)
  local lang = article.context.lang
  local parsed, message = phrase.parse(template, { lang = lang, codes = options and options.codes })
  local spans
  if parsed then spans, message = phrase.render(parsed, names or {}, article.context) end
  if not spans then error(message, 3) end
  if type(spans[1]) == "string" then spans[1] = spans[1]:gsub("^%l", string.upper) end
  return #spans > 0 and spans or nil
end

local function add(article, block)
  article.blocks[#article.blocks + 1] = block
  rawset(article, "open", block.kind == "paragraph" and block or nil)
  return block
end

local function add_sentence(article, spans)
  if not spans then return end
  local block = rawget(article, "open") or add(article, { kind = "paragraph", sentences = {} })
  block.sentences[#block.sentences + 1] = spans
end

-- A list of rows, as opposed to names of one sentence. No rows at all are a list too.
local function is_list(given)
  return not claim.is(given) and (#given > 0 or next(given) == nil)
end

--- Says a sentence: a template with names, or the same template for each row of a list. Sentences
---since the last heading or break form a paragraph.
---@param template string
---@param names table? names for this sentence beside the article's; or a list of rows
---@return ingot.Article self
function methods:say(template, names)
  if names ~= nil and type(names) ~= "table" then
    error(("say: names or a list of rows expected, got %s"):format(type(names)), 2)
  end
  if not names or not is_list(names) then
    local spans = sentence_of(self, template, names)
    add_sentence(self, spans)
    return self
  end
  for i, row in ipairs(names) do
    if type(row) ~= "table" then
      error(("say: row %d: a table of names expected, got %s"):format(i, type(row)), 2)
    end
    local spans = sentence_of(self, template, row)
    add_sentence(self, spans)
  end
  return self
end

--- A phrase for each row, joined, as a value for a sentence:
---
---     local fast = article:list("{name} ({exports.yoy:percent2} YoY)", rows)
---     article:say("Low-base provinces such as {fast} grew fast.", { fast = fast })
---
---@param template string
---@param rows table[]
---@return table value an empty one counts as unknown
function methods:list(template, rows)
  local parsed, message = phrase.parse(template, { lang = self.context.lang })
  local spans
  if parsed then spans, message = phrase.list(parsed, rows, self.context) end
  return spans or error(message, 2)
end

--- Begins a new paragraph.
---@return ingot.Article self
function methods:paragraph()
  rawset(self, "open", nil)
  return self
end

--- Begins a section.
---@param title string a template
---@param names table?
---@return ingot.Article self
function methods:section(title, names)
  local spans = sentence_of(self, title, names)
  if spans then add(self, { kind = "heading", sentences = { spans } }) end
  return self
end

-- What a note may be besides a template: a name, or a list of codes.
local function note_text(article, note)
  if value_of.is_label(note) then return note[article.context.lang] or note.en end
  if type(note) == "table" and #note > 0 then
    return words.language(article.context.lang).codes .. table.concat(note, ", ")
  end
end

--- A note in small print: a template, in which HS codes may stand, or a list of HS codes.
---@param note string|string[]
---@param names table?
---@return ingot.Article self
function methods:note(note, names)
  local named = note_text(self, note)
  local spans = named and { named } or sentence_of(self, note, names, { codes = true })
  if spans then add(self, { kind = "note", sentences = { spans } }) end
  return self
end

--- The analyst's own words, marked as not from the data. Their numbers are the analyst's.
---@param remark string
---@return ingot.Article self
function methods:remark(remark)
  if type(remark) ~= "string" then
    error(("remark: text expected, got %s"):format(type(remark)), 2)
  end
  add(self, { kind = "remark", text = remark })
  return self
end

--- A table with its title.
---@param title string a template
---@param data ingot.Table|ingot.Query
---@param names table?
---@return ingot.Article self
function methods:table(title, data, names)
  local kind = type(data)
  if kind ~= "userdata" and (kind ~= "table" or not data.collect) then
    error(("table: a table or query expected, got %s"):format(kind), 2)
  end
  local spans = sentence_of(self, title, names)
  add(self, { kind = "table", sentences = { spans }, table = data:collect() })
  return self
end

--- What the article came to.
---@return ingot.Document
function methods:document()
  return { period = rawget(self, "period"), lang = self.context.lang, blocks = self.blocks }
end

local fields <const> = { title = true, period = true, names = true, lang = true, thresholds = true }

local function thresholds_of(given)
  local known = suggest.names(words.thresholds)
  local all = setmetatable({}, { __index = words.thresholds })
  for name, value in pairs(given or {}) do
    if not words.thresholds[name] then
      return nil, "article: " .. suggest.unknown("threshold", "thresholds", tostring(name), known)
    end
    all[name] = value
  end
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
  if type(spec.title) ~= "string" then
    return 'article: a title as text expected, as title = "Exports in {period}"'
  end
end

---@class ingot.ArticleSpec
---@field title string a template
---@field period ingot.Period|string|nil what it speaks of; `{period}` in every sentence
---@field names table<string, any>? what every sentence knows besides
---@field lang? "en"|"zh"
---@field thresholds table<string, number>? where computed words begin: as words.thresholds

--- Begins an article.
---@param spec ingot.ArticleSpec
---@return ingot.Article
function M.new(spec)
  local problem = problem_of(spec)
  if problem then error(problem, 2) end
  words.language(spec.lang, 2)
  local thresholds, message = thresholds_of(spec.thresholds)
  if not thresholds then error(message, 2) end
  local at = spec.period and period.of(spec.period, 2)
  local names = { period = at }
  for name, value in pairs(spec.names or {}) do names[name] = value end
  local article = setmetatable({
    period = at, blocks = {},
    context = { lang = spec.lang or "en", names = names, thresholds = thresholds },
  }, Article)
  local spans = sentence_of(article, spec.title, nil)
  add(article, { kind = "title", sentences = { spans } })
  return article
end

---@param value any
---@return boolean
function M.is(value)
  return getmetatable(value) == Article
end

return M
