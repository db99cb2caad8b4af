--- Files of several reads in one table: a union of two downloads of the same months counts both.

local cells <const> = require "ingot.vintage.cells"
local coverage <const> = require "ingot.coverage"
local record <const> = require "ingot.read.record"

local M = {}

local NO_CAP <const> = -1 -- whether a file was cut off has been said when it was read

-- The files of a table and how each was read; nil unless they are of several reads.
local function reads_of(data)
  local paths <const>, reads <const>, known, several = {}, {}, nil, false
  for row in data:distinct("file"):sort("file"):rows() do
    local read <const> = row.file and record.options(row.file)
    if read and read.vintage ~= false then
      several = several or known ~= nil and known ~= read
      known, reads[row.file], paths[#paths + 1] = read, read, row.file
    end
  end
  return several and paths or nil, reads
end

--- Warns where files that were read apart hold the same cells, since all of them count there.
---@param data ingot.Table
function M.warn(data)
  if record.origin(data) or not record.has_files(data) then
    return
  end
  local paths <const>, reads <const> = reads_of(data)
  if not paths then
    return
  end
  local spans <const>, has <const> = coverage.by_file(data, NO_CAP)
  if not has.month or not has.hs then
    return
  end
  local known <const> = {}
  for _, span in ipairs(spans) do
    known[#known + 1] = reads[span.file] and span or nil
  end
  local list <const> = cells.in_order(known, paths)
  local _, taken <const> = cells.contest(list)
  for _, before in ipairs(list) do
    for _, after in ipairs(list) do
      local months <const> = taken[before] and taken[before][after]
      if months and reads[before.file] ~= reads[after.file] then
        record.warn(before.file, ("'%s', which was read apart, covers the same in %s, and both count; "
          .. "read them together, so that the later prevails, or say vintage = false if they are "
          .. "parts of one download"):format(after.file, coverage.runs(months)))
      end
    end
  end
end

return M
