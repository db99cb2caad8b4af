local claim = require "ingot.check.claim"
local figures = require "support.figures"
local number = require "ingot.number"
local subject = require "ingot.check.subject"

local cable = { what = "export", product = "cable" }

local function of(quote, fields)
  local given = { quote, kind = "level", period = "2025-04", subject = cable }
  for name, value in pairs(fields or {}) do given[name] = value end
  return figures.of { given }[1]
end

local function ends(one, mode)
  local interval = claim.interval(one, mode, claim.own_step(one))
  return ("%s%s, %s%s"):format(interval.low_open and "(" or "[", number.text(interval.low),
    number.text(interval.high), interval.high_open and ")" or "]")
end

describe("the step of a figure", function()
  it("is one of its last digit, or of the last before up to three zeros of a whole number", function()
    local steps = {}
    for i, quote in ipairs { "30,401 mt", "30,400 mt", "30,000 mt", "1,000,000 mt", "30.40 kt", "90%" } do
      steps[i] = number.text(claim.own_step(of(quote)))
    end
    assert.same({ "1", "100", "1000", "1000", "10", "1" }, steps)
  end)

  it("of nothing at all is one: its zero was printed", function()
    assert.equal("1", number.text(claim.own_step(of "0 mt")))
    assert.equal("1000", number.text(claim.own_step(of "0 kt")))
    assert.equal(0, claim.zeros(of "0 mt"))
    assert.equal(2, claim.zeros(of "10,500 mt"))
    assert.equal(0, claim.zeros(of "10.500 mt"))
  end)

  it("counts zeros of percent only where the figure is about right", function()
    assert.equal("1", number.text(claim.own_step(of "20%")))
    assert.equal("10", number.text(claim.own_step(of("20%", { approx = "about" }))))
  end)
end)

describe("what a figure may stand for", function()
  it("mirrors below zero: half a step, the end farther from zero not among it", function()
    assert.equal("[227450, 227550)", ends(of "227,500 mt", "round"))
    assert.equal("(-8.75, -8.65]", ends(of("8.7%", { sign = -1 }), "round"))
    assert.equal("[8.7, 8.8)", ends(of "8.7%", "truncate"))
    assert.equal("[-8.7, -8.6)", ends(of("8.7%", { sign = -1 }), "round_up"))
  end)

  it("is on both sides of zero, whose sign is not known", function()
    assert.equal("(-0.5, 0.5)", ends(of "0 mt", "round"))
    assert.equal("(-0.1, 0.1)", ends(of "0.0%", "truncate"))
    assert.equal("[0, 0]", ends(of "0%", "round_up"))
  end)

  it("of a fall that is a bound has the end that its size has", function()
    local function fall(bound) return of("10%", { kind = "mom", sign = -1, bound = bound }) end
    assert.same({ high = number.from(-10) }, claim.interval(fall "above", "round"))
    assert.same({ low = number.from(-10) }, claim.interval(fall "below", "round"))
    local printed = of("10%", { kind = "mom", sign = -1, bound = "below" })
    printed.quote = "\xE2\x88\x9210%"
    assert.same({ high = number.from(-10) }, claim.interval(printed, "round"))
  end)

  it("of a bound has one end", function()
    assert.same({ low = number.from(60) }, claim.interval(of("60%", { bound = "above" }), "round"))
    assert.same({ high = number.from(60) }, claim.interval(of("60%", { bound = "below" }), "round"))
  end)
end)

describe("the period a change is against", function()
  local function against(kind, period)
    return tostring(claim.implied_base(of("5%", { kind = kind, period = period })))
  end

  it("is the one before, or a year before; a range has none before it", function()
    assert.equal("2025-03", against("mom", "2025-04"))
    assert.equal("2025-Q1", against("mom", "2025-Q2"))
    assert.equal("nil", against("mom", "2025-01..04"))
    assert.equal("2024-01..04", against("ytd_yoy", "2025-01..04"))
    assert.equal("nil", against("level", "2025-04"))
  end)
end)

describe("the period most claims are of", function()
  it("is the later of two that as many are of", function()
    local list = { of "1 mt", of("1 mt", { period = "2025-03" }) }
    assert.equal("2025-04", tostring(claim.main_period(list)))
    list[3] = list[2]
    assert.equal("2025-03", tostring(claim.main_period(list)))
    assert.is_nil(claim.main_period {})
  end)
end)

describe("a subject", function()
  it("is a total where it names no member, and one with what has the same fields", function()
    local mexico = subject.with(cable, "partner", "Mexico")
    assert.is_true(subject.is_total(cable))
    assert.is_false(subject.is_total(mexico))
    assert.is_false(subject.same(cable, mexico))
    assert.is_false(subject.same(cable, nil))
    assert.is_true(subject.same(cable, subject.with(mexico, "partner", nil)))
  end)
end)
