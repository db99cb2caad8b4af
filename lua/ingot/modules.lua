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

-- Modules of others that every start of the program loads.
local of_others <const> = { "argparse" }

--- Compiles the modules below `share`/lua into a file, and those of others.
---@param share string
---@param path string
---@return true?
---@return string? message
function M.write(share, path)
  local names <const> = files_below(share .. "/lua/ingot", "ingot/", {})
  local elsewhere <const> = {}
  for _, name in ipairs(of_others) do
    local file <const> = package.searchpath(name, package.path)
    if file then
      names[#names + 1] = name .. ".lua"
      elsewhere[name .. ".lua"] = file
    end
  end
  table.sort(names)
  return native.compile(share, names, path, elsewhere)
end

return M
