-- What an article spoke of: of which breakdowns it printed members, and which members it named, by
-- a number or by name alone.

local document = require "ingot.document"
local list = require "ingot.measure.list"
local place_ = require "ingot.measure.place"
local text_ = require "ingot.render.text"

---@class ingot.Mention  a breakdown of which members were printed
---@field cube ingot.Cube
---@field metric ingot.Metric
---@field dimension string
---@field period ingot.Period
---@field base "before"|"year_ago"  what its members, or else its whole, are held against
---@field named fun(subject: ingot.Subject): boolean  whether the article names a member anywhere
---@field covers fun(codes: string[]): boolean  whether a number was printed of members together

local M = {}

-- What a claim holds a level against: the period before, or the year before; or neither.
local function base_of(claim)
  local entry = list.entries[claim.kind]
  return entry and (entry.base == "before" or entry.base == "year_ago") and entry.base or nil
end

-- The claims printed that say where they come from, in order, and all words as one text: also those of
-- tables of data, of charts and of the analyst.
local function printed(article)
  local claims, texts = {}, {}
  for _, lang in ipairs(article.langs) do
    local doc = article:document(lang)
    for _, placed in ipairs(lang == article.langs[1] and document.spans(doc) or {}) do
      local claim = placed.span.claim
      claims[#claims + 1] = rawget(claim, "place") and claim or nil
    end
    texts[#texts + 1] = text_.render(doc)
  end
  return claims, table.concat(texts, "\n")
end

local function is_word(text, name)
  local from, to = text:find(name, 1, true)
  while from do
    if not text:sub(from - 1, from - 1):find "%a" and not text:sub(to + 1, to + 1):find "%a" then
      return true
    end
    from, to = text:find(name, to + 1, true)
  end
  return false
end

-- Whether a member was printed, or stands in the words: "The main sources were Chile and Peru."
local function namer(claims, text)
  local codes = {}
  for _, claim in ipairs(claims) do
    local subject = claim.subject
    if subject then codes[subject.dimension .. " " .. subject.code] = true end
  end
  return function(subject)
    return codes[subject.dimension .. " " .. subject.code] or is_word(text, subject.en)
      or is_word(text, (subject.en:gsub("^%l", string.upper))) -- it begins a sentence
      or subject.zh ~= nil and text:find(subject.zh, 1, true) ~= nil
  end
end

-- Whether a number was printed of so many members together, or of more.
local function coverer(claims, dimension)
  return function(codes)
    for _, claim in ipairs(claims) do
      local inside, all = {}, not claim.subject and claim.where[dimension] ~= nil
      for code in (all and claim.where[dimension] or ""):gmatch "%S+" do inside[code] = true end
      for _, code in ipairs(codes) do all = all and inside[code] end
      if all then return true end
    end
    return false
  end
end

-- The base that the whole of a breakdown is held against, where its members are held against none.
local function base_of_whole(claims, place)
  for _, claim in ipairs(claims) do
    local at = rawget(claim, "place")
    local same = not at.subject and at.metric == place.metric and at.period == place.period
    if same and base_of(claim) then return base_of(claim) end
  end
end

--- The breakdowns of which members were printed, in order of appearance. Regions, which may overlap,
--- and metrics that do not add up are none.
---@param article ingot.Article
---@return ingot.Mention[]
function M.of(article)
  local claims, text = printed(article)
  local named = namer(claims, text)
  local found, by_key = {}, {}
  for _, claim in ipairs(claims) do
    local place = rawget(claim, "place")
    local subject = place.subject
    if subject and subject.dimension ~= "region" and place.metric.adds then
      local key = place_.key(place) .. "\0" .. subject.dimension
      local mention = by_key[key]
      if not mention then
        mention = {
          cube = place.cube, metric = place.metric, dimension = subject.dimension,
          period = place.period, named = named, covers = coverer(claims, subject.dimension),
          whole_base = base_of_whole(claims, place),
        }
        found[#found + 1], by_key[key] = mention, mention
      end
      mention.base = mention.base or base_of(claim)
    end
  end
  local moving = {}
  for _, mention in ipairs(found) do
    mention.base = mention.base or mention.whole_base
    moving[#moving + 1] = mention.base and mention or nil
  end
  return moving
end

return M
