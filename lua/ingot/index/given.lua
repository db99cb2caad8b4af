--- What a script gives as data of an index, as series: each is made as `ingot.series` makes it.

local claim <const> = require "ingot.claim"
local series <const> = require "ingot.series"
local plain <const> = require "ingot.series.plain"
local suggest <const> = require "ingot.suggest"

local M = {}

-- Whether it is one series, or what one is made of.
local function is_one(source)
  return type(source) ~= "table" or plain.is(source) or claim.is(source) or claim.is(rawget(source, 1))
    or rawget(source, "values") ~= nil
end

-- The items of a list, then those under names, by name.
local function items_of(source)
  local items <const> = {}
  for i, item in ipairs(source) do
    items[i] = { item }
  end
  for _, name in ipairs(suggest.names(source)) do
    items[#items + 1] = { source[name], name }
  end
  return items
end

--- All series of a source: a table of indicators, a series, a list of series or of lists of claims, or
--- such under names. What is none is an error, as of `ingot.series`.
---@param source ingot.Table|ingot.Series|ingot.Series[]|ingot.Claim[]|table<string, ingot.Series|ingot.Claim[]>
---@param level? integer  where errors point, as for `error`
---@return ingot.Series[] list
function M.all(source, level)
  level = (level or 1) + 1
  if is_one(source) then
    local made <const> = series.new(source, nil, nil, level)
    return plain.is(made) and { made } or made --[[@as ingot.Series[] ]]
  end
  local list <const>, seen <const> = {}, {}
  for i, item in ipairs(items_of(source)) do
    local one, name <const> = series.new(item[1], nil, nil, level), item[2]
    if not plain.is(one) then
      error(("series: item %d: one series expected, got a table of %d"):format(i, #one), level)
    end
    one = name and name ~= one.name and one:with { name = name } or one
    if seen[one.name] then
      error(("series: there are two series '%s'"):format(one.name), level)
    end
    seen[one.name], list[i] = true, one
  end
  return list
end

return M
