-- A claim as its number and unit: spans that keep the claim and the display it was printed by.

local display = require "ingot.display"
local error_ = require "ingot.error"
local number = require "ingot.number"
local read = require "ingot.read"

local M = {}

-- The rule a claim is printed by: one asked for keeps the claim's own way of cutting digits.
local function rule_for(claim, rule)
  local own, used = claim.display, {}
  for key, value in pairs(rule or own) do used[key] = value end
  used.mode = used.mode or own.mode or "round"
  if used.trim == "differences" then used.trim = claim.kind == "diff" end
  if claim.state == "zero" and claim.unit ~= "%" then used.trim = true end -- no trade is "0 mt"
  return used
end

-- By unit, a display that shows more of a number that would read as none.
local finer <const> = { t = "t3", ["%"] = "percent2", USD = "usd0" }

-- Something below zero that is printed with its sign, and as nothing. Of all else a finished article
-- says that it is less than 100 mt (finish/bounds), and a rate that reads as flat is meant to.
local function warn_of_nothing(claim, text)
  if claim:sign() >= 0 or claim.unit == "%" and claim.base_period or text:find "[1-9]" then return end
  local hint = finer[claim.unit] and (", as {…:%s}"):format(finer[claim.unit]) or ""
  read.warn((error_.place():gsub(": $", "")), ("the %s of %s in %s is %s%s, which is printed as nothing; "
    .. "print it finer%s"):format(claim.kind, claim.subject and claim.subject.en or claim.metric,
    claim.period, number.text(claim.value), claim.unit == "" and "" or " " .. claim.unit, hint))
end

--- A claim's number and unit.
---@param claim ingot.Claim
---@param rule ingot.Display? the claim's own when left out
---@param lang string
---@param value ingot.Number? instead of the claim's: its absolute value; the span is then a `size`
---@return (string|ingot.Span)[]
function M.number(claim, rule, lang, value)
  local used = rule_for(claim, rule)
  local text, word, gap = display.parts(value or claim.value, claim.unit, used, lang)
  if not value then warn_of_nothing(claim, text) end
  local span = { claim = claim, text = text, display = used, size = value and true }
  return { span, gap .. word }
end

--- The same without a sign, for words that say the direction.
---@param claim ingot.Claim
---@param rule ingot.Display?
---@param lang string
---@return (string|ingot.Span)[]
function M.amount(claim, rule, lang)
  return M.number(claim, rule, lang, number.abs(claim.value))
end

return M
