-- The claims of a document as data for `*.claims.json`: every number printed, in order of
-- appearance, with all it takes to trace it; and the sentences they stand in. Tables carry the order
-- of their keys (metafield `__order`) and say when they are lists (`__array`), which the JSON writer
-- heeds.

local document_ = require "ingot.document"
local legible = require "ingot.legible"
local number = require "ingot.number"
local union = require "ingot.read.union"

local M = {}

local FORMAT <const> = 1 -- of the file

local function ordered(keys)
  local meta = { __order = keys }
  return function(t) return setmetatable(t, meta) end
end

local function list(items)
  return setmetatable(items, { __array = true })
end

local file = ordered { "ingot", "script", "language", "period", "run", "sources",
  "products", "regions", "metrics", "sentences", "claims" }
local source = ordered { "path", "table", "filter", "rows", "hash" }
local place = ordered { "paragraph", "sentence", "row", "column" }
local sentence = ordered { "at", "kind", "text", "words", "template", "rule" }
local shown = ordered { "unit", "decimals", "print_as", "mode" }
local entry = ordered {
  "id", "text", "at", "metric", "measure", "where", "period", "base_period", "value", "unit",
  "display", "formula", "operands", "rows", "sources",
}
local small = ordered { "name", "of", "where", "period", "value", "unit", "formula", "rows",
  "operands" }

local function copy(from)
  local to = {}
  for key, value in pairs(from or {}) do to[key] = value end
  return to
end

local function text_of(value)
  if number.is(value) then return number.text(value) end
  return value ~= nil and tostring(value) or nil
end

-- An operand is a small claim: a claim, or the fields of one.
local operand_of -- those of a metric made of metrics hold more of them

function operand_of(operand, null)
  local operands = operand.operands and list {}
  for i, inner in ipairs(operand.operands or {}) do operands[i] = operand_of(inner, null) end
  return small {
    name = operand.name or operand.metric, of = operand.of, where = copy(operand.where),
    period = text_of(operand.period), value = text_of(operand.value) or null,
    unit = operand.unit, formula = operand.formula, rows = operand.rows, operands = operands,
  }
end

-- The files of one claim: paths, or where several sources have the path, what tells which of them;
-- nil when the claim rests on all of the document's.
local function paths_of(claim, sources)
  local names = list {}
  for i, from in ipairs(claim.sources or {}) do
    local path = legible(from.path)
    names[i] = sources.times[from.path] == 1 and path or source {
      path = path, table = from.table, filter = from.filter, rows = from.rows,
    }
  end
  return #names < #sources.all and names or nil
end

-- Claims of the same list have the same paths.
local function known_paths(claim, sources)
  local from = claim.sources or sources.all
  if sources.paths[from] == nil then sources.paths[from] = paths_of(claim, sources) or false end
  return sources.paths[from] or nil
end

local function entry_of(placed, null, sources)
  local span, operands = placed.span, list {}
  local claim, display = span.claim, span.display
  for i, operand in ipairs(claim.operands) do operands[i] = operand_of(operand, null) end
  return entry {
    id = placed.id, text = span.text, at = place(copy(placed.at)),
    metric = claim.metric, measure = claim.kind, where = copy(claim.where),
    period = text_of(claim.period), base_period = text_of(claim.base_period) or null,
    value = text_of(claim.value), unit = claim.unit,
    display = shown {
      unit = display.unit, decimals = display.decimals, print_as = display.print_as,
      mode = display.mode or "round",
    },
    formula = claim.formula, operands = operands, rows = claim.rows,
    sources = known_paths(claim, sources),
  }
end

-- What a template says in a language; nil when what was said is none: a name, or a list of codes.
local function template_of(template, lang)
  if type(template) == "table" then template = template[lang] end
  return type(template) == "string" and template or nil
end

-- A sentence as printed, and its words with the ids of claims where its figures stand.
local function sentence_of(placed, lang)
  local spans, texts, words = placed.spans, {}, {}
  for i, span in ipairs(spans) do
    local id = placed.ids[i]
    texts[i], words[i] = id and span.text or span, id and ("{%s}"):format(id) or span
  end
  return sentence {
    at = place(copy(placed.at)), kind = placed.kind, text = table.concat(texts),
    words = next(placed.ids) and table.concat(words), template = template_of(spans.template, lang),
    rule = spans.rule,
  }
end

-- The files behind the claims: each once for every table it is part of, and for every part of its
-- rows that a table was made of.
local function sources_of(placed)
  local lists, sources = {}, list {}
  for i, item in ipairs(placed) do lists[i] = item.span.claim.sources or {} end
  local times = {} -- each path
  for i, from in ipairs(union(lists)) do
    sources[i], times[from.path] = source(copy(from)), (times[from.path] or 0) + 1
    sources[i].path = legible(from.path)
  end
  return { all = sources, times = times, paths = {} }
end

---@class ingot.ClaimsMeta
---@field script string? the script's path
---@field sources table[]? instead of those the claims name: { path, rows, hash }
---@field run ingot.RunAbout? what made it
---@field products table? the products used: name → HS codes
---@field regions table? the regions used
---@field metrics table? the metrics used: name → definition
---@field null any what stands for nothing, as native.null; left out when nil

--- The claims of a document in the shape of a claims file.
---@param document ingot.Document
---@param meta ingot.ClaimsMeta?
---@return table file a claim names its `sources` only when they are not all of the document's
function M.render(document, meta)
  meta = meta or {}
  local placed = document_.spans(document)
  local claims, sentences = list {}, list {}
  local sources = sources_of(placed)
  for i, item in ipairs(placed) do claims[i] = entry_of(item, meta.null, sources) end
  for i, said in ipairs(document_.sentences(document)) do
    sentences[i] = sentence_of(said, document.lang)
  end
  return file {
    ingot = FORMAT, script = meta.script and legible(meta.script), language = document.lang,
    period = text_of(document.period) or meta.null, run = meta.run, sources = meta.sources or sources.all,
    products = meta.products, regions = meta.regions, metrics = meta.metrics,
    sentences = sentences, claims = claims,
  }
end

return M
