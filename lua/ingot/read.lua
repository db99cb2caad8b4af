--- Reading files into one table: the native reader takes them as the options and the profile say;
--- then columns are derived, put in canonical order, and given their coverage.

local columns <const> = require "ingot.columns"
local error_ <const> = require "ingot.error"
local files <const> = require "ingot.files"
local history <const> = require "ingot.read.history"
local native <const> = require "ingot.native"
local options_ <const> = require "ingot.read.options"
local record <const> = require "ingot.read.record"
local spec_ <const> = require "ingot.read.spec"

local M = {}

-- Where columns stand in a table read with a profile; others follow, `file` and `line` are last.
local canonical <const> = {
  "year", "month", "flow", "hs", "hs_name", "partner_code", "partner", "province_code",
  "province", "mode_code", "mode", "reporter", "qty1", "qty1_unit", "qty2", "qty2_unit",
  "qty_kg", "value", "value_cny", "value_usd", "value_eur",
}
local canonical_rank <const> = { file = math.maxinteger - 1, line = math.maxinteger }
for i, name in ipairs(canonical) do
  canonical_rank[name] = i
end

local function names_of(data)
  local names <const>, present <const> = {}, {}
  for i, column in ipairs(data:schema()) do
    names[i], present[column.name] = column.name, true
  end
  return names, present
end

local function has_all(present, formula)
  for _, name in ipairs(native.formula(formula):columns()) do
    if not present[name] then
      return false
    end
  end
  return true
end

local function derive(data, profile)
  local units <const> = {}
  for _, derived in ipairs(profile.derive or {}) do
    local _, present <const> = names_of(data)
    local usable <const> = {}
    for _, text in ipairs(derived.first_of) do
      usable[#usable + 1] = has_all(present, text) and text or nil
    end
    if #usable > 0 and not present[derived.name] then
      local formula <const> = ("coalesce(%s)"):format(table.concat(usable, ", "))
      data = data:derive { { derived.name, formula } }:collect()
      units[derived.name] = derived.unit
    end
  end
  return data, units
end

local function in_canonical_order(data)
  local names <const> = names_of(data)
  local rank <const> = {}
  for i, name in ipairs(names) do
    rank[name] = canonical_rank[name] or #canonical + i
  end
  table.sort(names, function(a, b) return rank[a] < rank[b] end)
  return data:select(names):collect()
end

-- Where types = "text", nothing can be derived, and no row is left out.
local function follow(profile, data, options)
  if not profile.name then
    return data, {}
  elseif options.types == "text" then
    return in_canonical_order(data), {}
  end
  local derived <const>, units <const> = derive(data, profile)
  local kept <const> = profile.where and derived:where(profile.where) or derived
  return in_canonical_order(kept), units
end

-- A profile's columns may be named though the files lack them.
local function unknown_column(data, profile, options)
  local names <const>, present <const> = names_of(data)
  for _, column in ipairs(profile.columns or {}) do
    present[column.name] = true
  end
  return columns.unknown(options, present, names)
end

local function units_for(data, derived, options)
  local _, present <const> = names_of(data)
  for name, unit_name in pairs(options.units or {}) do
    derived[name] = present[name] and unit_name or nil
  end
  return derived
end

-- Kinds of failures that name no file: they get the script's line.
local has_no_file <const> = { limit = true, stopped = true }

--- Reads a source into one table: a file, a folder, a pattern or a list of these. What cannot be
--- read raises an `ingot.error` that names file and line, and so does the first row or cell that does
--- not fit; with on_error = "collect" these are listed in the table's `rejects()` instead. Without a
--- profile: UTF-8, types from the values. How a file is written is found out where it is not said:
--- `detected()` of the table tells.
---
---     local t = ingot.read("export.csv", { delimiter = ";", decimal = ",", on_error = "collect" })
---
---@param source string|string[]
---@param options? ingot.ReadOptions
---@return ingot.Table
function M.read(source, options)
  options = options_.plain(options or {})
  local message = options_.mistake(options)
  if message then
    error("read: " .. message, 2)
  end
  local profile <const> = options_.profile(options)
  local paths <const> = files.list(source, 2)
  local dates
  dates, message = history.dates(options, paths)
  if message then
    error("read: " .. message, 2)
  end
  local spec <const> = spec_.new(profile, options)
  local raw <const>, problem <const>, kind <const> = native.read(paths, spec)
  if kind == "usage" then
    error("read: " .. problem, 2)
  elseif not raw then
    error_.raise(kind, problem, not has_no_file[kind] and 0 or nil)
  end
  message = unknown_column(raw, profile, options)
  if message then
    error("read: " .. message, 2)
  end
  record.add(paths, options, raw)
  local data <const>, units <const> = follow(profile, raw, options)
  local whole <const> = native.with(data, {
    unit = units_for(data, units, options), rejects = raw:rejects() or false,
    warnings = raw:warnings() or false,
  })
  local known <const> = {
    paths = paths, dates = dates, row_cap = spec.row_cap, warn = record.warn,
  }
  local all
  all, message = history.of(whole, known, options)
  if message then
    error("read: " .. message, 2)
  end
  local result <const> = history.chosen(all, known, options)
  local given <const> = type(source) == "table" and source or { source }
  record.remember(result, { given = given, paths = paths, options = options })
  return result
end

M.mistake = options_.mistake
M.sources = record.sources
M.warnings = record.warnings
M.warn = record.warn
M.remember = record.remember
M.origin = record.origin
M.is_part = record.is_part
M.is_contested = record.is_contested
M.hash = record.hash

return M
