--- Values as the session prints them: tables of data as tables, articles as their text, plain tables with
--- what is in them, a few levels deep.

local native <const> = require "ingot.native"
local terminal <const> = require "ingot.render.terminal"
local visible <const> = require "ingot.visible"

local M = {}

local DEEPEST <const>, MOST <const> = 3, 20 -- levels and entries of plain tables

local function is_object(value)
  local meta <const> = getmetatable(value)
  return meta ~= nil and (type(meta) ~= "table" or rawget(meta, "__tostring") ~= nil)
end

local show

local function key_text(key)
  if type(key) == "string" and key:find "^[%a_][%w_]*$" then
    return key
  end
  return "[" .. show(key, DEEPEST + 1, {}) .. "]"
end

-- Keys besides those of the list, texts first, in order.
local function keys_of(value, length)
  local texts <const>, others <const> = {}, {}
  for key in next, value do
    if type(key) == "string" then
      texts[#texts + 1] = key
    elseif math.type(key) ~= "integer" or key < 1 or key > length then
      others[#others + 1] = key
    end
  end
  table.sort(texts)
  return table.move(others, 1, #others, #texts + 1, texts)
end

local function inside(value, depth, above)
  local parts <const>, length <const> = {}, rawlen(value)
  for i = 1, math.min(length, MOST) do
    parts[i] = show(rawget(value, i), depth + 1, above)
  end
  local keys <const> = keys_of(value, length)
  for i = 1, math.min(#keys, MOST) do
    parts[#parts + 1] = key_text(keys[i]) .. " = " .. show(rawget(value, keys[i]), depth + 1, above)
  end
  if length > MOST or #keys > MOST then
    parts[#parts + 1] = "…"
  end
  return parts
end

local function plain_table(value, depth, above)
  if above[value] then
    return "{ itself }"
  elseif next(value) == nil then
    return "{}"
  elseif depth > DEEPEST then
    return "{ … }"
  end
  above[value] = true
  local parts <const> = inside(value, depth, above)
  above[value] = nil
  local line <const> = "{ " .. table.concat(parts, ", ") .. " }"
  if native.width(line) <= 100 and not line:find("\n", 1, true) then
    return line
  end
  local indent <const> = ("  "):rep(depth)
  return "{\n" .. indent .. table.concat(parts, ",\n" .. indent) .. "\n" .. ("  "):rep(depth - 1) .. "}"
end

-- A value inside another, on one line where it fits.
function show(value, depth, above)
  if type(value) == "string" then
    return '"' .. visible(value) .. '"'
  elseif type(value) == "table" and not is_object(value) then
    return plain_table(value, depth, above)
  elseif native.type(value) == "table" or native.type(value) == "query" then
    return ("a %s"):format(native.type(value))
  end
  return tostring(value)
end

--- A value as text, without a line break at its end.
---@param value any
---@return string
function M.value(value)
  local kind <const> = native.type(value)
  if kind == "table" or kind == "query" then
    return (terminal.render(value):gsub("\n$", ""))
  elseif type(value) == "string" then
    return value
  elseif type(value) == "table" and not is_object(value) then
    return plain_table(value, 1, {})
  end
  return tostring(value)
end

return M
