--- Gnuplot for specs of what it draws, started by this process itself: nothing looks at the script.

local plot = require "ingot.render.plot"

local M = { here = os.execute "gnuplot --version >/dev/null 2>&1" or false }

--- Draws a picture, as `ingot.render.svg` has it done.
---@param picture ingot.Picture
---@return string? svg, string? problem
function M.draw(picture)
  local path <const> = os.tmpname()
  local file <const> = assert(io.open(path, "wb"))
  file:write(plot.script(picture))
  file:close()
  local pipe <const> = assert(io.popen(("LC_ALL=C GNUTERM=svg timeout 10 gnuplot -d '%s' 2>/dev/null")
    :format(path)))
  local svg <const> = pipe:read "a"
  local worked <const> = pipe:close()
  os.remove(path)
  return worked and svg or nil, not worked and "failed" or nil
end

return M
