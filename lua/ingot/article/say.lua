-- What an article says in words: sentences, lists, paragraphs, sections, notes, remarks.

local blocks = require "ingot.article.blocks"
local claim = require "ingot.claim"
local kind = require "ingot.kind"
local list_ = require "ingot.phrase.list"
local sentence = require "ingot.article.sentence"
local value_of = require "ingot.phrase.value"
local words = require "ingot.words"

---@class ingot.Article
local M = {}

-- A list of rows, as opposed to names of one sentence. No rows at all are a list too.
local function is_list(given)
  return not claim.is(given) and (#given > 0 or next(given) == nil)
end

--- Says a sentence: a template with names, or the same template for each row of a list. Sentences
---since the last heading or break form a paragraph.
---
---     article:say "Exports were {total}, {total.mom:change} MoM."
---     article:say("{name} took {exports}.", partners:top(3, "exports", period))
---
---@param template ingot.Template
---@param names table? names for this sentence beside the article's; or a list of rows
---@return ingot.Article self
function M:say(template, names)
  if names ~= nil and type(names) ~= "table" then
    error(("say: names or a list of rows expected, got %s"):format(type(names)), 2)
  end
  if not names or not is_list(names) then
    blocks.add_sentence(self, (sentence.of(self, template, names, 2)))
    return self
  end
  for i, row in ipairs(names) do
    if type(row) ~= "table" then
      error(("say: row %d: a table of names expected, got %s"):format(i, type(row)), 2)
    end
    blocks.add_sentence(self, (sentence.of(self, template, row, 2)))
  end
  return self
end

--- A phrase for each row, joined, as a value for a sentence:
---
---     local fast = article:list("{name} ({exports.yoy:percent2} YoY)", rows)
---     article:say("Low-base provinces such as {fast} grew fast.", { fast = fast })
---
--- With `most` the list is cut after so many: "A, B and other countries and regions" where there are
--- more, whether behind these rows or behind those that `top` gave.
---
---@param template ingot.Template
---@param rows table[]
---@param options? { most?: integer }
---@return table value an empty one counts as unknown
function M:list(template, rows, options)
  local problem = list_.problem(options)
  if type(rows) ~= "table" or not is_list(rows) then
    problem = ("a list of rows expected, got %s"):format(kind.of(rows))
  end
  if problem then error("list: " .. problem, 2) end
  return (sentence.list(self, template, rows, 2, options))
end

--- Begins a new paragraph.
---
---     article:say("Exports were {total}."):paragraph()
---
---@return ingot.Article self
function M:paragraph()
  blocks.close(self)
  return self
end

--- Begins a section.
---
---     article:section "Destinations"
---
---@param title ingot.Template
---@param names table?
---@return ingot.Article self
function M:section(title, names)
  local said = sentence.of(self, title, names, 2)
  if said then blocks.add(self, { kind = "heading", sentences = { said } }) end
  return self
end

-- What a note may be besides a template: a name, or a list of codes.
local function note_text(note, lang)
  if value_of.is_label(note) then return note[lang] or note.en end
  if type(note) == "table" and #note > 0 then
    local language = words.language(lang)
    return language.codes[#note == 1 and 1 or 2] .. table.concat(note, language.list.gap)
  end
end

-- A note that is no template, in each language.
local function ready_note(article, note)
  local said = { template = note }
  for _, lang in ipairs(article.langs) do
    local text = note_text(note, lang)
    if not text then return nil end
    said[lang] = { text }
  end
  return said
end

--- A note in small print: a template, in which HS codes may stand, or a list of HS codes.
---
---     article:note "HS codes 76141000 and 76149000."
---
---@param note ingot.Template|string[]
---@param names table?
---@return ingot.Article self
function M:note(note, names)
  local said = ready_note(self, note) or sentence.of(self, note, names, 2, true)
  if said then blocks.add(self, { kind = "note", sentences = { said } }) end
  return self
end

local function remark_text(article, remark, lang, level)
  if type(remark) == "string" then return remark end
  if type(remark) ~= "table" then
    error(("remark: text expected, got %s"):format(type(remark)), level + 1)
  end
  local text, message = sentence.text(article, remark, lang)
  if message then error("remark: " .. message, level + 1) end
  if type(text) ~= "string" then
    error(("remark: text expected, got %s"):format(type(text)), level + 1)
  end
  return text
end

--- The analyst's own words, marked as not from the data. Their numbers are the analyst's. A plain
--- text stands in every language of the article as it is; an empty one is none.
---
---     article:remark "Smelters restocked before winter."
---
---@param remark string|{ en: string?, zh: string? }
---@return ingot.Article self
function M:remark(remark)
  local texts = {}
  if remark == "" then return self end
  for _, lang in ipairs(self.langs) do texts[lang] = remark_text(self, remark, lang, 2) end
  blocks.add(self, { kind = "remark", texts = texts })
  return self
end

return M
