--- What the reader wants known of files, and how it comes to be known: warnings, remarks, rejects.

local native <const> = require "ingot.native"
local visible <const> = require "ingot.visible"

local M = {}

local flow_words <const> = { export = { "export", "出口" }, import = { "import", "进口" } }

-- In order, each once.
local warnings <const> = {}

--- Has something known of a file.
---@param file string
---@param message string
function M.warn(file, message)
  local key <const> = ("%s: %s"):format(file, message)
  if not warnings[key] then
    warnings[key] = true
    warnings[#warnings + 1] = { file = file, message = message }
  end
end

local function says(path, flow)
  local name <const> = path:match("[^/]*$"):lower()
  for _, word in ipairs(flow_words[flow]) do
    if name:find(word, 1, true) then
      return true
    end
  end
  return false
end

-- A file read as the other flow by mistake turns every number wrong, and its name often tells.
local function check_name(path, flow)
  local other <const> = flow == "export" and "import" or "export"
  if flow and says(path, other) and not says(path, flow) then
    M.warn(path, ("read as %s, but its name says %s"):format(flow, other))
  end
end

-- What is wrong with a cell, or with a row as the file has it.
local function fault_of(reject)
  return reject.column
    and ("column '%s': %s, got '%s'"):format(visible(reject.column), reject.reason,
      visible(reject.value))
    or ("%s: '%s'"):format(reject.reason, visible(reject.record or reject.value or ""))
end

local function warn_of_rejects(rejects)
  for row in rejects:distinct("file"):rows() do
    local of_file <const> = rejects:where("file == $file", { file = row.file })
    local first <const> = of_file:limit(1):rows()()
    M.warn(row.file, ("the first rejected is on line %d: %s"):format(first.line, fault_of(first)))
  end
end

--- Says what there is to say of files that were just read.
---@param paths string[]
---@param options ingot.ReadOptions
---@param data ingot.Table  as the native reader gave it
function M.tell(paths, options, data)
  for _, path in ipairs(paths) do
    check_name(path, options.flow)
  end
  local remarks <const>, rejects <const> = data:warnings(), data:rejects()
  if remarks then
    for row in remarks:rows() do
      M.warn(row.file, row.message)
    end
  end
  if rejects then
    warn_of_rejects(rejects)
  end
end

--- The reader's remarks and further ones as one table, each said as a warning too.
---@param remarks ingot.Table|false
---@param more { file: string, message: string }[]
---@return ingot.Table|false
function M.join(remarks, more)
  if #more == 0 then
    return remarks
  end
  local files <const>, messages <const> = {}, {}
  for i, remark in ipairs(more) do
    files[i], messages[i] = remark.file, remark.message
    M.warn(remark.file, remark.message)
  end
  local added <const> = native.table({
    { name = "file", type = "text", values = files },
    { name = "message", type = "text", values = messages },
  }, #more)
  return remarks and remarks:union(added):collect() or added
end

--- The reader's rejects and further ones as one table; of the latter, the first of each file is said.
---@param rejects ingot.Table|false
---@param more? ingot.Table
---@return ingot.Table|false
function M.rejects(rejects, more)
  if more then
    warn_of_rejects(more)
  end
  return rejects and more and rejects:union(more):collect() or more or rejects
end

--- How the files were read, as the native reader says it, and first the profile that was chosen.
---@param detected ingot.Table|nil
---@param chosen? ingot.Chosen
---@param path string  whose header spoke for it
---@return ingot.Table|nil
function M.detected(detected, chosen, path)
  if not chosen then
    return detected
  end
  local row <const> = native.table({
    { name = "file", type = "text", values = { path } },
    { name = "what", type = "text", values = { "profile" } },
    { name = "value", type = "text", values = { chosen.profile } },
    { name = "given", type = "bool", values = { false } },
    { name = "why", type = "text", values = { chosen.why } },
  }, 1)
  return detected and row:union(detected):collect() or row
end

--- What the reader wanted known since the program started, each remark once.
---@return { file: string, message: string }[]
function M.warnings()
  return table.move(warnings, 1, #warnings, 1, {})
end

return M
