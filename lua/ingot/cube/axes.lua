--- The axes a cube is sliced along: `product`, `flow`, `region` and the dimensions. Each value becomes a
--- formula over the data's columns with its parameters, which hold codes as the columns do.

local dimension <const> = require "ingot.dimension"
local product <const> = require "ingot.product"
local regions <const> = require "ingot.cube.regions"
local suggest <const> = require "ingot.suggest"

local M = {}

local flows <const> = { export = true, import = true }

local function list_of(value)
  return type(value) == "table" and not value.subject and value or { value }
end

---@class ingot.AxisFilter
---@field text? string      a formula over the columns, with the parameter `members`
---@field members? string[]
---@field product? ingot.Product  of the axis of that name
---@field versions? ingot.CodeSpan[]  of an axis that sets HS codes: they, not the text, say which rows
---@field params? table      the formula's parameters, when they are others
---@field key? string        the column that the lists among these hold codes of

-- Each axis counts the same frames to whoever called the caller of M.filter: no tail calls here.
local SCRIPT <const> = 4

local function by_product(value)
  if type(value) == "table" and value.versions and value.name then
    return { product = value, versions = value.versions }
  elseif type(value) ~= "string" then
    error(("slice: product: a name expected, got %s"):format(type(value)), SCRIPT)
  end
  local found <const> = product.get(value, SCRIPT)
  return { product = found, versions = found.versions }
end

local function by_flow(value)
  local members <const> = list_of(value)
  for _, member in ipairs(members) do
    if not flows[member] then
      error(suggest.unknown("flow", "flows", tostring(member), suggest.names(flows)), SCRIPT)
    end
  end
  return { text = "flow in $members", members = members }
end

local function by_dimension(value, name, data)
  local axis <const> = dimension.get(name, SCRIPT)
  local codes <const>, text = {}, axis.key .. " in $members"
  for i, member in ipairs(list_of(value)) do
    local subject <const> = type(member) == "table" and member.subject
    local is_row <const> = subject and subject.dimension == name -- of `top`: it stands for its member
    local code <const> = is_row and subject.code or member
    if code == "" or code == dimension.NONE then
      codes[i], text = dimension.NONE, ("%s in $members or is_missing(%s)"):format(axis.key, axis.key)
    else
      codes[i] = is_row and code or dimension.resolve(name, code, SCRIPT, data)
    end
  end
  if #codes == 0 then
    error(("slice: %s: the list is empty"):format(name), SCRIPT)
  end
  return {
    text = text, members = codes, key = axis.key,
    versions = axis.key == "hs" and { { codes = codes } } or nil,
  }
end

local function by_region(value)
  local filter <const> = regions.filter(value, SCRIPT)
  return filter
end

local axes <const> = { product = by_product, flow = by_flow, region = by_region }

local function names()
  local list <const> = suggest.names(axes)
  for _, name in ipairs(dimension.names()) do
    list[#list + 1] = not axes[name] and name or nil
  end
  table.sort(list)
  return list
end

local function is_axis(name)
  for _, known in ipairs(names()) do
    if known == name then
      return true
    end
  end
  return false
end

local function is_text(data, key)
  for _, column in ipairs(data:schema()) do
    if column.name == key then
      return column.type == "text"
    end
  end
  return true
end

-- Codes as a column holds them: numbers where it was read as such. What is no number is in no row.
local function numbers(codes)
  local list <const> = {}
  for _, code in ipairs(codes) do
    list[#list + 1] = code:find "^%d+$" and math.tointeger(tonumber(code)) or nil
  end
  return list
end

local function params_of(filter, data)
  local params <const> = filter.params or { members = filter.members }
  if not filter.key or is_text(data, filter.key) then
    return params
  end
  local held <const> = {}
  for name, value in pairs(params) do
    held[name] = type(value) == "table" and numbers(value) or value
  end
  return held
end

--- What a value of an axis selects of some data. An unknown axis or member is an error at the line of
--- whoever called the caller.
---@param name string
---@param value any
---@param data ingot.Table|ingot.Query  whose codes will do where no list has them
---@return ingot.AxisFilter
function M.filter(name, value, data)
  if not is_axis(name) then
    error("slice: " .. suggest.unknown("axis", "axes", tostring(name), names()), SCRIPT - 1)
  end
  local filter <const> = (axes[name] or by_dimension)(value, name, data)
  filter.params = params_of(filter, data)
  return filter
end

return M
