--- The program's own Lua, compiled beforehand: a file that holds every module as its text and as what
--- Lua made of it. Parsing two hundred modules takes longer than most scripts run. A module is taken
--- from there only while its file reads as it did then, to the byte; else it is parsed as ever. So
--- there is nothing to go stale, and a program without that file is the same, only slower to start.

local native <const> = require "ingot.native"

local M = {}

local MARK <const> = "ingot modules 1\n"
local ENTRY <const> = "<s4s4s4" -- path below lua/, text, bytecode

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
  local parts <const> = {}
  for _, name in ipairs(files_below(share .. "/lua/ingot", "ingot/", {})) do
    local source <const> = share .. "/lua/" .. name
    local text <const> = native.slurp(source)
    local chunk <const>, message <const> = load(text or "", "@" .. source, "t")
    if not text or not chunk then
      return nil, message or source .. ": cannot be read"
    end
    parts[#parts + 1] = ENTRY:pack(name, text, string.dump(chunk))
  end
  local body <const> = table.concat(parts)
  return native.write(path, MARK .. ("<I8"):pack(#body) .. body)
end

-- The entries of such a file: path → text and bytecode; nil when it is none, or not whole.
local function read(path)
  local bytes <const> = native.slurp(path)
  if not bytes or bytes:sub(1, #MARK) ~= MARK or #bytes < #MARK + 8 then
    return nil
  end
  local length <const>, first <const> = ("<I8"):unpack(bytes, #MARK + 1)
  if length ~= #bytes - first + 1 then
    return nil
  end
  local entries <const>, at = {}, first
  while at <= #bytes do
    local name, text, code
    name, text, code, at = ENTRY:unpack(bytes, at)
    entries[name] = { text = text, code = code }
  end
  return entries
end

--- Has `require` look there first for the program's own modules.
---@param share string  the folder above lua/
---@param path string   the file that `write` made, if there is one
function M.use(share, path)
  local entries <const> = read(path)
  if not entries then
    return
  end
  table.insert(package.searchers, 2, function(name)
    local below <const> = name:gsub("%.", "/")
    for _, ending in ipairs { ".lua", "/init.lua" } do
      local entry <const> = entries[below .. ending]
      local source <const> = share .. "/lua/" .. below .. ending
      if entry and native.slurp(source) == entry.text then
        return load(entry.code, "@" .. source, "b"), source
      end
    end
  end)
end

return M
