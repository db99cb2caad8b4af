-- The smallest edit of the text with which claims that cannot hold together would. Only a figure
-- without which the others hold can be the slip, and only an edit with which all of them hold is a
-- repair. Kinds of edits are tried by how small they are, and the smallest that has any ends the search.

local allows <const> = require "ingot.check.solve.allows"
local check_claim <const> = require "ingot.check.claim"
local kinds <const> = require "ingot.check.repair.kinds"
local number <const> = require "ingot.number"

local M = {}

---@class ingot.check.Repair
---@field claim ingot.check.Claim
---@field edit "digit"|"swap"|"sign"|"factor"|"length"|"label"|"denominator"
---@field from string       as it is printed: "634,300"
---@field to string         as it would have to be: "834,300"
---@field offset integer    of `from` in the article's bytes; of the claim, where it does not stand there
---@field length integer
---@field unique boolean    no other edit as small, of any of the claims, would do
---@field text string       "634,300 → 834,300, the only one-digit change with which these 6 figures hold"
---@field changed ingot.check.repair.Changed    the claim as it would be
---@field others ingot.check.repair.Changed[]   edits as small that would do as well

---@class ingot.check.repair.System  where claims are tried: `ingot.check.solve.system` is one
---@field switch fun(self, claim: ingot.check.Claim, on: boolean)
---@field feasible fun(self): boolean
---@field allows fun(self, claim: ingot.check.Claim, changed: ingot.check.Claim): boolean
---@field problem ingot.check.Problem
---@field modes ingot.check.Modes
---@field variables table<string, integer>   quantities that there are, by key

-- How sentences call the kinds: "the only one-digit change".
local called <const> = {
  digit = "one-digit change", swap = "swap of neighbouring digits", sign = "change of sign",
  factor = "shift of the decimal point", length = "digit lost or doubled",
  label = "change of period", denominator = "change of the whole",
}

-- Whether a figure may lie in a span; by its coarsest step, so that none is lost that might.
local function is_near(changed, span)
  local margin <const> = number.float(check_claim.own_step(changed))
  local value <const> = number.float(changed.value)
  return not (span.low and value + margin < number.float(span.low)
    or span.high and value - margin > number.float(span.high))
end

local function with_value(claim, value)
  local changed <const> = {}
  for field, of in pairs(claim) do
    changed[field] = of
  end
  changed.value = value
  return changed
end

-- Whether all that rows tie is among the quantities that there are.
local function is_known(system, rows)
  for _, row in ipairs(rows) do
    for key in pairs(row.sum) do
      if not system.variables[key] then
        return false
      end
    end
  end
  return #rows > 0
end

-- Whether a claim of something else holds there, and it matters what it says: a tenth more or less could
-- not be. A month or a whole that nothing else is known of would take any figure.
local function is_tied(system, changed)
  local tenth <const> = number.shift(changed.value, -1)
  local function holds(value)
    local rows <const> = system.problem:rows_of(with_value(changed, value), system.modes)
    return is_known(system, rows) and allows.by_ranges(system, rows)
  end
  return holds(changed.value) and not holds(number.add(changed.value, tenth))
    and not holds(number.sub(changed.value, tenth))
end

-- Whether a claim may be of something else: first by the quantities that there are, then with relations
-- made anew.
local function may_be(system, claim, changed)
  system:switch(claim, false)
  local found <const> = is_tied(system, changed)
  system:switch(claim, true)
  return found and system:allows(claim, changed)
end

-- Claims that may be the slip: the others hold without them.
local function suspects_of(conflict, system)
  local list <const> = {}
  for _, claim in ipairs(conflict.claims) do
    system:switch(claim, false)
    if system:feasible() then
      list[#list + 1] = claim
    end
    system:switch(claim, true)
  end
  return list
end

local function is_repair(kind, claim, changed, span, system)
  if kind.is_number then
    return (not span or is_near(changed, span)) and system:allows(claim, changed)
  end
  return may_be(system, claim, changed)
end

local function add_repairs(found, kind, suspects, claims, spans, system)
  for _, claim in ipairs(suspects) do
    local span <const> = kind.is_number and spans[claim]
    for _, changed in ipairs(kind.of(claim, claims)) do
      if is_repair(kind, claim, changed, span, system) then
        found[#found + 1] = { claim = claim, changed = changed }
      end
    end
  end
end

local function text_of(found, conflict)
  local edited <const> = found[1].changed.edited
  local what <const> = called[edited.kind]
  local which <const> = #found == 1 and "the only " .. what
    or ("one of %d such repairs (%s)"):format(#found, what)
  return ("%s → %s, %s with which these %d figures hold"):format(edited.from, edited.to, which,
    #conflict.claims)
end

local function repair_of(found, conflict)
  local first <const>, others <const> = found[1], {}
  for i = 2, #found do
    others[#others + 1] = found[i].changed
  end
  local edited <const> = first.changed.edited
  return { claim = first.claim, edit = edited.kind, from = edited.from, to = edited.to,
    offset = edited.offset, length = edited.length, unique = #found == 1,
    text = text_of(found, conflict), changed = first.changed, others = others }
end

local function search(conflict, claims, system)
  local suspects <const> = suspects_of(conflict, system)
  for _, group in ipairs(kinds.groups) do
    local found <const> = {}
    for _, kind in ipairs(group) do
      add_repairs(found, kind, suspects, claims, conflict.spans or {}, system)
    end
    if #found > 0 then
      return repair_of(found, conflict)
    end
  end
  return nil
end

-- What a function finds while claims of other conflicts count for nothing.
local function beside(conflict, system, others, look)
  local off <const>, own <const> = {}, {}
  for _, claim in ipairs(conflict.claims) do
    own[claim] = true
  end
  for _, claim in ipairs(others or {}) do
    if not own[claim] then
      off[#off + 1] = claim
      system:switch(claim, false)
    end
  end
  local found <const> = look()
  for _, claim in ipairs(off) do
    system:switch(claim, true)
  end
  return found
end

--- Whether the edit that mends one conflict is all that another needs.
---@param repair ingot.check.Repair    of a number
---@param conflict { claims: ingot.check.Claim[] }
---@param system ingot.check.repair.System
---@param others? ingot.check.Claim[]  as with `find`
---@return boolean
function M.mends(repair, conflict, system, others)
  return beside(conflict, system, others, function()
    return system:allows(repair.claim, repair.changed)
  end)
end

--- The smallest edit with which the claims of a conflict hold, with all others that do.
---@param conflict { claims: ingot.check.Claim[], spans?: table<ingot.check.Claim, table> }
---   spans: what each would have to be for the others to hold, { low?: Number, high?: Number }
---@param claims ingot.check.Claim[]        of the article: what periods and wholes there are
---@param system ingot.check.repair.System
---@param others? ingot.check.Claim[]       of other conflicts: they count for nothing meanwhile
---@return ingot.check.Repair?  nil: no single edit does
function M.find(conflict, claims, system, others)
  return beside(conflict, system, others, function()
    return search(conflict, claims, system)
  end)
end

return M
