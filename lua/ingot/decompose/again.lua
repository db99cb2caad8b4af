--- The value of a claim computed once more from a claims file: its formula over its operands, or
--- what a decomposition's total is over members that the data show.

local concentration <const> = require "ingot.decompose.concentration"
local core <const> = require "ingot.decompose.core"
local evaluate <const> = require "ingot.metric.evaluate"
local number <const> = require "ingot.number"
local rational <const> = require "ingot.rational"

local M = {}

---@class ingot.Recount  what a total is made of again
---@field axis string
---@field now ingot.Period
---@field base? ingot.Period
---@field view ingot.Cube                       the slice of the claim
---@field metrics table<string, ingot.Metric>   by role: "" the claim's own, "quantity"

-- Levels of the members in a period, in the order of `codes`; nil when one is unknown.
local function levels(recount, definition, within, codes)
  local values <const> = {}
  for i, code in ipairs(codes) do
    local cell <const> = recount.view:cell(definition, within,
      { dimension = recount.axis, code = code })
    if not cell.value then
      return nil
    end
    values[i] = cell.value
  end
  return values
end

local function codes_of(recount, periods)
  local codes <const>, seen <const> = {}, {}
  for _, definition in pairs(recount.metrics) do
    for _, within in ipairs(periods) do
      for _, code in ipairs(recount.view:ranking(definition, within, recount.axis).codes) do
        if not seen[code] then
          seen[code], codes[#codes + 1] = true, code
        end
      end
    end
  end
  table.sort(codes)
  return codes
end

local function concentrated(recount, measure)
  local own <const> = recount.metrics[""]
  local list <const> = levels(recount, own, recount.now, codes_of(recount, { recount.now }))
  for i, value in ipairs(list or {}) do
    list[i] = number.float(value)
  end
  local ok <const>, index <const> = pcall(concentration.index, measure, list)
  return ok and index and rational.from(index) or nil
end

-- v0, v1, q0, q1 of the members.
local function cells(recount)
  local own <const>, quantity <const> = recount.metrics[""], recount.metrics.quantity
  local codes <const> = codes_of(recount, { recount.now, recount.base })
  local v0 <const> = levels(recount, own, recount.base, codes)
  local v1 <const> = levels(recount, own, recount.now, codes)
  local q0 <const> = levels(recount, quantity, recount.base, codes)
  local q1 <const> = levels(recount, quantity, recount.now, codes)
  if v0 and v1 and q0 and q1 then
    return { v0, v1, q0, q1 }
  end
end

local function priced(recount, measure)
  local found <const> = cells(recount)
  local total = found and rational.zero
  for _, cell in ipairs(found and core.price_volume_mix(table.unpack(found)) or {}) do
    total = total + cell[measure]
  end
  return total
end

local function indexed(recount, measure)
  local found <const> = cells(recount)
  for _, list in ipairs(found or {}) do
    for i, value in ipairs(list) do
      list[i] = number.float(value)
    end
  end
  local index <const> = found and core.price_index(measure, table.unpack(found))
  return index and rational.from(100 * index)
end

local totals <const> = {
  hhi = concentrated, effective = concentrated, theil = concentrated, price = priced,
  volume = priced, mix = priced, new = priced, ended = priced, unmeasured = priced,
  laspeyres = indexed, paasche = indexed, fisher = indexed,
}

-- The total of a decomposition from the data, and how many members it is over; nil when the measure
-- is none of those.
local function over_members(measure, recount)
  local make <const> = totals[measure] or measure:find "^cr%d+$" and concentrated
  if not make or make ~= concentrated and not (recount.base and recount.metrics.quantity) then
    return nil
  end
  return make(recount, measure), #codes_of(recount, { recount.now, recount.base })
end

local DOUBLE <const> = 1e-12 -- relative: what two ways of rounding a double may differ by

-- What is cut to the last unit of the data so that parts add up.
local cut <const> = {
  overall = true, structure = true, own = true, price = true, volume = true, mix = true,
}

-- Whether a value of a claims file is what was found again: to the last digit of a double, or to
-- the last unit for each of `parts` of a value that was cut so that they add up.
local function same(entry, again, parts)
  local off <const> = math.abs((rational.from(number.parse(entry.value)) - again):float())
  local decimals <const> = #(entry.value:match "^-?%d+%.?(%d*)$" or "")
  return off <= DOUBLE * math.max(1, math.abs(again:float()))
    or (cut[entry.measure] or entry.formula:find(", cut to ", 1, true) ~= nil)
      and off < parts * 10.0 ^ -decimals
end

--- What a claim of a claims file comes to again, in words for `ingot why`; nil when it can only be
--- told from its operands.
---@param entry table
---@param recount? ingot.Recount  nil without the data, or for what is not among members
---@return string?
function M.verdict(entry, recount)
  local found <const> = evaluate.over_operands(entry)
  local value, parts = found and rational.from(found), 1
  if not value and recount then
    value, parts = over_members(entry.measure, recount)
  end
  if not value or not entry.value then
    return nil
  elseif same(entry, value, parts) then
    return "the same computed again"
  end
  return ("but it comes to %s"):format(number.text(number.real(value:float())))
end

return M
