-- The smallest parts of a text: words, runs of digits, marks. Nothing is read into them yet, but that
-- digits and letters that stand together tell what they are: "30.4kt" is a number and a word, "A00",
-- "6063-T5" and "5G" are codes, "21st" is an ordinal, "2025-04-30" a date.

local M = {}

---@class ingot.check.lex.Atom
---@field kind "w"|"n"|"m"
---@field text string
---@field low string
---@field from integer     bytes of the text
---@field to integer
---@field blank boolean    whether a blank stands before it
---@field code? boolean    a name made of letters and digits
---@field ordinal? integer
---@field date? { year: integer, month: integer, day: integer }

local find <const>, sub <const> = string.find, string.sub

-- Letters right behind digits that are words of their own: units and scales.
local behind <const> = {}
for word in ([[t mt kt ktpa mtpa mmt dmt wmt kg m k mn mln bn b tn pct pp ppt pts bp bps usd cny rmb
  eur yuan tons ton tonnes tonne pc million billion thousand gw mw kw gwh mwh kwh twh gj tpa tpy tpd lb
  lbs oz bbl bpd cents months month years year days x]]):gmatch "%S+" do
  behind[word] = true
end

local ordinals <const> = { st = true, nd = true, rd = true, th = true }

-- Blanks of more than one byte, at i: their length.
local function wide_blank(text, i)
  local byte <const> = text:byte(i)
  if byte == 0xC2 and text:byte(i + 1) == 0xA0 then
    return 2
  elseif byte == 0xE2 or byte == 0xE3 then
    local character <const> = sub(text, i, i + 2)
    return (character == "\u{2009}" or character == "\u{202F}" or character == "\u{3000}"
      or character == "\u{2007}" or character == "\u{200A}") and 3 or nil
  end
end

local narrow <const> = { "\u{A0}", "\u{2009}", "\u{202F}", "\u{2007}" }

-- Where thousands go on behind a narrow blank: "30 400".
local function group_behind(text, i)
  for _, blank in ipairs(narrow) do
    if sub(text, i, i + #blank - 1) == blank then
      local from <const> = i + #blank
      if find(text, "^%d%d%d", from) and not find(text, "^%d", from + 3) then
        return from + 2
      end
    end
  end
end

-- The end of the digits that begin at i, with their commas, points and narrow blanks.
local function digits_end(text, i)
  local _, to = find(text, "^[%d,.]+", i)
  while true do -- what closes a sentence or a clause is no part of it
    local last <const> = sub(text, to, to)
    if last == "," or last == "." and not find(text, "^%s?%%", to + 1) then
      to = to - 1
    else
      break
    end
  end
  if find(sub(text, i, to), "^%d%d?%d?$") then
    local group = group_behind(text, to + 1)
    while group do
      to = group
      group = group_behind(text, to + 1)
    end
    local _, fraction = find(text, "^%.%d+", to + 1)
    if fraction and find(sub(text, i, to), "[\x80-\xFF]") then
      to = fraction
    end
  end
  return to
end

local date_forms <const> = {
  { "^(%d%d%d%d)([%-/.])(%d%d?)%2(%d%d?)()%f[%D]", 1, 3, 4 },
  { "^(%d%d?)([/.])(%d%d?)%2(%d%d%d%d)()%f[%D]", 4, 3, 1 },
}

local function date_at(text, i)
  for _, form in ipairs(date_forms) do
    local found <const> = { text:match(form[1], i) }
    if found[1] then
      local year <const>, month <const>, day <const> =
        tonumber(found[form[2]]), tonumber(found[form[3]]), tonumber(found[form[4]])
      if year >= 1900 and year < 2100 and month >= 1 and day >= 1 then
        if month <= 12 and day <= 31 then
          return { year = year, month = month, day = day }, found[5] - 1
        elseif day <= 12 and month <= 31 then -- month first
          return { year = year, month = day, day = month }, found[5] - 1
        end
      end
    end
  end
end

local LETTERS <const> = "^[%a\xC3-\xDF][%w\x80-\xBF\xC3-\xDF]*"

local function number_at(text, i)
  local date <const>, date_end <const> = date_at(text, i)
  if date then
    return { kind = "n", date = date, to = date_end }
  end
  local to <const> = digits_end(text, i)
  local _, letters_to = find(text, "^[%a][%w]*", to + 1)
  if not letters_to then
    local _, code_to = find(text, "^%-%a%d[%w%-]*", to + 1)
    if code_to then
      return { kind = "w", to = code_to, code = true }
    end
    return { kind = "n", to = to }
  end
  local letters <const> = sub(text, to + 1, letters_to):lower()
  if ordinals[letters] and find(sub(text, i, to), "^%d+$") then
    return { kind = "w", to = letters_to, ordinal = tonumber(sub(text, i, to)) }
  elseif behind[letters] then
    return { kind = "n", to = to }
  end
  local _, joined = find(text, "^[%-%w]*", letters_to + 1)
  return { kind = "w", to = joined or letters_to, code = true }
end

-- Currencies that stand right before their digits: "RM4,421", "Rs47,300".
local glued <const> = {}
for word in ([[rm rs rp usd cny rmb eur gbp inr jpy aud cad hkd brl myr nok sek chf krw idr
  vnd rub zar]]):gmatch "%S+" do
  glued[word] = true
end

local function glued_at(text, i)
  local _, to = find(text, "^%a%a%a?%f[%d]", i)
  return to and glued[sub(text, i, to):lower()] and find(text, "^%d[%d,.]+", to + 1)
    and { kind = "w", to = to } or nil
end

local function word_at(text, i)
  local _, to = find(text, LETTERS, i)
  if not to then
    return nil
  end
  local currency <const> = glued_at(text, i)
  if currency then
    return currency
  end
  local points = to == i and text:byte(i + 1) == 0x2E and find(text, "^%a%.%a%.", i) and i + 3
  if points then
    while find(text, "^%a%.", points + 1) do
      points = points + 2
    end
    return { kind = "w", to = points }
  end
  while true do -- "Côte d'Ivoire", "don't", but "China's"
    local joined <const> = text:byte(to + 1) == 0x27 or text:byte(to + 1) == 0xE2
    local quote <const> = joined and (text:byte(to + 1) == 0x27 and 1
      or sub(text, to + 1, to + 3) == "\u{2019}" and 3)
    if not quote or find(text, "^[sS]%f[%W]", to + 1 + quote)
      or not find(text, "^%a", to + 1 + quote) then
      break
    end
    local _, more = find(text, LETTERS, to + 1 + quote)
    to = more
  end
  local word <const> = sub(text, i, to)
  if find(word, "%d") and find(word, "%a") then
    return { kind = "w", to = to, code = true }
  end
  return { kind = "w", to = to }
end

local function mark_at(text, i)
  local byte <const> = text:byte(i)
  if find(text, "^'[sS]%f[%W]", i) then
    return { kind = "m", to = i + 1, possessive = true }
  elseif find(text, "^\u{2019}[sS]%f[%W]", i) then
    return { kind = "m", to = i + 3, possessive = true }
  end
  local size <const> = byte < 0x80 and 1 or byte >= 0xF0 and 4 or byte >= 0xE0 and 3
    or byte >= 0xC0 and 2 or 1
  -- a Chinese character is a word
  return { kind = byte >= 0xE3 and byte <= 0xE9 and byte ~= 0xEF
    and not find(text, "^\u{3001}", i) and not find(text, "^\u{3002}", i) and "w" or "m",
    to = math.min(i + size - 1, #text) }
end

local MOST_GROUPS <const> = 6 -- 18 digits, that 64 bits hold

--- "30 400 mt": joins groups of three digits with plain blanks between them, where a unit follows.
---@param atoms ingot.check.lex.Atom[]
---@param is_unit fun(atoms: ingot.check.lex.Atom[], i: integer): boolean
---@return ingot.check.lex.Atom[]
function M.join_groups(atoms, is_unit)
  local out <const> = {}
  local i = 1
  while i <= #atoms do
    local atom, to = atoms[i], i
    if atom.kind == "n" and not atom.date and find(atom.text, "^[1-9]%d?%d?$") then
      while to < i + MOST_GROUPS and atoms[to + 1] and atoms[to + 1].kind == "n" and atoms[to + 1].blank
        and find(atoms[to + 1].text, "^%d%d%d$") do
        to = to + 1
      end
      local with_point <const> = atoms[to + 1] and atoms[to + 1].kind == "n" and to > i
      if to > i and not with_point and is_unit(atoms, to + 1) then
        local parts <const> = {}
        for j = i, to do
          parts[#parts + 1] = atoms[j].text
        end
        local text <const> = table.concat(parts, " ")
        atom = { kind = "n", text = text, low = text, from = atom.from, to = atoms[to].to,
          blank = atom.blank }
      else
        to = i
      end
    end
    out[#out + 1] = atom
    i = to + 1
  end
  return out
end

--- The parts of a text in order.
---@param text string
---@return ingot.check.lex.Atom[]
function M.scan(text)
  local atoms <const> = {}
  local i, n, blank = 1, 0, true
  local length <const> = #text
  while i <= length do
    local byte <const> = text:byte(i)
    local wide <const> = byte >= 0xC2 and wide_blank(text, i)
    if byte <= 0x20 then
      i, blank = i + 1, true
    elseif wide then
      i, blank = i + wide, true
    else
      local atom <const> = byte >= 0x30 and byte <= 0x39 and number_at(text, i)
        or (byte >= 0x41 and byte <= 0x7A or byte >= 0xC3) and word_at(text, i) or mark_at(text, i)
      atom.from, atom.blank = i, blank
      atom.text = sub(text, i, atom.to)
      atom.low = atom.text:lower()
      n = n + 1
      atoms[n] = atom
      i, blank = atom.to + 1, false
    end
  end
  return atoms
end

return M
