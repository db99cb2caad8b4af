-- Formats that are a word, or none: "but", "again", "only", "over", "about", "regained", what moved
-- a whole. Where a word has no place, a format with `fits` leaves its optional part out.

local claim_ = require "ingot.claim"
local display = require "ingot.display"
local figure = require "ingot.phrase.format.figure"
local number = require "ingot.number"
local words = require "ingot.words"

local formats = {} ---@type table<string, ingot.Format>

local function after(word, spans)
  table.insert(spans, 1, word)
  return spans
end

local function opposed(env, a, b)
  return words.opposed(a, b, env.thresholds)
end

-- "but" between opposite changes, else "and"
formats.but = {
  takes = { "change", "change" }, rateless = true, turned = true, spans = function(env, _, a, b)
    return { opposed(env, a, b) and env.wording.opposed or env.wording.joined }
  end,
}

-- "although " before the first of two opposite changes: a concession, in [ ] with what else is said
formats.although = {
  takes = { "change", "change" }, rateless = true, turned = true,
  fits = opposed, unfit = "the changes do not go opposite ways, so that nothing is conceded",
  spans = function(env) return { env.wording.although } end,
}

-- "still " before the verb of what went the other way, else ""
formats.still = {
  takes = { "change", "change" }, rateless = true, turned = true, spans = function(env, _, a, b)
    return { opposed(env, a, b) and env.wording.still or "" }
  end,
}

-- " again" when a change goes the way the other, of the period before, went
formats.again = { takes = { "change", "change" }, spans = function(env, _, a, b)
  return { words.alike(a, b, env.thresholds) and env.wording.again or "" }
end }

-- "double-digit " when 10 ≤ |x| < 100
formats.double_digit = { takes = { "growth" }, spans = function(env, _, change)
  return { words.double_digit(change, env.thresholds) and env.wording.double_digit or "" }
end }

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
    return figure.number(share, rule, env.lang)
  end
  return after(env.wording.over, figure.number(share, tens, env.lang))
end }

-- "about 21,400 mt" when the printed number is not the whole of it
formats.about = { takes = { "claim" }, spans = function(env, rule, claim)
  local spans = figure.number(claim, rule, env.lang)
  local whole = display.show(claim.value, claim.unit, {
    unit = spans[1].display.unit, print_as = spans[1].display.print_as,
  }, env.lang)
  local bare = spans[1].text:gsub("(%.%d-)0+$", "%1"):gsub("%.$", "")
  return bare == whole and spans or after(env.wording.about, spans)
end }

--- Whether the rank of a level was held two periods before and lost the period before; nil when a
--- rank is unknown, or there is none.
---@param level ingot.Claim?
---@return boolean?
local function regained(level)
  local ranks = {}
  for i = 1, 3 do
    local rank = level and claim_.ask(level, "rank")
    if not rank or not rank.value then return nil end
    ranks[i], level = rank.value, claim_.ask(level, "before")
  end
  return number.compare(ranks[1], ranks[2]) < 0 and number.compare(ranks[1], ranks[3]) == 0
end

-- "regained": of a rank that was lost the period before, and held the one before that
formats.regained = {
  takes = { "level" }, fits = function(_, level) return regained(level) == true end,
  unfit = "its rank was not lost the period before",
  spans = function(env) return { env.wording.regained } end,
}

local contributions <const> = { yoy = "contribution", mom = "contribution_mom" }

-- The contributions of parts, rows or one level, to a change of their whole; nil when there are none.
local function contributions_of(parts, change)
  local name, found = contributions[change.kind], {}
  if not name then return nil end
  for i, part in ipairs(claim_.is(parts) and { parts } or parts) do
    local level = claim_.is(part) and part or part[change.metric]
    found[i] = claim_.is(level) and level.period == change.period
      and claim_.ask(level, name) or nil
    if not found[i] then return nil end
  end
  return found
end

local function moved_by(env, parts, change)
  local found = contributions_of(parts, change)
  return found and words.moved_by(found, change, env.thresholds) or false
end

-- "core engine" of a rise, "main drag" of a fall: parts that explain at least half of the change
formats.engine = {
  takes = { { "rows", "growth" }, { "level", "growth" } },
  fits = moved_by, unfit = "these parts do not explain half of the change",
  spans = function(env, _, _, change)
    return { env.wording.engine[words.direction(change, env.thresholds)] }
  end,
}

-- "resilient": parts that explain at least half of a rise
formats.resilient = {
  takes = formats.engine.takes,
  fits = function(env, parts, change)
    return words.direction(change, env.thresholds) > 0 and moved_by(env, parts, change)
  end,
  unfit = "these parts do not explain half of a rise",
  spans = function(env) return { env.wording.resilient } end,
}

return formats
