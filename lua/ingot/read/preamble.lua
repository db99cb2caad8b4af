--- Files with lines of metadata before their rows: what these say becomes columns, the same in every
--- row of a file.

local head <const> = require "ingot.read.head"
local native <const> = require "ingot.native"
local stamp <const> = require "ingot.read.stamp"
local suggest <const> = require "ingot.suggest"
local unit <const> = require "ingot.unit"

local M = {}

-- Column → what the lines say, and how many there are.
local function said_by(path, profile)
  local said <const> = {}
  for i, record in ipairs(head.of(path, profile.delimiter or ",", false)) do
    local column <const> = profile.preamble[record[1]]
    if not column then
      return said, i - 1
    end
    said[column] = record[2] ~= "" and record[2] or nil
  end
  return said, 0
end

-- The spec of files with so many lines before their rows.
local function spec_with(spec, lines)
  local copy <const> = { detect = {} }
  for name, value in pairs(spec) do
    copy[name] = copy[name] or value
  end
  for _, part in ipairs(spec.detect) do
    copy.detect[#copy.detect + 1] = part ~= "skip" and part or nil
  end
  copy.skip = lines
  return copy
end

--- Reads files, those with equally many lines of metadata together.
---@param paths string[]
---@param profile ingot.Format
---@param spec ingot.native.ReadSpec
---@return ingot.Table? data, string? message, ingot.ErrorKind? kind
function M.read(paths, profile, spec)
  local by_lines <const>, order <const>, columns <const> = {}, {}, { file = {} }
  local stamps <const> = {}
  for i, path in ipairs(paths) do
    stamps[i] = stamp.of(path)
    local said <const>, lines <const> = said_by(path, profile)
    if not by_lines[lines] then
      by_lines[lines], order[#order + 1] = {}, lines
    end
    table.insert(by_lines[lines], path)
    columns.file[i] = path
    for _, column in pairs(profile.preamble) do
      columns[column] = columns[column] or {}
      columns[column][i] = said[column]
    end
  end
  local parts <const> = {}
  for i, lines in ipairs(order) do
    local part <const>, message <const>, kind <const> =
      native.read(by_lines[lines], spec_with(spec, lines))
    if not part then
      return nil, message, kind
    end
    parts[i] = part
  end
  for i, path in ipairs(paths) do
    stamp.check(path, stamps[i])
  end
  local list <const> = {}
  for i, name in ipairs(suggest.names(columns)) do
    list[i] = { name = name, type = "text", values = columns[name] }
  end
  local data <const> = #parts == 1 and parts[1] or parts[1]:union(table.unpack(parts, 2))
  return native.with(data:join(native.table(list, #paths), "file", "left"), {
    rejects = data:rejects() or false, warnings = data:warnings() or false,
  })
end

--- The unit of the values, when the metadata of all files say the same, and formulas know it.
---@param data ingot.Table
---@return string?
function M.unit(data)
  local found
  for row in data:distinct("unit"):rows() do
    local known <const>, one <const> = pcall(unit.get, row.unit or "?")
    if not known or found and found ~= one.name then
      return nil
    end
    found = one.name
  end
  return found
end

return M
