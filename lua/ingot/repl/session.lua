--- The state of a session: what was typed is run in it, one input after the other, and completed from it.

local chunk_ <const> = require "ingot.repl.chunk"
local complete <const> = require "ingot.repl.complete"
local native <const> = require "ingot.native"
local read <const> = require "ingot.read"
local report <const> = require "ingot.duty.report"
local script <const> = require "ingot.script"
local told <const> = require "ingot.script.told"
local show <const> = require "ingot.repl.show"

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
  environment = environment or script.environment ""
  rawset(environment, "ingot", require "ingot")
  return setmetatable({ environment = environment, say = say, warned = 0 }, Session)
end

-- What was raised, as lines for people.
local function tell(self, raised)
  self.say(2, chunk_.told((report.of(raised))) .. "\n")
end

-- Warnings that the input has added.
function Session:warn()
  local all <const> = read.warnings()
  for i = self.warned + 1, #all do
    self.say(2, chunk_.told(report.shown(("%s%swarning: %s"):format(all[i].file,
      all[i].file ~= "" and ": " or "", all[i].message))) .. "\n")
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
---@param before? integer  lines that were there before it
---@return "done"|"failed"|"more"
function Session:eval(text, before)
  if not text:find "%S" then
    return "done"
  end
  local chunk <const>, message <const> = chunk_.compile(text, self.environment, before)
  if chunk == "more" then
    return "more"
  elseif not chunk then
    tell(self, told.syntax(message, text))
    return "failed"
  end
  return self:run(run, self, chunk) and "done" or "failed"
end

--- Calls a function, which Ctrl-C stops, and tells what it raises and warns of.
---@param fn function
---@param ... any
---@return boolean worked
function Session:run(fn, ...)
  local worked <const>, raised <const> = native.interruptible(fn, ...)
  if not worked then
    tell(self, raised)
  end
  self:warn()
  return worked
end

--- The words that may stand at the end of a text, and how many bytes of them are there.
---@param text string
---@return string[] words, integer there
function Session:complete(text)
  return complete.complete(text, self.environment)
end

return M
