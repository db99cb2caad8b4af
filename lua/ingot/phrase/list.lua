-- Lists in words: "A, B and C", and lists that are cut: "A, B, C and other countries and regions".
-- What was cut is said only where there is more, by what the rows are members of.

local suggest = require "ingot.suggest"

local M = {}

--- How many members stand behind those of a list: rows that `top` left out, and such as it could not
--- place.
local function beyond(rows)
  return (rows.beyond or 0) + #(rows.omitted or {})
end

-- How many rows are named, and how many members are not. A lone one behind the cut is named.
local function cut(rows, most)
  local named = most and math.min(most, #rows) or #rows
  if not most then return named, 0 end
  local others = #rows - named + beyond(rows)
  if others == 1 and named < #rows then return #rows, 0 end
  return named, others
end

local function dimension_of(rows)
  local subject = type(rows[1]) == "table" and rows[1].subject
  return subject and subject.dimension
end

-- " and other countries and regions", "等国家和地区"
local function others_text(gaps, rows, others)
  local words = gaps.others[dimension_of(rows)] or gaps.others.other
  return gaps.more .. words[others == 1 and 1 or 2]
end

--- Joins what is said of each row.
---@param rows any[]   as `top` gives them, or names
---@param gaps table   `list` of a language
---@param say fun(row: any, i: integer): (string|ingot.Span)[]
---@param options { most?: integer, last?: string }?  most: name so many; last: the gap before the last
---@return (string|ingot.Span)[]
function M.join(rows, gaps, say, options)
  local named, others = cut(rows, options and options.most)
  local last = others > 0 and gaps.cut_last or options and options.last or gaps.last
  local spans = {}
  for i = 1, named do
    if i > 1 then spans[#spans + 1] = i == named and last or gaps.gap end
    local said = say(rows[i], i)
    table.move(said, 1, #said, #spans + 1, spans)
  end
  if others > 0 then spans[#spans + 1] = others_text(gaps, rows, others) end
  return spans
end

--- What is wrong with options of a list, or nil.
---@param options table?
---@return string?
function M.problem(options)
  if options == nil then return nil end
  if type(options) ~= "table" then
    return ("options expected, as { most = 6 }, got %s"):format(type(options))
  end
  for _, name in ipairs(suggest.names(options)) do
    if name ~= "most" then return suggest.unknown("option", "options", tostring(name), { "most" }) end
  end
  if options.most and (math.type(options.most) ~= "integer" or options.most < 1) then
    return ("most: a whole number from 1 expected, got %s"):format(tostring(options.most))
  end
end

--- How many a format of lists names: "cut6" is 6.
---@param format string?
---@return integer?
function M.most(format)
  local n = format and math.tointeger(tonumber(format:match "^cut(%d+)$"))
  return n and n > 0 and n or nil
end

return M
