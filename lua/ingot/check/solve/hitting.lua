-- The smallest set that meets each of some sets: by branching on the members of a set not yet met, and
-- giving up on what cannot become smaller than the best one found.

local M = {}

local function meets(chosen, set)
  for _, member in ipairs(set) do
    if chosen[member] then
      return true
    end
  end
  return false
end

-- The smallest of the sets that is not met.
local function open_set(chosen, sets)
  local found
  for _, set in ipairs(sets) do
    if (not found or #set < #found) and not meets(chosen, set) then
      found = set
    end
  end
  return found
end

--- At most `most` members that meet all sets; nil where so many are not enough, or were not found in
--- `effort` steps.
---@generic T
---@param sets T[][]
---@param most integer
---@param effort integer
---@return T[]? members
---@return boolean gave_up  not all was tried
function M.smallest(sets, most, effort)
  local chosen <const>, path <const> = {}, {}
  local best
  local function search()
    effort = effort - 1
    local set <const> = open_set(chosen, sets)
    if not set then
      best, most = table.move(path, 1, #path, 1, {}), #path - 1
      return
    end
    for _, member in ipairs(set) do
      if #path >= most or effort < 0 then
        return
      end
      chosen[member] = true
      path[#path + 1] = member
      search()
      path[#path] = nil
      chosen[member] = nil
    end
  end
  if most >= 0 then
    search()
  end
  return best, effort < 0
end

return M
