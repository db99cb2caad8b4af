-- The rows of a problem in the solver, where claims can be switched on and off. Claims that say the
-- very same are one statement here: a lead repeated in the text counts once.

local native <const> = require "ingot.native"

local M = {}

---@class ingot.check.Statement
---@field claim ingot.check.Claim     the first that says so
---@field claims ingot.check.Claim[]  all
---@field rows ingot.check.Row[]
---@field place integer               in the order of the text

---@class ingot.check.System
---@field problem ingot.check.Problem
---@field modes ingot.check.Modes
---@field spent number   effort of the checks so far: the third power of what was on in each
---@field statements ingot.check.Statement[]
---@field by_claim table<ingot.check.Claim, ingot.check.Statement>
---@field private solver ingot.Linear
---@field private variables table<string, integer>
---@field private rows { row: ingot.check.Row, of: ingot.check.Statement[] }[]  by number in the solver
---@field private rows_by table<ingot.check.Statement, integer[]>
---@field private is_off table<ingot.check.Statement, boolean>
local System <const> = {}
System.__index = System
System.of = function(problem, modes) return M.of(problem, modes) end

local function keys_of(sum)
  local keys <const> = {}
  for key in pairs(sum) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

local function text_of_end(bound)
  return bound and bound.at .. (bound.open and "(" or "[") or "-"
end

-- Two claims with this in common say the very same.
local function signature(claim, rows)
  local parts <const> = { claim.kind == "rank" and "rank" .. claim.n .. claim.id or "" }
  for _, row in ipairs(rows) do
    for _, key in ipairs(keys_of(row.sum)) do
      parts[#parts + 1] = key .. "*" .. row.sum[key]
    end
    parts[#parts + 1] = text_of_end(row.low) .. text_of_end(row.high)
  end
  return table.concat(parts, ";")
end

function System:variable(key)
  local known = self.variables[key]
  if not known then
    known = self.solver:variable()
    self.variables[key] = known
  end
  return known
end

function System:solver_sum(sum)
  local found <const> = {}
  for _, key in ipairs(keys_of(sum)) do
    found[self:variable(key)] = sum[key]
  end
  return found
end

local function add_row(self, row)
  local id <const> = self.solver:row(self:solver_sum(row.sum), row.low, row.high)
  local of <const>, seen <const> = {}, {}
  for _, claim in ipairs(row.claims) do
    local statement <const> = self.by_claim[claim]
    if statement and not seen[statement] then
      seen[statement] = true
      of[#of + 1] = statement
      table.insert(self.rows_by[statement], id)
    end
  end
  self.rows[id] = { row = row, of = of }
end

---@param problem ingot.check.Problem
---@param modes ingot.check.Modes
---@return ingot.check.System
function M.of(problem, modes)
  local self <const> = setmetatable({ problem = problem, modes = modes, statements = {},
    by_claim = {}, solver = native.linear(), variables = {}, rows = {}, rows_by = {}, is_off = {},
    spent = 0, n_on = 0 }, System)
  local known <const> = {}
  for _, claim in ipairs(problem.claims) do
    local rows <const> = problem:rows_of(claim, modes)
    local name <const> = signature(claim, rows)
    local statement = known[name]
    if not statement then
      statement = { claim = claim, claims = {}, rows = rows, place = #self.statements + 1 }
      known[name] = statement
      self.statements[#self.statements + 1] = statement
      self.n_on = self.n_on + 1
      self.rows_by[statement] = {}
    end
    table.insert(statement.claims, claim)
    self.by_claim[claim] = statement
  end
  for _, row in ipairs(problem.identities) do
    add_row(self, row)
  end
  for _, statement in ipairs(self.statements) do
    for _, row in ipairs(statement.rows) do
      add_row(self, row)
    end
  end
  return self
end

local function update(self, statement)
  for _, id in ipairs(self.rows_by[statement]) do
    local on = true
    for _, other in ipairs(self.rows[id].of) do
      on = on and not self.is_off[other]
    end
    self.solver:switch(id, on)
  end
end

--- A statement that is off counts for nothing.
---@param statement ingot.check.Statement|ingot.check.Claim  a claim stands for its statement
---@param on boolean
function System:switch(statement, on)
  statement = self.by_claim[statement] or statement
  if not self.rows_by[statement] then -- a claim that ties nothing
    return
  end
  if (self.is_off[statement] or false) == on then
    self.is_off[statement] = not on
    self.n_on = self.n_on + (on and 1 or -1)
    update(self, statement)
  end
end

---@param statement ingot.check.Statement
---@return boolean
function System:is_on(statement)
  return not self.is_off[statement]
end

--- Only these are on.
---@param statements ingot.check.Statement[]
function System:only(statements)
  local wanted <const> = {}
  for _, statement in ipairs(statements) do
    wanted[statement] = true
  end
  for _, statement in ipairs(self.statements) do
    self:switch(statement, wanted[statement] or false)
  end
end

--- Whether all that is on can hold; where not, statements that cannot, and the rows that show it, of
--- which none can be spared.
---@return boolean feasible
---@return ingot.check.Statement[]? statements
---@return ingot.check.Row[]? rows
function System:check()
  self.spent = self.spent + self.n_on ^ 3
  local feasible <const>, conflict <const> = self.solver:check()
  if feasible then
    return true
  end
  local statements <const>, rows <const>, seen <const> = {}, {}, {}
  for _, member in ipairs(conflict) do
    local entry <const> = self.rows[member.row]
    if not seen[entry.row] then
      seen[entry.row] = true
      rows[#rows + 1] = entry.row
    end
    for _, statement in ipairs(entry.of) do
      statements[#statements + 1] = not seen[statement] and statement or nil
      seen[statement] = true
    end
  end
  return false, statements, rows
end

---@return boolean
function System:feasible()
  self.spent = self.spent + self.n_on ^ 3
  return (self.solver:check())
end

--- Whether all that is on can hold with a claim changed to another.
---@param claim ingot.check.Claim
---@param changed ingot.check.Claim   a copy of it with other fields
---@return boolean
function System:allows(claim, changed)
  return require "ingot.check.solve.allows".of(self, claim, changed)
end

--- Between which ends a sum of quantities lies under all that is on.
---@param sum table<string, string|integer>
---@return ingot.LinearEnd? low
---@return ingot.LinearEnd? high
function System:range(sum)
  return self.solver:range(self:solver_sum(sum))
end

--- Rows that are on, as they stand in the solver.
---@return ingot.check.Row[]
function System:active()
  local found <const> = {}
  for _, entry in ipairs(self.rows) do
    local on = true
    for _, statement in ipairs(entry.of) do
      on = on and not self.is_off[statement]
    end
    found[#found + 1] = on and entry.row or nil
  end
  return found
end

return M
