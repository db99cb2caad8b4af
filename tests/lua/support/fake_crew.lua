--- A crew without processes: gives the events that a test lists, and keeps what was asked of it.

local M = {}

local Crew = {}
Crew.__index = Crew
Crew.__close = function() end

--- A crew whose events are these in order: tables, or functions that are called (with the crew) when
--- it is waited for and give one; false for a wait that ends without.
---@param events (table|false|fun(crew: table): table?)[]
function M.new(events)
  return setmetatable({ events = events, jobs = {}, answers = {}, plots = {}, killed = {} }, Crew)
end

function Crew:start(job)
  self.jobs[#self.jobs + 1] = job
  return #self.jobs
end

function Crew:next()
  assert(#self.events > 0, "waits for more than the test lists")
  local event <const> = table.remove(self.events, 1)
  if type(event) == "function" then
    return event(self)
  end
  return event or nil
end

function Crew:answer(worker, text)
  self.answers[#self.answers + 1] = { worker = worker, text = text }
end

function Crew:plot(worker, script, seconds)
  self.plots[#self.plots + 1] = { worker = worker, script = script, seconds = seconds }
end

function Crew:kill(worker)
  self.killed[#self.killed + 1] = worker
end

return M
