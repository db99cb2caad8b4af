--- What a batch says: a line for each job as it ends, one line on a terminal that tells how far it is,
--- and a table at the end.

local native <const> = require "ingot.native"
local visible <const> = require "ingot.visible"

local M = {}

---@class ingot.BatchState  what is kept in memory of a job
---@field status ingot.BatchStatus
---@field exit? integer
---@field seconds? number
---@field cpu? number      seconds
---@field memory? integer  bytes at most
---@field claims? integer
---@field warnings? integer
---@field error? string
---@field kept? boolean    it was done before, and nothing has changed

--- "0.31 s", "2:05", "1:02:03"
---@param seconds number
---@return string
function M.time(seconds)
  if seconds < 60 then
    return ("%.2f s"):format(seconds)
  end
  local whole <const> = math.floor(seconds + 0.5)
  if whole < 3600 then
    return ("%d:%02d"):format(whole // 60, whole % 60)
  end
  return ("%d:%02d:%02d"):format(whole // 3600, whole // 60 % 60, whole % 60)
end

--- "84 MB", of 1,024 × 1,024 bytes.
---@param bytes integer
---@return string
function M.size(bytes)
  return ("%d MB"):format((bytes + 2^19) // 2^20)
end

local function counted(n, one, many)
  return ("%d %s"):format(n, n == 1 and one or many)
end

--- The line on a job that has ended.
---@param name string
---@param state ingot.BatchState
---@return string
function M.line(name, state)
  local parts <const> = { ("%-8s %s"):format(state.kept and "kept" or state.status, visible(name)) }
  if not state.kept then
    parts[#parts + 1] = M.time(state.seconds or 0)
    parts[#parts + 1] = M.size(state.memory or 0)
  end
  if state.status == "done" then
    parts[#parts + 1] = counted(state.claims, "claim", "claims")
    if state.warnings > 0 then
      parts[#parts + 1] = counted(state.warnings, "warning", "warnings")
    end
  end
  local line <const> = table.concat(parts, "  ")
  return state.error and ("%s\n         %s"):format(line, visible(state.error)) or line
end

-- ---- the end ----

local columns <const> = {
  { "job", function(row) return visible(row.name) end },
  { "status", function(row) return row.state.kept and "done, kept" or row.state.status end },
  { "time", function(row) return row.state.seconds and M.time(row.state.seconds) or "" end, true },
  { "memory", function(row) return row.state.memory and M.size(row.state.memory) or "" end, true },
  { "claims", function(row) return row.state.claims or "" end, true },
  { "warnings", function(row) return row.state.warnings or "" end, true },
  { "error", function(row) return visible(row.state.error or "") end },
}

local function padded(text, width, is_right)
  local blanks <const> = (" "):rep(width - native.width(text))
  return is_right and blanks .. text or text .. blanks
end

local function layout(rows)
  local cells <const>, widths <const> = { {} }, {}
  for i, column in ipairs(columns) do
    cells[1][i] = column[1]
    for r, row in ipairs(rows) do
      cells[r + 1] = cells[r + 1] or {}
      cells[r + 1][i] = tostring(column[2](row))
    end
    widths[i] = 0
    for _, line in ipairs(cells) do
      widths[i] = math.max(widths[i], native.width(line[i]))
    end
  end
  local lines <const> = {}
  for r, line in ipairs(cells) do
    for i, text in ipairs(line) do
      line[i] = padded(text, widths[i], columns[i][3])
    end
    lines[r] = table.concat(line, "  "):gsub(" +$", "") .. "\n"
  end
  return table.concat(lines)
end

local MOST_ROWS <const> = 40

-- The rows of the table: all, or, of a large batch, those that were not done.
local function rows_of(jobs, states)
  local rows <const>, left_out = {}, 0
  for i, job in ipairs(jobs) do
    if #jobs <= MOST_ROWS or states[i].status ~= "done" then
      if #rows < MOST_ROWS then
        rows[#rows + 1] = { name = job.name, state = states[i] }
      else
        left_out = left_out + 1
      end
    end
  end
  return rows, left_out
end

--- The statuses that there are, in the order they are told.
M.statuses = { "done", "failed", "limit", "crashed", "killed", "not run" }

--- How many jobs have each status, and how many of them were kept.
---@param states ingot.BatchState[]
---@return table<ingot.BatchStatus, integer> counts
---@return integer kept
function M.counts(states)
  local counts <const>, kept = {}, 0
  for _, status in ipairs(M.statuses) do
    counts[status] = 0
  end
  for _, state in ipairs(states) do
    counts[state.status] = counts[state.status] + 1
    kept = kept + (state.kept and 1 or 0)
  end
  return counts, kept
end

local said <const> = { limit = "past a limit" }

-- "3 done (1 kept), 1 failed"
local function totals(states)
  local counts <const>, kept <const> = M.counts(states)
  local parts <const> = {}
  for _, status in ipairs(M.statuses) do
    if counts[status] > 0 or status == "done" then
      parts[#parts + 1] = ("%d %s"):format(counts[status], said[status] or status)
        .. (status == "done" and kept > 0 and (" (%d kept)"):format(kept) or "")
    end
  end
  return table.concat(parts, ", ")
end

local by_themselves <const> = { failed = true, limit = true, crashed = true }

-- What to do about jobs that were not done; "" where all were.
local function advice(states, out)
  local undone, has_said = false, false
  for _, state in ipairs(states) do
    undone = undone or state.status ~= "done"
    has_said = has_said or by_themselves[state.status]
  end
  return (has_said and ("%s/<job>.err.txt has what a job said; "):format(visible(out)) or "")
    .. (undone and "--resume runs what was not done\n" or "")
end

--- The table and the totals at the end.
---@param jobs ingot.BatchJob[]
---@param states ingot.BatchState[]
---@param seconds number
---@param out string  the folder of the batch
---@return string
function M.table(jobs, states, seconds, out)
  local rows <const>, left_out <const> = rows_of(jobs, states)
  local text = #rows > 0 and "\n" .. layout(rows) or ""
  if left_out > 0 then
    text = ("%s… and %d more\n"):format(text, left_out)
  end
  return ("%s\n%s in %s\n%s"):format(text, totals(states), M.time(seconds), advice(states, out))
end

--- The line on a terminal while jobs run: "12 of 100 jobs, 1 not done, 2 running, about 0:40 left".
---@param n { all: integer, ended: integer, kept: integer, bad: integer, running: integer }
---@param seconds number  since the first job began
---@return string
function M.progress(n, seconds)
  local parts <const> = { ("%d of %d jobs"):format(n.ended, n.all) }
  if n.bad > 0 then
    parts[#parts + 1] = ("%d not done"):format(n.bad)
  end
  parts[#parts + 1] = ("%d running"):format(n.running)
  local ran <const> = n.ended - n.kept
  if ran > 0 and n.ended < n.all then
    local left <const> = math.ceil(seconds / ran * (n.all - n.ended))
    parts[#parts + 1] = ("about %s left"):format(left < 60 and left .. " s" or M.time(left))
  end
  local width <const> = 20
  local full <const> = n.all > 0 and width * n.ended // n.all or width
  return ("[%s%s] %s"):format(("="):rep(full), (" "):rep(width - full), table.concat(parts, ", "))
end

return M
