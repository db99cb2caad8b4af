--- What a value of a script is called in messages: "a cube", "the mom of exports", "nil". Where one of
--- these was given for another, the message says what to ask of it.

local claim <const> = require "ingot.claim"
local native <const> = require "ingot.native"

local M = {}

-- By the names that metatables have.
local kinds <const> = {
  ["ingot.article"] = "an article", ["ingot.breakdown"] = "a breakdown", ["ingot.cube"] = "a cube",
  ["ingot.classes"] = "classes", ["ingot.decomposition"] = "a decomposition",
  ["ingot.number"] = "a number", ["ingot.period"] = "a period",
}

-- What it should have been asked for.
local asked <const> = {
  ["ingot.breakdown"] = '; ask it for rows, as …:top(10, "exports", period)',
  ["ingot.cube"] = '; ask it for a level, as cube:measure("exports", period), or for rows, as '
    .. 'cube:by("partner"):top(10, "exports", period)',
}

local native_kinds <const> = { table = "a table of data", query = "a query" }

local function name_of(value)
  local meta <const> = type(value) == "table" and getmetatable(value)
  return type(meta) == "table" and rawget(meta, "__name") or nil
end

--- What it is; behind it what to ask of it where it holds what was meant.
---@param value any
---@return string
function M.of(value)
  if claim.is(value) then
    return ("the %s of %s"):format(value.kind, value.metric)
  end
  local name <const> = name_of(value)
  if name and kinds[name] then
    return kinds[name] .. (asked[name] or "")
  elseif type(value) == "table" then
    return value.subject and "a row" or #value == 0 and next(value) == nil and "an empty list"
      or "a table"
  end
  return native_kinds[native.type(value)] or type(value)
end

return M
