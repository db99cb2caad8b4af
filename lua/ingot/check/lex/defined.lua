-- Units that a text explains itself: after "million tonnes (MT)" a figure in "MT" is in millions of
-- tonnes, whatever else MT stands for.

local number <const> = require "ingot.number"

local M = {}

local powers <const> = { thousand = 3, million = 6, billion = 9 }

local MOST_BEFORE <const> = 32 -- bytes of "million metric tonnes"

--- The powers of ten that abbreviations of tonnes stand for.
---@param page ingot.check.Page
---@return table<string, integer>
function M.of(page)
  local found <const> = {}
  for _, block in ipairs(page.blocks) do
    local text <const> = block.text or ""
    for at, word in text:gmatch "()%((%a%a?%a?%a?)%)" do
      local before <const> = text:sub(math.max(1, at - MOST_BEFORE), at - 1):lower()
      local scale <const> = before:match "(%a+) tonn?e?s? $" or before:match "(%a+) metric tonn?e?s? $"
      local power <const> = powers[scale]
      found[word] = found[word] or power
    end
  end
  return found
end

--- Scales the figures of a sentence whose unit the text explains.
---@param tokens ingot.check.Token[]
---@param defined table<string, integer>
function M.apply(tokens, defined)
  for _, token in ipairs(tokens) do
    local power <const> = token.kind == "number" and token.unit == "t" and token.power == 0
      and token.value and defined[token.unit_text]
    if power then
      token.value, token.step = number.shift(token.value, power), number.shift(token.step, power)
      token.power = power
    end
  end
end

return M
