-- The words around a claim: of its clause, and between it and its neighbours in the line.

local M = {}

-- What ends a clause; a comma inside a number is none.
local stops <const> = { "[;:()]", ",%s", "%.%s", "%f[%a]but%f[%A]", "%f[%a]while%f[%A]",
  "%f[%a]whereas%f[%A]", "%f[%a]although%f[%A]", "%f[%a]despite%f[%A]", "%f[%a]which%f[%A]" }

--- What stands behind the last stop of a text, and from which byte on.
---@param text string  lower case
---@return string clause
---@return integer from
function M.last_clause(text)
  local from = 1
  for _, stop in ipairs(stops) do
    local at, to = text:find(stop, from)
    while at do
      from = to + 1
      at, to = text:find(stop, from)
    end
  end
  return text:sub(from), from
end

--- What stands before the first stop of a text.
---@param text string  lower case
---@return string
function M.first_clause(text)
  local to = #text
  for _, stop in ipairs(stops) do
    local at <const> = text:find(stop)
    if at and at - 1 < to then to = at - 1 end
  end
  return text:sub(1, to)
end

--- The words of a claim's clause before it, back to the figure before it at most.
---@param line ingot.check.Line
---@param i integer  of `line.placed`
---@return string text
---@return integer from
function M.before(line, i)
  local start <const> = i > 1 and line.placed[i - 1].to + 1 or 1
  local text <const>, from <const> = M.last_clause(line.low:sub(start, line.placed[i].from - 1))
  return text, start + from - 1
end

--- The words of a claim's clause behind it, up to the next figure at most.
---@param line ingot.check.Line
---@param i integer
---@return string
function M.after(line, i)
  local stop <const> = line.placed[i + 1] and line.placed[i + 1].from - 1 or #line.low
  return M.first_clause(line.low:sub(line.placed[i].to + 1, stop))
end

--- Between the claim before and this one.
---@param line ingot.check.Line
---@param i integer
---@return string
function M.gap(line, i)
  return line.low:sub(line.placed[i - 1].to + 1, line.placed[i].from - 1)
end

return M
