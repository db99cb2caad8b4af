--- What a rule's fields must be, checked where the rule is written; adds what is derived of them.

local class <const> = require "ingot.class"
local names <const> = require "ingot.rule.names"
local phrase <const> = require "ingot.phrase"
local suggest <const> = require "ingot.suggest"
local words <const> = require "ingot.words"

local M = {}

local kinds <const> = { whole = true, part = true, group = true, class = true, index = true }

-- The names that slots begin with, in order of appearance: whether each must be there ("needed"), or
-- stands in an optional part alone.
local function add_names(used, parts, standing)
  for _, part in ipairs(parts) do
    for _, path in ipairs(part.paths or {}) do
      local name <const> = path[1]
      used[#used + 1] = not used[name] and name or nil
      used[name] = used[name] == "needed" and "needed" or standing
    end
    for _, alternative in ipairs(part.alternatives or {}) do
      add_names(used, alternative, "optional")
    end
  end
end

-- Variants of one language: a text or a list of texts.
local function variants_of(given, lang, used)
  local list <const> = type(given) == "table" and given or { given }
  if #list == 0 then
    return nil, "the list of variants is empty"
  end
  for _, text in ipairs(list) do
    local parsed <const>, message <const> = phrase.parse(text, { lang = lang })
    if not parsed then
      return nil, message
    end
    add_names(used, parsed.parts, "needed")
  end
  return list
end

-- Templates by language, or of whatever language the article is in, under "any".
local function templates(field, given)
  if given == nil then
    return nil
  end
  local used <const>, by_language <const> = {}, {}
  local several <const> = type(given) == "table" and #given == 0 and next(given) ~= nil
  for _, lang in ipairs(several and suggest.names(given) or { "any" }) do
    local variants <const> = several and given[lang] or given
    if several and not words.has(lang) then
      return nil, ("%s: %s"):format(field, suggest.unknown("language", "languages", tostring(lang),
        words.languages()))
    end
    local list <const>, message <const> = variants_of(variants, several and lang or "en", used)
    if not list then
      return nil, ("%s: %s"):format(field, message)
    end
    by_language[lang] = list
  end
  by_language.used = used
  return by_language
end

-- A condition or weight: a formula, with the columns and parameters it looks at, or a function.
local function term_of(rule, field, gives)
  local given <const> = rule[field]
  if type(given) ~= "string" then
    return nil
  end
  local formula <const>, message <const> = class.formula(given, rule.params, names.columns, gives)
  if not formula then
    return nil, ("%s: %s"):format(field, message)
  end
  local params <const> = {}
  for _, name in ipairs(formula:params()) do
    params[name] = rule.params[name]
  end
  return { text = given, columns = formula:columns(), params = params }
end

--- What is wrong with a rule, or nil.
---@param rule ingot.Rule
---@return string? message
function M.problem(rule)
  rule.params = rule.params or {}
  if rule.say == nil then
    return 'it has nothing to say, as say = "{name} fell by {mom:percent}."'
  elseif rule.of ~= nil and not kinds[rule.of] then
    return "of: " .. suggest.unknown("kind of fact", "kinds of fact", rule.of, suggest.names(kinds))
  elseif rule.each ~= nil and rule.of ~= "group" and rule.of ~= "class" then
    return 'each: members are those of a group or class: of = "group" or "class" expected beside it'
  end
  local message = class.check_params(rule.params)
  for _, field in ipairs { "say", "each" } do
    if not message then
      rule["templates_of_" .. field], message = templates(field, rule[field])
    end
  end
  if not message then
    rule.condition, message = term_of(rule, "when")
  end
  if not message then
    rule.measured, message = term_of(rule, "weight", "number")
  end
  return message
end

return M
