--- The lines that were typed, kept from session to session: in $XDG_STATE_HOME/ingot/history, else
--- ~/.local/state/ingot/history. Without a home, or where it cannot be written, they last one session.

local lfs <const> = require "lfs"

local M = {}

local MOST <const> = 1000 -- lines; a file of more than twice as many is cut when a session begins

--- Where the history is; nil where there is no home.
---@return string?
function M.path()
  local state <const>, home <const> = os.getenv "XDG_STATE_HOME", os.getenv "HOME"
  if state and state ~= "" then
    return state .. "/ingot/history"
  end
  return home and home ~= "" and home .. "/.local/state/ingot/history" or nil
end

local function make_folders(path)
  for at in path:gmatch "()/" do
    local folder <const> = path:sub(1, at - 1)
    if folder ~= "" and not lfs.attributes(folder) then
      lfs.mkdir(folder)
    end
  end
end

local function read_lines(path)
  local lines <const> = {}
  local file <const> = path and io.open(path, "rb")
  if file then
    for line in file:lines() do
      lines[#lines + 1] = line
    end
    file:close()
  end
  return lines
end

---@class ingot.History
---@field path? string
---@field lines string[]
local History = {}
History.__index = History

--- The history of the file at a path.
---@param path? string
---@return ingot.History
function M.open(path)
  local lines = read_lines(path)
  if #lines > 2 * MOST then
    lines = table.move(lines, #lines - MOST + 1, #lines, 1, {})
    require "ingot.native".write(path, table.concat(lines, "\n") .. "\n")
  end
  if path then
    make_folders(path)
  end
  return setmetatable({ path = path, lines = lines }, History)
end

--- Adds a line, unless it is empty or the last one again. Sessions side by side add to one file.
---@param line string
function History:add(line)
  if not line:find "%S" or line == self.lines[#self.lines] then
    return
  end
  self.lines[#self.lines + 1] = line
  local file <const> = self.path and io.open(self.path, "ab")
  if file then
    file:write(line, "\n")
    file:close()
  end
end

return M
