-- Members of a breakdown that an article does not name: those whose change is large, and what they
-- come to together where that turns the total.

local dimension_ = require "ingot.dimension"
local display = require "ingot.display"
local measure = require "ingot.measure"

local M = {}

local kinds <const> = { before = "diff", year_ago = "yoy_diff" }

-- More than one of a dimension.
local plurals <const> = {
  partner = "partners", province = "provinces", mode = "modes", hs = "HS codes",
}

---@class ingot.Moved  a member
---@field subject ingot.Subject
---@field by number  its change, in the metric's unit
---@field named boolean

-- The change of every member, largest level first, with whether it was named; and of all of them the
-- sum of their sizes.
local function changes_of(mention)
  if mention.changes then return mention.changes, mention.gross end
  local kind, metric = kinds[mention.base], mention.metric
  local parts = mention.cube:by(mention.dimension)
  local data = parts:table(metric.name, mention.period, { "level", kind })
  local codes, by = data:column(dimension_.get(mention.dimension).key), data:column(kind)
  local changes, gross = {}, 0
  for i = 1, #codes do
    local subject = parts:subject(codes[i] or "")
    changes[i] = { subject = subject, by = by[i] or 0, named = mention.named(subject) }
    gross = gross + math.abs(changes[i].by)
  end
  mention.changes, mention.gross = changes, gross
  return changes, gross
end

local function sign(x)
  return x > 0 and 1 or x < 0 and -1 or 0
end

local verbs <const> = { [1] = "rose", [0] = "held", [-1] = "fell" }

-- A change in words: "fell by 2,584 mt".
local function moved(change)
  local rule = change.unit == "t" and display.rule "t0" or change.display
  return ("%s by %s"):format(verbs[change:sign()], change:magnitude(rule, "en"))
end

local function against(change)
  return ("in %s on %s"):format(change.period:text("en"), change.base_period:text("en"))
end

--- Members that are named nowhere, though their change is at least so large a part of all changes.
---@param mention ingot.Mention
---@param thresholds table  as words.thresholds
---@return ingot.Omission[]
function M.members(mention, thresholds)
  local changes, gross = changes_of(mention)
  local found = {}
  for _, member in ipairs(changes) do
    local part = gross > 0 and 100 * math.abs(member.by) / gross or 0
    if not member.named and part >= thresholds.omission then
      local fact = measure.level {
        cube = mention.cube, metric = mention.metric, period = mention.period,
        subject = member.subject,
      }
      local change, noun = fact[kinds[mention.base]], mention.metric.en or mention.metric.name
      found[#found + 1] = {
        kind = "member", fact = fact, change = change, why = ("%s is named nowhere: its %s %s %s, "
          .. "%.1f%% of all changes by %s"):format(member.subject.en, noun, moved(change),
          against(change), part, mention.dimension),
      }
    end
  end
  return found
end

--- What all that is not named comes to, where it turns the total and nothing is said of it: the
--- members that are named went one way together, the total the other.
---@param mention ingot.Mention
---@return ingot.Omission?
function M.rest(mention)
  local changes = changes_of(mention)
  local codes, named, others, n = {}, 0, 0, 0
  for _, member in ipairs(changes) do
    if member.named then
      named, n = named + member.by, n + 1
    else
      others, codes[#codes + 1] = others + member.by, member.subject.code
    end
  end
  local whole = sign(named + others)
  if whole == 0 or sign(named) ~= -whole or sign(others) ~= whole or mention.covers(codes) then
    return nil
  end
  local function level(cube)
    return measure.level { cube = cube, metric = mention.metric, period = mention.period }
  end
  local kind = kinds[mention.base]
  local fact = level(mention.cube:slice { [mention.dimension] = codes })
  local change, total = fact[kind], level(mention.cube)[kind]
  if not change.value or not total.value then return nil end
  return {
    kind = "rest", fact = fact, change = change, whole = total,
    why = ("the other %s turn the total, and nothing is said of them: they %s %s, while the %d named %s "
      .. "and the total %s"):format(plurals[mention.dimension], moved(change), against(change), n,
      verbs[sign(named)], moved(total)),
  }
end

return M
