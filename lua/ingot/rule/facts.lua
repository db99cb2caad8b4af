--- The facts in what a script gives to rules: levels, rows of breakdowns, lists of these, classes.

local claim <const> = require "ingot.claim"
local fact_ <const> = require "ingot.rule.fact"
local kind <const> = require "ingot.kind"
local level_ <const> = require "ingot.measure.level"
local peers_ <const> = require "ingot.rule.peers"
local suggest <const> = require "ingot.suggest"

local M = {}

-- How an index stands to its zone: by that of the month before.
local held <const> = {
  kept = { en = "remained in", zh = "仍处于" }, entered = { en = "moved into", zh = "进入" },
  first = { en = "was in", zh = "处于" },
}

-- An index is of no cube: what sentences ask of a place stands in its definition.
local function of_index(level, peers)
  local board <const> = rawget(level, "board")
  local definition <const> = (board or rawget(level, "built")).definition
  local zone <const> = board and board:zone(level.period) or nil
  local before <const> = zone and board:zone(level.period - 1)
  local en <const> = definition.en or definition.name .. " index"
  return fact_.new({ kind = "index", level = level, peers = peers, place = {
    period = level.period, cube = { selection = function() return {} end }, zone = zone,
    held = zone and held[before == zone and "kept" or before and "entered" or "first"],
    metric = { name = level.metric, unit = level.unit, noun = { en = en, zh = definition.zh or en } },
  } }, "index")
end

local function of_claim(level, peers)
  if level.kind == "index" then
    return of_index(level, peers)
  end
  local place <const> = level_.is(level) and rawget(level, "place")
  if not place then
    return nil, ("a level expected, got the %s of %s"):format(level.kind, level.metric)
  end
  local subject <const> = place.subject
  local kind_of <const> = subject and "part" or "whole"
  return fact_.new({ kind = kind_of, level = level, place = place, peers = peers },
    subject and subject.dimension .. " " .. subject.code or "")
end

-- The level that stands in a row: of its metrics the first by name.
local function of_row(row, peers)
  for _, name in ipairs(suggest.names(row)) do
    local level <const> = row[name]
    if claim.is(level) and level_.is(level) and rawget(level, "place") then
      local fact <const>, message <const> = of_claim(level, peers)
      if fact then
        fact.row = row
      end
      return fact, message
    end
  end
  return nil, "a level or a row of a breakdown expected, got " .. kind.of(row)
end

local function group_of(members, class)
  local rows <const>, codes <const> = {}, {}
  for i, member in ipairs(members) do
    rows[i] = member.row or fact_.member_names(member)
    codes[i] = member.place.subject.code
  end
  return fact_.new({
    kind = class and "class" or "group", place = members[1].place, peers = members[1].peers,
    members = members, rows = rows, class = class,
  }, ("%s %s"):format(members[1].place.subject.dimension, table.concat(codes, " ")))
end

-- Whether parts stand beside each other: of one dimension of one cube.
local function alike(parts)
  local first <const> = parts[1].place
  for _, part in ipairs(parts) do
    local place <const> = part.place
    if place.subject.dimension ~= first.subject.dimension or place.cube ~= first.cube
      or place.metric ~= first.metric or place.period ~= first.period then
      return false
    end
  end
  return true
end

local add -- a list may hold lists

local function add_list(facts, list, class)
  local parts <const> = {}
  for i, item in ipairs(list) do
    local from <const> = #facts + 1
    local message <const> = add(facts, item)
    if message then
      return ("fact %d: %s"):format(i, message)
    end
    local fact <const> = facts[from]
    parts[#parts + 1] = fact and from == #facts and fact.kind == "part" and fact or nil
  end
  if #parts > 0 and alike(parts) then
    facts[#facts + 1] = group_of(parts, class)
  end
end

-- A class of a breakdown is one group, and its members are facts of their own.
local function add_classes(facts, classes)
  for class, rows in classes:each() do
    local message <const> = add_list(facts, rows, class)
    if message then
      return message
    end
  end
end

function add(facts, given)
  if type(given) ~= "table" then
    return "a level, a row of a breakdown or a list of these expected, got " .. kind.of(given)
  elseif getmetatable(given) and getmetatable(given).__name == "ingot.classes" then
    return add_classes(facts, given)
  elseif not claim.is(given) and (#given > 0 or next(given) == nil) then
    return add_list(facts, given)
  end
  local fact <const>, message <const> = (claim.is(given) and of_claim or of_row)(given, facts.peers)
  facts[#facts + 1] = fact
  return message
end

--- The facts in what a script gives: a level, a row of a breakdown, a list of these, the classes of a
--- breakdown. The rows of a list are facts each, and one together.
---@param given any
---@return ingot.Fact[]? facts
---@return string? message
function M.of(given)
  local facts <const> = { peers = peers_.new() }
  local message <const> = add(facts, given)
  if message then
    return nil, message
  end
  facts.peers = nil
  return facts
end

return M
