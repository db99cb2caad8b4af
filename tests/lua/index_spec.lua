local evaluate = require "ingot.metric.evaluate"
local ingot = require "ingot"
local number = require "ingot.number"
local raised = require "support.raised"
local read = require "ingot.read"

local METHODS <const> = { "nber", "conference_board", "esri", "oecd", "diffusion" }

-- A series that grows by fits and starts, the same for the same seed.
local function walk(name, seed, n, from)
  local values, x, state = {}, 100, seed * 7919 + 17
  for t = 1, n do
    state = (state * 1103515245 + 12345) % 2147483648
    x = x * (1 + (state / 2147483648 - 0.46) / 12)
    values[t] = x
  end
  return ingot.series { name = name, from = from or "2015-01", values = values }
end

local function walks(count, n)
  local list = {}
  for i = 1, count do
    list[i] = walk("s" .. i, i, n or 72)
  end
  return list
end

local function define(name, fields)
  fields.components = fields.components or { "s1", "s2", "s3", "s4" }
  fields.method = fields.method or "nber"
  return ingot.index(name)(fields)
end

local function of(fields, list)
  define("tested", fields)
  return ingot.index.of("tested", list or walks(4))
end

local function levels(built)
  local list = {}
  for i, level in ipairs(built:series()) do
    list[i] = level.value.real
  end
  return list
end

local function near(expected, found, what)
  assert.is_true(math.abs(expected - found) <= 1e-10 * math.max(1, math.abs(expected)),
    ("%s: %.17g expected, got %.17g"):format(what or "", expected, found))
end

local function message(fields, list)
  return (raised(function() of(fields, list) end))
end

local function notices(fields, list)
  local texts = {}
  for i, notice in ipairs(of(fields, list).notices) do
    texts[i] = notice.month .. ": " .. notice.message
  end
  return texts
end

-- The series of a list with changes to the values of one.
local function changed(list, name, change)
  for i, one in ipairs(list) do
    if one.name == name then
      local values = table.move(one.values, 1, #one.values, 1, {})
      change(values)
      list[i] = ingot.series { name = name, from = one:period(1), values = values,
        unit = one.unit }
    end
  end
  return list
end

describe("an index by every method", function()
  for _, method in ipairs(METHODS) do
    describe(method, function()
      it("does not depend on the order of its components, to the bit", function()
        local a = levels(of { method = method, components = { "s1", "s2", "s3", "s4" } })
        local list = walks(4)
        list[1], list[4] = list[4], list[1]
        local b = levels(of({ method = method, components = { "s3", "s1", "s4", "s2" } }, list))
        assert.same(a, b)
      end)

      it("has contributions that add up to its change, and as printed", function()
        local built = of { method = method, base = method ~= "diffusion" and 2016 or nil }
        for _, within in ipairs { "2015-04", "2018-12", "2020-12" } do
          local moved = built:contributions(within)
          local list, printed = {}, number.exact(0, 0)
          for i, row in ipairs(moved.rows) do
            list[i] = number.float(row.contribution.value)
            printed = number.add(printed, row.printed.value)
          end
          local level = built:at(within)
          near(number.float(level.value) - number.float(level.before.value), ingot.stat.sum(list), within)
          near(number.float(level.change.value), ingot.stat.sum(list), within)
          assert.equal(number.text(moved.total.printed.value), number.text(printed))
          assert.equal(1, moved.coverage)
        end
      end)

      it("mirrors when all its components are inverted", function()
        local plain = levels(of { method = method })
        local mirrored = levels(of { method = method, components = { { "s1", invert = true },
          { "s2", invert = true }, { "s3", invert = true }, { "s4", invert = true } } })
        local means = { ingot.stat.mean(plain), ingot.stat.mean(mirrored) }
        assert.equal(#plain, #mirrored)
        for i, level in ipairs(plain) do
          if method == "diffusion" then
            near(100 - level, mirrored[i])
          elseif method == "oecd" then -- cycles stand around 100
            near(200 - level / means[1] * 100, mirrored[i] / means[2] * 100)
          else
            near(1e4 / level, mirrored[i])
          end
        end
      end)

      it("knows weights only by their proportions", function()
        local one = levels(of { method = method, components = { { "s1", weight = 1 },
          { "s2", weight = 2 } } })
        local other = levels(of { method = method, components = { { "s1", weight = 3.5 },
          { "s2", weight = 7 } } })
        for i, level in ipairs(one) do
          near(level, other[i])
        end
      end)

      it("goes on without a component that ends, with the weights of the others", function()
        local list = changed(walks(4), "s4", function(values)
          for t = 61, 72 do
            values[t] = nil
          end
        end)
        local fields = { method = method }
        if method == "conference_board" then
          fields.project = false
        end
        local built = of(fields, list)
        assert.equal("2020-12", tostring(built.to))
        local moved = built:contributions "2020-06"
        assert.same({ "s4" }, moved.missing)
        assert.equal(0.75, moved.coverage)
        assert.equal(3, #moved.rows)
        local sum = 0
        for _, row in ipairs(moved.rows) do
          sum = sum + row.contribution.value.real
        end
        near(number.float(built:at("2020-06").change.value), sum)
      end)
    end)
  end

  it("keeps growth when rebased", function()
    for _, method in ipairs { "nber", "conference_board", "esri", "oecd" } do
      local plain, rebased = levels(of { method = method }), levels(of { method = method, base = 2018 })
      local sum = 0
      for t = 2, #plain do
        near(plain[t] / plain[t - 1], rebased[t] / rebased[t - 1], method)
      end
      for t = 37, 48 do
        sum = sum + rebased[t - 72 + #rebased]
      end
      near(1200, sum, method)
    end
  end)

  it("leaves the rest as if a missing component were none of it", function()
    local list = changed(walks(4), "s4", function(values)
      for t = 1, 72 do
        values[t] = t > 66 and values[t] or false
      end
    end)
    local late = of({ method = "diffusion" }, list)
    local without = of { method = "diffusion", components = { "s1", "s2", "s3" } }
    assert.equal(without:at("2017-05").value.real, late:at("2017-05").value.real)
    assert.same({ "2020-07: series 's4' begins in 2020-07: until then the others stand for it" },
      { late.notices[1].month .. ": " .. late.notices[1].message })
  end)
end)

describe("an index that is like another", function()
  it("has its mean size by the NBER, its mean growth by The Conference Board", function()
    define("coincident", { components = { "s1", "s2" } })
    local list = walks(4)
    local one = ingot.index.of("coincident", list)
    local other = of({ components = { "s3", "s4" }, like = "coincident" }, list)
    local sizes = { 0, 0 }
    for i, built in ipairs { one, other } do
      local values = levels(built)
      for t = 2, #values do
        sizes[i] = sizes[i] + math.abs(200 * (values[t] - values[t - 1]) / (values[t] + values[t - 1]))
      end
    end
    near(sizes[1], sizes[2])
    define("coincident", { method = "conference_board", components = { "s1", "s2" } })
    one = ingot.index.of("coincident", list)
    other = of({ method = "conference_board", components = { "s3", "s4" }, like = "coincident" }, list)
    local a, b, means = levels(one), levels(other), { 0, 0 }
    for t = 2, #a do
      means[1] = means[1] + 200 * (a[t] - a[t - 1]) / (a[t] + a[t - 1])
      means[2] = means[2] + 200 * (b[t] - b[t - 1]) / (b[t] + b[t - 1])
    end
    near(means[1], means[2])
    local moved = other:contributions "2018-05"
    assert.equal("Trend of the coincident index", moved.rows[3].name)
  end)

  it("is refused when that has another method, or is like it", function()
    define("coincident", { method = "esri" })
    assert.equal("HERE: index 'tested': like: 'coincident' is made by the method 'esri', not 'nber'",
      message { like = "coincident" })
    define("coincident", { like = "tested" })
    assert.equal("HERE: index 'tested': like: it is like itself", message { like = "coincident" })
    assert.equal("HERE: unknown index 'nobody'; indices are 'coincident', 'reference', "
      .. "'reference_leading', 'tested'", (message { like = "nobody" }
        :gsub("'aluminum_%a+', ", "")
        :gsub("'coincident',.*", "'coincident', 'reference', 'reference_leading', 'tested'")))
  end)
end)

describe("the claims of an index", function()
  it("are its level, its change in points and the level before", function()
    local built = of { base = 2018 }
    local level = built:at "2020-12"
    assert.equal("index", level.kind)
    assert.equal("tested", level.metric)
    assert.equal("points", level.change.unit)
    assert.equal("index_change", level.change.kind)
    assert.equal(level.before.value.real, built:at("2020-11").value.real)
    assert.equal(level.value.real, built:at().value.real)
    assert.equal(("%.1f"):format(level.value.real), level:text())
    assert.equal("before * (200 + (s1 + s2 + s3 + s4)) / (200 - (s1 + s2 + s3 + s4))", level.formula)
  end)

  it("are unknown outside of the months it covers, and say so", function()
    local built = of {}
    local level = built:at "2021-01"
    assert.is_nil(level.value)
    assert.equal("the index covers 2015-01 to 2020-12", level.reason)
    assert.equal("the index covers 2015-01 to 2020-12", level.change.reason)
    assert.is_nil(built:at("2015-01").change.value)
    assert.equal("HERE: index 'tested': a month expected, got 2020-Q1",
      (raised(function() built:at "2020-Q1" end)))
    assert.equal("HERE: index 'tested': contributions: a month from 2015-02 to 2020-12 expected, "
      .. "got 2015-01", (raised(function() built:contributions "2015-01" end)))
  end)

  it("say which components are projected", function()
    local list = changed(walks(4), "s2", function(values)
      values[71], values[72] = nil, nil
    end)
    local built = of({ project = 1 }, list)
    assert.same({ "s2" }, built:contributions("2020-12").projected)
    assert.same({}, built:contributions("2020-10").projected)
    assert.equal(0.75, built:contributions("2020-12").coverage)
    assert.is_true(built:at("2020-12").projected)
    assert.same({ "2020-11: series 's2' ends in 2020-10: 2020-11 to 2020-12 are projected, by an "
      .. "autoregression of 1 month" }, notices({ project = 1 }, list))
  end)

  it("come as a table and as a series", function()
    local built = of { base = 2018 }
    local data = built:table()
    assert.equal(72, #data)
    assert.equal(built:at("2020-12").value.real, data:column("value")[72])
    local one = built:values()
    assert.equal("tested", one.name)
    assert.equal(built:at("2015-01").value.real, one.values[1])
  end)
end)

describe("the formula of every claim of an index", function()
  -- A claim or operand as a claims file has it.
  local function written(what)
    local operands = {}
    for i, operand in ipairs(what.operands) do
      operands[i] = { name = operand.name, of = operand.of, value = number.text(operand.value) }
    end
    return { formula = what.formula, operands = operands }
  end

  -- Holds a claim, and what it is made of, to their formulas; gives how many there were.
  local function hold(what, n)
    if #(rawget(what, "operands") or {}) == 0 then
      return n
    end
    local again = evaluate.over_operands(written(what))
    assert.is_truthy(again, what.formula)
    local expected = number.float(what.value)
    assert.is_true(math.abs(number.float(again) - expected) <= 1e-10 * math.max(1e-3, math.abs(expected)),
      ("%s: %.17g expected, got %.17g"):format(what.formula, expected, number.float(again)))
    n = n + 1
    for _, operand in ipairs(what.operands) do
      n = hold(operand, n)
    end
    return n
  end

  for _, method in ipairs(METHODS) do
    it("gives it again from its operands, by the method " .. method, function()
      local list = walks(4)
      list[2].unit = "%"
      changed(list, "s4", function(values)
        values[72] = nil
      end)
      local components = { { "s1", weight = 3 }, { "s2", invert = true }, "s3", "s4" }
      define("coincident", { method = method, components = { "s1", "s3" } })
      local like = (method == "nber" or method == "conference_board" or method == "esri")
        and "coincident" or nil
      for _, other in ipairs { false, like } do
        local built = of({ method = method, components = components, like = other or nil }, list)
        for _, within in ipairs { "2015-04", "2018-07", "2020-12" } do
          local level = built:at(within)
          assert.is_true(hold(level, 0) >= 4)
          assert.is_true(hold(level.change, 0) >= 7)
          for _, row in ipairs(built:contributions(within).rows) do
            hold(row.contribution, 0)
          end
        end
      end
    end)
  end
end)

describe("a projection", function()
  it("continues an autoregression", function()
    local project = require "ingot.index.project"
    local list = { false, 1.0, -2.0 }
    for t = 4, 40 do
      list[t] = 0.5 + 0.6 * list[t - 1] - 0.3 * list[t - 2]
    end
    local found = project.changes(list, 30, 3, 2)
    for i = 1, 3 do
      assert.is_true(math.abs(found[i] - list[30 + i]) < 1e-9)
    end
    assert.is_nil(project.changes(list, 8, 3, 2))
  end)
end)

describe("odd data of an index", function()
  it("are noted with series and month", function()
    local list = walks(4)
    list[2] = ingot.series { name = "s2", from = "2015-01", values = { 5, 5, 5 } }
    changed(list, "s3", function(values)
      values[10], values[11], values[12], values[13], values[14] = false, false, false, false, false
    end)
    changed(list, "s4", function(values)
      values[20] = -3
    end)
    assert.same({
      "2015-01: series 's2' is 5 from 2015-01 to 2015-03 throughout: left out",
      "2015-10: series 's3' has no value of 2015-10, 2015-11, 2015-12 and 2 more: there and in the "
        .. "month after, the others stand for it",
      "2016-08: series 's4' is -3 in 2016-08: its changes are plain differences throughout",
    }, notices({}, list))
  end)

  it("are noted when a unit is not known", function()
    local list = walks(4)
    list[1].unit = "bushels"
    assert.same({ "2015-01: series 's1' is in 'bushels' from 2015-01 on, a unit that is not known: "
      .. "taken as it is" }, notices({}, list))
  end)

  it("are warned of where the script asked", function()
    of({}, changed(walks(4), "s1", function(values)
      values[33] = -1
    end))
    local all = read.warnings()
    assert.equal("index 'tested': series 's1' is -1 in 2017-09: its changes are plain differences "
      .. "throughout", all[#all].message)
  end)

  it("end the index where 60 % of the weight or less is left", function()
    local list = walks(4)
    for _, name in ipairs { "s1", "s2" } do
      changed(list, name, function(values)
        values[72] = nil
      end)
    end
    local built = of({}, list)
    assert.equal("2020-11", tostring(built.to))
    assert.same({ "2020-11: ends in 2020-11: of 2020-12 there is 50% of the weight (without 's1', "
      .. "'s2'), and more than 60% is needed" }, notices({}, list))
    assert.equal("2020-12", tostring(of({ coverage = 0.4 }, list).to))
  end)

  it("are an error where too little is left in the middle", function()
    local list = walks(4)
    for _, name in ipairs { "s1", "s2" } do
      changed(list, name, function(values)
        values[40] = false
      end)
    end
    assert.equal("HERE: index 'tested': of 2018-04 there is 50% of the weight (without 's1', 's2'), "
      .. "and more than 60% is needed", message({}, list))
  end)

  it("are an error when they are not monthly, or not above 0 against the script's word", function()
    local list = changed(walks(4), "s1", function(values)
      for t = 1, 72 do
        values[t] = t % 3 == 0 and values[t]
      end
    end)
    assert.equal("HERE: index 'tested': series 's1': no month follows another (2015-03, 2015-06, …); "
      .. "monthly values expected", message({}, list))
    list = changed(walks(4), "s1", function(values)
      values[5] = 0
    end)
    assert.equal("HERE: index 'tested': series 's1': 0 in 2015-05; symmetric changes need values "
      .. 'above 0, take transform = "difference"',
      message({ components = { { "s1", transform = "symmetric" }, "s2" } }, list))
  end)

  it("are an error when a series is not there, or nothing is left", function()
    assert.equal("HERE: index 'tested': unknown series 'elsewhere'; series are 's1', 's2', 's3', 's4'",
      message { components = { "elsewhere" } })
    assert.equal("HERE: index 'tested': no component is left from 2015-01 to 2015-03",
      message({ components = { "s1" } },
        { ingot.series { name = "s1", from = "2015-01", values = { 5, 5, 5 } } }))
    assert.equal("HERE: index 'tested': base 2014: it covers 2015-01 to 2020-12",
      message { base = 2014 })
  end)

  it("give plain differences for rates", function()
    local list = walks(2)
    list[1].unit = "%"
    local built = of({ components = { "s1", "s2" } }, list)
    local operand = built:at("2018-01").operands[2]
    assert.equal("factor * (now - before)", operand.formula)
  end)
end)

describe("a definition of an index", function()
  local function refused(fields)
    return (raised(function() define("bad", fields) end))
  end

  it("is refused where it is written", function()
    assert.equal("HERE: index 'bad': method: unknown method 'nbr' (did you mean 'nber'?)",
      refused { method = "nbr" })
    assert.equal("HERE: index 'bad': component 's1' stands twice",
      refused { components = { "s1", { "s1" } } })
    assert.equal("HERE: index 'bad': component 's1': weight: a number above 0 expected, got 0",
      refused { components = { { "s1", weight = 0 } } })
    assert.equal("HERE: index 'bad': component 's1': unknown field 'wieght' (did you mean 'weight'?)",
      refused { components = { { "s1", wieght = 1 } } })
    assert.equal("HERE: index 'bad': component 'before': formulas of indices use that name; give the "
      .. "series another", refused { components = { "before" } })
    assert.equal("HERE: index 'bad': the method 'nber' has no span", refused { span = 3 })
    assert.equal("HERE: index 'bad': span: a whole number of months from 1 expected, got 0.5",
      refused { method = "diffusion", span = 0.5 })
    assert.equal("HERE: index 'bad': like: the method 'oecd' follows no other index",
      refused { method = "oecd", like = "tested" })
    assert.equal("HERE: index 'bad': base: the method 'diffusion' has none",
      refused { method = "diffusion", base = 2015 })
    assert.equal("HERE: index 'bad': project: the method 'oecd' projects nothing",
      refused { method = "oecd", project = true })
    assert.equal("HERE: index 'bad': coverage: a part of the weight from 0 to below 1 expected, got 60",
      refused { coverage = 60 })
    assert.equal("HERE: index 'bad': base: a year or a period, as 2015 or \"2015-01..06\", expected, "
      .. "got soon", refused { base = "soon" })
    assert.equal("HERE: index 'bad': components: a list expected, as { { \"al_output\", weight = 2 }, "
      .. "{ \"alumina_output\" } }", refused { components = {} })
  end)
end)
