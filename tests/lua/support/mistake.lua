-- A script with a mistake, run as a user runs it.

local native = require "ingot.native"
local program = require "support.program"
local scratch = require "support.scratch"

local M = {}

local ROWS <const> = [[
month,flow,hs,partner_code,qty_kg,value_usd
2025-03,export,76141000,429,1000,10
2025-03,export,76149000,502,500,30
2025-04,export,76141000,429,2000,20
2025-04,export,76149000,502,400,25
]]

-- Three lines; what follows begins on line 4.
local START <const> = [[
local ingot = require "ingot"
local data = ingot.read("data.csv", { types = { hs = "text", partner_code = "text" } })
local cube = ingot.cube(data)
]]

--- Runs a script whose line 4 is the first of `body`: its exit code, and what it says without the folder.
---@param body string
---@return { code: integer, err: string }
function M.run(body)
  local folder <close> = scratch.new()
  folder:write("data.csv", ROWS)
  local path <const> = folder:write("script.lua", START .. body .. "\n")
  local result <const> = program.ingot("run", path, "--root", folder.folder, "--out", folder.folder)
  folder:keep(folder:path "script.csv")
  local err <const> = result.err:gsub(folder.folder:gsub("%p", "%%%0") .. "/", "")
  return { code = result.code, err = err }
end

--- What is said of a formula or a sentence, with the line of `body` that it stands in: what is shown
--- of a script whose line 4 is the first of `body`.
---@param message string  "4: …\n  share > 50%\n             ^"
---@param body string
---@return string
function M.in_script(message, body)
  local first <const>, text <const>, shown <const>, blanks <const> =
    message:match "^(%d+)(:.*)\n  ([^\n]*)\n  ( *)%^$"
  local number = 3
  for line in (body .. "\n"):gmatch "([^\n]*)\n" do
    number = number + 1
    local at = first and number >= tonumber(first) and line:find('"' .. shown .. '"', 1, true)
    at = at and at + 1 or first and number >= tonumber(first) and line:find(shown, 1, true)
    if at then
      local trimmed <const> = line:gsub("^%s+", "")
      local before <const> = native.width(line:sub(1, at - 1)) - (#line - #trimmed)
      return ("%d%s\n  %s\n  %s%s^"):format(number, text, trimmed, (" "):rep(before), blanks)
    end
  end
  return message
end

return M
