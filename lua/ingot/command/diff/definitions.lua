--- What two claims files were made of: files of data, definitions of metrics, products and regions;
--- and which of these are others.

local native <const> = require "ingot.native"
local suggest <const> = require "ingot.suggest"

local M = {}

-- What tells a source from others: a path may be there as several tables. Several parts of the rows
-- of one are one source.
local function by_key(document)
  local sources <const>, order <const> = {}, {}
  for _, source in ipairs(document.sources or {}) do
    local key <const> = source.path .. "\0" .. (source.table or "")
    order[#order + 1] = not sources[key] and key or nil
    sources[key] = {
      path = source.path, hash = source.hash,
      rows = source.rows + (sources[key] and sources[key].rows or 0),
    }
  end
  return sources, order
end

---@class ingot.DiffSource
---@field path string
---@field change "changed"|"other rows"|"added"|"removed"  other rows of the same bytes
---@field old_rows? integer
---@field rows? integer

--- The files of data that are others: in other bytes or rows, new, or gone.
---@param old table  a claims file
---@param new table
---@return ingot.DiffSource[]
function M.sources(old, new)
  local list <const> = {}
  local before <const>, old_order <const> = by_key(old)
  local now <const>, order <const> = by_key(new)
  for _, key in ipairs(order) do
    local was <const>, is <const> = before[key], now[key]
    local change <const> = not was and "added" or was.hash ~= is.hash and "changed" or "other rows"
    if not was or was.hash ~= is.hash or was.rows ~= is.rows then
      list[#list + 1] = {
        path = is.path, change = change, old_rows = was and was.rows,
        rows = is.rows,
      }
    end
  end
  for _, key in ipairs(old_order) do
    if not now[key] then
      list[#list + 1] = {
        path = before[key].path, change = "removed", old_rows = before[key].rows,
      }
    end
  end
  return list
end

--- Whether a claim rests on a file of data that is another.
---@param entry table
---@param changed ingot.DiffSource[]
---@return boolean
function M.rests_on(entry, changed)
  for _, source in ipairs(changed) do
    for _, named in ipairs(entry.sources or { source.path }) do
      local path <const> = type(named) == "table" and named.path or named
      if path == source.path and source.change ~= "other rows" then
        return true
      end
    end
  end
  return false
end

local KINDS <const> = { "metrics", "products", "regions" }
local singular <const> = { metrics = "metric", products = "product", regions = "region" }

-- One text for what is the same, whatever the order of its keys.
local function canonical(value)
  if type(value) ~= "table" then
    return native.json_encode(value)
  end
  local parts <const> = {}
  for _, name in ipairs(suggest.names(value)) do
    parts[#parts + 1] = ("%s:%s"):format(name, canonical(value[name]))
  end
  for _, item in ipairs(value) do
    parts[#parts + 1] = canonical(item)
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

local function holds_table(list)
  for _, item in ipairs(list) do
    if type(item) == "table" then
      return true
    end
  end
  return false
end

local function plain(value)
  if type(value) ~= "table" then
    return tostring(value)
  elseif #value > 0 and not holds_table(value) then
    local texts <const> = {}
    for i, item in ipairs(value) do
      texts[i] = tostring(item)
    end
    return table.concat(texts, " ")
  end
  return canonical(value)
end

-- "formula sum(a) → sum(b)" for each field that differs.
local function fields_text(was, is)
  if #was > 0 or #is > 0 then
    return ("%s → %s"):format(plain(was), plain(is))
  end
  local all <const>, parts <const> = {}, {}
  for name in pairs(was) do all[name] = true end
  for name in pairs(is) do all[name] = true end
  for _, name in ipairs(suggest.names(all)) do
    local a <const>, b <const> = was[name], is[name]
    if canonical(a ~= nil and a or false) ~= canonical(b ~= nil and b or false) then
      parts[#parts + 1] = ("%s %s → %s"):format(name, a ~= nil and plain(a) or "none",
        b ~= nil and plain(b) or "none")
    end
  end
  return table.concat(parts, ", ")
end

---@class ingot.DiffDefinition
---@field kind "metric"|"product"|"region"
---@field name string
---@field text string  what is other: "formula sum(a) → sum(b)"

--- The definitions that are in both files and are others.
---@param old table
---@param new table
---@return ingot.DiffDefinition[]
function M.changes(old, new)
  local list <const> = {}
  for _, kind in ipairs(KINDS) do
    local before <const> = old[kind] or {}
    for _, name in ipairs(suggest.names(new[kind] or {})) do
      local was <const>, is <const> = before[name], new[kind][name]
      if was ~= nil and canonical(was) ~= canonical(is) then
        list[#list + 1] = { kind = singular[kind], name = name, text = fields_text(was, is) }
      end
    end
  end
  return list
end

local function names_it(entry, definition)
  if definition.kind == "metric" then
    return (entry.metric or entry.name) == definition.name
  end
  local value <const> = entry.where and entry.where[definition.kind] or ""
  for name in value:gmatch "%S+" do
    if name == definition.name then
      return true
    end
  end
  return false
end

--- Whether a claim, or anything it is computed of, rests on a definition.
---@param entry table
---@param definition ingot.DiffDefinition
---@return boolean
function M.concerns(entry, definition)
  if names_it(entry, definition) then
    return true
  end
  for _, operand in ipairs(entry.operands or {}) do
    if M.concerns(operand, definition) then
      return true
    end
  end
  return false
end

return M
