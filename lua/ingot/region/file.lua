--- Region files: Lua files that return a list of definitions, each with its `name`, and their
--- `source`. A wrong one is an error that names the file, and the line where it can be told.

local error_ <const> = require "ingot.error"
local own <const> = require "ingot.own"

local M = {}

-- "path:12" of the first line that has the text a message quotes; "path" when none has.
local function place(path, text, message)
  local wrong <const> = message:match "unknown %l+ '(.-)'" or message:match ": '(.-)' stands twice"
  local n = 0
  for line in text:gmatch "([^\n]*)\n?" do
    n = n + 1
    local from <const>, to <const> = line:find(wrong or "\n", 1, true)
    if from and not line:sub(from - 1, from - 1):find "%w" and not line:sub(to + 1, to + 1):find "%w"
    then
      return ("%s:%d"):format(path, n)
    end
  end
  return path
end

local function run(path)
  local chunk <const>, text <const> = own.chunk(path)
  local file <const> = chunk()
  if type(file) ~= "table" or type(file.source) ~= "string" then
    error_.raise("data", path .. ": a region file returns a list of regions and their source", 0)
  end
  return file, text
end

--- Defines the regions of a file.
---@param path string
---@param define fun(name: string): fun(definition: table): ingot.Region
function M.load(path, define)
  local file <const>, text <const> = run(path)
  for _, entry in ipairs(file) do
    local definition <const> = { source = file.source }
    for key, value in pairs(entry) do
      definition[key] = key ~= "name" and value or nil
    end
    local fine <const>, message <const> = pcall(define(entry.name), definition)
    if not fine then
      error_.raise("data", ("%s: %s"):format(place(path, text, message), message), 0)
    end
  end
end

return M
