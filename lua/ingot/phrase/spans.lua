-- Spans put together: strings that meet become one, and in English an article agrees with the word
-- or number behind it ("a decrease", "an 8.4% rise").

local M = {}

-- Numbers that begin with a vowel when spoken: 8…, and 11 and 18 alone or as thousands.
local function spoken_vowel(digits)
  if digits:find "^8" then return true end
  local group, rest = digits:match "^(%d+)(.*)$"
  return (group == "11" or group == "18") and (rest == "" or rest:find "^[.,]" ~= nil)
end

-- Words whose first letter is a vowel and whose first sound is none.
local consonants <const> = { "^one%f[%A]", "^once", "^uni[tf]", "^us[eu]", "^eu" }

local function begins_with_vowel(text)
  if text:find "^%d" then return spoken_vowel(text) end
  for _, pattern in ipairs(consonants) do
    if text:find(pattern) then return false end
  end
  return text:find "^[aeiouAEIO]" ~= nil
end

-- "a " or "an " at the end of a text, put right for what follows it: a computed word or a number.
local function agree(before, after)
  local head, article = before:match "^(.-)%f[%a]([Aa])n? $"
  local fits = article == "a" and "^[%d%l]" or "^%d" -- "A" may be a name
  if not article or not after:find(fits) then return before end
  return ("%s%s%s "):format(head, article, begins_with_vowel(after) and "n" or "")
end

--- Appends spans to others.
---@param spans (string|ingot.Span)[]
---@param more (string|ingot.Span)[]
---@param lang string
function M.append(spans, more, lang)
  for i, span in ipairs(more) do
    local last = #spans
    local text = type(span) == "string" and span or span.text
    if lang == "en" and i == 1 and type(spans[last]) == "string" then
      spans[last] = agree(spans[last], text)
    end
    if type(span) ~= "string" then
      spans[last + 1] = span
    elseif type(spans[last]) == "string" then
      spans[last] = spans[last] .. span
    elseif span ~= "" then
      spans[last + 1] = span
    end
  end
end

return M
