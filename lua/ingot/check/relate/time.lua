-- Months add up. The periods of one series that meet or overlap are cut where any of them begins or
-- ends; each is the sum of the pieces within it: Jan–Apr = Jan–Mar + Apr. This holds for a year to
-- date, quarters, halves and years alike; with the same pieces of the year before, that rates bring
-- in, a year-to-date rate must lie among those of its months.

local facts <const> = require "ingot.check.relate.facts"
local label <const> = require "ingot.check.relate.label"
local month_of <const> = require "ingot.period".from_month
local rows <const> = require "ingot.check.relate.rows"

local M = {}

-- Quantities of each series that adds up over time, in the order of their periods.
local function series_of(space)
  local found <const>, by_name <const> = {}, {}
  for _, quantity in ipairs(space.list) do
    if quantity.facts.flow and facts.adds_up(quantity.unit) then
      if not by_name[quantity.series] then
        by_name[quantity.series] = {}
        found[#found + 1] = by_name[quantity.series]
      end
      table.insert(by_name[quantity.series], quantity)
    end
  end
  for _, series in ipairs(found) do
    table.sort(series, function(a, b) return a.period < b.period end)
  end
  return found
end

-- Runs of quantities of which each overlaps one before it.
local function runs_of(series)
  local runs <const>, to = {}, -1
  for _, quantity in ipairs(series) do
    if quantity.period.from > to then
      runs[#runs + 1] = {}
    end
    table.insert(runs[#runs], quantity)
    to = math.max(to, quantity.period.to)
  end
  return runs
end

-- Where the periods of a run begin, and the month behind the last.
local function cuts_of(run)
  local is_cut <const>, cuts <const> = {}, {}
  for _, quantity in ipairs(run) do
    is_cut[quantity.period.from], is_cut[quantity.period.to + 1] = true, true
  end
  for month in pairs(is_cut) do
    cuts[#cuts + 1] = month
  end
  table.sort(cuts)
  return cuts
end

local function row_of(space, quantity, cuts)
  local left <const>, names <const> = {}, {}
  for i = 1, #cuts - 1 do
    if cuts[i] >= quantity.period.from and cuts[i + 1] - 1 <= quantity.period.to then
      local piece <const> = month_of(cuts[i]):through(month_of(cuts[i + 1] - 1))
      left[#left + 1] = { space:at(quantity.subject, piece, quantity.unit), 1 }
      names[#names + 1] = label.period(piece)
    end
  end
  if #left < 2 then
    return nil
  end
  return rows.equal(left, quantity.key, "ytd_chain", ("%s: %s = %s"):format(
    label.subject(quantity.subject), table.concat(names, " + "), label.period(quantity.period)))
end

---@param space ingot.check.Space
---@return ingot.check.Row[]
function M.rows(space)
  local found <const> = {}
  for _, series in ipairs(series_of(space)) do
    for _, run in ipairs(runs_of(series)) do
      local cuts <const> = cuts_of(run)
      for _, quantity in ipairs(run) do
        found[#found + 1] = #run > 1 and row_of(space, quantity, cuts) or nil
      end
    end
  end
  return found
end

return M
