--- Bases too small for a rate of growth: the level below which a metric's base is said to be low
--- instead, its own (`tiny = "100 kg"`) or that of the desk (`ingot.growth { tiny = … }`).

local number <const> = require "ingot.number"
local unit <const> = require "ingot.unit"

local M = {}

local usual = {} ---@type string[]  of the desk: "100 kg", "1000 USD"

local function parts_of(text)
  local digits <const>, name <const> = text:match "^([%d.]+)%s*(.-)$"
  return digits and number.parse(digits), name
end

--- "100 kg" as a number in a unit; or nil and why it is none.
---@param text string
---@param to string  a unit
---@return ingot.Number?
---@return string? message
function M.parse(text, to)
  local value <const>, name <const> = parts_of(text)
  if not value then
    return nil, ("a number and its unit expected, as \"100 kg\", got '%s'"):format(text)
  end
  local fine <const>, powers <const> = pcall(unit.powers, name, to)
  if not fine then
    return nil, (powers:gsub("^%S+:%d+: ", ""))
  end
  return number.shift(value, powers)
end

--- The desk's for levels in a unit, or nil: the first of those given that is of its kind.
---@param to string  a unit
---@return ingot.Number?
function M.usual(to)
  for _, text in ipairs(usual) do
    local value <const> = M.parse(text, to)
    if value then
      return value
    end
  end
end

--- Sets the desk's; gives what is wrong with it, or nil.
---@param texts? string|string[]  none takes them back
---@return string?
function M.set(texts)
  local list <const> = type(texts) == "string" and { texts } or texts or {}
  if type(list) ~= "table" then
    return ("a number and its unit expected, as \"100 kg\", or a list of them, got %s"):format(
      type(texts))
  end
  for _, text in ipairs(list) do
    local value <const>, name <const> = parts_of(tostring(text))
    if not value then
      return ("a number and its unit expected, as \"100 kg\", got '%s'"):format(tostring(text))
    end
    local known <const>, message <const> = pcall(unit.get, name)
    if not known then
      return (message:gsub("^%S+:%d+: ", ""))
    end
  end
  usual = list
end

return M
