-- What an article remembers of its rules: which were asked, of how many facts, and what they said.

---@class ingot.Told  of one rule
---@field given integer  facts of any kind that it was given
---@field facts integer  it was asked of: those of its kind
---@field held integer   it held for
---@field said integer   it was said of

local M = {}

local function memory(article)
  local told = rawget(article, "told")
  if not told then
    told = { rules = {}, said = {} }
    rawset(article, "told", told)
  end
  return told
end

--- Notes that a rule was asked of some facts and held for some.
---@param article ingot.Article
---@param name string  of the rule
---@param facts integer
---@param held integer
---@param given integer  facts of any kind
function M.asked(article, name, facts, held, given)
  local rules = memory(article).rules
  local of = rules[name] or { given = 0, facts = 0, held = 0, said = 0 }
  of.given, of.facts, of.held = of.given + given, of.facts + facts, of.held + held
  rules[name] = of
end

local function key_of(rule, fact)
  return rule.name .. "\0" .. fact.key
end

--- Notes that a rule was said of a fact.
---@param article ingot.Article
---@param rule ingot.Rule
---@param fact ingot.Fact
function M.say(article, rule, fact)
  local told = memory(article)
  told.said[key_of(rule, fact)] = true
  told.rules[rule.name].said = told.rules[rule.name].said + 1
end

--- Whether it was.
---@param article ingot.Article
---@param rule ingot.Rule
---@param fact ingot.Fact
---@return boolean
function M.was_said(article, rule, fact)
  return memory(article).said[key_of(rule, fact)] == true
end

--- By name, the rules that were asked.
---@param article ingot.Article
---@return table<string, ingot.Told>
function M.rules(article)
  return memory(article).rules
end

return M
