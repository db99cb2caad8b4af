--- `ingot batch MANIFEST`: runs the jobs that a manifest names, each in a worker of its own.

local answers <const> = require "ingot.command.answers"
local batch <const> = require "ingot.batch"
local error_ <const> = require "ingot.error"
local limits_ <const> = require "ingot.batch.limits"
local native <const> = require "ingot.native"
local options <const> = require "ingot.command.options"
local places <const> = require "ingot.command.places"
local plan_ <const> = require "ingot.batch.plan"
local run <const> = require "ingot.command.run"
local supervise <const> = require "ingot.command.supervise"
local warm <const> = require "ingot.batch.warm"

local M = { name = "batch", summary = "run many scripts: what a manifest names, side by side" }

-- What one job may take where neither the manifest nor the command line says.
local LIMITS <const> = { memory = "2G", time = "60s", cpu = "60s", output = "64M" }
local MOST <const> = {
  memory = "most memory of one job", time = "most time of one job",
  cpu = "most processor time of one job", output = "most bytes that one job prints and writes",
}

function M.define(parser)
  parser:description(M.summary .. [[


A manifest is a Lua file that returns its jobs:

  return {
    inputs = { customs = { "data/customs/export-*.csv", profile = "gacc-zh", flow = "export" } },
    limits = { memory = "1G", time = "60s" },
    { script = "scripts/cable_exports_month.lua",
      set = { period = { "2025-03", "2025-04" }, product = { "wire_cable", "alumina" } },
      exclude = { { period = "2025-03", product = "alumina" } } },
    { script = "scripts/primary_aluminium.lua", set = { period = "2025-04" }, name = "alu" },
  }

Of lists every combination is a job. Its outputs go to DIR/<its name> (or its `out`), what it
prints to DIR/<its name>.out.txt and .err.txt, and what came of all to DIR/summary.json. Inputs
are read once; a script takes one by ingot.input "customs". Ctrl-C lets the jobs that run come to
their end, twice kills them. No job is tried again; --resume runs those that were not done, or
whose script, modules, data, settings, limits or outputs have changed. The exit code is 1 when a
job was not done.]])
  parser:argument("manifest", "the manifest, a Lua file")
  parser:option("--set", "set an option of the manifest (ingot.option), as period=2025-04")
    :argname "NAME=VALUE":count "*"
  parser:option("--jobs", "how many run at a time; as many as there are processors by default")
    :argname "N"
  parser:option("--out", "folder for the outputs"):argname "DIR":default "out"
  parser:flag("--resume", "run only what was not done, or has changed since")
  parser:option("--root", "folder that relative paths start from"):argname "DIR"
  parser:option("--data", "a further folder that may be read"):argname "DIR":count "*"
  for _, name in ipairs(limits_.names) do
    parser:option("--" .. name, ("%s, whatever the manifest says; where neither says, %s"):format(
      MOST[name], LIMITS[name])):argname(name:find "^[mo]" and "SIZE" or "DURATION")
  end
end

local MOST_WORKERS <const> = 256

local function workers_of(text)
  local n <const> = text and (text:find "^%d+$" and math.tointeger(tonumber(text)) or 0)
    or native.processors()
  if n < 1 or n > MOST_WORKERS then
    error_.raise("command line", ("ingot: --jobs %s: a number from 1 to %d expected"):format(text,
      MOST_WORKERS), 0)
  end
  return n
end

-- Limits: the manifest's, else the usual ones, and never more than the command line's.
local function limits_for(given, shared)
  local limits <const> = {}
  for _, name in ipairs(limits_.names) do
    local value <const> = limits_.smaller(given[name] or shared.usual[name], shared.most[name] or 0)
    limits[name] = value > 0 and value or nil
  end
  return limits
end

-- Does a job that comes before the batch; nil and its exit code where it failed.
local function first(crew, job)
  local event <const>, interrupt <const> = supervise.follow(crew, crew:start(job))
  local line <const> = supervise.said(job, event)
  if line then
    io.stderr:write(line, "\n")
  end
  local exit <const> = supervise.exit_code(event, interrupt)
  return exit == 0 and event or nil, exit
end

local function terminal()
  if not native.isatty(2) or os.getenv "TERM" == "dumb" then
    return nil
  end
  return function(text)
    io.stderr:write("\r\27[K", text or "")
    io.stderr:flush()
  end
end

-- What is the same for all jobs: what they may read, and what the command line says of limits.
local function common(args)
  return {
    reads = places.of { script = args.manifest, data = args.data }, usual = options.limits(LIMITS),
    most = options.limits {
      memory = args.memory, time = args.time, cpu = args.cpu, output = args.output,
    },
  }
end

-- Reads the manifest in a worker; nil and an exit code where it cannot be.
local function plan_of(crew, args, shared, job)
  job.module, job.reads = "ingot.duty.manifest", shared.reads
  job.args = { manifest = args.manifest, set = run.settings(args.set) }
  job.limits, job.out = limits_for({}, shared), nil
  local event <const>, exit <const> = first(crew, job)
  local plan <const> = event and plan_.take(event.told, args.manifest)
  for _, each in ipairs(plan and plan.jobs or {}) do
    each.limits = limits_for(each.limits, shared)
  end
  return plan, exit
end

local function input_job(input, memory, shared)
  return {
    name = ("input '%s'"):format(input.name), module = "ingot.duty.input", reads = shared.reads,
    limits = { memory = shared.most.memory }, memory = memory,
    args = { name = input.name, sources = input.sources, options = input.options },
  }
end

local function names_of(inputs)
  local names <const> = {}
  for i, input in ipairs(inputs) do
    names[i] = input.name
  end
  return setmetatable(names, { __array = true })
end

-- A job as `ingot run` would do it.
local function run_job(job, folder, inputs, shared, threads)
  local made <const> = run.job { script = job.script, out = folder, set = {}, inputs = inputs }
  made.args.settings = job.set
  made.reads, made.threads, made.limits = shared.reads, threads, job.limits
  return made
end

---@param args table
---@return integer exit_code
function M.run(args)
  local workers <const> = workers_of(args.jobs)
  local manifest <const> = run.job { script = args.manifest, out = args.out, root = args.root }
  local shared <const> = common(args)
  local crew <close> = native.crew()
  local plan <const>, exit <const> = plan_of(crew, args, shared, manifest)
  if not plan then
    return exit
  end
  local threads <const>, inputs <const> = math.max(1, native.processors() // workers), names_of(plan.inputs)
  return batch.run {
    manifest = args.manifest, plan = plan, crew = crew, out = args.out, workers = workers,
    resume = args.resume, said = supervise.said, progress = terminal(),
    prepare = function() crew:warm(warm()) end,
    job = function(job, folder) return run_job(job, folder, inputs, shared, threads) end,
    read = function(input, memory)
      local _, code <const> = first(crew, input_job(input, memory, shared))
      return code ~= 0 and { exit = code } or nil
    end,
    answer = function(event) answers.answer(crew, event) end,
    print = function(text)
      io.stdout:write(text)
      io.stdout:flush()
    end,
    warn = function(text) io.stderr:write(text) end,
  }
end

return M
