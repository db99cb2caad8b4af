-- Members and their whole: "Jiangsu" of the exports of all provinces. A whole is its members' subject
-- without the field that tells them apart.

local regions <const> = require "ingot.check.lex.regions"
local subjects <const> = require "ingot.check.subject"

local M = {}

-- Members of these are apart from one another: a country or a province is no part of another.
local disjoint <const> = { partner = true, province = true }

local dimensions <const> = { "partner", "province", "mode" }

M.disjoint, M.dimensions = disjoint, dimensions

local others <const> = {
  others = true, other = true, ["other countries"] = true, ["other countries and regions"] = true,
  ["other provinces"] = true, rest = true, ["the rest"] = true, remaining = true,
}

--- Whether a member is what is left over.
---@param subject ingot.check.Subject
---@return boolean
function M.is_rest(subject)
  for _, field in ipairs { "partner", "province", "mode", "item", "product" } do
    local name <const> = subject[field]
    if name and others[name:lower()] then
      return true
    end
  end
  return false
end

--- Whether a member holds others: "EU" beside "Italy".
---@param subject ingot.check.Subject
---@return boolean
function M.is_region(subject)
  return subject.partner ~= nil and regions[subject.partner] ~= nil
    or subject.item ~= nil and subject.item:find "^excluding " ~= nil
end

--- A subject without one of its fields.
---@param subject ingot.check.Subject
---@param dimension string
---@return ingot.check.Subject
function M.without(subject, dimension)
  return subjects.with(subject, dimension, nil)
end

--- The one field in which a part differs from its whole; nil where there are several or none.
---@param part ingot.check.Subject
---@param whole ingot.check.Subject
---@return string?
function M.difference(part, whole)
  local found
  for _, field in ipairs(subjects.fields) do
    if part[field] ~= whole[field] then
      if found then
        return nil
      end
      found = field
    end
  end
  return found
end

return M
