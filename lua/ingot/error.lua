--- Errors of the world: input that is missing, data that cannot be taken, a limit that was hit.
--- They are values with a message and a kind; the kind gives the program's exit code. A caller's
--- own mistake is plain text instead, raised by `error(message, 2)`.

local native <const> = require "ingot.native"

local M = {}

---@alias ingot.ErrorKind "script"|"usage"|"command line"|"data"|"no input"|"internal"|"limit"|"stopped"

---@class ingot.Error
---@field message string  whole, with its place: "customs.csv:41: column 'qty': …"
---@field kind ingot.ErrorKind
local Error <const> = { __name = "ingot.Error" }
Error.__index = Error

function Error:__tostring()
  return self.message
end

--- The class of error values: what their metatable is.
M.Error = Error

-- As host/base/error.c has them.
local exit_codes <const> = {
  script = 1, usage = 1, ["command line"] = 64, data = 65, ["no input"] = 66, internal = 70, limit = 75,
  stopped = 130,
}

-- "FILE:LINE: " of a function on the stack; level 1 is the caller of M.raise.
local function position(level)
  local frame <const> = level > 0 and native.frame(level + 2)
  if not frame or not frame.line then
    return ""
  end
  return ("%s:%d: "):format(frame.short, frame.line)
end

--- "FILE:LINE: " of the script's line that led here; "" when there is none.
M.place = native.place

--- Raises an error value. Its message begins with the place of the script's line that led here, if
--- any; with a `level`, of that function on the stack, as `error` counts them (0: no place).
---@param kind ingot.ErrorKind
---@param message string
---@param level? integer
function M.raise(kind, message, level)
  assert(exit_codes[kind], "unknown kind of error")
  local place <const> = level and position(level) or not level and native.place() or ""
  error(setmetatable({ message = place .. message, kind = kind }, Error), 0)
end

--- Whether a value is an error value.
---@param value any
---@return boolean
function M.is(value)
  return getmetatable(value) == Error
end

--- Calls a function whose mistakes are to be said in other words: true and its result, or false and
--- the text of a mistake, without its place. Errors of the world pass through.
---@param fn function
---@param ... any
---@return boolean worked
---@return any result
function M.try(fn, ...)
  local worked <const>, result <const> = pcall(fn, ...)
  if not worked and M.is(result) then
    error(result, 0)
  end
  return worked, not worked and type(result) == "string" and result:gsub("^[^\n]-:%d+: ", "", 1)
    or result
end

--- The exit code of the program for whatever was raised.
---@param raised any
---@return integer
function M.exit_code(raised)
  return M.is(raised) and exit_codes[raised.kind] or 1
end

native.errors(Error)

return M
