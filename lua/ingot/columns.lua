--- The columns of a table by name, and options that speak of them, `types` and `units`: what readers
--- and tables both take.

local suggest <const> = require "ingot.suggest"

local M = {}

--- The names of a table's columns, in order and as a set.
---@param data ingot.Table|ingot.Query
---@return string[] names, table<string, boolean> present
function M.names(data)
  local names <const>, present <const> = {}, {}
  for i, column in ipairs(data:schema()) do
    names[i], present[column.name] = column.name, true
  end
  return names, present
end

--- A type or unit for a column that is nowhere is a slip of the pen: a message for it, or nil.
---@param options { types?: table<string, string>|"text", units?: table<string, string> }
---@param present table<string, boolean>  the columns there are
---@param names? string[]  those to suggest, when not all of them
---@return string? message
function M.unknown(options, present, names)
  for _, option in ipairs { "types", "units" } do
    local given <const> = options[option]
    for _, name in ipairs(suggest.names(type(given) == "table" and given or {})) do
      if not present[name] then
        return ("%s: unknown column '%s'%s"):format(option, name,
          suggest.did_you_mean(name, names or present))
      end
    end
  end
end

return M
