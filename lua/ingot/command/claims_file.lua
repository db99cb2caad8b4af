--- A `*.claims.json` file as `why` and `diff` take it. Files of earlier programs may lack
--- `language` and `sentences`.

local error_ <const> = require "ingot.error"
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"

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
  if lfs.attributes(path, "mode") == "directory" then
    error_.raise("no input", path .. ": is a directory, a *.claims.json file is expected")
  end
  local file <const>, message <const> = io.open(path, "rb")
  if not file then
    error_.raise("no input", message)
  end
  local text <const> = file:read "a" or ""
  file:close()
  return text
end

-- What every entry of a list has, and of which type.
local expected <const> = {
  claims = {
    { "id", "string" }, { "text", "string" }, { "metric", "string" }, { "measure", "string" },
    { "period", "string" }, { "at", "table" }, { "where", "table" }, { "display", "table" },
    { "operands", "table" },
  },
  sentences = { { "at", "table" }, { "kind", "string" }, { "text", "string" } },
}

-- What an entry lacks, or nil.
local function lacking(list, fields)
  for i, entry in ipairs(list) do
    for _, field in ipairs(fields) do
      if type(entry) ~= "table" or type(entry[field[1]]) ~= field[2] then
        return i, field[1]
      end
    end
  end
end

local function check_entries(path, document)
  for _, name in ipairs { "claims", "sentences" } do
    local list <const> = document[name] or {}
    local i <const>, field <const> = lacking(type(list) == "table" and list or { false },
      expected[name])
    if i then
      error_.raise("data", ("%s: %s: entry %d has no '%s' as a run writes it"):format(path, name, i,
        field))
    end
  end
end

--- Reads a claims file; errors name it.
---@param path string
---@return table document  without nulls
function M.load(path)
  local decoded <const>, problem <const> = native.json_decode(bytes_of(path))
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
  check_entries(path, decoded)
  return decoded
end

return M
