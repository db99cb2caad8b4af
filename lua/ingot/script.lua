--- Runs a script file: as text, with strict globals of its own. Before it, what an analyst has for
--- all scripts: modules in the folders of `INGOT_PATH` can be required, and the desk's
--- `$XDG_CONFIG_HOME/ingot/init.lua` (else `~/.config/ingot/init.lua`), where it exists, is run.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local raised <const> = require "ingot.script.raised"
local returns <const> = require "ingot.script.returns"
local seen <const> = require "ingot.seen"
local strict <const> = require "ingot.strict"

local M = {}

local function read_source(path)
  local source <const>, message <const>, kind <const> = native.slurp(path)
  if not source then
    error_.raise(kind, (message:gsub(": no such file$", ": no such script")
      :gsub(": is a directory$", "%0, a script is expected")))
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

-- What was raised, with the script's name and, where it can be told, its line.
local function placed(path, value, source)
  if type(value) ~= "string" and not error_.is(value) then
    value = (raised.text(value))
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
    return (placed(path, value, source)) -- the levels of its stack count this frame: no tail call
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

local function run_file(path, environment)
  seen.file(path)
  local source <const> = read_source(path)
  if source:sub(1, 1) == "\27" then
    error_.raise("script", path .. ": a compiled chunk; only Lua text is run")
  end
  local chunk <const>, message <const> = load(source, "@" .. path, "t",
    environment or strict.environment())
  if not chunk then
    error_.raise("script", message)
  end
  return call(path, source, chunk)
end

-- ---- what all scripts share ----

-- Lets modules of the folders in INGOT_PATH ("lib:/desk/lua") be required, before any others.
local function add_folders()
  local templates <const> = {}
  for folder in (native.getenv "INGOT_PATH" or ""):gmatch "[^:]+" do
    local there <const> = native.look(folder)
    if not there or there.kind ~= "folder" then
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
  add_folders()
  local path <const> = desk_file()
  if path then
    run_file(path)
  end
end

--- Runs the script at a path and gives what it returns. Its errors carry its own file and line. A
--- prelude is run before it: the script sees the names that it sets.
---@param path string
---@param prelude? string
---@return any
function M.run(path, prelude)
  M.prepare()
  local environment <const> = strict.environment()
  if prelude then
    run_file(prelude, environment)
  end
  return run_file(path, environment)
end

return M
