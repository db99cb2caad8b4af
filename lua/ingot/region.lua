--- Regions: named groups of partners or provinces, as data. `data/regions/` holds those that come
--- with the program, one file a source; scripts add theirs:
---
---     ingot.region "GCC"  { "SAU", "ARE", "QAT", "KWT", "OMN", "BHR", source = "GCC charter" }
---     ingot.region "EU27" { "DEU", …, { "GBR", to = "2020-01-31" }, { "HRV", from = "2013-07-01" } }
---
--- A member is named as in a slice: by customs code, ISO code, name or alias. One with dates counts in
--- the months at whose end it was a member. Regions may overlap. A *scheme* is a region made of
--- others, its `parts`: "continents".

local dimension <const> = require "ingot.dimension"
local file <const> = require "ingot.region.file"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local period <const> = require "ingot.period"
local registry <const> = require "ingot.registry"
local suggest <const> = require "ingot.suggest"

---@class ingot.RegionMember
---@field code string     of its dimension
---@field from? integer   first month it counts in, year × 12 + month − 1; always when nil
---@field to? integer     last month it counts in

---@class ingot.Region
---@field name string     one word
---@field en string       in a sentence; the name by default
---@field zh string
---@field of "partner"|"province"
---@field members ingot.RegionMember[]  in the order they are written
---@field parts? string[] of a scheme: the regions it is made of
---@field source? string  who groups them so

-- ---- definitions ----

local fields <const> = {
  of = "string", en = "string", zh = "string", source = "string", parts = "table",
}
local member_fields <const> = { from = true, to = true, [1] = true }
local dimensions_of_regions <const> = { partner = true, province = true }

local registered -- its check asks for other regions

-- The month a date stands for. Membership is that of a month's last day: who leaves on that day or
-- later was a member, who joins on it or before is one.
local function month_of(text, is_end)
  local month_text <const>, day_text <const> = tostring(text):match "^(%d%d%d%d%-%d%d)%-(%d%d)$"
  local parsed <const> = period.parse(month_text or text)
  local day <const> = tonumber(day_text)
  if not parsed or day and (day < 1 or day > parsed:days()) then
    return nil, ('a date as "2025-10-26" or a period expected, got %s'):format(tostring(text))
  elseif not is_end then
    return parsed.from
  end
  return day and day < parsed:days() and parsed.to - 1 or parsed.to
end

local function member_of(region, i, given)
  local fine = type(given) == "table" and given or { given }
  for key in pairs(fine) do
    if not member_fields[key] then
      return nil, ("member %d: unknown field '%s'%s"):format(i, tostring(key),
        suggest.did_you_mean(tostring(key), { "from", "to" }))
    end
  end
  local code <const>, unknown <const> = dimension.find(region.of, fine[1])
  if not code then
    return nil, unknown
  end
  local member <const> = { code = code }
  for _, key in ipairs { "from", "to" } do
    if fine[key] ~= nil then
      local month <const>, message <const> = month_of(fine[key], key == "to")
      if not month then
        return nil, ("member '%s': %s: %s"):format(fine[1], key, message)
      end
      member[key] = month
    end
  end
  if member.from and member.to and member.from > member.to then
    return nil, ("member '%s': it leaves, %s, before it joins, %s"):format(fine[1], fine.to,
      fine.from)
  end
  return member
end

-- Whether two spans of months have one in common.
local function meet(a, b)
  return (a.from or 0) <= (b.to or math.maxinteger) and (b.from or 0) <= (a.to or math.maxinteger)
end

local function add_member(region, member, given)
  for _, other in ipairs(region.members) do
    if other.code == member.code and meet(other, member) then
      return ("'%s' stands twice"):format(type(given) == "table" and given[1] or given)
    end
  end
  region.members[#region.members + 1] = member
end

local function take_members(region)
  for i, given in ipairs(region) do
    local member, message = member_of(region, i, given)
    message = message or add_member(region, member, given)
    if message then
      return message
    end
  end
end

local function take_parts(region)
  if #region.parts == 0 then
    return "parts: the list is empty"
  end
  for i, name in ipairs(region.parts) do
    local found <const>, part <const> = pcall(registered.get, name, -1) -- no place of its own
    if not found then
      return ("parts: %s"):format(part)
    elseif part.of ~= region.of then
      return ("parts: '%s' is of %ss, the scheme of %ss"):format(name, part.of, region.of)
    elseif part.parts then
      return ("parts: '%s' has parts itself"):format(name)
    end
    region.parts[i] = part.name
    table.move(part.members, 1, #part.members, #region.members + 1, region.members)
  end
end

local function check(region)
  if not region.name:find "^[%w_%-\x80-\xFF]+$" or region.name == "outside" then
    return "its name is one word of letters, digits, _ and -; what is printed stands in en = …"
  end
  region.of = region.of or "partner"
  if not dimensions_of_regions[region.of] then
    return (suggest.unknown("dimension", "those of regions", region.of,
      suggest.names(dimensions_of_regions)))
  end
  if (#region > 0) == (region.parts ~= nil) then
    return 'it needs either members, as { "SAU", "ARE" }, or parts'
  end
  region.en, region.zh = region.en or region.name, region.zh or region.en or region.name
  region.members = {}
  return (region.parts and take_parts or take_members)(region)
end

registered = registry.new("region", fields, check, true)

-- ---- those that come with the program ----

local FOLDER <const> = native.share .. "/data/regions"

-- Once, when regions are first spoken of: the lists of codes are read for it.
local loaded = false
local function load_all()
  if loaded then
    return
  end
  loaded = true
  local names <const>, problem <const>, kind <const> = native.names(FOLDER)
  if not names then
    error_.raise(kind, problem, 0)
  end
  for _, name in ipairs(names) do
    if name:find "%.lua$" then
      file.load(FOLDER .. "/" .. name, registered.define)
    end
  end
end

-- ---- asking ----

local M = {}

--- Begins a definition: `ingot.region "GCC" { "SAU", … }`. An unknown member, date or field is an
--- error where it is written.
---@param name string
---@param misplaced? any
---@return fun(definition: table): ingot.Region
function M.define(name, misplaced)
  load_all()
  return registered.define(name, misplaced)
end

--- All names, in order.
---@return string[]
function M.names()
  load_all()
  return registered.names()
end

-- The name that is meant by a name or by what a region is called in a sentence.
local function name_meant(text)
  local small <const> = type(text) == "string" and text:lower():gsub("^the ", "")
  for _, name in ipairs(registered.names()) do
    if name == text then
      return name
    end
  end
  for _, name in ipairs(small and registered.names() or {}) do
    local one <const> = registered.get(name)
    local en <const> = one.en:lower():gsub("^the ", "")
    if small == name:lower() or small == en or text == one.zh then
      return name
    end
  end
  return text
end

--- A region by its name, or by what it is called in a sentence; an unknown one is an error at
--- `level` (default: the caller).
---@param name string
---@param level? integer
---@return ingot.Region
function M.get(name, level)
  load_all()
  local region <const> = registered.get(name_meant(name), (level or 1) + 1)
  return region
end

--- The names of regions, with each scheme replaced by its parts.
---@param names string[]
---@param level? integer  for errors: 1 is the caller
---@return string[]
function M.expand(names, level)
  local all <const> = {}
  for _, name in ipairs(names) do
    local region <const> = M.get(name, (level or 1) + 1)
    for _, part in ipairs(region.parts or { region.name }) do
      all[#all + 1] = part
    end
  end
  return all
end

--- Codes that two regions have in common in some month.
---@param a ingot.Region
---@param b ingot.Region
---@return string[]
function M.shared(a, b)
  local codes <const> = {}
  for _, one in ipairs(a.of == b.of and a.members or {}) do
    for _, other in ipairs(b.members) do
      if one.code == other.code and meet(one, other) then
        codes[#codes + 1] = one.code
        break
      end
    end
  end
  return codes
end

--- What `ingot list regions` tells of each: how many are members, and how many were; of a scheme
--- those of its parts together.
---@type ingot.Listing
M.listing = {
  columns = { "name", "en", "of", "members", "former", "source" },
  row = function(region)
    local stays <const>, members, former = {}, 0, 0
    for _, member in ipairs(region.members) do -- one who left and came back stands twice
      stays[member.code] = stays[member.code] or member.to == nil
    end
    for _, is_member in pairs(stays) do
      members, former = members + (is_member and 1 or 0), former + (is_member and 0 or 1)
    end
    return {
      name = region.name, en = region.en, of = region.of .. "s", members = members,
      former = former > 0 and former or nil, source = region.source,
    }
  end,
}

--- What a claims file says of a region, enough to define it again.
---@param name string
---@return { of: string, source: string?, members: { code: string, from: string?, to: string? }[] }
function M.record(name)
  local region <const> = M.get(name, 2)
  local record <const> = { of = region.of, source = region.source, members = {} }
  for i, member in ipairs(region.members) do
    record.members[i] = {
      code = member.code, from = member.from and tostring(period.from_month(member.from)),
      to = member.to and tostring(period.from_month(member.to)),
    }
  end
  return record
end

--- Defines a region as a claims file has it.
---@param name string
---@param record table
function M.restore(name, record)
  local definition <const> = { of = record.of, source = record.source }
  for i, member in ipairs(record.members) do
    definition[i] = { member.code, from = member.from, to = member.to }
  end
  M.define(name)(definition)
end

return M
