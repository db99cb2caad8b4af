-- Saying a parsed template: each slot becomes spans, strings and numbers of claims. What cannot be
-- said (unknown, without a rate, an empty list) leaves an optional part out, and is an error
-- elsewhere.

local bare = require "ingot.phrase.bare"
local claim = require "ingot.claim"
local display = require "ingot.display"
local format = require "ingot.phrase.format"
local list = require "ingot.phrase.list"
local period = require "ingot.period"
local said_ = require "ingot.phrase.said"
local spans_ = require "ingot.phrase.spans"
local unit = require "ingot.unit"
local value_of = require "ingot.phrase.value"
local words = require "ingot.words"

local M = {}

local function fail(at, message, ...)
  error({ message = message:format(...), at = at }, 0)
end

--- Spans made before, to be used as a value: a list whose items are phrases.
M.Said = { __name = "ingot.said" }

local function is_empty(value)
  return type(value) == "table" and next(value) == nil and not period.is(value)
end

-- Whether values are of the kinds a format takes.
local function fit(kinds, values)
  if #kinds ~= #values then return false end
  for i, kind in ipairs(kinds) do
    local asked = format.kinds[kind]
    if not (asked.plain or claim.is(values[i])) or not asked[2](values[i]) then return false end
  end
  return true
end

local function check_takes(slot, entry, values)
  local lists = type(entry.takes[1]) == "table" and entry.takes or { entry.takes }
  local wanted, given = {}, {}
  for i, kinds in ipairs(lists) do
    if fit(kinds, values) then return end
    local names = {}
    for j, kind in ipairs(kinds) do names[j] = format.kinds[kind][1] end
    wanted[i] = table.concat(names, " and ")
  end
  for i, value in ipairs(values) do given[i] = value_of.described(value) end
  fail(slot.format_at, "'%s' takes %s, got %s", slot.format, table.concat(wanted, ", or "),
    table.concat(given, " and "))
end

-- Whether a slot can be said; if not, the value that is in the way. A change without a rate is said
-- only by the formats that have words for it.
local function sayable(env, slot)
  local entry, values = env.formats[slot.format], value_of.resolve(env, slot)
  for _, value in ipairs(values) do
    local mute = claim.is(value) and (value.state == "unknown"
      or value.state == "turned" and not (entry and entry.turned)
      or (not value.value or value.state == "tiny") and not (entry and entry.rateless))
    if mute or is_empty(value) then return false, value end
  end
  if not (entry and entry.fits) then return true end
  check_takes(slot, entry, values)
  return entry.fits(env, table.unpack(values))
end

local rateless_reasons <const> = {
  from_zero = "its base is zero", turned = "it changed its sign, or was below zero",
  tiny = "its base is too small",
}

local function demand_sayable(env, slot)
  local fine, value = sayable(env, slot)
  if fine then return end
  if value == nil then
    fail(slot.format_at, "'%s' has no place here: %s; what may be left out goes in [ ]", slot.format,
      env.formats[slot.format].unfit)
  end
  if is_empty(value) then
    fail(slot.at, "'%s' is an empty list; what may be left out goes in [ ]", value_of.written(slot))
  end
  local which = value_of.identified(value)
  if value.state == "unknown" then
    local reason = value.reason and ": " .. value.reason or ""
    fail(slot.at, "%s is unknown%s; what may be left out goes in [ ]", which, reason)
  end
  fail(slot.at, "%s has no rate (%s); say it with 'change', or leave it out in [ ]", which,
    rateless_reasons[value.state])
end

-- Numbers go through displays, whose own problems (unlike units) get the slot's place.
local function placed(slot, make, ...)
  local fine, result = pcall(make, ...)
  if fine then return result end
  if type(result) == "table" then error(result, 0) end
  fail(slot.rule_at or slot.format_at or slot.at, "%s", (result:gsub("^%S+:%d+: ", "")))
end

-- After an "and" between changes that go the same way the second drops its verb.
local function note_joined(env, slot, values)
  env.joined_slot, env.joined_to = nil, nil
  if slot.format ~= "but" then return end
  local a, b = table.unpack(values)
  if a.value and b.value and words.alike(a, b, env.thresholds) then
    env.joined_slot, env.joined_to = table.concat(slot.paths[2], "."), a
  end
end

-- The display that a slot asks for: by name, else what the article has for the measure. Levels may be
-- of tonnes and of prices: those in a unit that it does not show are shown as their metric says.
local function rule_of(env, name, c)
  if name then return display.rule(name) end
  local rule = display.rule(env.displays[c.kind] or "")
  return rule and pcall(unit.powers, c.unit, rule.unit) and rule or nil
end

local function formatted(env, slot, entry, values)
  check_takes(slot, entry, values)
  demand_sayable(env, slot)
  env.joined = env.joined_slot == value_of.written(slot) and env.joined_to or nil
  local rule = rule_of(env, slot.rule, values[1])
  local spans = placed(slot, entry.spans, env, rule, table.unpack(values))
  note_joined(env, slot, values)
  return spans
end

local function claim_spans(env, slot, c)
  demand_sayable(env, slot)
  local rule = rule_of(env, slot.format, c)
  local unsigned = slot.format and format.kinds.change[2](c)
  return placed(slot, unsigned and format.amount or format.number, c, rule, env.lang)
end

local function text_span(slot, text)
  local _, figure = bare.find(text)
  if figure then
    fail(slot.at, "'%s' holds the bare number '%s': numbers come from claims",
      value_of.written(slot), figure)
  end
  return { text }
end

local plain -- the items of a list are plain values too

-- What stands for an item in a list of names: rows go by their subject.
local function name_of(item)
  if type(item) ~= "table" or value_of.is_label(item) then return item end
  return value_of.is_label(item.subject) and item.subject or item.name
end

local function list_spans(env, slot, items, options)
  return list.join(items, env.language.list, function(item)
    return plain(env, slot, name_of(item))
  end, options)
end

function plain(env, slot, value)
  if type(value) == "string" then return text_span(slot, value) end
  if value_of.is_label(value) then
    return { env.cells and (value[env.lang] or value.en) or words.name(value, env.lang) }
  end
  if value_of.is_text(value) then return text_span(slot, value[env.lang] or value.en) end
  if period.is(value) then return { value:text(env.lang) } end
  if getmetatable(value) == M.Said then return value end
  if type(value) == "table" and #value > 0 then return list_spans(env, slot, value) end
  if type(value) == "number" then
    fail(slot.at, "'%s' is the bare number %s: numbers come from claims", value_of.written(slot),
      tostring(value))
  end
  fail(slot.at, "'%s' is %s, which no sentence can hold; a claim, a period, a text or a list of "
    .. "names expected", value_of.written(slot), value_of.described(value))
end

-- A list of names or rows, which may be empty.
local function is_names(value)
  return type(value) == "table" and (#value > 0 or is_empty(value))
    and getmetatable(value) ~= M.Said
end

local function slot_spans(env, slot)
  local values = value_of.resolve(env, slot)
  local entry = env.formats[slot.format]
  if entry then return formatted(env, slot, entry, values) end
  env.joined_slot = nil
  if #values > 1 then fail(slot.at, "two values need a format that takes two, as 'but'") end
  local value = values[1]
  local most = list.most(slot.format)
  if most or slot.format == format.open_list then
    if not is_names(value) then
      fail(slot.format_at, "'%s' takes a list of names, got %s", slot.format,
        value_of.described(value))
    end
    demand_sayable(env, slot)
    return list_spans(env, slot, value, {
      most = most, last = not most and env.language.list.gap or nil,
    })
  end
  local of_period = format.periods[slot.format]
  if of_period and period.is(value) then return { of_period(value, env.lang) } end
  if claim.is(value) and not of_period then return claim_spans(env, slot, value) end
  if slot.format then
    fail(slot.format_at, "'%s' takes %s, got %s", slot.format,
      of_period and "a period" or "a claim", value_of.described(value))
  end
  demand_sayable(env, slot)
  return plain(env, slot, value)
end

-- Whether all slots of an alternative can be said; optional parts in it look after themselves.
local function can_be_said(env, alternative)
  for _, part in ipairs(alternative) do
    if part.paths and not sayable(env, part) then return false end
  end
  return true
end

-- The literals and slots that are said: of each optional part the first alternative that can be.
local function chosen(env, parts, said)
  for _, part in ipairs(parts) do
    if not part.alternatives then said[#said + 1] = part end
    for _, alternative in ipairs(part.alternatives or {}) do
      if can_be_said(env, alternative) then
        chosen(env, alternative, said)
        break
      end
    end
  end
  return said
end

-- Whether the sentence states a level itself, as "from {base} a year earlier" does.
local function stating(env, parts)
  return function(level)
    for _, part in ipairs(parts) do
      local c = part.paths and not env.formats[part.format] and value_of.resolve(env, part)[1]
      if level and claim.is(c) and c.metric == level.metric
        and c.period == level.period and c.value == level.value then
        return true
      end
    end
    return false
  end
end

-- The literal text counts as said before any slot has its choice of words.
local function note_literals(env, parts)
  for _, part in ipairs(parts) do
    if part.literal then said_.note(part.literal, env.said, env.lang) end
  end
end

--- Fills a template's parts. Problems are raised as { message, at }.
---@param parts ingot.Part[]
---@param names table<string, any>
---@param context ingot.PhraseContext
---@return (string|ingot.Span)[] spans
function M.say(parts, names, context)
  local lang = context.lang or "en"
  local language = words.language(lang)
  local env = {
    lang = lang, language = language, wording = language.wording, names = names,
    shared = context.names or {}, formats = format.claims[lang],
    thresholds = context.thresholds or words.thresholds, said = context.said,
    displays = context.displays or {}, cells = context.cells,
  }
  local said = chosen(env, parts, {})
  env.states = stating(env, said)
  note_literals(env, said)
  local spans = {}
  for _, part in ipairs(said) do
    spans_.append(spans, part.literal and { part.literal } or slot_spans(env, part), env.lang)
  end
  return spans
end

return M
