--- What the native reader is told: a profile and the caller's options as one spec.

local coverage <const> = require "ingot.coverage"
local dialect <const> = require "ingot.read.dialect"
local suggest <const> = require "ingot.suggest"

local M = {}

local currencies <const> = { CNY = "value_cny", USD = "value_usd", EUR = "value_eur" }

local function column_from(template, name, kind)
  local column <const> = { name = name, kind = kind or template.kind }
  column.unit, column.required = template.unit, template.required
  column.decimal, column.thousands = template.decimal, template.thousands
  column.missing = template.missing
  column.aliases = table.move(template.aliases or {}, 1, #(template.aliases or {}), 1, {})
  return column
end

-- The profile's columns, with the caller's currency and types.
local function columns_by_name(profile, options)
  local names <const>, columns <const> = {}, {}
  for _, template in ipairs(profile.columns or {}) do
    local name = template.name
    if name == "value" and options.currency then
      name = currencies[options.currency]
    end
    local column <const> = column_from(template, name)
    local same <const> = columns[name]
    if same then
      table.move(column.aliases, 1, #column.aliases, #same.aliases + 1, same.aliases)
    else
      names[#names + 1], columns[name] = name, column
      column.unit = column.unit or template.name ~= name and options.currency or nil
    end
  end
  for _, name in ipairs(options.types == "text" and names or {}) do
    columns[name].kind, columns[name].missing = "text", nil
  end
  local types <const> = type(options.types) == "table" and options.types or {}
  for _, name in ipairs(suggest.names(types)) do
    if columns[name] then
      columns[name].kind = types[name]
    else
      names[#names + 1] = name
      columns[name] = column_from({}, name, types[name])
    end
  end
  return names, columns
end

local is_detected <const> = {}
for _, name in ipairs(dialect.detected) do
  is_detected[name] = true
end

-- What the options say of a part, else the profile; nil where it is to be found out.
local function said(name, profile, options)
  local value = options[name]
  if value == nil then
    value = profile[name]
  end
  if is_detected[name] and value == "auto" then
    return nil
  end
  return value
end

local function columns_for(profile, options, header)
  local names, columns = columns_by_name(profile, options)
  if header == false then
    names = profile.order or names
  elseif type(header) == "table" then
    names = header
  end
  local list <const> = {}
  for i, name in ipairs(names) do
    list[i] = columns[name] or column_from({}, name, "infer")
    list[i].apostrophe = profile.name ~= nil
  end
  return list
end

local function constants_for(profile, options)
  local constants <const> = {}
  for _, name in ipairs(suggest.names(profile.constants or {})) do
    constants[#constants + 1] = { name, profile.constants[name] }
  end
  constants[#constants + 1] = options.flow and { "flow", options.flow }
  return constants
end

-- Where types = "text", the profile's words are cells as others: the caller asked for what the file
-- has.
local function missing_for(profile, options)
  local words <const> = {}
  for _, list in ipairs { options.types ~= "text" and profile.missing or {}, options.missing or {} } do
    table.move(list, 1, #list, #words + 1, words)
  end
  return words
end

-- A profile knows its columns by their headings, so a file of one has a header unless something is
-- said.
local function header_of(profile, options)
  local header = said("header", profile, options)
  if header == nil and options.header == nil and profile.columns then
    header = true
  end
  return header
end

--- The spec for `native.read`.
---@param profile ingot.Format|{}
---@param options ingot.ReadOptions
---@return ingot.native.ReadSpec
function M.new(profile, options)
  local header <const> = header_of(profile, options)
  local spec <const> = {
    name = profile.name,
    all_text = options.types == "text",
    missing = missing_for(profile, options),
    on_error = options.on_error or "stop",
    limits = options.limits,
    row_cap = options.row_cap or profile.row_cap or coverage.row_cap,
    columns = columns_for(profile, options, header),
    constants = constants_for(profile, options),
    detect = {},
  }
  for name in pairs(dialect.rules) do
    if name ~= "missing" then
      spec[name] = said(name, profile, options)
    end
  end
  spec.header = header
  if type(header) == "table" then
    spec.header = false
  end
  for _, name in ipairs(dialect.detected) do
    if spec[name] == nil then
      spec.detect[#spec.detect + 1] = name
    end
  end
  return spec
end

return M
