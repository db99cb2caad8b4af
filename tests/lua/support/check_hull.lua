--- Whether printed figures cannot all hold, however each was brought to its digits: intervals of
--- one step each way, narrowed by all identities between them until nothing moves. What is refuted
--- here has no solution in any mode; what is not may still have none.

local figure <const> = require "support.check_figure"

local M = {}

local ROUNDS <const> = 40
local SLACK <const> = 1e-9

local Box <const> = {}
Box.__index = Box

function Box:get(key)
  local one = self.all[key]
  if not one then
    one = { key:find "^net@" and -math.huge or 0, math.huge }
    self.all[key] = one
  end
  return one
end

function Box:narrow(key, low, high)
  local one <const> = self:get(key)
  if low == low and low > one[1] then
    one[1] = low
  end
  if high == high and high < one[2] then
    one[2] = high
  end
  self.is_empty = self.is_empty or one[1] > one[2] + SLACK * math.max(1, math.abs(one[2]))
end

-- a = b × f for f from low to high, nothing negative.
local function scale(box, a, b, low, high)
  if box:get(a)[1] < 0 or box:get(b)[1] < 0 then
    return
  end
  low = math.max(low, 0)
  local of_b <const> = box:get(b)
  box:narrow(a, of_b[1] * low, of_b[2] * high)
  local of_a <const> = box:get(a)
  box:narrow(b, of_a[1] / high, low > 0 and of_a[2] / low or math.huge)
end

-- a = b + d for d from low to high.
local function shift(box, a, b, low, high)
  local of_b <const> = box:get(b)
  box:narrow(a, of_b[1] + low, of_b[2] + high)
  local of_a <const> = box:get(a)
  box:narrow(b, of_a[1] - high, of_a[2] - low)
end

-- whole = sum of parts, or not less than it.
local function add_up(box, whole, parts, is_all)
  local low, high = 0, 0
  for _, part in ipairs(parts) do
    low, high = low + box:get(part)[1], high + box:get(part)[2]
  end
  box:narrow(whole, low, is_all and high or math.huge)
  local of_whole <const> = box:get(whole)
  for _, part in ipairs(parts) do
    local one <const> = box:get(part)
    box:narrow(part, is_all and of_whole[1] - (high - one[2]) or -math.huge,
      of_whole[2] - (low - one[1]))
  end
end

local by_kind <const> = {
  change = function(box, fig, low, high) shift(box, fig.a, fig.b, low, high) end,
  share = function(box, fig, low, high) scale(box, fig.a, fig.b, low / 100, high / 100) end,
}

local function rate(box, fig, low, high)
  scale(box, fig.a, fig.b, 1 + low / 100, 1 + high / 100)
end

local function spans_of(box)
  local spans <const> = {}
  for key in pairs(box.all) do
    local series <const>, from <const>, to <const> = key:match "^(.-)@(%d+)%.%.(%d+)$"
    spans[series] = spans[series] or {}
    spans[series][#spans[series] + 1] = { key = key, from = tonumber(from), to = tonumber(to) }
  end
  return spans
end

-- Periods within periods: a year to date of months that are all known, and any part of a longer
-- one.
local function add_periods(box, list, is_signed)
  for _, long in ipairs(list) do
    local months <const>, months_known = {}, 0
    for _, short in ipairs(list) do
      local is_inside <const> = short ~= long and short.from >= long.from and short.to <= long.to
      if is_inside and not is_signed then
        add_up(box, long.key, { short.key })
      end
      if is_inside and short.from == short.to then
        months[#months + 1], months_known = short.key, months_known + 1
      end
    end
    if months_known > 0 and months_known == long.to - long.from + 1 then
      add_up(box, long.key, months, true)
    end
  end
end

-- Members of a whole in one period: no more than it; two products make it up.
local function add_members(box, spans, main)
  local groups <const> = {}
  for series, list in pairs(spans) do
    local kind <const> = series:match "^%a+|(%a+)|"
    for _, span in ipairs(kind and list or {}) do
      local name <const> = ("%s@%d..%d"):format(kind, span.from, span.to)
      groups[name] = groups[name] or { kind = kind, whole = ("%s@%d..%d"):format(main,
        span.from, span.to) }
      table.insert(groups[name], span.key)
    end
  end
  for _, group in pairs(groups) do
    add_up(box, group.whole, group, group.kind == "part" and #group == 2)
  end
end

local function add_net(box, spans, main)
  local other <const> = main == "export" and "import" or "export"
  for _, span in ipairs(spans.net or {}) do
    local at <const> = span.key:match "@.*"
    local low <const> = box:get(other .. at)
    shift(box, main .. at, span.key, low[1], low[2])
    local whole <const>, net <const> = box:get(main .. at), box:get(span.key)
    box:narrow(other .. at, whole[1] - net[2], whole[2] - net[1])
  end
end

--- True when the figures of an article cannot all hold in any mode.
---@param figures support.WorldFigure[]
---@param main string  the flow that members are parts of
---@return boolean
function M.is_refuted(figures, main)
  local box <const> = setmetatable({ all = {}, is_empty = false }, Box)
  for round = 1, ROUNDS do
    for _, fig in ipairs(figures) do
      local low <const>, high <const> = figure.hull(fig)
      if fig.key then
        box:narrow(fig.key, low, high)
      elseif fig.a then
        (by_kind[fig.kind] or rate)(box, fig, low, high)
      end
    end
    local spans <const> = spans_of(box)
    for series, list in pairs(spans) do
      add_periods(box, list, series == "net" or series:find "^points" ~= nil)
    end
    add_members(box, spans, main)
    add_net(box, spans, main)
    if box.is_empty then
      return true, round
    end
  end
  return false
end

return M
