-- Numbers that are no figures: codes of the tariff, numbers of things, grades, times, telephones.

local M = {}

-- Words whose number is a name. All that follow in a list are too.
local heads <const> = {}
for word in ([[hs code codes heading headings subheading subheadings no nos number section article chapter
  phase page line stage appendix annex form figure fig table item model grade alloy series version
  type class order decree announcement notice regulation rule iso astm gb en tel fax phone mobile
  whatsapp room floor building po box zip suite flight covid area route highway covid-19 g rule vol
  volume issue unit# schedule round batch is din jis bs sae aisi api uns]]):gmatch "%S+" do
  heads[word] = true
end

-- Heads that need a figure without a unit and nothing between.
local passes <const> = { [","] = true, [";"] = true, ["and"] = true, ["or"] = true, ["&"] = true, ["/"] = true,
  [":"] = true, ["("] = true, [")"] = false, ["."] = true, ["-"] = true, ["–"] = true, ["to"] = true,
  ["the"] = true, ["are"] = true, ["is"] = true, ["of"] = true, ["#"] = true }

local purity <const> = { fe = true, grade = true, purity = true, al2o3 = true, sio2 = true, min = true,
  pure = true, grades = true, ["al₂o₃"] = true, tio2 = true, cr2o3 = true, lme = false, mn = true }

-- Behind such a number it is a name: "6063 alloy", "300 series".
local named_behind <const> = { alloy = true, alloys = true, series = true, grade = true, grades = true,
  profiles = true, billet = true, billets = true }

local number_words <const> = { no = true, nos = true, number = true }

local cased <const> = { g = true, en = true, gb = true, is = true, din = true, bs = true, api = true }

local function is_head(atom, after)
  if not heads[atom.low] then
    return false
  end
  if number_words[atom.low] then -- "no 3 …" is rare without its point
    return atom.text:find "^N" ~= nil or after.text == "."
  elseif cased[atom.low] then -- "IS 2062", not "is 2062"
    return atom.text == atom.text:upper()
  end
  return true
end

-- Heads of lists in which words may stand between: "HS codes are 76011090 and 76011010".
local lists <const> = { hs = true, code = true, codes = true, heading = true, headings = true,
  subheading = true, subheadings = true, nos = true }

-- Marks numbers that a head makes names, in a list of them.
local function mark_list(atoms, i, last, marked, has_unit)
  local listed <const> = lists[atoms[i].low]
  local j = i + 1
  while j <= last do
    local atom <const> = atoms[j]
    if atom.kind == "n" then
      if has_unit(j) or atom.text:find "[.,]%d" and not (listed and atom.text:find "^%d%d%d%d%.%d%d") then
        return
      end
      marked[j] = true
    elseif not passes[atom.low] or not listed and not (atom.text:find "^[.#:]$" or marked[j - 1]) then
      return
    end
    j = j + 1
  end
end

local function is_long(text)
  return text:find "^%d%d%d%d%d%d%d%d%d?%d?$" ~= nil
end

--- Which numbers of a sentence are no figures.
---@param atoms ingot.check.lex.Atom[]
---@param first integer
---@param last integer
---@param has_unit fun(i: integer): boolean  whether a unit stands behind number i
---@param opens_block boolean  whether the sentence is the first of its block
---@return table<integer, true>
function M.mark(atoms, first, last, has_unit, opens_block)
  local marked <const> = {}
  for i = first, last do
    local atom <const>, before <const>, after <const> = atoms[i], atoms[i - 1], atoms[i + 1]
    if atom.kind == "w" and i < last and is_head(atom, after) then
      mark_list(atoms, i, last, marked, has_unit)
    elseif atom.kind == "n" then
      local glued <const> = before and i > first and not atom.blank
      local unit <const> = has_unit(i)
      if glued and before.text == "-" and not before.blank and atoms[i - 2]
        and atoms[i - 2].kind == "w" and i - 2 >= first and not unit then
        marked[i] = true -- "COVID-19"
      elseif glued and (before.text == ":" or before.text == "#" or before.text == "@")
        and not before.blank then
        marked[i] = true -- "12:08", "#3"
      elseif after and after.text == ":" and not after.blank and atoms[i + 2]
        and atoms[i + 2].kind == "n" and not atoms[i + 2].blank then
        marked[i] = true
      elseif atom.text:find "^%d%d%d%d?$" and after and named_behind[after.low] then
        marked[i] = true
      elseif not unit and is_long(atom.text) then
        marked[i] = true
      elseif opens_block and i == first and not unit and after
        and (after.text == "." or after.text == ")") and not after.blank then
        marked[i] = true -- "1. Imports"
      elseif opens_block and i == first + 1 and before and before.text == "(" and after
        and after.text == ")" and atom.text:find "^%d%d?$" then
        marked[i] = true
      end
    end
  end
  -- tariff codes before or behind the word, and telephone numbers
  for i = first, last do
    local atom <const> = atoms[i]
    if atom.kind == "n" and not marked[i] and atoms[i - 1] and atoms[i - 1].text == "+"
      and atom.text:find "^%d%d%d?$" and not has_unit(i) then
      local j = i
      while j <= last and (atoms[j].kind == "n" or atoms[j].text:find "^[-()]$") do
        marked[j] = atoms[j].kind == "n" or nil
        j = j + 1
      end
    end
  end
  return marked
end

--- Whether a percentage is how pure a metal or ore is: "99.7%", "62% Fe", "Fe 62%".
---@param digits string
---@param before? ingot.check.lex.Atom
---@param after? ingot.check.lex.Atom
---@return boolean
function M.is_purity(digits, before, after)
  return purity[before and before.low or ""] == true or purity[after and after.low or ""] == true
    or digits:find "^99%.%d+$" ~= nil and after ~= nil and after.kind == "w"
      and (after.low:find "^alumin" ~= nil or after.low == "zinc" or after.low == "copper"
        or after.low == "lead" or after.low == "nickel" or after.low == "tin")
end

return M
