--- `require` as scripts have it: the library, and modules of the user, which are read as text and run
--- in the environment of the script that asks for them. In a closed state nothing else can be
--- required; in an open one (`--trusted`), whatever Lua finds.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local public <const> = require "ingot.script.public"
local seen <const> = require "ingot.seen"

local M = {}

---@class ingot.UserModule
---@field name string  as it was required
---@field path string  of its file

local is_open <const> = native.compile ~= nil
local of_library <const> = require

-- Modules of the user by name, for all scripts of this state; and what there was of them, in order.
local loaded <const>, order <const> = {}, {}

-- Modules in C; those that are not found are said to be so.
local in_c <const> = { lfs = true, lpeg = true }

local function is_of_library(name)
  return name == "ingot" or name:find "^ingot%." ~= nil
end

local function refuse(name)
  error(("module '%s': not for scripts: not available in sandbox"):format(name), 3)
end

local function is_file(path)
  local facts <const> = native.look(path)
  return facts ~= nil and facts.kind == "file"
end

local function text_of(path)
  local text <const>, message <const>, kind <const> = native.slurp(path)
  return text or error_.raise(kind, message)
end

-- The paths where a module may be, in order, each once. A dot in its name is a folder.
local function paths_of(name, folders)
  local paths <const>, taken <const> = {}, {}
  if not name:find "^[%w_%-][%w_%-%.]*$" or name:find("..", 1, true) then
    return paths
  end
  local below <const> = name:gsub("%.", "/")
  for _, folder in ipairs(folders) do
    if not taken[folder] then
      taken[folder] = true
      local start <const> = folder == "" and "" or folder .. "/"
      paths[#paths + 1] = start .. below .. ".lua"
      paths[#paths + 1] = start .. below .. "/init.lua"
    end
  end
  return paths
end

local function found(name, folders)
  for _, path in ipairs(paths_of(name, folders)) do
    if is_file(path) then
      return path
    end
  end
end

-- Runs the module at a path; a module that gives nothing gives `true`.
local function run(name, path, environment)
  local chunk <const>, message <const> = load(text_of(path), "@" .. path, "t", environment)
  if not chunk then
    error(require "ingot.script.told".syntax(message, text_of(path)), 0)
  end
  loaded[name] = "being loaded"
  local _ <close> = setmetatable({}, { __close = function()
    if loaded[name] == "being loaded" then loaded[name] = nil end
  end })
  local value <const> = chunk(name, path)
  loaded[name] = { value = value == nil or value }
  return loaded[name].value
end

local function not_found(name, folders)
  local paths <const> = paths_of(name, folders)
  for i, path in ipairs(paths) do
    paths[i] = ("\n    no file '%s'"):format(path)
  end
  error(("module '%s' not found%s"):format(name,
    #paths > 0 and ":" .. table.concat(paths) or ""), 3)
end

--- The `require` of an environment.
---@param environment table
---@param folders fun(): string[]  where modules of the user are looked for, first to last
---@return fun(name: string): any
function M.new(environment, folders)
  local own <const> = public.new()
  return function(name)
    if type(name) ~= "string" then
      error(("require: the name of a module expected, got %s"):format(type(name)), 2)
    end
    local part <const> = own(name)
    if part then
      return part
    elseif not is_open and (is_of_library(name) or in_c[name]) then
      refuse(name)
    elseif is_of_library(name) then
      return (of_library(name))
    end
    local known <const> = loaded[name]
    if known == "being loaded" then
      error(("require '%s': it is being loaded: modules that need each other in a circle")
        :format(name), 2)
    elseif known then
      return known.value
    end
    local path <const> = found(name, folders())
    if path then
      order[#order + 1] = { name = name, path = path }
      seen.file(path)
      return (run(name, path, environment))
    elseif is_open then
      return (of_library(name))
    end
    not_found(name, folders())
  end
end

--- The modules of the user that were required, in order.
---@return ingot.UserModule[]
function M.required()
  return table.move(order, 1, #order, 1, {})
end

return M
