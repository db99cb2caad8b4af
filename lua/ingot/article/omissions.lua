-- What an article leaves out: large changes of members that it names nowhere, a rest that turns the
-- total while nothing is said of it, and rules that never spoke. Found from the claims it printed,
-- so it is of no account whether they were said by rules.

local class = require "ingot.class"
local mentions = require "ingot.article.mentions"
local number = require "ingot.number"
local rule_ = require "ingot.rule"
local told = require "ingot.article.told"
local unnamed = require "ingot.article.unnamed"

---@class ingot.Omission
---@field kind "member"|"rest"|"rule"
---@field why string            in words: what is left out, and how large it is
---@field fact? ingot.Claim     the level of the member, or of the rest
---@field change? ingot.Claim   its change: diff or yoy_diff
---@field whole? ingot.Claim    that of the whole
---@field rule? string          the name of a rule

---@class ingot.Article
local M = {}

-- Why a rule that was given to `tell` never spoke.
local function silence_of(name, of)
  local when = rule_.find(name) and rule_.get(name).when
  local condition = type(when) == "function" and class.function_text(when) or when
  if of.facts == 0 then
    return ("rule '%s' never fired: it was given no fact of its kind"):format(name)
  elseif of.held == 0 then
    return ("rule '%s' never fired: '%s' held for none of %d fact%s"):format(name,
      condition or "it", of.facts, of.facts > 1 and "s" or "")
  end
  return ("rule '%s' never spoke: others were more salient"):format(name)
end

-- Rules of the program and of a site are there for whoever wants them, and many hold in some months
-- only; those that a script writes are meant to speak.
local function silent_rules(article, found)
  local asked = told.rules(article)
  for _, name in ipairs(rule_.names()) do
    local of, own = asked[name], rule_.get(name).file == rawget(article, "file")
    local astray = of and of.given > 0 and of.facts == 0
    local why = of and of.said == 0 and (own or astray) and silence_of(name, of)
      or not of and own and ("rule '%s' never fired: no 'tell' was given it"):format(name)
    found[#found + 1] = why and { kind = "rule", rule = name, why = why } or nil
  end
end

local function by_size(a, b)
  return number.compare(number.abs(a.change.value), number.abs(b.change.value)) > 0
end

--- What it leaves out, the gravest first: a rest of which nothing is said and that turns the total;
---members that are named nowhere, though their change is a large part of all change; rules that never
---spoke. How large is a threshold, `omission`, in per cent of the changes of all members either way.
---
---     for _, left_out in ipairs(article:omissions()) do print(left_out.why) end
---
---@return ingot.Omission[]
function M:omissions()
  local found = {}
  local groups = mentions.of(self)
  for _, group in ipairs(groups) do found[#found + 1] = unnamed.rest(group) end
  for _, group in ipairs(groups) do
    local members = unnamed.members(group, self.contexts[self.langs[1]].thresholds)
    table.sort(members, by_size)
    table.move(members, 1, #members, #found + 1, found)
  end
  silent_rules(self, found)
  return found
end

return M
