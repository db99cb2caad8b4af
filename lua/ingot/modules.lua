--- The program's own Lua, compiled beforehand into a file that `require` looks into first; see
--- host/lua/modules.h.

local native <const> = require "ingot.native"

local M = {}

-- All Lua files below a folder, in order.
local function files_below(folder, prefix, found)
  for _, name in ipairs(assert(native.names(folder))) do
    local path <const> = folder .. "/" .. name
    if native.look(path).kind == "folder" then
      files_below(path, prefix .. name .. "/", found)
    elseif name:find "^[^.].*%.lua$" then
      found[#found + 1] = prefix .. name
    end
  end
  return found
end

--- Compiles the modules below `share`/lua into a file.
---@param share string
---@param path string
---@return true?
---@return string? message
function M.write(share, path)
  local names <const> = files_below(share .. "/lua/ingot", "ingot/", {})
  table.sort(names)
  return native.compile(share, names, path)
end

return M
