--- Looks after a worker: starts it, answers what it asks, says what ended it, and gives the exit code.
--- No Lua text of a user runs here.

local answers <const> = require "ingot.command.answers"
local native <const> = require "ingot.native"
local options <const> = require "ingot.command.options"
local visible <const> = require "ingot.visible"

local M = {}

local INTERRUPTED <const> = 130 -- of a worker that stopped because it was told to
local SIGNALLED <const> = 128   -- exit codes of signals begin here, as a shell has them
local SIGPIPE <const> = 13

local signals <const> = {
  [4] = "an illegal instruction", [6] = "aborted", [7] = "a bus error",
  [8] = "an arithmetic exception", [11] = "a segmentation fault",
}

-- "5 s", "500 ms"
local function span(seconds, blank)
  return ("%g%s%s"):format(seconds < 1 and seconds * 1000 or seconds, blank, seconds < 1 and "ms" or "s")
end

-- What each end is in words, by how it came; nil where the worker has said it itself. A limit that is
-- doubled is one that may be enough.
local ends <const> = {
  exit = function() end,
  time = function(limits)
    return limits.time and ("time limit: %s passed (--time %s allows more)"):format(
      span(limits.time, " "), span(2 * limits.time, ""))
  end,
  cpu = function(limits)
    return limits.cpu and ("time limit: %s of processor time used up (--cpu %s allows more)"):format(
      span(limits.cpu, " "), span(2 * limits.cpu, ""))
  end,
  memory = function(limits)
    return limits.memory and ("memory limit: more than %s needed (--memory %s allows more)"):format(
      options.size_text(limits.memory), options.size_text(2 * limits.memory))
      or "memory limit: more needed than there is"
  end,
  output = function(limits)
    return limits.output and ("output limit: more than %s printed and written (--output %s allows more)")
      :format(options.size_text(limits.output), options.size_text(2 * limits.output))
  end,
  stack = function() return "stack overflow" end,
  killed = function() return "was stopped" end,
  signal = function(_, event)
    if event.signal == SIGPIPE then -- nobody listens
      return nil
    elseif event.signal == 31 then
      return "ended by a system call that is not available in sandbox (signal 31)"
    elseif event.signal == 9 or event.signal == 15 then
      return ("the worker was ended from outside (signal %d)"):format(event.signal)
    end
    return ("the worker crashed (signal %d%s)"):format(event.signal,
      signals[event.signal] and ", " .. signals[event.signal] or "")
  end,
}

--- The line on how a worker ended; nil where the worker has said it itself.
---@param job ingot.Job
---@param event ingot.CrewEvent  of the kind "ended"
---@return string? line
function M.said(job, event)
  local text <const> = (ends[event.how] or ends.exit)(job.limits or {}, event)
  local place <const> = event.place and event.place ~= "" and event.place or job.name
  return text and ("%s: %s"):format(visible(place), text) or nil
end

--- Follows a worker that was started to its end.
---@param crew ingot.Crew
---@param worker integer
---@return ingot.CrewEvent ended
---@return ingot.CrewEvent? interrupt  the first, where one came
function M.follow(crew, worker)
  local interrupt
  while true do
    local event <const> = crew:next()
    if event and event.kind == "message" then
      answers.answer(crew, event)
    elseif event and event.kind == "interrupt" then
      if interrupt then -- asked twice: now
        crew:kill(worker)
      end
      interrupt = interrupt or event
    elseif event and event.kind == "ended" and event.worker == worker then
      return event, interrupt
    end
  end
end

--- The exit code that the end of a worker means.
---@param event ingot.CrewEvent
---@param interrupt? ingot.CrewEvent
---@return integer
function M.exit_code(event, interrupt)
  if interrupt and (event.how == "killed" or event.exit == INTERRUPTED) then
    return SIGNALLED + interrupt.signal
  end
  return event.exit
end

--- Does a job with a worker of its own.
---@param job ingot.Job
---@return integer exit_code
---@return string? told  the last that the worker told; it may be anything
function M.run(job)
  local crew <close> = native.crew()
  local event <const>, interrupt <const> = M.follow(crew, crew:start(job))
  local line <const> = M.said(job, event)
  if line then
    io.stderr:write(line, "\n")
  end
  return M.exit_code(event, interrupt), event.told
end

return M
