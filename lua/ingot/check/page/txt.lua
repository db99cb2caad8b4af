-- Plain text: a line is a paragraph, unless the lines are of one that was broken to a width or in
-- the middle of a sentence, or drawn as a table.

local drawn <const> = require "ingot.check.page.drawn"
local place <const> = require "ingot.check.page.place"

local M = {}

local WIDTH <const> = 120      -- texts without a longer line may have been broken to a width
local LEAST_BROKEN <const> = 40 -- bytes of a line that was broken to a width

local MOST_LINES <const> = 20000 -- looked through for tables
local MOST_BLOCKS <const> = 5000 -- what stands behind them is one, and empty: nobody reads it

local function lines_of(bytes)
  local lines <const>, longest = {}, 0
  local at = 1
  while at <= #bytes do
    local stop <const> = bytes:find("[\r\n]", at) or #bytes + 1
    lines[#lines + 1] = { from = at, to = stop - 1,
      empty = not bytes:sub(at, stop - 1):find "[^%c ]" }
    longest = math.max(longest, stop - at)
    at = stop + (bytes:sub(stop, stop + 1) == "\r\n" and 2 or 1)
  end
  return lines, longest
end

-- Whether a line goes on in the next.
local function goes_on(bytes, line, next_line, broken)
  if line.empty or next_line.empty then
    return false
  end
  local tail <const> = bytes:sub(math.max(line.from, line.to - 8), line.to):gsub("[%c ]+$", "")
  local head <const> = bytes:match("^[%c ]*([^%c ]*)", next_line.from)
  if head:find "^[%-*•]+$" or head:find "^%d+[.)]$" then
    return false
  elseif tail:find "[,;%-]$" and head:find "^[%l%d]" then
    return true
  end
  return broken and line.to - line.from + 1 >= LEAST_BROKEN
    and (head:find "^%l" ~= nil or not tail:find "[.!?:]$")
end

-- A line and those that go on with it.
local function paragraph(source, lines, i, goes_on_at)
  local writer <const> = place.writer(source)
  local last = i
  writer:copy(lines[i].from, lines[i].to)
  while goes_on_at(last) do
    last = last + 1
    writer:space(lines[last].from - 1)
    writer:copy(lines[last].from, lines[last].to)
  end
  return not writer:empty()
    and writer:finish { kind = "paragraph", from = lines[i].from, to = lines[last].to } or nil, last
end

-- The tables drawn in a text, by the line that each begins with.
local function tables_of(source, lines)
  local found <const> = {}
  local i = 1
  while i <= math.min(#lines, MOST_LINES) do
    local last = i
    if not lines[i].empty then
      local block
      block, last = drawn.table(source, lines, i)
      found[i] = block and { block = block, last = last } or nil
    end
    i = last + 1
  end
  return found
end

---@param source ingot.check.Source
---@return ingot.check.Block[]
function M.blocks(source)
  local bytes <const> = source.bytes
  local lines <const>, longest <const> = lines_of(bytes)
  local broken <const> = longest <= WIDTH
  local tables <const> = tables_of(source, lines)
  local function goes_on_at(i)
    return lines[i + 1] and not tables[i + 1] and goes_on(bytes, lines[i], lines[i + 1], broken)
  end
  local blocks <const> = {}
  local i = 1
  while i <= #lines and #blocks < MOST_BLOCKS do
    local last = i
    if tables[i] then
      blocks[#blocks + 1], last = tables[i].block, tables[i].last
    elseif not lines[i].empty then
      blocks[#blocks + 1], last = paragraph(source, lines, i, goes_on_at)
    end
    i = last + 1
  end
  if lines[i] then
    blocks[#blocks + 1] = place.writer(source):finish { kind = "paragraph", from = lines[i].from,
      to = #bytes }
  end
  return blocks
end

return M
