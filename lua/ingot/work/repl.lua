--- A session in its worker: it asks what comes next, does it, and says with its next question what came
--- of it.

local native <const> = require "ingot.native"
local report <const> = require "ingot.work.report"
local script <const> = require "ingot.script"
local session_ <const> = require "ingot.repl.session"

---@class ingot.ReplRequest  of the worker
---@field ask "next"
---@field state? "done"|"failed"|"more"   what came of an input
---@field words? string[]                 what may go on
---@field there? integer

-- What is asked of a session, by its kind: each gives what the next question says.
local asked <const> = {
  eval = function(session, wanted)
    return { ask = "next", state = session:eval(wanted.text) }
  end,
  complete = function(session, wanted)
    local ok <const>, words <const>, there <const> = pcall(session.complete, session, wanted.text)
    return { ask = "next", words = setmetatable(ok and words or {}, { __array = true }),
      there = ok and there or 0 }
  end,
}

return function()
  local session <const> = session_.new(native.say, script.environment "session")
  local prepared <const>, raised <const> = pcall(script.prepare) -- the desk's init.lua
  if not prepared then
    native.say(2, report.of(raised) .. "\n")
  end
  local told = { ask = "next" }
  while true do
    local wanted <const> = native.json_decode(native.ask(native.json_encode(told)))
    local answer <const> = asked[wanted.kind]
    if not answer then
      return 0
    end
    told = answer(session, wanted)
  end
end
