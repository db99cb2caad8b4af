local ingot = require "ingot"
local class = require "ingot.class"
local number = require "ingot.number"
local raised = require "support.raised"

-- Levels in tonnes of five partners a year ago and now; a month apart the cube is covered or not.
local levels <const> = {
  { "429", 600, 700 }, { "136", 200, 150 }, { "311", 190, 194 }, { "445", 5, 20 }, { "326", 0, 9 },
  { "101", 8, 0 },
}

local function sample(covers)
  local columns <const> = {
    month = {}, flow = {}, hs = {}, partner_code = {}, qty_kg = {}, value_usd = {},
  }
  for _, level in ipairs(levels) do
    for i, month in ipairs { "2024-04", "2025-04" } do
      if level[i + 1] > 0 then
        local n <const> = #columns.month + 1
        columns.month[n], columns.flow[n], columns.hs[n] = month, "export", "76141000"
        columns.partner_code[n], columns.qty_kg[n] = level[1], level[i + 1] * 1000
        columns.value_usd[n] = 1
      end
    end
  end
  return ingot.cube(ingot.table(columns, {
    units = { qty_kg = "kg" }, covers = covers or { from = "2024-01", to = "2025-04" },
  }))
end

local function members(parts)
  local list <const> = {}
  for name, rows in parts:each() do
    for _, row in ipairs(rows) do
      list[#list + 1] = ("%s: %s"):format(name, row.name)
    end
  end
  return list
end

local function classes(...)
  local parts <const> = sample():by("partner"):classes(...)
  return parts
end

describe("ingot.class", function()
  it("comes with the growth classes, first match wins, in order of the rules", function()
    assert.same({
      "leading: Mexico", "leading: Portugal", "low-base fast: Venezuela", "pulling back: Thailand",
      "new: Norway", "lapsed: Afghanistan",
    }, members(classes("growth", "exports", "2025-04")))
  end)

  it("has the same members whatever the rules look at: of the period and the year before", function()
    local cube <const> = ingot.cube(ingot.table({
      month = { "2024-04", "2025-03", "2025-04" }, flow = { "export", "export", "export" },
      hs = { "76141000", "76141000", "76141000" }, partner_code = { "101", "136", "429" },
      qty_kg = { 1000, 2000, 3000 }, value_usd = { 1, 1, 1 },
    }, { units = { qty_kg = "kg" }, covers = { from = "2024-01", to = "2025-04" } }))
    ingot.class "spec_level" { { "any", "level >= 0" } }
    ingot.class "spec_month" { { "any", "level >= 0 or mom >= 0" } }
    for _, name in ipairs { "spec_level", "spec_month" } do
      local parts <const> = cube:by("partner"):classes(name, "exports", "2025-04")
      assert.same({ "any: Mexico", "any: Afghanistan" }, members(parts))
    end
  end)

  it("takes other thresholds where it is used", function()
    local parts = classes("growth", "exports", "2025-04", { few = 1, fall = -0.5 })
    assert.same({
      "leading: Mexico", "low-base fast: Venezuela", "new: Norway", "lapsed: Afghanistan",
      "stable: Portugal", "declining: Thailand",
    }, members(parts))
    assert.equal("Thailand is declining: yoy < 0 (yoy -0.25)", parts:why "Thailand")
  end)

  it("gives rows as top does, with class and reason", function()
    local rows = classes("growth", "exports", "2025-04"):of "low-base fast"
    assert.equal(1, #rows)
    assert.equal("300", number.text(rows[1].exports.yoy.value))
    assert.equal("low-base fast", rows[1].class)
    assert.equal("share_year_ago < 0.01 and yoy >= 1 (share_year_ago 0.004985, yoy 3)",
      rows[1].reason)
    assert.same({}, classes("growth", "exports", "2025-04"):of "growing")
  end)

  it("says why, by name or code, also of who is in none", function()
    local parts = classes("growth", "exports", "2025-04")
    assert.equal("Mexico is leading: level > 0 and (rank <= 2 or cumulative_before < 0.6) "
      .. "(level 700, rank 1, cumulative_before 0)", parts:why "429")
    assert.equal("Norway is new: base == 0 and level > 0 (base 0, level 9)", parts:why "Norway")
    assert.equal("Bahrain is in no class: it has no trade in 2025-04, nor in 2024-04",
      parts:why "Bahrain")
  end)

  it("a member whose rule cannot be decided is unknown, with the reason", function()
    local parts = sample { from = "2025-01", to = "2025-04" }:by("partner"):classes("growth",
      "exports", "2025-04")
    assert.same({ "leading: Mexico", "leading: Portugal", "unknown: Thailand",
      "unknown: Venezuela", "unknown: Norway" }, { table.unpack(members(parts), 1, 5) })
    assert.equal("Thailand is unknown: share_year_ago is unknown: the data cover 2025-01 to 2025-04",
      parts:why "Thailand")
    assert.equal("share_year_ago is unknown: the data cover 2025-01 to 2025-04",
      parts:of("unknown")[1].reason)
  end)

  it("what there is no number for, though all data are there, is not unknown", function()
    local cube = ingot.cube(ingot.table({
      month = { "2025-04" }, flow = { "export" }, hs = { "76141000" }, partner_code = { "429" },
      qty_kg = { 1000 }, value_usd = { 1 },
    }, { units = { qty_kg = "kg" }, covers = { from = "2024-01", to = "2025-04" } }))
    assert.same({ "new: Mexico" },
      members(cube:by("partner"):classes("growth", "exports", "2025-04", { few = 0, most = 0 })))
    ingot.class "spec_rank" { { "first", "rank == 1" }, { "rest", "rank > 1 or base > level" } }
    assert.equal("Afghanistan is rest: rank > 1 or base > level (rank none, base 8, level 0)",
      classes("spec_rank", "exports", "2025-04"):why "Afghanistan")
    assert.equal("Thailand is unknown: rank is unknown: the data cover 2024-01 to 2024-12",
      sample({ from = "2024-01", to = "2024-12" }):by("partner"):classes("spec_rank", "exports",
        "2025-04"):why "Thailand")
  end)

  it("one that no rule holds for is unclassified", function()
    ingot.class "spec_partial" { { "big", "level > 100" } }
    local parts = classes("spec_partial", "exports", "2025-04")
    assert.equal(3, #parts:of "big")
    assert.equal("Norway is unclassified: no rule holds", parts:why "Norway")
  end)

  it("a rule may be a Lua function of the measures", function()
    ingot.class "spec_function" {
      { "doubled", function(m) return m.yoy and m.yoy >= 1 end }, { "other", "level >= 0" },
    }
    local parts = classes("spec_function", "exports", "2025-04")
    assert.equal("Venezuela", parts:of("doubled")[1].name)
    assert.truthy(parts:why("Venezuela"):find "^Venezuela is doubled: a Lua function %(.-:%d+%)$")
  end)

  it("a table has the classes with their members, totals, growth and share", function()
    local data = classes("growth", "exports", "2025-04"):table()
    assert.equal('class,members,names,exports,yoy,share\n'
      .. 'leading,2,"Mexico, Portugal",894.000,13.164556962025317,83.31780055917987\n',
      (data:csv():match "^.-\n.-\n"))
    local total = classes("growth", "exports", "2025-04"):total "leading"
    assert.same({ flow = "export", partner = "429 311" }, total.where)
  end)

  it("puts regions and their rest into classes, with totals of both", function()
    ingot.class "spec_sizes" { { "grown", "yoy > 0.03" }, { "others", "level >= 0" } }
    local by = sample():by_region("ASEAN", "EU", { rest = "Others" })
    local parts = by:classes("spec_sizes", "exports", "2025-04")
    assert.same({ "grown: Others", "others: the European Union", "others: ASEAN" }, members(parts))
    assert.equal("729", number.text(parts:total("grown").value))
    assert.equal("Others is grown: yoy > 0.03 (yoy 0.1892)", parts:why "Others")
    assert.equal("Others is grown: yoy > 0.03 (yoy 0.1892)", parts:why "outside ASEAN EU")
    ingot.class "spec_all" { { "all", "level >= 0" } }
    parts = by:classes("spec_all", "exports", "2025-04")
    assert.equal(number.text(sample():measure("exports", "2025-04").value),
      number.text(parts:total("all").value))
    assert.same({ flow = "export", region = "EU ASEAN outside ASEAN EU" }, parts:total("all").where)
    assert.equal(3, #parts:members())
  end)

  it("takes metrics made of metrics, and quotients", function()
    ingot.metric "spec_double" { formula = "exports * 2", unit = "t" }
    assert.same(members(classes("growth", "exports", "2025-04")),
      members(classes("growth", "spec_double", "2025-04")))
    ingot.class "spec_dear" {
      { "dearer", function(m) return m.yoy and m.yoy > 0 end }, { "cheaper", "yoy <= 0" },
    }
    local parts = classes("spec_dear", "unit_value", "2025-04")
    assert.equal("Thailand is dearer", parts:why("Thailand"):match "^[^:]+")
    assert.equal("Mexico is cheaper: yoy <= 0 (yoy -0.1429)", parts:why "Mexico")
  end)

  it("tells who would change class when a threshold or a level moves", function()
    ingot.class "spec_firm" {
      params = { fast = 0.168 }, { "fast", "yoy >= $fast" }, { "shrinking", "yoy <= -0.2515" },
      { "rest", "level >= 0" },
    }
    local moves = {}
    for _, move in ipairs(classes("spec_firm", "exports", "2025-04"):stability(0.01)) do
      moves[#moves + 1] = ("%s: %s → %s by %s"):format(move.name, move.class, move.becomes,
        move.cause)
    end
    assert.same({
      "Mexico: rest → fast by threshold fast 0.168 → 0.16632",
      "Mexico: rest → fast by level +1%",
      "Mexico: rest → fast by base -1%",
      "Thailand: rest → shrinking by threshold of 'shrinking' 0.2515 → 0.248985",
      "Thailand: rest → shrinking by level -1%",
      "Thailand: rest → shrinking by base +1%",
    }, moves)
    assert.same({}, classes("growth", "exports", "2025-04"):stability(0.001))
    ingot.metric "spec_firm_double" { formula = "exports * 2", unit = "t" }
    assert.equal(#moves, #classes("spec_firm", "spec_firm_double", "2025-04"):stability(0.01))
    ingot.class "spec_firm_region" { { "grown", "yoy >= 0.2" }, { "rest", "level >= 0" } }
    local by = sample():by_region("ASEAN", { rest = "Others" })
    moves = by:classes("spec_firm_region", "exports", "2025-04"):stability(0.1)
    assert.equal("Others", moves[1].name)
    assert.equal("level +10%", moves[1].cause)
  end)

  it("refuses a definition where it is written", function()
    local function refused(definition)
      return (raised(function() ingot.class "bad" (definition) end))
    end
    assert.equal("HERE: class 'bad': it has no rules, as { \"growing\", \"yoy > 0\" }", refused {})
    assert.equal("HERE: class 'bad': rule 1: 'a': unknown measure 'yoi' (did you mean 'yoy'?)",
      refused { { "a", "yoi > 0" } })
    assert.equal("HERE: class 'bad': rule 2: 'b': unknown parameter 'lov' (did you mean 'low'?)",
      refused { params = { low = 1 }, { "a", "yoy > $low" }, { "b", "yoy > $lov" } })
    assert.equal("HERE: class 'bad': rule 1: 'a': a formula or a function expected, got number",
      refused { { "a", 5 } })
    assert.equal("HERE: class 'bad': rule 1: a class and its condition expected, as "
      .. '{ "growing", "yoy > 0" }', refused { {} })
    assert.equal("HERE: class 'bad': rule 1: the class 'unknown' is for members that no rule can place",
      refused { { "unknown", "yoy > 0" } })
    assert.equal("HERE: class 'bad': parameter 'low': a number expected, got string",
      refused { params = { low = "1" }, { "a", "yoy > 0" } })
    assert.truthy(refused { { "a", "yoy + 1" } }:find("'a': ", 1, true))
    assert.truthy(refused { { "a", "yoy >" } }:find("'a': ", 1, true))
    assert.equal("HERE: class 'bad': unknown field 'parms' (did you mean 'params'?)",
      refused { parms = {} })
  end)

  it("refuses a wrong use at the script's line", function()
    assert.equal("HERE: unknown class 'grwth' (did you mean 'growth'?)",
      (raised(function() sample():by("partner"):classes("grwth", "exports", "2025-04") end)))
    assert.equal("HERE: classes 'growth': unknown parameter 'lo' (did you mean 'low'?)",
      (raised(function()
        sample():by("partner"):classes("growth", "exports", "2025-04", { lo = 1 })
      end)))
    local parts = classes("growth", "exports", "2025-04")
    assert.equal("HERE: unknown class 'leadng' (did you mean 'leading'?)",
      (raised(function() parts:of "leadng" end)))
    assert.equal("HERE: total: class 'growing' has no members",
      (raised(function() parts:total "growing" end)))
    assert.equal("HERE: unknown partner 'Mexiko' (did you mean 'Mexico'?)",
      (raised(function() parts:why "Mexiko" end)))
    assert.equal("HERE: stability: a fraction between 0 and 1 expected, as 0.01, got 1",
      (raised(function() parts:stability(1) end)))
    assert.equal("HERE: classes 'growth': unit_value: 'cumulative_before' needs a metric that adds "
      .. "up; this one does not", (raised(function()
        sample():by("partner"):classes("growth", "unit_value", "2025-04")
      end)))
  end)

  it("is listed by name", function()
    assert.equal("growth", class.get "growth".name)
  end)
end)
