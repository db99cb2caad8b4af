-- A figure: digits with their sign, currency, scale and unit. The value is exact and in the base unit;
-- what is wrong with how it is written is named, and its value is then the likeliest.

local number <const> = require "ingot.number"
local units <const> = require "ingot.check.lex.units"

local M = {}

local MOST_DIGITS <const> = 18 -- that fit 64 bits, whatever they are

local signs <const> = { ["-"] = -1, ["−"] = -1, ["–"] = -1, ["﹣"] = -1, ["－"] = -1, ["+"] = 1,
  ["＋"] = 1 }

-- What is wrong with digits as written, or nil.
local function malformation(digits)
  if digits:find "%.%." then
    return "two points in a row"
  elseif digits:find "%..*%." then
    return "more than one point"
  elseif digits:find ",,"  then
    return "two commas in a row"
  elseif digits:find "%.$" then
    return "no digit behind the point"
  elseif digits:find "%..*," then
    return "a comma behind the point"
  elseif not digits:find "," or digits:find "^%d%d?%d?,%d%d%d%f[%D]" and
    not digits:find ",%d?%d?%f[%D]" and not digits:find ",%d%d%d%d" then
    return nil
  elseif digits:find "^%d%d%d%d+," then
    return "more than three digits before the first comma"
  end
  return "a comma that does not part thousands"
end

-- The digits alone, and how many of them stand behind the point.
local function plain(digits)
  local clean <const> = digits:gsub("[^%d.]", "")
  local whole <const>, fraction <const> = clean:match "^(%d*)%.*(.*)$"
  local rest <const> = fraction:gsub("%.", "")
  return (whole .. rest):gsub("^0+(%d)", "%1"), #rest
end

--- The value of digits times a power of ten, and one unit of their last digit; nil when 64 bits do
--- not hold it.
---@param digits string
---@param power integer
---@param negative boolean
---@return ingot.Number? value
---@return ingot.Number? step
---@return string? malformed
function M.value(digits, power, negative)
  local malformed <const> = malformation(digits)
  local all <const>, decimals <const> = plain(digits)
  if #all + math.max(power, 0) > MOST_DIGITS or decimals - power > MOST_DIGITS then
    return nil
  end
  local units_ <const> = math.tointeger(tonumber(all)) or 0
  local value <const> = number.exact(negative and -units_ or units_, decimals)
  return number.shift(value, power), number.shift(number.exact(1, decimals), power), malformed
end

local one_letter <const> = { m = true, k = true, b = true, mn = true }

-- Scale words from atom i on: the power of ten and the last atom.
local function scale_at(atoms, i, last, trie, currency)
  local power, to = 0, i - 1
  while to < last do
    local more <const>, at <const> = units.walk(atoms, to + 1, last, trie.scales)
    if not more then
      break
    end
    local atom <const> = atoms[to + 1]
    if one_letter[atom.low] and atom.blank and not currency
      and not (atoms[at + 1] and units.walk(atoms, at + 1, last, trie.units)) then
      break
    end
    power, to = power + more, at
  end
  return power, to
end

-- "× 10,000 mt", "(10,000 mt)", "10,000 mt" behind a figure: the power, and the atom of the unit.
local function ten_thousands(atoms, i, last)
  local first <const>, second <const> = atoms[i], atoms[i + 1]
  if not first or i + 1 > last then
    return nil
  end
  local opened <const> = first.text == "("
  if (first.low == "×" or first.low == "x" or first.text == "*" or opened)
    and second and (second.text == "10,000" or second.text == "10000") then
    return 4, i + 2, opened
  end
end

local function skip_hyphen(atoms, i, last)
  local atom <const> = atoms[i]
  if atom and i < last and atom.text == "-" and not atom.blank and atoms[i + 1].kind == "w"
    and not atoms[i + 1].blank then
    return i + 1
  end
  return i
end

local currencies <const> = units.currencies
local per <const> = { ["/"] = true, per = true, a = true, an = true, each = true }

local passed <const> = { earlier = true, ago = true, before = true, prior = true, previously = true }

-- "38 tonnes a year ago": the year is when, not a unit.
local function is_when(atoms, from, to)
  return passed[atoms[to + 1] and atoms[to + 1].low or ""] and (atoms[from].low == "a" or atoms[from].low == "per")
end

-- "/mt", "per tonne", "a ton" behind a currency.
local function below_at(atoms, i, last, trie)
  local atom <const> = atoms[i]
  if not atom or i >= last or not per[atom.low] then
    return nil
  end
  local from = i + 1
  return units.walk(atoms, from, last, trie.below)
end

-- The unit from atom i on: its name, power, and last atom.
local function unit_at(atoms, i, last, trie, currency)
  local from <const> = skip_hyphen(atoms, i, last)
  local found, to = units.walk(atoms, from, last, trie.units)
  if found and to > from + 1 and is_when(atoms, to - 1, to) then
    found, to = units.walk(atoms, from, to - 2, trie.units)
  end
  local name, power = found and found.unit, found and found.power or 0
  if not found then
    name, to = currency, i - 1
  elseif currency and name ~= currency then
    name, power, to = currency, 0, i - 1 -- "$5 tons": of the currency
  end
  if name and currencies[name] then
    local under <const>, at <const> = below_at(atoms, to + 1, last, trie)
    if under and not is_when(atoms, to + 1, at) then
      return name .. "/" .. under.unit, power - under.power, at
    end
  elseif name == "t" then
    local opened <const> = atoms[to + 1] and atoms[to + 1].text == "("
    local _, at = units.walk(atoms, to + (opened and 2 or 1), last, trie.tails)
    if at and (not opened or atoms[at + 1] and atoms[at + 1].text == ")") then
      to = opened and at + 1 or at
    end
  end
  return name, power, to
end

-- A sign right before the digits, with nothing it could join them to.
local function sign_before(atoms, i, first)
  local sign <const> = i > first and not atoms[i].blank and signs[atoms[i - 1].text]
  if not sign then
    return nil
  end
  local before <const> = i - 1 > first and atoms[i - 2]
  if before and not atoms[i - 1].blank and (before.kind ~= "m" or before.text == ")") then
    return nil
  end
  return sign
end

-- A currency right before atom i: its name and first atom.
local function currency_before(atoms, i, first, trie)
  for width = 2, 1, -1 do
    local from <const> = i - width
    if from >= first then
      local found <const>, to <const> = units.walk(atoms, from, i - 1, trie.before)
      if found and to == i - 1 then
        return found.unit, from
      end
    end
  end
end

--- The figure whose digits are atom i.
---@param atoms ingot.check.lex.Atom[]
---@param i integer
---@param first integer  of the sentence
---@param last integer
---@return ingot.check.Token token
---@return integer from  its first atom
---@return integer to    its last
function M.read(atoms, i, first, last)
  local trie <const> = units.tries()
  local atom <const> = atoms[i]
  local from = i
  local sign = sign_before(atoms, i, first)
  from = sign and from - 1 or from
  local currency <const>, currency_from <const> = currency_before(atoms, from, first, trie)
  from = currency_from or from
  if currency and not sign then
    sign = sign_before(atoms, from, first)
    from = sign and from - 1 or from
  end
  local power, to
  local tens <const>, unit_from <const>, opened <const> = ten_thousands(atoms, i + 1, last)
  local name, unit_power
  if tens then
    name, unit_power, to = unit_at(atoms, unit_from, last, trie, currency)
    power = tens + (name and unit_power or 0)
    if opened and atoms[to + 1] and atoms[to + 1].text == ")" then
      to = to + 1
    end
  else
    local scale <const>, scale_to <const> = scale_at(atoms, skip_hyphen(atoms, i + 1, last), last, trie,
      currency)
    local scaled <const> = scale ~= 0
    name, unit_power, to = unit_at(atoms, scaled and scale_to + 1 or i + 1, last, trie, currency)
    power = scale + (unit_power or 0)
    if to < scale_to and scaled then
      to = scale_to
    end
    to = math.max(to, i)
  end
  local value <const>, step <const>, malformed <const> = M.value(atom.text, power, sign == -1)
  local token <const> = {
    kind = "number", from = atoms[from].from, to = atoms[to].to, digits = atom.text,
    digits_from = atom.from, digits_to = atom.to, value = value, step = step, unit = name,
    power = power, signed = sign ~= nil, malformed = malformed, code = not value or nil,
    sign = sign,
  }
  return token, from, to
end

return M
