--- The operands of a claim of a claims file: what they are, and what the data, or other operands,
--- give for them today.

local evaluate <const> = require "ingot.metric.evaluate"
local headings <const> = require "ingot.cube.headings"
local metric <const> = require "ingot.metric"
local metric_record <const> = require "ingot.metric.record"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"

local M = {}

--- The measures that are levels.
M.levels = { level = true, ytd = true, full_year = true }

--- Whether a level is of a metric made of metrics: its operands are levels too, with their formulas.
---@param claim table  of a claims file, or an operand of one
---@return boolean
function M.is_derived(claim)
  local first <const> = (claim.operands or {})[1]
  return first ~= nil and first.formula ~= nil
end

-- Lists what a claim stands on, each with the formula that gives it if it is a level; those of a
-- metric made of metrics stand behind it.
local function add_operands(operands, list_of)
  for _, operand in ipairs(list_of) do
    operands[#operands + 1] = {
      role = operand.of or operand.name, where = operand.where, period = operand.period,
      value = operand.value, unit = operand.unit, formula = operand.formula, rows = operand.rows,
      derived = M.is_derived(operand) and operand or nil,
    }
    add_operands(operands, M.is_derived(operand) and operand.operands or {})
  end
  return operands
end

--- What a claim stands on, in order; a plain level stands on itself.
---@param entry table  a claim of a claims file
---@return table[]
function M.of(entry)
  if M.levels[entry.measure] and not M.is_derived(entry) then
    return { {
      role = entry.metric, where = entry.where, period = entry.period, value = entry.value,
      unit = entry.unit, formula = entry.formula, rows = entry.rows,
    } }
  end
  return add_operands({}, entry.operands)
end

--- "21393.2 t"
---@param value? string
---@param unit string
---@return string
function M.shown(value, unit)
  return value and (value .. (unit ~= "" and " " .. unit or "")) or "unknown"
end

local NEAR <const> = 1e-12 -- relative: the last bits of a quotient may depend on how it is taken

--- ", the same computed again from these": of an operand that follows from operands of its own.
---@param claim table
---@return string
function M.verdict(claim)
  local again <const> = evaluate.over_operands(claim)
  local value <const> = claim.value and number.parse(claim.value)
  if not again or not value then
    return ""
  end
  local a <const>, b <const> = number.float(again), number.float(value)
  return math.abs(a - b) <= NEAR * math.abs(b) and ", the same computed again from these"
    or ", but these give " .. M.shown(number.text(again), claim.unit)
end

--- A formula of a claims file as a metric, or nil when it is none: a Lua function.
---@param formula? string
---@param unit string
---@return ingot.Metric?
function M.metric(formula, unit)
  if not formula or not pcall(native.formula, formula) then
    return nil
  end
  local ok, definition = pcall(metric.define("why"), { formula = formula, unit = unit })
  if not ok then
    return nil
  end
  definition.recorded = true -- the unit is the operand's, which may count members of a ranking
  return definition
end

--- "exports" and "partner" of "rank by exports among partner"; with the names of the regions of
--- "rank by exports among region ASEAN EU", or the headings of "… among hs 7601 7603".
---@param entry table
---@return string? metric
---@return string? dimension
---@return string? groups
function M.ranking(entry)
  return entry.formula:match "by (%S+) among (%S+) ?(.-)$"
end

-- The cube that ranks are asked of.
local function ranked(view, axis, text)
  local names <const> = {}
  for name in text:gmatch "%S+" do
    names[#names + 1] = name
  end
  if #names == 0 then
    return view
  end
  return axis == "region" and view:by_region(table.unpack(names)).cube
    or headings.breakdown(view, names, 1).cube
end

-- The definition behind an operand: of its own formula or, of a rank and those ranked, of the metric
-- that the claims file keeps; or nil, and why it cannot be had.
local function definition_of(operand, why)
  local name <const> = M.ranking(why.entry)
  local formula <const> = operand.formula
  local definition <const> = formula and M.metric(formula, operand.unit)
    or not formula and why.definitions[name]
  local behind <const> = metric_record.function_behind(why.metrics, name)
  if definition then
    return definition
  elseif formula and not pcall(native.formula, formula) then
    return nil, formula .. ", which only the script has"
  elseif not formula and behind then
    return nil, behind .. ", which only the script has"
  end
  return nil, "no formula"
end

--- What the data give for an operand, as text; nil for an unknown level. A rank needs the members it
--- stands among.
---@param view ingot.Cube      sliced to what the operand is of
---@param operand table
---@param within ingot.Period
---@param why ingot.Why        the claim it is of
---@return string? value
---@return string? problem     why that cannot be told
function M.recompute(view, operand, within, why)
  local definition <const>, problem <const> = definition_of(operand, why)
  if not definition then
    return nil, problem
  end
  if operand.formula then
    local cell <const> = view:cell(definition, within)
    return cell.value and number.text(cell.value)
  end
  local _, axis <const>, names <const> = M.ranking(why.entry)
  local order <const> = ranked(view, axis, names):ranking(definition, within, axis)
  if operand.role == "population" then
    return tostring(order.size)
  end
  local rank <const> = order.ranks[why.entry.where[axis]]
  return rank and tostring(rank)
end

--- The rows that an operand rests on: of a rank, those of all that it stands among.
---@param operand table
---@param entry table
---@return table<string, string>
function M.where(operand, entry)
  local _, axis <const> = M.ranking(entry)
  if operand.role ~= "rank" or not axis then
    return operand.where
  end
  local where <const> = {}
  for name, value in pairs(operand.where) do
    where[name] = name ~= axis and value or nil
  end
  return where
end

return M
