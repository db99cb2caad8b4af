--- The first records of a file as cells, decoded: what its format is recognised by.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local M = {}

--- The first records of a file, without lines that stand before its header, and without blanks around
--- cells; none when it cannot be looked into.
---@param path string
---@param delimiter string
---@param header? boolean  false: there is none, and all lines are records
---@return string[][]
function M.of(path, delimiter, header)
  local there <const> = native.look(path)
  if not there or there.kind ~= "file" then -- what can be read but once
    return {}
  end
  local looked <const>, message <const>, kind <const> = native.sniff(path, {
    delimiter = delimiter, encoding = "auto", trim = true, header = header ~= false,
    detect = header ~= false and { "skip" } or {},
  })
  if kind == "limit" or kind == "stopped" then -- no fault of the file, of which reading would tell
    error_.raise(kind, message)
  end
  return looked and table.move(looked.records, looked.first, #looked.records, 1, {}) or {}
end

return M
