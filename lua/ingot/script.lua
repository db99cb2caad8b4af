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

-- "path:line" of the call that is under way in the script, or the path alone.
local function position(path)
  local level = 3
  local frame = debug.getinfo(level, "Sl")
  while frame and frame.source ~= "@" .. path do
    level = level + 1
    frame = debug.getinfo(level, "Sl")
  end
  return frame and frame.currentline > 0 and ("%s:%d"):format(path, frame.currentline) or path
end

-- What was raised as a text: errors without a message, and values that have none, are told by place.
local function text_of(path, value)
  local metatable <const> = getmetatable(value)
  if value == nil then
    return position(path) .. ": an error without a message"
  elseif type(metatable) == "table" and metatable.__tostring or type(value) == "number" then
    return ("%s: %s"):format(position(path), tostring(value))
  end
  return ("%s: an error that is a %s; a text expected"):format(position(path), type(value))
end

local PLACE <const> = "^[^\n]-:%d+: "

-- Kinds of errors that name no file of data, and so need the script's name.
local without_place <const> = { limit = true, stopped = true }

-- A call in tail position leaves no frame behind, so its error may come without the script's line.
local function placed(path, value)
  if type(value) ~= "string" and not error_.is(value) then
    value = text_of(path, value)
  end
  if type(value) == "string" and not value:match(PLACE) then
    value = path .. ": " .. value
  elseif error_.is(value) and without_place[value.kind] and not value.message:match(PLACE) then
    value = setmetatable({ message = path .. ": " .. value.message, kind = value.kind }, error_.Error)
  end
  if os.getenv "INGOT_TRACEBACK" then
    io.stderr:write(debug.traceback(tostring(value), 2), "\n")
  end
  return value
end

--- Calls a function with arguments, on behalf of the script at a path: its errors name the script.
---@param path string
---@param fn function
---@param ... any
---@return any
function M.call(path, fn, ...)
  local worked <const>, value <const> = xpcall(fn, function(value) return placed(path, value) end, ...)
  if not worked then
    error(value, 0)
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
  return M.call(path, chunk)
end

return M
