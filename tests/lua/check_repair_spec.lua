-- Slips planted into figures that hold, and the edit that takes them out again.

local conflicts <const> = require "ingot.check.conflicts"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local repair <const> = require "ingot.check.repair"
local repair_digits <const> = require "ingot.check.repair.digits"

local imports <const> = { what = "import", product = "primary aluminum" }
local exports <const> = { what = "export", product = "primary aluminum" }
local net <const> = { what = "net import", product = "primary aluminum" }

local units <const> = { mt = "t", ["%"] = "%" }

-- A claim as it would be read from "634,300 mt" or "-11.2%".
local function say(kind, quote, subject, when, fields)
  local sign <const>, digits <const>, unit <const> = quote:match "^(%-?)([%d,.]+) ?(.*)$"
  local value <const> = assert(number.parse(sign .. digits:gsub(",", "")))
  local claim <const> = { kind = kind, quote = quote, digits = digits, offset = 100,
    length = #quote, digits_offset = 100 + #sign, value = value, step = number.exact(1, value.scale),
    unit = units[unit], subject = subject, period = period(when), sentence = 1, block = 1 }
  for field, of in pairs(fields or {}) do claim[field] = of end
  return claim
end

-- Claims in their order, numbered.
local function article(list)
  for i, claim in ipairs(list) do claim.id = "f" .. i end
  return list
end

local TO_APRIL <const> = "2025-01..04"

-- Imports less exports are net imports, for the year to date, with their growth: as printed in an
-- article of 2025, with one of the digits wrong.
local function year_to_date(fields)
  local printed <const> = { imports = "634,300 mt", exports = "34,500 mt", net = "799,800 mt" }
  for name, quote in pairs(fields or {}) do printed[name] = quote end
  return article {
    say("ytd", printed.imports, imports, TO_APRIL),
    say("ytd_yoy", printed.imports_yoy or "-11.2%", imports, TO_APRIL),
    say("ytd", printed.exports, exports, TO_APRIL),
    say("ytd_yoy", printed.exports_yoy or "139.6%", exports, TO_APRIL),
    say("net", printed.net, net, TO_APRIL),
    say("ytd_yoy", printed.net_yoy or "-13.6%", net, TO_APRIL),
  }
end

-- The repair of the one conflict that there is.
local function repair_of(claims)
  local found <const> = conflicts.find(claims)
  assert.equal(1, #found.conflicts)
  return repair.find(found.conflicts[1], claims, found.system), found
end

describe("the repair of a slip", function()
  it("is the one digit with which six year-to-date figures hold", function()
    local claims <const> = year_to_date()
    local found <const>, before <const> = repair_of(claims)
    assert.equal(claims[1], found.claim)
    assert.same({ "digit", "634,300", "834,300", true, 100, 7 },
      { found.edit, found.from, found.to, found.unique, found.offset, found.length })
    assert.equal(("634,300 → 834,300, the only one-digit change with which these %d figures hold")
      :format(#before.conflicts[1].claims), found.text)
    assert.equal("834300", number.text(found.changed.value))
    assert.is_false(before.system:feasible()) -- as it was
    assert.is_true(repair.find({ claims = claims }, claims, before.system).unique) -- of all six
  end)

  it("is none where figures hold", function()
    assert.same({}, conflicts.find(year_to_date { imports = "834,300 mt" }).conflicts)
  end)

  local function levels(...)
    local list <const> = {}
    for i, quote in ipairs { ... } do
      list[i] = say("level", quote, exports, "2025-12")
    end
    return article(list)
  end

  for name, case in pairs {
    ["two digits swapped back"] =
      { year_to_date { imports = "843,300 mt" }, 1, "swap", "834,300" },
    ["a sign turned"] =
      { year_to_date { imports = "834,300 mt", net_yoy = "13.6%" }, 6, "sign", "−13.6" },
    ["a decimal point moved"] = { levels("13,965 mt", "139,650 mt"), 1, "factor", "139,650" },
    ["ten thousands that were not multiplied"] =
      { year_to_date { imports = "83.43 mt" }, 1, "factor", "834,300" },
    ["a digit put back"] = { levels("139,612 mt", "1,396,512 mt"), 1, "length", "1,396,512" },
  } do
    it("is " .. name, function()
      local found <const> = repair_of(case[1])
      assert.same({ case[2], case[3], case[4] },
        { tonumber(found.claim.id:sub(2)), found.edit, found.to })
    end)
  end

  it("names the others of its kind where it is not the only one", function()
    local found <const> = repair_of(levels("20,811 mt", "20,311 mt"))
    assert.is_false(found.unique)
    assert.same({ "20,811", "20,311", 1 }, { found.from, found.to, #found.others })
    assert.same({ "20,311", "20,811" }, { found.others[1].edited.from, found.others[1].edited.to })
    assert.equal("20,811 → 20,311, one of 2 such repairs (one-digit change) with which these 2 "
      .. "figures hold", found.text)
  end)

  it("is a month label, where the figure is of the month beside", function()
    local russia <const> = { what = "import", product = "primary aluminum", partner = "Russia" }
    local claims <const> = article {
      say("level", "250,511 mt", imports, "2025-04"),
      say("level", "222,019 mt", imports, "2025-03"),
      say("level", "226,314 mt", russia, "2025-04"),
      say("level", "201,273 mt", russia, "2025-03"),
      say("share", "90.34%", russia, "2025-03", { whole = { subject = imports } }),
    }
    local found <const> = repair_of(claims)
    assert.same({ "label", "2025-03", "2025-04", true },
      { found.edit, found.from, found.to, found.unique })
    assert.equal(claims[5], found.claim)
  end)

  it("leaves out what other conflicts are about", function()
    local claims <const> = year_to_date()
    claims[7] = say("level", "20,811 mt", { what = "stock" }, "2025-04", { id = "f7" })
    claims[8] = say("level", "30,811 mt", { what = "stock" }, "2025-04", { id = "f8" })
    local own <const> = table.move(claims, 1, 6, 1, {})
    local system <const> = conflicts.find(claims).system
    assert.is_nil(repair.find({ claims = own }, claims, system))
    local found <const> = repair.find({ claims = own }, claims, system, { claims[7], claims[8] })
    assert.equal("834,300", found.to)
  end)
end)

describe("the digits of a figure", function()
  local function texts(list)
    local found <const> = {}
    for _, digits in ipairs(list) do found[#found + 1] = repair_digits.write(digits) end
    return found
  end
  local function read(text) return assert(repair_digits.read(text)) end

  it("are written as they were", function()
    for _, text in ipairs { "30,400", "14.6", "1,234.50", "7", "0.05", "66500" } do
      assert.equal(text, repair_digits.write(read(text)))
    end
    assert.is_nil(repair_digits.read "216,00a")
    assert.is_nil(repair_digits.read(("9"):rep(16)))
  end)

  it("are replaced one at a time, and never lead with a zero", function()
    local list <const> = texts(repair_digits.replaced(read "0.5"))
    assert.equal(9 + 8, #list) -- 0.0 is no figure
    assert.same({ "1.5", "9.5", "0.1", "0.9" }, { list[1], list[9], list[10], list[17] })
    assert.equal(8, #texts(repair_digits.replaced(read "90"))) -- its zero was not printed as such
    assert.equal(9 + 9 + 8, #texts(repair_digits.replaced(read "30,400")))
  end)

  it("swap with a neighbour", function()
    assert.same({ "4.13", "1.34" }, texts(repair_digits.swapped(read "1.43")))
  end)

  it("are lost and doubled", function()
    local list <const> = texts(repair_digits.stretched(read "22.5"))
    assert.equal("2.5", list[1])
    assert.same({ "122.5", "202.5", "229.5" }, { list[2], list[11], list[#list] })
    assert.equal(1 + 27, #list) -- no zero before it, and with a 2 more it is one number
  end)

  it("have a point that moves", function()
    local function moved(text, k) return repair_digits.write(repair_digits.moved(read(text), k)) end
    assert.same({ "304,000", "3,040", "1,234.5", "146", "1.46", "66,500", "0.0007", "0.5" },
      { moved("30,400", 1), moved("30,400", -1), moved("12,345", -1), moved("14.6", 1),
        moved("14.6", -1), moved("6.65", 4), moved("7", -4), moved("0.05", 1) })
  end)
end)
