--- A picture from a process that is not trusted, checked: what comes out is made anew, of finite
--- numbers in bounds and of words that are listed here, and of nothing else. So whatever a script does,
--- no text of it can stand in what gnuplot is given.

local plot <const> = require "ingot.render.plot"

local FAR <const> = 1e30       -- of coordinates
local PIXELS <const> = 10000   -- of a page
local ITEMS <const> = 20000    -- of texts, of rules
local POINTS <const> = 200000  -- of all marks

-- Each check gives a copy of the value, or nil and what is wrong: "size: a whole number …".

local function number(low, high)
  return function(value)
    if type(value) == "number" and value >= low and value <= high then
      return value
    end
    return nil, ("a number from %g to %g expected"):format(low, high)
  end
end

local function whole(low, high)
  return function(value)
    local integer <const> = type(value) == "number" and math.tointeger(value)
    if integer and integer >= low and integer <= high then
      return integer
    end
    return nil, ("a whole number from %d to %d expected"):format(low, high)
  end
end

local function one_of(words)
  return function(value)
    for _, word in ipairs(words) do
      if value == word then
        return word
      end
    end
    return nil, "one of " .. table.concat(words, ", ") .. " expected"
  end
end

local function list(most, check)
  return function(value)
    if type(value) ~= "table" or #value > most then
      return nil, ("a list of at most %d expected"):format(most)
    end
    local copy <const> = {}
    for i = 1, #value do
      local problem
      copy[i], problem = check(value[i])
      if problem then
        return nil, ("item %d: %s"):format(i, problem)
      end
    end
    return copy
  end
end

local function row(length, check)
  local any <const> = list(length, check)
  return function(value)
    if type(value) ~= "table" or #value ~= length then
      return nil, ("%d numbers expected"):format(length)
    end
    return any(value)
  end
end

-- Fields are pairs { name, check, optional }.
local function record(fields)
  return function(value)
    if type(value) ~= "table" then
      return nil, "a table expected"
    end
    local copy <const> = {}
    for _, field in ipairs(fields) do
      local name <const>, check <const>, optional <const> = field[1], field[2], field[3]
      local problem
      if value[name] ~= nil or not optional then
        copy[name], problem = check(value[name])
      end
      if problem then
        return nil, ("%s: %s"):format(name, problem)
      end
    end
    return copy
  end
end

local coordinate <const> = number(-FAR, FAR)
local place <const> = row(2, coordinate)
local pixel <const> = number(-PIXELS, PIXELS)
local tone <const> = one_of(plot.tones)
local range <const> = record { { "from", coordinate }, { "to", coordinate } }

-- Points of a mark by its kind; false is a gap.
local points <const> = {}
for kind, length in pairs { boxes = 6, line = 2, dots = 2 } do
  local point <const> = row(length, coordinate)
  points[kind] = list(POINTS, function(value)
    if value == false then
      return false
    end
    return point(value)
  end)
end

local mark_head <const> = record { { "kind", one_of { "boxes", "line", "dots" } }, { "tone", tone } }

local function mark(value)
  local copy <const>, problem = mark_head(value)
  if not copy then
    return nil, problem
  end
  copy.points, problem = points[copy.kind](value.points)
  return copy.points and copy, problem and "points: " .. problem
end

local text <const> = record {
  { "at", place }, { "on", one_of { "page", "chart", "across" } },
  { "align", one_of { "left", "center", "right" } }, { "tone", tone }, { "size", whole(1, 99) },
  { "shift", row(2, pixel), true },
}

local rule <const> = record {
  { "from", place }, { "to", place }, { "on", one_of { "page", "chart" } }, { "tone", tone },
  { "wide", number(0, 99), true },
}

local picture <const> = record {
  { "width", whole(1, PIXELS) }, { "height", whole(1, PIXELS) }, { "left", pixel },
  { "right", pixel }, { "top", pixel }, { "bottom", pixel }, { "x", range }, { "y", range },
  { "marks", list(ITEMS, mark) }, { "texts", list(ITEMS, text) }, { "rules", list(ITEMS, rule) },
}

--- A copy of a picture that holds only what a picture holds, without its texts; nil with what is wrong
--- with it: "marks: item 2: tone: one of ink, … expected".
---@param value any
---@return ingot.Picture?
---@return string? problem
return function(value)
  local copy <const>, problem <const> = picture(value)
  if not copy then
    return nil, problem
  end
  local n = 0
  for _, one in ipairs(copy.marks) do
    n = n + #one.points
  end
  if n > POINTS then
    return nil, ("marks: at most %d points expected"):format(POINTS)
  end
  return copy
end
