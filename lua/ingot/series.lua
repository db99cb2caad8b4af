--- Series of months, quarters or years, and what is done with them:
---
---     local data   = ingot.indicator "data/indicators/*.csv"
---     local output = ingot.series(data, "al_output")
---     print(output:at "2025-11")

local claim <const> = require "ingot.claim"
local comparable <const> = require "ingot.series.comparable"
local cyclical <const> = require "ingot.series.cyclical"
local from <const> = require "ingot.series.from"
local months <const> = require "ingot.series.months"
local plain <const> = require "ingot.series.plain"
local signal <const> = require "ingot.series.signal"
local stl <const> = require "ingot.series.stl"
local turning <const> = require "ingot.series.turning"
local x13 <const> = require "ingot.series.x13"

local M = {}

-- A table of the native kind, or a query on one.
local function is_table(value)
  return type(value) == "userdata" and value.schema ~= nil
end

--- A series: of a table of indicators by name (all of them, as a list, without one), of a list of
--- claims, or of `{ name = …, from = "2015-01", values = { … }, unit = "kt" }`.
---@param source ingot.Table|ingot.Claim[]|ingot.SeriesOptions
---@param name? string
---@param options? ingot.SeriesOptions
---@param level? integer  where errors point, as for `error`
---@return ingot.Series|ingot.Series[]
function M.new(source, name, options, level)
  level = (level or 1) + 1
  if type(name) == "table" then
    name, options = nil, name
  end
  options = options or {}
  if plain.is(source) then
    return source
  elseif is_table(source) then
    return (from.table(source, name, options, level))
  elseif type(source) == "table" and claim.is(source[1]) then
    return (from.claims(source, options, level))
  elseif type(source) == "table" and not claim.is(source) then
    return (from.list(source, level))
  end
  error(("series: a table of indicators, a list of claims or { name = …, from = …, values = … } "
    .. "expected, got %s"):format(claim.is(source) and "one claim" or type(source)), level)
end

M.stl = stl.stl                          -- (s, { robust = true }): season, trend, remainder
M.adjust = stl.adjust                    -- the series without its season
M.x13 = x13.x13                          -- ("output.d11"): what X-13ARIMA-SEATS saved
M.months_of_ytd = months.months_of_ytd   -- cumulative → single months
M.split_joint = months.split_joint       -- (s, "days"): January and February apart
M.comparable = comparable.comparable     -- (s, growth): levels on a comparable base
M.turning_points = turning.turning_points -- (s, { rule = "bry_boschan" }): peaks and troughs
M.hp = cyclical.hp                       -- (s, 133107.94): trend and cycle
M.symmetric_change = cyclical.symmetric_change
M.duration = signal.duration             -- (s, { length = 3 }): falls in a row
M.three_d = signal.three_d               -- (s, components): deep, wide and lasting falls

return setmetatable(M, { __call = function(_, source, name, options)
  return (M.new(source, name, options, 2))
end })
