-- Formats of changes: which way, how far, by how much. Each says its words in the language of the
-- environment; of words that mean the same, the first that the paragraph has not had.

local figure = require "ingot.phrase.format.figure"
local number = require "ingot.number"
local said = require "ingot.phrase.said"
local words = require "ingot.words"

local formats = {} ---@type table<string, ingot.Format>

local function after(word, spans)
  table.insert(spans, 1, word)
  return spans
end

local function one_of(env, variants)
  return type(variants) == "string" and variants or said.pick(variants, env.said, env.lang)
end

-- What stands for the number of a change that has none: " from none"; nil where the sentence states
-- its base.
local function instead(env, change)
  local from = env.wording.from[change.state]
  if not from or env.states(change.base) then return nil end
  return (from:gsub("{then}", function() return env.wording["then"][words.step(change)] end))
end

-- The verbs of a format: those of the unit of the change, where the language has some.
local function verbs_of(env, name, change)
  local own = env.wording.by_unit and env.wording.by_unit[change.unit]
  return own and own[name] or env.wording[name]
end

-- A verb by direction, and what stands for the number of a change that has none.
local function directed(verbs, env, change)
  local verb = one_of(env, verbs[words.direction(change, env.thresholds)])
  return { verb .. (instead(env, change) or "") }
end

-- Whether a change has a number to be said, and does not read as none.
local function has_rate(env, change)
  return change.value ~= nil and change.state ~= "tiny"
    and change:sign(env.thresholds.flat) ~= 0
end

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
local function sided(env, level, rule)
  if not (level.sides and level.sides[env.lang]) then return figure.number(level, rule, env.lang) end
  return patterned(env.wording.side, {
    side = side_of(env, level), amount = figure.amount(level, rule, env.lang),
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
    if not has_rate(env, change) then return directed(verbs_of(env, "change", change), env, change) end
    local spans = figure.amount(change, rule, env.lang)
    if env.joined and wording.drops_verb then return spans end
    local verb = verbs_of(env, "change", change)[change:sign(env.thresholds.flat)]
    return after(verb .. wording.verb_gap, spans)
  end,
}

-- The same, but none of a change of sign, which an alternative says by both levels.
formats.growth = { takes = { "change" }, rateless = true, spans = formats.change.spans }

-- "net exports": which side of zero a level is on; its size is said by `amount`.
formats.side = { takes = { "sided" }, spans = function(env, _, level)
  return { side_of(env, level) }
end }

-- A level beside another of its metric: "net exports of 1,200 mt", or "1,200 mt" where both are on
-- one side of zero.
formats.sided = { takes = { "sided", "sided" }, spans = function(env, rule, level, other)
  if side_of(env, level) == side_of(env, other) then return figure.amount(level, rule, env.lang) end
  return sided(env, level, rule)
end }

-- "rose", "fell", "held steady"
formats.rise = { takes = { "change" }, rateless = true, spans = function(env, _, change)
  return directed(verbs_of(env, "rise", change), env, change)
end }

-- The same with its size: "rose slightly", "fell sharply", "surged", "plunged".
formats.moved = { takes = { "growth" }, rateless = true, spans = function(env, _, change)
  if not has_rate(env, change) then
    return directed(verbs_of(env, "rise", change), env, change)
  end
  local size = words.size(change, env.thresholds)
  return { one_of(env, env.wording.moved[size][change:sign(env.thresholds.flat)]) }
end }

-- The verb with its number: "rose sharply by 23.9%"; of the second of two that go the same way and
-- as far, only the number: "rose by 12.8% MoM and 14.6% YoY".
formats.moved_by = { takes = { "growth" }, rateless = true, spans = function(env, rule, change)
  if not has_rate(env, change) then return directed(verbs_of(env, "rise", change), env, change) end
  local spans = figure.amount(change, rule, env.lang)
  local size = words.size(change, env.thresholds)
  local alike = env.joined and words.size(env.joined, env.thresholds) == size
  if alike and env.wording.drops_verb then return spans end
  local verb = alike and size == "plain" and env.verb
    or one_of(env, env.wording.moved[size][change:sign(env.thresholds.flat)])
  env.verb = verb -- a language that keeps the second has the same again
  return after(verb .. env.wording.by, spans)
end }

-- What a change is against: "MoM", "QoQ", "YoY"; behind "up from none" or "turned from net exports
-- of 1,200 mt", which are no rates, "a month earlier", "a year earlier".
formats.step = {
  takes = { "change" }, rateless = true, turned = true, spans = function(env, _, change)
    local wording, step = env.wording, words.step(change)
    local worded = change.state == "turned" or instead(env, change)
    local earlier = worded and not change:basis(env.lang) and wording.earlier
    return { (earlier or wording.steps)[step] }
  end,
}

-- " by 47.3%" behind a verb, "" when there is no number or it is flat
formats.by = { takes = { "change" }, rateless = true, spans = function(env, rule, change)
  if not has_rate(env, change) then return {} end
  return after(env.wording.by, figure.amount(change, rule, env.lang))
end }

-- " (down 0.4% a day)", " (up 3.1% adjusted for Lunar New Year)" behind a change that goes the other
-- way by the number of days alone, "" elsewhere
formats.per_day = {
  takes = { "growth" }, rateless = true, turned = true, spans = function(env, rule, change)
    if not change.flips then return {} end
    local text = after(env.wording.change[change:sign()] .. env.wording.verb_gap,
      figure.amount(change, rule, env.lang))
    return patterned(env.wording.adjusted, { change = text, basis = change:basis(env.lang) })
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
  return { one_of(env, verbs_of(env, "increase", change)[words.direction(change, env.thresholds)]) }
end }

return formats
