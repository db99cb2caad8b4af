--- A cube the slow and obvious way, for holding the real one against: rows are Lua tables that are
--- looked at one by one, sums are integers, nothing is kept. Months are integers, year × 12 + month
--- − 1; a period is { from, to }. An exact value is { n = integer, scale = decimals }, others floats.
---
--- A world is { rows, cells }: rows { month, flow, hs, partner_code, province_code, qty_kg,
--- value_usd }, cells[flow][hs][month] = "single" or, in February, "joint". A slice is { versions,
--- flow, partner_code, region }: versions { codes, from, to }, lists, and a test of a code in a
--- month. A metric is one of
---   { flow?, sum = column, scale }          adds up
---   { flow?, count = true, scale = 0 }      adds up
---   { over = column, under = column, times } a quotient of sums
---   { terms = metrics, of = function }      made of others; of levels
--- each with `adds` and, perhaps, `tiny` as an exact value in its scale.

local M = {}

local Cube <const> = {}
Cube.__index = Cube

function M.new(world, slice) return setmetatable({ world = world, slice = slice or {} }, Cube) end

-- Numbers -----------------------------------------------------------------------------------------

local function power(n) return math.tointeger(10 ^ n) end

local function float(v) return type(v) == "table" and v.n / power(v.scale) or v end

M.float = float

local function sign(v)
  local x <const> = type(v) == "table" and v.n or v
  return x > 0 and 1 or x < 0 and -1 or 0
end

-- Two exact values in one scale.
local function like(a, b)
  local scale <const> = math.max(a.scale, b.scale)
  return a.n * power(scale - a.scale), b.n * power(scale - b.scale), scale
end

function M.minus(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return float(a) - float(b) end
  local x <const>, y <const>, scale <const> = like(a, b)
  return { n = x - y, scale = scale }
end

function M.plus(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return float(a) + float(b) end
  local x <const>, y <const>, scale <const> = like(a, b)
  return { n = x + y, scale = scale }
end

-- −1, 0 or 1.
local function compare(a, b) return sign(M.minus(a, b)) end

local function half(v)
  return type(v) == "table" and { n = v.n * 5, scale = v.scale + 1 } or v / 2
end

-- 100 a / b
local function percent(a, b)
  if type(a) == "table" and type(b) == "table" then
    local x <const>, y <const> = like(a, b)
    return 100 * x / y
  end
  return 100 * float(a) / float(b)
end

-- Rows and coverage -------------------------------------------------------------------------------

local function has(list, item)
  for _, one in ipairs(list) do
    if one == item then return true end
  end
  return false
end

-- The codes that count in a month: a list, true for all, nil for none.
local function codes_in(slice, month)
  if not slice.versions then return true end
  for _, version in ipairs(slice.versions) do
    if (not version.from or month >= version.from) and (not version.to or month <= version.to) then
      return version.codes
    end
  end
end

local function counts(slice, metric, flow, hs, month)
  local codes <const> = codes_in(slice, month)
  return codes and (codes == true or has(codes, hs)) and (not slice.flow or has(slice.flow, flow))
    and (not metric.flow or metric.flow == flow)
end

local function is_of(member, row)
  if not member then return true end
  if member.test then return member.test(row[member.key], row.month) end
  return row[member.key] == member.code
end

--- The rows behind a level.
function Cube:rows(metric, p, member)
  local found <const>, slice <const> = {}, self.slice
  for _, row in ipairs(self.world.rows) do
    if row.month >= p.from and row.month <= p.to
      and counts(slice, metric, row.flow, row.hs, row.month)
      and (not slice.partner_code or has(slice.partner_code, row.partner_code))
      and (not slice.region or slice.region(row.partner_code, row.month))
      and is_of(member, row) then
      found[#found + 1] = row
    end
  end
  return found
end

-- The cells that a metric needs: all flows that the slice leaves, and all codes.
local function wanted(cube, metric)
  local flows <const>, codes <const> = {}, {}
  for flow, by_code in pairs(cube.world.cells) do
    for hs, months in pairs(by_code) do
      for month in pairs(months) do
        if counts(cube.slice, metric, flow, hs, month) then flows[flow], codes[hs] = true, true end
      end
    end
  end
  return flows, codes
end

-- Whether all cells of a month are known, by a test of a cell's months.
local function all_known(cube, flows, codes, month, test)
  local list = codes_in(cube.slice, month)
  if list == true then
    list = {}
    for code in pairs(codes) do list[#list + 1] = code end
  end
  if not list or #list == 0 or not next(flows) then return false end
  for flow in pairs(flows) do
    for _, code in ipairs(list) do
      if not test(cube.world.cells[flow][code] or {}) then return false end
    end
  end
  return true
end

-- Whether a cell of a year that is needed holds January and February together.
local function is_joint(cube, metric, year)
  for flow, by_code in pairs(cube.world.cells) do
    for hs, months in pairs(by_code) do
      local february <const> = year * 12 + 1
      if months[february] == "joint" and counts(cube.slice, metric, flow, hs, february) then
        return true
      end
    end
  end
  return false
end

function Cube:covers(metric, p)
  for _, term in ipairs(metric.terms or {}) do
    if not self:covers(term, p) then return false end
  end
  if metric.terms then return true end
  local flows <const>, codes <const> = wanted(self, metric)
  for month = p.from, p.to do
    if not all_known(self, flows, codes, month, function(months)
      return months[month] or month % 12 == 0 and months[month + 1] == "joint"
    end) then
      return false
    end
  end
  local cuts <const> = p.from % 12 == 1 and is_joint(self, metric, p.from // 12)
    or p.to % 12 == 0 and is_joint(self, metric, p.to // 12)
  return not cuts
end

--- The comparable period before: joint January and February are one step.
function Cube:before(metric, p)
  local joint <const> = p.from % 12 == 0 and p.to == p.from + 1
    and is_joint(self, metric, p.from // 12)
  local length <const> = p.to - p.from + 1
  if length > 1 and not joint then return { from = p.from - length, to = p.to - length } end
  local month <const> = p.from - 1
  if month % 12 <= 1 and is_joint(self, metric, month // 12) then
    return { from = month // 12 * 12, to = month // 12 * 12 + 1 }
  end
  return { from = month, to = month }
end

local function year_ago(p) return { from = p.from - 12, to = p.to - 12 } end

-- Levels ------------------------------------------------------------------------------------------

local UNKNOWN <const> = { state = "unknown" }

local function known(v) return { state = sign(v) == 0 and "zero" or "value", value = v } end

-- The sum of a column; nil when a cell is missing.
local function total(rows, column)
  local sum = 0
  for _, row in ipairs(rows) do
    if row[column] == nil then return nil end
    sum = sum + row[column]
  end
  return sum
end

--- A level: its state and value; an unknown one that is so because a cell is missing has `missing`.
function Cube:level(metric, p, member)
  if metric.terms then
    local levels <const>, missing = {}, nil
    for i, term in ipairs(metric.terms) do
      local level <const> = self:level(term, p, member)
      levels[i], missing = level.value, missing or level.missing
    end
    if #levels < #metric.terms then return { state = "unknown", missing = missing } end
    local value <const> = metric.of(levels)
    return value and known(value) or UNKNOWN
  end
  if not self:covers(metric, p) then return UNKNOWN end
  local rows <const> = self:rows(metric, p, member)
  if metric.count then return known { n = #rows, scale = 0 } end
  if metric.sum then
    local sum <const> = total(rows, metric.sum)
    return sum and known { n = sum, scale = metric.scale } or { state = "unknown", missing = true }
  end
  local over <const>, under <const> = total(rows, metric.over), total(rows, metric.under)
  if not over or not under then return { state = "unknown", missing = true } end
  return #rows > 0 and under ~= 0 and known(over / under * metric.times) or UNKNOWN
end

-- Against a base ----------------------------------------------------------------------------------

-- A rate by its policy; `rate` is asked where there is one.
local function rate_of(metric, now, base, rate)
  if not now.value or not base.value then return UNKNOWN end
  if sign(base.value) == 0 then
    return sign(now.value) == 0 and { state = "zero", value = 0.0 } or { state = "from_zero" }
  elseif sign(base.value) < 0 or sign(now.value) < 0 then
    return { state = "turned" }
  end
  local tiny <const> = metric.tiny and compare(base.value, metric.tiny) < 0
  return { state = tiny and "tiny" or "value", value = rate(now.value, base.value) }
end

-- Both levels by the month, where one is of joint January and February and the other of a month.
local function paced(metric, p, q, now, base)
  local n <const>, m <const> = p.to - p.from + 1, q.to - q.from + 1
  if metric.adds and n == 2 and m == 1 then now = half(now) end
  if metric.adds and n == 1 and m == 2 then base = half(base) end
  return now, base
end

local function change(cube, metric, p, q, member)
  return rate_of(metric, cube:level(metric, p, member), cube:level(metric, q, member),
    function(now, base)
      now, base = paced(metric, p, q, now, base)
      return percent(M.minus(now, base), base)
    end)
end

local function difference(cube, metric, p, q, member)
  local now <const>, base <const> = cube:level(metric, p, member), cube:level(metric, q, member)
  if not now.value or not base.value then return UNKNOWN end
  return known(M.minus(paced(metric, p, q, now.value, base.value)))
end

local function days(p)
  local n = 0
  for month = p.from, p.to do
    local first <const> = os.time { year = month // 12, month = month % 12 + 1, day = 1, hour = 12 }
    local next_ <const> = os.time { year = (month + 1) // 12, month = (month + 1) % 12 + 1, day = 1,
      hour = 12 }
    n = n + (next_ - first + 43200) // 86400
  end
  return n
end

local function adjusted(cube, metric, p, q, member)
  return rate_of(metric, cube:level(metric, p, member), cube:level(metric, q, member),
    function(now, base)
      local x <const>, y <const> = float(now) / days(p), float(base) / days(q)
      return 100 * (x - y) / y
    end)
end

--- The mean growth a year over n years.
function Cube:cagr(metric, p, n, member)
  local q <const> = { from = p.from - 12 * n, to = p.to - 12 * n }
  return rate_of(metric, self:level(metric, p, member), self:level(metric, q, member),
    function(now, base) return 100 * ((float(now) / float(base)) ^ (1 / n) - 1) end)
end

-- Among members -----------------------------------------------------------------------------------

local function share(part, whole)
  if not part.value or not whole.value or sign(whole.value) <= 0 or sign(part.value) < 0 then
    return UNKNOWN
  end
  return { state = "value", value = percent(part.value, whole.value) }
end

local function contribution(cube, metric, p, q, member)
  local now <const>, base <const> = cube:level(metric, p, member), cube:level(metric, q, member)
  local whole <const> = cube:level(metric, q)
  if not now.value or not base.value or not whole.value or sign(whole.value) == 0 then
    return UNKNOWN
  elseif sign(whole.value) < 0 then
    return { state = "turned" }
  end
  local _, of <const> = paced(metric, p, q, now.value, whole.value)
  local moved <const> = M.minus(paced(metric, p, q, now.value, base.value))
  return { state = "value", value = percent(moved, of) }
end

-- Whether there is a row of a member, of any metric it is made of.
local function has_rows(cube, metric, p, member)
  for _, term in ipairs(metric.terms or {}) do
    if has_rows(cube, term, p, member) then return true end
  end
  return not metric.terms and #cube:rows(metric, p, member) > 0
end

--- The rank among members: nil without trade, or where the level of one is missing; a rest is not
--- ranked.
function Cube:rank(metric, p, member, members)
  if not self:covers(metric, p) or member.rest or not has_rows(self, metric, p, member) then
    return nil
  end
  local own <const>, rank = self:level(metric, p, member), 1
  for _, other in ipairs(members) do
    local level <const> = self:level(metric, p, other)
    if level.missing and not other.rest then return nil end
    if not other.rest and has_rows(self, metric, p, other) and own.value and level.value
      and compare(level.value, own.value) > 0 then
      rank = rank + 1
    end
  end
  return own.value and rank
end

function Cube:streak(metric, p, member, members)
  local now <const>, n = self:rank(metric, p, member, members), 0
  while now and self:rank(metric, p, member, members) == now do
    n, p = n + 1, self:before(metric, p)
  end
  return now and n
end

local function count_of(n)
  return n and { state = "value", value = { n = n, scale = 0 } } or UNKNOWN
end

--- Every measure of the whole, or of a member among others, by name.
function Cube:measures(metric, p, member, members)
  local before <const>, ago <const> = self:before(metric, p), year_ago(p)
  local first <const> = p.to // 12 * 12
  local ytd <const>, year <const> = { from = first, to = p.to }, { from = first, to = first + 11 }
  local list <const> = {
    level = self:level(metric, p, member), base = self:level(metric, ago, member),
    mom = change(self, metric, p, before, member), yoy = change(self, metric, p, ago, member),
    diff = difference(self, metric, p, before, member),
    yoy_diff = difference(self, metric, p, ago, member),
    mom_adjusted = metric.adds and adjusted(self, metric, p, before, member) or nil,
    ytd = self:level(metric, ytd, member), full_year = self:level(metric, year, member),
    ytd_yoy = change(self, metric, ytd, year_ago(ytd), member),
    full_year_yoy = change(self, metric, year, year_ago(year), member),
  }
  if member and metric.adds then
    list.share = share(list.level, self:level(metric, p))
    list.share_year_ago = share(list.base, self:level(metric, ago))
    list.contribution = contribution(self, metric, p, ago, member)
    list.contribution_mom = contribution(self, metric, p, before, member)
  end
  if member then
    list.rank = count_of(self:rank(metric, p, member, members))
    list.streak = count_of(self:streak(metric, p, member, members))
  end
  return list
end

-- Classes -----------------------------------------------------------------------------------------

-- Three-valued: nil is "cannot be said".
local function either(a, b)
  if a or b then return true end
  if a == nil or b == nil then return nil end
  return false
end

local function both(a, b)
  if a == false or b == false then return false end
  if a == nil or b == nil then return nil end
  return true
end

local function less(a, b)
  if a == nil or b == nil then return nil end
  return a < b
end

local function at_most(a, b)
  if a == nil or b == nil then return nil end
  return a <= b
end

-- Part of the whole that is traded with members that are larger; a rest stands behind all others.
local function larger(cube, metric, p, member, members)
  local own <const>, whole <const> = cube:level(metric, p, member), cube:level(metric, p)
  if not own.value or not whole.value or sign(whole.value) <= 0 then return nil end
  local sum = { n = 0, scale = 0 }
  for _, other in ipairs(members) do
    local level <const> = cube:level(metric, p, other)
    local stands_before <const> = not other.rest and level.value
      and (member.rest and other ~= member or compare(level.value, own.value) > 0)
    if stands_before then sum = M.plus(sum, level.value) end
  end
  return sign(sum) >= 0 and percent(sum, whole.value) / 100 or nil
end

--- The class "growth" of a member, as its rules say; "unknown" where data are lacking.
function Cube:growth_class(metric, p, member, members)
  local m <const> = self:measures(metric, p, member, members)
  local yoy <const> = m.yoy.value and m.yoy.value / 100
  local share_ago <const> = m.share_year_ago.value and m.share_year_ago.value / 100
  local level <const>, base <const> = m.level.value and float(m.level.value),
    m.base.value and float(m.base.value)
  local rank <const> = m.rank.value and m.rank.value.n
  local lacks_now <const>, lacks_base <const> = self:level(metric, p).value == nil,
    self:level(metric, year_ago(p)).value == nil
  local lacks_level <const>, lacks_yoy <const> = level == nil, level == nil or base == nil
  local rules <const> = {
    { "leading", both(less(0, level),
      either(at_most(rank, 2), less(larger(self, metric, p, member, members), 0.6))),
      lacks_now or lacks_level },
    { "low-base fast", both(less(share_ago, 0.01), at_most(1, yoy)), lacks_yoy or lacks_base },
    { "pulling back", both(at_most(yoy, -0.05), at_most(0.01, share_ago)),
      lacks_yoy or lacks_base },
    { "new", both(base and base == 0, less(0, level)), lacks_yoy },
    { "lapsed", both(level and level == 0, less(0, base)), lacks_yoy },
    { "stable", less(yoy and math.abs(yoy), 0.05), lacks_yoy },
    { "growing", less(0, yoy), lacks_yoy }, { "declining", less(yoy, 0), lacks_yoy },
  }
  for _, rule in ipairs(rules) do
    if rule[2] then return rule[1] end
    if rule[2] == nil and rule[3] then return "unknown" end
  end
  return "unclassified"
end

return M
