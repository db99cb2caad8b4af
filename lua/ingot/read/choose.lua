--- Which profile a file is of, by its header: one whose own headers are all there, and that knows more
--- of the others than any other profile does.

local format <const> = require "ingot.format"
local head <const> = require "ingot.read.head"

local M = {}

---@class ingot.Chosen
---@field profile string
---@field why string     "10 of 10 headers known"
---@field known integer
---@field of integer

-- A spreadsheet's apostrophe is no part of a header.
local function bare(text)
  return (text:gsub("^'", ""))
end

-- The words by which a file may be recognised: its header, or the labels of its preamble.
local function words_of(profile, records)
  local words <const> = {}
  if not profile.preamble then
    for _, cell in ipairs(records[1] or {}) do
      words[#words + 1] = cell ~= "" and bare(cell) or nil
    end
    return words, "headers"
  end
  for _, record in ipairs(records) do
    if profile.preamble[record[1]] then
      words[#words + 1] = record[1]
    end
  end
  return words, "labels"
end

local function has_group(profile, present)
  for _, group in ipairs(profile.recognise) do
    local all = true
    for _, word in ipairs(group) do
      all = all and present[word]
    end
    if all then
      return true
    end
  end
  return false
end

-- The headers that a profile knows, as a set.
local function known_by(profile)
  local known <const> = {}
  for label in pairs(profile.preamble or {}) do
    known[label] = true
  end
  for _, column in ipairs(profile.columns) do
    known[column.name] = true
    for _, alias in ipairs(column.aliases or {}) do
      known[alias] = true
    end
  end
  return known
end

local function try(profile, records)
  local words <const>, what <const> = words_of(profile, records)
  local present <const>, known <const> = {}, known_by(profile)
  local n = 0
  for _, word in ipairs(words) do
    present[word] = true
    n = n + (known[word] and 1 or 0)
  end
  if n * 2 > #words and has_group(profile, present) then
    return { profile = profile.name, known = n, of = #words,
      why = ("%d of %d %s known"):format(n, #words, what) }
  end
end

--- Whether options speak of a column by a header that a profile has another name for: who wrote them
--- means the columns as they stand.
---@param options ingot.ReadOptions
---@param profile ingot.Format
---@return boolean
function M.is_renamed(options, profile)
  local headers <const> = {}
  for _, column in ipairs(profile.columns) do
    for _, alias in ipairs(column.aliases or {}) do
      headers[alias] = alias ~= column.name
    end
  end
  for _, given in pairs { options.types or {}, options.units or {} } do
    for name in pairs(given) do
      if headers[name] then
        return true
      end
    end
  end
  return false
end

--- The profile of a file; none when no profile knows it, or several do equally well, which the second
--- result says.
---@param path string
---@return ingot.Chosen?, string? doubt
function M.of(path)
  local records <const>, best = {}, {}
  for _, name in ipairs(format.names()) do
    local profile <const> = format.get(name)
    local delimiter <const> = profile.delimiter or ","
    if profile.recognise then
      local key <const> = delimiter .. (profile.preamble and "lines" or "")
      records[key] = records[key] or head.of(path, delimiter, not profile.preamble)
      local found <const> = try(profile, records[key])
      if found and (not best[1] or found.known > best[1].known) then
        best = { found }
      elseif found and found.known == best[1].known then
        best[#best + 1] = found
      end
    end
  end
  if #best < 2 then
    return best[1]
  end
  local names <const> = {}
  for i, one in ipairs(best) do
    names[i] = ("'%s'"):format(one.profile)
  end
  return nil, ("it may be of the profiles %s alike; read without one: say which, as profile = \"%s\", or "
    .. "profile = false"):format(table.concat(names, " and "), best[1].profile)
end

return M
