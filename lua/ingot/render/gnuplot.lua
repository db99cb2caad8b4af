--- Gnuplot as a function from a script to a picture. The only place that starts it: nothing of a
--- script's comes from data, the program is given neither the user's settings nor time without end.

local M = {}

local SECONDS <const> = 10
local MOST <const> = 8 << 20 -- bytes of a picture

-- Without the settings of users and sites, and in no language.
local COMMAND <const> = "LC_ALL=C GNUTERM=svg timeout -k 1 %d gnuplot -d '%s' 2>/dev/null"

local function write_script(script)
  local path <const> = os.tmpname()
  local file <const> = path and io.open(path, "wb")
  if not file then
    return nil
  end
  local written <const> = file:write(script)
  local closed <const> = file:close()
  if written and closed then
    return path
  end
  os.remove(path)
end

local problems <const> = {
  [124] = "took longer than %d seconds", [137] = "took longer than %d seconds",
  [127] = "is not installed (Debian: gnuplot-nox)",
}

--- What gnuplot draws of a script.
---@param script string  without anything from data in it
---@param seconds? integer  that it may take
---@return string? svg
---@return string? problem  "is not installed", "took longer than 10 seconds", "failed"
function M.draw(script, seconds)
  local path <const> = write_script(script)
  if not path then
    return nil, "got no temporary file"
  end
  local pipe <const> = io.popen(COMMAND:format(seconds or SECONDS, path), "r")
  local svg <const> = pipe and pipe:read(MOST)
  local _, _, code = nil, nil, nil
  if pipe then
    _, _, code = pipe:close()
  end
  os.remove(path)
  if code == 0 and svg and svg:find("</svg>%s*$") then
    return svg
  end
  return nil, (problems[code] or "failed"):format(seconds or SECONDS)
end

return M
