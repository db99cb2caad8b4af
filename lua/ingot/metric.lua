--- Metrics: a name for a formula over a group of rows, with its unit and its display.
--- A metric is data (`formula`) or a Lua function of a group (`fn`); both give the same claims.
--- A formula that does not parse or an unknown unit is refused where the metric is defined.

local display <const> = require "ingot.display"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local registry <const> = require "ingot.registry"
local unit <const> = require "ingot.unit"

---@class ingot.Metric
---@field name string
---@field formula? string     over aggregates of the data's columns, as "sum(qty_kg) / 1000"
---@field fn? fun(group: table): number?   instead of a formula: called with each group, its columns
---   as read-only arrays and `n`, the number of its rows; nil when it has no value
---@field where? string       rows that count, as "flow == 'export'"
---@field from? string        the table of the cube it is asked of, as "prices" of `with = { prices = … }`
---@field unit string         of the value, as "t"
---@field display? ingot.Display   how a level of it is printed
---@field adds boolean       whether parts and months of it add up; by default when the formula is
---   one sum or count, times or by numbers. Only such a metric has shares and zeros
---@field summary? string     a line for lists
---@field aggregates string[] the aggregate calls of the formula: the operands of a level
---@field fn_text? string     stands for the formula of a function: "a Lua function (mine.lua:7)"

local fields <const> = {
  formula = "string", fn = "function", where = "string", from = "string", unit = "string", display = "table",
  adds = "boolean", summary = "string",
}

-- What stands for the formula of a function: where it is written.
local function fn_text(fn)
  local info <const> = debug.getinfo(fn, "S")
  return info.what == "C" and "a Lua function"
    or ("a Lua function (%s:%d)"):format(info.short_src, info.linedefined)
end

-- Whether a formula is one sum or count, times or by numbers: parts of it then add up.
local function adds_up(text, aggregates)
  local only <const> = #aggregates == 1 and aggregates[1]:gsub("%s", "") or ""
  if not only:find "^sum%(" and not only:find "^count%(" then
    return false
  end
  text = text:gsub("%s", "")
  local from <const>, to <const> = text:find(only, 1, true)
  return from ~= nil and text:sub(1, from - 1):find "^[%d.*]*$" ~= nil
    and text:sub(to + 1):find "^[%d.*/]*$" ~= nil
end

local function check(metric)
  if (metric.formula ~= nil) == (metric.fn ~= nil) then
    return "it needs either a formula or a fn"
  end
  if not metric.unit then
    return 'it needs a unit, as unit = "t"'
  end
  local known, message = pcall(unit.get, metric.unit)
  if not known then
    return message
  end
  if metric.display then
    local problem <const> = display.problem(metric.display)
    if problem then
      return problem
    end
  end
  metric.aggregates = {}
  metric.fn_text = metric.fn and fn_text(metric.fn)
  for _, field in ipairs { "formula", "where" } do
    if metric[field] then
      local parsed, formula = error_.try(native.formula, metric[field])
      if not parsed then
        return ("field '%s': %s"):format(field, formula)
      end
      if field == "formula" then
        metric.aggregates = formula:aggregates()
      end
    end
  end
  if metric.formula and #metric.aggregates == 0 then
    return ("'%s' has no aggregate such as sum(qty_kg)"):format(metric.formula)
  end
  if metric.adds == nil then
    metric.adds = metric.formula ~= nil and adds_up(metric.formula, metric.aggregates)
  end
end

return registry.new("metric", fields, check)
