--- The names that rules know: what a condition may look at, and what a sentence may speak of.

local class <const> = require "ingot.class"
local list <const> = require "ingot.measure.list"
local suggest <const> = require "ingot.suggest"

local M = {}

--- What a condition may look at, and of what kind it is. Changes, shares and contributions are
--- fractions, levels in the metric's unit. Behind `whole_` stands a measure of the whole that a fact
--- is part of, behind `rest_` one of the rest of it: `whole_diff < 0 and rest_diff < diff`.
---@type table<string, "level"|"fraction"|"rank"|"text">
M.columns = {
  members = "rank",   -- how many a group has
  month = "rank",     -- the last of the period: 4
  sided = "rank",     -- 1 of a metric with words for either side of zero, else 0
  metric = "text", unit = "text", flow = "text", dimension = "text", class = "text",
  period_kind = "text",              -- month, quarter, half, year or range
  member = "text", last_member = "text", -- the English name of a part; of the last of a group
}

--- A measure that a name means, and of whom.
---@type table<string, { of: "own"|"whole"|"rest", measure: string }>
M.measures = {}

for name in pairs(list.of "claims") do
  for _, prefix in ipairs { "", "whole_", "rest_" } do
    M.columns[prefix .. name] = class.columns[name] or "rank"
    M.measures[prefix .. name] = { of = prefix == "" and "own" or prefix:sub(1, -2), measure = name }
  end
end

M.columns.change, M.measures.change = "level", { of = "own", measure = "change" } -- of an index, points

--- What a sentence may speak of besides measures and the names of its article.
---@type table<string, string>
M.spoken = {
  name = "the part it speaks of", subject = "the same", metric = "what is measured, as a noun",
  part = "the metric of the part or group: imports from Russia",
  product = "the product of the data",
  period = "when",
  step = "what a period is held against: MoM, QoQ …",
  whole = "the level of the whole", rest = "the level of all that is not in the group",
  names = "the names of a group or class", list = "the rule's `each`, said of every member of a group",
  first = "the first of a group, as {first.name} or {first.level.share}", second = "the second",
  last = "the last", class = "the class of a group",
  zone = "the zone of an index", held = "how it stands to that: remained in, moved into, was in",
}

--- All names that a sentence may have of a fact, in order.
---@return string[]
function M.of_sentences()
  local names <const> = suggest.names(M.spoken)
  for name, entry in pairs(M.measures) do
    names[#names + 1] = entry.of == "own" and name or nil
  end
  table.sort(names)
  return names
end

return M
