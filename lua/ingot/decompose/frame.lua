--- What a decomposition looks at: the members of a breakdown in two periods, each with its level
--- now and in the base period, and the whole they are parts of. Checked here, once for all of them:
--- options, that the metric adds up over parts, and that the parts do add up to the whole.

local measure <const> = require "ingot.measure"
local number <const> = require "ingot.number"
local rational <const> = require "ingot.rational"
local suggest <const> = require "ingot.suggest"

local M = {}

---@alias ingot.Against "yoy"|"mom"

local bases <const> = {
  yoy = function(_, _, within) return within:year_ago() end,
  mom = function(cube, definition, within) return cube:before(definition, within) end,
}

--- The period a decomposition compares with: a year before unless told. It is as long as the other:
--- joint January and February are not held against a month.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param against? ingot.Against
---@return ingot.Period? base
---@return string? message
function M.base_of(cube, definition, within, against)
  local find <const> = bases[against or "yoy"]
  if not find then
    return nil, ("against = '%s': 'yoy' or 'mom' expected%s"):format(tostring(against),
      suggest.did_you_mean(tostring(against), bases))
  end
  local base <const> = find(cube, definition, within)
  if base:count() ~= within:count() then
    return nil, ("against = 'mom': before %s stands %s, which is not as long; take against = 'yoy'")
      :format(within, base)
  end
  return base
end

--- What is wrong with the options of a decomposition, or nil.
---@param given table?
---@param allowed table<string, string>  name → Lua type, "any" for any
---@return string?
function M.problem(given, allowed)
  if given ~= nil and type(given) ~= "table" then
    return ("options as a table expected, got %s"):format(type(given))
  end
  for name, value in pairs(given or {}) do
    local expected <const> = allowed[name]
    if not expected then
      return ("unknown option '%s'%s"):format(tostring(name),
        suggest.did_you_mean(tostring(name), allowed))
    elseif expected ~= "any" and type(value) ~= expected then
      return ("%s: %s expected, got %s"):format(name, expected, type(value))
    end
  end
end

-- `adds` of a metric: all or nothing, or a list of what it adds up over.
local function adds_over_parts(definition)
  if type(definition.adds) ~= "table" then
    return definition.adds
  end
  for _, over in ipairs(definition.adds) do
    if over == "regions" then
      return true
    end
  end
end

--- Why a metric has no parts that add up, or nil.
---@param definition ingot.Metric
---@return string?
function M.no_parts(definition)
  if not adds_over_parts(definition) then
    return ("%s does not add up over parts"):format(definition.name)
  end
end

--- The members that have a level in any of some periods: by the first period's falling level, then
--- by that of the next.
---@param cube ingot.Cube
---@param name string  of the dimension
---@param definition ingot.Metric
---@param periods ingot.Period[]
---@param seen? table<string, boolean>  what is there already
---@return string[]
function M.codes(cube, name, definition, periods, seen)
  local codes <const> = {}
  seen = seen or {}
  for _, within in ipairs(periods) do
    for _, code in ipairs(cube:ranking(definition, within, name).codes) do
      if not seen[code] then
        seen[code], codes[#codes + 1] = true, code
      end
    end
  end
  return codes
end

---@class ingot.Span  a level now and in the base period
---@field now ingot.Claim
---@field base ingot.Claim

---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param base ingot.Period
---@param subject? ingot.Subject
---@return ingot.Span
function M.span(cube, definition, within, base, subject)
  local function at(period)
    return measure.level { cube = cube, metric = definition, period = period, subject = subject }
  end
  return { now = at(within), base = at(base) }
end

--- Why a span is not known, or nil.
---@param span ingot.Span
---@return string?
function M.unknown(span)
  if not span.now.value then
    return span.now.reason
  elseif not span.base.value then
    return ("its base is %s, and %s"):format(span.base.period, span.base.reason)
  end
end

--- What is unknown of a whole and its parts, or how the parts fail to add up to the whole; nil when
--- all is known and adds up.
---@param whole ingot.Span
---@param parts ingot.Span[]
---@return string? reason
function M.reason(whole, parts)
  local reason = M.unknown(whole)
  for i = 1, reason and 0 or #parts do
    local part <const> = M.unknown(parts[i])
    if part then
      return ("%s is unknown: %s"):format(parts[i].now.subject.en, part)
    end
  end
  for _, when in ipairs(reason and {} or { "now", "base" }) do
    local values <const> = {}
    for i, part in ipairs(parts) do
      values[i] = rational.from(part[when].value)
    end
    local sum <const>, total <const> = rational.sum(values), rational.from(whole[when].value)
    local off <const> = math.abs((sum - total):float())
    if off > 0 and (not whole[when].value.real or off > 1e-9 * math.abs(total:float())) then
      reason = ("in %s the parts add up to %s, the whole is %s"):format(whole[when].period,
        number.text(number.real(sum:float())), number.text(whole[when].value))
    end
  end
  return reason
end

--- The values of one side of some spans.
---@param spans ingot.Span[]
---@param when "now"|"base"
---@return ingot.Number[]
function M.values(spans, when)
  local values <const> = {}
  for i, span in ipairs(spans) do
    values[i] = span[when].value
  end
  return values
end

local REAL_DECIMALS <const> = 6 -- a real has no last unit; a millionth of one is taken for it

local function decimals_of(value)
  if not value.real then
    return value.scale
  end
  local fraction <const> = number.text(value):match "%.(%d+)$"
  return math.min(fraction and #fraction or 0, REAL_DECIMALS)
end

--- The last unit of some spans, as decimals: that of the finest of their levels.
---@param spans ingot.Span[]
---@return integer
function M.decimals(spans)
  local decimals = 0
  for _, span in ipairs(spans) do
    decimals = math.max(decimals, decimals_of(span.now.value), decimals_of(span.base.value))
  end
  return decimals
end

return M
