--- The worker of a session, seen from the supervisor. Where it dies, a new one takes its place: what was
--- defined is gone, and that is said.

local answers <const> = require "ingot.command.answers"
local message <const> = require "ingot.message"
local supervise <const> = require "ingot.command.supervise"

---@class ingot.Remote: ingot.SessionWorker
---@field crew ingot.Crew
---@field job ingot.Job
---@field worker? integer
---@field say fun(text: string)   where the death of a worker is told
local Remote = {}
Remote.__index = Remote

local M = {}

--- A worker that does a job, begun when something is first asked of it.
---@param crew ingot.Crew
---@param job ingot.Job
---@param say fun(text: string)
---@return ingot.Remote
function M.new(crew, job, say)
  return setmetatable({ crew = crew, job = job, say = say }, Remote)
end

local STOP <const> = 2 -- interrupts of one input after which its worker is ended

-- Tells how the worker ended.
local function bury(self, event, asked_to)
  local why <const> = supervise.said(self.job, event)
  self.worker = nil
  self.say((why and not asked_to and why .. "\n" or "")
    .. "the session begins anew: what was defined is gone\n")
end

-- Waits for the worker's next question; nil when it died.
local function next_question(self)
  local interrupts = 0
  while true do
    local event <const> = self.crew:next()
    if event and event.kind == "message" and event.worker == self.worker then
      local request <const> = message.read(event.text)
      if type(request) == "table" and request.ask == "next" then
        return request
      end
      answers.answer(self.crew, event)
    elseif event and event.kind == "ended" and event.worker == self.worker then
      bury(self, event, interrupts >= STOP)
      return nil
    elseif event and event.kind == "interrupt" then -- the crew has handed it on
      interrupts = interrupts + 1
      if interrupts >= STOP or event.signal ~= 2 then
        self.crew:kill(self.worker)
      end
      self.ended = event.signal ~= 2 and event.signal or nil
    end
  end
end

-- Asks the worker; nil when it died.
local function ask(self, request)
  if not self.worker then
    self.worker = self.crew:start(self.job)
    if not next_question(self) then
      return nil
    end
  end
  self.crew:answer(self.worker, message.write(request))
  return next_question(self)
end

--- Runs an input.
---@param text string
---@return "done"|"failed"|"more"|"gone"
function Remote:eval(text)
  local told <const> = ask(self, { kind = "eval", text = text })
  return told and told.state or "gone"
end

--- The words that may go on at the end of a text, and how many bytes of them are there.
---@param text string
---@return string[], integer
function Remote:complete(text)
  local told <const> = ask(self, { kind = "complete", text = text })
  return told and told.words or {}, told and told.there or 0
end

local PATIENCE <const> = 5 -- seconds that a worker has to end in

--- Ends the worker, which has nothing left to do but to write what it printed.
function Remote:close()
  if not self.worker then
    return
  end
  self.crew:answer(self.worker, message.write { kind = "end" })
  local event
  repeat
    event = self.crew:next(PATIENCE)
  until not event or event.kind == "ended" and event.worker == self.worker
  self.worker = nil
end

return M
