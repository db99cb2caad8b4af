-- What an article leaves out, in words for the terminal.

local visible = require "ingot.visible"

local M = {}

--- A line for each omission, under a heading; or that there is none.
---@param article ingot.Article
---@return string
function M.render(article)
  local lines = { "Left out:" }
  for _, left_out in ipairs(article:omissions()) do
    lines[#lines + 1] = "- " .. visible(left_out.why)
  end
  return #lines == 1 and "Left out: nothing that stands out.\n" or table.concat(lines, "\n") .. "\n"
end

return M
