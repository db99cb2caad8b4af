--- Products: named sets of HS codes, as data. `data/products.lua` holds those that come with the
--- program; scripts add theirs with `ingot.product "name" { codes = {…}, en = "…" }`.
---
--- A code stands for itself, or, where the data do not hold it, for all codes of the data that begin
--- with it: "7614" is heading 7614 of a table of headings, and both its subheadings in one of eight
--- digits. Codes that change with an edition of the HS are versions, each with its months.

local own_files <const> = require "ingot.own"
local period <const> = require "ingot.period"
local registry <const> = require "ingot.registry"
local suggest <const> = require "ingot.suggest"

---@class ingot.ProductVersion
---@field codes string[]
---@field from? ingot.Period   its first month; nil: from the beginning
---@field to? ingot.Period     its last month; nil: to this day
---@field hs? string           the edition its codes are of, as "HS2022"

---@class ingot.Product
---@field name string
---@field codes string[]   HS codes, as text; of a product in versions, those of all, each once
---@field versions ingot.ProductVersion[]  in order of time; one without months for plain codes
---@field en string        its name in a sentence
---@field zh? string
---@field parts? table<string, {en: string, zh: string?}>   what each code is called beside the others
---@field changed? table<string, string>  code → the first month of a new meaning that no version can
---   follow: what is compared across it gets a warning
---@field source? string   who groups the codes so

local fields <const> = {
  codes = "table", versions = "table", en = "string", zh = "string", parts = "table",
  changed = "table", source = "string",
}
local version_fields <const> = { codes = "table", from = "string", to = "string", hs = "string" }

-- What is wrong with a list of codes, or nil: each is a code, and none lies in another.
local function codes_problem(codes)
  if not codes or #codes == 0 then
    return 'it needs codes, as codes = { "76141000" }'
  end
  local seen <const> = {}
  for i, code in ipairs(codes) do
    if type(code) ~= "string" or not code:match "^%d+$" or #code < 2 or #code > 10 then
      return ("code %d: an HS code as text expected, got %s"):format(i, tostring(code))
    end
    if seen[code] then
      return ("code %s stands twice"):format(code)
    end
    seen[code] = true
  end
  for _, code in ipairs(codes) do
    for n = 2, #code - 1 do
      if seen[code:sub(1, n)] then
        return ("code %s lies within %s and would count twice; keep one of them"):format(code,
          code:sub(1, n))
      end
    end
  end
end

local function month_of(version, field)
  local text <const> = version[field]
  if text == nil then
    return nil
  end
  local parsed <const>, message <const> = period.parse(text)
  if not parsed then
    return nil, ("%s: %s"):format(field, message)
  elseif parsed.kind ~= "month" then
    return nil, ("%s = '%s': a month expected, as 2022-01"):format(field, text)
  end
  return parsed
end

-- A version as it is kept; or nil and what is wrong with it.
local function version_of(given)
  if type(given) ~= "table" then
    return nil, ("a table expected, got %s"):format(type(given))
  end
  for _, key in ipairs(suggest.names(given)) do
    local expected <const> = version_fields[key]
    if not expected then
      return nil, ("unknown field '%s'%s"):format(tostring(key),
        suggest.did_you_mean(tostring(key), version_fields))
    elseif type(given[key]) ~= expected then
      return nil, ("field '%s': %s expected, got %s"):format(key, expected, type(given[key]))
    end
  end
  local problem <const> = codes_problem(given.codes)
  if problem then
    return nil, problem
  end
  local from <const>, no_from <const> = month_of(given, "from")
  local to <const>, no_to <const> = month_of(given, "to")
  if no_from or no_to then
    return nil, no_from or no_to
  elseif from and to and to.to < from.from then
    return nil, ("it ends, %s, before it begins, %s"):format(to, from)
  end
  return { codes = given.codes, from = from, to = to, hs = given.hs }
end

-- Versions stand in order of time; one without an end ends where the next begins.
local function take_versions(product)
  local versions <const> = {}
  for i, given in ipairs(product.versions) do
    local version <const>, problem <const> = version_of(given)
    if not version then
      return ("version %d: %s"):format(i, problem)
    end
    local before <const> = versions[i - 1]
    if before and not version.from then
      return ('version %d: it needs its first month, as from = "2022-01"'):format(i)
    end
    if before then
      before.to = before.to or period.from_month(version.from.from - 1)
      if before.to.to >= version.from.from or before.from and before.to.to < before.from.from then
        return ("version %d: it begins in %s, before version %d ends"):format(i, version.from, i - 1)
      end
    end
    versions[i] = version
  end
  product.versions = versions
  return #versions == 0 and "its list of versions is empty" or nil
end

local function all_codes(versions)
  local codes <const>, seen <const> = {}, {}
  for _, version in ipairs(versions) do
    for _, code in ipairs(version.codes) do
      if not seen[code] then
        seen[code], codes[#codes + 1] = true, code
      end
    end
  end
  return codes
end

-- Whether a code is one of a list or lies within one.
local function among(code, codes)
  for _, own in ipairs(codes) do
    if type(code) == "string" and code:sub(1, #own) == own then
      return true
    end
  end
  return false
end

local function parts_problem(product)
  for code in pairs(product.parts or {}) do
    if not among(code, product.codes) then
      return ("part %s is not among its codes"):format(tostring(code))
    end
  end
  for _, code in ipairs(suggest.names(product.changed or {})) do
    if not among(code, product.codes) then
      return ("changed: %s is not among its codes"):format(tostring(code))
    end
    local _, message <const> = month_of(product.changed, code)
    if message then
      return "changed: " .. message
    end
  end
end

local function check(product)
  if product.codes and product.versions then
    return "it has both codes and versions; each version holds its own codes"
  end
  local problem
  if product.versions then
    problem = take_versions(product)
  else
    problem = codes_problem(product.codes)
    product.versions = { { codes = product.codes } }
  end
  if problem then
    return problem
  end
  if not product.en then
    return 'it needs a name in a sentence, as en = "aluminum wire and cable"'
  end
  product.codes = all_codes(product.versions)
  return parts_problem(product)
end

local M <const> = registry.new("product", fields, check)

--- All codes of versions, or of spans of codes, each once.
---@param versions { codes: string[] }[]
---@return string[]
M.all_codes = all_codes

--- What `ingot list products` tells of each.
---@type ingot.Listing
M.listing = {
  columns = { "name", "en", "codes" },
  row = function(product)
    return { name = product.name, en = product.en, codes = { table.unpack(product.codes) } }
  end,
}

for name, definition in pairs(own_files.data "products.lua") do
  M.define(name)(definition)
end

--- A line on a product for lists: its name in a sentence, and its codes.
---@param name string
---@return string
function M.summary(name)
  local product <const> = M.get(name, 2)
  return ("%s: %s"):format(product.en, table.concat(product.codes, ", "))
end

--- What a claims file keeps of a product: its codes, or the list of its versions with their months.
---@param name string
---@return string[]|{ from: string?, to: string?, hs: string?, codes: string[] }[]
function M.record(name)
  local product <const> = M.get(name, 2)
  local versions <const> = product.versions
  if #versions == 1 and not (versions[1].from or versions[1].to or versions[1].hs) then
    return product.codes
  end
  local kept <const> = {}
  for i, version in ipairs(versions) do
    kept[i] = setmetatable({
      from = version.from and tostring(version.from), to = version.to and tostring(version.to),
      hs = version.hs, codes = version.codes,
    }, { __order = { "from", "to", "hs", "codes" } })
  end
  return kept
end

--- The codes and months that a claims file kept of a product, whatever it is defined as today.
---@param record table  as `record` gives it, read back
---@return ingot.ProductVersion[]
function M.recorded(record)
  if type(record[1]) ~= "table" then
    return { { codes = record } }
  end
  local versions <const> = {}
  for i, kept in ipairs(record) do
    versions[i] = {
      codes = kept.codes, hs = kept.hs, from = kept.from and period.of(kept.from),
      to = kept.to and period.of(kept.to),
    }
  end
  return versions
end

--- The same in a line: "76141000, 76149000", or "2017-01 to 2021-12: 85176290; from 2022-01: …".
---@param record table
---@return string
function M.recorded_text(record)
  local texts <const> = {}
  for i, version in ipairs(M.recorded(record)) do
    local months <const> = version.from and version.to and ("%s to %s: "):format(version.from,
      version.to) or version.from and ("from %s: "):format(version.from)
      or version.to and ("to %s: "):format(version.to) or ""
    texts[i] = months .. table.concat(version.codes, ", ")
  end
  return table.concat(texts, "; ")
end

return M
