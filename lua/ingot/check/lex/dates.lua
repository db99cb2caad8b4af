-- What the parts of a period are: names of months, years, days, quarters, ordinals, small numbers.
-- Each reads from an atom on and gives its value and the last atom it took, or nil.

local M = {}

local months <const> = { may = 5, sept = 9 }
for number, name in ipairs { "january", "february", "march", "april", "may", "june", "july", "august",
  "september", "october", "november", "december" } do
  months[name], months[name:sub(1, 3)] = number, number
end

local ordinals <const> = { first = 1, second = 2, third = 3, fourth = 4, ["1st"] = 1, ["2nd"] = 2,
  ["3rd"] = 3, ["4th"] = 4, last = 0 }

local words <const> = {}
for number, name in ipairs { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
  "ten", "eleven", "twelve" } do
  words[name] = number
end
M.words = words

local function whole(atom, pattern)
  return atom and atom.kind == "n" and not atom.date and atom.text:find(pattern)
    and math.tointeger(tonumber(atom.text)) or nil
end

-- Behind a figure there stands what it is of; a year has none of these.
local function has_unit(atoms, i, is_unit)
  return is_unit(atoms, i + 1)
end

M.classes = {
  -- a month, with the point of its abbreviation
  m = function(atoms, i)
    local atom <const> = atoms[i]
    local month <const> = atom.kind == "w" and months[atom.low]
    if not month or not atom.text:find "^%u" then
      return nil
    end
    local point <const> = atoms[i + 1]
    if #atom.text <= 4 and atom.low ~= "may" and point and point.text == "." and not point.blank then
      return month, i + 1
    end
    return month, i
  end,
  y = function(atoms, i, is_unit)
    local year <const> = whole(atoms[i], "^%d%d%d%d$")
    if year and year >= 1950 and year < 2100 and not has_unit(atoms, i, is_unit) then
      return year, i
    end
  end,
  -- two digits of a year
  z = function(atoms, i)
    local atom <const> = atoms[i]
    local short <const> = atom.text:match "^['’](%d%d)$" or whole(atom, "^%d%d$")
    if short then
      return 2000 + math.tointeger(tonumber(short)), i
    end
  end,
  d = function(atoms, i, is_unit)
    local atom <const> = atoms[i]
    local day <const> = atom.ordinal or whole(atom, "^%d%d?$")
    if day and day >= 1 and day <= 31 and not has_unit(atoms, i, is_unit) then
      return day, i
    end
  end,
  o = function(atoms, i)
    local order <const> = ordinals[atoms[i].low]
    if order and order > 0 then
      return order, i
    end
  end,
  n = function(atoms, i)
    local n <const> = words[atoms[i].low] or whole(atoms[i], "^%d%d?$")
    if n and n >= 1 and n <= 36 then
      return n, i
    end
  end,
  -- Q1, and with a year 1Q25, Q1'25, 1Q2025
  q = function(atoms, i)
    local quarter <const> = atoms[i].low:match "^q([1-4])$" or atoms[i].low:match "^([1-4])q$"
    if quarter then
      return math.tointeger(tonumber(quarter)), i
    end
  end,
  h = function(atoms, i)
    local half <const> = atoms[i].low:match "^h([12])$" or atoms[i].low:match "^([12])h$"
    if half then
      return math.tointeger(tonumber(half)), i
    end
  end,
}

--- The words that each class may begin with, in lower case; `true`: atoms with digits in them.
M.openers = {
  m = { months }, y = { true }, z = { true }, d = { true }, o = { ordinals }, n = { words, true },
  q = { true }, h = { true },
}

-- One atom that is a quarter or a half of a year: "1Q25", "H12025".
function M.part_of_year(atom)
  local low <const> = atom.low
  local n, kind, year = low:match "^([1-4])([qh])(%d+)$"
  if not n then
    kind, n, year = low:match "^([qh])([1-4])(%d+)$"
  end
  n = math.tointeger(tonumber(n))
  if not n or kind == "h" and n > 2 or #year ~= 2 and #year ~= 4 then
    return nil
  end
  return n, kind, math.tointeger(tonumber(year)) + (#year == 2 and 2000 or 0)
end

return M
