-- Periods against a slow and obvious reference: a list of months, counted one by one.

local period = require "ingot.period"
local random = require "support.random"
local rounds = require "support.rounds"

-- ---- the reference ----

local function next_month(m)
  return m[2] == 12 and { m[1] + 1, 1 } or { m[1], m[2] + 1 }
end

local function month_before(m)
  return m[2] == 1 and { m[1] - 1, 12 } or { m[1], m[2] - 1 }
end

local function months_from(first, n)
  local list, m = {}, first
  for i = 1, n do
    list[i], m = m, next_month(m)
  end
  return list
end

local function back(m, n)
  for _ = 1, n do m = month_before(m) end
  return m
end

local function text(m) return ("%04d-%02d"):format(m[1], m[2]) end

local function texts(list)
  local out = {}
  for i, m in ipairs(list) do out[i] = text(m) end
  return table.concat(out, " ")
end

-- The day of a date in a row, by the formula of Fliegel and Van Flandern (1968).
local function julian(year, month, day)
  local a = (14 - month) // 12
  local y, m = year + 4800 - a, month + 12 * a - 3
  return day + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045
end

local function days(list)
  local after = next_month(list[#list])
  return julian(after[1], after[2], 1) - julian(list[1][1], list[1][2], 1)
end

-- ---- what is drawn ----

local lengths <const> = { month = 1, quarter = 3, half = 6, year = 12 }
local kinds <const> = { "month", "quarter", "half", "year", "range", "ytd", "joint" }

-- A period with its months; those of a range are drawn so that many begin in January.
local function draw(r)
  local kind, year = r:pick(kinds), 1890 + r:below(220)
  local first, n
  if lengths[kind] then
    n = lengths[kind]
    first = { year, r:below(12 // n) * n + 1 }
  elseif kind == "range" then
    n, first = 1 + r:below(30), { year, 1 + r:below(12) }
  else
    n, first = kind == "joint" and 2 or 1 + r:below(12), { year, 1 }
  end
  local list = months_from(first, n)
  local names = {
    month = text(first), year = ("%04d"):format(year),
    quarter = ("%04d-Q%d"):format(year, (first[2] + 2) // 3),
    half = ("%04d-H%d"):format(year, (first[2] + 5) // 6),
  }
  return period(names[kind] or text(first) .. ".." .. text(list[n])), list
end

local function months_of(p)
  local out = {}
  for month in p:months() do out[#out + 1] = tostring(month) end
  return table.concat(out, " ")
end

local function each(check)
  local r = random(20250129)
  for _ = 1, rounds(400) do
    local p, list = draw(r)
    check(p, list, r)
  end
end

local function is(p, list, what)
  assert.equal(texts(list), months_of(p), what)
end

describe("periods, held against lists of months", function()
  it("are their months, as many, with their days", function()
    each(function(p, list)
      is(p, list, tostring(p))
      assert.same({ tostring(p), #list, days(list), list[1][1] },
        { tostring(p), p:count(), p:days(), p.year })
    end)
  end)

  it("are read again as they are written, in both languages too", function()
    each(function(p)
      assert.is_true(rawequal(p, period(tostring(p))), tostring(p))
      for _, lang in ipairs { "en", "zh" } do
        assert.equal(tostring(p), tostring(period(p:text(lang))), p:text(lang))
      end
    end)
  end)

  it("have as many months just before them, and are of the same kind", function()
    each(function(p, list)
      local before = p:previous()
      is(before, months_from(back(list[1], #list), #list), "before " .. p)
      assert.equal(p.kind, before.kind)
      assert.equal(p, before + 1)
      assert.equal(before, p - 1)
    end)
  end)

  it("have the same months of the year before", function()
    each(function(p, list)
      local ago = {}
      for i, m in ipairs(list) do ago[i] = { m[1] - 1, m[2] } end
      is(p:year_ago(), ago, "a year before " .. p)
      assert.equal(p.kind, p:year_ago().kind)
    end)
  end)

  it("step by their own length, however far", function()
    each(function(p, list, r)
      local n = r:below(10)
      is(p - n, months_from(back(list[1], n * #list), #list), p .. " - " .. n)
      assert.equal(p, p - n + n)
      local last = p:last(n + 1)
      assert.equal(n + 1, #last)
      for i, one in ipairs(last) do assert.equal(p - (n + 1 - i), one) end
    end)
  end)

  it("have a year to date and a full year, those of their last month", function()
    each(function(p, list)
      local last = list[#list]
      is(p:ytd(), months_from({ last[1], 1 }, last[2]), "year to date of " .. p)
      is(p:full_year(), months_from({ last[1], 1 }, 12), "full year of " .. p)
      assert.equal("year", p:full_year().kind)
    end)
  end)

  it("hold and meet one another as their months do, and stand in order", function()
    local other, others = period "2000-01", { { 2000, 1 } }
    each(function(p, list, r)
      local held, common = 0, false
      local seen = {}
      for _, m in ipairs(list) do seen[text(m)] = true end
      for _, m in ipairs(others) do
        held, common = held + (seen[text(m)] and 1 or 0), common or seen[text(m)] or false
      end
      assert.same({ held == #others, common }, { p:contains(other), p:overlaps(other) }, p .. " " .. other)
      local a, b = text(list[1]) .. text(list[#list]), text(others[1]) .. text(others[#others])
      assert.equal(a < b, p < other)
      if a <= b and text(list[1]) <= text(others[#others]) then
        is(p:through(other), months_from(list[1], other.to - p.from + 1), p .. " through " .. other)
      end
      if r:chance(33) then -- near the next, so that they meet
        other, others = p, list
      else
        other, others = draw(r)
      end
    end)
  end)

  it("go by quarters and years where they are made of them", function()
    each(function(p, list)
      for _, kind in ipairs { "quarter", "year" } do
        local length = lengths[kind]
        local whole = (list[1][2] - 1) % length == 0 and #list % length == 0
        local fine, parts = pcall(p[kind .. "s"], p)
        assert.equal(whole, fine, p .. " in " .. kind .. "s")
        local all = {}
        for part in whole and parts or function() end do
          assert.equal(kind, part.kind)
          all[#all + 1] = months_of(part)
        end
        assert.equal(whole and texts(list) or "", table.concat(all, " "))
      end
    end)
  end)

  it("are these by name", function()
    local cases = {
      { "2025-01..04", "2024-09..12", "2024-01..04" }, { "2025-01..02", "2024-11..12", "2024-01..02" },
      { "2025-H1", "2024-H2", "2024-H1" }, { "2025-Q1", "2024-Q4", "2024-Q1" },
      { "2025", "2024", "2024" }, { "2025-01..12", "2024", "2024" }, { "2025-03", "2025-02", "2024-03" },
      { "2024-11..2025-02", "2024-07..10", "2023-11..2024-02" }, { "2025-07..09", "2025-04..06", "2024-07..09" },
    }
    for _, case in ipairs(cases) do
      local p = period(case[1])
      assert.same(case, { case[1], tostring(p:previous()), tostring(p:year_ago()) })
    end
    assert.same({ 29, 28, 366, 365, 91, 90 }, {
      period "2024-02":days(), period "2024-02":year_ago():days(), period "2024":days(),
      period "2024":year_ago():days(), period "2024-Q1":days(), period "2024-Q1":year_ago():days(),
    })
    assert.equal(28, period "1900-02":days())
    assert.equal(29, period "2000-02":days())
  end)
end)
