--- What was left out before a cube was made: the conditions of a query, as claims carry them. Where a
--- query does anything else, has parameters or asks a Lua function, it has none that could be told:
--- `ingot why` then says that the run used some of the rows only.

local native <const> = require "ingot.native"

local M = {}

-- The condition of a line of a plan; nil for what is none, or cannot be read again.
local function condition_of(line)
  local text <const> = line:match "^%d+%s+where%s+(.+)$"
  local is_plain <const> = text and text ~= "(function)" and not text:find("$", 1, true)
  return is_plain and pcall(native.formula, text) and text or nil
end

--- Conditions as one, or nil without any.
---@param ... string?
---@return string?
function M.all(...)
  local conditions <const>, given <const> = {}, table.pack(...)
  for i = 1, given.n do
    conditions[#conditions + 1] = given[i]
  end
  if #conditions < 2 then
    return conditions[1]
  end
  return "(" .. table.concat(conditions, ") and (") .. ")"
end

--- The condition that all rows of a query meet, if that is all it asks of its table.
---@param source ingot.Table|ingot.Query
---@return string?
function M.of(source)
  if native.type(source) ~= "query" then
    return nil
  end
  local conditions <const> = {}
  for line in source:explain():gmatch "[^\n]+" do
    local condition <const> = condition_of(line)
    if not condition and not line:find "^1%s+from%s" then
      return nil
    end
    conditions[#conditions + 1] = condition
  end
  return M.all(table.unpack(conditions))
end

return M
