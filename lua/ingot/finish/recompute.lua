-- Figures that a reader can compute again from the page. Where the levels as printed do not give a
-- printed share or change, they are printed finer, one decimal at a time and no finer than it takes,
-- in every place where they stand: 279,000 over 195,000 is not up 42.91%, 278,700 over 195,020 is.
-- Where even all decimals do not, as of levels that are quotients, the levels stay as they are, and a
-- note names the figure. A share or change itself is never printed otherwise.

local figures <const> = require "ingot.finish.figures"
local language_ <const> = require "ingot.words"
local number <const> = require "ingot.number"
local relations_ <const> = require "ingot.finish.relations"
local words <const> = require "ingot.finish.words"

local M = {}

-- The fewest decimals that a level is printed with anywhere; nil where it is always printed in full.
local function coarsest(level)
  local least
  for _, printing in ipairs(level.printings) do
    local decimals <const> = relations_.decimals(level.claim,
      relations_.raised(level, printing.display))
    least = decimals and math.min(least or decimals, decimals) or least
  end
  return least
end

-- Asks one decimal more of the levels of a relation: of those printed with the fewest. False when
-- they have no more.
local function refine(relation)
  local least
  for _, level in ipairs(relation.levels) do
    local decimals <const> = coarsest(level)
    if decimals and decimals < level.most then
      least = math.min(least or decimals, decimals)
    end
  end
  if not least then
    return false
  end
  for _, level in ipairs(relation.levels) do
    local decimals <const> = coarsest(level)
    if decimals and decimals <= least and decimals < level.most then
      level.floor = decimals + 1
    end
  end
  return true
end

local function set_floors(relations, floor_of)
  for _, relation in ipairs(relations) do
    for _, level in ipairs(relation.levels) do
      level.floor = floor_of(level)
    end
  end
end

-- Whether a relation holds; asked again only when its levels have been refined.
local function holds(relation)
  local floors <const> = {}
  for i, level in ipairs(relation.levels) do
    floors[i] = level.floor or "-"
  end
  local asked <const> = table.concat(floors, " ")
  if relation.asked ~= asked then
    relation.asked, relation.answer = asked, relations_.holds(relation)
  end
  return relation.answer
end

local function holding(relations)
  local list <const> = {}
  for _, relation in ipairs(relations) do
    list[#list + 1] = holds(relation) and relation or nil
  end
  return list
end

-- Those that do not hold with all decimals never will: they must not make a level finer. The others
-- are refined until they hold; what one level gains may undo another figure, so all are seen again.
local function solve(relations)
  set_floors(relations, function(level) return level.most end)
  local possible <const> = holding(relations)
  set_floors(relations, function() return nil end)
  local changed
  repeat
    changed = false
    for _, relation in ipairs(possible) do
      if not holds(relation) then
        changed = refine(relation) or changed
      end
    end
  until not changed
end

-- Whether a display leaves nothing of a value out.
local function is_whole(claim, display)
  local decimals <const> = relations_.decimals(claim, display)
  return decimals == nil or number.compare(number.round(claim.value, math.max(decimals, -18)),
    claim.value) == 0
end

local function reprint(level, lang)
  for _, figure in ipairs(level.figures) do
    local display <const> = relations_.raised(level, figure.span.display)
    if display ~= figure.span.display then
      figures.reprint(figure, display, lang)
      if is_whole(level.claim, display) then
        figures.drop(figure, language_.language(lang).wording.about)
      end
    end
  end
end

-- A note that names figures, each once.
local function note_on(list, lang)
  local own <const>, said <const> = words[lang], {}
  local spans <const> = { own.unrounded[1] }
  for _, figure in ipairs(list) do
    local span <const> = figure.span
    local behind <const> = span.text .. "\0" .. figures.key(span.claim.kind, span.claim)
    if not said[behind] then
      said[behind] = true
      if #spans > 1 then
        spans[#spans] = spans[#spans] .. own.gap
      end
      spans[#spans + 1] = { claim = span.claim, text = span.text, display = span.display }
      local word <const> = figure.among[figure.at + 1]
      spans[#spans + 1] = type(word) == "string" and word:find "^%%" and "%" or ""
    end
  end
  spans[#spans] = spans[#spans] .. own.unrounded[2]
  return spans
end

--- Prints the levels of a document as fine as it takes for a reader to compute its shares and changes.
---@param document ingot.Document  changed in place
---@return (string|ingot.Span)[]? note  naming what cannot be computed from any of them
function M.run(document)
  local relations <const> = relations_.of(figures.all(document))
  solve(relations)
  local seen <const>, failing <const> = {}, {}
  for _, relation in ipairs(relations) do
    failing[#failing + 1] = not holds(relation) and relation.figure or nil
  end
  for _, relation in ipairs(relations) do
    for _, level in ipairs(relation.levels) do
      if not seen[level] then
        seen[level] = true
        reprint(level, document.lang)
      end
    end
  end
  return #failing > 0 and note_on(failing, document.lang) or nil
end

return M
