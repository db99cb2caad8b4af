-- The one-way margins of every month of a series: kilograms by hs, partner, province and mode.
-- What published.csv lists is taken over; the rest is spread by the assumed weights and chance.
-- Where a month is listed as a total that holds another series too, only what is left is spread.
-- A margin is a list of { code =, kg = } without zeros.
local assumptions = require "reconstruct.assumptions"
local fit = require "reconstruct.fit"
local noise = require "reconstruct.noise"

local M = {}

M.years = { 2023, 2024, 2025 }

-- Trade comes in projects, one month far above another; that in bulk moves by its `swing` alone.
local function lumpy(swing, ...)
  if swing then return noise.between(1 - swing, 1 + swing, "size", ...) end
  return noise.between(0.35, 1.65, "size", ...) * noise.between(0.7, 1.3, "project", ...)
end

local function total_of(margin)
  local kg = 0
  for _, member in ipairs(margin) do kg = kg + member.kg end
  return kg
end

local function listed_members(listing)
  local margin = {}
  for _, code in ipairs(listing.members) do
    if listing.kg[code] > 0 then margin[#margin + 1] = { code = code, kg = listing.kg[code] } end
  end
  return margin
end

-- A bound that scatters, lest several members end just below the same rival.
local function bound(listing, ...)
  local below = listing and listing.below
  return below and math.floor(below * noise.between(0.72, 0.99, "bound", ...))
end

local function weight_in(entry, year)
  return entry[2] * (year == 2025 and 1 or entry[year - 2020] or 1)
end

-- One month's margin: the listed members and, for the rest, the assumed ones of that month.
local function spread(entries, listing, total, month, about, is_active, swing)
  local margin = listing and listed_members(listing) or {}
  local others = {}
  for _, entry in ipairs(entries) do
    local code = entry[1]
    if not (listing and listing.kg[code]) and entry[2] > 0 and is_active(entry) then
      others[#others + 1] = {
        code = code,
        kg = weight_in(entry, month.year) * lumpy(swing, about, code, month.text),
        cap = bound(listing, about, code, month.text),
      }
    end
  end
  fit.share(others, listing and listing.rest or total)
  for _, member in ipairs(others) do
    if member.kg > 0 then margin[#margin + 1] = member end
  end
  assert(total_of(margin) == total, about .. " does not add up in " .. month.text)
  return margin
end

local function always() return true end

-- Yearly totals of the provinces: published, or drawn around those of the next year.
local function province_year(constraints, series, year, total, next_year)
  local listing = constraints:listing(series, tostring(year), "province")
  if listing then return listed_members(listing) end
  local margin = {}
  for i, member in ipairs(next_year) do
    local kg = member.kg * noise.between(0.75, 1.25, series, "year", member.code, tostring(year))
    margin[i] = { code = member.code, kg = kg }
  end
  fit.share(margin, total)
  return margin
end

-- The periods a year of provinces falls into: months, but January and February as one where they
-- are published jointly.
local function periods_of(constraints, series, year, months)
  local joint = year .. "-01..02"
  local periods = {}
  if constraints:listing(series, joint, "province") then
    periods[1] = { text = joint, months = { months[1], months[2] } }
  end
  for i = #periods * 2 + 1, 12 do
    periods[#periods + 1] = { text = months[i].text, months = { months[i] } }
  end
  for _, period in ipairs(periods) do
    period.kg = 0
    for _, month in ipairs(period.months) do period.kg = period.kg + month.kg end
  end
  return periods
end

-- A small exporter ships in some months only.
local SMALL_YEAR <const> = 600000

-- Fills the provinces (rows) x periods (columns) that are not listed, below the bounds of ranks.
local function province_periods(constraints, series, provinces, periods)
  local listings, row_totals, col_totals = {}, {}, {}
  for row, province in ipairs(provinces) do row_totals[row] = province.kg end
  for col, period in ipairs(periods) do
    local listing = constraints:listing(series, period.text, "province")
    listings[col] = listing or { members = {}, kg = {} }
    col_totals[col] = listing and listing.rest or period.kg
    for row, province in ipairs(provinces) do
      row_totals[row] = row_totals[row] - (listings[col].kg[province.code] or 0)
    end
  end
  local year_kg = total_of(provinces)
  local function expected(row, col)
    local province = provinces[row]
    if listings[col].kg[province.code] then return 0 end
    return province.kg / year_kg * periods[col].kg
         * noise.between(0.5, 1.5, series, "season", province.code, periods[col].text)
  end
  local function draw(row, col)
    local rare = provinces[row].kg < SMALL_YEAR
    return rare and noise.uniform(series, "ships", provinces[row].code, periods[col].text) or 0
  end
  local cells = fit.sparse(#provinces, #periods, expected, SMALL_YEAR / 12, draw)
  for _, cell in ipairs(cells) do
    cell.cap = bound(listings[cell.col], series, provinces[cell.row].code, periods[cell.col].text)
  end
  cells = fit.two_way(cells, row_totals, col_totals)
  local margins = {}
  for col, listing in ipairs(listings) do margins[col] = listed_members(listing) end
  for _, cell in ipairs(cells) do
    table.insert(margins[cell.col], { code = provinces[cell.row].code, kg = cell.kg })
  end
  return margins
end

-- Splits a period's margin over its months.
local function split(margin, period, series)
  local months = period.months
  if #months == 1 then return { margin } end
  local row_totals, col_totals = {}, {}
  for row, member in ipairs(margin) do row_totals[row] = member.kg end
  for col, month in ipairs(months) do col_totals[col] = month.kg end
  local cells = {}
  for row, member in ipairs(margin) do
    for col, month in ipairs(months) do
      local kg = member.kg * month.kg * lumpy(nil, series, "split", member.code, month.text)
      cells[#cells + 1] = { row = row, col = col, kg = kg }
    end
  end
  local margins = {}
  for col in ipairs(months) do margins[col] = {} end
  for _, cell in ipairs(fit.two_way(cells, row_totals, col_totals)) do
    table.insert(margins[cell.col], { code = margin[cell.row].code, kg = cell.kg })
  end
  return margins
end

-- Provinces month by month from yearly totals; runs backwards, since a year without totals leans
-- on the next.
local function provinces_by_year(constraints, series, months)
  local margins, next_year = {}, nil
  for y = #M.years, 1, -1 do
    local of_year = table.move(months, 12 * y - 11, 12 * y, 1, {})
    local provinces = province_year(constraints, series, M.years[y], total_of(of_year), next_year)
    local periods = periods_of(constraints, series, M.years[y], of_year)
    for i, margin in ipairs(province_periods(constraints, series, provinces, periods)) do
      for j, part in ipairs(split(margin, periods[i], series)) do
        margins[periods[i].months[j].text] = part
      end
    end
    next_year = provinces
  end
  return margins
end

-- A month's products: listed, or the listed total less the series beside it, spread.
local function products_of(constraints, series, assumed, month)
  local listing = constraints:listing(series, month.text, "hs")
  if listing then return listed_members(listing) end
  local kg = constraints:listing(series, month.text, "total").kg.all
  if assumed.beside then
    kg = kg - total_of(listed_members(constraints:listing(assumed.beside, month.text, "hs")))
  end
  return spread(assumed.hs, nil, kg, month, series .. " hs", always, assumed.swing)
end

---@return table[] months in order: text, year, number, kg and the margins hs, partner, province,
---  mode
function M.of(constraints, series)
  local assumed = assumptions.series[series]
  local months = {}
  for _, year in ipairs(M.years) do
    for number = 1, 12 do
      local month = {
        text = string.format("%d-%02d", year, number), year = year, number = number,
      }
      month.hs = products_of(constraints, series, assumed, month)
      month.kg = total_of(month.hs)
      months[#months + 1] = month
    end
  end
  local provinces = not assumed.provinces and provinces_by_year(constraints, series, months)
  for _, month in ipairs(months) do
    local function margin(entries, dimension, is_active)
      local listing = constraints:listing(series, month.text, dimension)
      local about = series .. " " .. dimension
      return spread(entries, listing, month.kg, month, about, is_active, assumed.swing)
    end
    month.partner = margin(assumed.partners, "partner", function(entry)
      local chance = 0.05 + entry[2] / assumed.usual
      return noise.uniform(series, "active", entry[1], month.text) < chance
    end)
    month.province = provinces and provinces[month.text]
      or margin(assumed.provinces, "province", always)
    month.mode = margin(assumed.modes, "mode", always)
  end
  return months
end

return M
