--- What was warned of a file since the program started, for holding warnings whole.

local read = require "ingot.read"

---@param path string
---@return string[] messages  in order
return function(path)
  local list <const> = {}
  for _, warning in ipairs(read.warnings()) do
    list[#list + 1] = warning.file == path and warning.message or nil
  end
  return list
end
