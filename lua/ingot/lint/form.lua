-- Rules of form: what no sentence may hold, whatever its numbers are. Each is data: patterns, and
-- the kinds of sentences and languages it is for.

local DASH <const> = "\xE2\x88\x92" -- the minus sign of typesetters

---@class ingot.FormRule
---@field rule string
---@field lang? string                  default: any
---@field kinds? table<string, boolean> default: any
---@field find? string[]                 patterns, any of which is a finding
---@field check? fun(text: string): string?  what is wrong, as found
---@field message string

local prose <const> = { paragraph = true }

-- Words that may follow themselves.
local doubles <const> = { had = true, that = true }

local function doubled_word(text)
  local last, stop
  for from, word, to in text:gmatch "()(%a+)()" do
    local blank = stop and text:sub(stop, from - 1):find "^%s+$"
    if word == last and blank and word:find "^%l" and not doubles[word] then
      return word .. " " .. word
    end
    last, stop = word, to
  end
end

-- What a stop may stand behind without ending a sentence.
local abbreviations <const> = {
  no = true, vs = true, approx = true, incl = true, excl = true, cf = true, etc = true, ca = true,
}

local function small_start(text)
  if text:find "^%l" then return text:match "^%a+" end
  for before, after in text:gmatch "(%a+)[.!?]%s+(%l%a*)" do
    if #before > 1 and not abbreviations[before:lower()] then return after end
  end
  return text:match "[%d%%)][.!?]%s+(%l%a*)"
end

-- Fewer words than these are a row of figures, which needs no stop.
local SENTENCE_WORDS <const> = 4
local SENTENCE_BYTES <const> = 12 -- of characters beyond ASCII, three each

local function ends(text, endings)
  for _, ending in ipairs(endings) do
    if text:find(ending) then return true end
  end
  return false
end

local function endless_en(text)
  local _, n = text:gsub("%a%a+", "")
  local stopped = ends(text, { "[.!?:;][\"')%]]*$", "…$" })
  return text:find "^%u" and n >= SENTENCE_WORDS and not stopped and text:match "%S+%s*$" or nil
end

local stops_zh <const> = {
  "。$", "！$", "？$", "；$", "：$", "…$", "。）$", "。”$", "[.!?:;]$",
}

local function endless_zh(text)
  local _, n = text:gsub("[\128-\255]", "")
  return n >= SENTENCE_BYTES and not ends(text, stops_zh) and text or nil
end

-- Common nouns that begin sentences and titles, and are small inside of them.
local small_inside <const> = { "Imports", "Exports", "Net imports", "Net exports" }

local function large_inside(text)
  for _, noun in ipairs(small_inside) do
    local found = text:match("%f[%l][%l,]+ (" .. noun .. ")%f[%A]")
    if found then return found end
  end
end

-- A slot as templates have them; names of files show what nobody sees as \u{FEFF}.
local function unfilled(text)
  return text:gsub("\\u{%x+}", ""):match "{[%a_][^{}]*}"
end

---@type ingot.FormRule[]
return {
  { rule = "nan", find = { "%f[%a]nan%f[%A]", "%f[%a]NaN%f[%A]" }, message = "no number" },
  { rule = "inf", find = { "%f[%a]inf%f[%A]", "%f[%a]Inf%f[%A]", "∞" }, message = "no number" },
  {
    rule = "minus zero", message = "nothing has no sign",
    find = {
      "^%-0%.?0*%f[^%d.,]", "[^%w%-]%-0%.?0*%f[^%d.,]", DASH .. "0%.?0*%f[^%d.,]",
      "[^%w%-]%-0%.0+$", "[^%w%-]%-0$",
    },
  },
  { rule = "blanks", find = { "  ", "　　", "^%s", "%s$" }, message = "a blank too many" },
  {
    rule = "blank before a mark", find = { "%s[,.;:!?)]", "%s，", "%s。", "%(%s" },
    message = "no blank stands here",
  },
  { rule = "empty brackets", find = { "%(%s*%)", "%[%s*%]", "（%s*）" }, message = "nothing in them" },
  {
    rule = "marks", message = "one mark too many",
    find = {
      "[^.]%.%.%f[^.]", "[^.]%.%.$", ",%s*[,.;]", ";%s*[,.;]", "，，", "，。", "，；", "，、",
      "。。", "。，", "。；", "、、", "、，", "、。",
    },
  },
  { rule = "braces", check = unfilled, message = "a slot that was never filled" },
  { rule = "doubled word", lang = "en", check = doubled_word, message = "said twice" },
  {
    rule = "doubled word", lang = "zh", message = "said twice",
    find = { "的的", "和和", "同比同比", "环比环比", "吨吨", "占比占比", "累计累计" },
  },
  {
    rule = "unit", message = "two words for one unit",
    find = {
      "%f[%a]mt t%f[%A]", "%f[%a]mt tons?%f[%A]", "%f[%a]mt tonnes?%f[%A]", "%%%s*%%",
      "%%%s+percent", "%%%s+per cent", "points percent", "points points",
    },
  },
  {
    rule = "full stop", lang = "en", kinds = prose, check = endless_en,
    message = "the sentence does not end",
  },
  {
    rule = "full stop", lang = "zh", kinds = prose, check = endless_zh,
    message = "the sentence does not end",
  },
  {
    rule = "capital", lang = "en", kinds = prose, check = small_start,
    message = "a sentence begins small",
  },
  {
    rule = "capital", lang = "en", kinds = prose, check = large_inside,
    message = "a common noun is small inside a sentence",
  },
}
