--- What tells that a file is still the one that was looked into: another one may have taken its place
--- since, and what was decided by the first would be wrong of the second.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local M = {}

--- The stamp of a file; none of what is no regular file.
---@param path string
---@return string?
function M.of(path)
  local facts <const> = native.look(path)
  return facts and facts.kind == "file" and ("%d:%d:%d:%d"):format(facts.device, facts.inode,
    facts.size, facts.modified) or nil
end

--- Raises an error when a file is no longer the one that had the stamp.
---@param path string
---@param stamp? string
function M.check(path, stamp)
  if stamp and M.of(path) ~= stamp then
    error_.raise("data", path .. ": the file changed while it was read", 0)
  end
end

return M
