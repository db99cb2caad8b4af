--- Where a worker begins.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local M = {}

local function report(raised)
  local text <const> = type(raised.value) == "string" and raised.value or tostring(raised.value)
  io.stderr:write(text, "\n")
  if os.getenv "INGOT_TRACEBACK" then
    io.stderr:write(raised.traceback, "\n")
  end
  return error_.exit_code(raised.value)
end

local function keep_traceback(value)
  return { value = value, traceback = debug.traceback("", 2) }
end

--- Does what the task says and gives the exit code.
---@param task string  JSON: { module = "ingot.work.run", args = … }
---@return integer
function M.main(task)
  local job <const> = assert(native.json_decode(task))
  local ok <const>, result <const> = xpcall(function()
    return require(job.module)(job.args)
  end, keep_traceback)
  return ok and result or report(result)
end

return M
