-- Holds the sample data against every figure of the five articles it was reconstructed from, and
-- against its own constraints. The sums here are slow and obvious on purpose, whole kilograms
-- over the bytes of the files, so that they can judge the native tables.

local YEARS <const> = { 2023, 2024, 2025 }

local PRIMARY <const> = { "76011010", "76011090" }
local UNWROUGHT_AND_PRODUCTS <const> =
  { "7601", "7603", "7604", "7605", "7606", "7607", "7608", "7609" }

-- A code stands for all that begin with it; `total`: what published.csv lists of each month is the
-- sum, not the codes.
local SERIES <const> = {
  cable_exports = { flow = "export", hs = { "76141000", "76149000" } },
  primary_al_exports = { flow = "export", hs = PRIMARY },
  primary_al_imports = { flow = "import", hs = PRIMARY },
  unwrought_products_exports = { flow = "export", hs = UNWROUGHT_AND_PRODUCTS, total = true },
  unwrought_products_imports = { flow = "import", hs = UNWROUGHT_AND_PRODUCTS, total = true },
  alumina_exports = { flow = "export", hs = { "28182000" }, total = true },
  alumina_imports = { flow = "import", hs = { "28182000" }, total = true },
  bauxite_imports = { flow = "import", hs = { "26060000" }, total = true },
}

-- The files of a year, by flow.
local FILES <const> = {
  { flow = "export", name = "export" }, { flow = "import", name = "import" },
  { flow = "export", name = "export-aluminum" }, { flow = "import", name = "import-aluminum" },
}

-- The customs site's header in its own bytes.
local HEADER <const> = "\z
  22CAFDBEDDC4EAD4C2222C22C3B3D2D7BBEFB0E9B1E0C2EB222C22C3B3D2D7BBEFB0E9C3FBB3C6222C22\z
  C9CCC6B7B1E0C2EB222C22C9CCC6B7C3FBB3C6222C22C3B3D2D7B7BDCABDB1E0C2EB222C22C3B3D2D7B7\z
  BDCABDC3FBB3C6222C22D7A2B2E1B5D8B1E0C2EB222C22D7A2B2E1B5D8C3FBB3C6222C22B5DAD2BBCAFD\z
  C1BF222C22B5DAD2BBBCC6C1BFB5A5CEBB222C22B5DAB6FECAFDC1BF222C22B5DAB6FEBCC6C1BFB5A5CE\z
  BB222C22C3C0D4AA222C"

-- ---- reading

-- Fields of one line, quoted or bare; no field of these files holds a quote or a line break.
local function fields(line)
  local out, at = {}, 1
  while at <= #line do
    local text, stop = line:match('^"([^"]*)"()', at)
    if not text then text, stop = line:match("^([^,]*)()", at) end
    out[#out + 1] = text
    at = stop + 1
  end
  if line:sub(-1) == "," then out[#out + 1] = "" end
  return out
end

local function read_table(path)
  local records, header = {}, nil
  for line in io.lines(path) do
    local values, record = fields(line), {}
    if header then
      for i, name in ipairs(header) do record[name] = values[i] end
      records[#records + 1] = record
    else
      header = values
    end
  end
  return records
end

local function path_of(name, year) return string.format("data/customs/%s-%d.csv", name, year) end

local function read_downloads()
  local rows = {}
  for _, file in ipairs(FILES) do
    for _, year in ipairs(YEARS) do
      local header
      for line in io.lines(path_of(file.name, year)) do
        local f = fields(line)
        if header then
          rows[#rows + 1] = {
            flow = file.flow, year = year, total = "all", month = f[1]:sub(1, 4) .. "-" .. f[1]:sub(5), partner = f[2],
            hs = f[4], mode = f[6], province = f[8], kg = math.tointeger(tonumber(f[10])),
            usd = math.tointeger(tonumber((f[14]:gsub(",", "")))), fields = f, line = line,
          }
        end
        header = true
      end
    end
  end
  return rows
end

-- ---- periods: "2025-04", "2025-01..04", "2025"

local function months_of(period)
  local year, first, last = period:match("^(%d+)%-(%d+)%.%.(%d+)$")
  if not year then year, first = period:match("^(%d+)%-(%d+)$") end
  if not year then year, first, last = period, 1, 12 end
  local months = {}
  for number = tonumber(first), tonumber(last or first) do
    months[#months + 1] = string.format("%s-%02d", year, number)
  end
  return months
end

local function year_before(period)
  return string.format("%d%s", tonumber(period:sub(1, 4)) - 1, period:sub(5))
end

local function month_before(period)
  local year, number = period:match("^(%d+)%-(%d+)$")
  local count = year * 12 + number - 2
  return string.format("%d-%02d", count // 12, count % 12 + 1)
end

-- ---- exact numbers: { n, d } is n / d, d > 0

local function divide(n, d)
  if d < 0 then n, d = -n, -d end
  return { n, d }
end

local function power_of_ten(exponent) return math.tointeger(10 ^ exponent) end

-- The number as shown with `decimals` places (negative: tens, hundreds …), in units of the last
-- place: half away from zero, cut, or up in size.
local function shown(x, decimals, mode)
  local n, d = math.abs(x[1]), x[2]
  if decimals >= 0 then n = n * power_of_ten(decimals) else d = d * power_of_ten(-decimals) end
  local units = ({
    round = (2 * n + d) // (2 * d),
    cut = n // d,
    up = -(-n // d),
  })[mode]
  return x[1] < 0 and -units or units
end

-- A decimal text as an exact number.
local function exact(text)
  local whole, part = text:match("^(%-?%d+)%.?(%d*)$")
  return { math.tointeger(tonumber(whole .. part)), power_of_ten(#part) }
end

-- ---- the oracle

local data = read_downloads()
local by_series = {}
for name, series in pairs(SERIES) do
  by_series[name] = {}
  for _, row in ipairs(data) do
    for _, code in ipairs(row.flow == series.flow and series.hs or {}) do
      if row.hs:sub(1, #code) == code then table.insert(by_series[name], row) end
    end
  end
end

local function set(list)
  local out = {}
  for _, item in ipairs(list) do out[item] = true end
  return out
end

-- Kilograms of a series in a period; `where` is "", or a dimension with its members,
-- "province=32|41".
local function kg(series, where, period)
  if series == "primary_al_net" then
    return kg("primary_al_imports", where, period) - kg("primary_al_exports", where, period)
  end
  local dimension, members = where:match("^(%w+)=(.*)$")
  local wanted, months, sum = {}, set(months_of(period)), 0
  for member in (members or ""):gmatch "[^|]+" do wanted[member] = true end
  for _, row in ipairs(by_series[series]) do
    if months[row.month] and (not dimension or wanted[row[dimension]]) then sum = sum + row.kg end
  end
  return sum
end

local function members_kg(series, dimension, period)
  local months, sums = set(months_of(period)), {}
  for _, row in ipairs(by_series[series]) do
    if months[row.month] then sums[row[dimension]] = (sums[row[dimension]] or 0) + row.kg end
  end
  return sums
end

local function rank(series, where, period)
  local dimension, member = where:match("^(%w+)=(%w+)$")
  local sums, place = members_kg(series, dimension, period), 1
  for _, sum in pairs(sums) do
    if sum > sums[member] then place = place + 1 end
  end
  return place
end

local function growth(series, where, period, base)
  local before = kg(series, where, base)
  return divide((kg(series, where, period) - before) * 100, before)
end

-- ---- indicators: files of a month a row and a series a column, and the indices made of them

local function read_indicators(path)
  local values = {}
  for _, record in ipairs(read_table(path)) do
    for head, text in pairs(record) do
      local name = head:match "^([%w_]+) %("
      if name and text ~= "" then values[name .. " " .. record.month] = exact(text) end
    end
  end
  return values
end

local indicators = read_indicators "data/indicators/fundamentals.csv"

local MILLION <const> = 1000000

-- Indices are doubles, whose own specs hold them; here they are rounded to the millionth.
local function indices_of(months)
  local ingot = require "ingot"
  local number = require "ingot.number"
  local monthly = ingot.series(ingot.indicator "data/indicators/components.csv", { joint = true })
  for i, one in ipairs(monthly) do monthly[i] = ingot.series.split_joint(one, "same") end
  local made = { aluminum_lights = ingot.lights.of("aluminum", monthly) }
  for _, name in ipairs { "aluminum_leading", "aluminum_coincident" } do
    made[name] = ingot.index.of(name, monthly)
  end
  for name, index in pairs(made) do
    for _, month in ipairs(months) do
      local value = number.float(index:at(month).value)
      indicators[name .. " " .. month] = { math.floor(value * MILLION + 0.5), MILLION }
    end
    indicators[name .. " components"] = #(index.definition.components or index.definition.indicators)
  end
end

indices_of { "2025-10", "2025-11" }

-- Of an indicator; nil for a series of trade.
local function indicator(series, period) return indicators[series .. " " .. period] end

local function difference(a, b)
  if a[2] == b[2] then return { a[1] - b[1], a[2] } end
  return divide(a[1] * b[2] - b[1] * a[2], a[2] * b[2])
end

local function rate(a, b)
  local off = difference(a, b)
  return divide(100 * off[1] * b[2], off[2] * b[1])
end

local measures = {}

function measures.components(series) return divide(indicators[series .. " components"], 1) end

function measures.level(series, where, period)
  return indicator(series, period) or divide(kg(series, where, period), 1000)
end

function measures.diff(series, where, period)
  local now = indicator(series, period)
  if now then return difference(now, indicator(series, month_before(period))) end
  return divide(kg(series, where, period) - kg(series, where, month_before(period)), 1000)
end

function measures.mom(series, where, period)
  local now = indicator(series, period)
  if now then return rate(now, indicator(series, month_before(period))) end
  return growth(series, where, period, month_before(period))
end

function measures.yoy(series, where, period)
  local now = indicator(series, period)
  if now then return rate(now, indicator(series, year_before(period))) end
  return growth(series, where, period, year_before(period))
end

function measures.share(series, where, period)
  return divide(kg(series, where, period) * 100, kg(series, "", period))
end

-- The part of the whole's increase on the year that comes from `where`.
function measures.contribution(series, where, period)
  local base = year_before(period)
  return divide((kg(series, where, period) - kg(series, where, base)) * 100,
                kg(series, "", period) - kg(series, "", base))
end

function measures.rank(series, where, period) return divide(rank(series, where, period), 1) end

-- Months in a row, up to the period, at the place held in it.
function measures.streak(series, where, period)
  local place, length = rank(series, where, period), 0
  while rank(series, where, period) == place do
    length, period = length + 1, month_before(period)
  end
  return divide(length, 1)
end

-- ---- specs

local figures = read_table("data/figures.csv")

local function title(figure)
  return string.format("%s: %s, %s", figure.id, figure.claim, figure.printed)
end

describe("the figures of the articles", function()
  it("are all in data/figures.csv, each with a recipe or a reason", function()
    local rows, ids = {}, {}
    for _, figure in ipairs(figures) do
      assert.is_nil(ids[figure.id], figure.id)
      ids[figure.id], rows[tonumber(figure.row)] = true, true
      assert.are_not.equal(figure.measure == "", figure.reason == "", figure.id)
    end
    assert.are.equal(59, #rows)
  end)

  it("are left out only when inconsistent, without a number, or of no trade", function()
    for _, figure in ipairs(figures) do
      if figure.reason ~= "" and (figure.verdict == "OK" or figure.verdict == "T") then
        assert.is_truthy(figure.reason:find "^product not shipped", figure.id)
      end
    end
  end)

  for _, figure in ipairs(figures) do
    if figure.reason ~= "" then
      pending(title(figure) .. " — " .. figure.reason)
    else
      it("hold for " .. title(figure), function()
        local value = measures[figure.measure](figure.series, figure.where, figure.period)
        local sign, bound = figure.expect:match "^([<>])(.*)$"
        if sign then
          local limit = exact(bound)
          local gap = value[1] * limit[2] - limit[1] * value[2]
          assert.is_true(sign == ">" and gap > 0 or sign == "<" and gap < 0)
          return
        end
        local decimals, expected = tonumber(figure.decimals), exact(figure.expect)
        for mode in figure.mode:gmatch "%S+" do
          assert.are.equal(shown(expected, decimals, "cut"), shown(value, decimals, mode), mode)
        end
      end)
    end
  end
end)

describe("data/published.csv", function()
  local listings, order = {}, {}
  for _, row in ipairs(read_table("data/published.csv")) do
    local key = row.series .. " " .. row.period .. " by " .. row.dimension
    if not listings[key] then
      listings[key], order[#order + 1] = { named = {} }, key
      listings[key].series, listings[key].period = row.series, row.period
      listings[key].dimension = row.dimension
    end
    table.insert(listings[key], row)
    listings[key].named[row.member] = math.tointeger(tonumber(row.kg))
  end

  it("is met to the kilogram", function()
    for _, key in ipairs(order) do
      local listing = listings[key]
      local sums, rest = members_kg(listing.series, listing.dimension, listing.period), 0
      for _, row in ipairs(listing) do
        if row.member ~= "*" then
          assert.are.equal(listing.named[row.member], sums[row.member] or 0, key .. row.member)
        end
      end
      for member, sum in pairs(sums) do
        if not listing.named[member] then rest = rest + sum end
      end
      assert.are.equal(listing.named["*"] or 0, rest, key)
    end
  end)

  it("keeps every member it does not name below its bound", function()
    for _, key in ipairs(order) do
      local listing = listings[key]
      local below = listing.named[listing[#listing].below]
      for member, sum in pairs(members_kg(listing.series, listing.dimension, listing.period)) do
        if below and not listing.named[member] then
          assert.is_true(sum < below, key .. " " .. member)
        end
      end
    end
  end)

  it("covers every month of every series", function()
    for name, series in pairs(SERIES) do
      local by = series.total and " by total" or " by hs"
      for _, year in ipairs(YEARS) do
        for _, month in ipairs(months_of(tostring(year))) do
          assert.is_truthy(listings[name .. " " .. month .. by], name .. " " .. month)
        end
      end
    end
  end)

  it("keeps primary metal inside unwrought aluminium and products, below it every month", function()
    for _, flow in ipairs { "exports", "imports" } do
      local metal, all = "primary_al_" .. flow, "unwrought_products_" .. flow
      for _, year in ipairs(YEARS) do
        for _, month in ipairs(months_of(tostring(year))) do
          assert.is_true(kg(metal, "", month) < kg(all, "", month), flow .. " " .. month)
        end
      end
    end
  end)
end)

describe("the sample data", function()
  local function first(dimension, period, place)
    for member in pairs(members_kg("cable_exports", dimension, period)) do
      if rank("cable_exports", dimension .. "=" .. member, period) == (place or 1) then
        return member
      end
    end
  end

  it("ranks Australia first in January and February 2025, then Mexico", function()
    for _, period in ipairs { "2025-01", "2025-02", "2025-01..02" } do
      assert.are.equal("601", first("partner", period))
    end
    assert.are.equal("429", first("partner", "2025-03"))
    assert.are.equal("429", first("partner", "2025-04"))
  end)

  it("ranks Tunisia second in March 2025, Portugal in April", function()
    assert.are.equal("249", first("partner", "2025-03", 2))
    assert.are.equal("311", first("partner", "2025-04", 2))
  end)

  it("has more Russian metal in March 2025 than in February or in their mean", function()
    local function russia(period) return kg("primary_al_imports", "partner=344", period) end
    assert.is_true(russia "2025-03" > russia "2025-02")
    assert.is_true(2 * russia "2025-03" > russia "2025-01..02")
  end)

  it("has barter in April 2025 alone", function()
    for _, row in ipairs(data) do
      if row.mode == "30" then assert.are.equal("2025-04", row.month) end
    end
  end)

  it("spreads over 30 provinces: Hainan new in 2025, Tibet never", function()
    local seen = {}
    for _, row in ipairs(by_series.cable_exports) do
      seen[row.province] = math.min(seen[row.province] or row.year, row.year)
    end
    local count = 0
    for _ in pairs(seen) do count = count + 1 end
    assert.are.equal(30, count)
    assert.are.equal(2025, seen["46"])
    assert.is_nil(seen["54"])
  end)

  it("puts every province of 2025 into one class of growth", function()
    local now = members_kg("cable_exports", "province", "2025")
    local before = members_kg("cable_exports", "province", "2024")
    local total = kg("cable_exports", "", "2024")
    local low_base, falling = {}, {}
    for province, sum in pairs(now) do
      local base = before[province]
      if base and base * 100 < total and sum >= 2 * base then
        table.insert(low_base, province)
      elseif base and base * 100 >= total and sum * 100 <= 95 * base then
        table.insert(falling, province)
      elseif base then
        local stable = math.abs(sum - base) * 100 < 5 * base
        local leading = rank("cable_exports", "province=" .. province, "2025") <= 2
        assert.is_true(leading or stable or sum * 100 >= 105 * base, province)
      end
    end
    table.sort(low_base)
    table.sort(falling)
    assert.are.same({ "36", "65" }, low_base)
    assert.are.same({ "33", "37", "44" }, falling)
  end)
end)

describe("the files", function()
  teardown(function() data, by_series = nil, nil end) -- other specs measure collections

  it("have the header of the customs site and its quoting", function()
    local header = HEADER:gsub("%x%x", function(byte) return string.char(tonumber(byte, 16)) end)
    for _, file in ipairs(FILES) do
      for _, year in ipairs(YEARS) do
        assert.are.equal(header, io.lines(path_of(file.name, year))())
      end
    end
    for _, row in ipairs(data) do
      assert.is_truthy(row.line:find '^"[^\r\n]*",$')
      assert.are.equal(15, #row.fields)
    end
  end)

  it("count in kilograms, whatever the code", function()
    for _, row in ipairs(data) do
      assert.are.equal("\xC7\xA7\xBF\xCB", row.fields[11], row.line)
    end
  end)

  it("have months of their own year, plain quantities and values with thousands commas", function()
    for _, row in ipairs(data) do
      local f = row.fields
      assert.are.equal(row.year, tonumber(f[1]:sub(1, 4)))
      assert.is_truthy(f[10]:find "^[1-9]%d*$", row.line)
      assert.is_truthy(f[14]:gsub(",%d%d%d", ""):find "^[1-9]%d?%d?$", row.line)
      assert.are.same({ "0", "?" }, { f[12], f[13] })
    end
  end)

  it("have no two rows of the same month, partner, product, mode and province", function()
    local seen = {}
    for _, row in ipairs(data) do
      local key = table.concat(
        { row.flow, row.month, row.partner, row.hs, row.mode, row.province }, " ")
      assert.is_nil(seen[key], key)
      seen[key] = true
    end
  end)

  it("use codes of the code lists only", function()
    local lists = {
      partner = "partners", province = "provinces", mode = "modes", hs = "commodities",
    }
    for dimension, name in pairs(lists) do
      local known = {}
      for _, record in ipairs(read_table("data/" .. name .. ".csv")) do
        known[record.code] = true
      end
      for _, row in ipairs(data) do assert.is_true(known[row[dimension]], row[dimension]) end
    end
  end)
end)
