--- Runs a script file: as text, with strict globals of its own. Before it, what an analyst has for
--- all scripts: modules in the folders of `INGOT_PATH` can be required, and the desk's
--- `$XDG_CONFIG_HOME/ingot/init.lua` (else `~/.config/ingot/init.lua`), where it exists, is run.

local error_ <const> = require "ingot.error"
local lfs <const> = require "lfs"
local returns <const> = require "ingot.script.returns"
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

-- "path:line" of the call that is under way in the script, or the path alone. A call that the script
-- returns leaves no frame behind, but its source tells the line.
local function position(path, source)
  local level = 3
  local frame = debug.getinfo(level, "Sl")
  while frame and frame.source ~= "@" .. path do
    level = level + 1
    frame = debug.getinfo(level, "Sl")
  end
  local line <const> = frame and frame.currentline or source and returns.line(source)
  return line and line > 0 and ("%s:%d"):format(path, line) or path
end

-- What was raised as a text: errors without a message, and values that have none, are told by place.
local function text_of(path, value, source)
  local metatable <const> = getmetatable(value)
  if value == nil then
    return position(path, source) .. ": an error without a message"
  elseif type(metatable) == "table" and metatable.__tostring or type(value) == "number" then
    return ("%s: %s"):format(position(path, source), tostring(value))
  end
  return ("%s: an error that is a %s; a text expected"):format(position(path, source), type(value))
end

local PLACE <const> = "^[^\n]-:%d+: "

-- Kinds of errors that name no file of data, and so need the script's name.
local without_place <const> = { limit = true, stopped = true, script = true }

-- The text of a script or of a module of one; nil where it cannot be read any more.
local function source_reader(path, source)
  return function(asked)
    if asked == path and source then
      return source
    end
    local read <const>, text <const> = pcall(read_source, asked)
    return read and text or nil
  end
end

-- Kinds of errors that are no mistake of the script's: its functions are no help there.
local untold <const> = { limit = true, stopped = true, internal = true }

-- The message in the script's own words, where there are any. A stack without room is left alone.
local function told(path, value, source)
  local is_error <const> = error_.is(value)
  local message <const> = is_error and value.message or value
  if type(message) ~= "string" or message:find("stack overflow", 1, true)
    or is_error and untold[value.kind] then
    return value
  end
  local better <const> = require "ingot.script.told".told(message,
    require "ingot.script.frames".now(), source_reader(path, source))
  return is_error and setmetatable({ message = better, kind = value.kind }, error_.Error) or better
end

-- What was raised, with the script's name and, where it can be told, its line.
local function placed(path, value, source)
  if type(value) ~= "string" and not error_.is(value) then
    value = text_of(path, value, source)
  end
  if type(value) == "string" and not value:match(PLACE) then
    value = position(path, source) .. ": " .. value
  elseif error_.is(value) and without_place[value.kind] and not value.message:match(PLACE) then
    value = setmetatable({
      message = position(path, source) .. ": " .. value.message, kind = value.kind,
    }, error_.Error)
  end
  if os.getenv "INGOT_TRACEBACK" then
    io.stderr:write(debug.traceback(tostring(value), 2), "\n")
  end
  return value
end

local function call(path, source, fn, ...)
  local worked <const>, value <const> = xpcall(fn, function(value)
    value = placed(path, value, source) -- the levels of its stack count this frame: no tail call
    local worked <const>, better <const> = pcall(told, path, value, source)
    return worked and better or value
  end, ...)
  if not worked then
    error(value, 0)
  end
  return value
end

--- Calls a function with arguments, on behalf of the script at a path: its errors name the script.
---@param path string
---@param fn function
---@param ... any
---@return any
function M.call(path, fn, ...)
  return call(path, nil, fn, ...)
end

local function run_file(path)
  local source <const> = read_source(path)
  if source:sub(1, 1) == "\27" then
    error_.raise("script", path .. ": a compiled chunk; only Lua text is run")
  end
  local chunk <const>, message <const> = load(source, "@" .. path, "t", strict.environment())
  if not chunk then
    error_.raise("script", require "ingot.script.told".syntax(message, source))
  end
  return call(path, source, chunk)
end

-- ---- what all scripts share ----

-- Lets modules of the folders in INGOT_PATH ("lib:/desk/lua") be required, before any others.
local function add_folders()
  local templates <const> = {}
  for folder in (os.getenv "INGOT_PATH" or ""):gmatch "[^:]+" do
    if lfs.attributes(folder, "mode") ~= "directory" then
      error_.raise("no input", ("INGOT_PATH: no folder '%s'"):format(folder), 0)
    end
    templates[#templates + 1] = ("%s/?.lua;%s/?/init.lua;"):format(folder, folder)
  end
  local added <const> = table.concat(templates)
  if package.path:sub(1, #added) ~= added then
    package.path = added .. package.path
  end
end

-- The desk's own definitions, or nil: HOME is unset in bare environments.
local function desk_file()
  local config, home = os.getenv "XDG_CONFIG_HOME", os.getenv "HOME"
  if not config or config == "" then
    config = home and home ~= "" and home .. "/.config"
  end
  local path <const> = config and config .. "/ingot/init.lua"
  return path and lfs.attributes(path) and path or nil
end

--- Where a script returns, "path:line", or its path alone: the place of what is said of a call that
--- the script returns.
---@param path string
---@return string
function M.place(path)
  local line <const> = returns.line(read_source(path))
  return line and ("%s:%d"):format(path, line) or path
end

--- Makes modules of INGOT_PATH known and runs the desk's init.lua; its errors carry its own file and
--- line.
function M.prepare()
  add_folders()
  local path <const> = desk_file()
  if path then
    run_file(path)
  end
end

--- Runs the script at a path and gives what it returns. Its errors carry its own file and line.
---@param path string
---@return any
function M.run(path)
  M.prepare()
  return run_file(path)
end

return M
