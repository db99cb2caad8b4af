-- Joins the one-way margins of a month into rows of partner x province x product x mode. Each step
-- is a sparse two-way table: partners x provinces gives lanes, lanes x products gives shipments,
-- shipments x modes gives rows; each keeps the margins of those before it.
local assumptions = require "reconstruct.assumptions"
local fit = require "reconstruct.fit"
local noise = require "reconstruct.noise"

local M = {}

local function kilograms(list)
  local kg = {}
  for i, member in ipairs(list) do kg[i] = member.kg end
  return kg
end

-- How much more two are inclined to trade than their sizes say: a standing preference that drifts
-- a little from month to month.
local function liking(month, ...)
  return noise.between(0.25, 1.75, "liking", ...) * noise.between(0.7, 1.3, "drift", month, ...)
end

local function tie(province, partner)
  for _, entry in ipairs(assumptions.ties) do
    local provinces, partners, factor = table.unpack(entry)
    if provinces:find(province, 1, true) and partners:find(partner, 1, true) then return factor end
  end
  return 1
end

-- Refines rows by one more dimension: rows x members, with both margins kept.
local function cross(rows, members, month, lot, affinity, name)
  local function expected(row, col)
    return rows[row].kg / month.kg * members[col].kg * affinity(rows[row], members[col].code)
  end
  local function draw(row, col)
    local at = rows[row]
    return noise.uniform("lot", name, at.name, members[col].code, month.text)
  end
  local function open_cell(row, col) return expected(row, col) > 0 end
  local cells = fit.sparse(#rows, #members, expected, lot, draw)
  return fit.two_way(cells, kilograms(rows), kilograms(members), open_cell)
end

---@param month table with its margins, as from margins.lua
---@return table[] rows { partner =, province =, hs =, mode =, kg =, name = }
function M.of(series, month)
  local assumed = assumptions.series[series]
  local lot = assumed.lot
  local only = {}
  for _, entry in ipairs(assumed.modes) do only[entry[1]] = entry.only end

  local function by_province(row, province)
    return liking(month.text, row.name, province) * tie(province, row.partner)
  end
  local function by_hs(row, hs) return liking(month.text, row.name, hs) end
  local function by_mode(row, mode)
    if only[mode] and not only[mode](row.partner) then return 0 end
    return liking(month.text, row.name, mode)
  end

  -- A row's `name` says what it is about; chance is drawn by it.
  local rows = {}
  for i, member in ipairs(month.partner) do
    rows[i] = { partner = member.code, kg = member.kg, name = series .. " " .. member.code }
  end
  local function refine(dimension, members, affinity)
    local finer = {}
    for i, cell in ipairs(cross(rows, members, month, lot[dimension], affinity, dimension)) do
      local row, code = rows[cell.row], members[cell.col].code
      finer[i] = { partner = row.partner, province = row.province, hs = row.hs, kg = cell.kg,
                   name = row.name .. " " .. code }
      finer[i][dimension] = code
    end
    rows = finer
  end
  refine("province", month.province, by_province)
  refine("hs", month.hs, by_hs)
  refine("mode", month.mode, by_mode)
  return rows
end

return M
