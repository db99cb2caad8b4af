--- `cube:by("partner"):contributions("exports", "2025-04", { top = 5 })`: by how many percentage
--- points each member moved the total.

local core <const> = require "ingot.decompose.core"
local frame <const> = require "ingot.decompose.frame"
local metric <const> = require "ingot.metric"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local place <const> = require "ingot.measure.place"
local rational <const> = require "ingot.rational"
local result <const> = require "ingot.decompose.result"

local M = {}

---@class ingot.ContributionOptions
---@field top? integer       the largest movers by themselves, the rest in one row; else all
---@field others? string     the name of that row, "Others"
---@field against? ingot.Against
---@field decimals? integer  of the printed points, 2

local options <const> = {
  top = "number", others = "string", against = "string", decimals = "number",
}

local function check(given)
  local problem <const> = frame.problem(given, options)
  if problem then
    return problem
  end
  for _, rule in ipairs { { "top", 1 }, { "decimals", 0 } } do
    local n <const> = given[rule[1]]
    if n and (math.type(n) ~= "integer" or n < rule[2]) then
      return ("%s: a whole number from %d expected, got %s"):format(rule[1], rule[2], n)
    end
  end
end

-- The members beyond the largest movers as one: its code is the list of theirs.
local function with_others(breakdown, members, given)
  if not given.top or #members <= given.top then
    return members
  end
  table.sort(members, function(a, b)
    local by_move <const> = number.compare(number.abs(a.move), number.abs(b.move))
    return by_move > 0 or by_move == 0 and a.subject.code < b.subject.code
  end)
  local codes <const> = {}
  for i = given.top + 1, #members do
    codes[#codes + 1] = members[i].subject.code
    members[i] = nil
  end
  table.sort(codes)
  local name <const> = given.others or "Others"
  members[#members + 1] = {
    subject = { dimension = breakdown.dimension, code = table.concat(codes, " "), en = name,
      zh = given.others or "其他" },
    codes = codes,
  }
  return members
end

-- The levels of a row of others are those of the cube sliced to them.
local function span_of_others(breakdown, definition, within, base, member)
  local rest <const> = breakdown.cube:slice { [breakdown.dimension] = member.codes }
  return frame.span(rest, definition, within, base)
end

-- The contribution of a member, unrounded and as printed.
local function claims_of(member, whole, reason, decimals)
  local now <const>, base <const> = member.now, member.base
  local formula <const> = ("100 * (%s - base) / whole"):format(now.metric)
  local operands <const> = { place.operand(now), place.operand(base, "base"),
    place.operand(whole.base, "whole") }
  local function make(value, text)
    return result.claim(now, {
      kind = "contribution", subject = member.subject, base_period = base.period, base = base,
      unit = "pp", display = { unit = "pp", decimals = decimals }, formula = text,
      operands = operands, value = value, reason = reason,
    })
  end
  return make(member.point, formula),
    make(member.cut, ("%s, cut to %d decimals so that the parts add up"):format(formula, decimals))
end

-- The members in both periods and their whole, or why they are unknown.
local function find(breakdown, definition, now, base)
  local cube <const>, axis <const> = breakdown.cube, breakdown.dimension
  local members <const>, spans <const> = {}, {}
  for i, code in ipairs(frame.codes(cube, axis, definition, { now, base })) do
    local subject <const> = breakdown:subject(code)
    spans[i] = frame.span(cube, definition, now, base, subject)
    members[i] = { subject = subject, now = spans[i].now, base = spans[i].base }
  end
  local whole <const> = frame.span(cube, definition, now, base)
  return members, whole, frame.reason(whole, spans)
end

-- The same with the smaller movers in one row.
local function gather(breakdown, definition, members, now, base, given)
  for _, member in ipairs(members) do
    member.move = number.sub(member.now.value, member.base.value)
  end
  members = with_others(breakdown, members, given)
  local rest <const> = members[#members]
  if rest and rest.codes then
    local span <const> = span_of_others(breakdown, definition, now, base, rest)
    rest.now, rest.base = span.now, span.base
  end
  return members
end

-- Sets the points of each member and of the whole, as they are and cut.
local function measure(members, whole, decimals)
  local points <const>, total <const> = core.contributions(frame.values(members, "base"),
    frame.values(members, "now"))
  if not points then
    return ("nothing was traded in %s to have grown from"):format(whole.base.period)
  end
  local cut <const>, cut_total <const> = rational.apportion(points, total, decimals)
  for i, member in ipairs(members) do
    member.point, member.cut = number.real(points[i]:float()), cut[i]
  end
  whole.point, whole.cut = number.real(total:float()), cut_total
end

--- Contributions to the growth of the total, in percentage points: 100 (x_i1 − x_i0) / X_0. Each
--- row has `contribution`, unrounded, and `printed`, cut to `decimals` so that what is printed adds
--- up to the printed growth (largest remainders). Rows by falling level; with `top`, by the size of
--- the move, and the others last.
---
---     local moves = partners:contributions("exports", period, { top = 3, others = "all others" })
---     print(moves:table())
---
---@param breakdown ingot.Breakdown
---@param name string
---@param within ingot.Period|string
---@param given? ingot.ContributionOptions
---@return ingot.Decomposition? rows of `contribution` and `printed`
---@return string? message  a mistake of the caller
function M.of(breakdown, name, within, given)
  local problem <const> = check(given or {})
  if problem then
    return nil, problem
  end
  given = given or {}
  local definition <const>, now <const> = metric.get(name, 3), period.of(within, 3)
  local base <const>, message = frame.base_of(breakdown.cube, definition, now, given.against)
  message = message or frame.no_parts(definition)
  if message then
    return nil, message
  end
  local decimals <const> = given.decimals or 2
  local members, whole <const>, unknown <const> = find(breakdown, definition, now, base)
  local reason = unknown
  if not reason then
    members = gather(breakdown, definition, members, now, base, given)
    reason = measure(members, whole, decimals)
  end
  local rows <const>, total <const> = {}, { name = "Total" }
  for i, member in ipairs(members) do
    local row <const> = { name = member.subject.en, subject = member.subject }
    row.contribution, row.printed = claims_of(member, whole, reason, decimals)
    rows[i] = row
  end
  total.contribution, total.printed = claims_of(whole, whole, reason, decimals)
  return result.new {
    rows = rows, total = total, columns = { "contribution", "printed" },
    dimension = breakdown.dimension, period = now, base_period = base,
  }
end

return M
