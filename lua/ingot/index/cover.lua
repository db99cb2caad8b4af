--- Which months an index covers: those in which more than a part of the weight has values (60 % as
--- the OECD asks). What is late is projected where the definition says so; else the others stand for
--- it, with their weights renormalised.

local frame_ <const> = require "ingot.index.frame"
local project <const> = require "ingot.index.project"

local M = {}

-- The part of the weight that has a change, by month.
local function shares_of(frame)
  local shares <const>, whole = {}, 0.0
  for t = 1, frame.n do
    shares[t] = 0.0
  end
  for _, item in ipairs(frame.items) do
    local x <const>, weight <const> = item.x, item.weight
    whole = whole + weight
    for t = 1, frame.n do
      if x[t] then
        shares[t] = shares[t] + weight
      end
    end
  end
  for t = 1, frame.n do
    shares[t] = shares[t] / whole
  end
  return shares
end

local NEAR <const> = 1e-12 -- three fifths of a sum of weights is not more than 60 % of it

-- Names of the components without a change in a month.
local function absent(frame, t)
  local names <const> = {}
  for _, item in ipairs(frame.items) do
    names[#names + 1] = not item.x[t] and ("'%s'"):format(item.name) or nil
  end
  return table.concat(names, ", ")
end

local function too_little(frame, shares, t, least)
  return ("of %s there is %.0f%% of the weight (without %s), and more than %.0f%% is needed"):format(
    frame_.month(frame, t), 100 * shares[t], absent(frame, t), 100 * least)
end

-- Sets the first and last month of changes; none between them may lack.
local function set_range(frame, shares, least)
  local first, last
  for t = 2, frame.n do
    if shares[t] > least + NEAR then
      first, last = first or t, t
    end
  end
  if not first then
    frame_.fail(frame, too_little(frame, shares, frame.n, least))
  end
  for t = first, last do
    if shares[t] <= least + NEAR then
      frame_.fail(frame, too_little(frame, shares, t, least))
    end
  end
  frame.first, frame.last = first, last
  if last < frame.n then
    frame_.note(frame, nil, last, ("ends in %s: %s"):format(frame_.month(frame, last),
      too_little(frame, shares, last + 1, least)))
  end
end

-- Values of projected months, so that every change can be recomputed from levels.
local extend <const> = {
  symmetric = function(before, x) return before * (200 + x) / (200 - x) end,
  difference = function(before, x) return before + x end,
  level = function(_, x) return x end,
}

local function months_text(frame, first, last)
  local text <const> = frame_.month(frame, first)
  return first == last and text .. " is" or ("%s to %s are"):format(text, frame_.month(frame, last))
end

-- Projects the months that a component lacks at the end of the index; says how.
local function complete(frame, item, order)
  local count <const> = frame.last - item.last
  local changes <const> = order and project.changes(item.x, item.last, count, order)
  if not changes then
    frame_.note(frame, item.name, item.last, ("ends in %s: from then on the others stand for it%s")
      :format(frame_.month(frame, item.last), order and ", as it is too short to project" or ""))
    return
  end
  for i, x in ipairs(changes) do
    local t <const> = item.last + i
    item.x[t] = x
    item.values[t] = extend[item.transform](item.values[t - 1], item.sign * x)
  end
  item.projected = count
  frame_.note(frame, item.name, item.last + 1, ("ends in %s: %s projected, by an autoregression of "
    .. "%d month%s"):format(frame_.month(frame, item.last), months_text(frame, item.last + 1, frame.last),
    order, order == 1 and "" or "s"))
end

local function note_start(frame, item)
  frame_.note(frame, item.name, item.first, ("begins in %s: until then the others stand for it")
    :format(frame_.month(frame, item.first)))
end

--- Sets the months of the index; completes or notes what begins late or ends early.
---@param frame ingot.IndexFrame
---@param least number     part of the weight that a month needs more than, 0 to 1
---@param order? integer   of the autoregression; nil: nothing is projected
---@return number[] shares  the part of the weight that is observed, by month of the frame
function M.apply(frame, least, order)
  local shares <const> = shares_of(frame)
  set_range(frame, shares, least)
  for _, item in ipairs(frame.items) do
    if item.first > frame.first then
      note_start(frame, item)
    end
    if item.last < frame.last and (order or frame.last - item.last > item.lag) then
      complete(frame, item, order)
    end
  end
  return shares
end

return M
