--- Dating of cycles on lists of numbers: extremes, and what keeps peaks and troughs in turn and far
--- enough apart. A turn is { at = place, sign = 1 of a peak, −1 of a trough }.

local smooth <const> = require "ingot.series.smooth"

local M = {}

-- Whether a value is the largest (times sign) of the k before and behind it; the first of equal ones
-- is. A gap among them leaves that open: no.
local function stands_out(y, at, k, sign)
  if not y[at] or at - k < 1 or at + k > #y then
    return false
  end
  for i = at - k, at + k do
    local lead <const> = y[i] and sign * (y[at] - y[i])
    if not lead or lead < 0 or lead == 0 and i < at then
      return false
    end
  end
  return true
end

local function extremes(y, window)
  local turns <const> = {}
  for at = 1 + window, #y - window do
    for sign = 1, -1, -2 do
      if stands_out(y, at, window, sign) then
        turns[#turns + 1] = { at = at, sign = sign }
      end
    end
  end
  return turns
end

-- Of peaks in a row the highest stays, of troughs the lowest; the last of equal ones.
local function alternate(turns, y)
  local kept <const> = {}
  for _, turn in ipairs(turns) do
    local last <const> = kept[#kept]
    if not last or last.sign ~= turn.sign then
      kept[#kept + 1] = turn
    elseif turn.sign * (y[turn.at] - y[last.at]) >= 0 then
      kept[#kept] = turn
    end
  end
  return kept
end

local function dropped(turns, bad)
  local kept <const> = {}
  for i, turn in ipairs(turns) do
    kept[#kept + 1] = not bad[i] and turn or nil
  end
  return kept
end

-- Turns near an end go, and those that a value between them and the end outdoes.
local function clear_ends(turns, y, ends)
  local n <const>, bad <const> = #y, {}
  for i, turn in ipairs(turns) do
    bad[i] = turn.at <= ends or turn.at > n - ends
  end
  local kept = alternate(dropped(turns, bad), y)
  local function outdone(turn, from, to)
    for i = from, to do
      if turn.sign * (y[i] - y[turn.at]) > 0 then
        return true
      end
    end
  end
  while kept[1] and outdone(kept[1], 1, kept[1].at - 1) do
    table.remove(kept, 1)
  end
  while kept[1] and outdone(kept[#kept], kept[#kept].at + 1, n) do
    table.remove(kept)
  end
  return kept
end

-- Of two peaks (or troughs) that make too short a cycle the weaker one goes, the first of them first.
local function lengthen_cycles(turns, y, least, sign)
  local i = 3
  while turns[i] do
    local first <const>, second <const> = turns[i - 2], turns[i]
    if second.sign == sign and second.at - first.at < least then
      local weaker <const> = sign * (y[first.at] - y[second.at]) < 0 and i - 2 or i
      turns = alternate(dropped(turns, { [weaker] = true }), y)
      i = 3
    else
      i = i + 1
    end
  end
  return turns
end

local PEAKS <const>, TROUGHS <const> = 1, -1

-- Both turns of a phase that is too short go; at the first and last phase, the outer one.
local function lengthen_phases(turns, y, least)
  while true do
    local short, place = least, nil
    for i = 2, #turns do
      local length <const> = turns[i].at - turns[i - 1].at
      if length < short then
        short, place = length, i
      end
    end
    if not place then
      return turns
    end
    local outer <const> = place == 2 and 1 or place == #turns and place
    local bad <const> = outer and { [outer] = true } or { [place - 1] = true, [place] = true }
    turns = alternate(dropped(turns, bad), y)
  end
end

-- The extremes of another curve within so many periods of turns.
local function near(turns, y, reach)
  local list <const> = {}
  for _, turn in ipairs(turns) do
    local best = math.max(turn.at - reach, 1)
    for i = best + 1, math.min(turn.at + reach, #y) do
      if turn.sign * (y[i] - y[best]) > 0 then
        best = i
      end
    end
    list[#list + 1] = { at = best, sign = turn.sign }
  end
  return list
end

local function in_order(turns)
  table.sort(turns, function(a, b) return a.at < b.at or a.at == b.at and a.sign > b.sign end)
  return turns
end

--- The turns of a list of numbers by a rule (`ingot.series.turning`).
---@param y (number|false)[]
---@param rule table
---@return table[] turns
function M.turns(y, rule)
  if not rule.censored then
    return extremes(y, rule.window)
  end
  local clean <const> = rule.outliers and smooth.without_outliers(y, rule.outliers) or y
  local turns
  for _, stage in ipairs(rule.stages) do
    local curve <const> = smooth.stages[stage](clean)
    turns = turns and in_order(near(turns, curve, rule.window)) or extremes(curve, rule.window)
    turns = lengthen_cycles(alternate(turns, curve), curve, rule.cycle, PEAKS)
    turns = lengthen_cycles(turns, curve, rule.cycle, TROUGHS)
  end
  local reach <const> = turns and math.max(rule.window - 1, math.min(smooth.mcd(clean), 6))
  turns = turns and in_order(near(turns, y, reach)) or extremes(y, rule.window)
  local before
  turns = alternate(turns, y)
  repeat
    before = #turns
    turns = clear_ends(turns, y, rule.ends)
    turns = lengthen_cycles(turns, y, rule.cycle, PEAKS)
    turns = lengthen_cycles(turns, y, rule.cycle, TROUGHS)
    turns = lengthen_phases(turns, y, rule.phase)
  until #turns == before
  return turns
end

return M
