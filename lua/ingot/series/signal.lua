--- Signals of a leading index: falls that go on, and falls that are deep and wide as well.

local error_ <const> = require "ingot.error"
local plain <const> = require "ingot.series.plain"
local suggest <const> = require "ingot.suggest"

local M = {}

local function check(name, options, known, level)
  for _, key in ipairs(suggest.names(options)) do
    if not known[key] then
      error(("%s: unknown option '%s'%s"):format(name, key, suggest.did_you_mean(key, known)),
        level + 1)
    elseif not known[key][2](options[key]) then
      error(("%s: %s: %s expected, got %s"):format(name, key, known[key][1], tostring(options[key])),
        level + 1)
    end
  end
end

local count <const> = { "a whole number of periods from 1",
  function(x) return math.type(x) == "integer" and x >= 1 end }
local real <const> = { "a number", function(x) return type(x) == "number" and x == x end }
local way <const> = { "'fall' or 'rise'", function(x) return x == "fall" or x == "rise" end }

---@class ingot.DurationSignal
---@field from ingot.Period   the first period of the fall
---@field period ingot.Period when it had lasted long enough: the signal
---@field to ingot.Period     its last period
---@field length integer

local duration_options <const> = { length = count, direction = way }

--- The rule of duration: an index that fell in so many periods in a row.
---
---     local signals = ingot.series.duration(months, { length = 3 })
---
---@param s ingot.Series  a gap ends a fall
---@param options? { length?: integer, direction?: "fall"|"rise" }  3 falls by default
---@return ingot.DurationSignal[]
function M.duration(s, options)
  options = options or {}
  check("duration", options, duration_options, 2)
  local values <const> = plain.demand(s, "duration", { whole = false }, 2)
  local length <const>, sign <const> = options.length or 3, options.direction == "rise" and 1 or -1
  local found <const>, run = {}, 0
  for i = 2, #values do
    local goes_on <const> = values[i] and values[i - 1] and sign * (values[i] - values[i - 1]) > 0
    run = goes_on and run + 1 or 0
    if run == length then
      found[#found + 1] = { from = s:period(i - length + 1), period = s:period(i) }
    end
    if run >= length then
      found[#found].to, found[#found].length = s:period(i), run
    end
  end
  return found
end

-- Rising components count one, flat ones a half, of those known at both ends.
local function share_rising(components, at, span)
  local up, n = 0, 0
  for _, one in ipairs(components) do
    local i <const> = one:index(at)
    local now <const>, before <const> = i and one.values[i], i and one.values[i - span]
    if now and before then
      up = up + (now > before and 1 or now == before and 0.5 or 0)
      n = n + 1
    end
  end
  return n > 0 and 100 * up / n or false
end

---@class ingot.ThreeD
---@field depth ingot.Series      growth over the span at an annual rate, %
---@field diffusion ingot.Series  share of components that rose over the span, 0 to 100, flat ones a half
---@field signals ingot.Period[]  where both are low enough
---@field signal boolean          whether the last period is one

local three_d_options <const> = { span = count, depth = real, diffusion = real }
local cycle_lengths <const> = { month = 12, quarter = 4, year = 1 }

--- The rule of three Ds, as the Conference Board has it for its leading index: over six months
--- (duration) the index falls by more than so much at an annual rate (depth), and no more than half of
--- its components rise (diffusion). The bounds belong to that index: set your own for another.
---
---     local found = ingot.series.three_d(index, components, { span = 6 })
---
---@param s ingot.Series  an index, above zero, without gaps
---@param components ingot.Series[]
---@param options? { span?: integer, depth?: number, diffusion?: number }  6 periods, −4.3 %, 50
---@return ingot.ThreeD
function M.three_d(s, components, options)
  options = options or {}
  check("three_d", options, three_d_options, 2)
  local span <const> = options.span or 6
  local values <const> = plain.demand(s, "three_d", { positive = true, least = span + 1 }, 2)
  if type(components) ~= "table" or plain.is(components) or #components == 0 then
    error("three_d: the list of the index's components expected, as three_d(index, { output, price })", 2)
  end
  for _, one in ipairs(components) do
    plain.demand(one, "three_d", { whole = false, frequency = s.frequency }, 2)
  end
  local depth <const>, diffusion <const>, signals <const> = {}, {}, {}
  for i, x in ipairs(values) do
    local at <const> = s:period(i)
    local before <const> = values[i - span]
    depth[i] = before and 100 * ((x / before) ^ (cycle_lengths[s.frequency] / span) - 1) or false
    diffusion[i] = i > span and share_rising(components, at, span)
    if depth[i] and not diffusion[i] then
      error_.raise("data", ("three_d: series '%s': no component has a change over %d %ss to %s"):format(
        s.name, span, s.frequency, at))
    elseif depth[i] and depth[i] < (options.depth or -4.3)
      and diffusion[i] <= (options.diffusion or 50) then
      signals[#signals + 1] = at
    end
  end
  return {
    depth = s:with { name = s.name .. " depth", unit = "%", values = depth },
    diffusion = s:with { name = s.name .. " diffusion", unit = "", values = diffusion },
    signals = signals, signal = signals[#signals] == s:period(#values),
  }
end

return M
