--- What a desk prints of a made-up world: figures, by section of its article.

local figure <const> = require "support.check_figure"

local M = {}

local function period_text(world, from, to)
  local year <const>, first <const> = world:date(from)
  local _, last <const> = world:date(to)
  if first == 1 and last == 12 then
    return tostring(year)
  end
  return from == to and ("%04d-%02d"):format(year, first) or ("%04d-%02d..%02d"):format(year,
    first, last)
end

-- What turns world series into figures of one desk.
local Facts <const> = {}
Facts.__index = Facts

local function key_of(series, from, to)
  return ("%s@%d..%d"):format(series, from, to)
end

function Facts:amount(series, net, from, to)
  local world <const> = self.world
  if net then
    local other <const> = world.main == "export" and "import" or "export"
    return world:sum(world.main, from, to) - world:sum(other, from, to)
  end
  return world:sum(series, from, to)
end

-- The unit and decimals of a level. In tonnes, small ones need more of their digits; figures of one
-- kind are printed alike: as their month, or the largest of their members, would be.
local function look(desk, kg, alike)
  local large <const> = desk.large
  if large and kg >= (large[4] or 3e9) then
    return large, large[3]
  end
  local least <const> = alike < 2e6 and 1 or alike < 2e7 and 0 or alike < 2e8 and -1 or -3
  return desk.unit, math.max(desk.unit[3], least)
end

function Facts:alike(series)
  local world <const>, kind <const> = self.world, series:match "^%a+|(p%a+)|"
  local largest <const> = kind == "partner" and world.partners
    or kind == "province" and world.provinces
  if largest then
    return world:sum(("%s|%s|%s"):format(world.main, kind, largest[1]), world.now)
  end
  return world:sum((kind or series == "net") and world.main or series, world.now)
end

-- A level in tonnes, printed as the desk prints levels of this size.
function Facts:level(series, from, to)
  to = to or from
  local is_net <const> = series == "net"
  local kg <const> = self:amount(series, is_net, from, to)
  local unit <const>, decimals <const> = look(self.desk, kg, self:alike(series))
  local is_ytd <const> = from < to and from % 12 == 1 and to ~= from + 11
  return figure.printed { kind = is_net and "net" or is_ytd and "ytd" or "level", num = kg,
    den = 1000, decimals = decimals, scale = unit[2], unit = "t", unit_text = unit[1],
    period = period_text(self.world, from, to), key = key_of(series, from, to), series = series,
    from = from, to = to }
end

-- What a figure says of a series in months.
local function of(figure_of, series, from, to)
  figure_of.series, figure_of.from, figure_of.to = series, from, to
  return figure.printed(figure_of)
end

function Facts:rate(kind, series, from, to, from0, to0, decimals)
  local now <const> = self:amount(series, series == "net", from, to)
  local base <const> = self:amount(series, series == "net", from0, to0)
  local unit <const> = self.desk.rate
  return of({ kind = kind, num = (now - base) * 100, den = base, decimals = decimals or unit[2],
    scale = 0, unit = "%", unit_text = unit[1], period = period_text(self.world, from, to),
    a = key_of(series, from, to), b = key_of(series, from0, to0), from0 = from0, to0 = to0 },
    series, from, to)
end

function Facts:mom(series, m, decimals)
  return self:rate("mom", series, m, m, m - 1, m - 1, decimals)
end

function Facts:yoy(series, m, decimals)
  return self:rate("yoy", series, m, m, m - 12, m - 12, decimals)
end

function Facts:change(series, m)
  local level <const> = self:level(series, m)
  return of({ kind = "change", num = self.world:sum(series, m) - self.world:sum(series, m - 1),
    den = 1000, decimals = level.decimals, scale = level.scale, unit = "t",
    unit_text = level.unit_text, period = level.period, a = key_of(series, m, m),
    b = key_of(series, m - 1, m - 1) }, series, m, m)
end

function Facts:share(series, m, whole)
  return of({ kind = "share", num = self.world:sum(series, m) * 100, decimals = 1, scale = 0,
    den = self.world:sum(whole, m), unit = "%", unit_text = self.desk.rate[1],
    period = period_text(self.world, m, m), a = key_of(series, m, m), b = key_of(whole, m, m) },
    series, m, m)
end

-- Of an index, published to whole tenths: changes are those of the tenths.
function Facts:points(list, m)
  local now <const>, before <const> = (self.world[list][m] + 50) // 100,
    (self.world[list][m - 1] + 50) // 100
  local series <const> = "points|" .. list
  local function points(kind, num)
    return { kind = kind, num = num, den = 10, decimals = 1, scale = 0, unit = "points",
      unit_text = "", period = period_text(self.world, m, m) }
  end
  local level <const>, change <const> = points("index", now), points("change", now - before)
  level.key = key_of(series, m, m)
  change.a, change.b = level.key, key_of(series, m - 1, m - 1)
  return of(level, series, m, m), of(change, series, m, m)
end

local function members(facts, into, kind, names, letters)
  local world <const>, m <const> = facts.world, facts.world.now
  for i, member in ipairs(names) do
    local series <const> = ("%s|%s|%s"):format(world.main, kind, member)
    into[letters[1]:upper() .. i] = member
    into[letters[1] .. i] = facts:level(series, m)
    into[letters[2] .. i] = facts:share(series, m, world.main)
    into["d" .. i], into["e" .. i] = facts:change(series, m), facts:mom(series, m)
  end
  return into
end

-- The figures each kind of section may print; asked for only when it is taken.
M.sections = {
  lead = function(f, m, main)
    return { q = f:level(main, m), m = f:mom(main, m), y = f:yoy(main, m), dq = f:change(main, m),
      qp = f:level(main, m - 1), ql = f:level(main, m - 12) }
  end,
  ytd = function(f, m, main)
    local jan <const> = m - (m - 1) % 12
    local kind <const> = m == jan + 11 and "yoy" or "ytd_yoy"
    return { c = f:level(main, jan, m), cl = f:level(main, jan - 12, m - 12),
      cr = f:rate(kind, main, jan, m, jan - 12, m - 12) }
  end,
  net = function(f, m)
    return { n = f:level("net", m), nm = f:mom("net", m), ni = f:level("import", m),
      ne = f:level("export", m), no = f:level(f.words.other, m) }
  end,
  partners = function(f) return members(f, {}, "partner", f.world.partners, { "p", "s" }) end,
  provinces = function(f) return members(f, {}, "province", f.world.provinces, { "r", "t" }) end,
  parts = function(f, m, main)
    local parts <const> = f.world.parts
    local a <const>, b <const> = main .. "|part|" .. parts[1], main .. "|part|" .. parts[2]
    return { A = parts[1], B = parts[2], a = f:level(a, m), b = f:level(b, m),
      sa = f:share(a, m, main), sb = f:share(b, m, main) }
  end,
  value = function(f, m, main)
    local value <const> = "value|" .. main
    local level <const> = f:level(value, m)
    level.num, level.den, level.unit, level.unit_text = f.world:sum(value, m), 1, "USD", ""
    level.scale, level.decimals = 6, 1
    return { v = figure.printed(level), vm = f:mom(value, m), vy = f:yoy(value, m) }
  end,
  production = function(f, m)
    local series <const> = "production"
    return { o = f:level(series, m), om = f:mom(series, m), oy = f:yoy(series, m) }
  end,
  quarter = function(f, m, main)
    return { k = f:level(main, m - 2, m), kp = f:level(main, m - 5, m - 3),
      km = f:rate("mom", main, m - 2, m, m - 5, m - 3),
      ky = f:rate("yoy|ytd_yoy", main, m - 2, m, m - 14, m - 12) }
  end,
  year = function(f, m, main)
    return { f = f:level(main, m - 11, m), fl = f:level(main, m - 23, m - 12),
      fy = f:rate("yoy", main, m - 11, m, m - 23, m - 12) }
  end,
  index = function(f, m)
    local level <const>, change <const> = f:points("index", m)
    return { x = level, xd = change }
  end,
  leading = function(f, m)
    local level <const>, change <const> = f:points("leading", m)
    return { x = level, xd = change }
  end,
  comment = function(f, m, main)
    return { q2 = f:level(main, m), m2 = f:mom(main, m, 1), y2 = f:yoy(main, m, 1) }
  end,
  filler = function() return {} end,
  hs = function() return { hs1 = "74101110", hs2 = "74101290" } end,
}

--- Figures of a world in the manner of a desk.
---@param world support.World
---@param desk table
---@param words table<string, string>  of the article
function M.new(world, desk, words)
  return setmetatable({ world = world, desk = desk, words = words }, Facts)
end

return M
