--- Warns where figures on both sides of a month are asked of a code that means something else from
--- that month on: they are not alike, and no version of the product can make them so.

local error_ <const> = require "ingot.error"
local period <const> = require "ingot.period"
local read <const> = require "ingot.read"
local suggest <const> = require "ingot.suggest"

local M = {}

-- By cube: the months asked for so far. By product: the codes that were warned of.
local asked <const> = setmetatable({}, { __mode = "k" })
local warned <const> = setmetatable({}, { __mode = "k" })

local function counts(cube, code)
  for _, own in ipairs(cube.hs_codes) do
    if own:sub(1, #code) == code then
      return true
    end
  end
  return false
end

local function warn_once(definition, code, since)
  local said <const> = warned[definition] or {}
  warned[definition] = said
  if not said[code] then
    said[code] = true
    read.warn((error_.place():gsub(": $", "")), ("product '%s': code %s means something else from "
      .. "%s on: figures before and after are compared that are not alike; compare within one edition "
      .. "of the HS, or give the product versions"):format(definition.name, code, since))
  end
end

--- Takes note that a cube was asked for a period.
---@param cube ingot.Cube
---@param within ingot.Period
function M.watch(cube, within)
  local definition <const> = cube.definition
  if not (definition and definition.changed) then
    return
  end
  local months <const> = asked[cube] or { from = within.from, to = within.to }
  asked[cube] = months
  months.from, months.to = math.min(months.from, within.from), math.max(months.to, within.to)
  for _, code in ipairs(suggest.names(definition.changed)) do
    local since <const> = period.of(definition.changed[code])
    if months.from < since.from and months.to >= since.from and counts(cube, code) then
      warn_once(definition, code, since)
    end
  end
end

return M
