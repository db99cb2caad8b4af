--- The sentences of a claims file, each with its claims, and what tells them from one another: the
--- identity of a claim, which stays the same from month to month and when its data are revised.

local period <const> = require "ingot.period"

local M = {}

---@class ingot.DiffSentence
---@field at { paragraph: integer, sentence: integer }
---@field kind string
---@field text? string     nil in files that do not keep sentences
---@field words? string    the text with "{}" where its figures stand
---@field template? string
---@field rule? string
---@field claims table[]   entries of the file
---@field keys string[]    of these: metric, measure and what is selected, with the distance from the
---   document's period and how rows were chosen
---@field loose string[]   the same without these two

-- "flow=export partner=429", in order of names. The condition of a query tells how rows were chosen,
-- not what is spoken of.
local function where_text(where)
  local parts <const> = {}
  for name, value in pairs(where or {}) do
    parts[#parts + 1] = name ~= "filter" and ("%s=%s"):format(name, value) or nil
  end
  table.sort(parts)
  return table.concat(parts, "\1")
end

--- What a claim or an operand speaks of, whatever its period.
---@param entry table
---@return string
function M.identity(entry)
  return table.concat({
    entry.metric or entry.name, entry.measure or "", where_text(entry.where),
  }, "\0")
end

local function last_month(text)
  local parsed <const> = text and period.parse(text)
  return parsed and parsed.to
end

-- The month all distances are counted from: the last of the document, else of its claims.
local function anchor_of(document)
  local anchor = last_month(document.period)
  if anchor then
    return anchor
  end
  for _, entry in ipairs(document.claims) do
    local to <const> = last_month(entry.period)
    anchor = to and math.max(anchor or to, to) or anchor
  end
  return anchor or 0
end

local function add_claim(sentence, entry, anchor)
  local n <const> = #sentence.claims + 1
  local to <const> = last_month(entry.period)
  sentence.claims[n], sentence.loose[n] = entry, M.identity(entry)
  sentence.keys[n] = table.concat({
    sentence.loose[n], entry.where and entry.where.filter or "",
    to and tostring(to - anchor) or entry.period or "",
  }, "\0")
end

local function new_sentence(from)
  return {
    at = from.at, kind = from.kind, text = from.text, template = from.template, rule = from.rule,
    claims = {}, keys = {}, loose = {},
  }
end

local function by_id(claims)
  local entries <const> = {}
  for _, entry in ipairs(claims) do
    entries[entry.id] = entry
  end
  return entries
end

local function listed(document, anchor)
  local sentences <const>, entries <const> = {}, by_id(document.claims)
  for i, from in ipairs(document.sentences) do
    local sentence <const> = new_sentence(from)
    sentence.words = (from.words or from.text or ""):gsub("{(c%d+)}", function(id)
      if not entries[id] then
        return nil
      end
      add_claim(sentence, entries[id], anchor)
      return "{}"
    end)
    sentences[i] = sentence
    -- The title of a chart is that of what the chart shows, which is said behind it.
    local title <const> = sentences[i - 1]
    if sentence.kind == "chart" and title and title.kind == "chart" and #title.claims == 0
      and title.at.paragraph == sentence.at.paragraph then
      title.loose = sentence.loose
    end
  end
  return sentences
end

local function kind_at(at)
  return at.paragraph == 0 and "title" or at.sentence == 0 and "heading" or "paragraph"
end

-- Of a file that does not keep its sentences: its claims by their places.
local function gathered(document, anchor)
  local sentences <const> = {}
  for _, entry in ipairs(document.claims) do
    local at <const>, last <const> = entry.at, sentences[#sentences]
    local same <const> = last and last.at.paragraph == at.paragraph
      and last.at.sentence == at.sentence and last.at.row == at.row and last.at.column == at.column
    if not same then
      sentences[#sentences + 1] = new_sentence { at = at, kind = kind_at(at) }
    end
    add_claim(sentences[#sentences], entry, anchor)
  end
  return sentences
end

--- The sentences of a claims file in order.
---@param document table
---@return ingot.DiffSentence[]
function M.of(document)
  return (document.sentences and listed or gathered)(document, anchor_of(document))
end

return M
