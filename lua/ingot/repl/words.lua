--- What may stand in a string: columns in the formulas of a table's verbs, names of metrics, products
--- and what else has a name, files where something is read.

local names <const> = require "ingot.repl.names"
local native <const> = require "ingot.native"

local M = {}

-- The names of a registry.
local function registry(module)
  return function()
    return require("ingot." .. module).names()
  end
end

local function set(text, value)
  local found <const> = {}
  for name in text:gmatch "%S+" do
    found[name] = value
  end
  return found
end

local metrics <const> = registry "metrics"

-- Verbs whose strings hold columns.
local of_columns <const> = set("where select derive by agg sort top distinct window join rename pivot column "
  .. "exact text", true)

-- Functions of cubes and breakdowns whose string is a metric's name.
local of_metrics <const> = set("measure series top all one gone unknown table contributions shift_share "
  .. "concentration", metrics)

-- Functions whose string is a file's name.
local of_files <const> = set("read indicator open save x13", true)

-- By the key that the string is the value of.
local by_key <const> = {
  product = registry "product", profile = registry "format", value = metrics, quantity = metrics,
  display = registry "display", within = nil,
}

-- By function: of these the name alone tells.
local by_function <const> = {
  classes = registry "class", metric = metrics, product = registry "product",
}

local function dimensions()
  return { "hs", "mode", "part", "partner", "province", "region" }
end

-- The names in a folder that go on as a text does; folders end in a slash.
local function files(text)
  local folder <const>, start <const> = text:match "^(.-)([^/]*)$"
  local found <const> = {}
  for _, name in ipairs(native.names(folder == "" and "." or folder) or {}) do
    if name:sub(1, 1) ~= "." and name:sub(1, #start) == start then
      local look <const> = native.look(folder .. name)
      found[#found + 1] = name .. (look and look.kind == "folder" and "/" or "")
    end
  end
  return found, start
end

local function columns(data)
  local found <const> = {}
  local ok <const>, schema <const> = pcall(function() return data:schema() end)
  for i, column in ipairs(ok and schema or {}) do
    found[i] = column.name
  end
  return found
end

--- What a string may go on with, and the piece of it that is there already.
---@param open ingot.ScanString
---@param globals table
---@return string[] words, string start
function M.of(open, globals)
  local parts <const> = open.callee or {}
  local callee <const> = parts[#parts] and parts[#parts].name
  local keyed <const> = open.key and by_key[open.key]
  if keyed then
    return keyed(), open.text
  elseif callee and of_files[callee] and not open.key then
    return files(open.text)
  end
  local what <const> = #parts > 1 and names.walk(parts, globals, #parts - 1) or {}
  local class <const> = what.class or names.class(what.value)
  if what.data and of_columns[callee] and (class == "table" or class == "query" or class == "grouping") then
    return columns(what.data), open.text:match "[%a_]?[%w_]*$"
  elseif class == "cube" and callee == "by" then
    return dimensions(), open.text
  elseif of_metrics[callee] and (class == "cube" or class == "breakdown") then
    return metrics(), open.text
  elseif by_function[callee] then
    return by_function[callee](), open.text
  end
  return {}, open.text
end

return M
