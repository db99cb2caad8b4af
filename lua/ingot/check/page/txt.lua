-- Plain text: a line is a paragraph, unless the lines are of one that was broken to a width or in
-- the middle of a sentence.

local place <const> = require "ingot.check.page.place"

local M = {}

local WIDTH <const> = 120      -- texts without a longer line may have been broken to a width
local LEAST_BROKEN <const> = 40 -- bytes of a line that was broken to a width

local MOST_BLOCKS <const> = 5000 -- what stands behind them is one, and empty: nobody reads it

local function lines_of(bytes)
  local lines <const>, longest = {}, 0
  local at = 1
  while at <= #bytes do
    local stop <const> = bytes:find("[\r\n]", at) or #bytes + 1
    local from <const> = bytes:find("[^%c ]", at)
    lines[#lines + 1] = { from = at, to = stop - 1, empty = not from or from >= stop }
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

---@param source ingot.check.Source
---@return ingot.check.Block[]
function M.blocks(source)
  local bytes <const> = source.bytes
  local lines <const>, longest <const> = lines_of(bytes)
  local broken <const> = longest <= WIDTH
  local blocks <const> = {}
  local i = 1
  while i <= #lines do
    local line <const> = lines[i]
    if #blocks == MOST_BLOCKS then
      blocks[#blocks + 1] = place.writer(source):finish { kind = "paragraph", from = line.from,
        to = #bytes }
      break
    elseif not line.empty then
      local writer <const> = place.writer(source)
      writer:copy(line.from, line.to)
      while lines[i + 1] and goes_on(bytes, lines[i], lines[i + 1], broken) do
        i = i + 1
        writer:space(lines[i].from - 1)
        writer:copy(lines[i].from, lines[i].to)
      end
      if not writer:empty() then
        blocks[#blocks + 1] = writer:finish { kind = "paragraph", from = line.from,
          to = lines[i].to }
      end
    end
    i = i + 1
  end
  return blocks
end

return M
