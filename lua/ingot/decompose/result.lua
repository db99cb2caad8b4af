--- What every decomposition comes to: rows, a total, and both as a table.

local claim <const> = require "ingot.claim"
local colon <const> = require "ingot.colon"
local number <const> = require "ingot.number"
local place <const> = require "ingot.measure.place"
local suggest <const> = require "ingot.suggest"
local table_ <const> = require "ingot.table"

---@class ingot.DecompositionRow
---@field name string             in English, "Total" of the total
---@field subject? ingot.Subject
---@field [string] ingot.Claim    the effects, under their names

---@class ingot.Decomposition
---@field rows ingot.DecompositionRow[]
---@field total ingot.DecompositionRow
---@field period ingot.Period
---@field base_period ingot.Period
---@field note? string            what a reader of it must know
---@field package columns string[]
---@field package dimension string
local Decomposition = {}
local Meta <const> = {
  __name = "ingot.decomposition",
  __index = suggest.index("a decomposition", Decomposition, { note = true }),
}

local M = {}

--- Its methods, as help and completion name them.
M.methods = Decomposition

--- A claim of a decomposition: about what a level is about, from operands.
---@param level ingot.Claim  whose place and slice it takes over
---@param fields table       kind, unit, display, formula, operands, and value or reason
---@return ingot.Claim
function M.claim(level, fields)
  fields.metric, fields.subject = level.metric, fields.subject or level.subject
  fields.where, fields.period = fields.where or level.where, level.period
  fields.sources, fields.rows = place.sources(fields.operands), 0
  for _, operand in ipairs(fields.operands) do
    fields.rows = fields.rows + (operand.rows or 0)
  end
  if not fields.value then
    fields.state = "unknown"
  else
    fields.state = number.sign(fields.value) == 0 and "zero" or "value"
  end
  return claim.new(fields)
end

--- Rows and total as a table, the total last: the member's code and name, and a column an effect.
--- An effect that a row does not have, or that is unknown, is missing there.
---
---     article:table("Contributions", moves:table())
---
---@return ingot.Table
function Decomposition:table()
  local all <const> = { table.unpack(self.rows) }
  all[#all + 1] = self.total
  local codes <const>, names <const>, units <const>, types <const> = {}, {}, {}, {}
  local columns <const> = { { self.dimension .. "_code", codes }, { self.dimension, names } }
  for i, row in ipairs(all) do
    codes[i], names[i] = row.subject and row.subject.code, row.name
  end
  for _, name in ipairs(self.columns) do
    local values <const>, real = {}, false
    for i, row in ipairs(all) do
      local effect <const> = row[name]
      values[i] = effect and effect.value and number.text(effect.value)
      real = real or effect and effect.value and effect.value.real ~= nil
      units[name] = effect and effect.unit ~= "" and effect.unit or units[name]
    end
    types[name] = real and "real" or "decimal"
    for i = 1, #all do
      values[i] = values[i] and (real and tonumber(values[i]) + 0.0 or values[i])
    end
    columns[#columns + 1] = { name, values }
  end
  types[columns[1][1]], types[columns[2][1]] = "text", "text"
  return table_.new(columns, { types = types, units = units, rows = #all })
end

--- The rows with the largest effects, whichever way they go, the largest first; of equal ones in the
--- order they have. Rows whose effect is unknown or zero are not among them.
---
---     for _, row in ipairs(moves:largest(2)) do print(row.name, row.printed) end
---
---@param n integer
---@param effect? string  a column; the last one when left out
---@return ingot.DecompositionRow[]
function Decomposition:largest(n, effect)
  effect = effect or self.columns[#self.columns]
  local list <const>, nth <const> = {}, {}
  for i, row in ipairs(self.rows) do
    local one <const> = row[effect]
    if one and one.value and number.sign(one.value) ~= 0 then
      list[#list + 1], nth[row] = row, i
    end
  end
  table.sort(list, function(a, b)
    local order <const> = number.compare(number.abs(a[effect].value), number.abs(b[effect].value))
    return order > 0 or order == 0 and nth[a] < nth[b]
  end)
  return table.move(list, 1, math.min(n, #list), 1, {})
end

--- Makes a decomposition of its fields.
---@param fields table
---@return ingot.Decomposition
function M.new(fields)
  return setmetatable(fields, Meta)
end

colon.guard(Decomposition, "decomposition", function(value) return getmetatable(value) == Meta end)

return M
