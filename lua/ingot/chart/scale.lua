--- Axes: claims as coordinates in the unit they are printed in, round ticks, and texts that fit.

local display <const> = require "ingot.display"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local unit <const> = require "ingot.unit"
local visible <const> = require "ingot.visible"

local M = {}

local MINUS <const> = "−"
local ROUND <const> = { 1, 2, 2.5, 5, 10 }

-- The unit that a rule prints in, in a language.
local function unit_of(rule, lang)
  return lang == "en" and rule.print_as or rule.unit
end

--- The unit's word for an axis: "mt", "万吨", "percentage points".
---@param rule ingot.Display
---@param lang "en"|"zh"
---@return string
function M.unit(rule, lang)
  return unit.get(unit_of(rule, lang))[lang]
end

--- A claim as a coordinate; nil when there is no number.
---@param claim ingot.Claim
---@param rule ingot.Display
---@param lang "en"|"zh"
---@return number?
function M.value(claim, rule, lang)
  if not claim.value then
    return nil
  end
  return tonumber(number.text(unit.convert(claim.value, claim.unit, unit_of(rule, lang)))) + 0.0
end

--- A claim as it stands beside its mark: the number alone, with a true minus.
---@param claim ingot.Claim
---@param rule ingot.Display
---@param lang "en"|"zh"
---@param signed? boolean  with a plus
---@return string
function M.label(claim, rule, lang, signed)
  local text, word = display.parts(claim.value, claim.unit, rule, lang)
  if word == "%" then
    text = text .. word
  end
  if text:sub(1, 1) == "-" then
    return text:find "[1-9]" and MINUS .. text:sub(2) or text:sub(2)
  end
  return signed and text:find "[1-9]" and "+" .. text or text
end

local function with_commas(digits)
  local whole <const>, rest <const> = digits:match "^(%d+)(.*)$"
  local text = whole:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", "")
  return text .. rest
end

local function tick_text(at, decimals)
  local text <const> = with_commas(("%." .. decimals .. "f"):format(math.abs(at)))
  return at < 0 and text:find "[1-9]" and MINUS .. text or text
end

---@class ingot.Axis
---@field from number
---@field to number
---@field ticks { at: number, text: string }[]

--- An axis from round to round that holds all values and zero, with about five ticks.
---@param values number[]
---@return ingot.Axis
function M.axis(values)
  local low, high = 0.0, 0.0
  for _, value in ipairs(values) do
    low, high = math.min(low, value), math.max(high, value)
  end
  if low == high then
    high = 1.0
  end
  local rough <const> = (high - low) / 5
  local power <const> = 10.0 ^ math.floor(math.log(rough, 10))
  local step
  for _, factor in ipairs(ROUND) do
    step = step or factor * power >= rough * 0.999 and factor * power or nil
  end
  local first <const>, last <const> = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
  local decimals = 0
  while decimals < 9 and math.abs(step * 10 ^ decimals - math.floor(step * 10 ^ decimals + 0.5)) > 1e-6 do
    decimals = decimals + 1
  end
  local ticks <const> = {}
  for i = math.tointeger(first), math.tointeger(last) do
    ticks[#ticks + 1] = { at = i * step, text = tick_text(i * step, decimals) }
  end
  return { from = first * step, to = last * step, ticks = ticks }
end

--- About how wide a text is, in pixels.
---@param text string
---@param size number  of the letters
---@return number
function M.width(text, size)
  return native.width(text) * size * 0.56
end

local function plain(text)
  return visible((text:gsub("%s+", " ")))
end

--- A text of at most so many columns; what is cut off is shown by "…".
---@param text string
---@param columns integer
---@return string
function M.shorten(text, columns)
  text = plain(text)
  if native.width(text) <= columns then
    return text
  end
  local kept = ""
  for _, code in utf8.codes(text) do
    local longer <const> = kept .. utf8.char(code)
    if native.width(longer) > columns - 1 then
      break
    end
    kept = longer
  end
  return (kept:gsub("%s+$", "")) .. "…"
end

--- A text in lines of at most so many columns, broken at blanks and between wide letters.
---@param text string
---@param columns integer
---@return string[]
function M.lines(text, columns)
  local lines <const>, line, piece = {}, "", ""
  local function take()
    if line ~= "" and native.width(line .. piece) > columns then
      lines[#lines + 1] = line:gsub("%s+$", "")
      line = ""
    end
    line, piece = line .. piece, ""
  end
  for _, code in utf8.codes(plain(text)) do
    local letter <const> = utf8.char(code)
    if native.width(letter) == 2 then
      take()
    end
    piece = piece .. letter
    if letter == " " then
      take()
    end
  end
  take()
  lines[#lines + 1] = line ~= "" and line or nil
  return lines
end

return M
