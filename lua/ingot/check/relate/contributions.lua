-- The contributions of a list make up the whole's change where the list says so: its last is the
-- whole's own, or one of its members is the rest.

local contribution <const> = require "ingot.check.relate.contribution"
local family <const> = require "ingot.check.relate.family"
local label <const> = require "ingot.check.relate.label"
local rows <const> = require "ingot.check.relate.rows"

local M = {}

-- The contributions of each sentence to one whole, each member once.
local function lists_of(space)
  local lists <const>, known <const> = {}, {}
  for _, one in ipairs(space.claims) do
    local keys <const> = one.contributes and not one.bound and one.period
      and contribution.keys(one, space)
    local name <const> = keys and one.sentence .. "/" .. keys.whole_now .. "/" .. keys.whole_base
    if name then
      local list <const> = known[name] or { keys = keys, left = {}, names = {}, seen = {} }
      lists[#lists + 1] = not known[name] and list or nil
      known[name] = list
      list.complete = list.complete or keys.now == keys.whole_now or family.is_rest(one.subject)
      if keys.now ~= keys.whole_now and not list.seen[keys.now] then
        list.seen[keys.now] = true
        table.insert(list.left, { keys.now, 1 })
        table.insert(list.left, { keys.base, -1 })
        table.insert(list.names, label.member(one.subject) or label.subject(one.subject))
        list.claim = one
      end
    end
  end
  return lists
end

---@param space ingot.check.Space
---@return ingot.check.Row[]
function M.rows(space)
  local found <const> = {}
  for _, list in ipairs(lists_of(space)) do
    if list.complete and #list.names > 1 then
      list.left[#list.left + 1] = { list.keys.whole_base, 1 }
      local row <const> = rows.equal(list.left, list.keys.whole_now, "parts_total",
        ("changes of %s = change of %s"):format(table.concat(list.names, " + "),
          label.quantity(space.quantities[list.keys.whole_now])))
      row.equation = nil
      found[#found + 1] = row
    end
  end
  return found
end

return M
