--- The state of a session: what was typed is run in it, one input after the other, and completed from it.

local chunk_ <const> = require "ingot.repl.chunk"
local complete <const> = require "ingot.repl.complete"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local read <const> = require "ingot.read"
local show <const> = require "ingot.repl.show"
local strict <const> = require "ingot.strict"

---@class ingot.Session
---@field environment table
---@field warned integer   warnings that were told
---@field say fun(stream: 1|2, text: string)
local Session = {}
Session.__index = Session

local M = {}

--- A session with globals of its own, among them `ingot`.
---@param say fun(stream: 1|2, text: string)  where output and errors go
---@param environment? table  its globals; those of a script by default
---@return ingot.Session
function M.new(say, environment)
  environment = environment or strict.environment()
  rawset(environment, "ingot", require "ingot")
  return setmetatable({ environment = environment, say = say, warned = 0 }, Session)
end

-- What was raised, as text; never fails.
local function text_of(value)
  if type(value) == "string" then
    return chunk_.told(value)
  elseif value == nil then
    return "an error without a message"
  elseif error_.is(value) then
    return chunk_.told(value.message)
  end
  local meta <const> = getmetatable(value)
  local ok <const>, text <const> = pcall(tostring, value)
  local has_text <const> = type(value) == "number" or type(meta) == "table" and rawget(meta, "__tostring")
  return ok and has_text and type(text) == "string" and chunk_.told(text)
    or ("an error that is a %s; a text expected"):format(type(value))
end

-- Warnings that the input has added.
function Session:warn()
  local all <const> = read.warnings()
  for i = self.warned + 1, #all do
    self.say(2, chunk_.told(("%s%swarning: %s\n"):format(all[i].file, all[i].file ~= "" and ": " or "",
      all[i].message)))
  end
  self.warned = #all
end

local function run(self, chunk)
  local values <const> = chunk()
  for i = 1, values.n do
    if values.n > 1 or values[i] ~= nil then
      self.say(1, show.value(values[i]) .. "\n")
    end
  end
end

--- Runs an input and prints what it gives. Gives "more" when the input ends too soon.
---@param text string
---@return "done"|"failed"|"more"
function Session:eval(text)
  if not text:find "%S" then
    return "done"
  end
  local chunk <const>, message <const> = chunk_.compile(text, self.environment)
  if chunk == "more" then
    return "more"
  elseif not chunk then
    self.say(2, chunk_.told(message) .. "\n")
    return "failed"
  end
  native.interruptible(true)
  local ok <const>, raised <const> = pcall(run, self, chunk)
  native.interruptible(false)
  if not ok then
    self.say(2, text_of(raised) .. "\n")
  end
  self:warn()
  return ok and "done" or "failed"
end

--- The words that may stand at the end of a text, and how many bytes of them are there.
---@param text string
---@return string[] words, integer there
function Session:complete(text)
  return complete.complete(text, self.environment)
end

return M
