--- File formats as data. A profile says under which headers each canonical column stands, what its
--- cells are, what the files do not say, and what is derived from them; `ingot.read` follows it.
---
---     ingot.format "plant" {
---         columns = { { name = "month", aliases = { "Monat" }, kind = "month", required = true },
---                     { name = "qty_t", aliases = { "Menge" }, kind = "decimal", unit = "t" } },
---     }

local dialect <const> = require "ingot.read.dialect"
local registry <const> = require "ingot.registry"
local shape <const> = require "ingot.format.shape"
local suggest <const> = require "ingot.suggest"
local unit <const> = require "ingot.unit"

---@class ingot.FormatColumn
---@field name string          canonical, as it will stand in the table
---@field aliases? string[]    headers it stands under, beside its own name
---@field kind? "infer"|"decimal"|"real"|"text"|"month"  what does not fit is listed as a reject
---@field unit? string
---@field decimal? "."|","      mark of its numbers
---@field thousands? string    mark inside its numbers
---@field missing? string[]    words for a missing cell, beside the empty one
---@field required? boolean    a file without it is refused

---@class ingot.FormatDerived
---@field name string
---@field unit? string
---@field first_of string[]    formulas; the first with a value in a row counts. Those over columns
---   that the files lack are left out; with none left there is no such column

---@class ingot.Format
---@field name string
---@field summary? string
---@field columns ingot.FormatColumn[]
---@field order? string[]      columns of a file without a header; by default all, as listed
---@field needs? string[]      options the caller must give, because the files do not say
---@field constants? table<string, string>  columns that hold one text in every row
---@field derive? ingot.FormatDerived[]
---@field where? string        formula: the rows that are kept
---@field encoding? "utf8"|"auto"|"gb18030"|"latin1"
---@field delimiter? string   what is not said is found out from each file, down to `skip`; as the
---   options of `ingot.read` of the same names
---@field quote? string
---@field escape? string
---@field comment? string
---@field trim? boolean        blanks around cells are not part of them
---@field header? boolean
---@field skip? integer        lines before the header
---@field decimal? "."|","     mark of numbers
---@field thousands? string    mark inside numbers
---@field missing? string[]    words for a missing cell in every column
---@field ragged? "reject"|"pad"
---@field row_cap? integer     a file of exactly so many rows was probably cut off

local M = {}

local fields <const> = {
  summary = "string", columns = "table", order = "table", needs = "table", constants = "table",
  derive = "table", where = "string", encoding = "string", delimiter = "string", quote = "string",
  escape = "string", comment = "string", trim = "boolean", header = "boolean", skip = "number",
  decimal = "string", thousands = "string", missing = "table", ragged = "string",
  row_cap = "number",
}
local column_fields <const> = {
  name = "string", aliases = "table", kind = "string", unit = "string", decimal = "string",
  thousands = "string", missing = "table", required = "boolean",
}
for name, kind in pairs(shape.fields) do
  fields[name] = kind
end
for name, kind in pairs(shape.column_fields) do
  column_fields[name] = kind
end
local derived_fields <const> = { name = "string", unit = "string", first_of = "table" }

--- Kinds of columns, as the reader knows them.
M.kinds = { infer = true, decimal = true, real = true, text = true, month = true }

--- Options of the reader that a profile may need, with what to say when one is not given.
M.needed = { flow = 'flow = "export" or flow = "import"' }

local function bad_field(entry, known)
  for _, key in ipairs(suggest.names(entry)) do
    if not known[key] then
      return ("unknown field '%s'%s"):format(key, suggest.did_you_mean(key, known))
    elseif type(entry[key]) ~= known[key] then
      return ("field '%s': %s expected, got %s"):format(key, known[key], type(entry[key]))
    end
  end
  if not entry.name then
    return "it needs a name"
  end
  local known_unit, message = pcall(unit.get, entry.unit or "")
  return not known_unit and tostring(message) or nil
end

local function bad_column(column)
  if column.kind and not M.kinds[column.kind] then
    return (suggest.unknown("kind", "kinds", column.kind, suggest.names(M.kinds)))
  end
  return dialect.first_mistake(column) or shape.bad_column(column)
end

local function bad_derived(derived)
  if not derived.first_of or #derived.first_of == 0 then
    return 'it needs formulas, as first_of = { "qty1 * 1000" }'
  end
  for _, text in ipairs(derived.first_of) do
    local message <const> = shape.bad_formula(text)
    if message then
      return message
    end
  end
end

-- Checks a list of named entries; gives the set of their names, or nil with what is wrong.
local function check_entries(what, entries, known, check)
  local names <const> = {}
  for i, entry in ipairs(entries) do
    if type(entry) ~= "table" then
      return nil, ("%s %d: a table of fields expected, got %s"):format(what, i, type(entry))
    end
    local message = bad_field(entry, known) or check(entry)
    if not message and names[entry.name] then
      message = "it stands twice"
    end
    if message then
      return nil, ("%s '%s': %s"):format(what, entry.name or i, message)
    end
    names[entry.name] = true
  end
  return names
end

-- Two columns under one header: which of them it is, nobody can say.
local function shared_header(columns)
  local taken <const> = {}
  for _, column in ipairs(columns) do
    for _, header in ipairs(column.aliases or {}) do
      if taken[header] then
        return ("column '%s': its header '%s' is that of column '%s'"):format(column.name, header,
          taken[header])
      end
      taken[header] = column.name
    end
  end
end

local function check_derived(profile, names)
  local list <const> = profile.derive or {}
  if #list == 0 and next(list) ~= nil then
    return 'derive: a list expected, as { { name = "qty_kg", first_of = { "tonnes * 1000" } } }'
  end
  local derived <const>, message <const> = check_entries("derived column", list, derived_fields, bad_derived)
  local known <const> = derived and shape.known_names(profile, names)
  for _, one in ipairs(derived and list or {}) do
    for _, text in ipairs(one.first_of) do
      local wrong <const> = shape.bad_formula_over(text, known)
      if wrong then
        return ("derived column '%s': %s"):format(one.name, wrong)
      end
    end
  end
  return message
end

local function check_names(what, names, known)
  for _, name in ipairs(names) do
    if not known[name] then
      return ("%s: unknown name '%s'%s"):format(what, tostring(name),
        suggest.did_you_mean(tostring(name), known))
    end
  end
end

local function check(profile)
  if not profile.columns or #profile.columns == 0 then
    return 'it needs columns, as columns = { { name = "month", aliases = { "Date" } } }'
  end
  local names, message = check_entries("column", profile.columns, column_fields, bad_column)
  if not names then
    return message
  end
  message = shared_header(profile.columns) or check_derived(profile, names)
  if message then
    return message
  end
  message = profile.where and shape.bad_formula_over(profile.where, shape.known_names(profile, names))
  if message then
    return "field 'where': " .. message
  end
  message = (profile.constants or {}).flow and shape.bad_flow(profile.constants.flow)
  if message then
    return "constants: " .. message
  end
  return dialect.first_mistake(profile)
    or check_names("order", profile.order or {}, names)
    or check_names("needs", profile.needs or {}, M.needed)
    or shape.mistake(profile, names)
end

local profiles <const> = registry.new("format", fields, check)

--- Begins a definition: `format.define "plant" { columns = { … } }`.
---@type fun(name: string): fun(definition: table): ingot.Format
M.define = profiles.define

--- The profile of a name; an unknown one is an error at `level` (default: the caller).
---@type fun(name: string, level?: integer): ingot.Format
M.get = profiles.get

--- The names of all profiles, in order.
---@type fun(): string[]
M.names = profiles.names

for _, name in ipairs {
  "gacc-zh", "gacc-en", "comtrade-api", "comtrade-legacy", "baci", "comexstat", "comext", "kcs",
  "wind-edb",
} do
  M.define(name)(require("ingot.format." .. name:gsub("-", "_")))
end

local function texts_of(groups)
  local list <const> = {}
  for i, group in ipairs(groups or {}) do
    list[i] = table.concat(group, " + ")
  end
  return table.concat(list, ", or ")
end

--- What `ingot list formats` tells.
---@type ingot.Listing
M.listing = {
  columns = { "name", "needs", "summary", "recognised by" },
  row = function(profile)
    return {
      name = profile.name, needs = profile.needs or {}, summary = profile.summary or "",
      ["recognised by"] = texts_of(profile.recognise),
    }
  end,
}

return M
