-- Every method against its formulas written out month by month, on random series with gaps, late
-- starts, early ends, weights and inverted components: means and ranges over the months that are there,
-- weights of those that are there, made to add up to one.
local ingot = require "ingot"
local rounds = require "support.rounds"

local state = 20251
local function random()
  state = (state * 1103515245 + 12345) % 2147483648
  return state / 2147483648
end

local NAN <const> = 0 / 0
local function known(x) return x == x end

-- 5 components over n months; some begin late, end early, have a gap, or are not above 0. NaN: no value.
local function draw(n)
  local list = {}
  for i = 1, 5 do
    local one = { name = "c" .. i, weight = 1 + math.floor(3 * random()), invert = random() < 0.3,
      rate = i == 5, values = {} }
    local x = i == 5 and 0.0 or 100.0
    for t = 1, n do
      x = i == 5 and x + random() - 0.5 or x * (1 + (random() - 0.47) / 8)
      one.values[t] = x
    end
    list[i] = one
  end
  for t = 1, 7 do list[1].values[t] = NAN end          -- begins late
  for t = n - 2, n do list[2].values[t] = NAN end      -- ends early
  list[3].values[20] = NAN                             -- a gap
  return list
end

-- Changes of a component, times its sign.
local function changes(one)
  local low = false
  for _, x in ipairs(one.values) do low = low or known(x) and x <= 0 end
  local found = { NAN }
  for t = 2, #one.values do
    local a, b = one.values[t - 1], one.values[t]
    found[t] = (low and b - a or 200 * (b - a) / (b + a)) * (one.invert and -1 or 1)
  end
  return found
end

local function present(list)
  local found = {}
  for _, x in ipairs(list) do
    if known(x) then found[#found + 1] = x end
  end
  return found
end

local function mean(list)
  local sum = 0
  for _, x in ipairs(list) do sum = sum + x end
  return sum / #list
end

local function mean_absolute(list)
  local all = {}
  for i, x in ipairs(list) do all[i] = math.abs(x) end
  return mean(all)
end

local function sd(list)
  local middle, sum = mean(list), 0
  for _, x in ipairs(list) do sum = sum + (x - middle) ^ 2 end
  return math.sqrt(sum / (#list - 1))
end

local function iqr(list)
  table.sort(list)
  local function quartile(p)
    local at = p * (#list - 1)
    local low = math.floor(at)
    return list[low + 1] + (at - low) * ((list[low + 2] or 0) - list[low + 1])
  end
  return quartile(0.75) - quartile(0.25)
end

-- Σ w x / Σ w over the components that have a value in a month; NaN where none or too few have.
local function weighted(list, t, weight_of, value_of)
  local sum, whole, there, all = 0, 0, 0, 0
  for i, one in ipairs(list) do
    local x = value_of(i, t)
    all = all + one.weight
    if known(x) then
      sum, whole, there = sum + weight_of(i) * x, whole + weight_of(i), there + one.weight
    end
  end
  return there / all > 0.6 and sum / whole or NAN
end

local function own_weight(list)
  return function(i) return list[i].weight end
end

local slow = {}

function slow.nber(list, n)
  local scaled, growth = {}, {}
  for i, one in ipairs(list) do
    local x = changes(one)
    local size = mean_absolute(present(x))
    scaled[i] = {}
    for t = 1, n do scaled[i][t] = x[t] / size end
  end
  for t = 2, n do
    growth[t] = weighted(list, t, own_weight(list), function(i) return scaled[i][t] end)
  end
  return growth
end

function slow.conference_board(list, n)
  local x, factors, growth = {}, {}, {}
  for i, one in ipairs(list) do
    x[i] = changes(one)
    factors[i] = one.weight / sd(present(x[i]))
  end
  for t = 2, n do
    growth[t] = weighted(list, t, function(i) return factors[i] end, function(i) return x[i][t] end)
  end
  return growth
end

function slow.esri(list, n)
  local x, trends, ranges, growth = {}, {}, {}, {}
  for i, one in ipairs(list) do
    x[i], trends[i] = changes(one), {}
    ranges[i] = iqr(present(x[i]))
    for t = 1, n do
      trends[i][t] = known(x[i][t]) and mean(present(table.move(x[i], math.max(1, t - 59), t, 1, {}))) or NAN
    end
  end
  local function month(t, value_of)
    return weighted(list, t, own_weight(list), function(i)
      return known(x[i][t]) and value_of(i) or NAN
    end)
  end
  for t = 2, n do
    local z = month(t, function(i) return (x[i][t] - trends[i][t]) / ranges[i] end)
    growth[t] = month(t, function(i) return trends[i][t] end)
      + month(t, function(i) return ranges[i] end) * z
  end
  return growth
end

-- The trend of Hodrick and Prescott: (I + λ D'D) τ = x, by elimination in full.
local function trend(x, lambda)
  local n, a, right = #x, {}, {}
  for i = 1, n do
    a[i], right[i] = {}, x[i]
    for j = 1, n do a[i][j] = i == j and 1.0 or 0.0 end
  end
  for r = 1, n - 2 do
    local d = { 1, -2, 1 }
    for i = 0, 2 do
      for j = 0, 2 do a[r + i][r + j] = a[r + i][r + j] + lambda * d[i + 1] * d[j + 1] end
    end
  end
  for k = 1, n do
    for i = k + 1, n do
      local factor = a[i][k] / a[k][k]
      for j = k, n do a[i][j] = a[i][j] - factor * a[k][j] end
      right[i] = right[i] - factor * right[k]
    end
  end
  for i = n, 1, -1 do
    for j = i + 1, n do right[i] = right[i] - a[i][j] * right[j] end
    right[i] = right[i] / a[i][i]
  end
  return right
end

function slow.oecd(list, n)
  local y, growth = {}, {}
  for i, one in ipairs(list) do
    local first, last = n, 1
    for t = 1, n do
      if known(one.values[t]) then first, last = math.min(first, t), math.max(last, t) end
    end
    local x = {}
    for t = first, last do
      local v = one.values[t]
      x[#x + 1] = known(v) and v or (one.values[t - 1] + one.values[t + 1]) / 2
    end
    local cycle, long = {}, trend(x, 133107.94)
    for t in ipairs(x) do cycle[t] = x[t] - long[t] end
    local smooth = trend(cycle, 13.93)
    local middle, apart = mean(smooth), {}
    for t in ipairs(smooth) do apart[t] = (smooth[t] - middle) * (one.invert and -1 or 1) end
    local size = mean_absolute(apart)
    y[i] = {}
    for t = 1, n do
      y[i][t] = t >= first and t <= last and apart[t - first + 1] / size + 100 or NAN
    end
  end
  for t = 2, n do
    local function both(which)
      return weighted(list, t, own_weight(list), function(i)
        return known(y[i][t]) and known(y[i][t - 1]) and y[i][which] or NAN
      end)
    end
    growth[t] = 100 * (both(t) / both(t - 1) - 1)
  end
  return growth
end

local function chained(growth, n, ratio)
  local levels, last = {}, nil
  for t = 2, n do
    local g = growth[t]
    if known(g) then
      last = last or 100
      levels[t - 1] = levels[t - 1] or last
      last = last * (ratio and 1 + g / 100 or (200 + g) / (200 - g))
      levels[t] = last
    end
  end
  return levels
end

local function diffusion(list, n)
  local levels = {}
  for t = 2, n do
    local level = weighted(list, t, own_weight(list), function(i)
      local d = (list[i].values[t] - list[i].values[t - 1]) * (list[i].invert and -1 or 1)
      return not known(d) and NAN or d > 0 and 100 or d < 0 and 0 or 50
    end)
    levels[t] = known(level) and level or nil
  end
  return levels
end

local projects <const> = { conference_board = false } -- what it does unless told

local function built_of(method, list)
  local components, series = {}, {}
  for i, one in ipairs(list) do
    components[i] = { one.name, weight = one.weight, invert = one.invert }
    local values = {}
    for t, x in ipairs(one.values) do values[t] = known(x) and x end
    series[i] = ingot.series { name = one.name, from = "2001-01", values = values }
  end
  ingot.index "slow" { method = method, components = components, project = projects[method] }
  return ingot.index.of("slow", series)
end

local function month(t)
  return ingot.period "2001-01" + (t - 1)
end

local function hold(expected, found, what)
  assert.is_true(math.abs(expected - found) <= 1e-9 * math.abs(expected),
    ("%s: %.15g expected, got %.15g"):format(what, expected, found))
end

describe("an index of random series", function()
  for _, method in ipairs { "nber", "conference_board", "esri", "oecd", "diffusion" } do
    it("is what the formulas of its method give: " .. method, function()
      for round = 1, rounds(4) do
        local n <const> = 80
        local list = draw(n)
        local expected = method == "diffusion" and diffusion(list, n)
          or chained(slow[method](list, n), n, method == "oecd")
        local built, count = built_of(method, list), 0
        for t = 1, n do
          local level = built:at(month(t))
          assert.equal(expected[t] ~= nil, level.value ~= nil, ("%s %s round %d"):format(method, month(t), round))
          if expected[t] then
            hold(expected[t], level.value.real, ("%s %s round %d"):format(method, month(t), round))
            count = count + 1
          end
          if expected[t] and expected[t - 1] then
            local sum = 0
            for _, row in ipairs(built:contributions(month(t)).rows) do
              sum = sum + row.contribution.value.real
            end
            assert.is_true(math.abs(sum - (expected[t] - expected[t - 1])) < 1e-8)
          end
        end
        assert.is_true(count >= n - 10)
      end
    end)
  end

  it("has the mean size of the coincident one by the NBER, its mean growth by The Conference Board", function()
    local n <const> = 80
    local all = draw(n)
    local other = draw(n)
    for _, one in ipairs(other) do one.name = "d" .. one.name end
    for _, method in ipairs { "nber", "conference_board" } do
      local series, components = {}, {}
      for i, one in ipairs(other) do
        components[i] = { one.name, weight = one.weight, invert = one.invert }
      end
      for _, one in ipairs(all) do other[#other + 1] = one end
      for i, one in ipairs(other) do
        local values = {}
        for t, x in ipairs(one.values) do values[t] = known(x) and x end
        series[i] = ingot.series { name = one.name, from = "2001-01", values = values }
      end
      other = table.move(other, 1, 5, 1, {})
      local theirs = slow[method](all, n)
      built_of(method, all)
      ingot.index "slow_leading" { method = method, like = "slow", components = components,
        project = projects[method] }
      local built = ingot.index.of("slow_leading", series)
      local ours, a, b = slow[method](other, n), {}, {}
      for t = 2, n do
        if known(ours[t]) and known(theirs[t]) then a[#a + 1], b[#b + 1] = ours[t], theirs[t] end
      end
      for t = 2, n do
        ours[t] = method == "nber" and ours[t] * mean_absolute(b) / mean_absolute(a)
          or ours[t] + mean(b) - mean(a)
      end
      local expected = chained(ours, n)
      for t = 1, n do
        if expected[t] then hold(expected[t], built:at(month(t)).value.real, method .. " like") end
      end
    end
  end)
end)
