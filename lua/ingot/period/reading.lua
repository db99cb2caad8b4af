--- How periods are written: as the program does (2025-04, 2025-Q1, 2025-01..04), and in words of
--- English or Chinese: "April 2025", "Jan to Apr 2025", "Q1 2025", "the first half of 2025", "the first
--- four months of 2025"; "2025年4月", "2025年1-4月", "2025年一季度", "2025年上半年", "2025年前三季度".
---
--- A text in words is first brought to signs that both languages share (y m q h, ~ for "to", <4> for a month's
--- name), then held against the forms. Every text that a period prints in a sentence is read again.

local suggest <const> = require "ingot.suggest"
local words <const> = require "ingot.words"

local M = {}

-- What stands for what in Chinese, in this order: longer signs first.
local chinese <const> = {
  { "上半年", "h1" }, { "下半年", "h2" }, { "全年", "" }, { "个季度", "q" }, { "季度", "q" },
  { "第", "" }, { "前", "f" }, { "个月", "m" }, { "年", "y" }, { "月份", "m" }, { "月", "m" },
  { "十二", "12" }, { "十一", "11" }, { "十", "10" }, { "一", "1" }, { "二", "2" }, { "两", "2" },
  { "三", "3" }, { "四", "4" }, { "五", "5" }, { "六", "6" }, { "七", "7" }, { "八", "8" },
  { "九", "9" },
  { "至", "~" }, { "到", "~" },
}
local dashes <const> = { "－", "—", "–", "～" }

-- Words of English that are no month, and the signs they stand for; "" where they say nothing.
local english <const> = {
  to = "~", through = "~", ["until"] = "~", the = "", of = "", full = "", year = "", whole = "",
  first = "1", second = "2", third = "3", fourth = "4", quarter = "q", half = "h",
}
local numerals <const> = { one = 1, two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7,
  eight = 8, nine = 9, ten = 10, eleven = 11, twelve = 12 }
local spans <const> = { months = "m", quarters = "q" }
for i, name in ipairs(words.en.period.months) do
  local sign <const> = ("<%d>"):format(i)
  english[name:lower()], english[name:sub(1, 3):lower()] = sign, sign
end
english.sept = english.sep

-- Signs to what they mean: kind, year and month of its beginning, year and month of its end.
local function month(year, n) return "month", year, n, year, n end
local function range(year, first, last) return "range", year, first, year, last end
local function span(...) return "range", ... end
local function quarter(year, n) return "quarter", year, n * 3 - 2, year, n * 3 end
local function months_through(year, n) return "range", year, 1, year, n end
local function quarters_through(year, n) return "range", year, 1, year, n * 3 end
local function half(year, n) return "half", year, n * 6 - 5, year, n * 6 end
local function whole(year) return "year", year, 1, year, 12 end

local function year_last(meaning)
  return function(...)
    local numbers <const> = { ... }
    return meaning(table.remove(numbers), table.unpack(numbers))
  end
end

local Y <const>, N <const>, NAME <const> = "(%d%d%d%d)", "(%d%d?)", "<(%d+)>"

-- As the program writes them.
local canonical <const> = {
  { "(%d%d%d%d)%-(%d%d)", month },
  { "(%d%d%d%d)%-[Qq]([1-4])", quarter },
  { "(%d%d%d%d)%-[Hh]([12])", half },
  { "(%d%d%d%d)%-(%d%d)%.%.(%d%d)", range },
  { "(%d%d%d%d)%-(%d%d)%.%.(%d%d%d%d)%-(%d%d)", span },
}

-- As signs of words.
local forms <const> = {
  { Y .. "y" .. N .. "m", month },
  { Y .. "y" .. N .. "m?~" .. N .. "m", range },
  { Y .. "y" .. N .. "m~" .. Y .. "y" .. N .. "m", span },
  { Y .. "yf" .. N .. "m", months_through },
  { Y .. "yf([1-4])q", quarters_through },
  { Y .. "y?([1-4])q", quarter },
  { Y .. "y?q([1-4])", quarter },
  { Y .. "y?h([12])", half },
  { Y .. "y?", whole },
  { NAME .. Y, year_last(month) },
  { Y .. NAME, month },
  { NAME .. "~" .. NAME .. Y, year_last(range) },
  { Y .. NAME .. "~" .. NAME, range },
  { NAME .. Y .. "~" .. NAME .. Y, function(first, year, last, last_year)
    return "range", year, first, last_year, last
  end },
  { "f" .. N .. "m" .. Y, year_last(months_through) },
  { "f([1-4])q" .. Y, year_last(quarters_through) },
  { "q([1-4])" .. Y, year_last(quarter) },
  { "([1-4])q" .. Y, year_last(quarter) },
  { "h([12])" .. Y, year_last(half) },
  { "([12])h" .. Y, year_last(half) },
  { Y .. "([12])h", half },
}

-- "first four months" as "f4m".
local function first_months(text)
  return (text:gsub("first%s+(%w+)%s+(%a+)", function(numeral, what)
    local n <const> = numerals[numeral] or math.tointeger(tonumber(numeral))
    return n and spans[what] and ("f%d%s"):format(n, spans[what])
  end))
end

-- The text as signs; nil with the word that is none of the calendar's.
local function signs_of(text)
  local signs = first_months(text:lower())
  for _, pair in ipairs(chinese) do
    signs = signs:gsub(pair[1], pair[2])
  end
  for _, dash in ipairs(dashes) do
    signs = signs:gsub(dash, "~")
  end
  local strange
  signs = signs:gsub("%f[%w]%a%a+%.?", function(word)
    local name <const> = word:gsub("%.$", "")
    strange = strange or not english[name] and name
    return english[name]
  end)
  if strange then
    return nil, strange
  end
  -- A hyphen is "to" between names and months, never inside 2025-04, which is no period in words.
  return (signs:gsub("%-", "~"):gsub("[%s,]+", ""))
end

local function numbers_of(...)
  local numbers <const> = { ... }
  for i, digits in ipairs(numbers) do
    numbers[i] = math.tointeger(tonumber(digits))
  end
  return table.unpack(numbers)
end

-- Holds a text against forms.
local function match(text, list)
  for _, form in ipairs(list) do
    local pattern <const> = "^" .. form[1] .. "$"
    if text:find(pattern) then
      return form[2](numbers_of(text:match(pattern)))
    end
  end
end

--- What a text means, its months as yet unchecked; nothing when it is no period.
---@param text string
---@return "month"|"quarter"|"half"|"year"|"range"|nil kind
---@return integer year
---@return integer month
---@return integer last_year
---@return integer last_month
function M.meaning(text)
  if match(text, canonical) then
    return match(text, canonical)
  end
  return match(signs_of(text) or "", forms)
end

-- A month as files and spreadsheets write it: 2025-4, 2025/04, 202504.
local function as_in_files(text)
  local year, n = text:match "^%s*(%d%d%d%d)[-/.](%d%d?)%s*$"
  if not year then
    year, n = text:match "^%s*(%d%d%d%d)(%d%d)%s*$"
  end
  n = tonumber(n)
  return n and n >= 1 and n <= 12 and ("%s-%02d"):format(year, n)
end

--- " (did you mean 'April'?)" where a word of the text is nearly a month's name, or it is a month
--- written as in files; else "".
---@param text string
---@return string
function M.did_you_mean(text)
  local plain <const> = as_in_files(text)
  if plain then
    return (" (did you mean '%s'?)"):format(plain)
  end
  local _, strange <const> = signs_of(text)
  if not strange then
    return ""
  end
  local capital <const> = strange:gsub("^%a", string.upper)
  return suggest.did_you_mean(capital, words.en.period.months)
end

return M
