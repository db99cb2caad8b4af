-- What the names in a slot stand for: claims, periods, labels, texts, lists of these. Names are
-- looked up in what a sentence was given, then in what the article knows; behind a dot stand the
-- measures of a claim, the fields of a row, the neighbours of a period.

local claim = require "ingot.claim"
local metric = require "ingot.metric"
local period = require "ingot.period"
local suggest = require "ingot.suggest"

local M = {}

local neighbours <const> = { "previous", "year_ago", "ytd" }
local claim_fields <const> = { "base", "base_period", "metric", "period", "subject" }

-- Problems travel as { message, at }; see ingot.phrase.
local function fail(slot, message, ...)
  error({ message = message:format(...), at = slot.at }, 0)
end

local function both(a, b)
  return table.move(b, 1, #b, #a + 1, { table.unpack(a) })
end

--- Whether a value is a name from reference data: { code = "429", en = "Mexico", zh = "墨西哥" }.
---@param value any
---@return boolean
function M.is_label(value)
  return type(value) == "table" and rawget(value, "code") ~= nil and type(value.en) == "string"
end

--- Whether a value is a text in several languages: { en = "exports", zh = "出口" }.
---@param value any
---@return boolean
function M.is_text(value)
  return type(value) == "table" and getmetatable(value) == nil and type(value.en) == "string"
    and rawget(value, "code") == nil
end

--- Spans made before in every language of an article; a slot has those of its own.
M.Versions = { __name = "ingot.versions" }

-- A row's `name` is its subject's: printed as the label it is, in any language; so is its class, and
-- the noun of a claim's metric.
local function get(holder, key)
  if claim.is(holder) then
    if key == "metric" then return metric.noun_of(holder) end
    local value, message = claim.ask(holder, key)
    if message then error(message, 0) end
    return value
  end
  local value, subject = holder[key], rawget(holder, "subject")
  if key == "class" then return rawget(holder, "class_label") or value end
  return M.is_label(subject) and subject.en == value and subject or value
end

local function fields_of(value)
  if period.is(value) then return neighbours end
  if claim.is(value) then return both(suggest.names(claim.related(value)), claim_fields) end
  return suggest.names(value)
end

local function first(env, slot, name)
  local value = get(env.names, name)
  if value == nil then value = env.shared[name] end
  if value == nil then
    local known = both(fields_of(env.names), suggest.names(env.shared))
    fail(slot, "%s", suggest.unknown("name", "names", name, known))
  end
  if getmetatable(value) == M.Versions then return value[env.lang] end
  return value
end

local function field(slot, value, key, path)
  if type(value) ~= "table" then
    fail(slot, "'%s' is a %s and has no '%s'", path, type(value), key)
  end
  local fine, found = pcall(get, value, key)
  if not fine and type(found) == "table" then error(found, 0) end -- of the world: it keeps its kind
  if not fine and period.is(value) then fine, found = true, nil end
  if not fine then fail(slot, "'%s.%s': %s", path, key, found) end
  if period.is(value) and type(found) == "function" then found = found(value) end
  if found == nil and claim.is(value) and value.state == "unknown" then return value end
  if found == nil then
    fail(slot, "'%s' has no '%s'%s", path, key, suggest.did_you_mean(key, fields_of(value)))
  end
  return found
end

--- The values of a slot, one a path. Of something unknown everything is unknown.
---@param env table with `names`, `shared` and `lang`
---@param slot ingot.Slot
---@return any[]
function M.resolve(env, slot)
  local values = {}
  for i, path in ipairs(slot.paths) do
    local value = first(env, slot, path[1])
    for j = 2, #path do
      value = field(slot, value, path[j], table.concat(path, ".", 1, j - 1))
    end
    values[i] = value
  end
  return values
end

--- A slot's paths as written: "total.mom|total.yoy".
---@param slot ingot.Slot
---@return string
function M.written(slot)
  local paths = {}
  for i, path in ipairs(slot.paths) do paths[i] = table.concat(path, ".") end
  return table.concat(paths, "|")
end

local kinds <const> = { level = "level", ytd = "year to date" }

--- What a value is, for messages: "a claim (level)", "a period", "a string".
---@param value any
---@return string
function M.described(value)
  if claim.is(value) then return ("a claim (%s)"):format(kinds[value.kind] or value.kind) end
  if period.is(value) then return "a period" end
  return M.is_label(value) and "a name" or "a " .. type(value)
end

--- Which claim it is, for messages: "the yoy of exports (Mexico) in 2025-04".
---@param c ingot.Claim
---@return string
function M.identified(c)
  local subject = c.subject and (" (%s)"):format(c.subject.en) or ""
  return ("the %s of %s%s in %s"):format(kinds[c.kind] or c.kind, c.metric, subject, c.period)
end

return M
