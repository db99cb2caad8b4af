--- Whether a union holds something twice: a file that both of its tables were read from, or a cell of
--- flow, code and month that two files hold. What one `ingot.read` gives is settled: the latest
--- prevails. A union of several is not.

local read <const> = require "ingot.read"

local M = {}

local keys <const> = { "flow", "hs", "month" }

local function columns_of(data)
  local present <const> = {}
  for _, column in ipairs(data:schema()) do
    present[column.name] = true
  end
  return present
end

-- A file with a line that stands twice in a month. (A cell that ended in cumulative data keeps the
-- line of its last row, in the month after.)
local function file_twice(data, present)
  local counted <const> = data:by { "file", present.month and "month" or nil }:agg {
    { "rows", "count(line)" }, { "lines", "count_distinct(line)" },
  }
  local twice <const> = counted:where("rows > lines and not is_missing(file)"):sort("file"):collect()
  return #twice > 0 and ("the rows of '%s' stand twice in the data: two tables of a union were read "
    .. "from it, or a join repeats its rows"):format(twice:text(1, "file")) or nil
end

-- A cell with rows of two files, which are not said to be parts of one download.
local function cell_twice(data, present)
  local cell <const> = {}
  for _, key in ipairs(keys) do
    cell[#cell + 1] = present[key] and key or nil
  end
  local held <const> = data:by(cell):agg {
    { "first_file", "min(file)" }, { "last_file", "max(file)" },
  }
  for row in held:where("first_file ~= last_file"):sort(cell):rows() do
    if not (read.is_part(row.first_file) and read.is_part(row.last_file)) then
      return ("'%s' and '%s' both hold %s%s in %s: both would count; read them together, as "
        .. 'ingot.read { "…", "…" }, and the latest prevails, or each with vintage = false if they '
        .. "are parts of one download"):format(row.first_file, row.last_file,
        row.flow and row.flow .. " " or "", row.hs, row.month)
    end
  end
end

--- What a table holds twice, or nil. One that is as it was read holds nothing twice; a line of a file
--- of indicators holds many series.
---@param data ingot.Table
---@return string? message
function M.problem(data)
  local present <const> = columns_of(data)
  if read.origin(data) or present.series or not (present.file and present.line) then
    return nil
  end
  return file_twice(data, present) or present.hs and present.month and cell_twice(data, present) or nil
end

return M
