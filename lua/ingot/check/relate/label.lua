-- How a proof calls quantities and periods: "imports, Russia, Apr 2025".

local subjects <const> = require "ingot.check.subject"
local undated <const> = require "ingot.check.undated"

local M = {}

local months <const> = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
  "Dec" }

local function month_of(month)
  return months[month % 12 + 1]
end

local ago <const> = { [0] = "", " a year before", " two years before" }

-- Of an article that names no year: "Apr", "Jan–Apr a year before".
local function without_year(period)
  local back <const> = undated.YEAR - period.to // 12
  local behind <const> = ago[back] or back > 0 and (" %d years before"):format(back) or " a year after"
  if period.kind == "year" then
    return "the year" .. behind
  elseif period.from == period.to then
    return month_of(period.from) .. behind
  end
  return ("%s–%s%s"):format(month_of(period.from), month_of(period.to), behind)
end

--- "Apr 2025", "Q1 2025", "Jan–Apr 2025", "2025", "Nov 2024–Feb 2025".
---@param period ingot.Period
---@return string
function M.period(period)
  if undated.is(period) then
    return without_year(period)
  end
  local first <const>, last <const> = period.from // 12, period.to // 12
  if period.kind == "year" then
    return tostring(first)
  elseif period.kind == "quarter" or period.kind == "half" then
    return ("%s %d"):format(tostring(period):match "%-(%w+)$", first)
  elseif period.from == period.to then
    return ("%s %d"):format(month_of(period.from), first)
  elseif first == last then
    return ("%s–%s %d"):format(month_of(period.from), month_of(period.to), first)
  end
  return ("%s %d–%s %d"):format(month_of(period.from), first, month_of(period.to), last)
end

local plural <const> = {
  export = "exports", import = "imports", ["net import"] = "net imports",
  ["net export"] = "net exports", stock = "stocks", price = "price",
}

--- "exports", "net imports", "production".
---@param what string
---@return string
function M.what(what)
  return plural[what] or what
end

--- What tells a member from its whole: "Jiangsu"; nil of a whole.
---@param subject ingot.check.Subject
---@return string?
function M.member(subject)
  local names <const> = {}
  for _, field in ipairs(subjects.of_members) do
    names[#names + 1] = subject[field]
  end
  return #names > 0 and table.concat(names, ", ") or nil
end

--- "imports of primary aluminum, Russia".
---@param subject ingot.check.Subject
---@return string
function M.subject(subject)
  local text <const> = M.what(subject.what)
    .. (subject.product and " of " .. subject.product or "")
  local member <const> = M.member(subject)
  return member and text .. ", " .. member or text
end

--- "imports of primary aluminum, Russia, Apr 2025".
---@param quantity ingot.check.Quantity
---@return string
function M.quantity(quantity)
  return M.subject(quantity.subject) .. ", " .. M.period(quantity.period)
end

return M
