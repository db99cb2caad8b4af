--- Whose a cell is that several files hold: each file a span of flows × codes × months.

local native <const> = require "ingot.native"
local period <const> = require "ingot.period"

local M = {}

local function meet(a, b)
  if a.from > b.to or b.from > a.to then
    return false
  end
  for _, flow in ipairs(a.flows) do
    for _, other in ipairs(b.flows) do
      if flow == other then
        return true
      end
    end
  end
  return false
end

-- Those that share months and flows with another one: all others hold their cells alone.
local function rivals(spans)
  local list <const> = {}
  for i, span in ipairs(spans) do
    for j, other in ipairs(spans) do
      if i ~= j and meet(span, other) then
        list[#list + 1] = span
        break
      end
    end
  end
  return list
end

--- Those that share cells with others, from the one that gives way to all to the one that prevails.
---@param spans ingot.FileSpan[]
---@param paths string[]
---@param dates? table<string, string>
---@return ingot.FileSpan[]
function M.in_order(spans, paths, dates)
  spans = rivals(spans)
  local places <const> = {}
  for i, path in ipairs(paths) do
    places[path] = i
  end
  table.sort(spans, function(a, b)
    if a.cut_off ~= b.cut_off then
      return a.cut_off
    elseif dates and dates[a.file] ~= dates[b.file] then
      return dates[a.file] < dates[b.file]
    end
    return places[a.file] < places[b.file]
  end)
  return spans
end

--- Every cell that more than one of these hold, with the one it is of; and the months in which one
--- took cells from another.
---@param spans ingot.FileSpan[]  in order
---@return table<string, { flow: string|false, hs: string|false, month: integer, owner: string }>
---@return table<ingot.FileSpan, table<ingot.FileSpan, table<integer, true>>> taken  before → after
function M.contest(spans)
  local owners <const>, contested <const>, taken <const> = {}, {}, {}
  local function take(key, flow, code, month, span)
    local before <const> = owners[key]
    owners[key] = span
    if before then
      contested[key] = contested[key] or { flow = flow, hs = code, month = month }
      contested[key].owner = span.file
      taken[before] = taken[before] or {}
      taken[before][span] = taken[before][span] or {}
      taken[before][span][month] = true
    end
  end
  for _, span in ipairs(spans) do
    for _, flow in ipairs(span.flows) do
      for _, code in ipairs(span.codes) do
        local prefix <const> = ("%s\0%s\0"):format(flow, code)
        for month = span.from, span.to do
          take(prefix .. month, flow, code, month, span)
        end
      end
    end
  end
  return contested, taken
end

--- Contested cells as a table with the file each is of, and the names of its key columns.
---@param contested table
---@param has { month: boolean, flow: boolean, hs: boolean }
---@return ingot.Table owners, string[] keys
function M.owners(contested, has)
  local keys <const>, columns <const> = {}, { flow = {}, hs = {}, month = {}, owner = {} }
  for key in pairs(contested) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  for i, key in ipairs(keys) do
    local cell <const> = contested[key]
    columns.flow[i], columns.hs[i], columns.owner[i] = cell.flow, cell.hs, cell.owner
    columns.month[i] = tostring(period.from_month(cell.month))
  end
  local list <const>, names <const> = {}, {}
  for _, name in ipairs { "flow", "hs", "month" } do
    if has[name] then
      names[#names + 1] = name
      list[#list + 1] = {
        name = name, type = name == "month" and "month" or "text", values = columns[name],
      }
    end
  end
  list[#list + 1] = { name = "owner", type = "text", values = columns.owner }
  return native.table(list, #keys), names
end

return M
