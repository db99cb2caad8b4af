--- A worker's side of a job: runs the module that does it, and prints what that raises.

local message <const> = require "ingot.message"
local native <const> = require "ingot.native"
local report <const> = require "ingot.duty.report"

local M = {}

-- Keeps where it was raised, for who asks for it.
local function keep_traceback(value)
  return { value = value, traceback = native.getenv "INGOT_TRACEBACK" and native.traceback("", 2) }
end

--- Does what a task says and gives the exit code.
---@param task string  a message: { "module": "ingot.duty.run", "args": … }
---@return integer
function M.main(task)
  local wanted <const> = message.read(task)
  local worked <const>, result <const> = xpcall(function()
    return require(wanted.module)(wanted.args)
  end, keep_traceback)
  if worked then
    return result
  end
  local text <const>, code <const> = report.of(result.value)
  native.say(2, text, "\n", result.traceback or "", result.traceback and "\n" or "")
  return code
end

return M
