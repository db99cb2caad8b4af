--- A session in its worker: it asks what comes next, does it, and says with its next question what came
--- of it.

local message <const> = require "ingot.message"
local native <const> = require "ingot.native"
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
    return { ask = "next", state = session:eval(wanted.text, wanted.before) }
  end,
  complete = function(session, wanted)
    local ok <const>, words <const>, there <const> = pcall(session.complete, session, wanted.text)
    return { ask = "next", words = setmetatable(ok and words or {}, { __array = true }),
      there = ok and there or 0 }
  end,
}

local LIMIT <const> = 75 -- the program's exit code at one

-- Whether what is defined leaves no room to go on in: a sixteenth of what there may be.
local function is_full()
  local function held()
    local now <const> = native.memory()
    return now.limit_bytes > 0 and now.live_bytes + now.lua_bytes > now.limit_bytes // 16 * 15
  end
  if not held() then
    return false
  end
  collectgarbage()
  return held()
end

--- The exit code: of a limit where the session had no room any more.
---@return integer
return function()
  native.interruptible() -- Ctrl-C stops what runs, not the session
  local session <const> = session_.new(native.say)
  session:run(script.prepare)
  local told = { ask = "next" }
  while true do
    local wanted <const> = message.read(native.ask(message.write(told)))
    local answer <const> = asked[wanted.kind]
    if not answer then
      return 0
    end
    told = answer(session, wanted)
    if is_full() then
      native.say(2, "memory limit: what is defined fills it (--memory allows more)\n")
      return LIMIT
    end
  end
end
