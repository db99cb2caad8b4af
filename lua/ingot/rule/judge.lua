--- Which rules hold for which facts, and how salient each is: by weight, then by the size of the
--- fact's own change, then in the order given.

local class <const> = require "ingot.class"
local names_ <const> = require "ingot.rule.names"

local M = {}

---@class ingot.Candidate
---@field rule ingot.Rule
---@field fact ingot.Fact
---@field weight number
---@field size number
---@field place integer  in the order given: fact by fact, for each its rules

-- What a formula gives for each fact, in one native pass.
local function by_formula(term, facts)
  local rows <const> = {}
  for i, fact in ipairs(facts) do
    rows[i] = {}
    for _, name in ipairs(term.columns) do
      rows[i][name] = fact:seen(name)
    end
  end
  local values <const> = class.values({ term.text }, term.params, rows, term.columns, names_.columns)
  return values[1]
end

-- A mistake in the function is one of its rule, at its own line.
local function by_function(fn, facts, rule, field)
  local values <const> = {}
  for i, fact in ipairs(facts) do
    local fine <const>, value <const> = pcall(fn, fact:view())
    if not fine and type(value) == "string" then
      local place <const>, message <const> = value:match "^([^\n]-:%d+): (.*)$"
      error(("rule '%s': %s: %s (%s)"):format(rule.name, field, message or value, place
        or class.function_text(fn)), 0)
    elseif not fine then
      error(value, 0)
    end
    values[i] = value
  end
  return values
end

-- A term of a rule for each fact: a formula, a function, or the same value for all.
local function values_of(rule, field, term, facts)
  local given <const> = rule[field]
  if #facts == 0 then
    return {}
  elseif term then
    return by_formula(term, facts)
  elseif type(given) == "function" then
    return by_function(given, facts, rule, field)
  end
  local values <const> = {}
  for i in ipairs(facts) do
    values[i] = given
  end
  return values
end

--- Whether a rule speaks of facts of such a kind at all.
---@param rule ingot.Rule
---@param fact ingot.Fact
---@return boolean
function M.concerns(rule, fact)
  if rule.of then
    return rule.of == fact.kind
  end
  return not fact.members
end

-- A function may say that something holds with any value but false and nil, a formula only with true.
local function holds(rule, value)
  if rule.when == nil then
    return true
  end
  return rule.condition and value == true or not rule.condition and value and true or false
end

local function weight_of(rule, value)
  if rule.weight == nil then
    return 1
  elseif value ~= nil and type(value) ~= "number" then
    error(("rule '%s': weight: a number expected, got %s"):format(rule.name, type(value)), 0)
  end
  return value == value and value or 0 -- unknown: as light as can be
end

--- The facts that a rule concerns, and of these the ones it holds for.
---@param rule ingot.Rule
---@param facts ingot.Fact[]
---@return ingot.Candidate[] candidates
---@return integer concerned  how many facts it looked at
function M.candidates(rule, facts)
  local concerned <const>, at <const> = {}, {}
  for i, fact in ipairs(facts) do
    if M.concerns(rule, fact) then
      concerned[#concerned + 1], at[#at + 1] = fact, i
    end
  end
  local found <const>, held <const> = {}, values_of(rule, "when", rule.condition, concerned)
  local passing <const>, index <const> = {}, {}
  for i, fact in ipairs(concerned) do
    if holds(rule, held[i]) then
      passing[#passing + 1], index[#index + 1] = fact, at[i]
    end
  end
  local weights <const> = values_of(rule, "weight", rule.measured, passing)
  for i, fact in ipairs(passing) do
    found[i] = {
      rule = rule, fact = fact, weight = weight_of(rule, weights[i]), place = index[i],
    }
  end
  return found, #concerned
end

--- Puts candidates in order of salience. How large a fact is, is asked only where weights are equal.
---@param candidates ingot.Candidate[]
function M.sort(candidates)
  local function size(candidate)
    candidate.size = candidate.size or candidate.fact:size()
    return candidate.size
  end
  table.sort(candidates, function(a, b)
    if a.weight ~= b.weight then
      return a.weight > b.weight
    elseif a.place ~= b.place and size(a) ~= size(b) then
      return size(a) > size(b)
    end
    return M.before(a, b)
  end)
end

--- Whether one stands before another in the order given.
---@param a ingot.Candidate
---@param b ingot.Candidate
---@return boolean
function M.before(a, b)
  if a.place ~= b.place then
    return a.place < b.place
  end
  return a.turn < b.turn
end

return M
