-- The nearest valid name to a misspelt one, for error messages. The same rules and words as the
-- host's own (host/base/suggest.h), so that an unknown column and an unknown slot read alike.

local M = {}

local LONGEST <const> = 64 -- bytes; longer names are never compared, so the work is bounded
local LISTED <const> = 8

-- Edits of bytes (insert, delete, replace, swap of neighbours), ASCII letters of either case alike.
local function distance(a, b)
  a, b = a:lower(), b:lower()
  local before, above = {}, {}
  for j = 0, #b do above[j] = j end
  for i = 1, #a do
    local row = { [0] = i }
    for j = 1, #b do
      local same = a:byte(i) == b:byte(j)
      row[j] = math.min(above[j - 1] + (same and 0 or 1), above[j] + 1, row[j - 1] + 1)
      if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
        row[j] = math.min(row[j], before[j - 2] + 1)
      end
    end
    before, above = above, row
  end
  return above[#b]
end

-- The most edits between two names, of which the longer has `longer` bytes, that may be a slip.
local function near_edits(longer)
  if longer == 1 then return 0 end
  return longer < 6 and 1 or longer // 3
end

--- The name nearest to `wrong`, the first of equals.
---@param wrong string
---@param names string[]
---@return string? name nil when none is near enough to be meant
function M.nearest(wrong, names)
  local found, best
  for _, name in ipairs(names) do
    local longer = math.max(#name, #wrong)
    if math.min(#name, #wrong) > 0 and longer <= LONGEST then
      local edits = distance(wrong, name)
      if edits <= near_edits(longer) and (not best or edits < best) then
        found, best = name, edits
      end
    end
  end
  return found
end

--- The message for an unknown name: "unknown unit 'kgs' (did you mean 'kg'?)", or, when nothing is
---near, the names there are, cut after eight.
---@param what string as in "unit"
---@param plural string as in "units"
---@param wrong string
---@param names string[]
---@return string message
function M.unknown(what, plural, wrong, names)
  local near = M.nearest(wrong, names)
  if near then
    return ("unknown %s '%s' (did you mean '%s'?)"):format(what, wrong, near)
  end
  if #names == 0 then
    return ("unknown %s '%s'; there are no %s"):format(what, wrong, plural)
  end
  local list = {}
  for i = 1, math.min(#names, LISTED) do list[i] = "'" .. names[i] .. "'" end
  if #names > LISTED then list[#list + 1] = "…" end
  return ("unknown %s '%s'; %s are %s"):format(what, wrong, plural, table.concat(list, ", "))
end

--- " (did you mean 'kg'?)", to be put behind a message that names `wrong`; "" when nothing is near.
---@param wrong string
---@param names table a list of names, or a table that has them as keys
---@return string
function M.did_you_mean(wrong, names)
  local near = M.nearest(wrong, #names > 0 and names or M.names(names))
  return near and (" (did you mean '%s'?)"):format(near) or ""
end

--- An `__index` for objects of a class: its methods; any other name is an error with the nearest.
---@param what string for messages: "an article"
---@param methods table<string, function>
---@param optional table<string, true>? fields that may be absent
---@return fun(object: table, key: any): any
function M.index(what, methods, optional)
  return function(object, key)
    local method = rawget(methods, key) -- the object may be its own list of methods
    if method ~= nil or optional and optional[key] then return method end
    local near = M.did_you_mean(tostring(key), methods)
    if near == "" then near = M.did_you_mean(tostring(key), M.names_of(object)) end
    error(("%s has no '%s'%s"):format(what, tostring(key), near), 2)
  end
end

local MOST <const> = 1000 -- names that are compared with one of a script's own table

--- As `names`, of a table that may be anything a script made: not asked, and not all of a large one.
---@param t table
---@return string[]
function M.names_of(t)
  local names, n = {}, 0
  for key in next, t do
    n = n + 1
    if type(key) == "string" then names[#names + 1] = key end
    if n == MOST then break end
  end
  table.sort(names)
  return names
end

--- The keys of a table that are strings, sorted: a stable list of names for `M.unknown`.
---@param t table
---@return string[]
function M.names(t)
  local names = {}
  for key in pairs(t) do
    if type(key) == "string" then names[#names + 1] = key end
  end
  table.sort(names)
  return names
end

return M
