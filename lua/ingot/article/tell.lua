-- Sentences by rules: of some facts, what is most worth saying.

local blocks = require "ingot.article.blocks"
local error_ = require "ingot.error"
local fact_ = require "ingot.rule.facts"
local judge = require "ingot.rule.judge"
local kind = require "ingot.kind"
local metric = require "ingot.metric"
local names_ = require "ingot.rule.names"
local read = require "ingot.read"
local rule_ = require "ingot.rule"
local sentence = require "ingot.article.sentence"
local suggest = require "ingot.suggest"
local told = require "ingot.article.told"
local phrase_value = require "ingot.phrase.value"

---@class ingot.Article
local M = {}

-- ---- words ----

-- The variant of each language whose turn it is in this paragraph. Its memory counts rules beside
-- words, under names that no word has.
local function turn_of(article, rule)
  local turns, template, key = {}, {}, "rule " .. rule.name
  for _, lang in ipairs(article.langs) do
    local said = article.contexts[lang].said
    turns[lang] = said[key] or 0
    said[key] = turns[lang] + 1
    local variants = rule.templates_of_say[lang]
    template[lang] = variants and variants[turns[lang] % #variants + 1]
  end
  local any = rule.templates_of_say.any
  if any then return any[turns[article.langs[1]] % #any + 1] end
  return template
end

local function phrase_of(templates)
  if templates.any then return templates.any[1] end
  local template = {}
  for lang, variants in pairs(templates) do
    if lang ~= "used" then template[lang] = variants[1] end
  end
  return template
end

-- What a fact says of itself goes before the names of its article: a quarter in the article of a
-- month is a quarter.
local function value_of(article, fact, name, special)
  local shared = article.contexts[article.langs[1]].names
  if special and special[name] ~= nil then return special[name] end
  local value = fact:name(name)
  if value == nil then return shared[name] end
  return value
end

-- What rules can speak of, and the article's names.
local function known_names(article)
  local known = names_.of_sentences()
  for _, name in ipairs(suggest.names(article.contexts[article.langs[1]].names)) do
    known[#known + 1] = name
  end
  return known
end

local function unknown_name(names, known, templates)
  for _, name in ipairs(templates.used) do
    if not known[name] then
      return suggest.unknown("name", "names", name, names)
        .. (metric.find(name) and "; whatever its metric, the level of a fact is {level}" or "")
    end
  end
end

-- What keeps a rule from ever being said in an article: a name that neither facts have nor the article,
-- a language without words. Said of any month, not only of one in which the rule speaks.
local function unsayable(article, rules)
  local names, known = known_names(article), {}
  for _, name in ipairs(names) do known[name] = true end
  for _, rule in ipairs(rules) do
    for _, templates in ipairs { rule.templates_of_say, rule.templates_of_each } do
      local problem = unknown_name(names, known, templates)
      for _, lang in ipairs(article.langs) do
        problem = problem or select(2, sentence.text(article, phrase_of(templates), lang))
      end
      if problem then return ("rule '%s': %s"):format(rule.name, problem) end
    end
  end
end

local hints <const> = { whole = ", and of = \"part\" keeps a rule to parts" }

-- Of a name that a fact could have, but this one has not, nothing is said where it is optional.
local function nothing(rule, fact, name, standing)
  if standing == "optional" then return {} end
  error(("rule '%s': a %s has no '%s'; what may be left out goes in [ ]%s"):format(rule.name,
    fact.kind, name, hints[fact.kind] or ""), 0)
end

-- The names that templates use, as a fact and its article know them.
local function names_of(article, rule, fact, used, special)
  local names = {}
  for _, name in ipairs(used) do
    local value = value_of(article, fact, name, special)
    if value == nil then value = nothing(rule, fact, name, used[name]) end
    names[name] = value
  end
  return names
end

-- What members of a group are called, as the value of {list}.
local function list_of(article, rule, fact)
  local rows = {}
  for i, member in ipairs(fact.members) do
    rows[i] = names_of(article, rule, member, rule.templates_of_each.used)
  end
  return sentence.list(article, phrase_of(rule.templates_of_each), rows, 1)
end

-- What the sentence of a rule is said with, or an error.
local function words_of(article, rule, fact)
  local special = rule.each ~= nil and fact.members
    and { list = list_of(article, rule, fact) } or nil
  return names_of(article, rule, fact, rule.templates_of_say.used, special)
end

local function made(article, rule, fact)
  return sentence.of(article, turn_of(article, rule), words_of(article, rule, fact), 1)
end

-- ---- what is chosen ----

local flatten -- a list may hold lists

-- "class_*": all whose name begins so.
local function beginning(prefix)
  local found = {}
  for _, name in ipairs(rule_.names()) do
    found[#found + 1] = name:sub(1, #prefix) == prefix and rule_.get(name) or nil
  end
  return #found > 0 and found or nil
end

function flatten(rules, given)
  local prefix = type(given) == "string" and given:match "^(.+)%*$"
  if prefix then
    given = beginning(prefix)
    if not given then return ("no rule's name begins with '%s'"):format(prefix) end
  elseif type(given) == "string" then
    local found = rule_.find(given)
    if not found then return suggest.unknown("rule", "rules", given, rule_.names()) end
    given = found
  end
  if type(given) ~= "table" or #given == 0 and next(given) ~= nil and not given.templates_of_say then
    return ("rules by name expected, as { \"rank\" }, got %s"):format(kind.of(given))
  elseif given.templates_of_say then
    for _, rule in ipairs(rules) do
      if rule == given then return ("rule '%s' is named twice"):format(rule.name) end
    end
    rules[#rules + 1] = given
    return nil
  end
  for _, one in ipairs(given) do
    local message = flatten(rules, one)
    if message then return message end
  end
end

local function candidates_of(article, rules, facts)
  local all = {}
  for turn, rule in ipairs(rules) do
    local found, concerned = judge.candidates(rule, facts)
    told.asked(article, rule.name, concerned, #found, #facts)
    for _, candidate in ipairs(found) do
      candidate.turn = turn
      if not told.was_said(article, rule, candidate.fact) then all[#all + 1] = candidate end
    end
  end
  judge.sort(all)
  return all
end

-- The most salient, each part once: of a whole or a group several rules may speak.
local function chosen(candidates, most)
  local picked, parts = {}, {}
  for _, candidate in ipairs(candidates) do
    local fact = candidate.fact
    if #picked < most and not parts[fact.key] then
      picked[#picked + 1] = candidate
      parts[fact.key] = fact.kind == "part" or nil
    end
  end
  return picked
end

-- Nothing at all is told, of a period that the data do not cover, say: the run says so.
local function warn_of_unknown(facts)
  for _, fact in ipairs(facts) do
    local level = fact.level
    if level and level.state == "unknown" then
      read.warn((error_.place():gsub(": $", "")), ("nothing is told of %s, which is unknown%s"):format(
        phrase_value.identified(level), level.reason and ": " .. level.reason or ""))
    end
  end
end

local options_known = { most = true, order = true }
local orders = { given = true, salience = true }

local function option_problem(options)
  if type(options) ~= "table" then
    return ("options as a table expected, as { most = 4 }, got %s"):format(type(options))
  end
  for _, name in ipairs(suggest.names(options)) do
    if not options_known[name] then
      return suggest.unknown("option", "options", name, suggest.names(options_known))
    end
  end
  if options.most ~= nil and (math.type(options.most) ~= "integer" or options.most < 1) then
    local most = options.most
    return ("most = %s: a whole number from one up expected"):format(
      type(most) == "string" and ("%q"):format(most) or tostring(most))
  elseif options.order ~= nil and not orders[options.order] then
    return suggest.unknown("order", "orders", tostring(options.order), suggest.names(orders))
  end
end

--- Says what is most worth saying of some facts: of all the rules that hold for all of them, the
---heaviest first, then those about the largest changes, then as they are given.
---
---     article:tell(total, { "lead", "ytd" })
---     article:tell(cable:by("partner"):top(10, "exports", period), { "rank", "sharp_fall" }, { most = 4 })
---
---A rule is said once of a fact, and one sentence of each part; what parts are together – the rows of
---a list, a class – may have several.
---@param facts ingot.Claim|ingot.Row|ingot.Classes|table  a level, a row, classes, or a list of these
---@param rules string|ingot.Rule|(string|ingot.Rule)[]  that may speak
---@param options? { most?: integer, order?: "salience"|"given" }  at most so many sentences (default:
--- all); whether they stand by salience (the default), or in the order of the facts and then the rules
---@return ingot.Article self
function M:tell(facts, rules, options)
  options = options or {}
  local speakers = {}
  local problem = option_problem(options) or flatten(speakers, rules)
    or unsayable(self, speakers)
  if problem then error("tell: " .. problem, 2) end
  local known, message = fact_.of(facts)
  if not known then error("tell: " .. message, 2) end
  local fine, all = error_.try(candidates_of, self, speakers, known)
  if not fine then error("tell: " .. all, 2) end
  local picked = chosen(all, options.most or math.maxinteger)
  if #picked == 0 then warn_of_unknown(known) end
  if options.order == "given" then table.sort(picked, judge.before) end
  for _, candidate in ipairs(picked) do
    local worked, said = error_.try(made, self, candidate.rule, candidate.fact)
    if not worked then
      said = said:find("^rule '") and said or ("rule '%s': %s"):format(candidate.rule.name, said)
      error("tell: " .. said, 2)
    end
    if said then
      said.rule = candidate.rule.name
      blocks.add_sentence(self, said)
      told.say(self, candidate.rule, candidate.fact)
    end
  end
  return self
end

return M
