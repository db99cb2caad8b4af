--- Commands that run in a worker as they stand.

local M = {}

--- The job of a command whose `run` a worker calls, without limits.
---@param name string
---@return fun(args: table): ingot.Job
function M.of(name)
  return function(args)
    return {
      name = "ingot " .. name, module = "ingot.work.command", trusted = true,
      args = { command = name, args = args },
    }
  end
end

return M
