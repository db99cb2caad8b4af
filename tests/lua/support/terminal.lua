--- A terminal with this very program in it, typed into by tmux as a person would. What is waited for has
--- twenty seconds to come, nothing is slept over; what is left at the end is killed:
--- `local terminal <close> = terminal_.open(folder, "repl")`.

local lfs = require "lfs"

local M = {}

local PROGRAM <const> = lfs.symlinkattributes("/proc/self/exe", "target")
local PATIENCE <const> = 20 -- seconds

---@class test.Terminal
---@field socket string  of its own server
local Terminal = {}
Terminal.__index = Terminal

local function quoted(word)
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

local function tmux(self, words)
  local pipe <const> = assert(io.popen(("tmux -L %s -f /dev/null %s 2>&1"):format(self.socket, words)))
  local text <const> = pipe:read "a"
  pipe:close()
  return text
end

--- Whether there is what makes terminals.
---@return boolean
function M.is_there()
  return (os.execute "command -v tmux >/dev/null 2>&1") == true
end

--- Runs `ingot WORDS…` in a terminal of 100 columns, in a folder that has the desk's init.lua (ingot/) and
--- the history. What it ends with is shown: "ended 0".
---@param folder string
---@param words string  for the shell
---@return test.Terminal
function M.open(folder, words)
  local self <const> = setmetatable({ socket = "ingot-spec-" .. os.tmpname():match "[^/]*$" }, Terminal)
  -- libedit keeps some of its memory to the end, which is none of ours to tell of.
  local line <const> = ("cd %s && XDG_STATE_HOME=$PWD XDG_CONFIG_HOME=$PWD ASAN_OPTIONS=detect_leaks=0 "
    .. "env --default-signal=INT,TERM,HUP %s %s; "
    .. "echo ended $?; sleep 600"):format(quoted(folder), quoted(PROGRAM), words)
  tmux(self, "new-session -d -x 100 -y 50 " .. quoted(line))
  return self
end

--- What stands on it, without blanks at the end of lines and of all.
---@return string
function Terminal:text()
  return (tmux(self, "capture-pane -p"):gsub("[ \t]+\n", "\n"):gsub("%s+$", ""))
end

--- Types characters as they are.
---@param text string
function Terminal:type(text)
  tmux(self, "send-keys -l -- " .. quoted(text:gsub(";$", "\\;")))
end

--- Presses keys by their names: "Enter", "Tab", "Up", "C-c".
---@param names string
function Terminal:press(names)
  tmux(self, "send-keys " .. names)
end

--- Waits until `met` of what stands on it gives something.
---@param what string  that is waited for
---@param met fun(text: string): any
function Terminal:eventually(what, met)
  local until_ <const> = os.time() + PATIENCE
  local text
  repeat
    text = self:text()
    local value <const> = met(text)
    if value then
      return value
    end
    os.execute "sleep 0.02"
  until os.time() > until_
  error(("waited in vain for %s on the terminal:\n%s"):format(what, text), 3)
end

--- Waits until it ends in a text.
---@param ending string
function Terminal:await(ending)
  self:eventually(("%q at the end"):format(ending), function(text) return text:sub(-#ending) == ending end)
end

--- Types a line and waits for what it comes to, with the next prompt.
---@param line string
---@param ending string
function Terminal:enter(line, ending)
  self:type(line)
  self:press "Enter"
  self:await(line:sub(-20) .. "\n" .. ending)
end

--- The number of the program that runs in it.
---@return string
function Terminal:pid()
  local shell <const> = tmux(self, "display-message -p '#{pane_pid}'"):match "%d+"
  local pipe <const> = assert(io.popen(("ps -o pid= --ppid %s"):format(shell)))
  local pid <const> = pipe:read "a":match "%d+"
  pipe:close()
  return pid
end

function Terminal:__close()
  tmux(self, "kill-server")
end

return M
