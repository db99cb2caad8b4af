-- Several members taken together are their sum.

local facts <const> = require "ingot.check.relate.facts"
local label <const> = require "ingot.check.relate.label"
local rows <const> = require "ingot.check.relate.rows"

local M = {}

local function row_of(space, quantity)
  local left <const>, names <const> = {}, {}
  for i, member in ipairs(quantity.subject.members) do
    left[i] = { space:at(member, quantity.period, quantity.unit), 1 }
    names[i] = label.member(member) or label.subject(member)
  end
  return rows.equal(left, quantity.key, "parts_total", ("%s = %s, %s"):format(
    table.concat(names, " + "), label.subject(quantity.subject), label.period(quantity.period)))
end

---@param space ingot.check.Space
---@return ingot.check.Row[]
function M.rows(space)
  local found <const> = {}
  for i = 1, #space.list do
    local quantity <const> = space.list[i]
    local members <const> = quantity.subject.members
    if members and #members > 1 and facts.adds_up(quantity.unit)
      and (quantity.facts.flow or quantity.facts.stock) then
      found[#found + 1] = row_of(space, quantity)
    end
  end
  return found
end

return M
