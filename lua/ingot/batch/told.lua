--- What came of a worker, as far as it can be believed: what it told is a stranger's, so each part is
--- copied, of its type and bounded, or left out.

local message <const> = require "ingot.message"

local M = {}

---@alias ingot.BatchStatus "done"|"failed"|"limit"|"crashed"|"killed"|"not run"

local LONGEST <const>, MOST <const> = 4096, 20000
local LONGEST_ERROR <const> = 500

local function count(value)
  return math.type(value) == "integer" and value >= 0 and value < 2^53 and value or 0
end

local function text(value)
  return type(value) == "string" and #value <= LONGEST and not value:find "%z" and value or nil
end

-- A list of what `take` makes of its items.
local function list(value, take)
  local items <const> = {}
  for i = 1, type(value) == "table" and math.min(#value, MOST) or 0 do
    items[#items + 1] = take(value[i])
  end
  return items
end

local function file(value)
  local path <const> = type(value) == "table" and text(value.path)
  return path and { path = path, hash = text(value.hash) or "" } or nil
end

-- A path below the job's folder that leads nowhere else.
local function below(value)
  local path <const> = text(value)
  if not path or path == "" or path:find "^/" or ("/" .. path .. "/"):find "/%.%.?/" then
    return nil
  end
  return path
end

--- Files below the job's folder, of what a journal says it wrote.
---@param value any
---@return { path: string, hash: string }[]
function M.written(value)
  return list(value, function(item)
    local one <const> = file(item)
    return one and below(one.path) and one or nil
  end)
end

--- What a worker told last.
---@param sent? string  its message
---@return { claims: integer, warnings: integer, outputs: string[], given: string[], inputs: string[],
---   reads: { path: string, hash: string }[] }
function M.take(sent)
  local told = sent and message.read(sent)
  told = type(told) == "table" and told or {}
  return {
    claims = count(told.claims), warnings = count(told.warnings), outputs = list(told.outputs, below),
    reads = list(told.reads, file), given = list(told.given, text), inputs = list(told.inputs, text),
  }
end

local statuses <const> = {
  time = "limit", cpu = "limit", memory = "limit", output = "limit", signal = "crashed",
  killed = "killed",
}

--- The status that an end means.
---@param event ingot.CrewEvent
---@return ingot.BatchStatus
function M.status(event)
  if event.how ~= "exit" then
    return statuses[event.how] or "crashed"
  elseif event.exit == 0 then
    return "done"
  end
  return event.exit == 75 and "limit" or "failed"
end

--- A text on one line, without control characters, cut where it is long.
---@param value string
---@return string
function M.one_line(value)
  local line <const> = value:match "^[^\n]*":gsub("[%c\x7f]", "?")
  if #line <= LONGEST_ERROR then
    return line
  end
  return line:sub(1, (utf8.offset(line, 0, LONGEST_ERROR + 1) or LONGEST_ERROR) - 1) .. "…"
end

--- What a worker said on standard error that is no warning: its first such line, or nil.
---@param err? string
---@return string?
function M.complaint(err)
  for line in (err or ""):gmatch "[^\n]+" do
    if not line:find "^%s" and not line:find(": warning: ", 1, true) and not line:find "^Lua warning" then
      return M.one_line(line)
    end
  end
end

return M
