-- Statements that have nothing to do with one another are looked at apart: those of a component share
-- quantities, directly or through identities.

local M = {}

local function root(parents, name)
  while parents[name] ~= name do
    parents[name] = parents[parents[name]]
    name = parents[name]
  end
  return name
end

local function join(parents, rows)
  for _, row in ipairs(rows) do
    local first
    for key in pairs(row.sum) do
      parents[key] = parents[key] or key
      first = first or key
      parents[root(parents, key)] = root(parents, first)
    end
  end
end

--- The statements of each component, in the order of the text.
---@param system ingot.check.System
---@return ingot.check.Statement[][]
function M.of(system)
  local parents <const> = {}
  join(parents, system.problem.identities)
  for _, statement in ipairs(system.statements) do
    join(parents, statement.rows)
    local sum <const> = {} -- the rows of one statement belong together
    for _, row in ipairs(statement.rows) do
      for key in pairs(row.sum) do
        sum[key] = 1
      end
    end
    join(parents, { { sum = sum } })
  end
  for _, row in ipairs(system.problem.identities) do
    for _, claim in ipairs(row.claims) do -- a rank has no quantity of its own
      parents[claim] = parents[claim] or claim
      local key <const> = next(row.sum)
      parents[root(parents, claim)] = root(parents, key)
    end
  end
  local found <const>, known <const> = {}, {}
  for _, statement in ipairs(system.statements) do
    local row <const> = statement.rows[1]
    local name = row and next(row.sum) or statement.claim
    name = parents[name] and root(parents, name) or name
    if not known[name] then
      known[name] = {}
      found[#found + 1] = known[name]
    end
    table.insert(known[name], statement)
  end
  return found
end

return M
