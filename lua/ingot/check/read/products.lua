-- The products an article speaks of, each under one name: the first way it was written. Word order,
-- hyphens, plurals and spelling do not tell two products apart ("steel-core aluminum stranded wire",
-- "aluminium steel core stranded wires").

local words <const> = require "ingot.check.read.words"

local M = {}
M.__index = M

---@class ingot.check.Products
---@field names table<string, string>  sorted stems → the name
---@field longest integer              words of the longest name

---@return ingot.check.Products
function M.new()
  return setmetatable({ names = {}, longest = 0 }, M)
end

local spellings <const> = { aluminium = "aluminum", sulphur = "sulfur", fibre = "fiber" }
local MOST_WORDS <const> = 8 -- of a name

local function stem(word)
  word = spellings[word] or word
  return #word > 3 and not word:find "ss$" and word:gsub("s$", "") or word
end

local function key_of(list)
  local stems = {}
  for _, word in ipairs(list) do
    for part in word:gmatch "[^%-%s]+" do
      if part ~= "and" and part ~= "of" then
        stems[#stems + 1] = stem(part)
      end
    end
  end
  table.sort(stems)
  return table.concat(stems, " ")
end

local function suffix(list, from)
  return table.move(list, from, #list, 1, {})
end

-- What stands in front of a name and is no part of it falls away; so do general words alone.
local function trimmed(list)
  local from, to = 1, #list
  while from <= to and (words.plain[list[from]] or list[from] == "and" or list[from] == "of") do
    from = from + 1
  end
  while to >= from and (list[to] == "and" or list[to] == "of" or words.plain[list[to]]) do
    to = to - 1
  end
  local rest <const> = table.move(list, from, math.min(to, from + 63), 1, {})
  if #rest == 1 and words.general[rest[1]] then
    return {}
  end
  return rest
end

--- The name of the product some words stand for; nil where they name none. Words before a name that
--- is known are left away ("boosting aluminum wire and cable" is "aluminum wire and cable").
---@param list string[]  lower case
---@param new boolean?   whether an unknown name is a new product
---@return string?
function M:name(list, new)
  list = trimmed(list)
  if #list == 0 then
    return nil
  end
  for from = math.max(1, #list - self.longest + 1), #list do
    local known <const> = self.names[key_of(suffix(list, from))]
    if known and (from == 1 or #list > from and list[from - 1]:find "ing$") then
      return known
    end
  end
  if not new then
    return nil
  end
  list = suffix(list, math.max(1, #list - MOST_WORDS + 1))
  local name <const>, key <const> = table.concat(list, " "), key_of(list)
  self.names[key] = name
  self.longest = math.max(self.longest, #list + 1)
  return name
end

return M
