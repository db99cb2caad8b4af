-- net imports = imports − exports, of each period whose net is spoken of together with one of the two:
-- also of base periods, so that the growth of the net and those of the two must agree.

local label <const> = require "ingot.check.relate.label"
local rows <const> = require "ingot.check.relate.rows"
local subjects <const> = require "ingot.check.subject"

local M = {}

-- The balance of a market is that of the one product of which the text gives both sides.
local function balanced(space, quantity, names)
  local found
  for _, one in ipairs(space.list) do
    local is_side <const> = one.subject.what == names[1] and one.period == quantity.period
      and one.unit == quantity.unit and subjects.is_total(one.subject)
    if is_side and space:find(subjects.with(one.subject, "what", names[2]), one.period, one.unit) then
      if found then
        return nil
      end
      found = one.subject.product
    end
  end
  return found
end

-- A surplus in money is of all goods, whatever the article is about.
local of_all <const> = { surplus = true, deficit = true }

local function side_of(subject, what)
  local side <const> = subjects.with(subject, "what", what)
  return of_all[subject.what] and subjects.with(side, "product", nil) or side
end

local function row_of(space, quantity, names)
  local subject = quantity.subject
  local first, second = side_of(quantity.subject, names[1]), side_of(quantity.subject, names[2])
  if of_all[quantity.subject.what] and quantity.unit == "t" then
    local product <const> = balanced(space, quantity, names)
    if not product then
      return nil
    end
    subject = subjects.with(subject, "product", product)
    first, second = subjects.with(first, "product", product), subjects.with(second, "product", product)
  end
  local period <const>, unit <const> = quantity.period, quantity.unit
  if not space:find(first, period, unit) and not space:find(second, period, unit) then
    return nil
  end
  local left <const> = { { space:at(first, period, unit), 1 }, { space:at(second, period, unit), -1 } }
  return rows.equal(left, quantity.key, "net", ("%s − %s = %s, %s"):format(label.what(names[1]),
    label.what(names[2]), label.subject(subject), label.period(period)))
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
