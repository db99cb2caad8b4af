--- Dimensions: what trade is divided by. Each has a column of codes, one of labels, and a list of
--- its members in `data/`, which gives a code its names in both languages and a name its code.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local suggest <const> = require "ingot.suggest"
local visible <const> = require "ingot.visible"

---@class ingot.Dimension
---@field name string
---@field key string    column of codes
---@field label string  column of labels, in the language of the source
---@field list string   file of its members
---@field open boolean   whether there are codes beyond the list
---@field nouns boolean  whether its names are common nouns, small inside a sentence
---@field unnamed? { en: string, zh: string }  what the rows that name none are called
---@field find? fun(member: string): string?, string?   of one without a list: a code, or a message
---@field named? fun(code: string): { en: string, zh: string }

---@class ingot.Subject  a member of a dimension
---@field dimension string
---@field code string
---@field en string
---@field zh string

local M = {}

--- Stands in a slice for rows that name no member: `cube:slice { partner = "none" }`. As a member
--- of a breakdown their code is "".
M.NONE = "none"

local dimensions <const> = {
  partner = {
    key = "partner_code", label = "partner", list = "partners.csv",
    unnamed = { en = "unspecified partners", zh = "未注明国别" },
  },
  reporter = {
    key = "reporter_code", label = "reporter", list = "partners.csv",
    unnamed = { en = "unspecified reporters", zh = "未注明报告国" },
  },
  province = {
    key = "province_code", label = "province", list = "provinces.csv",
    unnamed = { en = "unspecified provinces", zh = "未注明省份" },
  },
  mode = {
    key = "mode_code", label = "mode", list = "modes.csv", nouns = true,
    unnamed = { en = "unspecified modes", zh = "未注明方式" },
  },
  hs = { key = "hs", label = "hs_name", list = "commodities.csv", open = true, nouns = true },
}
for name, dimension in pairs(dimensions) do
  dimension.name, dimension.open = name, dimension.open or false
  dimension.nouns = dimension.nouns or false
end

-- Columns of the lists, all text. Each of them names a member; `aliases` does so several times,
-- with | between.
local names_in_lists <const> = { "code", "en", "zh", "zh_full", "iso3", "iso2", "aliases" }

--- The names of all dimensions, in order.
---@return string[]
function M.names()
  return suggest.names(dimensions)
end

--- A dimension by name; an unknown one is an error at `level` (default: the caller).
---@param name string
---@param level? integer
---@return ingot.Dimension
function M.get(name, level)
  local dimension <const> = dimensions[name]
  if not dimension then
    error(suggest.unknown("dimension", "dimensions", tostring(name), M.names()),
      (level or 1) + 1)
  end
  return dimension
end

--- Adds a dimension whose members are no list of codes but definitions of their own.
---@param dimension ingot.Dimension  with `find` and `named`
function M.add(dimension)
  dimensions[dimension.name] = dimension
end

-- ---- the lists ----

---@class ingot.Members
---@field by_code table<string, { en: string, zh: string }>
---@field codes table<string, string|false>  name in small letters → code; false: of several
---@field names string[]                     for suggestions, in order of the list
---@field rows? table[]                      of the list, until somebody asks by a name
---@field all table[]                        the same, for who wants all names

local lists <const> = {}

local function add_name(members, name, code)
  local key <const> = name:lower()
  local taken <const> = members.codes[key]
  if taken == nil then
    members.names[#members.names + 1] = name
  end
  members.codes[key] = (taken == nil or taken == code) and code
end

local function load(dimension)
  local columns <const> = {}
  for i, name in ipairs(names_in_lists) do
    columns[i] = { name = name, kind = "text" }
  end
  local path <const> = native.share .. "/data/" .. dimension.list
  local data <const>, message <const>, kind <const> = native.read({ path }, { columns = columns })
  if not data then
    error_.raise(kind, message, 0)
  end
  local members <const> = { by_code = {}, codes = {}, names = {}, rows = {} }
  for row in data:rows() do
    members.by_code[row.code] = { en = row.en, zh = row.zh }
    members.rows[#members.rows + 1] = row
  end
  members.all = members.rows
  return members
end

-- The same with their names, which few scripts ask by.
local function with_names(members)
  for _, row in ipairs(members.rows or {}) do
    for _, column in ipairs(names_in_lists) do
      for name in (row[column] or ""):gmatch "[^|]+" do
        add_name(members, name, row.code)
      end
    end
  end
  members.rows = nil
  return members
end

local function members_of(dimension)
  lists[dimension.name] = lists[dimension.name] or load(dimension)
  return lists[dimension.name]
end

-- A name of a file's as sentences can hold it: on one line, without what nobody sees.
local function tidy(label)
  label = label:gsub("^%s+", ""):gsub("%s+$", ""):gsub("%s+", " ")
  return label ~= "" and visible(label) or nil
end

local function read_codes(data, dimension)
  local types <const>, found <const> = {}, {}
  for _, column in ipairs(data:schema()) do
    types[column.name] = column.type
  end
  if types[dimension.key] ~= "text" then
    return found
  end
  local columns <const> = { dimension.key }
  columns[2] = types[dimension.label] == "text" and dimension.label or nil
  for row in data:distinct(table.unpack(columns)):rows() do
    local code <const>, label <const> = row[dimension.key], row[dimension.label]
    if code then
      found[code] = found[code] or label and tidy(label) or false
    end
  end
  return found
end

local codes_of_data <const> = setmetatable({}, { __mode = "k" })

-- The codes of a dimension that stand in data, each with what the data call it first, or false.
local function codes_in(data, dimension)
  local known <const> = codes_of_data[data] or {}
  codes_of_data[data] = known
  known[dimension.name] = known[dimension.name] or read_codes(data, dimension)
  return known[dimension.name]
end

-- What the data call a code, or nil.
local function label_in(data, dimension, code)
  return codes_in(data, dimension)[code] or nil
end

-- "Barter trade" → "barter trade"; what begins with two capitals is an abbreviation.
local function small(name)
  return (name:gsub("^%u%l", string.lower))
end

--- A member by its code, named in both languages: as the list does, else as the data do, else by
--- its code; rows that name none as "unspecified partners".
---@param name string    of the dimension
---@param code string
---@param data? ingot.Table|ingot.Query
---@return ingot.Subject
function M.subject(name, code, data)
  local dimension <const> = M.get(name, 2)
  if code == "" then
    local unnamed <const> = dimension.unnamed or { en = "no " .. name, zh = "未注明" }
    return { dimension = name, code = code, en = unnamed.en, zh = unnamed.zh }
  end
  local member <const> = dimension.named and dimension.named(code)
    or members_of(dimension).by_code[code] or {}
  local en <const> = member.en and dimension.nouns and small(member.en) or member.en
  local label <const> = not (member.en and member.zh) and data
    and label_in(data, dimension, code) or code
  return { dimension = name, code = code, en = en or label, zh = member.zh or label }
end

-- The one name that holds a text, for who says "barter" of "Barter trade"; nil when there are more.
local function name_with(text, names)
  local found
  for _, name in ipairs(names) do
    if name:lower():find(text:lower(), 1, true) then
      if found then
        return nil
      end
      found = name
    end
  end
  return found and (" (did you mean '%s'?)"):format(found)
end

-- The code that is meant, or nil and what is wrong.
local function find(dimension, member, data)
  local name <const> = dimension.name
  if type(member) ~= "string" then
    return nil, ("%s: a name or a code as text expected, got %s"):format(name, type(member))
  elseif dimension.find then
    return dimension.find(member)
  elseif not dimension.open and (member == "" or member == M.NONE) then
    return ""
  end
  local members <const> = members_of(dimension)
  if members.by_code[member] or dimension.open and member:find "^%d%d+$" then
    return member
  end
  local code <const> = with_names(members).codes[member:lower()]
  if code then
    return code
  elseif data and not dimension.open and codes_in(data, dimension)[member] ~= nil then
    return member
  elseif code == false then
    return nil, ("%s '%s' is the name of several; say which by its code"):format(name, member)
  end
  local near = suggest.did_you_mean(member, members.names)
  if near == "" then
    near = name_with(member, members.names) or ""
  end
  return nil, ("unknown %s '%s'%s"):format(name, member, near)
end

--- Calls `each` with the code, the English name and any name of every member of a list, all names of
--- a member one after the other.
---@param name string   of the dimension
---@param each fun(code: string, en: string, any: string)
function M.each_name(name, each)
  local dimension <const> = M.get(name, 2)
  local members <const> = lists[dimension.name] or load(dimension)
  lists[dimension.name] = members
  for _, row in ipairs(members.all) do
    for _, column in ipairs(names_in_lists) do
      for any in (row[column] or ""):gmatch "[^|]+" do
        each(row.code, row.en, any)
      end
    end
  end
end

--- The code of a member that is meant by a code, a name in either language, an alias, or an ISO
--- code; nil and a message when there is none. Of `hs` any code will do, of the others one that no
--- list has where the data hold it.
---@param name string   of the dimension
---@param member string
---@param data? ingot.Table|ingot.Query
---@return string? code
---@return string? message
function M.find(name, member, data)
  return find(M.get(name, 2), member, data)
end

--- The same; an unknown or ambiguous name is an error at `level` (default: the caller).
---@param name string   of the dimension
---@param member string
---@param level? integer
---@param data? ingot.Table|ingot.Query
---@return string code
function M.resolve(name, member, level, data)
  level = (level or 1) + 1
  local code <const>, message <const> = find(M.get(name, level), member, data)
  return code or error(message, level)
end

return M
