-- A script with a mistake, run as a user runs it.

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

return M
