-- Tables of measures: every cell is the claim's own value.

local claim = require "ingot.claim"
local ingot = require "ingot"
local number = require "ingot.number"
local raised = require "support.raised"

local customs -- read once

local function cable()
  customs = customs or ingot.read("data/customs/export-*.csv", { profile = "gacc-zh",
    flow = "export" })
  return ingot.cube(customs):slice { product = "wire_cable" }
end

-- Mexico grows, Venezuela is new in 2025-02, Thailand traded a year before alone; 2024-02 is covered.
local function sample(covers)
  return ingot.cube(ingot.table({
    month = { "2024-02", "2024-02", "2025-01", "2025-02", "2025-02", "2025-02" },
    flow = { "export", "export", "export", "export", "export", "export" },
    hs = { "76141000", "76141000", "76141000", "76141000", "76149000", "76149000" },
    partner_code = { "429", "136", "429", "429", "429", "445" },
    qty_kg = { 2000, 6000, 4000, 1000, 4000, 5000 }, value_usd = { 4, 6, 8, 3, 7, 5 },
  }, { units = { qty_kg = "kg" }, covers = covers or { from = "2024-01", to = "2025-02" } }))
end

local function value_at(data, row, name)
  local units, scale = data:exact(row, name)
  return units and (scale and number.exact(units, scale) or number.real(units))
end

-- What a claim and a cell must share: the same value, or none and the same state.
local function same(c, data, row, name, where)
  local cell = value_at(data, row, name)
  where = ("%s of %s"):format(name, where)
  assert.equal(c.value and number.text(c.value), cell and number.text(cell), where)
  assert.equal(c.state, data:text(row, name .. "_state"), where)
end

describe("cube:by(…):table", function()
  it("has a row a member, largest first, with its code, name, level and measures", function()
    local data = sample():by("partner"):table("exports", "2025-02")
    local names = {}
    for i, column in ipairs(data:schema()) do
      names[i] = ("%s %s"):format(column.name, column.unit or "-")
    end
    assert.same({ "partner_code -", "partner -", "exports t", "mom %", "yoy %", "share %",
      "rank -" }, names)
    assert.equal("partner_code,partner,exports,mom,yoy,share,rank\n"
      .. "429,Mexico,5.000,25,150,50,1\n"
      .. "445,Venezuela,5.000,,,50,1\n"
      .. "136,Thailand,0.000,0,-100,0,\n", data:csv())
  end)

  it("agrees with the claim of every member, by every measure, in every kind of period", function()
    local names, asked = { "mom", "yoy", "ytd_yoy", "diff", "share", "rank" }, { "level" }
    for _, name in ipairs(names) do
      asked[#asked + 1], asked[#asked + 2] = name, name .. "_state"
    end
    for _, dimension in ipairs { "partner", "province" } do
      local by = cable():by(dimension)
      for _, period in ipairs { "2025-12", "2025-03", "2025-Q1", "2023-06" } do
        local data = by:table("exports", period, asked)
        assert.is_true(#data >= #by:all("exports", period))
        for row = 1, #data do
          local code = data:text(row, dimension .. "_code")
          local level = by:one(code, "exports", period).exports
          local where = ("%s in %s"):format(code, period)
          assert.equal(number.text(level.value), number.text(value_at(data, row, "exports")), where)
          for _, name in ipairs(names) do
            same(claim.ask(level, name), data, row, name, where)
          end
        end
      end
    end
  end)

  it("agrees with claims of a metric that does not add up", function()
    local names, asked = { "mom", "yoy", "ytd_yoy", "diff", "rank" }, {}
    for _, name in ipairs(names) do
      asked[#asked + 1], asked[#asked + 2] = name, name .. "_state"
    end
    local by = cable():by "province"
    local data = by:table("unit_value", "2025-06", asked)
    for row = 1, #data do
      local code = data:text(row, "province_code")
      local level = by:one(code, "unit_value", "2025-06").unit_value
      for _, name in ipairs(names) do
        same(claim.ask(level, name), data, row, name, code)
      end
    end
  end)

  it("says by a state why a cell is missing", function()
    local data = sample():by("partner"):table("exports", "2025-02",
      { "yoy", "yoy_state", "rank_state", "level_state" })
    local states = {}
    for row = 1, #data do
      states[row] = ("%s %s %s"):format(data:text(row, "yoy_state"), data:text(row, "rank_state"),
        data:text(row, "exports_state"))
    end
    assert.same({ "value value value", "from_zero value value", "value unknown zero" }, states)
    local uncovered = sample { from = "2025-01", to = "2025-02" }
    data = uncovered:by("partner"):table("exports", "2025-02", { "level", "yoy", "yoy_state" })
    assert.equal("unknown", data:text(1, "yoy_state"))
    assert.is_nil(data:text(1, "yoy"))
  end)

  it("puts several metrics side by side, each measure under its metric", function()
    local data = sample():by("partner"):table({ "exports", "unit_value" }, "2025-02",
      { "level", "yoy" })
    local names = {}
    for i, column in ipairs(data:schema()) do
      names[i] = column.name
    end
    assert.same({ "partner_code", "partner", "exports", "exports_yoy", "unit_value",
      "unit_value_yoy" }, names)
    assert.equal("2", data:text(1, "unit_value"))
    assert.is_nil(data:text(3, "unit_value")) -- nothing traded: no price
  end)

  it("takes a metric that is a Lua function", function()
    ingot.metric "spec_by_function" {
      unit = "t", adds = true,
      fn = function(group)
        local kg = 0
        for _, qty in ipairs(group.qty_kg) do
          kg = kg + qty
        end
        return kg / 1000
      end,
    }
    local by = sample():by "partner"
    local asked = { "mom", "yoy", "share", "rank", "contribution" }
    assert.equal(by:table("exports", "2025-02", asked):csv(),
      by:table("spec_by_function", "2025-02", asked):csv())
  end)

  -- Exports and imports of Mexico and Portugal in 2024-02 and 2025-02; Thailand's of 2025-02 alone.
  local function both_flows()
    local rows = { month = {}, flow = {}, hs = {}, partner_code = {}, qty_kg = {} }
    for i, row in ipairs {
      { "2024-02", "export", "429", 2000 }, { "2025-02", "export", "429", 3000 },
      { "2024-02", "import", "429", 5000 }, { "2025-02", "import", "429", 9000 },
      { "2024-02", "export", "311", 1000 }, { "2025-02", "export", "311", 4000 },
      { "2025-02", "import", "136", 1000 },
    } do
      rows.month[i], rows.flow[i], rows.partner_code[i], rows.qty_kg[i] = table.unpack(row)
      rows.hs[i] = "76141000"
    end
    return ingot.cube(ingot.table(rows, { units = { qty_kg = "kg" }, covers = {
      flow = { "export", "import" }, from = "2024-01", to = "2025-02",
    } }))
  end

  it("takes metrics made of metrics, below zero as well", function()
    ingot.metric "spec_surplus" { formula = "imports - exports", unit = "t" }
    assert.equal("partner_code,partner,spec_surplus,yoy_diff,yoy,yoy_state,share_state,rank\n"
      .. "429,Mexico,6,3,100,value,unknown,1\n"
      .. "136,Thailand,1,1,,from_zero,unknown,2\n"
      .. "311,Portugal,-4,-3,,turned,unknown,3\n",
      both_flows():by("partner"):table("spec_surplus", "2025-02", { "level", "yoy_diff", "yoy",
        "yoy_state", "share_state", "rank" }):csv())
  end)

  it("takes metrics of several flows", function()
    ingot.metric "spec_trade" { formula = "sum(qty_kg) / 1000", unit = "t" }
    assert.equal("partner_code,partner,spec_trade,yoy,contribution\n429,Mexico,12.000,"
      .. "71.42857142857143,62.5\n311,Portugal,4.000,300,37.5\n136,Thailand,1.000,,12.5\n",
      both_flows():slice({ flow = { "export", "import" } }):by("partner"):table("spec_trade", "2025-02",
        { "level", "yoy", "contribution" }):csv())
  end)

  it("takes regions, their rest last and without a rank", function()
    local by = both_flows():by_region("EU", "ASEAN", { rest = "Others" })
    assert.equal("region_code,region,exports,yoy,share,rank,cumulative\n"
      .. "EU,the European Union,4.000,300,57.142857142857146,1,57.142857142857146\n"
      .. "ASEAN,ASEAN,0.000,0,0,,57.142857142857146\n"
      .. "outside EU ASEAN,Others,3.000,50,42.857142857142854,,100\n",
      by:table("exports", "2025-02", { "level", "yoy", "share", "rank", "cumulative" }):csv())
  end)

  it("holds March against the mean of joint January and February, as claims do", function()
    local cube = ingot.cube(ingot.table({
      month = { "2025-02", "2025-03" }, flow = { "export", "export" },
      hs = { "76141000", "76141000" }, partner_code = { "429", "429" }, qty_kg = { 8000, 5000 },
    }, { units = { qty_kg = "kg" }, joint = { 2025 } }))
    assert.equal("partner_code,partner,exports,before,mom,diff\n429,Mexico,5.000,8.000,25,1.000\n",
      (cube:by("partner"):table("exports", "2025-03", { "level", "before", "mom", "diff" }):csv()))
  end)

  it("of a suppressed cell knows no level, no rank and no share", function()
    local cube = ingot.cube(ingot.table({
      month = { "2025-02", "2025-02", "2025-02" }, flow = { "export", "export", "export" },
      hs = { "76141000", "76149000", "76141000" }, partner_code = { "429", "429", "136" },
      qty_kg = { 8000, nil, 5000 },
    }, { units = { qty_kg = "kg" }, rows = 3 }))
    assert.equal("partner_code,partner,exports,exports_state,share_state,rank_state\n"
      .. "136,Thailand,5.000,value,unknown,unknown\n429,Mexico,,unknown,unknown,unknown\n",
      cube:by("partner"):table("exports", "2025-02", { "level", "level_state", "share_state",
        "rank_state" }):csv())
  end)

  it("contributions and shares add up to the whole", function()
    local by = cable():by "province"
    local data = by:table("exports", "2025", { "share", "contribution", "share_year_ago" })
    local sums = data:agg { share = "sum(share)", c = "sum(contribution)", b = "sum(share_year_ago)" }
    local total = cable():measure("exports", "2025").yoy.value
    for row in sums:rows() do
      assert.near(100, row.share, 1e-9)
      assert.near(100, row.b, 1e-9)
      assert.near(number.float(total), row.c, 1e-9)
    end
  end)

  it("cumulative shares run from the largest; equals stand alike", function()
    local data = sample():by("partner"):table("exports", "2025-02",
      { "cumulative_before", "cumulative" })
    assert.same({ "0", "0" }, { data:text(1, "cumulative_before"),
      data:text(2, "cumulative_before") })
    assert.same({ "100", "100" }, { data:text(1, "cumulative"), data:text(2, "cumulative") })
  end)

  it("refuses what it does not know at the script's line", function()
    local by = sample():by "partner"
    assert.equal("HERE: table: unknown measure 'yoi' (did you mean 'yoy'?)",
      (raised(function() by:table("exports", "2025-02", { "yoi" }) end)))
    assert.equal("HERE: unknown metric 'export' (did you mean 'exports'?)",
      (raised(function() by:table("export", "2025-02") end)))
    assert.equal("HERE: table: unit_value: 'share' needs a metric that adds up; this one does not",
      (raised(function() by:table("unit_value", "2025-02", { "share" }) end)))
    assert.equal("HERE: table: a list of measures expected, as { \"level\", \"yoy\" }, got string",
      (raised(function() by:table("exports", "2025-02", "yoy") end)))
    assert.equal("HERE: table: the list of metrics is empty",
      (raised(function() by:table({}, "2025-02") end)))
  end)
end)

describe("cube:by(…) with a cell missing", function()
  local read = require "ingot.read"

  -- Of Mexico one of two rows has no quantity, of Iran the only one.
  local function cube()
    return ingot.cube(ingot.table({
      month = { "2025-02", "2025-02", "2025-02", "2025-02", "2025-02" },
      flow = { "export", "export", "export", "export", "export" },
      hs = { "76141000", "76149000", "76141000", "76141000", "76141000" },
      partner_code = { "429", "429", "445", "113", "136" },
    }, { covers = { from = "2025-01", to = "2025-02" } }):derive {
      qty_kg = function(row) return ({ ["445"] = 5000, ["136"] = 2000 })[row.partner_code]
        or row.hs == "76149000" and 1000 or nil end,
    })
  end

  local function names_of(rows, name)
    local list = {}
    for i, row in ipairs(rows) do
      list[i] = ("%s %s"):format(row.name, row[name].reason or number.text(row[name].value))
    end
    return list
  end

  it("lists those that have no level, and why", function()
    ingot.metric "spec_kg" { formula = "sum(qty_kg)", unit = "", adds = true }
    local by = cube():by "partner"
    local rows = by:all("spec_kg", "2025-02")
    assert.same({ "Venezuela 5000", "Thailand 2000" }, names_of(rows, "spec_kg"))
    local unknown = { "Iran the rows of 2025-02 give no value", "Mexico 1 of 2 rows of 2025-02 have no "
      .. "value" }
    assert.same(unknown, names_of(rows.omitted, "spec_kg"))
    assert.same(unknown, names_of(by:unknown("spec_kg", "2025-02"), "spec_kg"))
    assert.same(unknown, names_of(by:top(1, "spec_kg", "2025-02").omitted, "spec_kg"))
    assert.same({}, by:unknown("spec_kg", "2025-01"))
    assert.equal(1, by:top(1, "spec_kg", "2025-02").beyond)
    assert.is_nil(rows.beyond)
    assert.is_nil(by:all("spec_kg", "2025-01").omitted)
    assert.is_nil(next(by:all("spec_kg", "2025-01")))
  end)

  it("warns of them, once", function()
    ingot.metric "spec_warned" { formula = "sum(qty_kg)", unit = "", adds = true }
    local before = #read.warnings()
    local by = cube():by "partner"
    by:top(1, "spec_warned", "2025-02")
    by:all("spec_warned", "2025-02")
    local warnings = read.warnings()
    assert.equal(before + 1, #warnings)
    assert.equal('spec_warned by partner in 2025-02: left out, as their level is unknown: Iran, Mexico; '
      .. ':unknown("spec_warned", "2025-02") lists them, with reasons', warnings[#warnings].message)
    sample():by("partner"):all("exports", "2025-02")
    assert.equal(before + 1, #read.warnings())
  end)

  it("puts them into the class of what is unknown, and ranks nobody beside them", function()
    ingot.class "spec_sized" { { "large", "level >= 3000" }, { "small", "level < 3000" } }
    local parts = cube():by("partner"):classes("spec_sized", "spec_kg", "2025-02")
    assert.equal("Venezuela", parts:of("large")[1].name)
    assert.equal("Thailand", parts:of("small")[1].name)
    local list = {}
    for i, row in ipairs(parts:of "unknown") do list[i] = row.name .. ": " .. row.reason end
    assert.same({ "Iran: level is unknown: the rows of 2025-02 give no value",
      "Mexico: level is unknown: 1 of 2 rows of 2025-02 have no value" }, list)
    local venezuela = cube():by("partner"):one("445", "spec_kg", "2025-02").spec_kg
    assert.equal("the level of 2 of those it is ranked among is missing", venezuela.rank.reason)
  end)
end)
