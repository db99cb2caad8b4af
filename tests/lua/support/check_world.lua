--- A trade that never was, true to itself: whole kilograms by month for three years, of a flow, its
--- partners, provinces and products, with values. Articles are printed from it (check_writer).

local M = {}

local FIRST_YEAR <const> = 2023
local MONTHS <const> = 36

local products <const> = {
  { name = "copper foil", size = 22e6, parts = { "electrolytic copper foil",
    "rolled copper foil" } },
  { name = "soybeans", size = 8e9 }, { name = "steam coal", size = 21e9 },
  { name = "nickel matte", size = 31e6 }, { name = "lithium hydroxide", size = 11e6 },
  { name = "steel bars", size = 640e6, parts = { "deformed bars", "round bars" } },
  { name = "urea", size = 420e6 }, { name = "polysilicon", size = 4200e3 },
  { name = "zinc oxide", size = 5800e3 }, { name = "aluminium foil", size = 130e6,
    parts = { "light-gauge foil", "heavy-gauge foil" } },
  { name = "cotton yarn", size = 140e6 }, { name = "palm oil", size = 390e6 },
  { name = "iron ore", size = 98e9 }, { name = "natural rubber", size = 240e6,
    parts = { "technically specified rubber", "smoked sheets" } },
}

-- Names of the reference lists that mean one thing in English text.
local partners <const> = {
  "Mexico", "Vietnam", "Thailand", "Brazil", "Malaysia", "Germany", "Poland", "Indonesia", "Chile",
  "Peru", "Australia", "South Africa", "Kazakhstan", "Egypt", "the Philippines", "Saudi Arabia",
}
local provinces <const> = {
  "Jiangsu", "Zhejiang", "Shandong", "Guangdong", "Henan", "Hebei", "Fujian", "Hunan", "Anhui",
}

---@class support.World
---@field product string
---@field parts? string[]           two products that make up the whole
---@field partners string[]         largest first, of the month
---@field provinces string[]        largest first, of the month
---@field now integer               month of the article, 1 … 36
---@field kg table<string, integer[]>  by series: "export", "export|partner|Mexico" …
local World <const> = {}
World.__index = World

local function several(random, list, n)
  local left <const>, taken <const> = table.move(list, 1, #list, 1, {}), {}
  for i = 1, n do
    taken[i] = table.remove(left, random:below(#left) + 1)
  end
  return taken
end

-- A series of whole kilograms around a size, moving up to a fourth a month.
local function walk(random, size)
  local months <const> = {}
  local level = size * (80 + random:below(40)) // 100
  for i = 1, MONTHS do
    local moved = level * (750 + random:below(500)) // 1000
    if math.abs(moved - level) * 100 < level * 2 then -- a change that can be printed
      moved = moved + level // 25
    end
    months[i] = math.tointeger(moved) + random:below(1000)
    level = (moved * 2 + size) // 3
  end
  return months
end

-- Cuts each month of a series into members by drifting weights; what is left is nobody's.
local function split(world, random, flow, kind, members, weights)
  local whole <const> = world.kg[flow]
  for i, member in ipairs(members) do
    local months <const> = {}
    for m = 1, MONTHS do
      months[m] = whole[m] * (weights[i] * (880 + random:below(240)) // 1000) // 1000
    end
    world.kg[("%s|%s|%s"):format(flow, kind, member)] = months
  end
end

local function by_size(world, flow, kind, members)
  table.sort(members, function(a, b)
    return world:sum(("%s|%s|%s"):format(flow, kind, a), world.now)
      > world:sum(("%s|%s|%s"):format(flow, kind, b), world.now)
  end)
  return members
end

--- Kilograms, or dollars, of a series from a month to another.
---@param series string
---@param from integer
---@param to? integer
---@return integer
function World:sum(series, from, to)
  local months <const>, sum = self.kg[series], 0
  for m = from, to or from do
    sum = sum + months[m]
  end
  return sum
end

---@param month integer 1 … 36
---@return integer year
---@return integer month 1 … 12
function World.date(_, month)
  return FIRST_YEAR + (month - 1) // 12, (month - 1) % 12 + 1
end

--- A world.
---@param random support.Random
---@param now? integer  month of the article; any of the last year's when left out
---@return support.World
function M.new(random, now)
  local product <const> = random:pick(products)
  local world <const> = setmetatable({ product = product.name, parts = product.parts, kg = {},
    now = now or 26 + random:below(11) }, World)
  local is_exporter <const> = random:chance(50)
  local size <const> = math.tointeger(product.size)
  world.main = is_exporter and "export" or "import"
  world.kg.export = walk(random, is_exporter and size or size // (6 + random:below(20)))
  world.kg.import = walk(random, is_exporter and size // (6 + random:below(20)) or size)
  world.kg.production = walk(random, size * (2 + random:below(4)))
  local price <const> = 400 + random:below(9000) -- dollars a tonne
  for _, flow in ipairs { "export", "import" } do
    local months <const> = {}
    for m = 1, MONTHS do
      months[m] = world.kg[flow][m] * (price * (90 + random:below(20)) // 100) // 1000
    end
    world.kg["value|" .. flow] = months
  end
  world.partners = several(random, partners, 5)
  world.provinces = several(random, provinces, 4)
  split(world, random, world.main, "partner", world.partners, { 260, 190, 140, 90, 60 })
  split(world, random, world.main, "province", world.provinces, { 330, 210, 120, 70 })
  by_size(world, world.main, "partner", world.partners)
  by_size(world, world.main, "province", world.provinces)
  if world.parts then
    local whole <const> = world.kg[world.main]
    split(world, random, world.main, "part", { world.parts[1] }, { 550 + random:below(250) })
    local rest <const>, first <const> = {}, world.kg[world.main .. "|part|" .. world.parts[1]]
    for m = 1, MONTHS do
      rest[m] = whole[m] - first[m]
    end
    world.kg[world.main .. "|part|" .. world.parts[2]] = rest
  end
  world.index = walk(random, 60000) -- thousandths of a point
  world.leading = walk(random, 71000)
  return world
end

return M
