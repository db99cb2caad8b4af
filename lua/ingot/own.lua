--- Lua files that come with the program and hold nothing but definitions: products, indices, regions.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local M = {}

-- All that such a file may call.
local environment <const> = setmetatable({}, { __index = { ipairs = ipairs }, __newindex = function()
  error "a file of definitions sets no globals"
end })

--- The chunk of a file, and its text.
---@param path string
---@return function chunk, string text
function M.chunk(path)
  local text <const>, problem <const>, kind <const> = native.slurp(path)
  if not text then
    error_.raise(kind, problem, 0)
  end
  local chunk <const>, message <const> = load(text, "@" .. path, "t", environment)
  if not chunk then
    error_.raise("data", message, 0)
  end
  return chunk, text
end

--- What a file below the program's data/ returns.
---@param name string  "products.lua"
---@return any
function M.data(name)
  return (M.chunk(native.share .. "/data/" .. name))()
end

return M
