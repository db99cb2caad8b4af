--- Runs a script file: as text, with strict globals of its own. Before it, what an analyst has for
--- all scripts: modules in the folders of `INGOT_PATH` can be required, and the desk's
--- `$XDG_CONFIG_HOME/ingot/init.lua` (else `~/.config/ingot/init.lua`), where it exists, is run.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local remarks <const> = require "ingot.read.remarks"
local raised <const> = require "ingot.script.raised"
local require_ <const> = require "ingot.script.require"
local returns <const> = require "ingot.script.returns"
local seen <const> = require "ingot.seen"
local strict <const> = require "ingot.strict"

local M = {}

-- The text of a file that is to be run; `what` it is to the user, a script unless told otherwise.
local function read_source(path, what)
  local source <const>, message <const>, kind <const> = native.slurp(path)
  if not source then
    what = what or "script"
    error_.raise(kind, (message:gsub(": no such file$", ": no such " .. what)
      :gsub(": is a directory$", "%0, a " .. what .. " is expected")))
  end
  return source
end

-- "path:line" of the call that is under way in the script, or the path alone. A call that the script
-- returns leaves no frame behind, but its source tells the line.
local function position(path, source)
  local level = 3
  local frame = native.frame(level)
  while frame and frame.source ~= "@" .. path do
    level = level + 1
    frame = native.frame(level)
  end
  local line <const> = frame and frame.line or source and returns.line(source)
  return line and line > 0 and ("%s:%d"):format(path, line) or path
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
    value = (raised.text(value))
  end
  if type(value) == "string" then
    value = value:gsub("^([^\n]-:%d+: )%1", "%1") -- coroutine.wrap puts one before it
  end
  if type(value) == "string" and not value:match(PLACE) then
    value = position(path, source) .. ": " .. value
  elseif error_.is(value) and without_place[value.kind] and type(value.message) == "string"
    and not value.message:match(PLACE) then
    value = setmetatable({
      message = position(path, source) .. ": " .. value.message, kind = value.kind,
    }, error_.Error)
  end
  if native.getenv "INGOT_TRACEBACK" then
    native.say(2, native.traceback(tostring(value), 2) .. "\n")
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

-- ---- what all scripts share ----

-- The folders of INGOT_PATH ("lib:/desk/lua"), in order.
local function shared_folders()
  local folders <const> = {}
  for folder in (native.getenv "INGOT_PATH" or ""):gmatch "[^:]+" do
    local there <const> = native.look(folder)
    if not there or there.kind ~= "folder" then
      error_.raise("no input", ("INGOT_PATH: no folder '%s'"):format(folder), 0)
    end
    folders[#folders + 1] = folder
  end
  return folders
end

-- Where the modules are that a script may require: beside it, in the folders for all, and in the
-- current one.
local function folders_of(path)
  local beside <const> = path:match "^(.*)/[^/]*$"
  local folders <const> = { beside == "" and "/" or beside or "" }
  for _, folder in ipairs(shared_folders()) do
    folders[#folders + 1] = folder
  end
  if beside then
    folders[#folders + 1] = ""
  end
  return folders
end

-- `warn` of scripts: the run tells of it as of what the reader warns of. What begins with an "@" is
-- for Lua itself.
local function warn(...)
  local parts <const> = table.pack(...)
  for i = 1, math.max(parts.n, 1) do
    if type(parts[i]) ~= "string" and type(parts[i]) ~= "number" then
      error(("warn: a text expected, got %s"):format(type(parts[i])), 2)
    end
  end
  local text <const> = table.concat(parts)
  if parts.n > 1 or text:sub(1, 1) ~= "@" then
    remarks.warn((native.place():gsub(": $", "")), text)
  end
end

--- Globals of the script at a path, whether there is one or not.
---@param path string  its file, beside which modules of its own are
---@return table
function M.environment(path)
  local environment <const> = strict.environment()
  environment.require = require_.new(environment, function() return folders_of(path) end)
  environment.warn = warn
  return environment
end

local function run_file(path, environment, what)
  seen.file(path)
  local source <const> = read_source(path, what)
  if source:sub(1, 1) == "\27" then
    error_.raise("script", path .. ": a compiled chunk; only Lua text is run")
  end
  local chunk <const>, message <const> = load(source, "@" .. path, "t",
    environment or M.environment(path))
  if not chunk then
    error_.raise("script", require "ingot.script.told".syntax(message, source))
  end
  return call(path, source, chunk)
end

-- The desk's own definitions, or nil: HOME is unset in bare environments.
local function desk_file()
  local config, home = native.getenv "XDG_CONFIG_HOME", native.getenv "HOME"
  if not config or config == "" then
    config = home and home ~= "" and home .. "/.config"
  end
  local path <const> = config and config .. "/ingot/init.lua"
  return path and native.look(path) and path or nil
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
  shared_folders() -- one that is missing is told at once
  local path <const> = desk_file()
  if path then
    run_file(path)
  end
end

--- Runs the script at a path and gives what it returns. Its errors carry its own file and line. A
--- prelude is run before it: the script sees the names that it sets.
---@param path string
---@param prelude? string
---@param what? string  what messages call the script: "manifest"
---@return any
function M.run(path, prelude, what)
  M.prepare()
  local environment <const> = M.environment(path)
  if prelude then
    run_file(prelude, environment, "prelude")
  end
  return run_file(path, environment, what)
end

return M
