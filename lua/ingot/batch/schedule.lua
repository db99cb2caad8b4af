--- Runs the jobs of a batch, so many at a time, each in a worker of its own; none is tried again.
--- Interrupted once, no further job begins and those that run come to their end; twice, they are
--- killed. The same where a job's record can no longer be kept: nothing is done that nobody would know.

local M = {}

---@class ingot.BatchWork  what the schedule is handed
---@field crew ingot.Crew
---@field jobs integer        how many there are
---@field workers integer     at a time
---@field job fun(i: integer): ingot.Job?  nil: nothing to do, what came of it is known
---@field answer fun(event: ingot.CrewEvent)  answers a request
---@field ended fun(i: integer, event: ingot.CrewEvent): string?  gives a problem that stops the batch
---@field unstarted fun(i: integer, problem: any): string?  of one for which there was no worker
---@field interrupted? fun(times: integer, running: integer)
---@field tick? fun(running: integer)  a few times a second, and after each end

---@class ingot.BatchEnd
---@field signal? integer   that interrupted it
---@field problem? string   that stopped it

local TICK <const> = 0.25 -- seconds

---@class ingot.Schedule
---@field work ingot.BatchWork
---@field of table<integer, integer>  worker → job
---@field running integer
---@field next integer  job
---@field stopped? boolean  nothing more begins
local Schedule = {}
Schedule.__index = Schedule

-- Starts jobs as long as there is room for them.
function Schedule:fill()
  while not self.stopped and self.running < self.work.workers and self.next <= self.work.jobs do
    local i <const> = self.next
    self.next = i + 1
    local job <const> = self.work.job(i)
    if job then
      local started <const>, worker <const> = pcall(self.work.crew.start, self.work.crew, job)
      if started then
        self.of[worker], self.running = i, self.running + 1
      else
        self:stop(self.work.unstarted(i, worker))
      end
    end
  end
end

-- Begins nothing more, where there is a problem.
function Schedule:stop(problem)
  self.stopped = self.stopped or problem ~= nil
  self.problem = self.problem or problem
end

local kinds <const> = {}

function kinds.message(self, event)
  self.work.answer(event)
end

function kinds.ended(self, event)
  local i <const> = self.of[event.worker]
  if i then
    self.of[event.worker], self.running = nil, self.running - 1
    self:stop(self.work.ended(i, event))
  end
end

function kinds.interrupt(self, event)
  self.signal = self.signal or event.signal or 2
  self.stopped = true
  if event.times > 1 then
    for worker in pairs(self.of) do
      self.work.crew:kill(worker)
    end
  end
  if self.work.interrupted then
    self.work.interrupted(event.times, self.running)
  end
end

--- Runs all jobs, or those that can be.
---@param work ingot.BatchWork
---@return ingot.BatchEnd
function M.run(work)
  local self <const> = setmetatable({ work = work, of = {}, running = 0, next = 1 }, Schedule)
  self:fill()
  while self.running > 0 do
    local event <const> = work.crew:next(work.tick and TICK or nil)
    if event then
      kinds[event.kind](self, event)
      self:fill()
    end
    if work.tick then
      work.tick(self.running)
    end
  end
  return { signal = self.signal, problem = self.problem }
end

return M
