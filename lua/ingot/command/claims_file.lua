--- A `*.claims.json` file as `why` and `diff` take it. Files of earlier programs may lack
--- `language` and `sentences`.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local shape <const> = require "ingot.command.claims_shape"

local M = {}

local NEWEST <const> = 1 -- format of the file

-- What a claims file writes as null is absent here.
local function drop_nulls(value)
  if type(value) ~= "table" then
    return
  end
  for key, item in pairs(value) do
    if item == native.null then
      value[key] = nil
    else
      drop_nulls(item)
    end
  end
end

local function bytes_of(path)
  local text <const>, message <const>, kind <const> = native.slurp(path)
  if not text then
    error_.raise(kind, (message:gsub(": is a directory$",
      "%0, a *.claims.json file is expected")))
  end
  return text
end

--- What the bytes of a claims file say; errors name it.
---@param bytes string
---@param path string
---@return table document  without nulls
function M.decode(bytes, path)
  local decoded <const>, problem = native.json_decode(bytes)
  if not decoded then
    error_.raise("data", ("%s: %s"):format(path, problem))
  end
  drop_nulls(decoded)
  if type(decoded) ~= "table" or type(decoded.claims) ~= "table" then
    error_.raise("data", path .. ": no claims in it; a *.claims.json file is expected")
  end
  local format <const> = decoded.ingot
  if math.type(format) == "integer" and format > NEWEST then
    error_.raise("data", ("%s: a claims file of format %d; this program knows %d and older"):format(
      path, format, NEWEST))
  end
  problem = shape.problem(decoded)
  if problem then
    error_.raise("data", ("%s: %s"):format(path, problem))
  end
  return decoded
end

--- Reads a claims file; errors name it.
---@param path string
---@return table document  without nulls
function M.load(path)
  return M.decode(bytes_of(path), path)
end

--- Calls a function with what a claims file says: what it raises as plain text is a fault of the file,
--- a region of members that are none, a condition on a column that its data have not.
---@param path string
---@param fn function
---@param ... any
---@return any ...
function M.within(path, fn, ...)
  local results <const> = table.pack(pcall(fn, ...))
  local message <const> = results[2]
  if not results[1] and type(message) == "string" then
    error_.raise("data", ("%s: %s"):format(path, (message:gsub("^[^\n:]*%.lua:%d+: ", ""))))
  elseif not results[1] then
    error(message, 0)
  end
  return table.unpack(results, 2, results.n)
end

return M
