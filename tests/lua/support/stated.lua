--- Claims by hand, as an article's reader would give them:
---
---     local say, list = stated()
---     local cable = stated.of("export", "aluminum wire and cable")
---     say("level", "21,300 mt", cable, "2025-04")
---     say("share", "53.3%", cable { province = "Jiangsu" }, "2025-04", { whole = cable })

local number = require "ingot.number"
local period = require "ingot.period"

local M = {}

local units <const> = {
  mt = "t", t = "t", ["%"] = "%", pp = "pp", points = "points", USD = "USD", ["USD/t"] = "USD/t",
  [""] = "",
}

local Subject <const> = {}

-- A member of it: cable { province = "Jiangsu" }.
function Subject:__call(fields)
  local copy = {}
  for field, value in pairs(self) do copy[field] = value end
  for field, value in pairs(fields) do copy[field] = value end
  return setmetatable(copy, Subject)
end

---@param what string
---@param product? string
function M.of(what, product)
  return setmetatable({ what = what, product = product }, Subject)
end

-- Value, step and unit of a figure as printed; a minus before it is the sign its words gave.
local function read(quote)
  local sign, digits, unit = quote:match "^(%-?)([%d,.]+)%s*(.*)$"
  local value = assert(number.parse(sign .. digits:gsub(",", "")))
  return value, number.exact(1, value.scale), assert(units[unit], unit), digits
end

local function with_periods(fields)
  local copy = {}
  for field, value in pairs(fields) do
    copy[field] = (field == "period") and period(value) or value
  end
  return copy
end

--- A list of claims, and what adds one to it; returns the claim.
---@return fun(kind: string, quote: string, subject: table, at: string, more?: table): table
---@return table[]
function M.new()
  local list, offset = {}, 0
  return function(kind, quote, subject, at, more)
    local value, step, unit, digits = read(quote)
    local claim = {
      id = "f" .. #list + 1, kind = kind, quote = (quote:gsub("^%-", "")), digits = digits,
      offset = offset, length = #quote, digits_offset = offset, value = value, step = step,
      unit = unit, subject = subject, period = at and period(at), sentence = 1, block = 1,
      role = "body",
    }
    offset = offset + #quote + 1
    for field, item in pairs(more or {}) do claim[field] = item end
    if claim.base then claim.base = with_periods(claim.base) end
    if claim.whole then claim.whole = { subject = claim.whole } end
    list[#list + 1] = claim
    return claim
  end, list
end

return setmetatable(M, { __call = M.new })
