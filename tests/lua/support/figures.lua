--- Claims of an article as a reader of it would give them, written by hand for specs:
---
---     figures.of {
---       { "30,400 mt", kind = "level", period = "2025-12", subject = exports },
---       { "8.7%", sign = -1, kind = "mom", period = "2025-12", subject = exports },
---     }

local number <const> = require "ingot.number"
local page <const> = require "ingot.check.page"
local period <const> = require "ingot.period"

local M = {}

-- How a unit is written: its base unit, and what 10 is to be raised to.
local units <const> = {
  ["mt"] = { "t", 0 }, ["t"] = { "t", 0 }, ["kt"] = { "t", 3 }, ["million tons"] = { "t", 6 },
  ["%"] = { "%", 0 }, ["points"] = { "points", 0 }, ["pp"] = { "pp", 0 }, ["yuan/mt"] = { "CNY/t", 0 },
  [""] = { "", 0 },
}

local function place_of(given)
  return given and {
    period = given.period and period(given.period), subject = given.subject, mean = given.mean,
  }
end

local function claim_of(given, id, offset)
  local quote <const> = given[1]
  local digits <const> = quote:match "[%d.,]*%d"
  local unit <const> = units[quote:match "%d%s*(%a*[%a%%/ ]*)$"] or units[""]
  local plain <const> = digits:gsub(",", "")
  local size <const> = number.shift(number.from(plain), unit[2])
  local decimals <const> = #(plain:match "%.(%d+)" or "")
  return {
    id = id, quote = quote, offset = offset, length = #quote, digits = digits,
    digits_offset = offset + quote:find(digits, 1, true) - 1, kind = given.kind,
    value = given.sign == -1 and number.negate(size) or size,
    step = number.shift(number.exact(1), unit[2] - decimals), unit = unit[1],
    period = given.period and period(given.period), subject = given.subject,
    base = place_of(given.base), whole = place_of(given.whole), n = given.n, approx = given.approx,
    bound = given.bound, readings = given.readings, moved = given.moved, sentence = id and 1,
    block = 1, role = given.role or "body",
  }
end

--- Claims, and a page of nothing but their quotes, or of what `text` says around them.
---@param list table[]
---@param text? string  holds every quote, in order
---@return ingot.check.Claim[] claims
---@return ingot.check.Page page
function M.of(list, text)
  local claims <const>, at = {}, 0
  text = text or ""
  for i, given in ipairs(list) do
    local from <const> = text:find(given[1], at + 1, true)
    if not from then
      at = #text
      text = text .. given[1] .. "\n"
    else
      at = from - 1
    end
    claims[i] = claim_of(given, "f" .. i, at)
    at = at + #given[1]
  end
  return claims, page.read(text, "article.txt")
end

return M
