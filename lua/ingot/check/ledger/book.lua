--- Figures by what they are of: a series (subject and unit), a kind, a period. Goods go by the words
--- of their names, so that an article may say "aluminium" and the next "aluminum".

local claim_ <const> = require "ingot.check.claim"
local goods <const> = require "ingot.check.goods"
local span <const> = require "ingot.check.ledger.span"
local subjects <const> = require "ingot.check.subject"
local unit <const> = require "ingot.unit"
local undated <const> = require "ingot.check.undated"

local M = {}

-- Kinds that are one quantity.
local levels <const> = { level = true, ytd = true, net = true, index = true }
M.levels = levels

local canonical <const> = setmetatable({}, { __mode = "k" })

--- A subject as text: one for all that is the same.
---@param subject ingot.check.Subject
---@return string
function M.subject(subject)
  if canonical[subject] then
    return canonical[subject]
  end
  local parts <const> = { subject.what, subject.product and goods.canonical(subject.product) or "" }
  for _, field in ipairs(subjects.of_members) do
    parts[#parts + 1] = subject[field] and field .. "=" .. subject[field]:lower() or nil
  end
  canonical[subject] = table.concat(parts, "|")
  return canonical[subject]
end

local function dimension_of(name)
  local known <const> = unit.find(name)
  return known and known.dimension or name
end

--- The series that a figure is of, without its period; nil where no subject is told, or a mean is.
---@param claim ingot.check.Claim
---@return string?
function M.series(claim)
  local base <const> = claim.base or {}
  if not claim.subject or claim.mean or base.mean
    or base.subject and M.subject(base.subject) ~= M.subject(claim.subject) then
    return nil
  end
  local kind <const> = levels[claim.kind] and "level" or claim.kind
  local whole <const> = claim.whole and claim.whole.subject
  return table.concat({ kind, dimension_of(claim.unit), M.subject(claim.subject),
    claim.kind == "share" and whole and M.subject(whole) or "" }, "|")
end

--- The period that a change is against: as said, else the one its kind has; nil where it is not told.
---@param claim ingot.check.Claim
---@return ingot.Period?
function M.base(claim)
  return claim.base and claim.base.period or claim_.implied_base(claim)
end

---@class ingot.check.ledger.Book
---@field claims ingot.check.Claim[]  oldest issue first
---@field by_series table<string, table<string, ingot.check.Claim[]>>  and by period
---@field by_subject table<string, ingot.check.Claim[]>  levels, by subject and period
local Book = {}
Book.__index = Book

---@class ingot.check.ledger.Context   what rules hold against one another
---@field own ingot.check.ledger.Book    of the article
---@field past ingot.check.ledger.Book   of all others
---@field page ingot.check.Page
---@field explained table<ingot.check.Claim, boolean>  figures that were found to be of other months

--- The figures of a series in a period, oldest issue first.
---@param series string
---@param when ingot.Period
---@return ingot.check.Claim[]
function Book:at(series, when)
  return (self.by_series[series] or {})[tostring(when)] or {}
end

--- The last figure of a series in a period.
---@param series string
---@param when ingot.Period
---@return ingot.check.Claim?
function Book:last(series, when)
  local list <const> = self:at(series, when)
  return list[#list]
end

--- The level of a subject in a period, of the unit of another where one is given.
---@param subject ingot.check.Subject
---@param when ingot.Period
---@param like? ingot.check.Claim
---@return ingot.check.Claim?
function Book:level(subject, when, like)
  local list <const> = self.by_subject[M.subject(subject) .. "|" .. tostring(when)] or {}
  for i = #list, 1, -1 do
    if not like or dimension_of(list[i].unit) == dimension_of(like.unit) then
      return list[i]
    end
  end
end

--- Whether what is known of a subject in a period is certain: read in one way, and alike wherever an
--- article has it. Where it is not, the reading may be at fault rather than a figure.
---@param subject ingot.check.Subject
---@param when ingot.Period
---@return boolean
function Book:is_sure(subject, when)
  local firsts <const> = {}
  for _, claim in ipairs(self.by_subject[M.subject(subject) .. "|" .. tostring(when)] or {}) do
    local first <const> = firsts[claim.issue or self] or claim
    firsts[claim.issue or self] = first
    if claim.readings and claim.readings[1]
      or claim.unit == first.unit and span.apart(span.of(claim), span.of(first)) then
      return false
    end
  end
  return true
end

local function put(place, key, claim)
  place[key] = place[key] or {}
  table.insert(place[key], claim)
end

--- A book of figures.
---@param claims ingot.check.Claim[]  oldest issue first
---@return ingot.check.ledger.Book
function M.of(claims)
  local book <const> = setmetatable({ claims = claims, by_series = {}, by_subject = {} }, Book)
  for _, claim in ipairs(claims) do
    local series <const> = claim.period and not undated.is(claim.period) and M.series(claim)
    if series then
      book.by_series[series] = book.by_series[series] or {}
      put(book.by_series[series], tostring(claim.period), claim)
    end
    if series and levels[claim.kind] and not claim.bound then
      put(book.by_subject, M.subject(claim.subject) .. "|" .. tostring(claim.period), claim)
    end
  end
  return book
end

return M
