--- What Lua or the library says of a mistake, told with the script's own words: the nearest name
--- where a field is nil, the line with a caret where a formula, a sentence or the script itself does
--- not parse, and through which functions of the script it came.

local native <const> = require "ingot.native"
local nils <const> = require "ingot.script.nils"
local shown <const> = require "ingot.script.shown"
local tokens <const> = require "ingot.script.tokens"

local M = {}

local library <const> = native.share .. "/lua/"
local LARGEST <const> = 1 << 18 -- bytes of a script that is looked into

---@class ingot.Mistake  what a message is about
---@field line integer                   of the script
---@field text string                    the message without its place
---@field source string                  of the file it is in
---@field tokens ingot.LuaToken[]
---@field variables? table<string, any>  that the line can name

-- Which frame a message is about: 1 as a rule; 0 of a function that has ended, as one that a query
-- called; nil when it is about no script.
local function index_of(frames, file, line)
  local place <const> = file .. ":" .. line
  local is_script = false
  for i, frame in ipairs(frames) do
    if frame.place == place then
      return i
    end
    is_script = is_script or frame.place:sub(1, #file + 1) == file .. ":"
  end
  return is_script and 0 or nil
end

local rules <const> = { nils.field, nils.compared, nils.dotted, shown.formula }

local function improved(mistake)
  for _, rule in ipairs(rules) do
    local text <const>, line <const> = rule(mistake)
    if text then
      return text, line or mistake.line
    end
  end
  return mistake.text, mistake.line
end

-- Where Lua itself stumbled in the library over what a script gave it: told at the script's line.
local function outside(message, frames)
  local inner <const>, text <const> = message:match "^([^\n]-%.lua:%d+): (.*)$"
  if not frames[1] or not inner or inner:sub(1, #library) ~= library then
    return message
  end
  return ("%s: %s (in %s)"):format(frames[1].place, text, inner:sub(#library + 1))
end

-- "in 'row', called from s.lua:20; in 'draw', called from s.lua:30"; nil when no function was called.
local function trace(frames, index)
  local steps <const> = {}
  for i = index, #frames - 1 do
    local name <const> = i > 0 and frames[i].name
    steps[#steps + 1] = ("in %s, called from %s"):format(name and ("'%s'"):format(name) or "a function",
      frames[i + 1].place)
  end
  return #steps > 0 and table.concat(steps, "; ") .. (frames.more and "; …" or "") or nil
end

--- A message about a script, made better where that can be.
---@param message string  "s.lua:12: attempt to …"
---@param frames ingot.ScriptFrames
---@param source_of fun(path: string): string?  the text of a script, or of a module of one
---@return string
function M.told(message, frames, source_of)
  message = outside(message, frames)
  local file <const>, line <const>, text <const> = message:match "^([^\n]-):(%d+): (.*)$"
  if not file then
    return message
  end
  local index <const> = index_of(frames, file, line)
  local source <const> = source_of(frames[index] and frames[index].path or file)
  if source and #source <= LARGEST then
    local better <const>, at <const> = improved {
      line = tonumber(line), text = text, source = source, tokens = tokens.of(source),
      variables = index == 1 and frames.variables or nil,
    }
    message = ("%s:%d: %s"):format(file, at, better)
  end
  local steps <const> = index and trace(frames, index)
  return steps and ("%s\n  %s"):format(message, steps) or message
end

--- A message that a source does not parse, with its line and a caret, and what is often meant.
---@param message string  "s.lua:3: 'then' expected near '='"
---@param source string
---@return string
function M.syntax(message, source)
  local place <const>, line <const>, text <const> = message:match "^([^\n]-:(%d+): )(.*)$"
  if not place or #source > LARGEST then
    return message
  end
  return place .. shown.syntax(text, tonumber(line), source)
end

return M
