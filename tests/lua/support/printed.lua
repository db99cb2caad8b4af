--- What a claims file says was printed, held against the values it gives: worked out from the text
--- back to the number, not by the program's own rounding.

local bytes_of = require "support.bytes_of"
local native = require "ingot.native"
local unit = require "ingot.unit"
local words = require "ingot.words"

local M = {}

--- The claims of a claims file.
---@param path string
---@return table[]
function M.claims(path)
  return native.json_decode(bytes_of(path)).claims
end

local function flat(where)
  local pairs_of <const> = {}
  for name, value in pairs(where) do
    pairs_of[#pairs_of + 1] = name .. "=" .. value
  end
  table.sort(pairs_of)
  return table.concat(pairs_of, " ")
end

--- What a claim states, however it is printed: metric, measure, where, periods, value.
---@param claim table
---@return string
function M.statement(claim)
  local base <const> = claim.base_period
  return table.concat({ claim.metric, claim.measure, flat(claim.where), claim.period,
    type(base) == "string" and base or "", claim.value, claim.unit }, " | ")
end

--- The statements of claims, each once, in order.
---@param claims table[]
---@return string[]
function M.statements(claims)
  local seen <const>, list <const> = {}, {}
  for _, claim in ipairs(claims) do
    local statement <const> = M.statement(claim)
    if not seen[statement] then
      seen[statement], list[#list + 1] = true, statement
    end
  end
  table.sort(list)
  return list
end

-- Whether a number lies where a way of cutting digits may have taken it; both in steps of the last
-- digit. Doubles carry 15 digits; nothing here has more than 12.
local within <const> = {
  round = function(printed, exact) return math.abs(printed - exact) <= 0.5 + 1e-6 end,
  truncate = function(printed, exact)
    return printed <= exact + 1e-6 and exact - printed < 1 + 1e-6
  end,
  ceil = function(printed, exact) return printed >= exact - 1e-6 and printed - exact < 1 + 1e-6 end,
  apportioned = function(printed, exact) return math.abs(printed - exact) < 1 + 1e-6 end,
  below = function(printed, exact) return exact < printed and printed - exact < 1 + 1e-6 end,
  above = function(printed, exact) return exact > printed and exact - printed < 1 + 1e-6 end,
}

--- What is wrong with the text of a claim under its own display, or nil. Words say the direction of
--- a change, so its text may go without a sign; a difference may go without the zeros at its end.
---@param claim table
---@param lang "en"|"zh"
---@return string?
function M.problem(claim, lang)
  local shown <const>, value <const> = claim.display, tonumber(claim.value)
  if shown.print_as == "ordinal" then
    return claim.text ~= words.ordinal(math.tointeger(value), lang) and claim.text or nil
  end
  local text <const> = claim.text:gsub(",", "")
  local printed <const> = tonumber(text)
  if not printed or text:find "[^%d.-]" then
    return claim.text .. " is no number"
  end
  local word <const> = lang == "en" and type(shown.print_as) == "string" and shown.print_as
    or shown.unit
  local steps <const> = 10.0 ^ (shown.decimals or 6)
  local exact <const> = math.abs(value) * 10.0 ^ unit.powers(claim.unit, shown.unit) * steps
  local back <const> = math.abs(printed) * 10.0 ^ unit.powers(word, shown.unit) * steps
  local signed <const> = printed >= 0 or value < 0
  if not signed or not within[shown.mode or "round"](back, exact) then
    return ("%s %s is not %s %s"):format(claim.text, word, claim.value, claim.unit)
  end
end

return M
