-- Of what kind a conflict is, by the rows in it: the first identity of this order that takes part; with
-- none, what its claims are.

local spaces <const> = require "ingot.check.relate.space"

local M = {}

local order <const> = { "rank_order", "net", "parts_total", "ytd_chain", "part_over_whole" }

local function is_all(statements, kind)
  for _, statement in ipairs(statements) do
    if statement.claim.kind ~= kind then
      return false
    end
  end
  return true
end

local function has(statements, kind)
  for _, statement in ipairs(statements) do
    if statement.claim.kind == kind then
      return true
    end
  end
  return false
end

local function of_claims(statements, rules)
  for _, rule in ipairs(rules) do
    if rule == "unit_value" then -- value and amount, which a price ties
      return "parts_total", rule
    end
  end
  local levels = 0
  for _, statement in ipairs(statements) do
    levels = levels + (spaces.is_level(statement.claim) and 1 or 0)
  end
  if levels == #statements then
    return "stale_copy"
  end
  return has(statements, "share") and "share_of" or "growth"
end

--- The kind of a conflict, and the rules of its rows in their order.
---@param statements ingot.check.Statement[]
---@param rows ingot.check.Row[]
---@return string kind
---@return string[] rules
---@return string? title  under which it is reported, where that is not its kind's
function M.of(statements, rows)
  local rules <const>, seen <const> = {}, {}
  for _, row in ipairs(rows) do
    if not seen[row.rule] then
      seen[row.rule] = true
      rules[#rules + 1] = row.rule
    end
  end
  local is_identity <const> = {}
  for _, row in ipairs(M.identities(rows)) do
    is_identity[row.rule] = true
  end
  for _, rule in ipairs(order) do
    if is_identity[rule] then
      local of_shares <const> = rule == "part_over_whole" and is_all(statements, "share")
      return of_shares and "share_sum" or rule, rules
    end
  end
  local kind <const>, title <const> = of_claims(statements, rules)
  return kind, rules, title
end

--- Those of rows that are identities, but for signs.
---@param rows ingot.check.Row[]
---@return ingot.check.Row[]
function M.identities(rows)
  local found <const> = {}
  for _, row in ipairs(rows) do
    found[#found + 1] = row.equation and row or nil
  end
  return found
end

--- The one quantity of an identity that none of the statements speaks of; nil: none, or several.
---@param row ingot.check.Row
---@param statements ingot.check.Statement[]
---@return string? key
function M.missing(row, statements)
  local found
  for key in pairs(row.sum) do
    local is_there = false
    for _, statement in ipairs(statements) do
      is_there = is_there or statement.rows[1] and statement.rows[1].sum[key] ~= nil
    end
    if not is_there then
      if found then
        return nil
      end
      found = key
    end
  end
  return found
end

return M
