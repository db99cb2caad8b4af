-- Every measure of random cubes against a slow reference, by claim and by table.
--
-- The same seed makes the same round; a failure names it.

local ingot = require "ingot"
local number = require "ingot.number"
local random_customs = require "support.random_customs"
local random_of = require "support.random"
local rounds = require "support.rounds"
local scratch = require "support.scratch"
local slow = require "support.slow_cube"

-- ---- metrics: the program's and their slow twins ----

local function linear(a, b)
  return function(levels)
    local sum = { n = 0, scale = 0 }
    for _ = 1, math.abs(a) do sum = (a > 0 and slow.plus or slow.minus)(sum, levels[1]) end
    for _ = 1, math.abs(b) do sum = (b > 0 and slow.plus or slow.minus)(sum, levels[2]) end
    return sum
  end
end

local exports <const>, imports <const> =
  { name = "exports", flow = "export", sum = "qty_kg", scale = 3, adds = true },
  { name = "imports", flow = "import", sum = "qty_kg", scale = 3, adds = true }
local value <const> = { name = "value", sum = "value_usd", scale = 0, adds = true }
local unit_value <const> = {
  name = "unit_value", over = "value_usd", under = "qty_kg", times = 1000,
}
local metrics <const> = {
  exports, imports, value, unit_value,
  { name = "proof_double", terms = { unit_value }, of = function(levels) return 2 * levels[1] end },
  { name = "net_imports", terms = { imports, exports }, of = linear(1, -1), adds = true },
  { name = "proof_weighted", terms = { exports, imports }, of = linear(2, 3), adds = true },
  { name = "proof_records", count = true, flow = "import", scale = 0, adds = true },
  { name = "proof_tiny", flow = "export", sum = "qty_kg", scale = 3, adds = true,
    tiny = { n = 20000, scale = 3 } },
  { name = "proof_price", terms = { value, exports }, of = function(levels)
    return levels[2].n ~= 0 and slow.float(levels[1]) / slow.float(levels[2]) or nil
  end },
}

local adding <const> = {}
for _, metric in ipairs(metrics) do adding[#adding + 1] = metric.adds and metric or nil end

local function define_metrics()
  ingot.metric "proof_weighted" { formula = "2 * exports + 3 * imports", unit = "t" }
  ingot.metric "proof_records" { formula = "count()", where = "flow == 'import'", unit = "" }
  ingot.metric "proof_tiny" {
    formula = "sum(qty_kg) / 1000", where = "flow == 'export'", unit = "t", tiny = "20 t",
  }
  ingot.metric "proof_double" { formula = "unit_value * 2", unit = "USD/t" }
  ingot.metric "proof_price" { formula = "value / exports", unit = "USD/t" }
end

-- One of several metrics; one over several others wants a cube of codes that all of them are of.
local function pick_metric(random, list, cube)
  local metric
  repeat
    metric = random:pick(list)
  until cube.hs_codes or not metric.terms or #metric.terms < 2
  return metric
end

-- ---- regions and products of a round ----

-- Whether a code is a member in a month, of spans of months.
local function test_of(members)
  return function(code, month)
    for _, one in ipairs(members) do
      if one[1] == code and (not one.first or month >= one.first)
        and (not one.last or month <= one.last) then
        return true
      end
    end
    return false
  end
end

local function define_region(random, name, partners, about)
  local members <const> = {}
  for _, code in ipairs(partners) do
    local one <const> = { code }
    local month <const> = about.from + random:below(about.to - about.from)
    if random:chance(25) then one.first, one.from = month, random_customs.month_text(month) end
    if random:chance(25) then
      one.last = (one.first or month) + random:below(9)
      one.to = random_customs.month_text(one.last)
    end
    members[#members + 1] = one
  end
  local definition <const> = {}
  for i, one in ipairs(members) do definition[i] = { one[1], from = one.from, to = one.to } end
  ingot.region(name)(definition)
  return { dimension = "region", code = name, key = "partner_code", test = test_of(members) }
end

-- Two regions without a common member, so that a rest closes.
local function define_regions(random, about)
  local a <const>, b <const> = {}, {}
  for i, code in ipairs(about.partners) do
    if i ~= 2 and (i == 1 or random:chance(30)) then
      a[#a + 1] = code
    elseif i == 2 or random:chance(50) then
      b[#b + 1] = code
    end
  end
  local one <const> = define_region(random, "proof_one", a, about)
  local two <const> = define_region(random, "proof_two", b, about)
  local rest <const> = { dimension = "region", code = "outside proof_one proof_two", rest = true,
    key = "partner_code", test = function(code, month)
      return not one.test(code, month) and not two.test(code, month)
    end }
  return { one, two, rest }
end

-- A product in versions: other codes from a January on.
local function define_product(random, about)
  local codes <const>, year <const> = about.codes, 1 + about.from // 12
  local n <const> = 1 + random:below(#codes)
  local before <const> = table.move(codes, 1, n, 1, {})
  local after <const> = random:chance(50) and { codes[#codes] } or codes
  ingot.product "proof_product" { en = "proof", versions = {
    { codes = before, to = ("%d-12"):format(year - 1) },
    { codes = after, from = ("%d-01"):format(year) },
  } }
  return { { codes = before, to = year * 12 - 1 }, { codes = after, from = year * 12 } }
end

-- Leaves the codes that are covered of both flows; none is nil.
local function take_common(about, world)
  local common <const> = {}
  for _, code in ipairs(about.codes) do
    local both <const> = world.cells.export and world.cells.export[code]
      and world.cells.import and world.cells.import[code]
    common[#common + 1] = both and code or nil
  end
  about.some, about.codes = #common < #about.codes, common
  return common[1]
end

-- A random slice, and its slow twin.
local function slice_of(random, about, regions)
  local selection <const>, twin <const> = {}, {}
  local turn <const> = random:below(10)
  if turn < 3 then
    selection.product, twin.versions = "proof_product", define_product(random, about)
  elseif turn < 5 then
    local codes <const> = table.move(about.codes, 1, 1 + random:below(#about.codes), 1, {})
    selection.hs, twin.versions = codes, { { codes = codes } }
  elseif about.some then -- metrics of both flows are refused of codes that one flow has
    selection.hs, twin.versions = about.codes, { { codes = about.codes } }
  end
  twin.flow = random:chance(15) and { "export" } or { "export", "import" }
  selection.flow = twin.flow
  if random:chance(25) then
    local some <const> = table.move(about.partners, 1, 2 + random:below(#about.partners - 1), 1, {})
    selection.partner, twin.partner_code = some, some
  elseif random:chance(30) then
    selection.region, twin.region = "proof_one", regions[1].test
  end
  return selection, twin
end

-- ---- periods ----

local kinds <const> = {
  month = function(month) return month, month end,
  quarter = function(month) return month // 3 * 3, month // 3 * 3 + 2 end,
  half = function(month) return month // 6 * 6, month // 6 * 6 + 5 end,
  year = function(month) return month // 12 * 12, month // 12 * 12 + 11 end,
  ytd = function(month) return month // 12 * 12, month end,
  joint = function(month) return month // 12 * 12, month // 12 * 12 + 1 end,
  march = function(month) return month // 12 * 12 + 2, month // 12 * 12 + 2 end,
  window = function(month) return month - 2, month end,
}
local kind_names <const> = { "month", "month", "month", "month", "quarter", "half", "year", "ytd",
  "joint", "joint", "march", "window" }

local function period_of(random, about)
  local from <const>, to <const> = kinds[random:pick(kind_names)](
    about.from + 6 + random:below(about.to - about.from - 4))
  local at <const> = ingot.period(random_customs.month_text(from))
  return at:through(random_customs.month_text(to)), { from = from, to = to }
end

-- ---- holding one against the other ----

local function shown(v)
  if v == nil then return "none" end
  if number.is(v) then return number.text(v) end
  return type(v) == "table" and number.text(number.exact(v.n, v.scale)) or ("%.17g"):format(v)
end

local function same(ours, theirs)
  if not ours or not theirs then return not ours and not theirs end
  if type(theirs) == "table" and ours.units then
    return number.compare(ours, number.exact(theirs.n, theirs.scale)) == 0
  end
  local x <const>, y <const> = number.float(ours), slow.float(theirs)
  return math.abs(x - y) <= 1e-9 * math.max(1, math.abs(y))
end

-- Every measure of a level's claim.
local function check_claims(level, theirs, where)
  for name, wanted in pairs(theirs) do
    local ours <const> = name == "level" and level or level[name]
    if ours.state ~= wanted.state or not same(ours.value, wanted.value) then
      error(("%s: %s is %s %s, the slow way %s %s (%s)"):format(where, name, ours.state,
        shown(ours.value), wanted.state, shown(wanted.value), ours.reason or "no reason"), 0)
    end
  end
end

local of_tables <const> = { "level", "base", "mom", "yoy", "diff", "yoy_diff", "ytd", "ytd_yoy",
  "rank", "share", "share_year_ago", "contribution", "contribution_mom" }

-- The same measures of every member as the columns of a table.
local function check_table(parts, metric, at, expected, where)
  local names <const> = {}
  for _, name in ipairs(of_tables) do
    local of_parts <const> = name:find "share" or name:find "contribution"
    if metric.adds or not of_parts then
      names[#names + 1], names[#names + 2] = name, name .. "_state"
    end
  end
  local made <const>, seen <const> = parts:table(metric.name, at, names), {}
  local key <const> = made:schema()[1].name
  for row = 1, #made do
    local code <const> = made:text(row, key)
    seen[code] = true
    local theirs <const> = expected(code)
    for _, name in ipairs(names) do
      local plain <const> = name:match "^(.+)_state$"
      local wanted <const> = theirs[plain or name]
      local column <const> = name:gsub("^level", metric.name)
      if plain then
        local state <const> = made:text(row, column)
        if state ~= wanted.state then
          error(("%s %s: the table says %s is %s, the slow way %s"):format(where, code, plain,
            state, wanted.state), 0)
        end
      else
        local units <const>, scale <const> = made:exact(row, column)
        local ours <const> = units and (scale and number.exact(units, scale) or number.real(units))
        if not same(ours, wanted.value) then
          error(("%s %s: the table has %s %s, the slow way %s"):format(where, code, name,
            shown(ours), shown(wanted.value)), 0)
        end
      end
    end
  end
  return seen
end

-- ---- a round ----

local function read(files, wanted)
  local paths <const>, dates <const>, years <const> = {}, {}, {}
  for _, file in ipairs(files) do
    if wanted(file) then
      paths[#paths + 1], dates[file.path] = file.path, file.date
      for year in pairs(file.joint) do years[year] = true end
    end
  end
  local joint <const> = {}
  for year in pairs(years) do joint[#joint + 1] = year end
  table.sort(joint)
  return #paths > 0 and ingot.read(paths, {
    types = { hs = "text", partner_code = "text", province_code = "text", qty_kg = "decimal",
      value_usd = "decimal" },
    units = { qty_kg = "kg", value_usd = "USD" }, vintage = dates,
    joint = #joint > 0 and joint or nil,
  })
end

local function data_of(files, about)
  local data
  for _, part in ipairs(about.parts) do
    local more <const> = read(files, function(file) return file.part == part end)
    data = data and more and data:union(more):collect() or data or more
  end
  return data
end

local function members_of(dimension, key, codes)
  local members <const> = {}
  for i, code in ipairs(codes) do members[i] = { dimension = dimension, key = key, code = code } end
  return members
end

-- The cube by some dimension, and its members.
local function parts_of(random, cube, twin, about, regions)
  local turn <const> = random:below(10)
  if turn < 3 and not twin.region then
    local rest <const> = random:chance(70)
    return cube:by_region("proof_one", "proof_two", rest and { rest = "Others" } or nil),
      rest and regions or { regions[1], regions[2] }
  elseif turn < 5 then
    return cube:by "province", members_of("province", "province_code", { "32", "41", "65" })
  elseif turn < 6 then
    return cube:by "hs", members_of("hs", "hs", about.codes)
  end
  local members <const> = members_of("partner", "partner_code", about.partners)
  members[#members + 1] = { dimension = "partner", code = "", key = "partner_code",
    test = function(code) return code == nil end, nameless = true }
  return cube:by "partner", members
end

local function check_members(random, parts, reference, metric, at, p, members, where)
  local by_code <const>, found <const> = {}, {}
  for _, member in ipairs(members) do by_code[member.code] = member end
  local function expected(code)
    found[code] = found[code] or reference:measures(metric, p, by_code[code], members)
    return found[code]
  end
  for i = 1, 2 do
    local member <const> = members[1 + (random:below(#members) + i) % #members]
    if not member.rest and not member.nameless then
      local in_it <const>, row <const> = pcall(parts.one, parts, member.code, metric.name, at)
      if in_it then
        check_claims(row[metric.name], expected(member.code), where .. " of " .. member.code)
      elseif not row:find("' is not in region '", 1, true) then
        error(row, 0)
      end
    end
  end
  check_table(parts, metric, at, expected, where)
end

local function check_growth(parts, reference, metric, at, p, members, where)
  local made <const>, by_code <const> = parts:classes("growth", metric.name, at):members(), {}
  for _, member in ipairs(members) do by_code[member.code] = member end
  local key <const> = made:schema()[1].name
  for row = 1, #made do
    local code <const> = made:text(row, key)
    local class <const> = reference:growth_class(metric, p, by_code[code], members)
    if made:text(row, "class") ~= class then
      error(("%s: %s is %s (%s), the slow way %s"):format(where, code, made:text(row, "class"),
        made:text(row, "reason"), class), 0)
    end
  end
end

local function check_contributions(parts, reference, metric, at, p, members, where)
  local made <const> = parts:contributions(metric.name, at, { decimals = 2 })
  local total <const> = made.total
  if not total.printed.value then return end
  local printed = number.exact(0, 0)
  for _, row in ipairs(made.rows) do
    printed = number.add(printed, row.printed.value)
    for _, member in ipairs(members) do
      if member.code == row.subject.code then
        local theirs <const> = reference:measures(metric, p, member, members).contribution
        if not same(row.contribution.value, theirs.value) then
          error(("%s: the contribution of %s is %s, the slow way %s"):format(where, member.code,
            shown(row.contribution.value), shown(theirs.value)), 0)
        end
      end
    end
  end
  local yoy <const> = reference:measures(metric, p).yoy
  if number.compare(printed, total.printed.value) ~= 0
    or not same(total.contribution.value, yoy.value) then
    error(("%s: contributions add up to %s, printed %s of %s; the growth is %s"):format(where,
      shown(total.contribution.value), shown(printed), shown(total.printed.value),
      shown(yoy.value)), 0)
  end
end

local effects <const> = { "price", "volume", "mix", "new", "ended", "unmeasured" }

local function check_prices(parts, reference, at, p, where)
  local made <const> = parts:price_volume_mix(at, { value = "value", quantity = "exports" })
  local now <const> = reference:level(value, p).value
  local base <const> = reference:level(value, { from = p.from - 12, to = p.to - 12 }).value
  local whole <const> = now and base and slow.minus(now, base)
  if not made.total.change.value then return end
  local totals <const> = { change = number.exact(0, 0) }
  for _, name in ipairs(effects) do totals[name] = number.exact(0, 0) end
  for _, row in ipairs(made.rows) do
    local sum = number.exact(0, 0)
    for _, name in ipairs(effects) do
      local effect <const> = row[name] and row[name].value or number.exact(0, 0)
      sum, totals[name] = number.add(sum, effect), number.add(totals[name], effect)
    end
    totals.change = number.add(totals.change, row.change.value)
    if number.compare(sum, row.change.value) ~= 0 then
      error(("%s: the effects of %s add up to %s, its change is %s"):format(where, row.name,
        shown(sum), shown(row.change.value)), 0)
    end
  end
  for name, sum in pairs(totals) do
    local total <const> = made.total[name] and made.total[name].value or number.exact(0, 0)
    if number.compare(sum, total) ~= 0 then
      error(("%s: the rows of %s add up to %s, the total is %s"):format(where, name, shown(sum),
        shown(total)), 0)
    end
  end
  if not same(totals.change, whole) then
    error(("%s: the change is %s, the slow way %s"):format(where, shown(totals.change),
      shown(whole)), 0)
  end
end

local function check_as_of(random, files, data, reference, where)
  local date <const> = random:pick(files).date
  local past <const> = slow.new(random_customs.world(files, date), reference.slice)
  local cube <const> = ingot.cube(data:as_of(date)):slice { flow = { "export", "import" } }
  for _, metric in ipairs { exports, value } do
    for month = files[1].from, files[1].to do
      local text <const> = random_customs.month_text(month)
      local ours <const> = cube:measure(metric.name, text)
      local theirs <const> = past:level(metric, { from = month, to = month })
      check_claims(ours, { level = theirs }, ("%s, %s %s as of %s"):format(where, metric.name, text,
        date))
    end
  end
end

local function check_round(seed, checks)
  local random <const> = random_of(seed)
  local here <close> = scratch.new()
  local files <const>, about <const> = random_customs.files(random, here)
  local world <const> = random_customs.world(files)
  if not take_common(about, world) then return end
  local data <const> = data_of(files, about)
  local regions <const> = define_regions(random, about)
  local selection <const>, twin <const> = slice_of(random, about, regions)
  local cube <const> = ingot.cube(data):slice(selection)
  local reference <const> = slow.new(world, twin)
  for _ = 1, 3 do
    local at <const>, p <const> = period_of(random, about)
    local metric <const> = pick_metric(random, metrics, cube)
    local where <const> = ("round %d, %s in %s of %s"):format(seed, metric.name, at, cube)
    local parts <const>, members <const> = parts_of(random, cube, twin, about, regions)
    checks {
      random = random, cube = cube, reference = reference, metric = metric, at = at, p = p,
      parts = parts, members = members, files = files, data = data, about = about,
      where = where .. " by " .. members[1].dimension, twin = twin,
    }
  end
end

describe("random cubes", function()
  setup(define_metrics)

  local function each(usual, checks)
    for seed = 1, rounds(usual) do check_round(seed, checks) end
  end

  it("say the same of the whole as the slow way", function()
    each(40, function(r)
      local level <const> = r.cube:measure(r.metric.name, r.at)
      check_claims(level, r.reference:measures(r.metric, r.p), r.where)
      local years <const> = 1 + r.random:below(2)
      local ours <const>, theirs <const> = level:cagr(years), r.reference:cagr(r.metric, r.p, years)
      assert(ours.state == theirs.state and same(ours.value, theirs.value),
        ("%s: cagr(%d) is %s %s, the slow way %s %s"):format(r.where, years, ours.state,
          shown(ours.value), theirs.state, shown(theirs.value)))
    end)
  end)

  it("say the same of members, by claim and by table", function()
    each(20, function(r)
      check_members(r.random, r.parts, r.reference, r.metric, r.at, r.p, r.members, r.where)
    end)
  end)

  it("class members as the slow way does", function()
    each(20, function(r)
      local metric <const> = pick_metric(r.random, adding, r.cube)
      check_growth(r.parts, r.reference, metric, r.at, r.p, r.members,
        ("%s, classes of %s"):format(r.where, metric.name))
    end)
  end)

  it("have contributions that close, and price, volume and mix that do", function()
    each(20, function(r)
      local metric <const> = r.random:pick { exports, imports, value }
      check_contributions(r.parts, r.reference, metric, r.at, r.p, r.members, r.where)
      local twin <const> = {}
      for key, one in pairs(r.twin) do twin[key] = one end
      twin.flow = { "export" }
      check_prices(r.cube:slice { flow = "export" }:by(r.random:pick { "hs", "partner" }),
        slow.new(r.reference.world, twin), r.at, r.p, r.where)
    end)
  end)

  it("are as they were on a date", function()
    each(20, function(r)
      if #r.about.parts == 1 then
        check_as_of(r.random, r.files, r.data, { slice = {} }, r.where)
      end
    end)
  end)
end)
