--- Reading files into one table: the native reader takes them as the options and the profile say;
--- then columns are derived, put in canonical order, and given their coverage.

local columns <const> = require "ingot.columns"
local error_ <const> = require "ingot.error"
local files <const> = require "ingot.files"
local history <const> = require "ingot.read.history"
local native <const> = require "ingot.native"
local options_ <const> = require "ingot.read.options"
local record <const> = require "ingot.read.record"
local shape <const> = require "ingot.read.shape"
local spec_ <const> = require "ingot.read.spec"

local M = {}

-- The table that a profile means, the units of what it derived, and the reader's remarks with its own.
-- Where types = "text", nothing can be derived, and no row is left out.
local function follow(profile, raw, options)
  local remarks <const> = raw:warnings() or false
  if not profile.name then
    return raw, {}, remarks
  elseif options.types == "text" then
    return shape.in_canonical_order(raw), {}, remarks
  end
  local data <const>, units <const>, said <const> = shape.of(raw, profile)
  return data, units, record.remarks(remarks, said)
end

-- A profile's columns may be named though the files lack them.
local function unknown_column(data, profile, options)
  local names <const>, present <const> = shape.names(data)
  for _, column in ipairs(profile.columns or {}) do
    present[column.name] = true
  end
  return columns.unknown(options, present, names)
end

local function units_for(data, derived, options)
  local _, present <const> = shape.names(data)
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
  local data <const>, units <const>, remarks <const> = follow(profile, raw, options)
  local whole <const> = native.with(data, {
    unit = units_for(data, units, options), rejects = raw:rejects() or false,
    warnings = remarks,
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
