--- The components of an index over the same months: aligned, checked, as changes. What is odd about
--- them is noted with series and month; what cannot be is an error of the data.

local error_ <const> = require "ingot.error"
local observations <const> = require "ingot.indicator.observations"
local period <const> = require "ingot.period"
local plain <const> = require "ingot.series.plain"
local step <const> = require "ingot.index.step"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.IndexItem  a component over the months of its index
---@field name string
---@field weight number       above 0
---@field sign 1|-1           −1 for one that goes against the others
---@field lag integer         months by which it is published after the others
---@field series ingot.Series
---@field values (number|false)[]  by month of the frame
---@field transform "symmetric"|"difference"|"level"
---@field first integer       the first month with a value
---@field last integer        the last one observed
---@field n integer           months with a value
---@field x (number|false)[]  its changes, times its sign
---@field projected integer   how many months behind `last` are projected

---@class ingot.IndexFrame
---@field name string
---@field from integer         month 1
---@field n integer            months
---@field items ingot.IndexItem[]  by name
---@field first integer        the first month that counts as a change of the index
---@field last integer
---@field notices ingot.IndexNotice[]

---@class ingot.IndexNotice
---@field series? string  nil: it is about the index
---@field month string    "2025-11"
---@field message string

--- "2025-11"
---@param frame ingot.IndexFrame
---@param t integer
---@return string
function M.month(frame, t)
  return tostring(period.from_month(frame.from + t - 1))
end

--- Raises an error of the data, at the script's line.
---@param frame ingot.IndexFrame
---@param message string
function M.fail(frame, message)
  error_.raise("data", ("index '%s': %s"):format(frame.name, message))
end

--- Notes something about a series, or the index itself, and a month.
---@param frame ingot.IndexFrame
---@param series? string
---@param t integer
---@param message string
function M.note(frame, series, t, message)
  frame.notices[#frame.notices + 1] = {
    series = series, month = M.month(frame, t),
    message = series and ("series '%s' %s"):format(series, message) or message,
  }
end

-- The first and last place with a value; places outside of the list when there is none.
local function ends(values)
  local first, last = 1, #values
  while first <= last and not values[first] do
    first = first + 1
  end
  while last > first and not values[last] do
    last = last - 1
  end
  return first, last
end

-- The months of all components together, within those asked for.
local function span(frame, chosen, definition)
  local from, to = math.huge, -math.huge
  for _, one in ipairs(chosen) do
    local first <const>, last <const> = ends(one.series.values)
    from = math.min(from, one.series.from + first - 1)
    to = math.max(to, one.series.from + last - 1)
  end
  from = math.max(from, definition.from and definition.from.from or from)
  to = math.min(to, definition.to and definition.to.to or to)
  frame.from, frame.n = from, to - from + 1
  if frame.n < 2 then
    error_.raise("data", ("index '%s': there are no two months between %s and %s with values"):format(
      frame.name, definition.from or "the first", definition.to or "the last"))
  end
end

-- The values of a series by month of the frame; their first and last month, how many there are, and
-- the first that is not above 0.
local function aligned(frame, series)
  local values <const>, all <const>, shift <const> = {}, series.values, frame.from - series.from
  local first, last, low
  local n = 0
  for t = 1, frame.n do
    local x <const> = all[t + shift] or false
    values[t] = x
    if x then
      first, last, n = first or t, t, n + 1
      low = low or x <= 0 and t or nil
    end
  end
  return values, first, last, n, low
end

local function is_constant(item)
  local values <const>, x <const> = item.values, item.values[item.first]
  for t = item.first + 1, item.last do
    if values[t] and values[t] ~= x then
      return false
    end
  end
  return true
end

local rates <const> = { ["%"] = true, pp = true, ["percentage points"] = true }

-- How changes of a component are taken: for the whole of it, never month by month.
local function transform_of(frame, item, low, asked)
  if asked == "symmetric" and low then
    M.fail(frame, ("series '%s': %s in %s; symmetric changes need values above 0, take transform = "
      .. '"difference"'):format(item.name, ("%.15g"):format(item.values[low]), M.month(frame, low)))
  elseif asked then
    return asked
  elseif rates[item.series.unit] then
    return "difference"
  elseif low then
    M.note(frame, item.name, low, ("is %.15g in %s: its changes are plain differences throughout")
      :format(item.values[low], M.month(frame, low)))
    return "difference"
  end
  return "symmetric"
end

local NAMED <const> = 3 -- months of a gap

-- Months within a series without a value.
local function note_gaps(frame, item)
  local months <const>, n, first = {}, 0, nil
  for t = item.first, item.last do
    if not item.values[t] then
      n, first = n + 1, first or t
      months[#months + 1] = n <= NAMED and M.month(frame, t) or nil
    end
  end
  if first then
    M.note(frame, item.name, first, ("has no value of %s%s: there and in the month after, the others "
      .. "stand for it"):format(table.concat(months, ", "), n > NAMED and (" and %d more"):format(
      n - NAMED) or ""))
  end
end

-- Neighbouring months are what changes are made of.
local function check_months(frame, item)
  for t = item.first, item.last - 1 do
    if item.values[t] and item.values[t + 1] then
      return
    end
  end
  local after = item.first + 1
  while after < item.last and not item.values[after] do
    after = after + 1
  end
  M.fail(frame, ("series '%s': no month follows another (%s, %s, …); monthly values expected"):format(
    item.name, M.month(frame, item.first), M.month(frame, after)))
end

local function add(frame, one)
  local values <const>, first <const>, last <const>, n <const>, low <const> = aligned(frame,
    one.series)
  local item <const> = {
    name = one.name, weight = one.component.weight or 1.0, series = one.series, values = values,
    sign = one.component.invert and -1 or 1, lag = one.component.lag or 0, first = first, last = last,
    n = n, projected = 0,
  }
  if not first then
    M.note(frame, one.name, 1, ("has no value from %s to %s: left out"):format(M.month(frame, 1),
      M.month(frame, frame.n)))
    return
  elseif is_constant(item) then
    M.note(frame, one.name, first, ("is %.15g from %s to %s throughout: left out"):format(values[first],
      M.month(frame, first), M.month(frame, last)))
    return
  end
  if one.series.unit ~= "" and not observations.known(one.series.unit) then
    M.note(frame, one.name, first, ("is in '%s' from %s on, a unit that is not known: taken as it is")
      :format(one.series.unit, M.month(frame, first)))
  end
  if n <= last - first then
    check_months(frame, item)
    note_gaps(frame, item)
  end
  item.transform = transform_of(frame, item, low, one.component.transform)
  item.x = step.change[item.transform](values)
  if item.sign < 0 then
    for t = 1, frame.n do
      item.x[t] = item.x[t] and -item.x[t]
    end
  end
  frame.items[#frame.items + 1] = item
end

--- The components of a definition as items, in the order of their names.
---@param definition ingot.IndexDefinition
---@param list ingot.Series[]
---@return ingot.IndexFrame
function M.of(definition, list)
  local frame <const> = { name = definition.name, items = {}, notices = {} }
  local by_name <const>, chosen <const> = {}, {}
  for _, one in ipairs(list) do
    by_name[one.name] = one
  end
  for i, component in ipairs(definition.components) do
    local series <const> = by_name[component.name]
    if not series then
      M.fail(frame, suggest.unknown("series", "series", component.name, suggest.names(by_name)))
    end
    if series.frequency ~= "month" then
      M.fail(frame, ("series '%s' is by the %s; monthly values expected"):format(series.name,
        series.frequency))
    end
    plain.demand(series, ("index '%s'"):format(frame.name), { whole = false })
    chosen[i] = { name = component.name, component = component, series = series }
  end
  table.sort(chosen, function(a, b) return a.name < b.name end)
  span(frame, chosen, definition)
  for _, one in ipairs(chosen) do
    add(frame, one)
  end
  if #frame.items == 0 then
    M.fail(frame, ("no component is left from %s to %s"):format(M.month(frame, 1),
      M.month(frame, frame.n)))
  end
  return frame
end

--- Leaves a component out because its measure of spread is 0.
---@param frame ingot.IndexFrame
---@param spread fun(item: ingot.IndexItem): number
---@param what string  "standard deviation"
---@return number[] spreads  of the items that are left
function M.keep_spread(frame, spread, what)
  local kept <const>, spreads <const> = {}, {}
  for _, item in ipairs(frame.items) do
    local size <const> = spread(item)
    if size > 0 then
      kept[#kept + 1], spreads[#spreads + 1] = item, size
    else
      M.note(frame, item.name, item.first, ("has changes without a %s from %s to %s: left out"):format(
        what, M.month(frame, item.first), M.month(frame, item.last)))
    end
  end
  frame.items = kept
  if #kept == 0 then
    M.fail(frame, ("no component is left from %s to %s"):format(M.month(frame, 1),
      M.month(frame, frame.n)))
  end
  return spreads
end

return M
