--- A batch: the jobs of a plan, run in workers, with what came of each kept as it ends. This is the
--- supervisor's side: it reads no data and runs no Lua of a user.

local folder_ <const> = require "ingot.batch.folder"
local journal_ <const> = require "ingot.batch.journal"
local message_ <const> = require "ingot.message"
local native <const> = require "ingot.native"
local report <const> = require "ingot.batch.report"
local resume <const> = require "ingot.batch.resume"
local schedule <const> = require "ingot.batch.schedule"
local summary <const> = require "ingot.batch.summary"
local told_ <const> = require "ingot.batch.told"

local M = {}

---@class ingot.BatchSetup
---@field manifest string
---@field plan ingot.BatchPlan
---@field crew ingot.Crew
---@field out string
---@field workers integer
---@field resume? boolean
---@field job fun(job: ingot.BatchJob, folder: string): ingot.Job  what a worker is to do, but for inputs
---@field read fun(input: ingot.BatchInput, memory: integer): ingot.BatchRefusal?  fills the memory
---@field prepare fun()     before the first job starts
---@field said fun(job: ingot.Job, event: ingot.CrewEvent): string?  on an end that the worker did not tell
---@field answer fun(event: ingot.CrewEvent)
---@field print fun(text: string)     the lines and the table
---@field warn fun(text: string)      to standard error
---@field progress? fun(text?: string) the line on a terminal; nil takes it away

---@class ingot.BatchRefusal
---@field exit integer

---@class ingot.Batch: ingot.BatchSetup
---@field folder ingot.BatchFolder
---@field journal ingot.Journal
---@field states ingot.BatchState[]
---@field handles table<string, integer>  of shared inputs
local Batch = {}
Batch.__index = Batch

local NOT_RUN <const> = { status = "not run" }

-- What each shared input is, as JSON: the same text, the same rows.
local function inputs_of(plan)
  local inputs <const> = {}
  for _, input in ipairs(plan.inputs) do
    inputs[input.name] = message_.write { files = input.files, options = input.options }
  end
  return inputs
end

-- What a job is asked, as JSON.
local function asked_of(job)
  return message_.write {
    script = job.script, set = job.set, limits = job.limits, version = native.version,
  }
end

-- Finds the jobs that need not run again.
function Batch:keep_done(inputs)
  local known <const> = resume.new(inputs)
  for i, job in ipairs(self.plan.jobs) do
    local record <const>, before <const> = self.journal:record(job.name)
    local reason <const> = known:reason(record, before, asked_of(job), self.folder:of(job))
    if not reason then
      self.states[i] = {
        status = "done", exit = 0, claims = record.claims, warnings = record.warnings, kept = true,
        seconds = record.seconds, cpu = record.cpu, memory = record.memory,
      }
      self:count(i)
    end
  end
end

-- ---- one job ----

-- Counts a job that has ended, and prints its line.
function Batch:count(i)
  local state <const>, n <const> = self.states[i], self.n
  n.ended = n.ended + 1
  n.kept = n.kept + (state.kept and 1 or 0)
  n.bad = n.bad + (state.status ~= "done" and 1 or 0)
  self:clear()
  self.print(report.line(self.plan.jobs[i].name, state) .. "\n")
end

-- What a worker said of why it failed; else how it ended.
local function error_of(status, event, said)
  if status == "done" then
    return nil
  end
  return said and told_.one_line(said) or told_.complaint(event.stderr)
    or ("ended with exit code %d and said nothing"):format(event.exit)
end

-- Outputs with their hashes, as they stand in the job's folder.
local function hashed(folder, names)
  local outputs <const> = {}
  for i, name in ipairs(names) do
    outputs[i] = { path = name, hash = native.hash(folder .. "/" .. name) or "" }
  end
  return outputs
end

-- Keeps the record of a job, and its state; gives a problem that nobody should go on with.
function Batch:record(i, record)
  local job <const> = self.plan.jobs[i]
  record.name, record.asked, record.out = job.name, asked_of(job), job.out
  local kept <const>, problem <const> = pcall(self.journal.add, self.journal, record)
  self.states[i] = {
    status = record.status, exit = record.exit, seconds = record.seconds, cpu = record.cpu,
    memory = record.memory, claims = record.claims, warnings = record.warnings, error = record.error,
  }
  self:count(i)
  return not kept and tostring(problem) or nil
end

-- A worker has ended. A job whose printed text is lost is not done: its outputs are not all there.
function Batch:ended(i, event)
  local job <const> = self.plan.jobs[i]
  local status, told <const> = told_.status(event), told_.take(event.told)
  local said <const> = self.said(self.running[i], event)
  self.running[i] = nil
  local err = event.stderr or ""
  if said then
    err = err .. said .. "\n"
  end
  local unkept <const> = self.folder:keep_logs(job, { out = event.stdout, err = err })
  if unkept then
    self.warn(("%s: what the job '%s' printed could not be kept: %s\n"):format(self.manifest, job.name,
      unkept))
  end
  local problem = error_of(status, event, said)
  if unkept and status == "done" then
    status, problem = "failed", "what it printed could not be kept: " .. unkept
  end
  local stale <const> = self:clear_stale(job, event)
  return self:record(i, {
    status = status, exit = event.exit, error = problem, stale = stale,
    claims = told.claims, warnings = told.warnings, reads = told.reads, given = told.given,
    inputs = told.inputs, seconds = event.seconds or 0, cpu = event.cpu or 0,
    memory = event.peak_bytes or 0,
    outputs = event.committed and hashed(self.folder:of(job), told.outputs) or {},
  })
end

-- What earlier runs wrote for a job and this one did not: it goes when this one wrote its own.
function Batch:clear_stale(job, event)
  local before <const> = self.journal:outputs(job.name)
  if before.out ~= job.out then
    return nil
  elseif not event.committed then
    return before.outputs
  end
  self.folder:drop(job, before.outputs, told_.take(event.told).outputs)
end

-- There was no worker for a job.
function Batch:unstarted(i, problem)
  self.running[i] = nil
  return self:record(i, {
    status = "failed", exit = 1, error = told_.one_line(tostring(problem)), claims = 0, warnings = 0,
    outputs = {}, reads = {}, given = {}, inputs = {}, seconds = 0, cpu = 0, memory = 0,
  })
end

-- ---- the terminal ----

function Batch:clear()
  if self.progress and self.is_drawn then
    self.progress(nil)
    self.is_drawn = false
  end
end

function Batch:draw(running)
  local n <const> = self.n
  n.running = running
  self.progress(report.progress(n, native.clock() - self.begun))
  self.is_drawn = true
end

function Batch:interrupted(times, running)
  self:clear()
  if times == 1 and running > 0 then
    self.warn(("interrupted: no further job begins, %d still %s; once more to kill %s\n"):format(
      running, running == 1 and "runs" or "run", running == 1 and "it" or "them"))
  end
end

-- ---- all of them ----

-- Reads the shared inputs; gives an exit code where one cannot be read.
function Batch:read_inputs()
  self.handles = {}
  for _, input in ipairs(self.plan.inputs) do
    local memory <const> = self.crew:memory(input.name)
    local refused <const> = self.read(input, memory)
    if refused then
      return refused.exit
    end
    self.crew:seal(memory)
    self.handles[input.name] = memory
  end
end

local function schedule_of(self)
  return {
    crew = self.crew, jobs = #self.plan.jobs, workers = self.workers, answer = self.answer,
    job = function(i)
      if self.states[i] ~= NOT_RUN then
        return nil
      end
      local job <const> = self.job(self.plan.jobs[i], self.folder:of(self.plan.jobs[i]))
      job.inputs, job.collect, job.quiet = self.handles, true, true
      self.running[i] = job
      return job
    end,
    ended = function(i, event) return self:ended(i, event) end,
    unstarted = function(i, problem) return self:unstarted(i, problem) end,
    interrupted = function(times, running) self:interrupted(times, running) end,
    tick = self.progress and function(running) self:draw(running) end,
  }
end

local function write_summary(self, seconds)
  local path <const> = self.folder.path .. "/summary.json"
  local written <const>, message <const> = native.write(path, summary.text(self.manifest, self.plan,
    self.states, self.journal, seconds))
  if not written then
    self.warn(message .. "\n")
  end
  return written
end

local SIGNALLED <const>, FAILED <const> = 128, 1

--- Runs a batch.
---@param setup ingot.BatchSetup
---@return integer exit_code
function M.run(setup)
  local self <const> = setmetatable(setup, Batch)
  local folder <close> = folder_.open(setup.out)
  local inputs <const> = inputs_of(self.plan)
  local journal <close> = journal_.open(folder:journal(), setup.resume or false, inputs)
  self.folder, self.journal, self.begun, self.running = folder, journal, native.clock(), {}
  self.n = { all = #self.plan.jobs, ended = 0, kept = 0, bad = 0, running = 0 }
  self.states = {}
  for i = 1, #self.plan.jobs do
    self.states[i] = NOT_RUN
  end
  if setup.resume then
    self:keep_done(inputs)
  end
  local ended = {}
  if self.n.ended < self.n.all then
    local refused <const> = self:read_inputs()
    if refused then
      return refused
    end
    setup.prepare()
    ended = schedule.run(schedule_of(self))
  end
  self:clear()
  local seconds <const> = native.clock() - self.begun
  self.print(report.table(self.plan.jobs, self.states, seconds, self.folder.path))
  local written <const> = write_summary(self, seconds)
  if ended.problem then
    self.warn(ended.problem .. "\n")
  end
  if ended.signal then
    return SIGNALLED + ended.signal
  end
  local is_whole <const> = written and not ended.problem and self.n.bad == 0
    and self.n.ended == self.n.all
  return is_whole and 0 or FAILED
end

return M
