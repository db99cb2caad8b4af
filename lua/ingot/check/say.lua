--- What a claim is, in words: "exports of primary aluminum to Mexico, year on year, April 2025".

local claim_ <const> = require "ingot.check.claim"
local label <const> = require "ingot.check.relate.label"
local number <const> = require "ingot.number"
local subjects <const> = require "ingot.check.subject"
local undated <const> = require "ingot.check.undated"

local M = {}

local marks <const> = { ["%"] = "%", t = " mt", [""] = "" }

--- A unit as it stands behind digits: "%", " mt", " USD/t".
---@param unit string
---@return string
function M.unit(unit)
  return marks[unit] or " " .. unit
end

--- A value in words: "21,393.2 mt", "8.4298%".
---@param value ingot.Number
---@param unit string
---@param decimals integer  at most
---@return string
function M.value(value, unit, decimals)
  return number.format(value, { decimals = decimals, trim = true }) .. M.unit(unit)
end

--- A figure as it is printed, with the sign that a word gives it: "−3.5%".
---@param claim ingot.check.Claim
---@return string
function M.printed(claim)
  return (claim_.is_fall(claim) and "−" or "") .. claim.quote
end

local measures <const> = {
  mom = "against the period before", yoy = "year on year", ytd_yoy = "year on year", share = "share",
  change = "change", rank = "rank", streak = "run of periods",
}

local plural <const> = {
  export = "exports", import = "imports", ["net import"] = "net imports", ["net export"] = "net exports",
}

--- A subject in words.
---@param subject? ingot.check.Subject
---@return string
function M.subject(subject)
  if not subject then
    return "a figure"
  end
  local parts <const> = { plural[subject.what] or subject.what }
  if subject.product then
    parts[#parts + 1] = "of " .. subject.product
  end
  for _, field in ipairs(subjects.of_members) do
    if subject[field] then
      parts[#parts + 1] = ("(%s)"):format((subject[field]:gsub("%+", ", ")))
    end
  end
  return table.concat(parts, " ")
end

--- A claim in words.
---@param claim ingot.check.Claim
---@return string
function M.claim(claim)
  local measure <const> = measures[claim.kind]
  return M.subject(claim.subject) .. (measure and ", " .. measure or "")
    .. (claim.period and ", " .. (undated.is(claim.period) and label.period(claim.period)
      or claim.period:text()) or "")
end

return M
