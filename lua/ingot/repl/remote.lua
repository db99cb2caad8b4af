--- The worker of a session, seen from the supervisor. Where it dies, a new one takes its place: what was
--- defined is gone, and that is said.

local answers <const> = require "ingot.command.answers"
local chunk_ <const> = require "ingot.repl.chunk"
local message <const> = require "ingot.message"
local supervise <const> = require "ingot.command.supervise"

---@class ingot.Remote: ingot.SessionWorker
---@field crew ingot.Crew
---@field job ingot.Job
---@field worker? integer
---@field say fun(text: string)   where the death of a worker is told
---@field interrupts integer      of what runs
---@field signal? integer         that ended the session
local Remote = {}
Remote.__index = Remote

local M = {}

--- A worker that does a job, begun when something is asked of it.
---@param crew ingot.Crew
---@param job ingot.Job
---@param say fun(text: string)
---@return ingot.Remote
function M.new(crew, job, say)
  return setmetatable({ crew = crew, job = job, say = say, interrupts = 0 }, Remote)
end

local SIGINT <const> = 2
local STOP <const> = 2 -- interrupts of one input after which its worker is ended

-- Tells how the worker ended.
local function bury(self, event)
  local why <const> = self.interrupts < STOP and supervise.said(self.job, event)
  self.worker = nil
  if not self.signal then
    self.say((why and chunk_.told(why) .. "\n" or "") .. "the session begins anew: what was defined is gone\n")
  end
end

-- Takes in an event; gives the worker's next question, when it is one.
local function take(self, event)
  if event.kind == "message" and event.worker == self.worker then
    local request <const> = message.read(event.text)
    if type(request) == "table" and request.ask == "next" then
      return request
    end
    answers.answer(self.crew, event)
  elseif event.kind == "ended" and event.worker == self.worker then
    bury(self, event)
  elseif event.kind == "interrupt" then -- the crew has handed it on
    self.interrupts = self.interrupts + 1
    self.signal = event.signal ~= SIGINT and event.signal or self.signal
    if self.worker and (self.signal or self.interrupts >= STOP) then
      self.crew:kill(self.worker)
    end
  end
end

-- Waits for the worker's next question; nil when it died.
local function next_question(self)
  local question
  self.interrupts = 0
  while self.worker and not question do
    local event <const> = self.crew:next()
    question = event and take(self, event)
  end
  return question
end

-- Takes in what happened while nothing ran: who ended, and interrupts, which stop nothing that comes later.
local function catch_up(self)
  local event
  repeat
    event = self.crew:next(0)
    if event then
      take(self, event)
    end
    self.interrupts = 0
  until not event
end

--- Begins a worker, if there is none.
---@return boolean begun
function Remote:begin()
  if not self.worker and not self.signal then
    self.worker = self.crew:start(self.job)
    next_question(self)
  end
  return self.worker ~= nil
end

-- Asks the worker; nil when it died.
local function ask(self, request)
  catch_up(self)
  if not self:begin() then
    return nil
  end
  self.crew:answer(self.worker, message.write(request))
  return next_question(self)
end

--- Runs an input.
---@param text string
---@param before integer  lines that were there before it
---@return "done"|"failed"|"more"|"gone"|"over"
function Remote:eval(text, before)
  local told <const> = ask(self, { kind = "eval", text = text, before = before })
  return told and told.state or self.signal and "over" or "gone"
end

--- The words that may go on at the end of a text, and how many bytes of them are there.
---@param text string
---@return string[], integer
function Remote:complete(text)
  local told <const> = ask(self, { kind = "complete", text = text })
  return told and told.words or {}, told and told.there or 0
end

local PATIENCE <const> = 5 -- seconds that a worker has to end in

--- Ends the worker, which has nothing left to do but to write what it printed. Gives the signal that
--- ended the session, if one did.
---@return integer? signal
function Remote:close()
  catch_up(self)
  if not self.worker then
    return self.signal
  end
  self.crew:answer(self.worker, message.write { kind = "end" })
  local event
  repeat
    event = self.crew:next(PATIENCE)
  until not event or event.kind == "ended" and event.worker == self.worker
  self.worker = nil
  return self.signal
end

return M
