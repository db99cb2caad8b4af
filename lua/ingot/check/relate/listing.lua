-- Parts listed behind their whole: "71.3 bcm, of which LNG 33.8 bcm and pipeline 37.5 bcm". That they make
-- it up need not be said: it is taken so where the sum is the whole, or all but the whole and one slip
-- away from it.

local label <const> = require "ingot.check.relate.label"
local number <const> = require "ingot.number"
local rows <const> = require "ingot.check.relate.rows"
local slips <const> = require "ingot.check.slips"

local M = {}

local MOST_OFF <const> = 10 -- parts of the whole, by which a sum may miss it

-- A value as it would be printed like a figure.
local function printed(value, claim)
  return ("%.0f"):format(number.float(value) / number.float(claim.step))
end

local FEW <const> = 3 -- digits, of which many a value is one slip away

local function digits_of(text)
  return (text:gsub("[^%d]", ""))
end

-- Whether one slip in a figure keeps it from a value, or from one that its rounding may make of it. A
-- sum that falls short of its whole may do so rightly: there, of few digits, two have to be swapped.
local function slipped(claim, value, is_short)
  local own <const> = digits_of(claim.digits)
  if number.sign(value) <= 0 or #own < FEW then
    return false
  elseif is_short and #own == FEW then
    return slips.swapped(own, printed(value, claim))
  end
  return slips.alike(own, printed(value, claim))
    or slips.alike(own, printed(number.add(value, claim.step), claim))
    or slips.alike(own, printed(number.sub(value, claim.step), claim))
end

local function make_it_up(whole, parts)
  local missing = whole.value
  for _, part in ipairs(parts) do
    missing = number.sub(missing, part.value)
  end
  if number.compare(number.times(number.abs(missing), MOST_OFF), number.abs(whole.value)) > 0 then
    return false
  end
  local is_short <const> = number.sign(missing) > 0
  local found = slipped(whole, number.sub(whole.value, missing), is_short)
  for _, part in ipairs(parts) do
    found = found or slipped(part, number.add(part.value, missing), is_short)
  end
  return found
end

-- The parts of each whole, by its id.
local function listed(space)
  local by_whole <const>, order <const> = {}, {}
  for _, claim in ipairs(space.claims) do
    local whole <const> = claim.part_of and space:claim(claim.part_of.id)
    if whole and whole.period and claim.period == whole.period and whole.unit == claim.unit then
      if not by_whole[whole] then
        by_whole[whole] = {}
        order[#order + 1] = whole
      end
      table.insert(by_whole[whole], claim)
    end
  end
  return order, by_whole
end

local function row_of(space, whole, parts)
  local key <const> = space:at(whole.subject, whole.period, whole.unit)
  local left <const>, names <const>, seen <const> = {}, {}, { [key] = true }
  for i, part in ipairs(parts) do
    local of_part <const> = space:at(part.subject, part.period, part.unit)
    if seen[of_part] or part.sure == false or part.bound or part.subject.partner or part.subject.province then
      return nil -- not understood; or places, of which there may be others
    end
    seen[of_part] = true
    left[i], names[i] = { of_part, 1 }, label.member(part.subject) or label.subject(part.subject)
  end
  return rows.equal(left, key, "parts_total", ("%s = %s"):format(table.concat(names, " + "),
    label.quantity(space.quantities[key])))
end

---@param space ingot.check.Space
---@return ingot.check.Row[]
function M.rows(space)
  local found <const> = {}
  local order <const>, by_whole <const> = listed(space)
  for _, whole in ipairs(order) do
    local parts <const> = by_whole[whole]
    local is_all <const> = #parts > 1 and not whole.bound and make_it_up(whole, parts)
    found[#found + 1] = is_all and row_of(space, whole, parts) or nil
  end
  return found
end

return M
