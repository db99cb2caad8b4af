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

local library <const> = "@" .. native.share .. "/lua/"

-- "FILE:LINE: " of the nearest caller outside the library; "" when there is none.
local function script_position()
  local level = 3
  local frame = debug.getinfo(level, "Sl")
  while frame do
    if frame.currentline > 0 and frame.source:sub(1, #library) ~= library then
      return ("%s:%d: "):format(frame.short_src, frame.currentline)
    end
    level = level + 1
    frame = debug.getinfo(level, "Sl")
  end
  return ""
end

-- "FILE:LINE: " of a function on the stack; level 1 is the caller of M.raise.
local function position(level)
  local frame <const> = level > 0 and debug.getinfo(level + 2, "Sl")
  if not frame or frame.currentline <= 0 then
    return ""
  end
  return ("%s:%d: "):format(frame.short_src, frame.currentline)
end

--- "FILE:LINE: " of the script's line that led here; "" when there is none.
M.place = script_position

--- Raises an error value. Its message begins with the place of the script's line that led here, if
--- any; with a `level`, of that function on the stack, as `error` counts them (0: no place).
---@param kind ingot.ErrorKind
---@param message string
---@param level? integer
function M.raise(kind, message, level)
  assert(exit_codes[kind], "unknown kind of error")
  local place <const> = level and position(level) or not level and script_position() or ""
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
