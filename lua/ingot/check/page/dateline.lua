-- The day an article is of: "Published: Jan 23, 2026", "On May 30, 2025,", "SMM News on May 29:",
-- "Post time: Dec-19-2025", "BEIJING, May 18 (Xinhua) --".

local place <const> = require "ingot.check.page.place"

local M = {}

---@class ingot.check.Dateline
---@field year? integer   nil: not said
---@field month integer
---@field day? integer
---@field offset integer  bytes of the article from 0
---@field length integer

local months <const> = {}
for number, name in ipairs { "january", "february", "march", "april", "may", "june", "july", "august",
  "september", "october", "november", "december" } do
  months[name], months[name:sub(1, 3)] = number, number
end
months.sept = 9

local function month_of(word)
  return months[word:lower()]
end

local function day_of(text)
  local day <const> = tonumber(text)
  return day and day >= 1 and day <= 31 and day or nil
end

local function year_of(text)
  local year <const> = tonumber(text)
  return year and year >= 1990 and year < 2100 and year or nil
end

-- Patterns with what their captures are.
local forms <const> = {
  { "()(%a+)%.?[ %-](%d%d?)[a-z]*,?[ %-](%d%d%d%d)()", "mdy" },
  { "()(%d%d?)[a-z]*[ %-](%a+)%.?,?[ %-](%d%d%d%d)()", "dmy" },
  { "()(%d%d%d%d)[%-/.](%d%d?)[%-/.](%d%d?)()", "ymd" },
  { "()(%d%d?)[/.](%d%d?)[/.](%d%d%d%d)()", "dmy" },
  { "()(%d%d%d%d)年(%d%d?)月(%d%d?)日()", "ymd" },
}
local without_year <const> = {
  { "()(%a+)%.? (%d%d?)[a-z]*()", "md" },
  { "()(%d%d?)[a-z]* (%a+)()", "dm" },
}

local function month_in(text)
  return month_of(text) or (tonumber(text) and tonumber(text) <= 12 and tonumber(text) >= 1
    and math.tointeger(tonumber(text))) or nil
end

local function read(captures, order)
  local found <const> = {}
  for i = 1, #order do
    local letter <const>, text <const> = order:sub(i, i), captures[i + 1]
    if letter == "y" then
      found.year = year_of(text)
    elseif letter == "m" then
      found.month = month_in(text)
    else
      found.day = day_of(text)
    end
  end
  if not found.month or not found.day or order:find "y" and not found.year then
    return nil
  end
  found.from, found.to = captures[1], captures[#captures] - 1
  return found
end

local function find_in(text, tried)
  local best
  for _, form in ipairs(tried) do
    local at = 1
    while at do
      local captures <const> = { text:match(form[1], at) }
      at = captures[1] and captures[1] + 1
      local found <const> = at and read(captures, form[2])
      if found then
        best = (not best or found.from < best.from) and found or best
        break
      end
    end
  end
  return best
end

local HEAD <const> = 200 -- bytes of a block in which a date may open it

-- Beginnings of paragraphs that date the article.
local openings <const> = {
  "^on ()", "^smm news on ()", "^news on ()", "^[%a ]+news on ()", "^[%u][%a .]+,? ()%a+%.? %d+",
  "^[%u][%a .]+,? ()%d+ %a+", "^%(?()%a+%.? %d+[,)]", "^()%d%d%d%d[%-/.]%d",
  "^[%u%s.]+, ()", "^[%a ]+ ()%a+%.? %d+:", "^[%a ]+, ()%a+%.? %d+",
}

local function place_of(block, found)
  local offset <const>, length <const> = place.span(block, found.from, found.to)
  return { year = found.year, month = found.month, day = found.day, offset = offset, length = length }
end

local function opening(block)
  local text <const> = block.text:sub(1, HEAD)
  local low <const> = text:lower()
  for _, pattern in ipairs(openings) do
    local at <const> = text:match(pattern) or low:match(pattern)
    if at then
      local rest <const> = text:sub(at, at + 24)
      local found <const> = find_in(rest, forms) or find_in(rest, without_year)
      if found and found.from == 1 then
        found.from, found.to = found.from + at - 1, found.to + at - 1
        return place_of(block, found)
      end
    end
  end
end

--- The dateline of a page: of a line that says so, else of a line that is a date alone, else of a
--- paragraph that opens with one.
---@param dated ingot.check.Block[]   lines that were cut and may tell it
---@param blocks ingot.check.Block[]
---@return ingot.check.Dateline?
function M.find(dated, blocks)
  for _, block in ipairs(dated) do
    local found <const> = find_in(block.text:sub(1, HEAD), forms)
    if found then
      return place_of(block, found)
    end
  end
  local short
  for i = 1, math.min(#blocks, 12) do
    local block <const> = blocks[i]
    local text <const> = block.text
    if text and block.kind ~= "title" and block.kind ~= "table" then
      local found <const> = #text <= 40 and find_in(text, forms)
      if found and #text - (found.to - found.from + 1) <= 12 then
        return place_of(block, found)
      end
      short = short or opening(block)
    end
  end
  return short
end

return M
