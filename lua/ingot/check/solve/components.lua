-- Statements that have nothing to do with one another are looked at apart: those of a component share
-- quantities, directly or through identities, or say something only together.

local M = {}

local function root(parents, name)
  parents[name] = parents[name] or name
  while parents[name] ~= name do
    parents[name] = parents[parents[name]]
    name = parents[name]
  end
  return name
end

-- Whatever takes part in a row belongs together: quantities by key, statements as they are.
local function join(parents, system, row, statement)
  local first = statement or next(row.sum)
  for key in pairs(row.sum) do
    parents[root(parents, key)] = root(parents, first)
  end
  for _, claim in ipairs(row.claims) do
    local other <const> = system.by_claim[claim]
    if other then
      parents[root(parents, other)] = root(parents, first)
    end
  end
end

--- The statements of each component, in the order of the text.
---@param system ingot.check.System
---@return ingot.check.Statement[][]
function M.of(system)
  local parents <const>, found <const>, known <const> = {}, {}, {}
  for _, row in ipairs(system.problem.identities) do
    join(parents, system, row)
  end
  for _, statement in ipairs(system.statements) do
    for _, row in ipairs(statement.rows) do
      join(parents, system, row, statement)
    end
  end
  for _, statement in ipairs(system.statements) do
    local name <const> = root(parents, statement)
    if not known[name] then
      known[name] = {}
      found[#found + 1] = known[name]
    end
    table.insert(known[name], statement)
  end
  return found
end

return M
