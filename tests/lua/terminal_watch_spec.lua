-- A watch on a terminal: what changed, what is wrong, that it is mended, and the end.

local scratch <const> = require "support.scratch"
local terminal_ <const> = require "support.terminal"

describe("ingot run --watch on a terminal", function()
  if not terminal_.is_there() then
    pending "tmux is not installed"
    return
  end

  it("tells what changed, what is wrong and what is mended, and ends at Ctrl-C", function()
    local folder <close> = scratch.new()
    folder:write("s.lua", "print 'one'\n")
    local terminal <close> = terminal_.open(folder.folder, "run --watch s.lua --out .")
    terminal:await "one\ningot: watching 1 file; Ctrl-C ends"
    folder:write("s.lua", "print 'two times'\n")
    terminal:await "ingot: s.lua: saved, running again\ntwo times"
    folder:write("s.lua", "prin 'three'\n")
    terminal:await "s.lua:1: undefined name 'prin' (did you mean 'print'?)"
    folder:write("s.lua", "print 'four in all'\n")
    terminal:await "ingot: s.lua: saved, running again\nfour in all"
    folder:write("s.lua", "print('four in ' .. 'all')\n")
    terminal:await "ingot: s.lua: saved, running again\nThe text is as before."
    terminal:press "C-c"
    terminal:await "^Cended 0"
  end)
end)
