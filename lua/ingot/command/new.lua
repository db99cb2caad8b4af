--- `ingot new DIR`: a project that runs at once. It is built beside its place and moved there: the
--- folder is whole, or it is not there.

local error_ <const> = require "ingot.error"
local files_ <const> = require "ingot.command.new.files"
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"

local M = { name = "new", summary = "make a folder with a script, data, a spec and a manifest" }

function M.define(parser)
  parser:argument("dir", "the folder: one that is not there yet, or is empty")
end

local function refuse(path, what)
  error_.raise("script", ("%s: %s"):format(path, what), 0)
end

local function check_free(path)
  local mode <const> = lfs.symlinkattributes(path, "mode")
  if not mode then
    return
  elseif mode ~= "directory" then
    refuse(path, "is there already, and is no folder; nothing was made")
  end
  for name in lfs.dir(path) do
    if name ~= "." and name ~= ".." then
      refuse(path, ("is not empty: it holds '%s'; nothing was made"):format(name))
    end
  end
end

local function make(path, done)
  local made <const>, message <const> = lfs.mkdir(path)
  if not made then
    return message:lower()
  end
  done[#done + 1] = path
end

-- Builds the project; what it has made is in `done`, in order.
local function build(stage, files, done)
  local problem = make(stage, done)
  for _, folder in ipairs { "data", "tests", "tests/lua" } do
    problem = problem or make(stage .. "/" .. folder, done)
  end
  for _, name in ipairs(require "ingot.suggest".names(files)) do
    if not problem then
      local written <const>, message <const> = native.write(stage .. "/" .. name, files[name])
      problem = not written and message or nil
      done[#done + 1] = stage .. "/" .. name
    end
  end
  return problem
end

function M.run(args)
  local path = args.dir:gsub("(.)/+$", "%1")
  if path == "" then
    error_.raise("command line", "ingot: new: the name of a folder expected, got an empty text", 0)
  end
  path = path == "." and lfs.currentdir() or path
  check_free(path)
  local folder <const>, name <const> = path:match "^(.-)([^/]*)$"
  local stage <const> = ("%s.%s.ingot-new"):format(folder, name)
  local done <const> = {}
  local problem = build(stage, files_.of(name, native.share .. "/lua"), done)
  if not problem then
    local moved <const>, message <const> = os.rename(stage, path)
    problem = not moved and message:gsub("^.*: ", ""):lower() or nil
  end
  if problem then
    for i = #done, 1, -1 do
      os.remove(done[i])
    end
    refuse(path, ("the project cannot be made: %s"):format(problem))
  end
  io.stdout:write(("%s: a project; next: cd %s && ingot run report.lua\n"):format(path, path))
  return 0
end

return M
