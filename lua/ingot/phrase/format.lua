-- The formats of a slot, `{claim:format}`: one table a language, one entry a format. An entry says
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
---@field rateless boolean? also takes a change that has no rate: from none, or across zero
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

local english = {} ---@type table<string, ingot.Format>

-- "up 8.43%", "down 326.75 mt", "flat"; after an "and" that joined likes only "8.43%".
english.change = { takes = { "change" }, rateless = true, spans = function(env, rule, change)
  local wording = env.wording
  if change.state == "turned" then
    local word = words.changed_sign(change) and wording.turned or wording.against
    return after(word, M.number(change.base, nil, env.lang))
  end
  if not has_rate(change) then return directed(wording.change, env, change) end
  local spans = M.amount(change, rule, env.lang)
  return env.joined and spans or after(wording.change[change:sign()] .. " ", spans)
end }

-- "rose", "fell", "held steady"
english.rise = { takes = { "change" }, rateless = true, spans = function(env, _, change)
  return directed(env.wording.rise, env, change)
end }

-- The same with its size: "rose slightly", "fell sharply", "surged", "plunged".
english.moved = { takes = { "growth" }, rateless = true, spans = function(env, _, change)
  if not has_rate(change) then
    return directed(env.wording.rise, env, change)
  end
  return { env.wording.moved[words.size(change, env.thresholds)][change:sign()] }
end }

-- " by 47.3%" behind a verb, "" when there is no number or it is flat
english.by = { takes = { "change" }, rateless = true, spans = function(env, rule, change)
  if not has_rate(change) then return {} end
  return after(env.wording.by, M.amount(change, rule, env.lang))
end }

-- " (down 0.4% a day)" behind a change that the number of days alone made, "" elsewhere
english.per_day = { takes = { "growth" }, rateless = true, spans = function(env, rule, change)
  if not change.flips then return {} end
  local spans = after(" (" .. env.wording.change[change:sign()] .. " ",
    M.amount(change, rule, env.lang))
  return table.move({ env.wording.a_day .. ")" }, 1, 1, #spans + 1, spans)
end }

-- " against the monthly mean of January and February" where they were released together, else ""
english.basis = { takes = { "change" }, rateless = true, spans = function(env, _, change)
  local basis = change:basis(env.lang)
  return { basis and " " .. basis or "" }
end }

-- "increase", "decrease", "change"
english.increase = { takes = { "change" }, rateless = true, spans = function(env, _, change)
  return { env.wording.increase[words.direction(change)] }
end }

-- "but" between opposite changes, else "and"
english.but = { takes = { "change", "change" }, rateless = true, spans = function(env, _, a, b)
  return { words.opposed(a, b) and env.wording.opposed or env.wording.joined }
end }

-- " again" when a change goes the way the other, of the period before, went
english.again = { takes = { "change", "change" }, spans = function(env, _, a, b)
  return { words.alike(a, b) and env.wording.again or "" }
end }

-- "double-digit " when 10 ≤ |x| < 100
english.double_digit = { takes = { "growth" }, spans = function(env, _, change)
  return { words.double_digit(change, env.thresholds) and env.wording.double_digit or "" }
end }

-- A claim without its sign: "5.3%", for words that say the direction.
english.amount = { takes = { "claim" }, spans = function(env, rule, claim)
  return M.amount(claim, rule, env.lang)
end }

-- The same of a change in percent.
english.percent = { takes = { "growth" }, spans = english.amount.spans }

-- "only " before a share below one half of a part that is falling
english.only = { takes = { { "level" }, { "share", "growth" } }, spans = function(env, _, a, b)
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
english.over = { takes = { "share" }, spans = function(env, rule, share)
  local tens = { unit = "%", decimals = env.thresholds.over, mode = "truncate" }
  local cut = number.round(share.value, tens.decimals, tens.mode)
  if number.sign(cut) == 0 or number.compare(cut, share.value) == 0 then
    return M.number(share, rule, env.lang)
  end
  return after(env.wording.over, M.number(share, tens, env.lang))
end }

-- "about 21,400 mt" when the printed number is not the whole of it
english.about = { takes = { "claim" }, spans = function(env, rule, claim)
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
english.ordinal = { takes = { "position" }, spans = function(env, _, rank)
  return { ordinal_span(env, rank) }
end }

-- " for the second consecutive month", "" for a run of one
english.streak = { takes = { "streak" }, spans = function(env, _, streak)
  if number.compare(streak.value, number.exact(2)) < 0 then return {} end
  local before, behind = env.wording.streak:match "^(.-){ordinal}(.-)$"
  behind = behind:gsub("{period}", env.wording.periods[streak.period.kind])
  return { before, ordinal_span(env, streak), behind }
end }

--- The formats of claims by language. A language without its own prints values and displays only.
---@type table<string, table<string, ingot.Format>>
M.claims = { en = english, zh = {} }

--- The format of a list that goes on: "A, B, C", for ", and other countries" behind it.
M.open_list = "commas"

--- The formats of periods: "January to April", "2025".
---@type table<string, fun(period: ingot.Period, lang: string): string>
M.periods = {
  months = function(period, lang) return period:months_text(lang) end,
  year = function(period) return tostring(period.year) end,
}

return M
