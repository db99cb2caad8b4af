-- Which claims of an article cannot all hold. Each component of the system is asked for its smallest set
-- of claims that contradict one another; the one to blame is taken out, where it alone would repair the
-- most, else the whole set, and the rest is asked again: independent slips are each found. A conflict
-- that another reading of an uncertain claim dissolves, or that rests on a reading that is not sure, is
-- none.

local components <const> = require "ingot.check.solve.components"
local doubt <const> = require "ingot.check.solve.doubt"
local error_ <const> = require "ingot.error"
local proof <const> = require "ingot.check.solve.proof"
local readings <const> = require "ingot.check.solve.readings"
local relate <const> = require "ingot.check.relate"
local smallest <const> = require "ingot.check.solve.smallest"
local sort <const> = require "ingot.check.solve.sort"
local spaces <const> = require "ingot.check.relate.space"
local spans <const> = require "ingot.check.solve.spans"
local systems <const> = require "ingot.check.solve.system"

local M = {}

---@class ingot.check.Conflict
---@field claims ingot.check.Claim[]   the smallest set that cannot hold; of claims that say the very same, the first
---@field copies table<ingot.check.Claim, ingot.check.Claim[]>  all that say the same
---@field kind string                  kind of finding
---@field title? string                where findings of its kind have another
---@field rules string[]               of the rows in it
---@field proof string[]               lines of plain arithmetic
---@field mode? ingot.check.Mode       in which it would hold; nil: in none
---@field spans table<ingot.check.Claim, ingot.check.Span>  what each would have to be for the others to hold
---@field culprits ingot.check.Claim[] those of it without which the others hold beside the rest of the article
---@field smallest boolean             no smaller set is in conflict

---@alias ingot.check.Verdict "consistent"|"truncation"|"rounded_up"|"inconsistent"

local MOST <const> = 24 -- conflicts of a component
local MOST_SPENT <const> = 2e7 -- effort of a system; past it few more conflicts are looked for
local MOST_LATE <const> = 3
local MOST_OF_ALL <const> = 60 -- conflicts of an article
local MOST_CLAIMS <const> = 2000 -- that are related to one another, from the first on
local CHUNK <const>, MOST_CHUNKS <const> = 100, 8 -- statements of a component that is too entangled
local MOST_OF_ONE <const> = 4 -- more conflicts of a figure that is to blame for one

-- In the order in which they are tried.
local modes <const> = {
  { name = "truncate", verdict = "truncation", { level = "truncate", rate = "round" },
    { level = "truncate", rate = "truncate" } },
  { name = "round_up", verdict = "rounded_up", { level = "round_up", rate = "round" },
    { level = "round_up", rate = "round_up" } },
}

local function without(list, gone)
  local is_gone <const>, kept <const> = {}, {}
  for _, item in ipairs(gone) do
    is_gone[item] = true
  end
  for _, item in ipairs(list) do
    kept[#kept + 1] = not is_gone[item] and item or nil
  end
  return kept
end

-- As much of a component as holds together without a set, in the order of the text.
local function beside(system, component, set)
  local rest <const> = without(component, set)
  return without(rest, smallest.left_out(system, {}, rest))
end

-- Statements of a set without which the others of it hold beside the rest; all, where none will do.
local function suspects(system, component, set)
  local rest <const>, found <const> = beside(system, component, set), {}
  for _, statement in ipairs(set) do
    system:only(rest)
    for _, other in ipairs(set) do
      system:switch(other, other ~= statement)
    end
    found[#found + 1] = system:feasible() and statement or nil
  end
  return #found > 0 and found or set, rest
end

-- Imports below net imports contradict one another whatever the exports. Where the one quantity of the
-- identity that is missing is claimed too, it belongs to the arithmetic.
local function completed(component, set, rows)
  local identities <const> = sort.identities(rows)
  local missing <const> = #identities == 1 and #set >= 2 and sort.missing(identities[1], set)
  for _, statement in ipairs(missing and component or {}) do
    local row <const> = statement.rows[1]
    if row and not row.ratio and row.sum[missing] and spaces.is_level(statement.claim)
      and not statement.claim.bound then
      local all <const> = table.move(set, 1, #set, 1, {})
      all[#all + 1] = statement
      table.sort(all, function(a, b) return a.place < b.place end)
      return all
    end
  end
  return set
end

local function claims_of(statements)
  local claims <const> = {}
  for i, statement in ipairs(statements) do
    claims[i] = statement.claim
  end
  return claims
end

---@class ingot.check.Search
---@field problem ingot.check.Problem
---@field round ingot.check.System
---@field conflicts ingot.check.Conflict[]
---@field doubtful ingot.check.Claim[]   of which another reading holds
---@field by_mode table<table, ingot.check.System>
---@field is_partial? boolean            not all relations were tried

local function system_of(search, mode)
  search.by_mode[mode] = search.by_mode[mode] or systems.of(search.problem, mode)
  return search.by_mode[mode]
end

-- The mode in which some claims can all hold, as an entry of `modes`; and the system in which they are on.
local function mode_of(search, claims)
  for _, entry in ipairs(modes) do
    for _, mode in ipairs(entry) do
      local system <const> = system_of(search, mode)
      local statements <const> = {}
      for i, claim in ipairs(claims) do
        statements[i] = system.by_claim[claim]
      end
      system:only(statements)
      if system:feasible() then
        return entry, system
      end
    end
  end
  return nil
end

local function describe(search, component, found, blamed)
  local system <const>, set <const>, rows <const> = search.round, found.set, found.rows
  local claims <const> = claims_of(set)
  local mode <const>, held <const> = mode_of(search, claims)
  local conflict <const> = { claims = claims, copies = {}, smallest = found.is_smallest,
    mode = mode and mode.name, spans = spans.of(system, component, set),
    culprits = claims_of(blamed) }
  for _, statement in ipairs(set) do
    conflict.copies[statement.claim] = statement.claims
  end
  conflict.kind, conflict.rules, conflict.title = sort.of(set, rows)
  conflict.proof = proof.of({ statements = set, identities = sort.identities(rows),
    problem = search.problem, spans = conflict.spans, interval = function(claim)
      return search.problem:interval(claim, relate.ROUND)
    end, mode = conflict.mode, held = held and spans.held(held, claims) })
  search.conflicts[#search.conflicts + 1] = conflict
end

-- What to leave out where a conflict is one of reading; nil: it is one of the text.
local function doubtful_of(system, found)
  return readings.dissolving(system, found.set) or doubt.of(system, found.set)
end

-- The smallest conflict of statements that cannot all hold, with the rows that show it; nil where they
-- are too entangled.
local function smallest_of(search, statements)
  local system <const> = search.round
  local set <const>, is_smallest <const> = smallest.of(system, statements)
  if not set then
    return nil
  end
  system:only(set)
  local _, _, rows <const> = system:check()
  return { set = completed(statements, set, rows), rows = rows, is_smallest = is_smallest }
end

-- Other conflicts of a statement that is to blame for one: each smallest beside others that hold.
local function describe_others(search, component, blamed, rest)
  local system <const> = search.round
  for _ = 1, MOST_OF_ONE do
    local tried <const> = { blamed, table.unpack(rest) }
    system:only(tried)
    if system:feasible() or system.spent > MOST_SPENT then
      return
    end
    local found <const> = smallest_of(search, tried)
    if not found then
      return
    elseif not doubtful_of(system, found) then
      describe(search, component, found, { blamed })
    end
    rest = without(rest, found.set)
  end
end

local function leave_out(search, statements)
  for _, statement in ipairs(statements) do
    table.move(statement.claims, 1, #statement.claims, #search.doubtful + 1, search.doubtful)
  end
end

-- Reports a conflict; what is to be taken out for the search to go on.
local function report(search, component, found)
  if search.round.spent > MOST_SPENT then -- without a look at the rest of the component
    describe(search, found.set, found, found.set)
    return found.set
  end
  local blamed <const>, rest <const> = suspects(search.round, component, found.set)
  describe(search, component, found, blamed)
  if #blamed > 1 or #found.set == 1 then
    return found.set
  end
  describe_others(search, component, blamed[1], rest)
  return blamed
end

local find_in

-- Neighbours in the text are likeliest to speak of one another.
local function find_in_chunks(search, component)
  search.is_partial = true
  for from = 1, math.min(#component, CHUNK * MOST_CHUNKS), CHUNK do
    find_in(search, table.move(component, from, math.min(#component, from + CHUNK - 1), 1, {}))
  end
end

function find_in(search, component)
  local system <const> = search.round
  local left = MOST
  while left > 0 and #search.conflicts < MOST_OF_ALL do
    system:only(component)
    if system:feasible() then
      return
    end
    local found <const> = smallest_of(search, component)
    if not found then
      return find_in_chunks(search, component)
    end
    local out = doubtful_of(system, found)
    if out then
      leave_out(search, out)
    else
      out = report(search, component, found)
    end
    component = without(component, out)
    left = system.spent > MOST_SPENT and math.min(left - 1, MOST_LATE) or left - 1
  end
  search.is_partial = true
end

-- Finds all conflicts.
local function find_all(search)
  if search.round:feasible() then
    return
  end
  local unlike <const> = doubt.unlike(search.round)
  leave_out(search, unlike)
  for _, component in ipairs(components.of(search.round)) do
    find_in(search, without(component, unlike))
  end
end

-- Runs a part of the search; where the solver gives up, its system is of no use any more, and what was
-- found until then is all there is.
local function protected(search, part)
  local is_done <const>, failure <const> = pcall(part, search)
  if is_done then
    return
  elseif not error_.is(failure) or failure.kind ~= "limit" then
    error(failure, 0)
  end
  search.is_partial, search.by_mode = true, {}
  search.round = systems.of(search.problem, relate.ROUND)
end

-- Whether the whole article holds in one mode; else whether each conflict does in one of its own.
local function verdict_of(search)
  if #search.conflicts == 0 then
    return "consistent"
  end
  local whole <const> = not search.is_partial and mode_of(search, without(search.problem.claims, search.doubtful))
  if whole then
    return whole.verdict
  end
  local verdict = "truncation"
  for _, conflict in ipairs(search.conflicts) do
    if not conflict.mode then
      return "inconsistent"
    end
    verdict = conflict.mode == "round_up" and "rounded_up" or verdict
  end
  return verdict
end

---@class ingot.check.Conflicts
---@field conflicts ingot.check.Conflict[]
---@field verdict ingot.check.Verdict
---@field problem ingot.check.Problem
---@field system ingot.check.System           under rounding, all claims on but the doubtful ones
---@field doubtful ingot.check.Claim[]        uncertain claims of which only another reading holds
---@field is_partial boolean                  more than could be tried: there may be other conflicts

--- All conflicts of an article's claims.
---
---     for _, conflict in ipairs(conflicts.find(claims).conflicts) do
---       print(table.concat(conflict.proof, "\n"))
---     end
---
---@param claims ingot.check.Claim[]
---@return ingot.check.Conflicts
function M.find(claims)
  local related <const> = #claims <= MOST_CLAIMS and claims
    or table.move(claims, 1, MOST_CLAIMS, 1, {})
  local problem <const> = relate.of(related)
  local search <const> = { problem = problem, round = systems.of(problem, relate.ROUND),
    conflicts = {}, doubtful = {}, by_mode = {}, is_partial = #related < #claims }
  protected(search, find_all)
  local verdict = "inconsistent" ---@type ingot.check.Verdict
  protected(search, function() verdict = verdict_of(search) end)
  search.round:only(search.round.statements)
  for _, claim in ipairs(search.doubtful) do
    search.round:switch(claim, false)
  end
  return { conflicts = search.conflicts, verdict = verdict, problem = problem,
    system = search.round, doubtful = search.doubtful, is_partial = search.is_partial }
end

return M
