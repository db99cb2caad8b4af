-- What figures are of, field by field.

local M = {}

--- What a figure is of. Two figures are of one quantity when all fields are equal.
---@class ingot.check.Subject
---@field what string       "export" "import" "net import" "net export" "production" "consumption"
---   "stock" "price" "index" "operating rate" …
---@field product? string   lower case, without "China's": "aluminum wire and cable"
---@field partner? string   English name of data/partners.csv: "Mexico"
---@field province? string  English name of data/provinces.csv: "Jiangsu"
---@field mode? string      trade mode, lower case: "barter trade"
---@field item? string      any other member: a company, a port, a named part ("leading")
---@field group? string     several members taken together: "Henan+Jiangsu"; they stand in `members`
---@field members? ingot.check.Subject[]

--- All that tells one subject from another.
M.fields = { "what", "product", "partner", "province", "mode", "item", "group" }

--- What tells a member from its total.
M.of_members = { "partner", "province", "mode", "item", "group" }

--- Whether a subject is no member of a larger one.
---@param subject ingot.check.Subject
---@return boolean
function M.is_total(subject)
  for _, field in ipairs(M.of_members) do
    if subject[field] then
      return false
    end
  end
  return true
end

--- Whether two subjects are one; what is not said is like nothing.
---@param a? ingot.check.Subject
---@param b? ingot.check.Subject
---@return boolean
function M.same(a, b)
  if not a or not b then
    return false
  end
  for _, field in ipairs(M.fields) do
    if a[field] ~= b[field] then
      return false
    end
  end
  return true
end

--- A subject with another value of one field.
---@param subject ingot.check.Subject
---@param field string
---@param value? string  nil: without it
---@return ingot.check.Subject
function M.with(subject, field, value)
  local copy <const> = {}
  for name, old in pairs(subject) do
    copy[name] = old
  end
  copy[field] = value
  return copy
end

return M
