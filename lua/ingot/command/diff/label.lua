--- Claims in words for who reads a difference: what a figure is of, and how it was printed.

local dimension <const> = require "ingot.dimension"
local list <const> = require "ingot.measure.list"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local suggest <const> = require "ingot.suggest"
local unit <const> = require "ingot.unit"

local M = {}

-- What a measure is called before "of exports"; a level is called by its metric alone.
local names <const> = {
  mom = "MoM", yoy = "YoY", ytd_yoy = "YoY", full_year_yoy = "YoY", diff = "change",
  yoy_diff = "change on a year before", share_year_ago = "share", streak = "run in the rank",
}

-- Of the levels, as "exports"; of what has a direction, as "down 5.3%".
local directed <const> = { change = true, per_day = true, difference = true }

local is_dimension <const> = {}
for _, name in ipairs(dimension.names()) do
  is_dimension[name] = name ~= "region"
end

local function of_measure(entry)
  local known <const> = list.entries[entry.measure]
  return known and known.of
end

-- Who a claim is of, where that is not all: the members by name.
local function members(where)
  local parts <const> = {}
  for _, name in ipairs(suggest.names(where or {})) do
    local value <const> = where[name]
    if is_dimension[name] and not value:find " " then
      parts[#parts + 1] = dimension.subject(name, value).en
    elseif name ~= "flow" and name ~= "product" and name ~= "from" then
      parts[#parts + 1] = ("%s %s"):format(name, value)
    end
  end
  return #parts > 0 and (" (%s)"):format(table.concat(parts, ", ")) or ""
end

--- "MoM of exports (Mexico)"
---@param entry table  a claim, or an operand
---@return string
function M.subject(entry)
  local metric <const> = entry.metric or entry.name
  local plain <const> = not entry.measure or of_measure(entry) == "level"
  local name <const> = not plain and (names[entry.measure] or entry.measure:gsub("_", " "))
  return (name and name .. " of " .. metric or metric) .. members(entry.where)
end

--- "MoM of exports (Mexico) in 2025-04"
---@param entry table
---@return string
function M.of(entry)
  return ("%s in %s"):format(M.subject(entry), entry.period)
end

local function unit_word(shown)
  local worked <const>, found <const> = pcall(unit.get, shown or "")
  if not worked or found.en == "" then
    return ""
  end
  return (found.tight and "" or " ") .. found.en
end

-- The unit that the digits were printed in; Chinese prints no other than that they are rounded in.
local function printed_in(entry, lang)
  local display <const> = entry.display or {}
  return lang ~= "zh" and display.print_as or display.unit
end

--- A figure as it was printed: "21,400 mt", "down 5.3%", "first"; without its digits, "unknown".
---@param entry table
---@param lang? string
---@return string digits with the direction
---@return string word   of the unit, with the gap before it
function M.figure(entry, lang)
  local digits <const>, value <const> = entry.text, number.parse(entry.value or "")
  if entry.display and entry.display.print_as == "ordinal" then
    return digits, ""
  end
  local sign <const> = value and directed[of_measure(entry)] and number.sign(value) or 0
  local direction <const> = not digits:find "^%-" and (sign < 0 and "down " or sign > 0 and "up ")
  return (direction or "") .. digits, unit_word(printed_in(entry, lang))
end

--- Whether two figures were printed alike.
---@param old table
---@param new table
---@param old_lang? string
---@param lang? string
---@return boolean
function M.alike(old, new, old_lang, lang)
  return table.concat { M.figure(old, old_lang) } == table.concat { M.figure(new, lang) }
end

local function printed_number(entry)
  return number.parse((entry.text:gsub(",", "")))
end

--- How much a printed level moved: "+100"; nil for what is no level, or did not move.
---@param old table
---@param new table
---@return string?
function M.moved(old, new)
  local kind <const> = of_measure(new)
  local a <const>, b <const> = printed_number(old), printed_number(new)
  if kind ~= "level" or not a or not b or number.compare(a, b) == 0 then
    return nil
  end
  local by <const> = number.sub(b, a)
  return (number.sign(by) > 0 and "+" or "") .. number.format(by)
end

--- "21,400 → 21,500 mt (+100)"; the unit once where both have the same.
---@param old table
---@param new table
---@param old_lang? string
---@param lang? string
---@return string
function M.change(old, new, old_lang, lang)
  local was <const>, was_in <const> = M.figure(old, old_lang)
  local is <const>, is_in <const> = M.figure(new, lang)
  local by <const> = was_in == is_in and M.moved(old, new)
  local once <const> = was_in == is_in and was_in:find "^ "
  return ("%s%s → %s%s%s"):format(was, once and "" or was_in, is, is_in,
    by and (" (%s)"):format(by) or "")
end

--- An unrounded value: "21,393.2 t".
---@param value? string
---@param in_unit? string
---@return string
function M.exact(value, in_unit)
  local parsed <const> = value and number.parse(value)
  return parsed and number.format(parsed) .. (in_unit ~= "%" and in_unit ~= "" and in_unit
    and " " .. in_unit or in_unit or "") or "unknown"
end

--- How a period follows on another: "month", "quarter", "year", or "period" where they are unlike.
---@param old? string
---@param new? string
---@return string
function M.step(old, new)
  local a <const>, b <const> = old and period.parse(old), new and period.parse(new)
  return a and b and a.kind == b.kind and a.kind or "period"
end

return M
