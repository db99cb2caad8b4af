--- The functions of a script that are under way, for messages: where each is, what it is called, and
--- the variables of the innermost.

local native <const> = require "ingot.native"

---@class ingot.ScriptFrame
---@field path string   the file, as it was loaded
---@field place string  "s.lua:12"
---@field name? string  what its caller calls it; nil of a script itself and where nobody can tell

---@class ingot.ScriptFrames: ingot.ScriptFrame[]  innermost first
---@field variables? table<string, any>  of the innermost
---@field more? boolean                  whether there are others behind them

local M = {}

local library <const> = "@" .. native.share .. "/lua/"
local MOST <const> = 6      -- frames that are told
local DEEPEST <const> = 100 -- levels that are looked at: each costs as much as those before it

local function is_script(frame)
  return frame.line and frame.line > 0 and frame.source:sub(1, 1) == "@"
    and frame.source:sub(1, #library) ~= library
end

--- The frames of scripts on the stack, from the caller's caller on.
---@return ingot.ScriptFrames
function M.now()
  local frames <const> = {}
  local unnamed = false
  for level = 3, DEEPEST do
    local frame <const> = native.frame(level)
    if not frame then
      break
    elseif is_script(frame) then
      if #frames == MOST then
        frames.more = true
        break
      end
      -- What a function of the library calls it is no name of the script's.
      if unnamed and #frames > 0 then
        frames[#frames].name = nil
      end
      frames.variables = frames.variables or native.variables(level)
      frames[#frames + 1] = {
        path = frame.source:sub(2), place = ("%s:%d"):format(frame.short, frame.line),
        name = frame.what ~= "main" and frame.name or nil,
      }
      unnamed = false
    else
      unnamed = true
    end
  end
  return frames
end

return M
