local article = require "ingot.article"
local ingot = require "ingot"
local number = require "ingot.number"
local omissions = require "ingot.render.omissions"
local small_cube = require "support.small_cube"

local APRIL <const>, MARCH <const> = "2025-04", "2025-03"

-- The three largest gain 90 t, the total falls by 60 t: the others lost 150 t, 100 of them Zhejiang.
local cube <const> = small_cube {
  dimension = "province",
  levels = {
    ["32"] = { [APRIL] = 700, [MARCH] = 650 }, ["41"] = { [APRIL] = 300, [MARCH] = 280 },
    ["11"] = { [APRIL] = 220, [MARCH] = 200 }, ["33"] = { [APRIL] = 200, [MARCH] = 300 },
    ["37"] = { [APRIL] = 70, [MARCH] = 85 }, ["44"] = { [APRIL] = 40, [MARCH] = 50 },
    ["31"] = { [MARCH] = 25 },
  },
}
local total <const> = cube:measure("exports", APRIL)
local provinces <const> = cube:by "province"

local function begin(thresholds)
  return article.new { title = "Exports of {total}", period = APRIL, names = { total = total },
    thresholds = thresholds }
end

local function whys(a, kind)
  local list <const> = {}
  for _, left_out in ipairs(a:omissions()) do
    if left_out.kind == kind then list[#list + 1] = left_out.why end
  end
  return list
end

local rank <const> = "{name}: {exports:t1}, {exports.diff:increase} {exports.diff:t1}."

describe("article:omissions", function()
  it("lists a rest that turns the total while nothing is said of it", function()
    local a <const> = begin():say(rank, provinces:top(3, "exports", APRIL))
    assert.same({ "the other provinces turn the total, and nothing is said of them: they fell by 150 mt "
      .. "in April 2025 on March 2025, while the 3 named rose and the total fell by 60 mt" },
      whys(a, "rest"))
    local first <const> = a:omissions()[1]
    assert.same({ "310", "-150", "-60" }, {
      number.text(first.fact.value), number.text(first.change.value), number.text(first.whole.value),
    })
  end)

  it("finds it in the sample data: named destinations gain while all exports fall", function()
    local customs <const> = ingot.read("data/customs/export-2025.csv",
      { profile = "gacc-zh", flow = "export" })
    local cable <const> = ingot.cube(customs):slice { product = "wire_cable" }
    local a <const> = begin():say("{name}, {exports.diff:change:t3} MoM.",
      cable:by("partner"):top(3, "exports", APRIL))
    assert.same({ "the other partners turn the total, and nothing is said of them: they fell by "
      .. "2,584 mt in April 2025 on March 2025, while the 3 named rose and the total fell by 1,203 mt" },
      whys(a, "rest"))
  end)

  it("says no more of it once the article does", function()
    local a <const> = begin():tell(provinces:top(3, "exports", APRIL), { "rank", "others_turn" })
    assert.same({}, whys(a, "rest"))
  end)

  it("finds nothing where the named go the way of the total, or none is named", function()
    assert.same({}, whys(begin():say(rank, provinces:top(4, "exports", APRIL)), "rest"))
    assert.same({}, begin():say("{total.mom:change} MoM."):omissions())
  end)

  it("takes for named who stands in the analyst's words, in a table of data or in a chart", function()
    local named <const> = {
      function(a) a:remark "Zhejiang paused, Shanghai sold nothing." end,
      function(a)
        a:table("Others", ingot.table { province = { "Zhejiang", "Shanghai" }, note = { "a", "b" } })
      end,
      function(a) a:chart("ranked", provinces:all("exports", MARCH)) end,
    }
    for _, name in ipairs(named) do
      local a <const> = begin():say(rank, provinces:top(3, "exports", APRIL))
      assert.equal(2, #whys(a, "member"))
      name(a)
      assert.same({}, whys(a, "member"))
    end
  end)

  it("lists members named nowhere whose change is a large part of all changes", function()
    local a <const> = begin():say(rank, provinces:top(3, "exports", APRIL))
    assert.same({ "Zhejiang is named nowhere: its exports fell by 100 mt in April 2025 on March 2025, "
      .. "41.7% of all changes by province", "Shanghai is named nowhere: its exports fell by 25 mt in "
      .. "April 2025 on March 2025, 10.4% of all changes by province" }, whys(a, "member"))
    assert.same({}, whys(begin { omission = 50 } :say(rank, provinces:top(3, "exports", APRIL)),
      "member"))
  end)

  it("counts as named who stands in the words without a number", function()
    local a <const> = begin():say(rank, provinces:top(3, "exports", APRIL))
      :say("{rows} lost most.", { rows = { provinces:one("33", "exports", APRIL) } })
    assert.same({ "Shanghai is named nowhere: its exports fell by 25 mt in April 2025 on March 2025, "
      .. "10.4% of all changes by province" }, whys(a, "member"))
  end)

  it("lists rules that never spoke, and those of the script that nothing was told by", function()
    ingot.rule "spec_never" { when = "mom > $huge", params = { huge = 9 }, say = "{name} leapt." }
    ingot.rule "spec_second" { weight = 0, say = "{name} is there." }
    ingot.rule "spec_unasked" { say = "{name}." }
    local a <const> = begin():tell(provinces:top(1, "exports", APRIL),
      { "rank", "spec_never", "spec_second", "net" }, { most = 1 })
    assert.same({
      "rule 'net' never fired: it was given no fact of its kind",
      "rule 'spec_never' never fired: 'mom > $huge' held for none of 1 fact",
      "rule 'spec_second' never spoke: others were more salient",
      "rule 'spec_unasked' never fired: no 'tell' was given it",
    }, whys(a, "rule"))
  end)

  it("is printed behind the article", function()
    local a <const> = begin { omission = 50 }
    assert.truthy(omissions.render(a):find("Left out:\n- rule 'spec_", 1, true))
    local told <const> = a:omissions()
    assert.equal("rule", told[1].kind)
  end)
end)
