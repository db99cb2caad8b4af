--- `ingot test [PATH…]`: runs busted specs inside this program, with strict globals. Modules of the
--- project are found in its `lua/` and `tests/lua/`. The last line is
--- "N passed, N failed, N skipped"; a run without any test has failed.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local lfs <const> = require "lfs"

local M = { name = "test", summary = "run specs written for busted" }

function M.define(parser)
  parser:argument("path", "a spec, or a folder of *_spec.lua"):args "*"
  parser:option("--filter", "only tests whose name matches this Lua pattern"):argname "PATTERN"
end

local DEFAULT <const> = "tests/lua"

local function check_paths(paths)
  for _, path in ipairs(paths) do
    if not lfs.attributes(path) then
      error_.raise("no input", path .. ": no such spec or folder")
    end
  end
end

-- Busted reads its words from the global `arg` and splits each path at commas.
local function words_of(args, paths)
  local words <const> = { [0] = "ingot test", "--output=ingot.command.test_output",
    "--loaders=lua" }
  if args.filter then
    words[#words + 1] = "--filter=" .. args.filter
  end
  return table.move(paths, 1, #paths, #words + 1, words)
end

local EXIT <const> = {} -- raised when busted leaves the program, so that the program can close

-- Stands in for os.exit: busted may leave, a test may not.
local function leave()
  if native.frame(2).source:find("busted/compatibility.lua", 1, true) then
    error(EXIT, 0)
  end
  error("os.exit in a test", 2)
end

local function run_busted(words)
  local exit <const>, outer <const> = os.exit, _G.arg
  os.exit, _G.arg = leave, words -- luacheck: ignore 122
  local ok <const>, raised <const> = pcall(function()
    require "busted.runner" { standalone = false }
  end)
  os.exit, _G.arg = exit, outer -- luacheck: ignore 122
  if not ok and raised ~= EXIT then
    error(raised, 0)
  end
end

--- Runs busted, in a trusted worker.
---@param args table
---@return integer exit_code
function M.run(args)
  local paths <const> = #args.path > 0 and args.path or { DEFAULT }
  check_paths(paths)
  package.path = "lua/?.lua;lua/?/init.lua;tests/lua/?.lua;tests/lua/?/init.lua;" .. package.path
  local output <const> = require "ingot.command.test_output"
  run_busted(words_of(args, paths))
  return output.finish(args.filter)
end

---@param args table
---@return ingot.Job
function M.job(args)
  return { name = "ingot test", module = "ingot.duty.test", args = args, trusted = true }
end

return M
