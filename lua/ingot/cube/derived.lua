--- Levels of metrics made of metrics: the formula over their levels, exactly, in one pass of the
--- host. Unknown if one of them is unknown; a level of zero counts as 0.

local evaluate <const> = require "ingot.metric.evaluate"
local metric <const> = require "ingot.metric"
local number <const> = require "ingot.number"

local M = {}

-- The cells of all the metrics named, at one member of a dimension or as a whole.
local function cells_at(cube, terms, within, subject)
  local cells <const> = { rows = 0, missing = 0 }
  for i, term in ipairs(terms) do
    cells[i] = cube:cell(term, within, subject)
    cells.rows = cells.rows + cells[i].rows
    cells.missing = math.max(cells.missing, cells[i].missing or 0)
  end
  return cells
end

local function terms_of(definition)
  local terms <const> = {}
  for i, name in ipairs(definition.terms) do
    terms[i] = metric.get(name)
  end
  return terms
end

-- The value of the formula at each place.
local function values_of(definition, terms, places)
  local named <const> = {}
  for i, term in ipairs(terms) do
    local values <const> = {}
    for place, cells in ipairs(places) do
      values[place] = cells[i].value
    end
    named[i] = { name = term.name, unit = term.unit ~= "" and term.unit or nil, values = values }
  end
  return (evaluate.rows(definition.formula, named, #places))
end

-- Why there is no value though all metrics have one, or which of them is unknown.
local function reason_of(definition, terms, cells)
  local levels <const> = {}
  for i, term in ipairs(terms) do
    if not cells[i].value then
      return ("%s is unknown: %s"):format(term.name, cells[i].reason)
    end
    levels[i] = ("%s = %s"):format(term.name, number.text(cells[i].value))
  end
  return ("'%s' has no value for %s"):format(definition.formula, table.concat(levels, ", "))
end

--- The level of a derived metric, of one subject or of the whole.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param subject? ingot.Subject
---@return ingot.Cell
function M.cell(cube, definition, within, subject)
  local terms <const> = terms_of(definition)
  local cells <const> = cells_at(cube, terms, within, subject)
  local value <const> = values_of(definition, terms, { cells })[1]
  if not value then
    return {
      state = "unknown", rows = cells.rows, operands = {},
      reason = reason_of(definition, terms, cells), missing = cells.missing,
    }
  end
  return {
    state = number.sign(value) == 0 and "zero" or "value", value = value, rows = cells.rows,
    operands = {},
  }
end

--- Every level of a derived metric by the members of a dimension.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param axis ingot.Dimension
---@return table<string, ingot.FoundLevel>  code → level
function M.find(cube, definition, within, axis)
  local terms <const>, places <const>, found <const> = terms_of(definition), {}, {}
  local codes <const> = cube:members(definition, within, axis)
  for i, code in ipairs(codes) do
    places[i] = cells_at(cube, terms, within, { dimension = axis.name, code = code })
  end
  local values <const> = values_of(definition, terms, places)
  for i, code in ipairs(codes) do
    found[code] = {
      value = values[i], rows = places[i].rows, missing = places[i].missing, operands = {},
    }
  end
  return found
end

return M
