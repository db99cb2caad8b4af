local ingot = require "ingot"
local number = require "ingot.number"
local period = require "ingot.period"
local raised = require "support.raised"
local rounds = require "support.rounds"

-- Two partners over four months of two years; Mexico has no row in 2025-02, and nobody in 2025-03.
local function sample(covers)
  return ingot.table({
    { "month", { "2024-01", "2024-02", "2024-03", "2024-04", "2025-01", "2025-01", "2025-02",
      "2025-04", "2025-04" } },
    { "flow", { "export", "export", "export", "export", "export", "export", "export", "export",
      "export" } },
    { "hs", { "76141000", "76141000", "76149000", "76141000", "76141000", "76149000", "76149000",
      "76141000", "76149000" } },
    { "partner_code", { "429", "429", "311", "311", "429", "311", "311", "429", "311" } },
    { "qty_kg", { 1000, 2000, 3000, 5000, 4000, 4000, 6000, 9000, 3000 } },
    { "value_usd", { 10, 20, 30, 50, 40, 40, 60, 90, 30 } },
  }, {
    types = { month = "month" }, units = { qty_kg = "kg", value_usd = "USD" },
    covers = covers or { from = "2024-01", to = "2025-04" },
  })
end

local function text(claim)
  return claim.value and number.text(claim.value) or claim.state
end

describe("ingot.cube", function()
  it("gives the level of a metric in a period, exactly", function()
    local cube = ingot.cube(sample()):slice { product = "wire_cable" }
    assert.equal("12", text(cube:measure("exports", "2025-04")))
    assert.equal("26", text(cube:measure("exports", "2025-01..04")))
    assert.equal(9, cube:measure("exports", "2024-01..2025-04").rows)
  end)

  it("knows a zero from an unknown", function()
    local cube = ingot.cube(sample()):slice { product = "wire_cable" }
    local quiet = cube:measure("exports", "2025-03")
    assert.equal("zero", quiet.state)
    assert.equal("0", text(quiet))
    local beyond = cube:measure("exports", "2025-05")
    assert.equal("unknown", beyond.state)
    assert.is_nil(beyond.value)
    assert.equal("unknown", cube:measure("imports", "2025-04").state)
  end)

  it("gives no rate against zero, and nothing against an unknown", function()
    local cube = ingot.cube(sample()):slice { product = "wire_cable" }
    assert.equal("from_zero", cube:measure("exports", "2025-04").mom.state)
    assert.equal("unknown", cube:measure("exports", "2024-01").mom.state)
    assert.equal("unknown", cube:measure("exports", "2024-01").yoy.state)
    assert.equal("-100", text(cube:measure("exports", "2025-03").mom))
    local mexico = ingot.cube(sample()):slice { partner = "Mexico" }
    assert.equal("zero", mexico:measure("exports", "2025-03").mom.state)
  end)

  it("a period is unknown when a month of it is not covered, though it has rows", function()
    local cube = ingot.cube(sample { from = "2024-01", to = "2025-02" })
    assert.equal("unknown", cube:measure("exports", "2025-04").state)
    assert.equal("unknown", cube:measure("exports", "2025-01..04").state)
    assert.equal("14", text(cube:measure("exports", "2025-01..02")))
  end)

  it("a product is unknown when one of its codes is not covered", function()
    local cube = ingot.cube(sample { hs = { "76141000" }, from = "2024-01", to = "2025-04" })
    assert.equal("unknown", cube:slice { product = "wire_cable" }:measure("exports", "2025-04").state)
    assert.equal("9", text(cube:slice { hs = "76141000" }:measure("exports", "2025-04")))
  end)

  it("compares on the calendar", function()
    local total = ingot.cube(sample()):measure("exports", "2025-02")
    assert.equal("-25", text(total.mom)) -- 6 against 8
    assert.equal("200", text(total.yoy)) -- 6 against 2
    assert.equal("-2", text(total.diff))
    assert.equal("14", text(total.ytd))
    assert.equal("3", text(total.ytd.base))
    assert.equal(period "2024-01..02", total.ytd_yoy.base_period)
    assert.equal("8", text(total.before))
  end)

  it("ranks members, says their shares, and counts runs", function()
    local cube = ingot.cube(sample())
    local rows = cube:by("partner"):all("exports", "2025-04")
    assert.same({ "Mexico", "Portugal" }, { rows[1].name, rows[2].name })
    assert.equal("75", text(rows[1].exports.share))
    assert.equal("1", text(rows[1].exports.rank))
    assert.equal("1", text(rows[1].exports.streak))
    local tied = cube:by("partner"):all("exports", "2025-01")
    assert.same({ "1", "1" }, { text(tied[1].exports.rank), text(tied[2].exports.rank) })
    assert.equal("2", text(cube:by("partner"):one("Portugal", "exports", "2025-02").exports.streak))
  end)

  it("a run of ranks ends where a month is not covered", function()
    local cube = ingot.cube(sample { from = "2025-01", to = "2025-04" })
    assert.equal("2", text(cube:by("partner"):one("Portugal", "exports", "2025-02").exports.streak))
  end)

  it("a member without trade in a covered period is zero, and has no rank", function()
    local row = ingot.cube(sample()):by("partner"):one("Mexico", "exports", "2025-02")
    assert.equal("zero", row.exports.state)
    assert.equal("unknown", row.exports.rank.state)
    assert.equal("0", text(row.exports.share))
    assert.equal("-4", text(row.exports.diff))
  end)

  it("slices by product, code, flow, partner name or list", function()
    local cube = ingot.cube(sample())
    assert.equal("9", text(cube:slice { partner = "Mexico" }:measure("exports", "2025-04")))
    assert.equal("12", text(cube:slice { partner = { "Mexico", "311" } }:measure("exports", "2025-04")))
    assert.equal("3", text(cube:slice { hs = "76149000", flow = "export" }:measure("exports", "2025-04")))
    assert.same({ "76141000", "76149000" }, cube:slice { product = "wire_cable" }:codes())
  end)

  -- A file read without a profile has its codes of partners and provinces as numbers.
  it("slices codes that were read as numbers as those that are text", function()
    local function cube(codes)
      return ingot.cube(ingot.table({
        { "month", { "2025-03", "2025-03", "2025-04", "2025-04", "2025-04" } },
        { "flow", { "export", "export", "export", "export", "export" } },
        { "hs", { "76141000", "76141000", "76141000", "76141000", "76149000" } },
        { "partner_code", codes },
        { "qty_kg", { 1000, 2000, 4000, 8000, 16000 } },
      }, { types = { month = "month" }, units = { qty_kg = "kg" }, rows = 5 }))
    end
    local numbers, texts = cube { 429, 122, 429, 122 }, cube { "429", "122", "429", "122" }
    local top = numbers:by("partner"):top(1, "exports", "2025-04")
    for _, selection in ipairs {
      { partner = "Mexico" }, { partner = { "429", "116" } }, { partner = top }, { partner = "116" },
      { partner = "none" }, { partner = { "none", "429" } }, { region = "ASEAN" },
      { region = { "outside", "ASEAN" } }, { region = "ASEAN", partner = { "122", "429" } },
    } do
      local got, expected = numbers:slice(selection), texts:slice(selection)
      for _, at in ipairs { "2025-03", "2025-04" } do
        assert.equal(text(expected:measure("exports", at)), text(got:measure("exports", at)))
      end
      assert.same(expected:measure("exports", "2025-04").where, got:measure("exports", "2025-04").where)
    end
    local rest = numbers:slice { region = { "outside", "ASEAN" } }:measure("exports", "2025-04")
    assert.equal("20", text(rest)) -- 4 t to Mexico, 16 t of rows that name nobody
  end)

  it("a claim carries its filter, operands, formula and rows", function()
    local level = ingot.cube(sample()):slice { product = "wire_cable" }:measure("exports", "2025-04")
    assert.same({ flow = "export", product = "wire_cable" }, level.where)
    assert.equal("sum(qty_kg) / 1000", level.formula)
    assert.equal("sum(qty_kg)", level.operands[1].name)
    assert.equal("12000", number.text(level.operands[1].value))
    assert.equal("kg", level.operands[1].unit)
    assert.equal(2, level.rows)
    local yoy = level.yoy
    assert.equal("100 * (exports - base) / base", yoy.formula)
    assert.same({ "exports", "exports" }, { yoy.operands[1].name, yoy.operands[2].name })
    assert.equal("base", yoy.operands[2].of)
    assert.equal(period "2024-04", yoy.operands[2].period)
    assert.equal("5", number.text(yoy.operands[2].value))
  end)

  it("a metric as a Lua function equals the metric as a formula", function()
    ingot.metric "spec_formula" { formula = "sum(qty_kg) / 1000", unit = "t" }
    ingot.metric "spec_function" {
      unit = "t", adds = true,
      fn = function(group)
        local kg = 0
        for i = 1, group.n do
          kg = kg + group.qty_kg[i]
        end
        return kg / 1000
      end,
    }
    local cube = ingot.cube(sample())
    for _, at in ipairs { "2024-03", "2025-01", "2025-01..04" } do
      local formula, fn = cube:measure("spec_formula", at), cube:measure("spec_function", at)
      assert.equal(0, number.compare(formula.value, fn.value))
      assert.equal(formula.rows, fn.rows)
    end
    local a, b = cube:by("partner"):all("spec_formula", "2025-04"),
      cube:by("partner"):all("spec_function", "2025-04")
    for i, row in ipairs(a) do
      assert.equal(row.name, b[i].name)
      assert.equal(text(row.spec_formula.share), text(b[i].spec_function.share))
      assert.equal(text(row.spec_formula.rank), text(b[i].spec_function.rank))
    end
  end)

  it("a ratio is never summed: its year to date is taken from all rows", function()
    local price = ingot.cube(sample()):measure("unit_value", "2025-01..04")
    assert.equal("10", text(price)) -- 260 USD / 26,000 kg × 1,000
    local quiet = ingot.cube(sample()):measure("unit_value", "2025-03")
    assert.equal("unknown", quiet.state)
    local message = raised(function()
      return ingot.cube(sample()):by("partner"):top(1, "unit_value", "2025-04")[1].unit_value.share
    end)
    assert.equal("HERE: unit_value: a share needs a metric that adds up; this one does not", message)
  end)

  it("slices of slices select what is in both", function()
    local both = ingot.cube(sample()):slice { partner = { "429", "311" } }:slice { partner = "429" }
    local level = both:measure("exports", "2025-04")
    assert.equal("9", text(level))
    assert.same({ flow = "export", partner = "429" }, level.where)
    local coded = ingot.cube(sample()):slice { product = "wire_cable" }:slice { hs = "76149000" }
    assert.same({ "76149000" }, coded:codes())
    assert.equal("HERE: slice: partner: '311' leaves nothing of '429'",
      (raised(function() both:slice { partner = "311" } end)))
    assert.equal("HERE: slice: the cube is of product 'wire_cable' already",
      (raised(function() coded:slice { product = "primary_aluminum" } end)))
    local cable = ingot.cube(sample()):slice { product = "wire_cable" }
    assert.equal("HERE: slice: none of the HS codes are left",
      (raised(function() cable:slice { hs = "76011010" } end)))
  end)

  it("says what it is a cube of", function()
    local cube = ingot.cube(sample()):slice { product = "wire_cable", partner = "Mexico" }
    assert.equal("a cube of partner = 429, product = wire_cable", tostring(cube))
    assert.equal("a cube by partner", tostring(ingot.cube(sample()):by "partner"))
  end)

  it("refuses what is no cube's business, at the script's line", function()
    local cube = ingot.cube(sample())
    assert.equal("HERE: cube: a table or query expected, got nil", (raised(function() ingot.cube() end)))
    assert.equal("HERE: slice: a table expected, as { product = \"wire_cable\" }, got string",
      (raised(function() cube:slice "x" end)))
    assert.equal("HERE: slice: product: a name expected, got table",
      (raised(function() cube:slice { product = {} } end)))
    assert.equal("HERE: unknown flow 'exprt' (did you mean 'export'?)",
      (raised(function() cube:slice { flow = "exprt" } end)))
    assert.equal("HERE: slice: partner: the list is empty",
      (raised(function() cube:slice { partner = {} } end)))
    assert.equal("HERE: unknown partner 'Mexco' (did you mean 'Mexico'?)",
      (raised(function() cube:slice { partner = { "Mexco" } } end)))
    assert.equal("HERE: a cube has no 'mesure' (did you mean 'measure'?)",
      (raised(function() cube:mesure() end)))
    assert.equal("HERE: cube:by(…) has no 'tops' (did you mean 'top'?)",
      (raised(function() cube:by("partner"):tops() end)))
    assert.equal('HERE: top: how many as a whole number expected, as top(3, "exports", period), got '
      .. "string", (raised(function() cube:by("partner"):top("exports", "2025-04") end)))
    ingot.metric "spec_text" { fn = function() return "x" end, unit = "t" }
    assert.is_truthy(raised(function() cube:measure("spec_text", "2025-04") end)
      :find(": metric 'spec_text': its function gives text, numbers are expected", 1, true))
  end)

  it("refuses what it does not know, naming what is near", function()
    local cube = ingot.cube(sample())
    assert.equal("HERE: unknown metric 'export' (did you mean 'exports'?)",
      (raised(function() cube:measure("export", "2025-04") end)))
    assert.equal("HERE: unknown product 'wire_cabel' (did you mean 'wire_cable'?)",
      (raised(function() cube:slice { product = "wire_cabel" } end)))
    assert.equal("HERE: unknown dimension 'partners' (did you mean 'partner'?)",
      (raised(function() cube:by "partners" end)))
    assert.equal("HERE: slice: unknown axis 'prodct' (did you mean 'product'?)",
      (raised(function() cube:slice { prodct = "wire_cable" } end)))
    assert.equal("HERE: slice: unknown axis 'month'; axes are 'flow', 'hs', 'mode', 'partner', "
      .. "'product', 'province', 'region', 'reporter'", (raised(function() cube:slice { month = "2025-04" } end)))
    assert.equal("HERE: cube: unknown option 'level' (did you mean 'levels'?)",
      (raised(function() ingot.cube(sample(), { level = "round" }) end)))
    assert.equal("HERE: cube: levels = 'trunc': 'round', 'truncate' or 'ceil' expected",
      (raised(function() ingot.cube(sample(), { levels = "trunc" }) end)))
    assert.equal("HERE: codes: the cube is not sliced to a product or to HS codes",
      (raised(function() cube:codes() end)))
  end)
end)

describe("ingot.cube on random tables", function()
  -- A generator of our own: the same tables in every run.
  local state = 20250530
  local function random(n)
    state = (state * 1103515245 + 12345) % 2147483648
    return state // 65536 % n + 1
  end

  local partners <const> = { "429", "311", "114", "601" }

  local function table_of(rows)
    local columns = { month = {}, partner_code = {}, qty_kg = {}, flow = {}, hs = {} }
    for i, row in ipairs(rows) do
      columns.month[i], columns.partner_code[i] = tostring(period.from_month(row.month)), row.partner
      columns.qty_kg[i], columns.flow[i], columns.hs[i] = row.kg, "export", "76141000"
    end
    return ingot.table(columns, {
      types = { month = "month" }, units = { qty_kg = "kg" },
      covers = { from = "2024-01", to = "2025-12", hs = "76141000", flow = "export" },
    })
  end

  -- The slow, obvious answer: kilograms of a partner (nil: of all) from one month to another.
  local function sum(rows, from, to, partner)
    local kg = 0
    for _, row in ipairs(rows) do
      if row.month >= from and row.month <= to and (not partner or row.partner == partner) then
        kg = kg + row.kg
      end
    end
    return kg
  end

  local first <const>, last <const> = period "2024-01".from, period "2025-12".to

  it("agrees with sums over the rows, measure by measure", function()
    for _ = 1, rounds(20) do
      local rows = {}
      for i = 1, 60 do
        rows[i] = {
          month = first + random(24) - 1, partner = partners[random(#partners)], kg = random(900000),
        }
      end
      local cube = ingot.cube(table_of(rows))
      local at = period.from_month(first + 11 + random(12))
      assert(at.to <= last)
      local now, before = sum(rows, at.from, at.to), sum(rows, at.from - 1, at.from - 1)
      local total = cube:measure("exports", at)
      assert.equal(now / 1000, number.float(total.value))
      if before == 0 then
        assert.is_truthy(total.mom.state == "from_zero" or total.mom.state == "zero")
      else
        assert.near((now - before) * 100 / before, number.float(total.mom.value), 1e-12 * 1e6)
      end
      assert.equal((now - before) / 1000, number.float(total.diff.value))
      assert.equal(sum(rows, at:ytd().from, at.to) / 1000, number.float(total.ytd.value))
      local quantities = {}
      for _, partner in ipairs(partners) do
        quantities[partner] = sum(rows, at.from, at.to, partner)
      end
      for _, row in ipairs(cube:by("partner"):all("exports", at)) do
        local larger, code = 0, row.subject.code
        for _, kg in pairs(quantities) do
          larger = larger + (kg > quantities[code] and 1 or 0)
        end
        assert.equal(quantities[code] / 1000, number.float(row.exports.value))
        assert.equal(larger + 1, number.float(row.exports.rank.value))
        assert.near(100 * quantities[code] / now, number.float(row.exports.share.value), 1e-9)
      end
    end
  end)
end)
