--- A figure of the ledger in a proof: what it says, and where.

local M = {}

--- `"Title" (2025-04-21)`
---@param issue ingot.check.Issue
---@return string
function M.issue(issue)
  return ("“%s”%s"):format(issue.title, issue.issued and (" (%s)"):format(issue.issued) or "")
end

--- "22,500 mt" of the article itself; `22,500 mt in “Title” (2025-04-21)` of another.
---@param claim ingot.check.Claim
---@return string
function M.figure(claim)
  return claim.issue and claim.quote .. " in " .. M.issue(claim.issue) or claim.quote
end

return M
