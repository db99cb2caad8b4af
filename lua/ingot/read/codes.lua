--- Codes of countries. Each source has a list of its own, and 116 is Japan in one and Cambodia in
--- another; names, slices and regions go by the codes of `data/partners.csv`. So the codes that a
--- profile says to be of another list become these, and rows that no file names get their names.

local dimension <const> = require "ingot.dimension"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local M = {}

--- The lists there are, and whose they are.
M.lists = {
  iso2 = "ISO 3166-1, two letters, with those of Eurostat's own", iso3 = "ISO 3166-1, three letters",
  m49 = "UN M49, with those of Comtrade's own", siscomex = "Brazil's foreign trade system",
}

local function rows_of(file, columns)
  local list <const> = {}
  for i, name in ipairs(columns) do
    list[i] = { name = name, kind = "text" }
  end
  local data <const>, message <const>, kind <const> =
    native.read({ ("%s/data/%s"):format(native.share, file) }, { columns = list })
  return data and data:rows() or error_.raise(kind, message, 0)
end

local lists, english

-- List → its code → ours, and the names of ours.
local function load()
  lists, english = { iso2 = {}, iso3 = {}, m49 = {}, siscomex = {} }, {}
  for row in rows_of("partners.csv", { "code", "iso2", "iso3" }) do
    english[row.code] = row.en
    lists.iso2[row.iso2 or ""], lists.iso3[row.iso3 or ""] = row.code, row.code
  end
  for row in rows_of("partner_codes.csv", { "list", "code", "partner" }) do
    lists[row.list][row.code] = row.partner
  end
end

-- What a code of a list is in ours. One that ours lack stays, unless it is somebody else's there.
local function meaning(list, code)
  local padded <const> = list == "m49" and code:find "^%d%d?$" and ("0"):rep(3 - #code) .. code
  local ours <const> = lists[list][padded or code]
  return ours or english[code] and ("%s:%s"):format(list, code) or code
end

-- A row for each code that stands in a column: ours, and its name.
local function lookup_of(data, name, list)
  local from <const>, to <const>, names <const> = {}, {}, {}
  for row in data:distinct(name):rows() do
    local code <const> = row[name]
    if code then
      from[#from + 1], to[#to + 1] = code, meaning(list, code)
      names[#from] = english[to[#to]] or code
    end
  end
  return native.table({
    { name = name, type = "text", values = from }, { name = "ours_", type = "text", values = to },
    { name = "named_", type = "text", values = names },
  }, #from)
end

-- The column of names that goes with one of codes.
local function label_of(name)
  for _, dimension_name in ipairs(dimension.names()) do
    local one <const> = dimension.get(dimension_name)
    if one.key == name then
      return one.label
    end
  end
end

--- The same rows with our codes.
---@param data ingot.Table
---@param codes table<string, string>  column → list
---@return ingot.Table
function M.of(data, codes)
  for name, list in pairs(codes) do
    local names <const>, present <const> = {}, {}
    for i, column in ipairs(data:schema()) do
      names[i], present[column.name] = column.name, column.type
    end
    if present[name] == "text" then
      if not lists then
        load()
      end
      local new <const>, label <const> = { [name] = "ours_" }, label_of(name)
      local other <const> = { code_ = name }
      if label and not present[label] then
        new[label], names[#names + 1] = "named_", label
      end
      data = data:join(lookup_of(data, name, list), name, "left"):rename(other):rename(new)
        :select(names):collect()
    end
  end
  return data
end

return M
