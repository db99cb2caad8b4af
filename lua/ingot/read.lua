--- Reading files into one table: the native reader takes them as the options and the profile say;
--- then columns are derived, put in canonical order, and given their coverage.

local choose <const> = require "ingot.read.choose"
local columns <const> = require "ingot.columns"
local coverage <const> = require "ingot.coverage"
local error_ <const> = require "ingot.error"
local files <const> = require "ingot.files"
local format <const> = require "ingot.format"
local history <const> = require "ingot.read.history"
local native <const> = require "ingot.native"
local options_ <const> = require "ingot.read.options"
local preamble <const> = require "ingot.read.preamble"
local record <const> = require "ingot.read.record"
local remarks_ <const> = require "ingot.read.remarks"
local shape <const> = require "ingot.read.shape"
local spec_ <const> = require "ingot.read.spec"
local stamp <const> = require "ingot.read.stamp"

local M = {}

-- The table that a profile means, the units of what it derived, and the reader's remarks and rejects
-- with its own.
-- Where types = "text", nothing can be derived, and no row is left out.
local function follow(profile, raw, options)
  local remarks <const>, rejects <const> = raw:warnings() or false, raw:rejects() or false
  if not profile.name then
    return raw, {}, remarks, rejects
  elseif options.types == "text" then
    return shape.in_canonical_order(raw), {}, remarks, rejects
  end
  local data <const>, units <const>, said <const>, wrong <const> =
    shape.of(raw, profile, options.on_error == "collect")
  units.value = units.value or profile.preamble and preamble.unit(data) or nil
  return data, units, remarks_.join(remarks, said), remarks_.rejects(rejects, wrong)
end

-- A profile's columns may be named though the files lack them.
local function unknown_column(data, profile, options)
  local names <const>, present <const> = columns.names(data)
  for _, list in ipairs { profile.columns or {}, profile.derive or {} } do
    for _, column in ipairs(list) do
      present[column.name] = true
    end
  end
  return columns.unknown(options, present, names)
end

local function units_for(data, derived, options)
  local _, present <const> = columns.names(data)
  for name, unit_name in pairs(options.units or {}) do
    derived[name] = present[name] and unit_name or nil
  end
  return derived
end

-- The profile that the options name, or that the first file's header speaks for; the latter joins the
-- options, by which the files can be read again.
local function profile_of(options, paths)
  if options.profile ~= nil or options.header ~= nil or options.types == "text" or not paths[1] then
    return options_.profile(options)
  end
  local chosen <const>, doubt <const> = choose.of(paths[1])
  if doubt then
    remarks_.warn(paths[1], doubt)
  end
  if chosen and choose.is_renamed(options, format.get(chosen.profile)) then
    return {}
  end
  options.profile = chosen and chosen.profile
  return options_.profile(options), chosen
end

local function raw_of(paths, profile, spec)
  if profile.preamble then
    return preamble.read(paths, profile, spec)
  end
  return native.read(paths, spec)
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
  local paths <const> = files.list(source, 2)
  local first <const> = paths[1] and stamp.of(paths[1]) -- the one that is looked into
  local profile <const>, chosen <const> = profile_of(options, paths)
  message = options_.unmet(options, profile, chosen)
  if message then
    error("read: " .. message, 2)
  end
  local dates
  dates, message = history.dates(options, paths)
  if message then
    error("read: " .. message, 2)
  end
  local spec <const> = spec_.new(profile, options)
  local raw <const>, problem <const>, kind <const> = raw_of(paths, profile, spec)
  if raw or kind == "data" then
    stamp.check(paths[1], first)
  end
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
  local data <const>, units <const>, remarks <const>, rejects <const> = follow(profile, raw, options)
  local whole <const> = native.with(data, {
    unit = units_for(data, units, options), rejects = rejects, warnings = remarks,
    detected = remarks_.detected(raw:detected(), chosen, paths[1]),
  })
  local known <const> = {
    paths = paths, dates = dates, row_cap = spec.row_cap, warn = remarks_.warn,
    counted = #raw ~= #data and coverage.rows_of(raw) or nil,
  }
  local all
  all, message = history.of(whole, known, options)
  if message then
    error("read: " .. message, 2)
  end
  local result <const> = history.chosen(all, known, options)
  local given <const> = type(source) == "table" and source or { source }
  record.remember(result, { given = given, paths = paths, options = options, chosen = chosen })
  return result
end

M.mistake = options_.mistake
M.sources = record.sources
M.warnings = remarks_.warnings
M.warn = remarks_.warn
M.remember = record.remember
M.origin = record.origin
M.is_part = record.is_part
M.is_contested = record.is_contested
M.hash = record.hash

return M
