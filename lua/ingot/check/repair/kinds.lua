-- Kinds of edits, in the order in which they are tried: what the hand does sooner comes first. Each
-- gives a claim as it would be: a copy with other digits, another sign, period or whole, and what the
-- edit does to the text.

local digits <const> = require "ingot.check.repair.digits"
local labels <const> = require "ingot.check.repair.labels"
local number <const> = require "ingot.number"

local M = {}

---@class ingot.check.repair.Changed: ingot.check.Claim
---@field edited { kind: string, from: string, to: string, offset: integer, length: integer }

-- A copy of a claim with other fields.
local function copy(claim, fields, edited)
  local changed <const> = {}
  for field, value in pairs(claim) do
    changed[field] = value
  end
  for field, value in pairs(fields) do
    changed[field] = value
  end
  changed.edited = edited
  return changed
end

local function at_digits(claim, kind, to)
  return { kind = kind, from = claim.digits, to = to, offset = claim.digits_offset,
    length = #claim.digits }
end

-- The claim with these digits. It was brought to as many of them as it was before: `digits` stay those
-- that say so, and the step follows the point alone.
local function reprinted(claim, kind, now, before, moved)
  local text <const> = digits.write(now)
  if not text or text == claim.digits then
    return nil
  end
  local unit <const> = number.shift(claim.step, before.decimals - now.decimals)
  local value <const> = number.times(unit, tonumber(now.plain))
  return copy(claim, { step = number.shift(claim.step, moved or 0),
    value = number.sign(claim.value) < 0 and number.negate(value) or value },
    at_digits(claim, kind, text))
end

local function of_digits(kind, edit)
  return function(claim)
    local before <const>, list <const> = digits.read(claim.digits), {}
    for _, now in ipairs(before and edit(before) or {}) do
      list[#list + 1] = reprinted(claim, kind, now, before)
    end
    return list
  end
end

local amounts <const> = { level = true, ytd = true, net = true, change = true }
local TEN <const>, TEN_THOUSAND <const> = { 1, -1 }, { 1, -1, 4, -4 }

-- A factor of ten, and of what is counted in ten thousands in Chinese.
local function factor(claim)
  local before <const>, list <const> = digits.read(claim.digits), {}
  for _, k in ipairs(before and (amounts[claim.kind] and TEN_THOUSAND or TEN) or {}) do
    list[#list + 1] = reprinted(claim, "factor", digits.moved(before, k), before, k)
  end
  return list
end

local directed <const> = { mom = true, yoy = true, ytd_yoy = true, change = true, net = true }

local function sign(claim)
  if not directed[claim.kind] or number.sign(claim.value) == 0 then
    return {}
  end
  local to <const> = (number.sign(claim.value) > 0 and "−" or "+") .. claim.digits
  return { copy(claim, { value = number.negate(claim.value) }, at_digits(claim, "sign", to)) }
end

local function relabelled(claim, fields, from, to)
  return copy(claim, fields,
    { kind = "label", from = tostring(from), to = tostring(to), offset = claim.offset,
      length = claim.length })
end

local function with_period(of, when)
  return { subject = of.subject, period = when, mean = of.mean }
end

-- The claim at another time, and what it is held against with it.
local function at_time(claim, when)
  local fields <const> = { period = when }
  for _, field in ipairs { "whole", "base" } do
    local of <const> = claim[field]
    fields[field] = of and of.period
      and with_period(of, labels.along(of.period, claim.period, when)) or nil
  end
  return relabelled(claim, fields, claim.period, when)
end

local function label(claim, claims)
  local list <const> = {}
  for _, when in ipairs(claim.period and labels.periods(claim.period, claims) or {}) do
    list[#list + 1] = at_time(claim, when)
  end
  for _, field in ipairs { "whole", "base" } do
    local of <const> = claim[field]
    local before <const> = of and (of.period or field == "whole" and claim.period)
    for _, when in ipairs(before and labels.periods(before, claims) or {}) do
      list[#list + 1] = relabelled(claim, { [field] = with_period(of, when) }, before, when)
    end
  end
  return list
end

local named <const> = { "product", "partner", "province", "mode", "item", "group" }

-- "export of aluminum wire, Mexico"
local function name_of(subject)
  local parts <const> = {}
  for _, field in ipairs(named) do
    parts[#parts + 1] = subject[field]
  end
  return #parts == 0 and subject.what or subject.what .. " of " .. table.concat(parts, ", ")
end

local function denominator(claim, claims)
  local list <const> = {}
  for _, subject in ipairs(claim.whole and labels.wholes(claim, claims) or {}) do
    list[#list + 1] = copy(claim,
      { whole = { subject = subject, period = claim.whole.period } },
      { kind = "denominator", from = name_of(claim.whole.subject), to = name_of(subject),
        offset = claim.offset, length = claim.length })
  end
  return list
end

---@class ingot.check.repair.Kind
---@field name string
---@field of fun(claim: ingot.check.Claim, claims: ingot.check.Claim[]): ingot.check.repair.Changed[]
---@field is_number? boolean  the claim stays what it is of

-- Kinds by how small the slip is; of one group, none is smaller than another.
---@type ingot.check.repair.Kind[][]
M.groups = {
  { { name = "digit", of = of_digits("digit", digits.replaced), is_number = true },
    { name = "swap", of = of_digits("swap", digits.swapped), is_number = true },
    { name = "sign", of = sign, is_number = true } },
  { { name = "factor", of = factor, is_number = true } },
  { { name = "length", of = of_digits("length", digits.stretched), is_number = true } },
  { { name = "label", of = label } },
  { { name = "denominator", of = denominator } },
}

return M
