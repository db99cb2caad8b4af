--- One worker and its end: the default way to look after a job.

local native <const> = require "ingot.native"

local M = {}

local function place_of(job, event)
  return event.place or job.name
end

-- What is said of an end that the worker could not tell itself.
local tell <const> = {
  time = function(job, event)
    return ("%s: time limit: %g s passed"):format(place_of(job, event), job.limits.time)
  end,
  cpu = function(job, event)
    return ("%s: time limit: %g s of processor time used up"):format(place_of(job, event),
      job.limits.cpu)
  end,
  memory = function(job, event)
    return place_of(job, event) .. ": memory limit"
  end,
  output = function(job, event)
    return place_of(job, event) .. ": output limit"
  end,
  stack = function(job, event)
    return place_of(job, event) .. ": stack overflow"
  end,
  signal = function(job, event)
    local SIGPIPE <const> = 13
    if event.signal ~= SIGPIPE then
      return ("%s: the worker crashed: %s"):format(place_of(job, event),
        event.signal_name:lower())
    end
  end,
}

--- Runs a job and gives the program's exit code for its end.
---@param job ingot.Job
---@return integer
function M.run(job)
  local crew <close> = native.crew()
  crew:start(job)
  while true do
    local event <const> = crew:next()
    if event and event.kind == "message" then
      crew:answer(event.worker, '{"problem":"unknown request"}')
    elseif event and event.kind == "ended" then
      local text <const> = tell[event.how] and tell[event.how](job, event)
      if text then
        io.stderr:write(text, "\n")
      end
      return event.exit
    end
  end
end

return M
