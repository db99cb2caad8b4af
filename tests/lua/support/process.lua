--- A command that runs beside the test: `local process <close> = process.start(…)`. What is left of
--- it at the end is killed.

local lfs = require "lfs"

local M = {}

local program = lfs.symlinkattributes("/proc/self/exe", "target")

---@class test.Process
---@field pid integer
---@field here string  its folder of what it prints
local Process = {}
Process.__index = Process

local function quoted(word)
  return "'" .. tostring(word):gsub("'", "'\\''") .. "'"
end

local function slurp(path)
  local file <close> = io.open(path, "rb")
  return file and file:read "a" or nil
end

--- Waits until `met` gives something; fails after half a minute.
function M.eventually(what, met)
  for _ = 1, 1500 do
    local value <const> = met()
    if value then
      return value
    end
    os.execute "sleep 0.02"
  end
  error("waited in vain for " .. what, 2)
end

--- Starts `ingot WORDS…` in a folder, with the usual answers to signals; `lead` are words of the shell
--- before it.
---@param folder string
---@param words string[]
---@param lead? string
---@return test.Process
function M.start(folder, words, lead)
  local here <const> = os.tmpname()
  os.remove(here)
  assert(lfs.mkdir(here))
  local line = {}
  for i, word in ipairs(words) do
    line[i] = quoted(word)
  end
  os.execute(([[cd %s && {
    %s %s %s </dev/null >%s/out 2>%s/err &
    echo $! >%s/pid.new; mv %s/pid.new %s/pid
    wait $!; echo $? >%s/code.new; mv %s/code.new %s/code
  } 2>/dev/null &]]):gsub("\n +", "\n"):format(quoted(folder),
    lead or "env --default-signal=INT,QUIT,HUP,TERM", quoted(program), table.concat(line, " "), here,
    here, here, here, here, here, here, here))
  local pid <const> = M.eventually("its number", function() return slurp(here .. "/pid") end)
  return setmetatable({ pid = math.tointeger(tonumber(pid)), here = here }, Process)
end

-- The state and the parent of a process; nil when it is gone.
local function about(pid)
  local text <const> = slurp(("/proc/%s/stat"):format(pid))
  if not text then
    return nil
  end
  local state <const>, parent <const> = text:match "^.*%) (%a) (%d+)"
  return state, math.tointeger(tonumber(parent))
end

--- Whether a process still does something.
function M.lives(pid)
  local state <const> = about(pid)
  return state ~= nil and state ~= "Z" and state ~= "X"
end

--- Its workers.
---@return integer[]
function Process:workers()
  local list <const> = {}
  for name in lfs.dir "/proc" do
    if name:find "^%d+$" then
      local state <const>, parent <const> = about(name)
      if parent == self.pid and state ~= "Z" then
        list[#list + 1] = math.tointeger(tonumber(name))
      end
    end
  end
  return list
end

--- Sends a signal to it, or to one of its workers.
function Process:signal(name, pid)
  os.execute(("kill -%s %d 2>/dev/null"):format(name, pid or self.pid))
end

--- What it has printed so far.
function Process:printed()
  return slurp(self.here .. "/out") or ""
end

--- Waits for its end.
---@return { code: integer, out: string, err: string }
function Process:wait()
  local code <const> = M.eventually("the end of a command", function()
    return slurp(self.here .. "/code")
  end)
  return { code = tonumber(code), out = self:printed(), err = slurp(self.here .. "/err") }
end

function Process:__close()
  for _, worker in ipairs(self:workers()) do
    self:signal("KILL", worker)
  end
  if not slurp(self.here .. "/code") then
    self:signal "KILL"
    self:wait()
  end
  os.execute("rm -rf " .. quoted(self.here))
end

return M
