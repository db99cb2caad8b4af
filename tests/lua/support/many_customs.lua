--- Made-up customs data of twenty products, each with a shape that sentences trip over: one partner
--- and three hundred, names that are markup, nothing but equal quantities, months without trade and
--- months that no file has, one kilogram and a billion tonnes. Written as the downloads are, for the
--- shipped scripts to read: `data/customs/export-*.csv` and `import-*.csv` below a folder.

local M = {}

M.from, M.to = 2023 * 12, 2025 * 12 + 9 -- months, of January 2023 to October 2025

local HEAD <const> = '"数据年月","贸易伙伴编码","贸易伙伴名称","商品编码","商品名称","贸易方式编码",'
  .. '"贸易方式名称","注册地编码","注册地名称","第一数量","第一计量单位","第二数量","第二计量单位","美元",\n'

-- Names of members that no list holds, so that the data's own are printed.
M.names = {
  "<script>alert('x')</script>", "**bold** _and_ [a link](http://a.example) `code`",
  "# heading | cell | <!-- --> &amp; &", ("很长的名称"):rep(13), ("A very long name of it "):rep(8) .. "end",
  "tab\there", "bell\7and\27[31mred", "\"quoted\" 'twice' \\ back", "Half [x|y] %d", "\u{202E}turned",
  "1. First", "- item", " two  blanks ", "\u{FEFF}",
}

local partners <const> = { "116", "133", "110", "429", "502", "601", "304", "344", "111", "138", "142", "305" }
local provinces <const> = { "32", "41", "44", "37", "65", "11", "31", "33" }
local modes <const> = { "10", "14", "15", "33", "34" }

local function some(list, n)
  return table.move(list, 1, n, 1, {})
end

local function numbered(from, n)
  local list <const> = {}
  for i = 1, n do
    list[i] = tostring(from + i - 1)
  end
  return list
end

-- A product: what it is called; the months of a year ago that have trade, as a function; how much a
-- row is, in kg; who takes part; how many rows a month.
---@class support.Shape
---@field what string
---@field partners? string[]   codes; default: twelve of the list
---@field provinces? string[]  likewise, "" for rows that name none
---@field modes? string[]
---@field codes? integer       HS codes it is made of, default 2
---@field each? boolean        a row for each partner in each month
---@field rows? integer        a month, otherwise; default 8
---@field kg? fun(random: support.Random, i: integer, month: integer, flow: string): integer?
---@field traded? fun(month: integer, flow: string): boolean  whether there are rows
---@field held? fun(month: integer, flow: string): boolean    whether a file covers the month
---@field lapsed? integer      the month from which the first partner and province have nothing

local function equal() return 20000 end

---@type support.Shape[]
M.shapes = {
  { what = "nothing special" },
  { what = "one partner, one province, one mode, one code", partners = { "116" }, provinces = { "44" },
    modes = { "10" }, codes = 1 },
  { what = "three hundred partners", partners = numbered(101, 300), each = true,
    held = function(month) return month >= 2024 * 12 + 8 end },
  { what = "names that are markup", partners = numbered(9001, #M.names),
    provinces = numbered(801, #M.names), modes = numbered(81, #M.names) },
  { what = "all quantities equal", partners = some(partners, 5), each = true, provinces = some(provinces, 5),
    kg = equal },
  { what = "trade in every other month", traded = function(month) return month % 2 == 0 end },
  { what = "nothing traded for a year", traded = function(month) return month // 12 ~= 2024 end },
  { what = "months that no file has",
    held = function(month) return month // 12 ~= 2024 or month % 12 >= 8 end },
  { what = "exports alone", held = function(_, flow) return flow == "export" end },
  { what = "imports alone", held = function(_, flow) return flow == "import" end },
  { what = "more imported than exported, and less", kg = function(random, _, month, flow)
      local much <const> = (flow == "import") == (month // 3 % 2 == 0)
      return (much and 900000 or 20000) + random:below(5000)
    end },
  { what = "a kilogram", rows = 2, kg = function() return 1 end },
  { what = "a billion tonnes", kg = function(random) return 10 ^ 12 // 1 | 0 + random:below(1000) end },
  { what = "up and down in turn", kg = function(random, _, month)
      return (month % 2 == 0 and 50000 or 500000) + random:below(1000)
    end },
  { what = "a leader that lapses", lapsed = 2025 * 12 + 2 },
  { what = "one province", provinces = { "44" } },
  { what = "rows that name no province", provinces = { "" }, modes = { "" } },
  { what = "rows that name no partner", partners = { "", "116" } },
  { what = "one giant among dwarfs", kg = function(_, i) return i == 1 and 10 ^ 12 // 1 | 0 or 1 end },
  { what = "nothing ever changes", each = true, kg = equal, partners = some(partners, 3), codes = 1,
    provinces = { "44" } },
}

--- The name of a product by its number, and its codes.
---@param n integer
---@return string name
---@return string[] codes
function M.product(n)
  local codes <const> = {}
  for i = 1, M.shapes[n].codes or 2 do
    codes[i] = ("98%02d%02d00"):format(n, i)
  end
  return ("many_%02d"):format(n), codes
end

local function label(code)
  local n <const> = tonumber(code)
  return n and (n > 9000 and M.names[n - 9000] or n > 800 and M.names[n - 800]
    or n > 80 and n < 100 and M.names[n - 80]) or "名称" .. code
end

local function quoted(text)
  return '"' .. text:gsub('"', '""') .. '",'
end

local function some_kg(random)
  return 1000 + random:below(random:pick { 900, 90000, 900000 })
end

local function row(month, code, partner, province, mode, kg)
  return table.concat {
    quoted(("%04d%02d"):format(month // 12, month % 12 + 1)), quoted(partner), quoted(label(partner)),
    quoted(code), quoted("商品" .. code), quoted(mode), quoted(label(mode)), quoted(province),
    quoted(label(province)), quoted(tostring(kg)), quoted "千克", quoted "0", quoted "?",
    quoted(tostring(kg * 3)), "\n",
  }
end

-- The rows of a month; the first partner and province of a shape are the largest where quantities
-- are left to chance.
local function month_rows(random, lines, shape, codes, month, flow)
  local own <const> = shape.partners or partners
  local lapsed <const> = shape.lapsed and month >= shape.lapsed
  for i = 1, shape.each and #own or shape.rows or 8 do
    local partner <const> = shape.each and own[i] or i == 1 and not lapsed and own[1] or random:pick(own)
    local at <const> = shape.provinces or provinces
    local province <const> = shape.each and at[(i - 1) % #at + 1] or i == 1 and not lapsed and at[1]
      or random:pick(at)
    local kg <const> = (shape.kg or some_kg)(random, i, month, flow)
    if not (lapsed and (partner == own[1] or province == at[1])) then
      lines[#lines + 1] = row(month, shape.each and codes[1] or random:pick(codes), partner, province,
        (shape.modes or modes)[random:below(#(shape.modes or modes)) + 1], kg)
    end
  end
end

-- The files of a product and flow: each a stretch of months that are covered. Rows of quantity zero
-- at both ends say what the file covers where there is no trade.
local function product_files(random, write, n, flow)
  local shape <const> = M.shapes[n]
  local _, codes <const> = M.product(n)
  local lines, first
  local function close(month)
    if lines then
      write(("data/customs/%s-%02d-%d.csv"):format(flow, n, first), HEAD .. table.concat(lines))
    end
    lines, first = nil, month
  end
  for month = M.from, M.to do
    local held <const> = not shape.held or shape.held(month, flow)
    if not held then
      close()
    else
      local ends <const> = not lines or month == M.to or shape.held and not shape.held(month + 1, flow)
      if not lines then
        lines, first = {}, month
      end
      for _, code in ipairs(ends and codes or {}) do
        lines[#lines + 1] = row(month, code, (shape.partners or partners)[1],
          (shape.provinces or provinces)[1], (shape.modes or modes)[1], 0)
      end
      if not shape.traded or shape.traded(month, flow) then
        month_rows(random, lines, shape, codes, month, flow)
      end
    end
  end
  close()
end

--- Writes the files of all products.
---@param random support.Random
---@param write fun(path: string, bytes: string)
function M.write(random, write)
  for n = 1, #M.shapes do
    product_files(random, write, n, "export")
    product_files(random, write, n, "import")
  end
end

--- Their definitions, as a desk's init.lua has them.
---@return string
function M.desk()
  local lines <const> = { 'local ingot = require "ingot"' }
  for n, shape in ipairs(M.shapes) do
    local name <const>, codes <const> = M.product(n)
    lines[n + 1] = ('ingot.product "%s" { codes = { "%s" }, en = "%s", zh = "产品%d" }'):format(name,
      table.concat(codes, '", "'), shape.what, n)
  end
  return table.concat(lines, "\n") .. "\n"
end

--- Whether a file covers a month of a product.
---@param n integer
---@param month integer
---@param flow string
---@return boolean
function M.covered(n, month, flow)
  local shape <const> = M.shapes[n]
  return not shape.held or shape.held(month, flow)
end

return M
