-- Phrases: templates with claims in them, "{total}, {total.mom:change} MoM". Parsing takes one
-- apart and checks what can be checked without values; rendering fills it. Numbers come from claims
-- alone: a number in the text, or among the values, is refused. Problems come back as nil and a
-- message that shows the place. The grammar is in phrase/template, the formats in phrase/format.

local bare = require "ingot.phrase.bare"
local display = require "ingot.display"
local format = require "ingot.phrase.format"
local list = require "ingot.phrase.list"
local place = require "ingot.phrase.place"
local say = require "ingot.phrase.say"
local suggest = require "ingot.suggest"
local template = require "ingot.phrase.template"
local value_of = require "ingot.phrase.value"
local words = require "ingot.words"

---@class ingot.Phrase
---@field template string
---@field parts ingot.Part[]

---@class ingot.PhraseContext
---@field lang? "en"|"zh"
---@field names table<string, any>? names known besides those given
---@field displays table<string, string>? how a measure is shown where a slot does not say: yoy = "percent1"
---@field thresholds ingot.Thresholds?
---@field cells boolean? the phrase is a cell of a table: names have no article
---@field said ingot.Said? the words this paragraph has had; none: each slot takes its first

local M = {}

--- The formats of each language, as data: see phrase/format.
M.formats = format.claims

--- The metatable of a value that has spans in every language: { en = spans, zh = spans }.
M.Versions = value_of.Versions

-- Runs a step whose problems are { message, at } in a template.
local function guarded(text, step, ...)
  local fine, result = pcall(step, ...)
  if fine then return result end
  if type(result) ~= "table" or not result.at then error(result, 0) end
  return nil, place.show(result.message, text, result.at)
end

local function check_literal(part, codes)
  local at, figure = bare.find(part.literal, codes)
  if at then
    local message = ("bare number '%s': numbers come from claims"):format(figure)
    error({ message = message, at = part.at + at - 1 }, 0)
  end
end

local function check_name(what, plural, name, at, known, names)
  if not name or known(name) then return end
  error({ message = suggest.unknown(what, plural, name, names()), at = at }, 0)
end

local function check_slot(slot, lang)
  local formats = format.claims[lang]
  local function known(name)
    return formats[name] or format.periods[name] or name == format.open_list or list.most(name)
      or display.rule(name)
  end
  local function names()
    local all = suggest.names(formats)
    all[#all + 1] = format.open_list
    for _, more in ipairs { suggest.names(format.periods), display.names() } do
      table.move(more, 1, #more, #all + 1, all)
    end
    return all
  end
  check_name("format", "formats", slot.format, slot.format_at, known, names)
  check_name("display", "displays", slot.rule, slot.rule_at, display.rule, display.names)
end

local function check(parts, lang, codes)
  for _, part in ipairs(parts) do
    if part.literal then
      check_literal(part, codes)
    elseif part.paths then
      check_slot(part, lang)
    else
      for _, alternative in ipairs(part.alternatives) do check(alternative, lang, codes) end
    end
  end
  return parts
end

local function parse(text, options)
  words.language(options.lang)
  local parts, problem = template.parse(text)
  if not parts then error(problem, 0) end
  return { template = text, parts = check(parts, options.lang or "en", options.codes) }
end

--- Takes a template apart.
---@param text string
---@param options { lang: string?, codes: boolean? }? codes: HS codes may stand in the text
---@return ingot.Phrase? phrase
---@return string? message
function M.parse(text, options)
  if type(text) ~= "string" then
    return nil, ("template as text expected, got %s"):format(type(text))
  end
  return guarded(text, parse, text, options or {})
end

--- Fills a phrase.
---@param phrase ingot.Phrase
---@param names table<string, any> claims, periods, labels, texts, rows and lists of these
---@param context ingot.PhraseContext?
---@return (string|ingot.Span)[]? spans strings, and numbers as { claim, text, display }
---@return string? message
function M.render(phrase, names, context)
  return guarded(phrase.template, say.say, phrase.parts, names, context or {})
end

--- A phrase for each row, joined: "Xinjiang (up 597.44%) and Jiangxi (up 1,198.59%)". The result is
--- a value for another phrase; empty without rows.
---@param phrase ingot.Phrase
---@param rows table[]
---@param context ingot.PhraseContext?
---@param options { most?: integer }? most: so many, then "and others" where there are more
---@return (string|ingot.Span)[]? spans
---@return string? message
function M.list(phrase, rows, context, options)
  local problem
  local spans = list.join(rows, words.language(context and context.lang).list, function(row)
    if problem then return {} end
    local item
    item, problem = M.render(phrase, row, context)
    return item or {}
  end, options)
  if problem then return nil, problem end
  return setmetatable(spans, say.Said)
end

--- The text of spans.
---@param spans (string|ingot.Span)[]
---@return string
function M.text(spans)
  local texts = {}
  for i, span in ipairs(spans) do texts[i] = type(span) == "string" and span or span.text end
  return table.concat(texts)
end

return M
