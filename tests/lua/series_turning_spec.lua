local claim = require "ingot.claim"
local ingot = require "ingot"
local number = require "ingot.number"
local period = require "ingot.period"
local raised = require "support.raised"
local reference = require "support.reference"

-- A series of levels in tonnes from 2024-01 on; "?" is a month that is not covered, "-" one left
-- out of the series.
local function levels(texts)
  local list, month = {}, period "2024-01"
  for _, text in ipairs(texts) do
    local known <const> = text ~= "?"
    if text ~= "-" then
      list[#list + 1] = claim.new {
        kind = "level", metric = "exports", period = month, unit = "t", where = {}, operands = {},
        sources = {}, rows = 1, formula = "sum(qty_kg) / 1000", display = { unit = "t" },
        state = known and "value" or "unknown", value = known and number.from(text) or nil,
      }
    end
    month = month + 1
  end
  return list
end

local function plain(values, from)
  return ingot.series { name = "x", from = from or "2000-01", values = values }
end

local function words(turns)
  local list = {}
  for i, turn in ipairs(turns) do
    list[i] = turn.kind .. " " .. tostring(turn.period)
  end
  return list
end

-- A wave of so many months, with noise of a generator of its own.
local function wave(n, length, noise, seed)
  local values, state = {}, seed or 7
  for i = 1, n do
    state = (state * 1103515245 + 12345) % 2147483648
    values[i] = 100 + 10 * math.sin(2 * math.pi * i / length) + noise * (state / 1073741824 - 1)
  end
  return values
end

describe("ingot.turning_points", function()
  local function turns(texts, k)
    return words(ingot.turning_points(levels(texts), k))
  end

  it("finds what stands out among k neighbours on both sides", function()
    assert.same({ "peak 2024-03", "trough 2024-06" }, turns { 1, 2, 5, 4, 3, 1, 2, 3 })
    assert.same({ "peak 2024-03", "trough 2024-06" }, turns({ 1, 2, 5, 4, 3, 1, 2 }, 1))
    assert.same({}, turns { 5, 1, 2, 3, 9 })
  end)

  it("gives the levels that turn, where they were given", function()
    local list = levels { 1, 2, 5, 4, 3 }
    assert.equal(list[3], ingot.turning_points(list)[1].level)
    local turn = ingot.turning_points(plain { 1, 2, 5, 4, 3 })[1]
    assert.same({ 3, 5.0 }, { turn.index, turn.value })
    assert.is_nil(turn.level)
  end)

  it("takes the first of equal levels, and none next to an unknown", function()
    assert.same({ "peak 2024-03" }, turns { 1, 2, 5, 5, 1, 1 })
    assert.same({}, turns { 1, 2, 5, "?", 1, 1 })
    assert.same({}, turns { 1, 2, 5, "-", 1, 1 })
  end)

  it("refuses what it cannot date", function()
    assert.equal("HERE: turning_points: window: a whole number of periods from 1 expected, got 0",
      (raised(function() turns({ 1 }, 0) end)))
    assert.equal("HERE: turning_points: a series expected, as ingot.series(data, \"al_output\"), got "
      .. "number", (raised(function() ingot.turning_points(3) end)))
    assert.equal("HERE: turning_points: phase is for the rules 'bry_boschan' and 'bbq'",
      (raised(function() ingot.turning_points(plain { 1, 2 }, { phase = 3 }) end)))
    assert.equal("HERE: turning_points: rule: 'bbq', 'bry_boschan' or 'local' expected, got bb",
      (raised(function() ingot.turning_points(plain { 1, 2 }, { rule = "bb" }) end)))
    assert.equal("HERE: turning_points: series 'x': 2000-02 has no value",
      (raised(function()
        ingot.turning_points(plain(table.move(wave(40, 30, 0), 3, 40, 3, { 1, false })),
          { rule = "bry_boschan" })
      end)))
    assert.equal("HERE: turning_points: series 'x': 30 months or more expected, got 2",
      (raised(function() ingot.turning_points(plain { 1, 2 }, { rule = "bry_boschan" }) end)))
  end)
end)

describe("ingot.series.turning_points by Bry and Boschan", function()
  local function found(values, options)
    options = options or {}
    options.rule = "bry_boschan"
    return words(ingot.series.turning_points(plain(values), options))
  end

  it("dates the peaks and troughs of a wave", function()
    assert.same({ "peak 2000-09", "trough 2002-03", "peak 2003-09", "trough 2005-03", "peak 2006-09",
      "trough 2008-03" }, found(wave(108, 36, 0))) -- the sine turns in months 9, 27, 45, …
  end)

  it("looks through noise and a single outlier", function()
    local clean = found(wave(108, 36, 0))
    for seed = 1, 5 do
      local noisy = found(wave(108, 36, 2, seed))
      assert.equal(#clean, #noisy, seed)
      for i, turn in ipairs(noisy) do
        assert.equal(clean[i]:match "%a+", turn:match "%a+")
        local apart = period(turn:match "%S+$").from - period(clean[i]:match "%S+$").from
        assert.is_true(math.abs(apart) <= 5, turn)
      end
    end
    local struck = wave(108, 36, 0)
    struck[35] = struck[35] + 200
    assert.equal(#clean, #found(struck))
  end)

  it("keeps peaks and troughs in turn and far enough apart, wherever it looks", function()
    for seed = 1, 30 do
      local values, level, state = {}, 100, seed
      for i = 1, 240 do
        state = (state * 1103515245 + 12345) % 2147483648
        level = level + state / 1073741824 - 1
        values[i] = level
      end
      local turns = ingot.series.turning_points(plain(values), { rule = "bry_boschan" })
      for i, turn in ipairs(turns) do
        assert.is_true(turn.index > 6 and turn.index <= 234)
        local one, two = turns[i - 1], turns[i - 2]
        assert.is_true(not one or one.kind ~= turn.kind and turn.index - one.index >= 5, seed)
        assert.is_true(not two or turn.index - two.index >= 15, seed)
        assert.is_true(not one or (turn.value > one.value) == (turn.kind == "peak"), seed)
      end
    end
  end)

  it("mirrors: the peaks of a series are the troughs of its negative", function()
    local values, mirrored = wave(120, 29, 3), {}
    for i, x in ipairs(values) do
      mirrored[i] = -x
    end
    local there = ingot.series.turning_points(plain(values), { rule = "bry_boschan" })
    local here = ingot.series.turning_points(plain(mirrored), { rule = "bry_boschan" })
    assert.equal(#there, #here)
    for i, turn in ipairs(there) do
      assert.equal(turn.index, here[i].index)
      assert.not_equal(turn.kind, here[i].kind)
    end
  end)

  it("finds the published turns of China's coincident index", function()
    local rows = reference.rows "turning_points/bb_style_monthly_china_cb_coincident.csv"
    if not rows then
      pending(reference.ABSENT)
    end
    local values, published = {}, {}
    for i, row in ipairs(rows) do
      values[i] = tonumber(row.value)
      local mark = row.turn_window5_phase5_cycle15_end6
      published[#published + 1] = mark ~= ""
        and (mark == "P" and "peak " or "trough ") .. row.month or nil
    end
    local s = ingot.series { name = "ci", from = rows[1].month, values = values }
    assert.same(published, words(ingot.series.turning_points(s,
      { rule = "bry_boschan", stages = {}, outliers = false })))
  end)
end)

describe("ingot.series.turning_points by BBQ", function()
  it("finds the published turns of Iran's output, but for a cycle that is too short", function()
    local rows = reference.rows "turning_points/bbq_iran_gdp_cycle.csv"
    if not rows then
      pending(reference.ABSENT)
    end
    local values, published = {}, {}
    for i, row in ipairs(rows) do
      values[i] = tonumber(row.value)
      -- The package leaves the last two troughs four quarters apart, where it asks for five.
      local short = row.period == "1391Q2" or row.period == "1391Q4"
      published[#published + 1] = row.bbq_turn ~= "" and not short
        and (row.bbq_turn == "P" and "peak " or "trough ") .. row.period:gsub("Q", "-Q") or nil
    end
    local s = ingot.series { name = "gdp", from = "1367-Q1", values = values }
    assert.same(published, words(ingot.series.turning_points(s, { rule = "bbq" })))
  end)

  it("wants two quarters a phase and five a cycle", function()
    local s = ingot.series { name = "gdp", from = "2000-Q1",
      values = { 1, 2, 3, 5, 4, 3, 2, 4, 5, 6, 7, 5, 4, 3, 4, 5 } }
    assert.same({ "peak 2000-Q4", "trough 2001-Q3", "peak 2002-Q3", "trough 2003-Q2" },
      words(ingot.series.turning_points(s, { rule = "bbq" })))
  end)
end)
