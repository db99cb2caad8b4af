local fact = require "ingot.rule.facts"
local ingot = require "ingot"
local judge = require "ingot.rule.judge"
local raised = require "support.raised"
local rule = require "ingot.rule"
local small_cube = require "support.small_cube"

local APRIL <const>, MARCH <const>, YEAR_AGO <const> = "2025-04", "2025-03", "2024-04"

-- Mexico 700 t after 600, Portugal 150 after 200, Thailand 50 after nothing, Iraq none after 30.
local cube <const> = small_cube {
  levels = {
    ["429"] = { [APRIL] = 700, [MARCH] = 600, [YEAR_AGO] = 350 },
    ["311"] = { [APRIL] = 150, [MARCH] = 200 },
    ["136"] = { [APRIL] = 50 },
    ["114"] = { [MARCH] = 30 },
  },
}
local total <const> = cube:measure("exports", APRIL)
local partners <const> = cube:by "partner"
local rows <const> = partners:all("exports", APRIL)

-- A rule refused: the message behind "rule 'spec_refused': ".
local function refused(definition)
  local message <const> = raised(function() ingot.rule "spec_refused"(definition) end)
  return (message:gsub("^HERE: rule 'spec_refused': ", ""))
end

-- Who a condition holds for, of all rows, the whole and the rows together.
local function holds(definition)
  definition.say = "It is so."
  local found <const> = judge.candidates(ingot.rule "spec_holds"(definition),
    fact.of { total, rows })
  local names <const> = {}
  for i, candidate in ipairs(found) do
    local place <const> = candidate.fact.place
    names[i] = candidate.fact.kind == "part" and place.subject.en or candidate.fact.kind
  end
  return names
end

describe("ingot.rule", function()
  it("is a definition by name, whose fields stay as they were written", function()
    local given <const> = ingot.rule "spec_fall" {
      when = "mom <= -0.2", weight = 3, say = "{name} fell, by {mom:percent}.", summary = "a fall",
    }
    assert.equal(given, rule.get "spec_fall")
    assert.same({ "mom <= -0.2", 3, "a fall" }, { given.when, given.weight, given.summary })
  end)

  it("refuses what it does not know, with the nearest name", function()
    assert.equal("when: unknown measure 'mon' (did you mean 'mom'?)",
      refused { when = "mon < 0", say = "It fell." })
    assert.equal("when: unknown measure 'whole_dif' (did you mean 'whole_diff'?)",
      refused { when = "whole_dif < 0", say = "It fell." })
    assert.equal("of: unknown kind of fact 'parts' (did you mean 'part'?)",
      refused { of = "parts", say = "It fell." })
    assert.equal("when: unknown parameter 'fats' (did you mean 'fast'?)",
      refused { when = "mom > $fats", params = { fast = 1 }, say = "It rose." })
    assert.equal("say: unknown language 'eng' (did you mean 'en'?)",
      refused { say = { eng = "It rose." } })
    assert.equal("unknown field 'wieght' (did you mean 'weight'?)",
      refused { wieght = 2, say = "It rose." })
  end)

  it("refuses unlike units, and what gives no truth value or no number", function()
    assert.equal("when: unlike units: level is in the metric's unit, mom in a plain number",
      refused { when = "level > mom", say = "It rose." })
    assert.equal("weight: unlike units: diff is in the metric's unit, share in a plain number",
      refused { weight = "diff + share", say = "It rose." })
    assert.truthy(refused { when = "mom + 1", say = "It rose." }:find "^when: ")
    assert.truthy(refused { weight = "mom > 1", say = "It rose." }:find "^weight: ")
  end)

  it("refuses a sentence that is no template, shown with its place", function()
    assert.equal("say: bare number '20%': numbers come from claims\n  {name} fell by 20%.\n"
      .. "                 ^", refused { say = "{name} fell by 20%." })
    assert.equal("it has nothing to say, as say = \"{name} fell by {mom:percent}.\"",
      refused { when = "mom < 0" })
    assert.equal("say: the list of variants is empty", refused { say = { zh = {}, en = "It." } })
  end)

  it("refuses the same name twice in a script, and replaces that of another", function()
    ingot.rule "spec_twice" { say = "It rose." }
    local line <const> = debug.getinfo(1, "l").currentline - 1
    assert.equal(("HERE: rule 'spec_twice': it is defined twice: see line %d"):format(line),
      (raised(function() ingot.rule "spec_twice" { say = "It fell." } end)))
    rule.get "spec_twice".file = "init.lua"
    assert.equal("It fell.", ingot.rule "spec_twice" { say = "It fell." } .say)
  end)

  it("holds by a formula over fractions, and not where something is unknown", function()
    assert.same({ "whole", "Mexico" }, holds { when = "mom > 0.05 and mom < 0.5" })
    assert.same({ "Thailand" }, holds { when = "before == 0 and level > 0" })
    assert.same({ "Mexico" }, holds { when = "rank == 1" }, "the whole has no rank")
    assert.same({ "Mexico" }, holds { when = "rank == 1 or rank > 99" })
    assert.same({}, holds { when = "class == 'leading'" })
    assert.same({ "Portugal" }, holds { when = "diff < 0 and whole_diff > 0" })
    assert.same({ "Mexico" }, holds { when = "share >= $large", params = { large = 0.5 } })
  end)

  it("holds by a function of the fact, whose fields are read when asked for", function()
    assert.same({ "Portugal" }, holds { when = function(f) return f.mom and f.mom < 0 end })
    assert.same({ "group" }, holds { of = "group", when = function(f) return #f.rows == 3 end })
    local message <const> = raised(holds, { when = function(f) return f.momm end })
    assert.equal("rule 'spec_holds': when: a fact has no 'momm' (did you mean 'mom'?) "
      .. "(tests/lua/rule_spec.lua:105)", message)
  end)

  it("speaks of wholes and parts unless it says of what", function()
    assert.same({ "whole", "Mexico", "Portugal", "Thailand" }, holds {})
    assert.same({ "whole" }, holds { of = "whole" })
    assert.same({ "Mexico", "Portugal", "Thailand" }, holds { of = "part" })
    assert.same({ "group" }, holds { of = "group" })
    assert.same({}, holds { of = "class" })
  end)
end)

describe("a group of facts", function()
  local function group(list)
    for _, one in ipairs(fact.of(list)) do
      if one.kind == "group" then return one end
    end
  end

  it("has the level and share of its members together, the whole and the rest", function()
    local two <const> = group(partners:top(2, "exports", APRIL))
    assert.equal("850", two:measure("level"):text { unit = "t", decimals = 0 } :match "%d+")
    assert.equal(850 / 900, two:seen "share")
    assert.equal(50, two:seen "rest_level")
    assert.equal(20, two:seen "rest_diff", "Thailand from nothing, and Iraq that fell to nothing")
    assert.equal(70, two:seen "whole_diff")
    assert.equal(2, two:seen "members")
  end)

  it("is what rows of one breakdown are, not rows of several", function()
    assert.is_nil(group { rows[1], cube:by("hs"):all("exports", APRIL)[1] })
    assert.is_nil(group {})
  end)

  it("is each class of a breakdown", function()
    local kinds <const> = {}
    for _, one in ipairs(fact.of(partners:classes("growth", "exports", APRIL))) do
      if one.kind == "class" then kinds[#kinds + 1] = one.class .. " " .. #one.members end
    end
    assert.same({ "leading 2", "new 1" }, kinds)
  end)

  it("is refused when it holds what is no fact", function()
    assert.same({ nil, "fact 2: a level, a row of a breakdown or a list of these expected, got string" },
      { [2] = select(2, fact.of { total, "Mexico" }) })
    assert.equal("a level expected, got the mom of exports", (select(2, fact.of(total.mom))))
  end)
end)

describe("the rules that come with the program", function()
  it("have words in both languages and say what they are", function()
    for _, name in ipairs(rule.names()) do
      local one <const> = rule.get(name)
      if one.file:find "rules%.lua$" then
        assert.truthy(one.summary, name)
        assert.truthy(one.templates_of_say.en and one.templates_of_say.zh, name)
      end
    end
  end)
end)
