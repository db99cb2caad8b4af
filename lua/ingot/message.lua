--- What travels between the supervisor and its workers: JSON whose texts may be any bytes, as paths
--- and the values of settings may. Each byte stands as the character of its number.

local native <const> = require "ingot.native"

local M = {}

--- A value as a message.
---@param value any  plain data
---@return string
function M.write(value)
  return native.json_encode(value, 0, true)
end

--- The value of a message; nil where it is none, as a worker that is not trusted may send.
---@param text string
---@return any
function M.read(text)
  local is_one <const>, value <const> = pcall(native.json_decode, text, true)
  return is_one and value or nil
end

return M
