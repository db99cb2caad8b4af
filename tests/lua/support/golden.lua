--- Golden articles: what a script is to write, byte by byte, in `tests/golden/`. A golden file opens
--- with an HTML comment on the figures that the published article prints otherwise, and why; it is
--- not part of the article.

local bytes_of = require "support.bytes_of"

local M = {}

--- The article of a golden file, without its comment.
---@param name string  of a file in tests/golden
---@return string
function M.article(name)
  local text <const> = bytes_of("tests/golden/" .. name)
  local article <const> = text:match "^<!%-%-.-%-%->\n\n(.*)$"
  return article or error(name .. ": a comment, <!-- … -->, and a blank line expected on top", 2)
end

local function lines_of(text)
  local lines <const> = {}
  for line in (text:gsub("\n$", "") .. "\n"):gmatch "(.-)\n" do
    lines[#lines + 1] = line
  end
  return lines
end

--- Where two texts differ, a line a difference: its number, what was expected, what came. Nil when
--- they are the same bytes.
---@param expected string
---@param given string
---@return string?
function M.difference(expected, given)
  if expected == given then
    return nil
  end
  local a <const>, b <const>, found <const> = lines_of(expected), lines_of(given), {}
  for i = 1, math.max(#a, #b) do
    if a[i] ~= b[i] then
      found[#found + 1] = ("line %d:\n  - %s\n  + %s"):format(i, a[i] or "(none)", b[i] or "(none)")
    end
  end
  return #found > 0 and table.concat(found, "\n") or "the last line break"
end

return M
