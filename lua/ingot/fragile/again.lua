--- A script run once more without a trace: what it reads it is given from memory, what it prints and
--- writes goes nowhere.

local ingot_modules <const> = { "read", "indicator", "open" }
local writers <const> = { "write", "pack", "make_folder", "remove", "say" }
local native <const> = require "ingot.native"

local M = {}

-- A text for arguments of a reader: texts, numbers and tables of these.
local function text_of(value)
  if type(value) ~= "table" then
    return ("%s:%s"):format(type(value), tostring(value))
  end
  local parts <const> = {}
  for key, item in pairs(value) do
    parts[#parts + 1] = ("%s=%s"):format(text_of(key), text_of(item))
  end
  table.sort(parts)
  return "{" .. table.concat(parts, ",") .. "}"
end

-- A reader that reads the same only once; its tables are queries' sources and never change.
local function remembering(reader)
  local kept <const> = {}
  return function(...)
    local key <const> = text_of { ... }
    kept[key] = kept[key] or reader(...)
    return kept[key]
  end
end

local function replace(undo, holder, name, value)
  local before <const> = rawget(holder, name)
  undo[#undo + 1] = function() rawset(holder, name, before) end
  rawset(holder, name, value)
end

--- Calls a function while scripts read from memory, print nothing and write nothing.
---@param fn function
---@return any
function M.quietly(fn)
  local undo <const>, ingot <const> = {}, require "ingot"
  for _, name in ipairs(ingot_modules) do
    replace(undo, ingot, name, remembering(ingot[name]))
  end
  replace(undo, _G, "print", function() end)
  for _, name in ipairs(writers) do
    replace(undo, native, name, function() return true end)
  end
  local worked <const>, value <const> = pcall(fn)
  for i = #undo, 1, -1 do
    undo[i]()
  end
  if not worked then
    error(value, 0)
  end
  return value
end

return M
