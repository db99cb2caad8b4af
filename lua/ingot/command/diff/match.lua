--- Which sentence of one file is which of the other. Sentences are matched by what they say, not by
--- where they stand, in passes from the surest to the loosest; then those that changed their order
--- are told from those that only moved along.

local M = {}

local function said_by(sentence)
  return sentence.rule or sentence.template
end

local function sorted_text(list)
  local copy <const> = table.move(list, 1, #list, 1, {})
  table.sort(copy)
  return table.concat(copy, "\2")
end

-- How much two lists have in common: 0 nothing, 1 all (Dice).
local function likeness(a, b)
  if #a + #b == 0 then
    return 0
  end
  local left <const>, common = {}, 0
  for _, key in ipairs(a) do
    left[key] = (left[key] or 0) + 1
  end
  for _, key in ipairs(b) do
    if (left[key] or 0) > 0 then
      left[key], common = left[key] - 1, common + 1
    end
  end
  return 2 * common / (#a + #b)
end

-- Passes by a key: sentences of the same key are paired in order; nil takes no part.
local function exactly(s)
  return #s.claims > 0 and table.concat({
    s.kind, said_by(s) or "", sorted_text(s.keys),
  }, "\3") or nil
end
local function by_text(s)
  return #s.claims == 0 and s.text and s.kind .. "\3" .. s.text or nil
end
local function by_template(s)
  return said_by(s) and s.kind .. "\3" .. said_by(s) or nil
end
local function by_kind(s)
  return s.kind == "title" and s.kind or nil
end

local function pair_by(key_of)
  return function(olds, news, pair)
    local waiting <const> = {}
    for i, s in pairs(olds) do
      local key <const> = key_of(s)
      if key then
        waiting[key] = waiting[key] or {}
        table.insert(waiting[key], i)
      end
    end
    for _, list in pairs(waiting) do
      table.sort(list)
    end
    local order <const> = {}
    for j in pairs(news) do
      order[#order + 1] = j
    end
    table.sort(order)
    for _, j in ipairs(order) do
      local key <const> = key_of(news[j])
      local list <const> = key and waiting[key]
      if list and #list > 0 then
        pair(table.remove(list, 1), j)
      end
    end
  end
end

-- Passes by likeness: the likest first, then in order.
local function pair_alike(least, may)
  return function(olds, news, pair)
    local candidates <const> = {}
    for i, a in pairs(olds) do
      for j, b in pairs(news) do
        local like <const> = may(a, b) and likeness(a.loose, b.loose) or 0
        candidates[#candidates + 1] = like >= least and { i = i, j = j, like = like } or nil
      end
    end
    table.sort(candidates, function(x, y)
      if x.like ~= y.like then
        return x.like > y.like
      elseif x.i ~= y.i then
        return x.i < y.i
      end
      return x.j < y.j
    end)
    for _, found in ipairs(candidates) do
      if olds[found.i] and news[found.j] then
        pair(found.i, found.j)
      end
    end
  end
end

local function same_template(a, b)
  return a.kind == b.kind and said_by(a) ~= nil and said_by(a) == said_by(b)
end

local function same_kind(a, b)
  return a.kind == b.kind and (#a.claims > 0) == (#b.claims > 0)
end

local passes <const> = {
  pair_by(exactly), pair_alike(0.01, same_template), pair_alike(0.5, same_kind), pair_by(by_text),
  pair_by(by_template), pair_by(by_kind),
}

-- The pairs, in order of the new file, that keep their order: the longest run of rising old places.
local function mark_moved(pairs_found)
  local best <const>, from <const>, last = {}, {}, nil
  for k, found in ipairs(pairs_found) do
    best[k] = 1
    for before = 1, k - 1 do
      if pairs_found[before].i < found.i and best[before] + 1 > best[k] then
        best[k], from[k] = best[before] + 1, before
      end
    end
    last = (not last or best[k] > best[last]) and k or last
  end
  local stays <const> = {}
  while last do
    stays[last], last = true, from[last]
  end
  for k, found in ipairs(pairs_found) do
    found.moved = not stays[k]
  end
end

---@class ingot.DiffPair
---@field i integer       place among the old sentences
---@field j integer       among the new
---@field moved boolean   whether it changed its place among those that are in both

--- Pairs sentences of two files.
---@param old ingot.DiffSentence[]
---@param new ingot.DiffSentence[]
---@return ingot.DiffPair[] pairs  in order of the new file
---@return integer[] removed  of the old, in order
---@return integer[] added    of the new, in order
function M.pairs(old, new)
  local olds <const> = table.move(old, 1, #old, 1, {})
  local news <const> = table.move(new, 1, #new, 1, {})
  local found <const>, removed <const>, added <const> = {}, {}, {}
  for _, pass in ipairs(passes) do
    pass(olds, news, function(i, j)
      found[#found + 1] = { i = i, j = j }
      olds[i], news[j] = nil, nil
    end)
  end
  table.sort(found, function(a, b) return a.j < b.j end)
  mark_moved(found)
  for i in ipairs(old) do
    removed[#removed + 1] = olds[i] and i or nil
  end
  for j in ipairs(new) do
    added[#added + 1] = news[j] and j or nil
  end
  return found, removed, added
end

return M
