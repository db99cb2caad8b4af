-- net imports = imports − exports, of each period whose net is spoken of together with one of the two:
-- also of base periods, so that the growth of the net and those of the two must agree.

local label <const> = require "ingot.check.relate.label"
local rows <const> = require "ingot.check.relate.rows"

local M = {}

-- A surplus in money is of all goods, whatever the article is about.
local of_all <const> = { surplus = true, deficit = true }

local function with(subject, what)
  local copy <const> = {}
  for field, value in pairs(subject) do
    copy[field] = value
  end
  copy.what = what
  copy.product = not of_all[subject.what] and subject.product or nil
  return copy
end

local function row_of(space, quantity, names)
  local first <const> = with(quantity.subject, names[1])
  local second <const> = with(quantity.subject, names[2])
  local period <const>, unit <const> = quantity.period, quantity.unit
  if not space:find(first, period, unit) and not space:find(second, period, unit) then
    return nil
  end
  local left <const> = { { space:at(first, period, unit), 1 }, { space:at(second, period, unit), -1 } }
  return rows.equal(left, quantity.key, "net", ("%s − %s = %s, %s"):format(label.what(names[1]),
    label.what(names[2]), label.subject(quantity.subject), label.period(period)))
end

---@param space ingot.check.Space
---@return ingot.check.Row[]
function M.rows(space)
  local found <const> = {}
  for i = 1, #space.list do
    local quantity <const> = space.list[i]
    local names <const> = quantity.facts.net
    found[#found + 1] = names and row_of(space, quantity, names)
  end
  return found
end

return M
