--- A worker's side of a job: runs the module that does it, and prints what that raises.

local native <const> = require "ingot.native"
local report <const> = require "ingot.work.report"

local M = {}

--- Does what a task says and gives the exit code.
---@param task string  JSON: { "module": "ingot.work.run", "args": … }
---@return integer
function M.main(task)
  local wanted <const> = native.json_decode(task)
  local worked <const>, result <const> = pcall(function()
    return require(wanted.module)(wanted.args)
  end)
  if worked then
    return result
  end
  local text <const>, code <const> = report.of(result)
  native.say(2, text .. "\n")
  return code
end

return M
