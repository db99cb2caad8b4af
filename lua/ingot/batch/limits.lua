--- Limits as a manifest writes them: `limits = { memory = "1G", time = "90s" }`.

local suggest <const> = require "ingot.suggest"

local M = {}

local sizes <const> = { K = 2^10, M = 2^20, G = 2^30 }
local times <const> = { ms = 0.001, s = 1, m = 60, h = 3600 }

local known <const> = {
  memory = { sizes, 'a size as "512M" or "2G"' },
  output = { sizes, 'a size as "512M" or "2G"' },
  time = { times, 'a duration as "90s" or "2m"' },
  cpu = { times, 'a duration as "90s" or "2m"' },
}

--- The names there are, sorted.
M.names = suggest.names(known)

--- What a text means for a limit: bytes or seconds, 0 for "none"; nil with what is expected.
---@param name string
---@param text any
---@return number? value
---@return string? message
function M.read(name, text)
  local rule <const> = known[name]
  if not rule then
    return nil, suggest.unknown("limit", "limits", tostring(name), M.names)
  elseif text == "none" then
    return 0
  end
  local number <const>, unit <const> = (type(text) == "string" and text or "")
    :match "^(%d%d?%d?%d?%d?%d?%.?%d*)(%a+)$"
  local value = number and rule[1][unit] and tonumber(number) * rule[1][unit]
  if value and rule[1] == sizes then
    value = math.tointeger(value // 1)
  end
  if not value or value <= 0 then
    return nil, ('%s: %s expected, or "none", got %s'):format(name, rule[2],
      type(text) == "string" and "'" .. text .. "'" or type(text) == "number" and tostring(text)
        or type(text))
  end
  return value
end

--- The smaller of two limits; 0 is none.
---@param a number
---@param b number
---@return number
function M.smaller(a, b)
  if a == 0 or b == 0 then
    return a + b
  end
  return math.min(a, b)
end

return M
