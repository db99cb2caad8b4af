-- Which claims are held by others. A quantity that one statement alone mentions can always be what that
-- one needs, so it checks nothing and is taken away, with its statement; what that frees is taken away in
-- turn. What is left is tied: figures of which each bounds another one. That a quantity is not negative
-- ties nothing, and a sentence that is said twice is one statement.

local M = {}

---@class ingot.check.Tie  something said of quantities: by claims that say the same, or by an identity
---@field keys string[]
---@field claims ingot.check.Claim[]  none: an identity

-- The other way round: in what each quantity stands.
local function ties_by_key(ties)
  local by_key <const> = {}
  for i, tie in ipairs(ties) do
    for _, key in ipairs(tie.keys) do
      by_key[key] = by_key[key] or {}
      table.insert(by_key[key], i)
    end
  end
  return by_key
end

-- How many ties, of those that are left, mention a quantity; and one of them.
local function mentions(list, gone)
  local n, last = 0, nil
  for _, i in ipairs(list) do
    if not gone[i] then
      n, last = n + 1, i
    end
  end
  return n, last
end

--- The ids of the claims that some other claim holds.
---@param ties ingot.check.Tie[]
---@return table<string, true>
function M.of(ties)
  local by_key <const>, gone <const>, open <const> = ties_by_key(ties), {}, {}
  for key in pairs(by_key) do
    open[#open + 1] = key
  end
  while #open > 0 do
    local n <const>, last <const> = mentions(by_key[table.remove(open)], gone)
    if n == 1 then
      gone[last] = true
      table.move(ties[last].keys, 1, #ties[last].keys, #open + 1, open)
    end
  end
  local tied <const> = {}
  for i, tie in ipairs(ties) do
    for _, claim in ipairs(gone[i] and {} or tie.claims) do
      tied[claim.id] = true
    end
  end
  return tied
end

-- The quantities of some rows, each once.
local function keys_of(rows)
  local keys <const>, seen <const> = {}, {}
  for _, row in ipairs(rows) do
    for key in pairs(row.sum) do
      keys[#keys + 1] = not seen[key] and key or nil
      seen[key] = true
    end
  end
  return keys
end

--- What is said of quantities.
---@param statements { claims: ingot.check.Claim[], rows: ingot.check.Row[] }[]
---@param identities ingot.check.Row[]
---@return ingot.check.Tie[]
function M.ties(statements, identities)
  local ties <const> = {}
  for i, statement in ipairs(statements) do
    ties[i] = { keys = keys_of(statement.rows), claims = statement.claims }
  end
  for _, row in ipairs(identities) do
    local keys <const> = keys_of { row }
    ties[#ties + 1] = #keys > 1 and { keys = keys, claims = row.claims } or nil
  end
  return ties
end

return M
