-- net imports = imports − exports, of each period whose net is spoken of together with one of the two:
-- also of base periods, so that the growth of the net and those of the two must agree.

local label <const> = require "ingot.check.relate.label"
local rows <const> = require "ingot.check.relate.rows"
local subjects <const> = require "ingot.check.subject"

local M = {}

-- A surplus in money is of all goods, whatever the article is about.
local of_all <const> = { surplus = true, deficit = true }

local function side_of(subject, what)
  local side <const> = subjects.with(subject, "what", what)
  return of_all[subject.what] and subjects.with(side, "product", nil) or side
end

local function row_of(space, quantity, names)
  local first <const> = side_of(quantity.subject, names[1])
  local second <const> = side_of(quantity.subject, names[2])
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
