--- Runs a script file: as text, with strict globals of its own.

local error_ <const> = require "ingot.error"
local lfs <const> = require "lfs"
local strict <const> = require "ingot.strict"

local M = {}

local function read_source(path)
  if lfs.attributes(path, "mode") == "directory" then
    error_.raise("no input", path .. ": is a directory, a script is expected")
  end
  local file <const>, message <const> = io.open(path, "rb")
  if not file then
    error_.raise("no input", (message:gsub(": No such file or directory$", ": no such script")))
  end
  local source <const> = file:read "a"
  file:close()
  return source
end

-- A call in tail position leaves no frame behind, so its error may come without the script's line.
local function placed(path, value)
  if type(value) == "string" and not value:match "^[^\n]-:%d+: " then
    value = path .. ": " .. value
  end
  if os.getenv "INGOT_TRACEBACK" then
    io.stderr:write(debug.traceback(tostring(value), 2), "\n")
  end
  return value
end

--- Runs the script at a path and gives what it returns. Its errors carry its own file and line.
---@param path string
---@return any
function M.run(path)
  local source <const> = read_source(path)
  if source:sub(1, 1) == "\27" then
    error_.raise("script", path .. ": a compiled chunk; only Lua text is run")
  end
  local chunk <const>, message <const> = load(source, "@" .. path, "t", strict.environment())
  if not chunk then
    error_.raise("script", message)
  end
  local worked <const>, value <const> = xpcall(chunk, function(value) return placed(path, value) end)
  if not worked then
    error(value, 0)
  end
  return value
end

return M
