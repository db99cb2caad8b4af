-- The formats of a slot, `{claim:format}`: one entry a format, by the words of the language. An entry says
-- what it takes, whether it can do without a number ("up from none"), and makes the spans: strings,
-- and numbers as { claim, text, display }. Every number keeps the display it was printed by.

local claim_ = require "ingot.claim"
local display = require "ingot.display"
local error_ = require "ingot.error"
local number = require "ingot.number"
local read = require "ingot.read"
local words = require "ingot.words"

---@class ingot.Span
---@field claim ingot.Claim
---@field text string the number as printed, without the words and unit around it
---@field display ingot.Display

---@class ingot.Format
---@field takes string[]|string[][] names of `M.kinds`, one a claim; or several such lists
---@field rateless boolean? also takes a change that has no rate: from none, from a low base
---@field turned boolean? also takes one of sign, or of a level below zero
---@field spans fun(env: table, rule: ingot.Display?, ...: ingot.Claim): (string|ingot.Span)[]

local M = {}

local levels <const> = { level = true, ytd = true, full_year = true }
local amounts <const> = {
  level = true, ytd = true, full_year = true, share = true, rank = true, streak = true, hhi = true,
  effective = true, theil = true, laspeyres = true, paasche = true, fisher = true,
  import_parity = true, apparent_consumption = true,
}

-- The share of the k largest is an amount as well: cr3.
local function is_amount(c)
  return amounts[c.kind] or c.kind:find "^cr%d+$" ~= nil
end

--- What formats may ask for: whether a value is of the kind, and how messages call it.
M.kinds = {
  claim = { "a claim", function() return true end },
  level = { "a level", function(c) return levels[c.kind] == true end },
  sided = { "a level of a metric with 'sides'", function(c)
    return levels[c.kind] == true and c.sides ~= nil
  end },
  share = { "a share", function(c) return c.kind == "share" end },
  change = { "a change (mom, yoy, diff …)", function(c) return not is_amount(c) end },
  growth = { "a change in percent (mom, yoy …)",
    function(c) return not is_amount(c) and c.unit == "%" end },
  position = { "a rank or streak", function(c) return c.kind == "rank" or c.kind == "streak" end },
  streak = { "a streak", function(c) return c.kind == "streak" end },
}

-- The rule a claim is printed by: one asked for keeps the claim's own way of cutting digits.
local function rule_for(claim, rule)
  local own, used = claim.display, {}
  for key, value in pairs(rule or own) do used[key] = value end
  used.mode = used.mode or own.mode or "round"
  if used.trim == "differences" then used.trim = claim.kind == "diff" end
  return used
end

-- By unit, a display that shows more of a number that would read as none.
local finer <const> = { t = "t3", ["%"] = "percent2", USD = "usd0" }

-- Something that is printed as nothing: 27 t in units of 100 t. What reads as flat is meant to.
local function warn_of_nothing(claim, text, word)
  if claim:sign() == 0 or text:find "[1-9]" then return end
  local hint = finer[claim.unit] and (", as {…:%s}"):format(finer[claim.unit]) or ""
  read.warn((error_.place():gsub(": $", "")), ("the %s of %s in %s is %s%s, printed as '%s%s'; "
    .. "print it finer%s"):format(claim.kind, claim.subject and claim.subject.en or claim.metric,
    claim.period, number.text(claim.value), claim.unit == "" and "" or " " .. claim.unit, text, word,
    hint))
end

--- A claim's number and unit.
---@param claim ingot.Claim
---@param rule ingot.Display? the claim's own when left out
---@param lang string
---@param value ingot.Number? instead of the claim's: its absolute value
---@return (string|ingot.Span)[]
function M.number(claim, rule, lang, value)
  local used = rule_for(claim, rule)
  local text, word, gap = display.parts(value or claim.value, claim.unit, used, lang)
  warn_of_nothing(claim, text, gap .. word)
  return { { claim = claim, text = text, display = used }, gap .. word }
end

--- The same without a sign, for words that say the direction.
---@param claim ingot.Claim
---@param rule ingot.Display?
---@param lang string
---@return (string|ingot.Span)[]
function M.amount(claim, rule, lang)
  return M.number(claim, rule, lang, number.abs(claim.value))
end

local function after(word, spans)
  table.insert(spans, 1, word)
  return spans
end

-- A verb by direction, and what stands for the number of a change that has none.
local function directed(verbs, env, change)
  local verb, from = verbs[words.direction(change)], env.wording.from[change.state]
  if not from or env.states(change.base) then return { verb } end
  return { verb .. from }
end

-- Whether a change has a number to be said, and does not read as none.
local function has_rate(change)
  return change.value ~= nil and change.state ~= "tiny" and change:sign() ~= 0
end

local formats = {} ---@type table<string, ingot.Format>

-- The word for the side of zero that a level is on: of its metric, or of the language; or nil.
local function side_of(env, level)
  local sides = level.sides and level.sides[env.lang] or env.wording.sides
  return sides and sides[number.sign(level.value) < 0 and 2 or 1]
end

-- A pattern of words whose slots are words or spans: "由{base}转为{side}".
local function patterned(pattern, slots)
  local spans = {}
  for text, name in pattern:gmatch "([^{]*){?(%w*)}?" do
    if text ~= "" then spans[#spans + 1] = text end
    local slot = slots[name] or ""
    for _, span in ipairs(type(slot) == "string" and { slot } or slot) do
      spans[#spans + 1] = span
    end
  end
  return spans
end

-- A level with its side in words: "net imports of 80,000 mt"; its signed number where it has none.
local function sided(env, level)
  if not (level.sides and level.sides[env.lang]) then return M.number(level, nil, env.lang) end
  return patterned(env.wording.side, {
    side = side_of(env, level), amount = M.amount(level, nil, env.lang),
  })
end

-- A change of sign by both levels: the sentence has its own, this the one it came from.
local function turned(env, change)
  local now, base = change.operands[1].value, change.base
  local pattern = words.changed_sign(change) and env.wording.turned or env.wording.against
  local side = side_of(env, { sides = base.sides, value = now })
  return patterned(pattern, { base = sided(env, base), side = side })
end

-- "up 8.43%", "down 326.75 mt", "flat"; after an "and" that joined likes only "8.43%".
formats.change = {
  takes = { "change" }, rateless = true, turned = true, spans = function(env, rule, change)
    local wording = env.wording
    if change.state == "turned" then return turned(env, change) end
    if not has_rate(change) then return directed(wording.change, env, change) end
    local spans = M.amount(change, rule, env.lang)
    if env.joined and wording.drops_verb then return spans end
    return after(wording.change[change:sign()] .. wording.verb_gap, spans)
  end,
}

-- "net exports": which side of zero a level is on; its size is said by `amount`.
formats.side = { takes = { "sided" }, spans = function(env, _, level)
  return { side_of(env, level) }
end }

-- "rose", "fell", "held steady"
formats.rise = { takes = { "change" }, rateless = true, spans = function(env, _, change)
  return directed(env.wording.rise, env, change)
end }

-- The same with its size: "rose slightly", "fell sharply", "surged", "plunged".
formats.moved = { takes = { "growth" }, rateless = true, spans = function(env, _, change)
  if not has_rate(change) then
    return directed(env.wording.rise, env, change)
  end
  return { env.wording.moved[words.size(change, env.thresholds)][change:sign()] }
end }

-- " by 47.3%" behind a verb, "" when there is no number or it is flat
formats.by = { takes = { "change" }, rateless = true, spans = function(env, rule, change)
  if not has_rate(change) then return {} end
  return after(env.wording.by, M.amount(change, rule, env.lang))
end }

-- " (down 0.4% a day)", " (up 3.1% adjusted for Lunar New Year)" behind a change that goes the other
-- way by the number of days alone, "" elsewhere
formats.per_day = {
  takes = { "growth" }, rateless = true, turned = true, spans = function(env, rule, change)
    if not change.flips then return {} end
    local said = after(env.wording.change[change:sign()] .. env.wording.verb_gap,
      M.amount(change, rule, env.lang))
    return patterned(env.wording.adjusted, { change = said, basis = change:basis(env.lang) })
  end,
}

-- " against the monthly mean of January and February" where they were released together, " adjusted
-- for Lunar New Year" of a change that is, else ""
formats.basis = {
  takes = { "change" }, rateless = true, turned = true, spans = function(env, _, change)
    local basis = change:basis(env.lang)
    return basis and patterned(env.wording.basis, { basis = basis }) or {}
  end,
}

-- "increase", "decrease", "change"
formats.increase = { takes = { "change" }, rateless = true, spans = function(env, _, change)
  return { env.wording.increase[words.direction(change)] }
end }

-- "but" between opposite changes, else "and"
formats.but = {
  takes = { "change", "change" }, rateless = true, turned = true, spans = function(env, _, a, b)
    return { words.opposed(a, b) and env.wording.opposed or env.wording.joined }
  end,
}

-- " again" when a change goes the way the other, of the period before, went
formats.again = { takes = { "change", "change" }, spans = function(env, _, a, b)
  return { words.alike(a, b) and env.wording.again or "" }
end }

-- "double-digit " when 10 ≤ |x| < 100
formats.double_digit = { takes = { "growth" }, spans = function(env, _, change)
  return { words.double_digit(change, env.thresholds) and env.wording.double_digit or "" }
end }

-- A claim without its sign: "5.3%", for words that say the direction.
formats.amount = { takes = { "claim" }, spans = function(env, rule, claim)
  return M.amount(claim, rule, env.lang)
end }

-- The same of a change in percent.
formats.percent = { takes = { "growth" }, spans = formats.amount.spans }

-- "only " before a share below one half of a part that is falling
formats.only = { takes = { { "level" }, { "share", "growth" } }, spans = function(env, _, a, b)
  local share, message, change = a, nil, b
  if not b then
    share, message = claim_.ask(a, "share")
    change = a.mom
  end
  if not share then error(message, 0) end
  if not share.value or not change.value then return {} end
  return { words.only(share, change, env.thresholds) and env.wording.only or "" }
end }

-- "over 60%": cut to tens; a share of just so many tens, or of less than ten, is said as it is
formats.over = { takes = { "share" }, spans = function(env, rule, share)
  local tens = { unit = "%", decimals = env.thresholds.over, mode = "truncate" }
  local cut = number.round(share.value, tens.decimals, tens.mode)
  if number.sign(cut) == 0 or number.compare(cut, share.value) == 0 then
    return M.number(share, rule, env.lang)
  end
  return after(env.wording.over, M.number(share, tens, env.lang))
end }

-- "about 21,400 mt" when the printed number is not the whole of it
formats.about = { takes = { "claim" }, spans = function(env, rule, claim)
  local spans = M.number(claim, rule, env.lang)
  local whole = display.show(claim.value, claim.unit, {
    unit = spans[1].display.unit, print_as = spans[1].display.print_as,
  }, env.lang)
  local bare = spans[1].text:gsub("(%.%d-)0+$", "%1"):gsub("%.$", "")
  return bare == whole and spans or after(env.wording.about, spans)
end }

local function ordinal_span(env, claim)
  local n = math.tointeger(number.float(claim.value))
  return {
    claim = claim, text = words.ordinal(n, env.lang),
    display = { unit = "", decimals = 0, print_as = "ordinal", mode = "round" },
  }
end

-- "first", "second" … "11th"
formats.ordinal = { takes = { "position" }, spans = function(env, _, rank)
  return { ordinal_span(env, rank) }
end }

-- " for the second consecutive month", "" for a run of one
formats.streak = { takes = { "streak" }, spans = function(env, _, streak)
  if number.compare(streak.value, number.exact(2)) < 0 then return {} end
  local before, behind = env.wording.streak:match "^(.-){ordinal}(.-)$"
  local kind = streak.uneven and "range" or streak.period.kind -- "period": months are not all alike
  behind = behind:gsub("{period}", env.wording.periods[kind])
  return { before, ordinal_span(env, streak), behind }
end }

--- The formats of claims by language: the same, by the words of each.
---@type table<string, table<string, ingot.Format>>
M.claims = { en = formats, zh = formats }

--- The format of a list that goes on: "A, B, C", for ", and other countries" behind it.
M.open_list = "commas"

--- The formats of periods: "January to April", "2025".
---@type table<string, fun(period: ingot.Period, lang: string): string>
M.periods = {
  months = function(period, lang) return period:months_text(lang) end,
  year = function(period) return tostring(period.year) end,
}

return M
