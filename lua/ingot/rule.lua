--- Rules: what is worth saying of a fact, when, and how much it weighs. A rule is a definition by
--- name, as metrics and classes are; an article tells facts by rules (`article:tell`), the most
--- salient first. One that names what there is not, or whose sentence is no template, is refused
--- where it is written.

local check <const> = require "ingot.rule.check"
local class <const> = require "ingot.class"
local native <const> = require "ingot.native"
local registry <const> = require "ingot.registry"

---@class ingot.RuleSpec  as scripts write it
---@field when? string|fun(fact: table): boolean?  a formula over measures (fractions: a growth of
---   5 % is 0.05; see rule/names.lua), or a function of a table of them; without it the rule holds
---   whenever what it says is known. What is unknown does not hold.
---@field say ingot.Template|string[]|table<string, string|string[]>  a template, or several that take
---   turns; in every language of the article
---@field each? ingot.Template  of a group: a phrase for each member, joined, as {list} in `say`
---@field weight? number|string|fun(fact: table): number?  the heavier is said first; default 1
---@field of? "whole"|"part"|"group"|"class"|"index"  the facts it speaks of: a group is the rows of a list,
---   a class those of a class; default: wholes and parts
---@field params? table<string, number|string>  thresholds of its formulas, as `$few`
---@field summary? string

---@class ingot.Rule: ingot.RuleSpec
---@field name string
---@field condition? { text: string, columns: string[], params: table }  of a formula as `when`
---@field measured? { text: string, columns: string[], params: table }   of a formula as `weight`
---@field file string   where it was written, as Lua calls the source
---@field line integer

local M = {}

local fields <const> = {
  when = "string or function", say = "string or table", each = "string or table",
  weight = "number or string or function", of = "string", params = "table", summary = "string",
}

local SCRIPT <const> = 5 -- frames from `checked` up to whoever wrote the rule

local rules -- the registry, which calls the check

-- The same name on another line of the same file is a slip; elsewhere it replaces, as a rule of the
-- program is replaced by a site's.
local function checked(rule)
  local frame <const> = native.frame(SCRIPT - 1)
  rule.file, rule.line = frame.source, frame.line
  local earlier <const> = rules.find(rule.name)
  if earlier and earlier.file == rule.file and earlier.line ~= rule.line then
    return ("it is defined twice: see line %d"):format(earlier.line)
  end
  return check.problem(rule)
end

rules = registry.new("rule", fields, checked)

M.define, M.get, M.find, M.names = rules.define, rules.get, rules.find, rules.names

-- A condition as it is listed: the formula, or where the function is.
local function text_of(term)
  return type(term) == "function" and class.function_text(term) or tostring(term or "")
end

--- What `ingot list rules` tells of each.
---@type ingot.Listing
M.listing = {
  columns = { "name", "of", "weight", "when", "summary" },
  row = function(rule)
    return {
      name = rule.name, of = rule.of or "", weight = text_of(rule.weight or 1),
      when = text_of(rule.when), summary = rule.summary or "",
    }
  end,
}

return M
