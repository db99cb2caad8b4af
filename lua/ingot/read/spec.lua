--- What the native reader is told: a profile and the caller's options as one spec.

local coverage <const> = require "ingot.coverage"
local suggest <const> = require "ingot.suggest"

local M = {}

local currencies <const> = { CNY = "value_cny", USD = "value_usd", EUR = "value_eur" }

local function column_from(template, name, kind)
  local column <const> = { name = name, kind = kind or template.kind }
  column.unit, column.thousands = template.unit, template.thousands
  column.missing, column.required = template.missing, template.required
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
  for _, name in ipairs(suggest.names(options.types or {})) do
    if columns[name] then
      columns[name].kind = options.types[name]
    else
      names[#names + 1] = name
      columns[name] = column_from({}, name, options.types[name])
    end
  end
  return names, columns
end

local function columns_for(profile, options)
  local names, columns = columns_by_name(profile, options)
  if options.header == false then
    names = profile.order or names
  elseif type(options.header) == "table" then
    names = options.header
  end
  local list <const> = {}
  for i, name in ipairs(names) do
    list[i] = columns[name] or column_from({}, name, "infer")
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

--- The spec for `native.read`.
---@param profile ingot.Format|{}
---@param options ingot.ReadOptions
---@return table
function M.new(profile, options)
  return {
    name = profile.name,
    delimiter = options.delimiter or profile.delimiter or ",",
    quote = options.quote or profile.quote or '"',
    encoding = options.encoding or profile.encoding or "utf8",
    header = options.header == nil or options.header == true,
    row_cap = options.row_cap or profile.row_cap or coverage.row_cap,
    columns = columns_for(profile, options),
    constants = constants_for(profile, options),
  }
end

return M
