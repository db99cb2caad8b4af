local against <const> = require "ingot.check.against"
local as_read <const> = require "support.as_read"
local bytes_of <const> = require "support.bytes_of"
local claims_file <const> = require "ingot.command.claims_file"
local compare <const> = require "ingot.check.against.compare"
local expect <const> = require "ingot.check.against.expect"
local own_figures <const> = require "support.own_figures"
local figures <const> = require "support.figures"
local number <const> = require "ingot.number"
local program <const> = require "support.program"
local scratch <const> = require "support.scratch"
local steps <const> = require "ingot.check.against.steps"

local ran <const> = {} -- by script, period and levels: several tests ask for one article

-- The English article of a script: its claims, and its text.
local function run(script, period, levels)
  local key <const> = table.concat({ script, period, levels }, " ")
  if ran[key] then return ran[key] end
  local folder <close> = scratch.new()
  local result <const> = program.ingot("run", ("scripts/%s.lua"):format(script), "--no-charts",
    "--out", folder.folder, "--set", "period=" .. period, "--set", "levels=" .. levels)
  assert.equal("", result.err)
  for _, name in ipairs(assert(require("ingot.native").names(folder.folder))) do
    if name:find "%d%.claims%.json$" and not name:find "zh" then
      ran[key] = {
        name = name, document = claims_file.load(folder:path(name)),
        text = bytes_of(folder:path((name:gsub("%.claims%.json$", ".md")))),
      }
    end
  end
  return ran[key]
end

local cable <const> = { what = "export", product = "aluminum wire and cable" }
local function to(partner) return { what = "export", product = cable.product, partner = partner } end

local april <const> = {
  { "21,400 mt", kind = "level", period = "2025-04", subject = cable },
  { "5.3%", sign = -1, kind = "mom", period = "2025-04", subject = cable },
  { "8.43%", kind = "yoy", period = "2025-04", subject = cable },
  { "82,900 mt", kind = "ytd", period = "2025-01..04", subject = cable },
  { "16.08%", kind = "ytd_yoy", period = "2025-01..04", subject = cable },
  { "71,400 mt", kind = "ytd", period = "2024-01..04", subject = cable },
  { "15,500 mt", kind = "level", period = "2025-04",
    subject = { what = "export", product = "steel-core aluminum stranded wire" } },
  { "72.7%", kind = "share", period = "2025-04", whole = { subject = cable },
    subject = { what = "export", product = "steel-core aluminum stranded wire" } },
  { "2,628.738 mt", kind = "level", period = "2025-04", subject = to "Mexico" },
  { "12.3%", kind = "share", period = "2025-04", subject = to "Mexico", whole = { subject = cable } },
  { "326.75 mt", kind = "change", period = "2025-04", base = { period = "2025-03" },
    subject = to "Mexico" },
  { "1", n = 1, kind = "rank", period = "2025-04", subject = to "Mexico" },
  { "2", n = 2, kind = "streak", period = "2025-04", subject = to "Mexico" },
}

local function states(verdicts, n)
  local list <const> = {}
  for i = 1, n do
    list[i] = verdicts["f" .. i].state
  end
  return list
end

local function all(state, n)
  local list <const> = {}
  for i = 1, n do
    list[i] = state
  end
  return list
end

-- The list with some fields of one entry changed.
local function changed(list, i, fields)
  local copy <const> = table.move(list, 1, #list, 1, {})
  copy[i] = setmetatable(fields, { __index = list[i] })
  return copy
end

describe("a check against our own figures", function()
  local source

  setup(function()
    source = run("cable_exports_month", "2025-04", "round")
  end)

  it("finds right what is rounded, of levels, rates, shares, ranks and runs", function()
    local findings <const>, verdicts <const> = against.check(figures.of(april), { source })
    assert.same({}, findings)
    assert.same(all("equal", #april), states(verdicts, #april))
    assert.equal("21,400", verdicts.f1.expected)
    assert.equal(source.name .. ", c1", verdicts.f1.source)
  end)

  it("names the right value of a wrong digit, in the article's own writing", function()
    local findings <const>, verdicts <const> =
      against.check(figures.of(changed(april, 4, { "32,900 mt" })), { source })
    assert.equal("wrong", verdicts.f4.state)
    assert.equal(1, #findings)
    assert.equal("ytd_chain", findings[1].kind)
    assert.equal("figure", findings[1].weight)
    assert.equal("82,900", findings[1].repair.to)
    assert.equal("32,900", findings[1].repair.from)
    assert.equal("exports of aluminum wire and cable, January to April 2025: printed 32,900 mt, but "
      .. source.name .. ", c5 has 82,893.6 mt", findings[1].proof)
  end)

  it("holds bounds of levels, rates, changes and falls to the side they are of", function()
    local function bound(quote, way, more)
      local given <const> = { quote, kind = "bound", bound = way, period = "2025-04" }
      for name, value in pairs(more) do given[name] = value end
      return given
    end
    local march <const> = { period = "2025-03" }
    local claims <const> = figures.of {
      bound("21,000 mt", "above", { subject = cable }), bound("21,000 mt", "below", { subject = cable }),
      bound("300 mt", "above", { subject = to "Mexico", base = march }),
      bound("300 mt", "below", { subject = to "Mexico", base = march }),
      bound("5%", "above", { subject = cable, base = march, sign = -1 }),
      bound("5%", "below", { subject = cable, base = march, sign = -1 }),
    }
    local _, verdicts <const> = against.check(claims, { source })
    assert.same({ "equal", "wrong", "equal", "wrong", "equal", "wrong" }, states(verdicts, 6))
  end)

  it("prints the right value in other units", function()
    local list <const> = { { "22.4 kt", kind = "level", period = "2025-04", subject = cable } }
    local findings <const> = against.check(figures.of(list), { source })
    assert.equal("21.4", findings[1].repair.to)
  end)

  it("tells levels that were cut, and ones that were rounded up", function()
    local list <const> = {
      { "21,300 mt", kind = "level", period = "2025-04", subject = cable },
      { "82,800 mt", kind = "ytd", period = "2025-01..04", subject = cable },
      { "15,600 mt", kind = "level", period = "2025-04",
        subject = { what = "export", product = "steel-core aluminum stranded wire" } },
    }
    local findings <const>, verdicts <const> = against.check(figures.of(list), { source })
    assert.same({}, findings)
    assert.same({ "truncation", "truncation", "rounded_up" }, states(verdicts, 3))
  end)

  it("knows the bases and wholes that no sentence of ours prints", function()
    local list <const> = {
      { "22,600 mt", kind = "level", period = "2025-03", subject = cable },
      { "19,740 mt", kind = "level", period = "2024-04", subject = cable },
    }
    local findings <const>, verdicts <const> = against.check(figures.of(list), { source })
    assert.same({ "equal", "wrong" }, states(verdicts, 2))
    assert.equal("19,730", findings[1].repair.to)
  end)

  it("says a fall printed as a rise", function()
    local findings <const> = against.check(figures.of(changed(april, 2, { sign = 1 })), { source })
    assert.equal(1, #findings)
    assert.is_nil(findings[1].repair)
    assert.truthy(findings[1].proof:find("%%, the other way"))
  end)

  it("says of which month a figure is that was not brought up to date", function()
    local list <const> = { { "22,600 mt", kind = "level", period = "2025-04", subject = cable } }
    local findings <const> = against.check(figures.of(list), { source })
    assert.equal("stale_copy", findings[1].kind)
    assert.equal("exports of aluminum wire and cable, April 2025: printed 22,600 mt, but " .. source.name
      .. ", c1 has 21,393.2 mt; it is the figure of March 2025", findings[1].proof)
    assert.is_nil(findings[1].repair)
  end)

  it("says of which month a figure is that has the label of another", function()
    local findings <const> = against.check(figures.of {
      april[1], april[2], april[3],
      { "21,400 mt", kind = "level", period = "2025-03", subject = cable },
      { "12.3%", kind = "share", period = "2025-04", subject = to "Mexico",
        whole = { subject = cable, period = "2025-03" } },
    }, { source })
    assert.equal(2, #findings)
    assert.equal("month_label", findings[1].kind)
    assert.equal("month_label", findings[2].kind)
    assert.truthy(findings[2].proof:find("; it is the figure of April 2025", 1, true))
  end)

  it("says whose a figure is that is another's, without calling it wrong", function()
    local list <const> = {
      { "1,619.463 mt", kind = "level", period = "2025-04", subject = to "Mexico" } }
    local findings <const>, verdicts <const> = against.check(figures.of(list), { source })
    assert.equal("not_covered", verdicts.f1.state)
    assert.equal("word", findings[1].weight)
    assert.equal("list_mismatch", findings[1].kind)
    assert.truthy(findings[1].proof:find("is the figure of aluminum wire and cable (Portugal)", 1, true))
  end)

  it("covers nothing of another month, product or member", function()
    local list <const> = {
      { "30,400 mt", kind = "level", period = "2025-12", subject = cable },
      { "8.7%", sign = -1, kind = "mom", period = "2025-12", subject = cable },
      { "250,500 mt", kind = "level", period = "2025-04",
        subject = { what = "import", product = "primary aluminum" } },
      { "13,700 mt", kind = "level", period = "2025-04",
        subject = { what = "export", product = "primary aluminum" } },
      { "99.5 mt", kind = "level", period = "2025-04", subject = to "Atlantis" },
      { "99.5 mt", kind = "level", subject = cable },
      { "99.5 mt", kind = "level", period = "2025-04" },
    }
    local findings <const>, verdicts <const> = against.check(figures.of(list), { source })
    assert.same({}, findings)
    assert.same(all("not_covered", #list), states(verdicts, #list))
    assert.equal("its period is not said", verdicts.f6.why)
  end)

  it("has nothing to say of figures that are none of the trade", function()
    local list <const> = {
      { "9,223,372,036,854,775,807 mt", kind = "level", period = "2025-04", subject = cable },
      { "0 mt", kind = "level", period = "2025-04", subject = cable },
      { "0.0%", kind = "mom", period = "2025-04", subject = cable },
    }
    local findings <const>, verdicts <const> = against.check(figures.of(list), { source })
    assert.same({ "not_covered", "wrong", "wrong" }, states(verdicts, 3))
    assert.equal(2, #findings)
  end)

  it("refutes goods named in other words only when enough of their figures fit", function()
    local guess <const> = { what = "export", product = "aluminum cables" }
    local list <const> = { { "23,400 mt", kind = "level", period = "2025-04", subject = guess } }
    local findings, verdicts = against.check(figures.of(list), { source })
    assert.same({}, findings)
    assert.equal("not_covered", verdicts.f1.state)
    for i, entry in ipairs { april[2], april[3], april[4], april[5] } do
      list[i + 1] = setmetatable({ subject = guess }, { __index = entry })
      list[i + 1][1] = entry[1]
    end
    findings, verdicts = against.check(figures.of(list), { source })
    assert.equal("wrong", verdicts.f1.state)
    assert.equal("21,400", findings[1].repair.to)
  end)

  it("takes another reading that fits", function()
    local list <const> = {
      { "2,628.738 mt", kind = "level", period = "2025-04", subject = to "Portugal",
        readings = { { subject = to "Mexico" } } },
    }
    local _, verdicts = against.check(figures.of(list), { source })
    assert.equal("equal", verdicts.f1.state)
    list[1][1] = "9,999.5 mt"
    _, verdicts = against.check(figures.of(list), { source })
    assert.equal("not_covered", verdicts.f1.state)
  end)

  it("finds our own sentences in an edited draft", function()
    local text <const> = "While exports to Mexico, Portugal and Iraq together rose by 1,831 mt MoM, "
      .. "the rest fell by 2,584 mt, so that the total declined."
    local list <const> = {
      { "1,831 mt", kind = "change", period = "2025-04" },
      { "2,584 mt", sign = -1, kind = "change", period = "2025-04" },
    }
    local claims <const>, page <const> = figures.of(list, text)
    local findings <const>, verdicts <const> = against.check(claims, { source }, page)
    assert.same({ "wrong", "equal" }, states(verdicts, 2))
    assert.equal("1,381", findings[1].repair.to)
  end)

  it("takes a level that was cut to be cut in the article as well", function()
    local cut <const> = run("cable_exports_month", "2025-04", "truncate")
    local _, verdicts <const> = against.check(figures.of(changed(april, 1, { "21,300 mt" })), { cut })
    assert.equal("truncation", verdicts.f1.state)
  end)

  it("follows from levels what no claim says: net trade and its growth", function()
    local aluminum <const> = run("primary_aluminium", "2025-04", "round")
    local net <const> = { what = "net import", product = "primary aluminum" }
    local list <const> = {
      { "236,800 mt", kind = "net", period = "2025-04", subject = net },
      { "11.1%", kind = "mom", period = "2025-04", subject = net },
      { "634,300 mt", kind = "ytd", period = "2025-01..04",
        subject = { what = "import", product = "primary aluminum" } },
      { "643.0%", kind = "yoy", period = "2025-04",
        subject = { what = "export", product = "primary aluminum" } },
      { "222,000 mt", kind = "level", period = "2025-03",
        subject = { what = "import", product = "primary aluminum" } },
      { "905,600 mt", kind = "net", period = "2024-01..04", subject = net },
    }
    local findings <const>, verdicts <const> = against.check(figures.of(list), { aluminum })
    assert.same({ "equal", "equal", "wrong", "wrong", "equal" }, states(verdicts, 5))
    assert.not_equal("not_covered", verdicts.f6.state)
    assert.equal("834,300", findings[1].repair.to)
    assert.equal("11.9", findings[2].repair.to)
  end)
end)

describe("a figure beside a value of ours", function()
  local function state(quote, value, more)
    local given <const> = { quote, kind = "level", period = "2025-04", subject = cable }
    for name, of in pairs(more or {}) do given[name] = of end
    local claim <const> = figures.of { given }[1]
    return compare.state(claim, number.parse(value), steps.of({ claim })[claim])
  end

  it("is equal where rounding gives it, and says where only cutting or rounding up does", function()
    assert.equal("equal", state("227,500 mt", "227545"))
    assert.equal("truncation", state("227,500 mt", "227550"))
    assert.equal("rounded_up", state("227,500 mt", "227440"))
    assert.equal("wrong", state("227,500 mt", "227600"))
  end)

  it("is equal to all that it may be where it says that it is about right", function()
    assert.equal("equal", state("227,500 mt", "227550", { approx = "about" }))
    assert.equal("equal", state("227,500 mt", "227440", { approx = "about" }))
    assert.equal("wrong", state("227,500 mt", "227600", { approx = "about" }))
  end)

  it("is nothing only where nothing is within half of its last digit", function()
    assert.equal("equal", state("0 mt", "0.4"))
    assert.equal("wrong", state("0 mt", "1"))
  end)

  it("has no value in a unit in which that would not fit", function()
    assert.equal("1000", number.text(expect.converted(number.parse "1", "t", "kg")))
    assert.is_nil(expect.converted(number.parse "9000000000000000000", "Mt", "kg"))
    assert.is_nil(expect.converted(number.parse "1", "t", "USD"))
  end)
end)

describe("articles of our own", function()
  local function count(verdicts)
    local counts <const> = {}
    for _, verdict in pairs(verdicts) do
      counts[verdict.state] = (counts[verdict.state] or 0) + 1
    end
    return counts
  end

  for _, made in ipairs {
    { "cable_exports_month", "2025-04", "equal" }, { "cable_exports_year", "2025" },
    { "primary_aluminium", "2025-04" }, { "trade_overview", "2024-03" },
    { "regions_and_classes", "2025" },
  } do
    for _, mode in ipairs { "round", "truncate" } do
      it(("are right in every figure: %s, levels = %s"):format(made[1], mode), function()
        local source <const> = run(made[1], made[2], mode)
        local claims <const> = own_figures.of(source.document)
        local findings <const>, verdicts <const> = against.check(claims, { source })
        assert.same({}, findings)
        local counts <const> = count(verdicts)
        assert.is_nil(counts.not_covered)
        assert.is_nil(counts.rounded_up)
        assert.equal(#claims, counts.equal + (mode == "truncate" and counts.truncation or 0))
      end)

      it(("are right as they are read: %s, levels = %s"):format(made[1], mode), function()
        local source <const> = run(made[1], made[2], mode)
        local article <const> = as_read(source.text, made[1] .. ".md")
        local findings <const>, verdicts <const> = against.check(article.claims, { source }, article.page)
        local proofs <const> = {}
        for _, finding in ipairs(findings) do
          proofs[#proofs + 1] = finding.weight == "figure" and finding.proof or nil
        end
        assert.same({}, proofs)
        assert.is_true(2 * count(verdicts).equal > #article.claims)
      end)
    end
  end
end)
