-- Finds bare numbers: figures in text that no claim vouches for. Digits that end a name are none of
-- them: Q1, CO2, HS2022, COVID-19.

local M = {}

local currencies <const> = { USD = true, CNY = true, RMB = true, EUR = true, HKD = true }
local FULL_WIDTH_DIGIT <const> = "\xEF\xBC[\x90-\x99]"

local function ends_name(before)
  local letters = before:match "(%u+)%-?$"
  return letters and not currencies[letters]
end

-- HS codes have 4, 6, 8 or 10 digits, with or without points.
local function is_code(digits)
  local n = #digits:gsub("%.", "")
  return n >= 4 and n <= 10 and n % 2 == 0 and not digits:find ","
end

--- The first bare number in a text.
---@param text string
---@param codes boolean? whether HS codes may stand in a text that calls them so: "HS codes: …"
---@return integer? at byte position
---@return string? number as written
function M.find(text, codes)
  codes = codes and (text:find("HS", 1, true) or text:find("编码", 1, true)) ~= nil
  local wide = text:find(FULL_WIDTH_DIGIT)
  for at, digits, after in text:gmatch "()(%d[%d.,]*)(%%?)" do
    if wide and wide < at then break end
    digits = digits:gsub("[.,]+$", "")
    local named = ends_name(text:sub(1, at - 1)) and not digits:find "[.,]" and after == ""
    if not named and not (codes and is_code(digits)) then return at, digits .. after end
  end
  if wide then return wide, text:match(FULL_WIDTH_DIGIT, wide) end
end

return M
