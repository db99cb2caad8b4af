-- native.linear: held against the elimination of variables one by one, and conflicts against the
-- arithmetic that they claim.

local fourier_motzkin <const> = require "support.fourier_motzkin"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local random <const> = require "support.random"
local rational <const> = require "ingot.rational"
local rounds <const> = require "support.rounds"

local function fraction(text)
  local above <const>, below <const> = text:match "^([^/]+)/?(.*)$"
  local value <const> = rational.from(number.from(above))
  return below == "" and value or value / rational.from(number.from(below))
end

-- A random row over whole numbers, and the same divided by something.
local function random_row(dice, n)
  local sum <const>, given <const> = {}, {}
  local by <const> = dice:pick { 1, 1, 1, 2, 3, 7, 10 }
  local function text(x)
    if by == 10 and dice:chance(50) then
      return ("%s%d.%d"):format(x < 0 and "-" or "", math.abs(x) // 10, math.abs(x) % 10)
    end
    return by == 1 and x or x .. "/" .. by
  end
  for i = 1, n do
    sum[i] = dice:chance(50) and 0 or dice:below(9) - 4
    if sum[i] ~= 0 or dice:chance(20) then given[i] = text(sum[i]) end
  end
  local row <const> = { sum = sum, given = given, on = true }
  function row.ends()
    local middle <const> = dice:below(21) - 10
    row.low, row.high, row.at_low, row.at_high = nil, nil, nil, nil
    if dice:chance(60) then
      row.low = { at = middle, open = dice:chance(30) }
      row.at_low = { at = text(middle), open = row.low.open }
    end
    if dice:chance(60) then
      row.high = { at = middle + dice:below(6) - 1, open = dice:chance(30) }
      row.at_high = { at = text(row.high.at), open = row.high.open }
    end
  end
  row.ends()
  return row
end

local function inequalities(rows, left_out)
  local list <const> = {}
  for _, row in ipairs(rows) do
    if row.on and row ~= left_out then
      if row.high then
        list[#list + 1] = { sum = row.sum, most = row.high.at, strict = row.high.open }
      end
      if row.low then
        local minus <const> = {}
        for i, x in ipairs(row.sum) do minus[i] = -x end
        list[#list + 1] = { sum = minus, most = -row.low.at, strict = row.low.open }
      end
    end
  end
  return list
end

-- The rows times their multipliers add up to 0 ≤ something below 0, or 0 < 0.
local function assert_contradiction(rows, conflict, n)
  local total, strict = rational.zero, false
  local sums <const> = {}
  for i = 1, n do sums[i] = rational.zero end
  for _, member in ipairs(conflict) do
    local row <const>, times <const> = rows[member.row], fraction(member.multiplier)
    assert.is_true(row.on)
    assert.is_true(times > rational.zero)
    local sign <const> = member.side == "high" and 1 or -1
    local given_end <const> = member.side == "high" and row.at_high or row.at_low
    for i, x in pairs(row.given) do
      sums[i] = sums[i] + times * fraction(tostring(x)) * rational.from(sign)
    end
    total = total + times * fraction(tostring(given_end.at)) * rational.from(sign)
    strict = strict or given_end.open
  end
  for i = 1, n do assert.is_true(sums[i] == rational.zero) end
  assert.is_true(total < rational.zero or strict and total == rational.zero)
end

local function assert_smallest(rows, conflict, n)
  local members <const> = {}
  for i, member in ipairs(conflict) do
    if i == 1 or conflict[i - 1].row ~= member.row then
      members[#members + 1] = rows[member.row]
    end
  end
  assert.is_false(fourier_motzkin.feasible(inequalities(members), n))
  for _, spare in ipairs(members) do
    assert.is_true(fourier_motzkin.feasible(inequalities(members, spare), n))
  end
end

local function assert_end(wanted, got)
  if not wanted then return assert.is_nil(got) end
  assert.is_truthy(got)
  assert.is_true(fraction(got.at) == rational.from(wanted.above) / rational.from(wanted.below))
  assert.equal(wanted.open, got.open or false)
end

local function assert_range(system, rows, n, sum)
  local list <const>, minus <const> = inequalities(rows), {}
  for i, x in ipairs(sum) do minus[i] = -x end
  local low <const>, high <const> = system:range(sum)
  local lowest <const> = fourier_motzkin.highest(list, n, minus)
  if lowest then lowest.above = -lowest.above end
  assert_end(lowest, low)
  assert_end(fourier_motzkin.highest(list, n, sum), high)
end

-- A system of three variables, and what becomes of it.
local function story(seed)
  local dice <const>, n <const> = random(seed), 3
  local system <const>, rows <const> = native.linear(), {}
  for i = 1, n do assert.equal(i, system:variable()) end
  local counts <const> = { [true] = 0, [false] = 0 }
  for step = 1, 12 do
    if #rows < 3 or #rows < 6 and dice:chance(50) then
      local row <const> = random_row(dice, n)
      rows[#rows + 1] = row
      assert.equal(#rows, system:row(row.given, row.at_low, row.at_high))
    else
      local which <const> = dice:below(#rows) + 1
      local row <const> = rows[which]
      if dice:chance(50) then
        row.on = not row.on
        system:switch(which, row.on)
      else
        row.ends()
        system:set(which, row.at_low, row.at_high)
      end
    end
    local feasible <const>, conflict <const> = system:check()
    assert.equal(fourier_motzkin.feasible(inequalities(rows), n), feasible,
      ("seed %d, step %d"):format(seed, step))
    counts[feasible] = counts[feasible] + 1
    if feasible then
      assert.is_nil(conflict)
      assert_range(system, rows, n, { dice:below(5) - 2, dice:below(5) - 2, dice:below(3) })
    else
      assert_contradiction(rows, conflict, n)
      assert_smallest(rows, conflict, n)
    end
  end
  return counts
end

-- What a long article says: wholes of four parts, levels to the nearest hundred, and shares and rates
-- of three digits between any two of them.
local function article(dice, n)
  local system <const>, truth <const> = native.linear(), {}
  for i = 1, n do
    system:variable()
    truth[i] = 1000 + dice:below(90000)
  end
  local rows = 0
  local function add(sum, low, high)
    rows = system:row(sum, low, high)
  end
  for whole = 1, n, 10 do
    truth[whole] = truth[whole + 1] + truth[whole + 2] + truth[whole + 3] + truth[whole + 4]
    add({ [whole] = -1, [whole + 1] = 1, [whole + 2] = 1, [whole + 3] = 1, [whole + 4] = 1 },
      { at = 0 }, { at = 0 })
  end
  for i = 1, n do
    if dice:chance(60) then
      add({ [i] = 1 }, { at = truth[i] - 50 }, { at = truth[i] + 50, open = true })
    end
  end
  while rows < 2 * n do
    local a <const>, b <const> = dice:below(n) + 1, dice:below(n) + 1
    if a ~= b then
      local rate <const> = (truth[a] * 1000 + truth[b] // 2) // truth[b]
      add({ [a] = 1, [b] = ("-%d/10000"):format(rate * 10 - 5) }, { at = 0 })
      add({ [a] = 1, [b] = ("-%d/10000"):format(rate * 10 + 5) }, nil, { at = 0, open = true })
    end
  end
  return system
end

describe("a system of inequalities", function()
  it("is met, or not, as elimination says; so are its ranges; conflicts prove themselves", function()
    local met, unmet = 0, 0
    for seed = 1, rounds(150) do
      local counts <const> = story(seed)
      met, unmet = met + counts[true], unmet + counts[false]
    end
    assert.is_true(met > 300 and unmet > 300, ("%d met, %d not"):format(met, unmet))
  end)

  it("knows an end that is not among the values", function()
    local system <const> = native.linear()
    local x <const> = system:variable()
    local below <const> = system:row({ [x] = 1 }, nil, { at = 1, open = true })
    local from <const> = system:row({ [x] = 2 }, { at = 2 })
    local feasible <const>, conflict <const> = system:check()
    assert.is_false(feasible)
    assert.same({ { row = below, side = "high", multiplier = "1" },
      { row = from, side = "low", multiplier = "1/2" } }, conflict)
    system:set(below, nil, { at = 1 })
    assert.same({ true }, { system:check() })
    assert.same({ { at = "3" }, { at = "3" } }, { system:range { [x] = 3 } })
  end)

  it("finds what no pair of figures shows", function()
    -- Parts of 20 and 30, a total of 60 at least, and no other part.
    local system <const> = native.linear()
    local a <const>, b <const>, total <const> = system:variable(), system:variable(), system:variable()
    local rows <const> = {
      system:row({ [a] = 1 }, { at = "19.5" }, { at = "20.5", open = true }),
      system:row({ [b] = 1 }, { at = "29.5" }, { at = "30.5", open = true }),
      system:row({ [total] = 1 }, { at = 60 }),
      system:row({ [a] = 1, [b] = 1, [total] = -1 }, { at = 0 }, { at = 0 }),
    }
    local feasible <const>, conflict <const> = system:check()
    assert.is_false(feasible)
    assert.same({
      { row = rows[1], side = "high", multiplier = "1" },
      { row = rows[2], side = "high", multiplier = "1" },
      { row = rows[3], side = "low", multiplier = "1" },
      { row = rows[4], side = "low", multiplier = "1" },
    }, conflict)
    system:switch(rows[3], false)
    assert.same({ { at = "49" }, { at = "51", open = true } }, { system:range { [total] = 1 } })
    system:switch(rows[4], false)
    assert.same({}, { system:range { [total] = 1 } })
  end)

  it("takes a row over nothing at its word", function()
    local system <const> = native.linear()
    local x <const> = system:variable()
    local row <const> = system:row({ [x] = "0.0" }, { at = 0 }, { at = 0 })
    assert.is_true(system:check())
    system:set(row, { at = 0, open = true })
    assert.same({ false, { { row = row, side = "low", multiplier = "1" } } }, { system:check() })
    assert.same({ true, { at = "0" }, { at = "0" } }, { true, (function()
      system:switch(row, false)
      return system:range {}
    end)() })
  end)

  it("is exact beyond 64 bits", function()
    local system <const> = native.linear()
    local first <const> = system:variable()
    local last = first
    local function follow(up, down)
      local following <const> = system:variable()
      system:row({ [following] = up, [last] = -down }, { at = 0 }, { at = 0 })
      last = following
    end
    for _ = 1, 40 do follow(1000000007, 1000000009) end
    local far <const> = last
    for _ = 1, 40 do follow(1000000009, 1000000007) end
    local tiny <const> = "1/1" .. ("0"):rep(200)
    system:row({ [first] = 1 }, { at = 1 }, { at = tiny, open = true })
    assert.is_false(system:check())
    system:set(81, { at = 1 }, { at = 1 })
    assert.same({ { at = "1" }, { at = "1" } }, { system:range { [last] = 1 } })
    local low <const>, high <const> = system:range { [far] = 1 }
    assert.same(low, high)
    assert.equal(2 * 361 + 1, #low.at) -- 1000000009^40 ÷ 1000000007^40
    system:row({ [far] = 1 }, { at = low.at, open = true })
    assert.is_false(system:check())
  end)

  it("refuses what it cannot read", function()
    local system <const> = native.linear()
    local x <const> = system:variable()
    local cases <const> = {
      ["number such as 12, -0.125 or -7/3 expected, got '1e3'"] = function()
        system:row { [x] = "1e3" }
      end,
      ["number such as 12, -0.125 or -7/3 expected, got ''"] = function()
        system:row { [x] = "" }
      end,
      ["number such as 12, -0.125 or -7/3 expected, got '1/0'"] = function()
        system:row { [x] = "1/0" }
      end,
      ["number such as 12, -0.125 or -7/3 expected, got '1.'"] = function()
        system:row { [x] = "1." }
      end,
      ["number such as 12, -0.125 or -7/3 expected, got '--1'"] = function()
        system:row({}, { at = "--1" })
      end,
      ["coefficient: integer or text expected, got a float"] = function()
        system:row { [x] = 1.5 }
      end,
      ["coefficient: integer or text expected, got boolean"] = function()
        system:row { [x] = true }
      end,
      ["at: integer or text expected, got nil"] = function()
        system:row({}, {})
      end,
      ["unknown field of an end 'opne' (did you mean 'open'?)"] = function()
        system:row({}, { at = 1, opne = true })
      end,
      ["linear: no variable 2; there are 1"] = function()
        system:row { [2] = 1 }
      end,
      ["sum: number of a variable expected, got x"] = function()
        system:row { x = 1 }
      end,
      ["linear: no row 1; there are 0"] = function()
        system:switch(1, true)
      end,
      ["number of at most 10000 digits expected, got '9999999999999999999999999999999999999999…'"] =
        function() system:row { [x] = ("9"):rep(10001) } end,
    }
    for message, call in pairs(cases) do
      local ok <const>, got <const> = pcall(call)
      assert.is_false(ok)
      assert.equal(message, (tostring(got):gsub("^[^\n]-_spec%.lua:%d+: ", "")))
    end
    assert.is_true(system:check()) -- none of it has left a trace
    system:row({ [x] = 1 }, { at = 2 }, { at = 1 })
    local ok <const>, got <const> = pcall(system.range, system, { [x] = 1 })
    assert.is_false(ok)
    assert.matches("range: the rows that are on cannot hold together", tostring(got), 1, true)
  end)

  it("ends in an error where its fractions grow without bound, and gives all memory back", function()
    collectgarbage()
    local before <const> = native.memory().live_bytes
    do
      local system <const> = native.linear()
      local last = system:variable()
      system:row({ [last] = 1 }, { at = 1 }, { at = 1 })
      for i = 1, 60 do
        local x <const> = system:variable()
        system:row({ [x] = ("7"):rep(200) .. i, [last] = ("3"):rep(199) .. i }, { at = 0 }, { at = 0 })
        last = x
      end
      local ok <const>, got <const> = pcall(system.check, system)
      assert.is_false(ok)
      assert.matches("linear: a fraction of more than 16384 bits would be needed", tostring(got), 1, true)
      assert.matches("linear: a system that failed before is of no use",
        tostring(select(2, pcall(system.check, system))), 1, true)
    end
    collectgarbage()
    collectgarbage()
    assert.equal(before, native.memory().live_bytes)
  end)

  it("gives up where an answer would take too long", function()
    -- Sums at random: the tableau fills up with fractions of many digits, as no article's does.
    local dice <const>, system <const> = random(5), native.linear()
    local n <const>, truth <const> = 100, {}
    for i = 1, n do
      system:variable()
      truth[i] = 1000 + dice:below(900000)
    end
    for _ = 1, 2 * n do
      local sum <const>, at = {}, 0
      for _ = 1, 2 + dice:below(3) do
        local i <const> = dice:below(n) + 1
        sum[i] = (sum[i] or 0) + dice:below(7) - 3
      end
      for i, x in pairs(sum) do at = at + x * truth[i] end
      system:row(sum, { at = at - 50 }, { at = at + 50, open = true })
    end
    local ok <const>, got <const> = pcall(system.check, system)
    assert.is_false(ok)
    assert.matches("linear: more than 16777216 steps for one answer", tostring(got), 1, true)
  end)

  it("answers for 100 quantities under 200 rows within 5 milliseconds", function()
    local best = math.huge
    for seed = 1, 5 do
      local system <const> = article(random(seed), 100)
      local start <const> = native.clock()
      assert.is_true(system:check())
      best = math.min(best, native.clock() - start)
    end
    assert.is_true(best < 0.005, best)
  end)
end)
