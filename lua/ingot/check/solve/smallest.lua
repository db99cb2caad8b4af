-- The smallest set of statements that cannot all hold, by number. A set is tried that meets every
-- correction set known (statements without which the rest holds): where it cannot hold it is the
-- smallest; where it can, it is filled up to a largest set that holds, and what is left out is one
-- more correction set (Ignatiev, Previti, Liffiton and Marques-Silva, "Smallest MUS extraction with
-- minimal hitting set dualization", 2015). The effort is bounded; past it the smallest found so far
-- is returned, which still can spare none.

local hitting <const> = require "ingot.check.solve.hitting"

local M = {}

local ROUNDS <const>, EFFORT <const> = 40, 1000
local MOST_SPENT <const> = 1e7 -- of a system, as it counts; some seconds at worst
local MANY <const>, LONG <const> = 300, 32 -- statements of a component, and of a conflict in one

local function without(list, gone)
  local kept <const> = {}
  for _, item in ipairs(list) do
    kept[#kept + 1] = item ~= gone and item or nil
  end
  return kept
end

-- Spares what can be spared.
local function reduced(system, set)
  for _, statement in ipairs(table.move(set, 1, #set, 1, {})) do
    local rest <const> = without(set, statement)
    system:only(rest)
    local feasible <const>, conflict <const> = system:check()
    if not feasible then
      set = #conflict < #rest and conflict or rest
      return reduced(system, set)
    end
  end
  return set
end

-- The last statement of a conflict that is not of a set.
local function last_outside(conflict, is_in)
  local found
  for _, statement in ipairs(conflict) do
    if not is_in[statement] and (not found or statement.place > found.place) then
      found = statement
    end
  end
  return found
end

--- What is left out of a component so that the rest holds, with all of a set that does: of each conflict
--- met the statement last in the text, as long as it cannot come back.
---@param system ingot.check.System    on in it is the rest, after
---@param set ingot.check.Statement[]
---@param component ingot.check.Statement[]
---@return ingot.check.Statement[]  what is left out
function M.left_out(system, set, component)
  local is_in <const>, dropped <const>, out <const> = {}, {}, {}
  for _, statement in ipairs(set) do
    is_in[statement] = true
  end
  system:only(component)
  local feasible, conflict = system:check()
  while not feasible do
    local drop <const> = last_outside(conflict, is_in)
    dropped[#dropped + 1] = drop
    system:switch(drop, false)
    feasible, conflict = system:check()
  end
  for _, statement in ipairs(dropped) do
    system:switch(statement, true)
    if not system:feasible() then
      system:switch(statement, false)
      out[#out + 1] = statement
    end
  end
  return out
end

--- The smallest set of a component that cannot all hold, which must not be feasible.
---@param system ingot.check.System    what is on in it is another after
---@param component ingot.check.Statement[]
---@return ingot.check.Statement[]? set  nil: the component is large, and so is what it comes upon first
---@return boolean? proved  no smaller one exists
function M.of(system, component)
  system:only(component)
  local _, first <const> = system:check()
  if #component > MANY and #first > LONG then
    return nil
  end
  local best, proved = reduced(system, first), false
  local corrections <const> = {}
  for _ = 1, system.spent < MOST_SPENT and ROUNDS or 0 do
    local tried <const>, gave_up <const> = hitting.smallest(corrections, #best - 1, EFFORT)
    if not tried then
      proved = not gave_up
      break
    end
    system:only(tried)
    local feasible <const>, conflict <const> = system:check()
    if not feasible then
      best, proved = conflict, true
      break
    end
    corrections[#corrections + 1] = M.left_out(system, tried, component)
  end
  table.sort(best, function(a, b) return a.place < b.place end)
  return best, proved
end

return M
