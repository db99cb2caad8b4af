--- Runs of series of levels: `ingot.runs(cable:series("exports", months))`.
---
--- A run is a number of periods that follow each other on the calendar, each above (or below) the
--- one before. It is broken by an unknown, by a period left out, and by no change at all.

local claim <const> = require "ingot.claim"
local number <const> = require "ingot.number"
local place <const> = require "ingot.measure.place"
local result <const> = require "ingot.decompose.result"

local M = {}

---@class ingot.Run
---@field direction "rise"|"fall"
---@field length integer       how many changes in a row
---@field from ingot.Claim     the level it set out from
---@field to ingot.Claim       the last one

-- Series are of levels, in the order of the calendar; gives what is wrong.
local function problem(series)
  if type(series) ~= "table" or claim.is(series) then
    return ("a series expected, as cube:series(\"exports\", period:last(24)), got %s"):format(
      claim.is(series) and "one claim" or type(series))
  end
  for i, level in ipairs(series) do
    if not claim.is(level) then
      return ("item %d: a claim expected, got %s"):format(i, type(level))
    elseif i > 1 and level.unit ~= series[1].unit then
      return ("item %d is in %s, the first in %s"):format(i, level.unit, series[1].unit)
    elseif i > 1 and level.period.from <= series[i - 1].period.from then
      return ("item %d: %s does not follow %s"):format(i, level.period, series[i - 1].period)
    end
  end
end

-- 1, 0 or −1 from a level to the next; nil when one is unknown or they are no neighbours.
local function step(before, after)
  if not before or not after or not before.value or not after.value
    or after.period:previous() ~= before.period then
    return nil
  end
  return number.compare(after.value, before.value)
end

local directions <const> = { [1] = "rise", [-1] = "fall" }

local function runs_of(series)
  local runs <const>, open = {}, nil
  for i = 2, #series do
    local direction <const> = directions[step(series[i - 1], series[i])]
    if direction and open and open.direction == direction then
      open.length, open.to = open.length + 1, series[i]
    elseif direction then
      open = { direction = direction, length = 1, from = series[i - 1], to = series[i] }
      runs[#runs + 1] = open
    else
      open = nil
    end
  end
  return runs
end

--- The runs of rises and falls of a series, in order.
---
---     for _, run in ipairs(ingot.runs(cable:series("exports", period:last(12)))) do print(run.from, run.to) end
---
---@param series ingot.Claim[]  levels in calendar order
---@return ingot.Run[]
function M.runs(series)
  local message <const> = problem(series)
  if message then
    error("runs: " .. message, 2)
  end
  return runs_of(series)
end

--- The run that the series ends in as a claim: how many periods in a row it rose (above 0) or fell
--- (below 0); 0 when the last one did neither, unknown when that cannot be told.
---
---     local run = ingot.run(cable:series("exports", period:last(12)))
---
---@param series ingot.Claim[]
---@return ingot.Claim
function M.run(series)
  local message <const> = problem(series) or #series < 2 and "two levels or more expected"
  if message then
    error("run: " .. message, 2)
  end
  local last <const> = series[#series]
  local all <const> = runs_of(series)
  local run <const> = all[#all]
  local value, first = 0, #series - 1
  if run and run.to == last then
    value = run.direction == "rise" and run.length or -run.length
    first = #series - run.length
  end
  local known <const> = step(series[#series - 1], last) ~= nil
  local operands <const> = {}
  for i = #series, math.max(first - 1, 1), -1 do
    operands[#operands + 1] = place.operand(series[i], i < #series and "before" or nil)
  end
  return result.claim(last, {
    kind = "run", unit = "", display = { unit = "", decimals = 0 },
    formula = ("periods in a row that %s rose (above 0) or fell (below 0)"):format(last.metric),
    operands = operands, value = known and number.exact(value, 0) or nil,
    reason = not known and (last.reason or ("the level before %s is not known"):format(last.period))
      or nil,
  })
end

return M
