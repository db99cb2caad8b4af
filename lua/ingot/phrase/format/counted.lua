-- Formats of ranks and runs: numbers in words, which stay claims.

local number = require "ingot.number"
local words = require "ingot.words"

local formats = {} ---@type table<string, ingot.Format>

local function ordinal_span(env, claim)
  local n = math.tointeger(number.float(number.abs(claim.value)))
  return {
    claim = claim, text = words.ordinal(n, env.lang),
    display = { unit = "", decimals = 0, print_as = "ordinal", mode = "round" },
  }
end

-- "first", "second" … "11th"
formats.ordinal = { takes = { "position" }, spans = function(env, _, rank)
  return { ordinal_span(env, rank) }
end }

-- " for the second consecutive month", "" for a run of one; of a run of falls its length
formats.streak = { takes = { "streak" }, spans = function(env, _, streak)
  if number.compare(number.abs(streak.value), number.exact(2)) < 0 then return {} end
  local before, behind = env.wording.streak:match "^(.-){ordinal}(.-)$"
  local kind = streak.uneven and "range" or streak.period.kind -- "period": months are not all alike
  behind = behind:gsub("{period}", env.wording.periods[kind])
  return { before, ordinal_span(env, streak), behind }
end }

return formats
