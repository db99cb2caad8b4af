--- What a reader may be told, and what is wrong with what it was told.

local coverage <const> = require "ingot.coverage"
local dialect <const> = require "ingot.read.dialect"
local format <const> = require "ingot.format"
local suggest <const> = require "ingot.suggest"
local unit <const> = require "ingot.unit"
local vintage <const> = require "ingot.vintage"

---@class ingot.ReadOptions
---@field profile? string|false  what kind of files they are, as "gacc-zh"; `ingot list formats`.
---   Without it, as their header says, if one profile alone knows it; false: none
---@field flow? "export"|"import"  what the files hold, when they do not say it themselves
---@field covers? boolean|ingot.Covers  the cells the files speak for, when the rows do not show it
---@field joint? boolean|integer[]  rows dated February hold January as well: in these years, or, true,
---   in every year of which a file has no row dated January
---@field ytd? ingot.MonthsOfYtd  columns that hold January to the row's month: single months are
---   made of them, as by `ingot.months_of_ytd`
---@field types? table<string, string>|"text"  column → infer, decimal, real, text or month; "text":
---   every cell as the file has it, as `types = "text"`
---@field units? table<string, string>  column → unit
---@field currency? string   of a value whose header does not say: "CNY", "USD", "EUR"
---@field delimiter? string  between cells, one to seven characters: `delimiter = "||"`
---@field quote? string      around cells that hold a delimiter: `quote = "'"`; "": there are none, and
---   such a mark is data
---@field escape? string     takes the meaning from the character behind it: `escape = "\\"`; "": a
---   quote inside quotes is doubled
---@field comment? string    lines that begin with it are left out: `comment = "#"`; "": none are
---@field trim? boolean      true: blanks around cells are not part of them, also where they stand
---   beside quotes; `trim = false`: they are data
---@field header? boolean|string[]|"auto"  false: there is none; the columns are the profile's usual
---   ones, or column_1, column_2 …; a list: there is none, and these are the columns, as
---   `header = { "month", "qty" }`
---@field skip? integer|"auto"  lines before the header that are not part of the table: `skip = 8`
---@field encoding? "utf8"|"auto"|"gb18030"|"latin1"  strict UTF-8 by default; "auto": where a file is
---   not that, GB18030
---@field decimal? "."|","   mark of numbers: `decimal = ","`
---@field thousands? string  mark between groups of three digits: `thousands = "."`; "": none
---@field missing? string[]  words for a missing cell in every column, beside those that its profile
---   gives: `missing = { "n/a", ".." }`
---@field ragged? "reject"|"pad"  a row with too few cells is an error, or its last cells are missing:
---   `ragged = "pad"`; one with too many is an error
---@field on_error? "stop"|"collect"  a row or a cell that does not fit stops the reading, or is
---   listed in `rejects()` and left out: `on_error = "collect"`. A quote that closes nothing then
---   is data where its record is a row only so (a warning counts them); one never closed costs no
---   more than its line
---@field limits? ingot.ReadLimits  refusals: `limits = { columns = 100 }`
---@field row_cap? integer   a file of exactly so many rows was probably cut off; 0 = none is
---@field vintage? string|table<string, string>|false|fun(path: string): string  the date each file was
---   downloaded: a Lua pattern of its name, a map of paths or names, or a function; false: the files
---   are parts of one download, and what two of them cover adds up
---@field vintages? "latest"|"all"  "all": rows of all vintages, with a column `latest`
---@field as_of? string  only vintages not after this date
---
--- Of `delimiter`, `quote`, `escape`, `comment`, `trim`, `header` and `skip`, what neither the
--- options nor the profile say is found out from each file; `t:detected()` says what it came to,
--- and why. `header = "auto"` and `skip = "auto"` have it found out whatever the profile says.

---@class ingot.ReadLimits  what a file may ask for
---@field record_bytes? integer  in one record: 64 MiB by default, at most 1 GiB
---@field columns? integer       65,536 by default

local M = {}

--- A copy of options that no one else holds, with periods as text: what a claims file can state.
---@generic T
---@param value T
---@return T
function M.plain(value)
  if type(value) ~= "table" then
    return value
  end
  local metatable <const> = getmetatable(value)
  if metatable and metatable.__tostring then
    return tostring(value)
  end
  local copy <const> = {}
  for key, item in pairs(value) do
    copy[key] = M.plain(item)
  end
  return copy
end

local function one_of(what, ...)
  local check <const> = dialect.one_of(...)
  return function(value)
    local message <const> = check(value)
    return message and ("%s: %s"):format(what, message) or nil
  end
end

local function check_types(types)
  if type(types) == "string" then
    return types ~= "text" and ('types: "text", or a map of columns to types, expected, got \'%s\'')
      :format(types) or nil
  end
  for _, name in ipairs(suggest.names(types)) do
    if not format.kinds[types[name]] then
      return ("types: column '%s': unknown type '%s'%s"):format(name, tostring(types[name]),
        suggest.did_you_mean(tostring(types[name]), format.kinds))
    end
  end
end

local function check_units(units)
  for _, name in ipairs(suggest.names(units)) do
    local known, message = pcall(unit.get, units[name])
    if not known then
      return ("units: column '%s': %s"):format(name, message)
    end
  end
end

local function check_row_cap(row_cap)
  if math.type(row_cap) ~= "integer" or row_cap < 0 then
    return ("row_cap: a number of rows expected, got %s"):format(row_cap)
  end
end

local limits <const> = { record_bytes = 1 << 30, columns = math.maxinteger }

local function check_limits(given)
  for _, name in ipairs(suggest.names(given)) do
    local most <const>, value <const> = limits[name], given[name]
    if not most then
      return ("limits: unknown limit '%s'%s"):format(name, suggest.did_you_mean(name, limits))
    elseif math.type(value) ~= "integer" or value < 1 then
      return ("limits: %s: a number above 0 expected, got %s"):format(name, tostring(value))
    elseif value > most then
      return ("limits: %s: at most %d expected, got %d"):format(name, most, value)
    end
  end
end

local function check_profile(name)
  if type(name) == "boolean" then
    return name and "profile: the name of a profile, or false for none, expected, got true" or nil
  end
  local names <const> = format.names()
  for _, each in ipairs(names) do
    if each == name then
      return nil
    end
  end
  return suggest.unknown("profile", "profiles", name, names)
end

-- Every option: the Lua types it may have, and a further check that gives a message.
local known <const> = {
  profile = { "string", "boolean", check = check_profile },
  flow = { "string", check = one_of("flow", "export", "import") },
  covers = { "boolean", "table", check = coverage.check },
  joint = { "boolean", "table", check = coverage.check_joint },
  ytd = { "table" },
  types = { "table", "string", check = check_types },
  units = { "table", check = check_units },
  currency = { "string", check = one_of("currency", "CNY", "EUR", "USD") },
  on_error = { "string", check = one_of("on_error", "collect", "stop") },
  limits = { "table", check = check_limits },
  row_cap = { "number", check = check_row_cap },
  vintage = { "string", "table", "function", "boolean", check = vintage.check },
  vintages = { "string", check = one_of("vintages", "all", "latest") },
  as_of = { "string", check = vintage.check_date },
}

for name in pairs(dialect.rules) do
  known[name] = dialect.rules[name]
end

local function check_option(name, value)
  local rule <const> = known[name]
  if dialect.rules[name] then
    local message <const> = dialect.mistake(name, value)
    return message and ("%s: %s"):format(name, message)
  end
  if not rule then
    return ("unknown option '%s'%s"):format(name, suggest.did_you_mean(name, known))
  end
  for _, expected in ipairs(rule) do
    if type(value) == expected then
      return rule.check and rule.check(value)
    end
  end
  return ("%s: %s expected, got %s"):format(name, table.concat(rule, " or "), type(value))
end

local function has_open_value(profile)
  for _, column in ipairs(profile.columns or {}) do
    if column.name == "value" then
      return true
    end
  end
  return false
end

-- Options that say nothing without the dates of the files.
local function check_vintages(options)
  for _, name in ipairs { "as_of", "vintages" } do
    if options[name] and not options.vintage then
      return ('%s: it needs the dates of the files, as vintage = "%%d+%%-%%d+%%-%%d+"'):format(name)
    end
  end
end

--- What a profile needs that options do not say, or nil.
---@param options ingot.ReadOptions
---@param profile ingot.Format|{}
---@param chosen? ingot.Chosen  how the profile was found, when nobody named it
---@return string? message
function M.unmet(options, profile, chosen)
  for _, needed in ipairs(profile.needs or {}) do
    if options[needed] == nil then
      return ("profile '%s'%s needs to be told the %s, which its files do not say: %s%s"):format(
        profile.name, chosen and (", which the header speaks for (%s),"):format(chosen.why) or "",
        needed, format.needed[needed],
        chosen and "; profile = false reads the columns as they stand" or "")
    end
  end
  if options.currency and not has_open_value(profile) then
    return "currency: only for a profile with a column 'value', whose currency the header "
      .. "leaves open"
  end
end

--- The profile that options name; without one, a profile that says nothing.
---@param options ingot.ReadOptions
---@return ingot.Format|{}
function M.profile(options)
  return options.profile and format.get(options.profile) or {}
end

--- What is wrong with options, or nil.
---@param options ingot.ReadOptions
---@return string? message
function M.mistake(options)
  if type(options) ~= "table" then
    return ("a table of options expected, got %s"):format(type(options))
  end
  for key in pairs(options) do
    if type(key) ~= "string" then
      return ("options by name expected, got [%s]"):format(tostring(key))
    end
  end
  for _, name in ipairs(suggest.names(options)) do
    local message <const> = check_option(name, options[name])
    if message then
      return message
    end
  end
  return check_vintages(options)
    or options.profile ~= nil and M.unmet(options, M.profile(options)) or nil
end

return M
