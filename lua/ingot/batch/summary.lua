--- `summary.json`: what came of each job, in the order of the manifest. All that times and memory are
--- stands in a part of its own, `measured`; the rest is the same to the byte whenever the same is run
--- on the same data, whatever ran before, in which order jobs ended and whether they were kept.

local legible <const> = require "ingot.legible"
local native <const> = require "ingot.native"
local report <const> = require "ingot.batch.report"

local M = {}

local function ordered(fields, order)
  return setmetatable(fields, { __order = order })
end

local function list(items)
  return setmetatable(items or {}, { __array = true })
end

local JOB <const> = {
  "name", "script", "settings", "out", "status", "exit", "error", "claims", "warnings", "outputs",
  "inputs",
}

-- JSON holds nothing but UTF-8; paths, settings and what a script says may be any bytes.
local function legible_of(value)
  if type(value) == "string" then
    return legible(value)
  elseif type(value) ~= "table" then
    return value
  end
  local copy <const> = {}
  for key, part in pairs(value) do
    copy[legible_of(key)] = legible_of(part)
  end
  return setmetatable(copy, getmetatable(value))
end

local function json(value)
  return native.json_encode(legible_of(value))
end

-- A job as one line of JSON.
local function job_line(job, state, journal)
  local record <const> = state.status ~= "not run" and journal:record(job.name) or {}
  for _, file in ipairs(record.outputs or {}) do
    setmetatable(file, { __order = { "path", "hash" } })
  end
  return json(ordered({
    name = job.name, script = job.script, settings = job.set, out = job.out, status = state.status,
    exit = state.exit, error = state.error, claims = state.claims, warnings = state.warnings,
    outputs = list(record.outputs), inputs = list(record.inputs),
  }, JOB))
end

-- Milliseconds are as much as can be measured.
local function rounded(seconds)
  return math.floor(seconds * 1000 + 0.5) / 1000
end

local MEASURED <const> = { "seconds", "cpu_seconds", "peak_bytes", "kept" }

local function measured_line(job, state)
  return ("%s: %s"):format(json(job.name), json(ordered({
    seconds = state.seconds and rounded(state.seconds), cpu_seconds = state.cpu and rounded(state.cpu),
    peak_bytes = state.memory, kept = state.kept or nil,
  }, MEASURED)))
end

local function input_line(input)
  for _, file in ipairs(input.files) do
    setmetatable(file, { __order = { "path", "hash" } })
  end
  return json(ordered({
    name = input.name, options = input.options, files = list(input.files),
  }, { "name", "options", "files" }))
end

-- Lines between brackets, one below the other.
local function block(open, lines, close, indent)
  if #lines == 0 then
    return open .. close
  end
  local between <const> = ",\n" .. indent .. "  "
  return open .. "\n" .. indent .. "  " .. table.concat(lines, between) .. "\n" .. indent .. close
end

--- The text of the summary.
---@param manifest string
---@param plan ingot.BatchPlan
---@param states ingot.BatchState[]
---@param journal ingot.Journal
---@param seconds number  of the batch
---@return string
function M.text(manifest, plan, states, journal, seconds)
  local jobs <const>, measured <const>, inputs <const> = {}, {}, {}
  for i, input in ipairs(plan.inputs) do
    inputs[i] = input_line(input)
  end
  for i, job in ipairs(plan.jobs) do
    jobs[i] = job_line(job, states[i], journal)
    if states[i].seconds then
      measured[#measured + 1] = measured_line(job, states[i])
    end
  end
  local counts <const> = ordered(report.counts(states), report.statuses)
  return ('{\n  "ingot": %s,\n  "manifest": %s,\n  "counts": %s,\n  "inputs": %s,\n  "jobs": %s,\n'
    .. '  "measured": {\n    "seconds": %s,\n    "jobs": %s\n  }\n}\n'):format(
    json(native.version), json(manifest), json(counts),
    block("[", inputs, "]", "  "), block("[", jobs, "]", "  "), json(rounded(seconds)),
    block("{", measured, "}", "    "))
end

return M
