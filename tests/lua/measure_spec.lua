local growth = require "ingot.measure.growth"
local ingot = require "ingot"
local number = require "ingot.number"
local raised = require "support.raised"

-- Mexico 1 t in 2025-01, 3 t in 2025-02; Portugal 1 t in 2025-02; all of it steel-core.
local function sample()
  return ingot.cube(ingot.table({
    month = { "2025-01", "2025-02", "2025-02" }, flow = { "export", "export", "export" },
    hs = { "76141000", "76141000", "76141000" }, partner_code = { "429", "429", "311" },
    qty_kg = { 1000, 3000, 1000 }, value_usd = { 10, 30, 20 },
  }, { units = { qty_kg = "kg" }, covers = { from = "2025-01", to = "2025-03" } }))
end

local function operand(claim, i)
  local from = claim.operands[i]
  return { from.name, from.of, tostring(from.period), from.value and number.text(from.value),
    from.rows }
end

describe("ingot.measure", function()
  it("takes the year, and the year to date, of the last month of a period", function()
    local winter = sample():measure("exports", "2024-11..2025-02")
    assert.equal("2025", tostring(winter.full_year.period))
    assert.equal("2024", tostring(winter.full_year_yoy.base_period))
    assert.equal("2025-01..02", tostring(winter.ytd.period))
  end)

  it("gives a change the level and its base as operands", function()
    local mom = sample():measure("exports", "2025-02").mom
    assert.same({ "exports", nil, "2025-02", "4", 2 }, operand(mom, 1))
    assert.same({ "exports", "base", "2025-01", "1", 1 }, operand(mom, 2))
    assert.equal("sum(qty_kg) / 1000", mom.operands[2].formula)
    assert.equal(3, mom.rows)
  end)

  it("prints two decimals of a quotient that has no display, all digits of a sum", function()
    ingot.metric "spec_ratio" { formula = "value / exports", unit = "USD/t" }
    local level = sample():measure("spec_ratio", "2025-02")
    assert.equal("12.50 USD/mt", tostring(level))
    assert.equal("2.50 USD/mt", tostring(level.diff))
    ingot.metric "spec_kilos" { formula = "sum(qty_kg)", unit = "kg" }
    assert.equal("4,000 kg", tostring(sample():measure("spec_kilos", "2025-02")))
  end)

  it("gives a share the whole, a rank the population, a streak its ranks", function()
    local mexico = sample():by("partner"):one("Mexico", "exports", "2025-02").exports
    assert.same({ "exports", "whole", "2025-02", "4", 2 }, operand(mexico.share, 2))
    assert.equal("75", number.text(mexico.share.value))
    assert.same({ "exports", nil, "2025-02", "3", 1 }, operand(mexico.rank, 1))
    assert.same({ "count", "population", "2025-02", "2", 2 }, operand(mexico.rank, 2))
    assert.same({ flow = "export" }, mexico.rank.operands[2].where)
    assert.equal("2", number.text(mexico.streak.value))
    assert.same({ "rank", nil, "2025-01", "1", 1 }, operand(mexico.streak, 2))
  end)

  it("gives the share of a slice in the cube it was cut from", function()
    local cube = sample()
    local total = cube:measure("exports", "2025-02")
    local rows = cube:by("partner"):top(1, "exports", "2025-02")
    local share = cube:slice { partner = rows }:measure("exports", "2025-02"):share_of(total)
    assert.equal("75", number.text(share.value))
    assert.equal("share", share.kind)
    assert.same({ flow = "export", partner = "429" }, share.where)
    assert.same({ "exports", "whole", "2025-02", "4", 2 }, operand(share, 2))
    assert.equal("75", number.text(rows[1].exports:share_of(total).value))
  end)

  it("refuses a share of what the part does not lie in", function()
    local cube = sample()
    local function share_of(part, whole)
      return (raised(function() part:share_of(whole) end))
    end
    local total, mexico = cube:measure("exports", "2025-02"),
      cube:slice { partner = "Mexico" }:measure("exports", "2025-02")
    assert.equal("HERE: share_of: the part does not lie in the whole; slice it from the cube of the "
      .. "whole", share_of(total, mexico))
    assert.equal("HERE: share_of: the part is of 2025-02, the whole of 2025-01",
      share_of(mexico, cube:measure("exports", "2025-01")))
    assert.equal("HERE: share_of: the part is of exports, the whole of unit_value",
      share_of(mexico, cube:measure("unit_value", "2025-02")))
    assert.equal("HERE: unit_value: a share needs a metric that adds up; this one does not",
      (share_of(cube:slice { partner = "Mexico" }:measure("unit_value", "2025-02"),
        cube:measure("unit_value", "2025-02")):gsub("share_of: ", "")))
    assert.equal("HERE: share_of: a level of a level expected, got level of nil", share_of(total))
    assert.equal("HERE: share_of: a level of a level expected, got mom of level",
      share_of(total.mom, total))
  end)

  it("refuses a share, rank or streak of a whole at the script's line", function()
    for _, name in ipairs { "share", "rank", "streak" } do
      assert.equal(('HERE: exports: the whole has no %s; ask one of its parts, as '
        .. 'cube:by("partner")'):format(name),
        (raised(function() return sample():measure("exports", "2025-02")[name] end)))
    end
  end)

  it("says why something is unknown", function()
    local cube = sample()
    assert.equal("the data cover 2025-01 to 2025-03", cube:measure("exports", "2025-04").reason)
    assert.equal("the data cover no month of it", cube:measure("imports", "2025-02").reason)
    assert.equal("its base is 2024-02, and the data cover 2025-01 to 2025-03",
      cube:measure("exports", "2025-02").yoy.reason)
    assert.equal("there was no trade in 2025-03", cube:measure("unit_value", "2025-03").reason)
    local quiet = cube:by("partner"):one("Portugal", "exports", "2025-01").exports
    assert.equal("it has no trade in 2025-01 to be ranked by", quiet.rank.reason)
    assert.equal("unknown", quiet.streak.state)
    local nobody = cube:by("partner"):one("Mexico", "exports", "2025-03").exports
    assert.equal("the whole is zero", nobody.share.reason)
    assert.is_nil(cube:measure("exports", "2025-02").reason)
  end)

  it("counts a difference of percentages in percentage points", function()
    ingot.metric "spec_rate" {
      formula = "sum(value_usd) / sum(qty_kg) * 100", unit = "%",
      display = { unit = "%", decimals = 1 },
    }
    local diff = sample():measure("spec_rate", "2025-02").diff
    assert.equal("pp", diff.unit)
    assert.equal("0.3 percentage points", tostring(diff)) -- 1.25% against 1%
  end)
end)

-- Two years of one code: by partner, month → kg. 2024-02 has 29 days, 2024-03 and -05 have 31.
local function years(kg, more)
  local rows <const> = { month = {}, partner_code = {}, flow = {}, hs = {}, qty_kg = {} }
  for _, row in ipairs(kg) do
    local n <const> = #rows.month + 1
    rows.partner_code[n], rows.month[n], rows.qty_kg[n] = row[1], row[2], row[3]
    rows.flow[n], rows.hs[n] = row[4] or "export", "76141000"
  end
  return ingot.cube(ingot.table(rows, {
    units = { qty_kg = "kg" },
    covers = more or { flow = { "export", "import" }, from = "2023-01", to = "2024-12" },
  }))
end

local function value_of(claim)
  return claim.value and number.text(claim.value)
end

local function said(claim, template, lang)
  local article <const> = ingot.article {
    title = "T", period = "2024-02", names = { c = claim }, lang = lang,
  }
  article:say(template)
  return ((require "ingot.render.text").render(article:document()):gsub("^T%s+", ""):gsub("%s+$", ""))
end

describe("ingot.measure of growth", function()
  it("has a policy for bases of zero, below zero, and too small for a rate", function()
    local n = function(text) return number.parse(text) end
    local cases = {
      { "value", "2", "1" }, { "zero", "0", "0" }, { "from_zero", "2", "0" }, { "turned", "2", "-1" },
      { "turned", "-2", "1" }, { "turned", "-2", "-1" }, { "tiny", "2", "0.09", "0.1" },
      { "value", "2", "0.1", "0.1" }, { "value", "0", "1" }, { "from_zero", "-2", "0" },
    }
    for _, case in ipairs(cases) do
      assert.equal(case[1], growth.state(n(case[2]), n(case[3]), case[4] and n(case[4])))
    end
  end)

  it("does not say a rate from a base that is too small", function()
    ingot.metric "spec_small" {
      formula = "sum(qty_kg)", where = "flow == 'export'", unit = "kg", tiny = "0.1 t",
    }
    local cube = years { { "429", "2024-01", 99 }, { "429", "2024-02", 990 } }
    local mom = cube:measure("spec_small", "2024-02").mom
    assert.equal("tiny", mom.state)
    assert.equal("900", value_of(mom))
    assert.equal("Up from a low base.", said(mom, "{c:change}."))
    assert.equal("Exports rose from a low base.", said(mom, "Exports {c:moved}{c:by}."))
    assert.is_truthy(raised(function() said(mom, "{c:percent}") end):find("has no rate (its base is "
      .. "too small); say it with 'change', or leave it out in [ ]", 1, true))
    assert.equal("value", cube:measure("spec_small", "2024-03").mom.state)
  end)

  it("has a low base for all metrics of a desk, each in its own unit", function()
    ingot.metric "spec_own" { formula = "sum(qty_kg)", unit = "kg", tiny = "0 kg" }
    local cube = years({ { "429", "2024-01", 99 }, { "429", "2024-02", 990 } })
      :slice { flow = "export" }
    local function states()
      local list = {}
      for i, name in ipairs { "exports", "spec_own", "spec_rows", "spec_later" } do
        list[i] = cube:measure(name, "2024-02").mom.state
      end
      return table.concat(list, " ")
    end
    ingot.metric "spec_rows" { formula = "count()", unit = "" }
    ingot.growth { tiny = { "0.1 t", "1000 USD" } }
    ingot.metric "spec_later" { formula = "sum(qty_kg)", unit = "kg" }
    assert.equal("tiny value value tiny", states())
    ingot.growth {}
    assert.equal("value value value value", states())
  end)

  it("refuses a policy of growth that is none", function()
    local function refused(policy) return (raised(function() ingot.growth(policy) end)) end
    assert.equal('HERE: growth: a table expected, as { tiny = "100 kg" }, got string', refused "100 kg")
    assert.equal("HERE: growth: unknown option 'tinny' (did you mean 'tiny'?)", refused { tinny = 1 })
    assert.equal('HERE: growth: tiny: a number and its unit expected, as "100 kg", got \'little\'',
      refused { tiny = "little" })
    assert.equal('HERE: growth: tiny: a number and its unit expected, as "100 kg", or a list of them, '
      .. "got boolean", refused { tiny = true })
    assert.truthy(refused { tiny = "5 kgs" }:find("HERE: growth: tiny: unknown unit 'kgs'", 1, true))
  end)

  it("says a change of sign, and a base below zero, by the level it came from", function()
    local cube = years { { "429", "2024-01", 50000000 }, { "502", "2024-01", 20000000, "import" },
      { "502", "2024-02", 80000000, "import" }, { "429", "2024-03", 50000000 },
      { "429", "2024-04", 20000000 } }
    local flips = cube:measure("net_imports", "2024-02")
    assert.equal("turned", flips.mom.state)
    assert.equal("Net imports were 80,000 mt, turned from net exports of 30,000 mt.",
      said(flips, "{c:side} were {c:amount}, {c.mom:change}."))
    assert.equal("110000", value_of(flips.diff))
    assert.equal("Net exports were 50,000 mt, turned from net imports of 80,000 mt a month earlier.",
      said(cube:measure("net_imports", "2024-03"),
        "{c:side} were {c:amount}, {c.mom:change} a month earlier."))
    assert.equal("Net exports were 20,000 mt, against net exports of 50,000 mt.",
      said(cube:measure("net_imports", "2024-04"), "{c:side} were {c:amount}, {c.mom:change}."))
  end)

  it("says the same in Chinese", function()
    local cube = years { { "502", "2024-01", 80000000, "import" }, { "429", "2024-02", 50000000 },
      { "429", "2024-03", 20000000 } }
    assert.equal("2月净出口5.00万吨，环比由净进口8.00万吨转为净出口。",
      said(cube:measure("net_imports", "2024-02"),
        "{period:months}{c:side}{c:amount}，环比{c.mom:change}。", "zh"))
    assert.equal("净出口2.00万吨，环比基数为净出口5.00万吨。",
      said(cube:measure("net_imports", "2024-03"), "{c:side}{c:amount}，环比{c.mom:change}。", "zh"))
  end)

  it("says a change of sign of a metric without words for its sides by signed levels", function()
    ingot.metric "spec_net" { formula = "imports - exports" }
    local cube = years { { "429", "2024-01", 50000000 }, { "502", "2024-02", 80000000, "import" } }
    assert.equal("They were 80,000 mt, turned from -50,000 mt.",
      said(cube:measure("spec_net", "2024-02"), "They were {c}, {c.mom:change}."))
  end)

  it("has no verb for a change of sign, which neither rose nor held steady", function()
    local cube = years { { "429", "2024-01", 50000000 }, { "502", "2024-02", 80000000, "import" } }
    local net = cube:measure("net_imports", "2024-02")
    for _, verb in ipairs { "rise", "moved", "by", "increase", "percent" } do
      assert.equal("Turned from net exports of 50,000 mt.",
        said(net, ("[{c.mom:%s}|{c.mom:change}]."):format(verb)), verb)
    end
    assert.is_truthy(raised(function() said(net, "They {c.mom:rise}") end):find("the mom of net_imports "
      .. "in 2024-02 has no rate (it changed its sign, or was below zero); say it with 'change', or "
      .. "leave it out in [ ]", 1, true))
  end)

  it("refuses sides that are not two words a language", function()
    local message = "metric 'spec_net': field 'sides': two words a language expected, as "
      .. '{ en = { "net imports", "net exports" } }'
    for _, sides in ipairs { { "a", "b" }, { en = { "a" } }, { de = { "a", "b" } }, { en = { "a", 1 } } } do
      assert.equal("HERE: " .. message, (raised(function()
        ingot.metric "spec_net" { formula = "imports - exports", sides = sides }
      end)))
    end
  end)

  it("adjusts for days, and says when that turns the direction", function()
    local cube = years { { "429", "2024-01", 3100 }, { "429", "2024-02", 3000 } }
    local level = cube:measure("exports", "2024-02")
    assert.equal("100 * (exports * 31 - base * 29) / (base * 29)", level.mom_adjusted.formula)
    assert.equal("3.4482758620689653", value_of(level.mom_adjusted))
    assert.is_true(level.mom_adjusted.flips)
    assert.equal("Exports were down 3.2% (up 3.4% a day).",
      said(level, "Exports were {c.mom:change}{c.mom_adjusted:per_day}."))
    local plain = cube:measure("exports", "2024-01").mom_adjusted
    assert.equal("from_zero", plain.state)
    assert.is_false(plain.flips)
  end)

  it("compounds over years", function()
    local cube = years { { "429", "2023-02", 1000 }, { "429", "2024-02", 1210 } }
    local level = cube:measure("exports", "2024-02")
    assert.equal("2023-02", tostring(level:cagr(1).base_period))
    assert.equal("21.00", (tostring(level:cagr(1)):gsub("%%", "")))
    assert.equal("100 * (exp(log(exports / base) / 2) - 1)", level:cagr(2).formula)
    assert.equal("its base is 2022-02, and the data cover 2023-01 to 2024-12", level:cagr(2).reason)
    assert.equal("HERE: cagr: how many years as a whole number expected, as total:cagr(5), got 0",
      (raised(function() level:cagr(0) end)))
    assert.equal("HERE: cagr: a level expected, got mom", (raised(function() level.mom:cagr(2) end)))
  end)

  it("gives the full year, its growth, and the difference to a year before", function()
    local cube = years { { "429", "2023-02", 1000 }, { "429", "2024-02", 1500 }, { "429", "2024-12", 3 } }
    local level = cube:measure("exports", "2024-02")
    assert.equal("1.503", value_of(level.full_year))
    assert.equal("2024", tostring(level.full_year.period))
    assert.equal("50.3", value_of(level.full_year_yoy))
    assert.equal("0.5", value_of(level.yoy_diff))
    assert.equal("2023-02", tostring(level.yoy_diff.base_period))
  end)
end)

describe("ingot.measure of parts", function()
  local function sample_of_parts()
    return years { { "429", "2023-02", 1000 }, { "311", "2023-02", 3000 }, { "429", "2024-02", 2500 },
      { "502", "2024-02", 500 }, { "311", "2024-01", 10 } }
  end

  it("gives contributions that sum to the growth of the whole", function()
    local cube = sample_of_parts()
    local sum = 0
    for _, member in ipairs { "429", "311", "502" } do
      local part = cube:by("partner"):one(member, "exports", "2024-02").exports.contribution
      assert.equal("pp", part.unit)
      sum = sum + number.float(part.value)
    end
    assert.equal(number.float(cube:measure("exports", "2024-02").yoy.value), sum)
    local mexico = cube:by("partner"):one("429", "exports", "2024-02").exports
    assert.equal("37.5", value_of(mexico.contribution))
    assert.same({ "exports", "base_whole", "2023-02", "4", 2 }, operand(mexico.contribution, 3))
    assert.equal("25000", value_of(mexico.contribution_mom))
    assert.equal("25", value_of(mexico.share_year_ago))
    local before = cube:by("partner"):one("429", "exports", "2024-03").exports
    assert.equal("the whole is zero in 2023-03", before.contribution.reason)
  end)

  it("refuses shares and contributions of what does not add up, and of the whole", function()
    ingot.metric "spec_mean" { formula = "mean(qty_kg)", where = "flow == 'export'", unit = "kg" }
    local part = sample_of_parts():by("partner"):one("429", "spec_mean", "2024-02").spec_mean
    for _, name in ipairs { "share", "contribution" } do
      assert.equal(("HERE: spec_mean: a %s needs a metric that adds up; this one does not"):format(name),
        (raised(function() return part[name] end)))
    end
    assert.equal('HERE: exports: the whole has no contribution; ask one of its parts, as '
      .. 'cube:by("partner")',
      (raised(function() return sample_of_parts():measure("exports", "2024-02").contribution end)))
  end)

  it("has no level over months of what does not add up over months", function()
    ingot.metric "spec_stock" {
      formula = "sum(qty_kg)", where = "flow == 'export'", unit = "kg", adds = { "regions" },
    }
    local cube = sample_of_parts()
    assert.equal("3000", value_of(cube:measure("spec_stock", "2024-02")))
    local message = "HERE: spec_stock: it does not add up over months, so it has no level in %s; "
      .. "ask a month, as %s"
    assert.equal(message:format("2024-Q1", "2024-03"),
      (raised(function() return cube:measure("spec_stock", "2024-Q1") end)))
    assert.equal(message:format("2024-01..02", "2024-02"),
      (raised(function() return cube:measure("spec_stock", "2024-02").ytd end)))
    assert.equal(message:format("2024-Q1", "2024-03"),
      (raised(function() return cube:by("partner"):top(1, "spec_stock", "2024-Q1") end)))
  end)
end)

describe("ingot.measure of metrics made of metrics", function()
  local function flows()
    return years { { "429", "2024-02", 1001, "import" }, { "311", "2024-02", 2000, "import" },
      { "429", "2024-02", 500 }, { "502", "2024-02", 4000 } }
  end

  it("is exact, and has the levels of the metrics as operands", function()
    local net = flows():measure("net_imports", "2024-02")
    assert.equal("-1.499", value_of(net))
    assert.equal("imports - exports", net.formula)
    assert.same({ "imports", nil, "2024-02", "3.001", 2 }, operand(net, 1))
    assert.same({ flow = "export" }, net.operands[2].where)
    assert.equal("sum(qty_kg) / 1000", net.operands[2].formula)
  end)

  it("counts a level of zero as 0 by members, and ranks all that any metric has", function()
    local rows = flows():by("partner"):all("net_imports", "2024-02")
    local list = {}
    for i, row in ipairs(rows) do
      list[i] = row.subject.code .. " " .. value_of(row.net_imports) .. " "
        .. value_of(row.net_imports.rank)
    end
    assert.same({ "311 2 1", "429 0.501 2", "502 -4 3" }, list)
    assert.equal("zero", flows():by("partner"):one("304", "net_imports", "2024-02").net_imports.state)
    assert.equal("a level below zero has no share", rows[3].net_imports.share.reason)
  end)

  it("has no share where parts have both signs, in claims and tables, though the whole is above zero",
    function()
      local cube = years { { "429", "2024-02", 3000, "import" }, { "502", "2024-02", 1000 },
        { "311", "2024-02", 500, "import" } }
      local BOTH <const> = "the parts of the whole have both signs"
      local total = cube:measure("net_imports", "2024-02")
      local mexico = cube:by("partner"):one("429", "net_imports", "2024-02").net_imports
      assert.same({ "2.5", "3" }, { value_of(total), value_of(mexico) })
      assert.same({ "unknown", BOTH }, { mexico.share.state, mexico.share.reason })
      assert.equal(BOTH, mexico:share_of(total).reason)
      assert.equal(BOTH, cube:by("partner"):one("311", "net_imports", "2024-02").net_imports.share.reason)
      assert.equal(BOTH, cube:slice { partner = "429" }:measure("net_imports", "2024-02")
        :share_of(total).reason)
      local rows = cube:by("partner"):table("net_imports", "2024-02",
        { "level", "share_state", "cumulative_state" })
      local states = {}
      for row = 1, #rows do
        states[row] = ("%s %s %s"):format(rows:text(row, "net_imports"), rows:text(row, "share_state"),
          rows:text(row, "cumulative_state"))
      end
      assert.same({ "3.0 unknown unknown", "0.5 unknown unknown", "-1.0 unknown unknown" }, states)
    end)

  it("is unknown when one of the metrics is, or when the formula gives nothing", function()
    local cube = years({ { "429", "2024-02", 1 } }, { from = "2024-01", to = "2024-02" })
    assert.equal("imports is unknown: the data cover no month of it",
      cube:measure("net_imports", "2024-02").reason)
    ingot.metric "spec_cover" { formula = "exports / imports", unit = "" }
    assert.equal("'spec_cover' has no value for exports = 0, imports = 0", (flows():measure("spec_cover",
      "2024-03").reason:gsub("exports / imports", "spec_cover")))
  end)
end)
