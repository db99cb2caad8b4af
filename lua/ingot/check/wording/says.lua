-- Whether a text says any of some words.

local M = {}

--- Patterns of words that begin with these: "increas" of "increased" and "increasing".
---@param stems string[]
---@return string[]
function M.beginning(stems)
  local patterns <const> = {}
  for i, stem in ipairs(stems) do
    patterns[i] = "%f[%a]" .. stem
  end
  return patterns
end

--- Whether one of some patterns is in a text.
---@param text string  lower case
---@param patterns string[]
---@return boolean
function M.any(text, patterns)
  for _, pattern in ipairs(patterns) do
    if text:find(pattern) then
      return true
    end
  end
  return false
end

return M
