-- A sentence as the grammar of figures sees it: one atom for each token that carries meaning there,
-- and beside the atoms a text with one letter for each, so that what stands around a figure can be
-- asked by pattern. Determiners and adverbs fall away; "about" and "over" become properties of the
-- number that follows. Positions in the text of letters are positions in the list of atoms.
--
--   %  rate, share    q  amount with a unit   p  points    #  bare number   P  period
--   F  flow           V  verb of a flow       u  verb of movement           g  noun of movement
--   d  "up", "down", "higher"                 R  relation (MoM, YoY)        c  "than", "against"
--   L  "reached"      S  share                W  "the total"                K  rank      T  streak
--   G  place or mode  B  "as well as others"  J  but, while                 Y  "respectively"
--   E  "each"         U  "together"           @  "it", "which"              x  any other word
--   f o t b i h a     from, of, to, by, in, with, and                       , ; : ( )

local words <const> = require "ingot.check.read.words"

local M = {}

---@class ingot.check.Atom
---@field c string       its letter
---@field token table    ingot.check.Token
---@field sense? table
---@field when? table     of a period
---@field approx? string
---@field bound? "above"|"below"
---@field sum? boolean   "add up to"

local by_unit <const> = { ["%"] = "%", pp = "p", points = "p", bp = "p" }

local function of_number(token)
  return by_unit[token.unit] or (token.unit and token.unit ~= "" and "q") or "#"
end

-- The first of these a sense has gives the letter.
local by_sense <const> = {
  { "approx", "~" }, { "bound", ">" }, { "share", "S" }, { "streak", "T" }, { "move", "m" },
  { "relation", "R" }, { "cumulative", "R" }, { "compare", "c" }, { "rank", "K" },
  { "flow_verb", "V" }, { "flow", "F" }, { "level", "L" }, { "partner", "G" }, { "province", "G" },
  { "region", "G" }, { "mode", "G" }, { "respectively", "Y" }, { "each", "E" },
  { "together", "U" }, { "others", "B" }, { "whole", "W" }, { "conj", "J" }, { "ordinal", "O" },
}

local movements <const> = { verb = "u", noun = "g", adverb = "d", adjective = "d" }

local function of_sense(sense)
  for _, pair in ipairs(by_sense) do
    if sense[pair[1]] then
      return pair[2] == "m" and (movements[sense.form] or "u") or pair[2]
    end
  end
end

local marks <const> = {
  [","] = ",", [";"] = ";", [":"] = ":", ["("] = "(", [")"] = ")", ["["] = "(", ["]"] = ")",
  ["—"] = ",", ["–"] = ",", ["&"] = "a", ["|"] = ";", ["（"] = "(", ["）"] = ")", ["，"] = ",",
  ["；"] = ";", ["："] = ":",
}

-- Comparatives that are bounds before a number and movements before anything else: "26.3% less than
-- the month before".
local comparatives <const> = {
  ["more than"] = 1, ["higher than"] = 1, ["greater than"] = 1, ["above"] = 1, ["less than"] = -1,
  ["lower than"] = -1, ["fewer than"] = -1, ["below"] = -1, ["short of"] = -1,
}

local function sense_of(token)
  if words.senses[token.low] then
    return words.senses[token.low]
  end
  local nth <const> = token.kind == "word" and not token.sense and token.low:match "^(%d%d?)[snrt][tdh]$"
  return nth and { ordinal = math.tointeger(nth) } or token.sense
end

local skipped <const> = { "world", "size", "again", "only", "highest", "forecast", "none" }

local function is_skipped(sense)
  for _, field in ipairs(skipped) do
    if sense[field] and not sense.move and not sense.bound and not sense.rank then
      return true
    end
  end
end

local function letter(token)
  if token.kind == "number" then
    return of_number(token)
  elseif token.kind == "period" then
    return "P"
  elseif token.kind == "mark" then
    return marks[token.text] or ""
  end
  local sense <const> = sense_of(token)
  local own <const> = words.letters[token.low]
  if own then
    return own
  elseif not sense then
    return "x"
  elseif sense.of_them then
    return ","
  elseif is_skipped(sense) then
    return ""
  elseif sense.conj == "and" then
    return "a"
  end
  return of_sense(sense) or (sense.n or sense.fraction or sense.factor) and "N" or "x"
end

local MOST_BETWEEN <const> = 1 -- atoms between "over" and its number, itself counted

local SAME <const> = { kind = "same", years = 1 }

-- "a year ago" is the same months, not the year.
local function when_of(token)
  local when <const> = token.kind == "period" and token.when or nil
  if when and when.kind == "year" and not when.year and token.low:find "^a?n?o?n?e? ?year [aeb]" then
    return SAME
  end
  return when
end

local sums <const> = { add = true, adds = true, added = true, adding = true } -- "up to 12 mt"

-- What a token becomes: most are one letter; "up from" is two.
local function put(list, letters, c, token, sense)
  list[#list + 1] = { c = c, token = token, sense = sense, when = when_of(token) }
  letters[#letters + 1] = c
end

-- "a monthly increase of": relation and movement in one.
local function put_related(list, letters, token, sense)
  put(list, letters, "R", token, sense)
  put(list, letters, movements[sense.form] or "g", token, sense)
end

local function put_comparative(list, letters, token, move)
  put(list, letters, "d", token, { move = move, size = "plain", form = "adverb" })
  put(list, letters, "c", token, { compare = true })
end

-- Whether a number follows, but for words that fall away.
local function is_before_number(tokens, i)
  for j = i + 1, math.min(#tokens, i + 3) do
    local c <const> = letter(tokens[j])
    if tokens[j].kind == "number" then
      return true
    elseif c ~= "" and c ~= "~" and c ~= ">" then
      return false
    end
  end
  return false
end

-- "15.3% ahead of the first half": a movement behind a rate, else a place in a list.
local leads <const> = { ["ahead of"] = 1, behind = -1 }

-- "4% down on August 2024", "the increase over March": against it, not in it.
local against <const> = { on = "^[gd%%qpR]$", over = "^[g%%qpR]$" }

local function is_against(token, after, before)
  local wanted <const> = against[token.low]
  local when <const> = after and after.kind == "period" and after.when
  return wanted and before and before.c:find(wanted) and when and not when.day and when.kind ~= "week"
end

-- "A 31.9% increase over 2.66 mt" is against it; "an increase of over 5%" is a bound.
local function is_increase_over(token, letters)
  return token.low == "over" and table.concat(letters, "", math.max(1, #letters - 2)):find "%%R?g$" ~= nil
end

-- Hands "about" and "over" to the number they belong to; one without is left away.
local function attach(held, list)
  for field, at in pairs(held) do
    local last <const> = list[#list]
    if #list - at.place <= MOST_BETWEEN then
      last[field] = last[field] or at.value
    end
    held[field] = nil
  end
end

-- Verbs that are nouns as well.
local nouns <const> = { rise = true, fall = true, drop = true, gain = true, increase = true, jump = true,
  decrease = true, decline = true, slide = true, surge = true, slump = true, dip = true, climb = true }

local function ends_clause(token)
  return not token or token.kind == "mark" or token.low == "from" or token.low == "on" or token.low == "over"
    or token.low == "in" or token.low == "compared with"
end

---@param sentence ingot.check.Sentence
---@return ingot.check.Atom[] atoms
---@return string letters  one for each
function M.of(sentence)
  local list, letters, held = {}, {}, {}
  for i, token in ipairs(sentence.tokens) do
    local c <const> = letter(token)
    local sense <const> = sense_of(token)
    local before <const> = list[#list]
    if c == ">" and token.low == "up to" and before and sums[before.token.low] then
      before.c, letters[#letters], before.sum = "L", "L", true
    elseif c == ">" and is_increase_over(token, letters) then
      put(list, letters, "c", token, sense)
    elseif c == ">" and (not is_before_number(sentence.tokens, i)
      or comparatives[token.low] and before and before.token.kind == "number") then
      local move <const> = comparatives[token.low]
        or token.low == "under" and before and before.token.kind == "number" and -1
      if move then
        put_comparative(list, letters, token, move)
      elseif sense.move then
        put(list, letters, "u", token, sense)
      elseif token.low == "over" then
        local after <const> = letters[#letters]
        put(list, letters, after and after:find "[%%qpRg]" and "c" or "i", token, sense)
      elseif token.low == "up to" then
        put(list, letters, "t", token, sense)
      end
    elseif sense and sense.compare and sense.move then
      put_comparative(list, letters, token, sense.move)
    elseif sense and sense.relation and sense.move and token.kind == "word" then
      put_related(list, letters, token, sense)
    elseif c == "~" then
      held.approx = { place = #list, value = token.text }
    elseif c == ">" then
      held.bound = { place = #list, value = sense.bound }
    elseif leads[token.low] and before and before.c == "%" then
      put_comparative(list, letters, token, leads[token.low])
    elseif is_against(token, sentence.tokens[i + 1], before) then
      put(list, letters, "c", token, sense)
    elseif c == "u" and nouns[token.low] and before and before.c == "%"
      and ends_clause(sentence.tokens[i + 1]) then
      put(list, letters, "g", token, sense) -- "a 2.8% rise."
    elseif c ~= "" then
      put(list, letters, c, token, sense)
      list[#list].sum = token.low:find "^add.* up to$" and true or nil
      if token.low == "exports to" then
        put(list, letters, "t", token)
      end
      if token.kind == "number" and next(held) then
        attach(held, list)
      end
    end
  end
  return list, table.concat(letters)
end

--- By which power of ten a number's unit scales its digits: 6 of "3.615 million tons".
---@param token table
---@return integer
function M.scale(token)
  local decimals <const> = #(token.digits:match "%.(%d+)" or "")
  local step <const> = token.step
  if not step or not step.units then
    return 0
  end
  local zeros <const> = #tostring(step.units):match "0*$"
  return zeros - step.scale + decimals
end

return M
