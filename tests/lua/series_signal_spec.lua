local ingot = require "ingot"
local raised = require "support.raised"
local scratch = require "support.scratch"

local S <const> = ingot.series

local function series(values, name)
  return S { name = name or "leading", from = "2024-01", values = values }
end

local function months(list)
  local texts = {}
  for i, at in ipairs(list) do
    texts[i] = tostring(at)
  end
  return texts
end

describe("ingot.series.duration", function()
  it("signals a fall that has lasted long enough, once, and says how long it lasts", function()
    local found = S.duration(series { 9, 8, 7, 6, 5, 6, 5, 4, 5 })
    assert.equal(1, #found)
    assert.same({ "2024-02", "2024-04", "2024-05", 4 }, { tostring(found[1].from),
      tostring(found[1].period), tostring(found[1].to), found[1].length })
    assert.equal(2, #S.duration(series { 9, 8, 7, 6, 5, 6, 5, 4, 5 }, { length = 2 }))
  end)

  it("is ended by a gap and by no change, and looks for rises where asked", function()
    assert.equal(0, #S.duration(series { 9, 8, 7, false, 6, 5 }))
    assert.equal(0, #S.duration(series { 9, 8, 7, 7, 6, 5 }))
    assert.equal(1, #S.duration(series { 1, 2, 3, 4 }, { direction = "rise" }))
    assert.equal("HERE: duration: length: a whole number of periods from 1 expected, got 0",
      (raised(function() S.duration(series { 1 }, { length = 0 }) end)))
  end)
end)

describe("ingot.series.three_d", function()
  local index = { 100, 99, 98, 97, 96, 95, 94, 93 }
  local function parts(...)
    local list = {}
    for i, values in ipairs { ... } do
      list[i] = series(values, "part " .. i)
    end
    return list
  end
  local falling, rising = { 8, 7, 6, 5, 4, 3, 2, 1 }, { 1, 2, 3, 4, 5, 6, 7, 8 }

  it("signals falls that are deep and wide", function()
    local found = S.three_d(series(index), parts(falling, falling, rising))
    assert.same({ "2024-07", "2024-08" }, months(found.signals))
    assert.is_true(found.signal)
    assert.is_true(math.abs(found.depth:at "2024-07" - 100 * (0.94 ^ 2 - 1)) < 1e-12)
    assert.is_true(math.abs(found.diffusion:at "2024-07" - 100 / 3) < 1e-12)
    assert.is_nil(found.depth:at "2024-06")
  end)

  it("does not where most components rise, or the fall is small", function()
    assert.same({}, S.three_d(series(index), parts(falling, rising, rising)).signals)
    assert.same({}, S.three_d(series(index), parts(falling), { depth = -20 }).signals)
  end)

  it("counts a flat component a half, and leaves out one that is not known", function()
    local flat = { 5, 5, 5, 5, 5, 5, 5, 5 }
    assert.equal(75.0, S.three_d(series(index), parts(flat, rising)).diffusion:at "2024-08")
    local late = { false, false, false, 1, 1, 1, 1, 1 }
    assert.equal(100.0, S.three_d(series(index), parts(late, rising)).diffusion:at "2024-08")
  end)

  it("refuses what it cannot judge", function()
    assert.equal("HERE: three_d: series 'leading': 7 months or more expected, got 2",
      (raised(function() S.three_d(series { 1, 2 }, parts(rising)) end)))
    assert.equal("HERE: three_d: series 'leading': 2024-02 is -1, a value above 0 expected",
      (raised(function() S.three_d(series { 1, -1, 1, 1, 1, 1, 1 }, parts(rising)) end)))
    assert.equal("HERE: three_d: the list of the index's components expected, as three_d(index, "
      .. "{ output, price })", (raised(function() S.three_d(series(index), series(rising)) end)))
    assert.equal("HERE: three_d: series 'leading': no component has a change over 6 months to 2024-07",
      (raised(function() S.three_d(series(index), parts { 1, 2 }) end)))
  end)
end)

describe("ingot.series.x13", function()
  local head = "date\toutput.d11\n------\t-----------------------\n"
  local folder

  before_each(function()
    folder = scratch.new()
  end)

  after_each(function()
    folder:close()
  end)

  local function saved(name, text)
    return folder:write(name, text)
  end

  it("reads a saved table, adjusted tables as adjusted series", function()
    local lines = {}
    for month = 11, 12 do
      lines[#lines + 1] = ("2024%02d\t+0.25450000000000%dE+04\n"):format(month, month % 10)
    end
    local path = saved("output.d11", head .. table.concat(lines) .. "202501\t-0.125E-01\n")
    local s = S.x13(path, { unit = "kt" })
    assert.equal("output, 2024-11 to 2025-01", tostring(s))
    assert.same({ "kt", true, -0.0125 }, { s.unit, s.adjusted, s:at "2025-01" })
    assert.equal(s, S.adjust(s))
    local factors = S.x13(saved("output.d10", head .. "202412\t1.02\n202501\t0.97\n"), { unit = "kt" })
    assert.same({ "", false }, { factors.unit, factors.adjusted })
  end)

  it("knows quarters by the dates, and asks where they leave it open", function()
    local s = S.x13(saved("gdp.s11", head .. "202403\t1\n202404\t2\n202501\t3\n"))
    assert.equal("gdp, 2024-Q3 to 2025-Q1", tostring(s))
    local path = saved("gdp.d12", head .. "202401\t1\n202402\t2\n")
    assert.equal(path .. ": the dates leave open whether these are months or quarters; say it, as "
      .. '{ frequency = "month" }', (raised(function() S.x13(path) end)))
    assert.equal("gdp, 2024-Q1 to 2024-Q2", tostring(S.x13(path, { frequency = "quarter" })))
  end)

  it("refuses what is no such table, with file and line", function()
    local path = saved("a.d11", head .. "202411\t1\n202501\t3\n")
    assert.equal(path .. ":4: 202501 does not follow the date before it",
      (raised(function() S.x13(path, { frequency = "month" }) end)))
    path = saved("b.d11", head .. "202411\tx\n")
    assert.equal(path .. ":3: a date as 201501 and a number expected, got '202411\tx'",
      (raised(function() S.x13(path) end)))
    path = saved("c.d11", head)
    assert.equal(path .. ": no values; a table that X-13ARIMA-SEATS saved is expected",
      (raised(function() S.x13(path) end)))
    path = saved("d.q7", head .. "202411\t1\n")
    assert.equal("HERE: x13: unknown table 'q7'; tables are 'a1', 'b1', 'd10', 'd11', 'd12', 'd13', "
      .. "'d16', 'e2', …", (raised(function() S.x13(path) end)))
  end)
end)
