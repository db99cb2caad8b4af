--- To which digit a figure is printed. All zeros at the end of a whole number count as not printed, for
--- desks round to tens of thousands as well as to hundreds; unless most of its like in the paragraph or
--- table are printed to a finer digit.

local claim_ <const> = require "ingot.check.claim"
local number <const> = require "ingot.number"

local M = {}

local LEAST <const> = 3 -- figures that make a custom

-- What figures have to share to be of one making.
local function class_of(claim)
  local subject <const> = claim.subject or {}
  return table.concat({
    claim.unit, claim.block or "", claim.base and "change" or "level",
    (subject.partner or subject.province or subject.mode or subject.item) and "member" or "whole",
    claim.period and claim.period:count() or "",
  }, "|")
end

local function step_of(claim)
  return number.shift(claim.step, claim_.zeros(claim))
end

-- The step that most of a list have, or nil.
local function custom_of(steps)
  local counts <const> = {}
  for _, step in ipairs(steps) do
    local text <const> = number.text(step)
    counts[text] = (counts[text] or 0) + 1
    if counts[text] * 2 > #steps and #steps >= LEAST then
      return step
    end
  end
end

--- The step of each claim.
---@param claims ingot.check.Claim[]
---@return table<ingot.check.Claim, ingot.Number>
function M.of(claims)
  local classes <const>, own <const> = {}, {}
  for _, claim in ipairs(claims) do
    local class <const> = class_of(claim)
    own[claim] = step_of(claim)
    if not claim.approx then
      classes[class] = classes[class] or {}
      table.insert(classes[class], own[claim])
    end
  end
  for class, steps in pairs(classes) do
    classes[class] = custom_of(steps) or false
  end
  for _, claim in ipairs(claims) do
    local custom <const> = not claim.approx and classes[class_of(claim)]
    if custom and number.compare(custom, own[claim]) < 0
      and number.compare(custom, claim.step) >= 0 then
      own[claim] = custom
    end
  end
  return own
end

return M
