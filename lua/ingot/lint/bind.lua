-- Which figure a word speaks of: the one behind it in the same clause, or right before it ("a 5.3%
-- MoM decrease").

local kinds = require "ingot.phrase.format.kinds"

local M = {}

-- What ends a clause; "fell sharply, by 5%" is none.
local stops <const> = { "[,;:()]", "%.%s", "，", "。", "；", "：", "（", "）", "、" }

-- Words behind which another clause begins.
local joints <const> = {
  ["while"] = true, whereas = true, but = true, as = true, despite = true, although = true,
  though = true, because = true, when = true, after = true, before = true, against = true,
  which = true, than = true,
}
local joints_zh <const> = { "而", "但", "尽管", "虽然", "由于" }

local function is_one_clause(between)
  between = between:gsub("^, by ", " "):gsub("^, to ", " ")
  for _, stop in ipairs(stops) do
    if between:find(stop) then return false end
  end
  for word in between:gmatch "%a+" do
    if joints[word] then return false end
  end
  for _, word in ipairs(joints_zh) do
    if between:find(word, 1, true) then return false end
  end
  return true
end

--- Whether a sentence, or half of one, ends in a text.
---@param text string
---@return boolean
function M.ends_sentence(text)
  for _, stop in ipairs { "%.%s", ";", "。", "；" } do
    if text:find(stop) then return true end
  end
  return false
end

-- What stands behind the last stop of a text.
local function last_clause(text)
  local from = 1
  for _, stop in ipairs(stops) do
    local at, to = text:find(stop, from)
    while at do
      from = to + 1
      at, to = text:find(stop, from)
    end
  end
  return text:sub(from)
end

--- Whether a claim is a change: of which a word says the direction.
---@param claim ingot.Claim
---@return boolean
function M.is_change(claim)
  return kinds.change[2](claim) and claim.value ~= nil and claim.kind ~= "run"
end

--- The first figure behind a place, when it stands in the same clause.
---@param sentence ingot.LintSentence
---@param to integer
---@return ingot.LintFigure?
---@return string? between
function M.behind(sentence, to)
  for _, figure in ipairs(sentence.figures) do
    if figure.from > to then
      local between = sentence.text:sub(to + 1, figure.from - 1)
      if is_one_clause(between) then return figure, between end
      return nil
    end
  end
end

local bases <const> = {
  [""] = true, MoM = true, YoY = true, ["year-on-year"] = true, ["month-on-month"] = true,
  annual = true, monthly = true,
}

--- The figure right before a place: only its unit and the words of a comparison stand between.
---@param sentence ingot.LintSentence
---@param from integer
---@return ingot.LintFigure?
function M.before(sentence, from)
  local last
  for _, figure in ipairs(sentence.figures) do
    if figure.to < from then last = figure end
  end
  local between = last and sentence.text:sub(last.to + 1, from - 1)
  local basis = between and between:match "^%%?%s*([%a%-]*)%s*$"
  return basis and bases[basis] and last or nil
end

-- What may stand between a verb and the level it led to.
local leading <const> = {
  MoM = true, YoY = true, to = true, at = true, again = true, slightly = true, sharply = true,
  about = true, ["year"] = true, ["month"] = true, on = true,
}
local leading_zh <const> = { [""] = true, ["至"] = true, ["到"] = true, ["为"] = true, ["至约"] = true }

local function leads_to_level(between)
  for word in between:gmatch "%a+" do
    if not leading[word] then return false end
  end
  local wide = between:gsub("[%w%s%p]+", "")
  return leading_zh[wide] == true
end

-- The change of a level that a comparison names, when the level was asked for it: "rose MoM to".
local compared <const> = { { "MoM", "mom" }, { "环比", "mom" }, { "YoY", "yoy" }, { "同比", "yoy" } }

local function change_of_level(sentence, hit, claim, between)
  if not leads_to_level(between) then return nil end
  local around = between
  if sentence.lang == "zh" then
    around = last_clause(sentence.text:sub(1, hit.from - 1)) .. between
  end
  local found
  for _, row in ipairs(compared) do
    if around:find(row[1], 1, true) then
      if found then return nil end -- of two comparisons, who knows which
      found = row[2]
    end
  end
  local change = found and rawget(claim, found)
  return change and change.value and change or nil
end

--- The change that a word of direction or size speaks of.
---@param sentence ingot.LintSentence
---@param hit ingot.LintHit
---@param next_hit ingot.LintHit?  another such word, which may come between
---@return ingot.Claim?
---@return ingot.LintFigure?
function M.change(sentence, hit, next_hit)
  local figure, between = M.behind(sentence, hit.to)
  if figure and not (next_hit and next_hit.from < figure.from) then
    if M.is_change(figure.claim) then return figure.claim, figure end
    if kinds.level[2](figure.claim) then
      return change_of_level(sentence, hit, figure.claim, between), figure
    end
    return nil
  end
  figure = M.before(sentence, hit.from)
  if figure and M.is_change(figure.claim) then return figure.claim, figure end
end

return M
