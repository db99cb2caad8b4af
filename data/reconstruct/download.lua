-- Rows as the customs site writes them: GB18030, LF, every field quoted, a comma after the last
-- one, thousands commas in the value only, no second quantity.
local assumptions = require "reconstruct.assumptions"
local csv = require "reconstruct.csv"
local noise = require "reconstruct.noise"

local M = {}

local HEADER <const> = {
  "数据年月", "贸易伙伴编码", "贸易伙伴名称", "商品编码", "商品名称", "贸易方式编码", "贸易方式名称",
  "注册地编码", "注册地名称", "第一数量", "第一计量单位", "第二数量", "第二计量单位", "美元",
}

-- Index by code of a list's records.
local function by_code(path)
  local index = {}
  for _, record in ipairs(csv.read(path)) do index[record.code] = record end
  return index
end

---@param folder string where the code lists lie, ending in "/"
function M.names(folder)
  return {
    partner = by_code(folder .. "partners.csv"),
    province = by_code(folder .. "provinces.csv"),
    mode = by_code(folder .. "modes.csv"),
    hs = by_code(folder .. "commodities.csv"),
  }
end

-- Value in whole US dollars: the metal's price, what the product and the mode add, a standing
-- difference between partners and a little chance.
function M.usd(row, month)
  local per_tonne = assumptions.metal_usd_per_t[month.year][month.number]
    * assumptions.hs_premium[row.hs] * (assumptions.mode_premium[row.mode] or 1)
    * noise.between(0.94, 1.08, "terms", row.hs, row.partner)
    * noise.between(0.97, 1.03, "deal", row.name, month.text)
  return math.max(1, math.floor(row.kg * per_tonne / 1000 + 0.5))
end

local function with_commas(value)
  local digits = string.format("%d", value)
  return (digits:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", ""))
end

local function line(fields)
  return '"' .. table.concat(fields, '","') .. '",\n'
end

-- Orders by month, partner, product, mode, province, as a download is ordered.
local function key(month, row)
  return table.concat({ month.text, row.partner, row.hs, row.mode, row.province }, " ")
end

---@param shipments { month: table, row: table }[]
---@param names table as from `names`
---@param encode fun(text: string): string UTF-8 to the file's encoding
---@return string bytes of the whole file
function M.bytes(shipments, names, encode)
  local sorted = {}
  for i, item in ipairs(shipments) do
    sorted[i] = { key = key(item.month, item.row), month = item.month, row = item.row }
  end
  table.sort(sorted, function(a, b) return a.key < b.key end)
  local lines = { line(HEADER) }
  for _, item in ipairs(sorted) do
    local row, month = item.row, item.month
    local hs = names.hs[row.hs]
    lines[#lines + 1] = line {
      string.format("%d%02d", month.year, month.number),
      row.partner, names.partner[row.partner].zh_full, row.hs, hs.zh,
      row.mode, names.mode[row.mode].zh, row.province, names.province[row.province].zh_full,
      string.format("%d", row.kg), hs.unit1, "0", hs.unit2, with_commas(row.usd),
    }
  end
  return encode(table.concat(lines))
end

return M
