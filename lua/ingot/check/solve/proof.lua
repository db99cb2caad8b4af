-- Why claims cannot all hold, in lines of plain arithmetic. Small conflicts of one relation have a line
-- of their own; of others the claims are named with what they may stand for, then the identities that
-- tie them, then what each figure would have to be for the rest to hold.

local claim_ <const> = require "ingot.check.claim"
local figures <const> = require "ingot.check.solve.figures"
local label <const> = require "ingot.check.relate.label"
local number <const> = require "ingot.number"
local spaces <const> = require "ingot.check.relate.space"

local M = {}

---@class ingot.check.Case   a conflict, and what a proof needs to know of it
---@field statements ingot.check.Statement[]
---@field identities ingot.check.Row[]    in the conflict, but for signs
---@field problem ingot.check.Problem
---@field interval fun(claim: ingot.check.Claim): ingot.check.Interval
---@field spans table<ingot.check.Claim, ingot.check.Span>
---@field mode? ingot.check.Mode          in which all would hold
---@field held? table<ingot.check.Claim, ingot.check.Span>   what they are in it

-- Ends of an interval as doubles.
local function ends(interval)
  return interval.low and number.float(interval.low) or -math.huge,
    interval.high and number.float(interval.high) or math.huge
end

local function level_at(case, key)
  for _, statement in ipairs(case.statements) do
    local row <const> = statement.rows[1]
    if row and not row.ratio and row.sum[key] and spaces.is_level(statement.claim) then
      return statement.claim
    end
  end
  return nil
end

local function ratio_of(case)
  local found
  for _, statement in ipairs(case.statements) do
    local row <const> = statement.rows[1]
    if row and row.ratio and row.ratio.per == 100 and not row.ratio.less then
      found = not found and { claim = statement.claim, row = row, plus = row.ratio.plus,
        value = level_at(case, row.ratio[1]), base = level_at(case, row.ratio[2]) } or nil
    end
  end
  return found and found.row.ratio.n == 1 and found or nil
end

local function decimals_of(case, claim)
  local interval <const> = case.interval(claim)
  return figures.decimals(claim, interval.low and interval.high
    and number.sub(interval.high, interval.low) or claim_.own_step(claim))
end

local signs <const> = { [1] = " + ", [-1] = " − " }

-- All terms of one identity are printed as levels.
local function of_identity(case)
  local row <const> = #case.identities == 1 and case.identities[1]
  local right <const> = row and row.equation and level_at(case, row.equation.right)
  if not right or #case.statements ~= #row.equation.left + 1 then
    return nil
  end
  local text, low, high, decimals = "", 0.0, 0.0, decimals_of(case, right)
  for i, term in ipairs(row.equation.left) do
    local claim <const> = level_at(case, term[1])
    if not claim then
      return nil
    end
    local from <const>, to <const> = ends(case.interval(claim))
    low = low + (term[2] > 0 and from or -to)
    high = high + (term[2] > 0 and to or -from)
    decimals = math.max(decimals, decimals_of(case, claim))
    local sign <const> = i == 1 and (term[2] < 0 and "−" or "") or signs[term[2]]
    text = text .. sign .. figures.both(claim, case.interval(claim))
  end
  decimals = math.min(decimals, 3)
  local is_one <const> = #row.equation.left == 1
  local sum <const> = is_one and "" or " = " .. figures.range(low, high, decimals)
  if row.equation.most then
    return { ("%s: %s%s is above %s"):format(row.text, text, sum, figures.both(right,
      case.interval(right))) }
  end
  return { ("%s: %s%s, but %s is printed"):format(row.text, text, sum, figures.printed(right)) }
end

local function of_share(case)
  local ratio <const> = #case.identities == 0 and #case.statements == 3 and ratio_of(case)
  if not ratio or ratio.plus ~= 0 or not ratio.value or not ratio.base then
    return nil
  end
  local low <const>, high <const> = ends(case.interval(ratio.value))
  local least <const>, most <const> = ends(case.interval(ratio.claim))
  if low < 0 or most <= 0 then
    return nil
  end
  local total <const> = figures.range(low / most * 100, least > 0 and high / least * 100 or math.huge,
    decimals_of(case, ratio.base), nil, ratio.base.unit == "t" and " mt" or "")
  local is_other <const> = ratio.base.period ~= ratio.value.period
  local of <const> = is_other and " of " .. label.period(ratio.base.period) or ""
  return { ("%s at %s makes the total%s %s, but %s is printed"):format(ratio.value.quote,
    figures.printed(ratio.claim), of, total, figures.printed(ratio.base)) }
end

local function of_growth(case)
  local ratio <const> = #case.identities == 0 and #case.statements == 3 and ratio_of(case)
  if not ratio or ratio.plus == 0 or not ratio.value or not ratio.base then
    return nil
  end
  local low <const>, high <const> = ends(case.interval(ratio.value))
  local least <const>, most <const> = ends(case.interval(ratio.base))
  local decimals <const> = math.max(1, ratio.claim.step.scale or 0)
  if least <= 0 or low < 0 then
    return nil
  end
  local function percent(x)
    return (x - 1) * 100
  end
  return { ("%s against %s is %s, but %s is printed"):format(
    figures.both(ratio.value, case.interval(ratio.value)),
    figures.both(ratio.base, case.interval(ratio.base)),
    figures.range(percent(low / most), percent(high / least), decimals, "%"),
    figures.printed(ratio.claim)) }
end

local function of_copies(case)
  if #case.statements ~= 2 or #case.identities > 0 then
    return nil
  end
  local a <const>, b <const> = case.statements[1], case.statements[2]
  return { ("%s: %s and %s cannot both be"):format(a.rows[1].text,
    figures.both(a.claim, case.interval(a.claim)), figures.both(b.claim, case.interval(b.claim))) }
end

local no_less <const> = { level = 0, ytd = 0, share = 0, mom = -100, yoy = -100, ytd_yoy = -100 }

-- That no quantity is negative, nor falls by more than all of it, says nothing. A net does both.
local function telling(claim, span)
  local low <const> = span.low and span.high and number.float(span.low)
  if low and not claim.subject.what:find "^net " and no_less[claim.kind] and low <= no_less[claim.kind] then
    return { high = span.high }
  end
  return span
end

local function of_all(case)
  local lines <const> = {}
  for _, statement in ipairs(case.statements) do
    local claim <const>, row <const> = statement.claim, statement.rows[1]
    lines[#lines + 1] = row and ("%s: %s"):format(row.text, figures.both(claim, case.interval(claim)))
      or ("%s: rank %d"):format(label.subject(claim.subject), claim.n or 0)
  end
  for _, row in ipairs(case.identities) do
    lines[#lines + 1] = row.text
  end
  for _, statement in ipairs(case.statements) do
    local claim <const> = statement.claim
    local span <const> = case.spans[claim]
    local text <const> = span and figures.span(telling(claim, span), decimals_of(case, claim),
      claim.unit)
    lines[#lines + 1] = text and ("%s would have to be %s"):format(figures.printed(claim), text) or nil
  end
  return lines
end

local forms <const> = { of_copies, of_identity, of_share, of_growth, of_all }

local modes <const> = {
  truncate = "all hold where digits are cut rather than rounded",
  round_up = "all hold where figures are rounded up",
}

-- Whether a figure that was rounded could not be what it is.
local function is_needed(case, claim, span)
  local low <const>, high <const> = ends(case.interval(claim))
  return span.low and number.float(span.low) >= high or span.high and number.float(span.high) < low
end

-- What a mode does, and to which figures: "…: 21,300 from 21,359 to 21,399".
local function of_mode(case)
  local made <const> = {}
  for _, statement in ipairs(case.statements) do
    local claim <const> = statement.claim
    local span <const> = case.held[claim]
    if span and span.low and span.high and is_needed(case, claim, span) then
      local decimals <const> = decimals_of(case, claim)
      made[#made + 1] = ("%s from %s to %s"):format(figures.printed(claim),
        figures.plain(span.low, decimals, claim.unit), figures.plain(span.high, decimals, claim.unit))
    end
  end
  return modes[case.mode] .. (#made > 0 and ": " .. table.concat(made, ", ") or "")
end

---@param case ingot.check.Case
---@return string[]
function M.of(case)
  for _, form in ipairs(forms) do
    local lines <const> = form(case)
    if lines then
      lines[#lines + 1] = case.mode and of_mode(case) or nil
      return lines
    end
  end
  return {}
end

return M
