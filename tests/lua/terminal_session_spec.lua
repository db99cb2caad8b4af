-- A session on a terminal, typed into by tmux: completion, history, several lines, interrupts, the end.

local lfs <const> = require "lfs"

local PROGRAM <const> = lfs.symlinkattributes("/proc/self/exe", "target")
local SOCKET <const> = "ingot-spec-" .. os.tmpname():match "[^/]*$"

local function tmux(words)
  local pipe <const> = assert(io.popen(("tmux -L %s -f /dev/null %s 2>/dev/null"):format(SOCKET, words)))
  local text <const> = pipe:read "a"
  pipe:close()
  return text
end

-- Waits until the screen ends in a text, for as long as a busy machine may take.
local function await(ending)
  local screen
  for _ = 1, 200 do
    screen = tmux "capture-pane -p":gsub("%s+$", "")
    if screen:sub(-#ending) == ending then
      return screen
    end
    os.execute "sleep 0.05"
  end
  error(("the screen ends otherwise than in %q:\n%s"):format(ending, screen), 2)
end

local function keys(words)
  tmux("send-keys " .. words)
end

local function type_line(text)
  tmux(("send-keys -l '%s'"):format(text:gsub("'", "'\\''")))
  keys "Enter"
end

describe("a session on a terminal", function()
  if not os.execute "command -v tmux >/dev/null 2>&1" then
    pending "tmux is not installed"
    return
  end
  local state
  before_each(function()
    state = os.tmpname()
    os.remove(state)
    tmux(("new-session -d -x 100 -y 40 'XDG_STATE_HOME=%s %s; echo ended $?; sleep 60'"):format(state, PROGRAM))
    await "Ctrl-D ends\n>"
  end)
  after_each(function()
    tmux "kill-server"
    os.execute("rm -rf " .. state)
  end)

  it("completes, goes on over lines, remembers, and ends", function()
    type_line 't = ingot.table { partner = { "Mexico", "Iraq" }, qty = { 3, 4 } }'
    await "4 } }\n>"
    tmux [[send-keys -l 't:wh']]
    keys "Tab"
    await "> t:where"
    tmux [[send-keys -l '("par']]
    keys "Tab"
    await '("partner'
    type_line [[ == 'Iraq'")]]
    await "4\n1 row\n>"
    type_line "for i = 1, 2 do"
    await "\n.."
    type_line "print(i) end"
    await "\n1\n2\n>"
    keys "Up Up"
    await "> for i = 1, 2 do"
    keys "C-c"
    await "^C\n>"
    keys "C-d"
    await "ended 0"
    assert.is_truthy(lfs.attributes(state .. "/ingot/history"))
  end)

  it("stops a loop and a query, not the session; a second Ctrl-C begins it anew", function()
    type_line "n = 0 while true do n = n + 1 end"
    os.execute "sleep 0.5"
    keys "C-c"
    await "^Cline 1: interrupted\n>"
    type_line "n > 1000"
    await "true\n>"
    type_line "while true do pcall(function() while true do end end) end"
    os.execute "sleep 0.5"
    keys "C-c"
    os.execute "sleep 0.3"
    keys "C-c"
    await "the session begins anew: what was defined is gone\n>"
    type_line "n"
    await "line 1: undefined name 'n'\n>"
  end)
end)
