--- A crew without processes: a worker's end is what a function says of its job, in the order of start
--- or in the one that `order` gives. For specs of what a supervisor does with it.

local M = {}

---@class fake.Crew
---@field started ingot.Job[]
---@field killed integer[]
---@field most integer  that ran at a time
local Crew = {}
Crew.__index = Crew

--- A crew whose workers end as `work` says: the fields of the event that differ from a good end.
---@param work fun(job: ingot.Job, worker: integer): table
---@return fake.Crew
function M.new(work)
  return setmetatable({ work = work, started = {}, live = {}, killed = {}, before = {}, most = 0 }, Crew)
end

function Crew:start(job)
  if job.unstartable then
    error(job.unstartable, 0)
  end
  local worker <const> = #self.started + 1
  self.started[worker] = job
  self.live[#self.live + 1] = worker
  self.most = math.max(self.most, #self.live)
  return worker
end

--- Has an event come before the nth end.
function Crew:interrupt_before(n, event)
  self.before[n] = self.before[n] or {}
  table.insert(self.before[n], event)
end

function Crew:next()
  self.ended = self.ended or 1
  local event <const> = table.remove(self.before[self.ended] or {}, 1)
  if event then
    return event
  end
  self.ended = self.ended + 1
  local worker <const> = table.remove(self.live, 1)
  local ended <const> = {
    kind = "ended", worker = worker, how = "exit", exit = 0, seconds = 0.25, cpu = 0.5,
    peak_bytes = 3 << 20, committed = true, stdout = "", stderr = "", told = nil,
  }
  local changed <const> = self.killed[worker] and { how = "killed", exit = 137, committed = false }
    or self.work(self.started[worker], worker)
  for key, value in pairs(changed) do
    ended[key] = value
  end
  return ended
end

function Crew:kill(worker)
  self.killed[worker] = true
end

function Crew:running()
  return #self.live
end

function Crew:memory(name)
  self.memories = (self.memories or 0) + 1
  return 100 + self.memories, name
end

function Crew:seal(memory)
  self.sealed = memory
  return 1
end

return M
