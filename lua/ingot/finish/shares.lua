-- Shares of one whole that stand together, as the rows of a table or the clauses of a paragraph, and
-- make it up: their unrounded parts add up to it exactly. Rounded one by one they may come to 99.9%
-- or 100.1%. Correctly rounded figures and a note are the default; apportioned ones add up, and some
-- are off their rounding by one unit in the last place: largest remainders, of equal ones the larger
-- part's and then the lower code's, so the order of sentences has no say.

local figures <const> = require "ingot.finish.figures"
local number <const> = require "ingot.number"
local rational <const> = require "ingot.rational"
local words <const> = require "ingot.finish.words"

local M = {}

local HUNDRED <const> = number.exact(100)

local function operands_of(claim)
  local part, whole
  for _, operand in ipairs(claim.operands) do
    if operand.of == "whole" then
      whole = operand
    else
      part = part or operand
    end
  end
  return part, whole
end

-- Whether a figure is a share as rounded, of known levels.
local function is_rounded_share(span)
  local claim <const>, display <const> = span.claim, span.display
  if claim.kind ~= "share" or not claim.value or display.unit ~= "%"
    or (display.mode or "round") ~= "round" or (display.decimals or -1) < 0 then
    return false
  end
  local part <const>, whole <const> = operands_of(claim)
  return part ~= nil and whole ~= nil and part.value ~= nil and whole.value ~= nil
end

-- A share as it is printed: the same share with as many decimals has the same key everywhere.
local function key_of(span)
  local claim <const> = span.claim
  local _, whole <const> = operands_of(claim)
  return table.concat({ figures.key(claim.metric, claim), figures.key(claim.metric, whole),
    span.display.decimals }, "\0")
end

local function group_of(span)
  local claim <const> = span.claim
  local _, whole <const> = operands_of(claim)
  return table.concat({ figures.key(claim.metric, whole), claim.subject and claim.subject.dimension
    or "", span.display.decimals }, "\0")
end

---@class ingot.ShareGroup
---@field decimals integer
---@field whole ingot.Rational
---@field parts { key: string, value: ingot.Number, level: ingot.Rational }[]  each once

-- The groups of the figures of a block, in order; those of which parts are missing as well.
local function groups_in(block)
  local groups <const>, by_key <const>, seen <const> = {}, {}, {}
  for _, figure in ipairs(figures.of(block)) do
    local span <const> = figure.span
    if is_rounded_share(span) then
      local part <const>, whole <const> = operands_of(span.claim)
      local name <const>, key <const> = group_of(span), key_of(span)
      local group = by_key[name]
      if not group then
        group = { decimals = span.display.decimals, whole = rational.from(whole.value), parts = {} }
        by_key[name], groups[#groups + 1] = group, group
      end
      if not seen[key] then
        seen[key] = true
        group.parts[#group.parts + 1] = {
          key = key, value = span.claim.value, level = rational.from(part.value),
        }
      end
    end
  end
  return groups
end

local function is_complete(group)
  if #group.parts < 2 or group.whole:signum() <= 0 then
    return false
  end
  local levels <const> = {}
  for i, part in ipairs(group.parts) do
    levels[i] = part.level
  end
  return rational.sum(levels) == group.whole
end

local function adds_up(group)
  local sum = number.exact(0)
  for _, part in ipairs(group.parts) do
    sum = number.add(sum, number.round(part.value, group.decimals))
  end
  return number.compare(sum, HUNDRED) == 0
end

-- The apportioned share of each part, by its key.
local function apportioned(group)
  local parts <const>, exact <const> = group.parts, {}
  table.sort(parts, function(a, b)
    return b.level < a.level or a.level == b.level and a.key < b.key
  end)
  for i, part in ipairs(parts) do
    exact[i] = part.level * 100 / group.whole
  end
  local by_key <const> = {}
  for i, cut in ipairs(rational.apportion(exact, rational.from(HUNDRED), group.decimals)) do
    by_key[parts[i].key] = cut
  end
  return by_key
end

local function reprint(figure, cut)
  local span <const> = figure.span
  span.text = number.format(cut, {
    decimals = span.display.decimals, thousands = span.display.thousands, trim = span.display.trim == true,
  })
  span.display = figures.changed(span.display, { mode = "apportioned" })
end

-- Of one block the shares in it; `elsewhere` gets those that it is the first to have.
local function apportion_block(block, groups, elsewhere)
  local cuts <const> = {}
  for _, group in ipairs(groups) do
    for key, cut in pairs(apportioned(group)) do
      cuts[key] = cut
      elsewhere[key] = elsewhere[key] or cut
    end
  end
  for _, figure in ipairs(figures.of(block)) do
    local cut <const> = is_rounded_share(figure.span) and cuts[key_of(figure.span)]
    if cut then
      reprint(figure, cut)
    end
  end
end

-- A share that stands alone elsewhere is printed as in its group: one share has one figure.
local function apportion(document, found)
  local elsewhere <const> = {}
  for _, item in ipairs(found) do
    apportion_block(item.block, item.groups, elsewhere)
  end
  for _, figure in ipairs(figures.all(document)) do
    local cut <const> = is_rounded_share(figure.span) and elsewhere[key_of(figure.span)]
    if cut then
      reprint(figure, cut)
    end
  end
end

--- What is done about shares that do not add up; each gets the document and where they stand, and
--- may return a note.
---@type table<string, fun(document: ingot.Document, found: table[]): (string|ingot.Span)[]?>
M.ways = {
  apportion = apportion,
  footnote = function(document)
    return { words[document.lang].rounding }
  end,
  plain = function() end,
}

--- Sees to the shares of a document that make up their whole and do not add up to 100% as rounded.
---@param document ingot.Document  changed in place
---@param way "footnote"|"apportion"|"plain"
---@return (string|ingot.Span)[]? note
function M.run(document, way)
  local found <const> = {}
  for _, block in ipairs(document.blocks) do
    local groups <const> = {}
    for _, group in ipairs(groups_in(block)) do
      groups[#groups + 1] = is_complete(group) and not adds_up(group) and group or nil
    end
    if #groups > 0 then
      found[#found + 1] = { block = block, groups = groups }
    end
  end
  if #found > 0 then
    return M.ways[way](document, found)
  end
end

return M
