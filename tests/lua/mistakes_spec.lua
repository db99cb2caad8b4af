-- What an analyst's mistakes get: a script, run as a user runs it, and the whole of what it says. Each
-- message carries the script's line, and the nearest name or what to do.

local run = require("support.mistake").run

local TIMES <const> = "'%s' is not a period%s"
local EXPECTED <const> = ": expected 2025-04, 2025-Q1, 2025-H1, 2025, 2025-01..04 or 2024-11..2025-02, "
  .. "or words as April 2025 or 2025年1-4月"

local STOCK <const> = [[
ingot.metric "stock" { formula = "sum(qty_kg)", unit = "kg", adds = { "regions" } }
]]

local UNITS <const> = [[
local weighed = ingot.cube(ingot.read("data.csv", { units = { qty_kg = "kg", value_usd = "USD" },
  types = { hs = "text", partner_code = "text" } }))
]]

local ARTICLE <const> = [[
local article = ingot.article { title = "T", period = "2025-04", names = { x = x } }
]]

-- What it is, the script from line 4 on, and what stands behind "script.lua:" on stderr.
local mistakes <const> = {
  -- parts and wholes
  { "a share of a part outside its whole", [[
local mexico = cube:slice { partner = "Mexico" }:measure("exports", "2025-04")
local x = cube:measure("exports", "2025-04"):share_of(mexico)]],
    "5: share_of: the part does not lie in the whole; slice it from the cube of the whole" },
  { "a share of another metric", [[
local x = cube:measure("exports", "2025-04"):share_of(cube:measure("value", "2025-04"))]],
    "4: share_of: the part is of exports, the whole of value" },
  { "a share of another period", [[
local x = cube:measure("exports", "2025-04"):share_of(cube:measure("exports", "2025-03"))]],
    "4: share_of: the part is of 2025-04, the whole of 2025-03" },
  { "a rank of the whole", [[local x = cube:measure("exports", "2025-04").rank]],
    '4: exports: the whole has no rank; ask one of its parts, as cube:by("partner")' },
  { "a streak of the whole", [[local x = cube:measure("exports", "2025-04").streak]],
    '4: exports: the whole has no streak; ask one of its parts, as cube:by("partner")' },
  { "a share of the whole", [[local x = cube:measure("exports", "2025-04").share]],
    '4: exports: the whole has no share; ask one of its parts, as cube:by("partner")' },
  { "a dot for a colon", [[local x = cube.measure("exports", "2025-04")]],
    "4: measure: a cube expected before it, got string; a colon asks it, as cube:measure(…)" },
  { "a dot for a colon, without a word", [[local x = cube.codes()]],
    "4: codes: a cube expected before it, got nil; a colon asks it, as cube:codes(…)" },
  { "a sum of claims", [[
local x = cube:measure("exports", "2025-04")
local y = x + cube:measure("exports", "2025-03")]],
    "5: cannot calculate with a claim (level of exports): its number is .value; what is printed is "
      .. 'calculated by a metric of metrics, as ingot.metric "balance" { formula = "exports - imports" }' },
  { "a number divided by a claim", [[local y = 1 / cube:measure("exports", "2025-04").mom]],
    "4: cannot calculate with a claim (mom of exports): its number is .value; what is printed is "
      .. 'calculated by a metric of metrics, as ingot.metric "balance" { formula = "exports - imports" }' },
  { "a claim against a number", [[if cube:measure("exports", "2025-04") > 3 then return end]],
    "4: cannot compare with a claim (level of exports): its number is .value; a threshold that decides "
      .. "what is said is a rule of a class (ingot.class)" },
  { "a product twice", [[cube:slice { product = "wire_cable" }:slice { product = "alumina" }]],
    "4: slice: the cube is of product 'wire_cable' already" },
  { "a coroutine's own error, with its place once", [[coroutine.wrap(function() error "odd" end)()]],
    "4: odd" },
  { "slices with nothing in both", [[cube:slice { partner = "Mexico" }:slice { partner = "502" }]],
    "4: slice: partner: '502' leaves nothing of '429'" },

  -- metrics summed that may not be
  { "a rate that is said to add up",
    [[ingot.metric "rate" { formula = "sum(value_usd) / sum(qty_kg)", unit = "USD/kg", adds = true }]],
    "4: metric 'rate': 'sum(value_usd) / sum(qty_kg)' does not add up over regions: a rate is never "
      .. "summed; leave it out of adds" },
  { "a share of a rate", [[
local row = cube:by("partner"):one("Mexico", "unit_value", "2025-04")
local x = row.unit_value.share]],
    "5: unit_value: a share needs a metric that adds up; this one does not" },
  { "a contribution of a rate", [[
local row = cube:by("partner"):one("Mexico", "unit_value", "2025-04")
local x = row.unit_value.contribution]],
    "5: unit_value: a contribution needs a metric that adds up; this one does not" },
  { "a stock over months", STOCK .. [[local x = cube:measure("stock", "2025-03..04")]],
    "5: stock: it does not add up over months, so it has no level in 2025-03..04; ask a month, as "
      .. "2025-04" },
  { "a stock in the year to date", STOCK .. [[local x = cube:measure("stock", "2025-04").ytd]],
    "5: stock: it does not add up over months, so it has no level in 2025-01..04; ask a month, as "
      .. "2025-04" },
  { "members by a stock over months",
    STOCK .. [[local x = cube:by("partner"):top(3, "stock", "2025-03..04")]],
    "5: stock: it does not add up over months, so it has no level in 2025-03..04; ask a month, as "
      .. "2025-04" },

  -- unlike units
  { "unlike metrics added", [[ingot.metric "both" { formula = "exports - value" }]],
    "4: metric 'both': formula: unlike units: 'exports' is in t, 'value' in USD\n"
      .. "  ingot.metric \"both\" { formula = \"exports - value\" }\n"
      .. (" "):rep(43) .. "^" },
  { "unlike columns added", UNITS .. [[
ingot.metric "both" { formula = "sum(qty_kg) + sum(value_usd)", unit = "kg" }
local x = weighed:measure("both", "2025-04")]],
    "7: metric 'both': unlike units: sum(qty_kg) is in kg, sum(value_usd) in USD" },
  { "a unit that the columns do not give", UNITS .. [[
ingot.metric "worth" { formula = "sum(value_usd)", unit = "kg" }
local x = weighed:measure("worth", "2025-04")]],
    "7: metric 'worth': its unit says kg, its formula sum(value_usd) gives USD" },

  -- names
  { "an unknown product", [[cube:slice { product = "wire_cabel" }]],
    "4: unknown product 'wire_cabel' (did you mean 'wire_cable'?)" },
  { "an unknown region", [[cube:slice { region = "ASAEN" }]],
    "4: unknown region 'ASAEN' (did you mean 'ASEAN'?)" },
  { "an unknown region to list", [[cube:by_region("EU", "ASAEN")]],
    "4: unknown region 'ASAEN' (did you mean 'ASEAN'?)" },
  { "an unknown metric", [[cube:measure("export", "2025-04")]],
    "4: unknown metric 'export' (did you mean 'exports'?)" },
  { "an unknown metric of a decomposition",
    [[cube:by("hs"):price_volume_mix("2025-04", { value = "value", quantity = "exprts" })]],
    "4: unknown metric 'exprts' (did you mean 'exports'?)" },
  { "an unknown class", [[cube:by("partner"):classes("grwth", "exports", "2025-04")]],
    "4: unknown class 'grwth' (did you mean 'growth'?)" },
  { "an unknown dimension", [[cube:by "partnr"]],
    "4: unknown dimension 'partnr' (did you mean 'partner'?)" },
  { "an unknown axis", [[cube:slice { partners = "Mexico" }]],
    "4: slice: unknown axis 'partners' (did you mean 'partner'?)" },
  { "an unknown partner", [[cube:slice { partner = "Mexiko" }]],
    "4: unknown partner 'Mexiko' (did you mean 'Mexico'?)" },
  { "an unknown flow", [[cube:slice { flow = "exprt" }]],
    "4: unknown flow 'exprt' (did you mean 'export'?)" },
  { "an unknown measure", [[local x = cube:measure("exports", "2025-04").moom]],
    "4: a claim (level) has no 'moom' (did you mean 'mom'?)" },
  { "an unknown measure of a table",
    [[local x = cube:by("partner"):table("exports", "2025-04", { "level", "mon" })]],
    "4: table: unknown measure 'mon' (did you mean 'mom'?)" },
  { "an unknown method", [[cube:mesure("exports", "2025-04")]],
    "4: a cube has no 'mesure' (did you mean 'measure'?)" },
  { "an unknown partner of a region", [[ingot.region "mine" { "Mexiko", source = "me" }]],
    "4: region 'mine': unknown partner 'Mexiko' (did you mean 'Mexico'?)" },
  { "a table that the cube does not have", [[
ingot.metric "lme" { formula = "mean(value)", from = "prices", unit = "USD/t" }
local x = cube:measure("lme", "2025-04")]],
    "5: metric 'lme' is of the table 'prices', which the cube does not have; give it as "
      .. "ingot.cube(data, { with = { prices = … } })" },

  -- codes
  { "a product whose codes count twice",
    [[ingot.product "twice" { en = "twice", zh = "x", codes = { "7614", "76141000" } }]],
    "4: product 'twice': code 76141000 lies within 7614 and would count twice; keep one of them" },

  -- periods
  { "a month that is none", [[cube:measure("exports", "2025-13")]],
    "4: '2025-13' is not a period: there is no month 13" },
  { "a misspelt month", [[cube:measure("exports", "Aprl 2025")]],
    "4: " .. TIMES:format("Aprl 2025", " (did you mean 'April'?)") .. EXPECTED },
  { "a period that is a number", [[cube:measure("exports", 2025)]],
    "4: a period as text expected, got number" },
  { "a period outside coverage, in a sentence", [[
local x = cube:measure("exports", "2026-01")
]] .. ARTICLE .. [[article:say "Exports were {x}."]],
    "6: the level of exports in 2026-01 is unknown: the data cover 2025-03 to 2025-04; what may be "
      .. "left out goes in [ ]\n  article:say \"Exports were {x}.\"\n                             ^" },
  { "a base outside coverage, in a sentence", [[
local x = cube:measure("exports", "2025-04")
]] .. ARTICLE .. [[article:say "Exports were {x}, {x.yoy:change} YoY."]],
    "6: the yoy of exports in 2025-04 is unknown: its base is 2024-04, and the data cover 2025-03 to "
      .. "2025-04; what may be left out goes in [ ]\n  article:say \"Exports were {x}, {x.yoy:change} YoY.\"\n"
      .. "                                  ^" },
}

local UNCOVERED <const> = "warning: exports by partner in 2026-01 is unknown: the data cover 2025-03 to "
  .. "2025-04"

-- What is no error, but has to be known.
local warnings <const> = {
  { "the largest in a period outside coverage",
    [[local rows = cube:by("partner"):top(3, "exports", "2026-01")]], "4: " .. UNCOVERED },
  { "a table in a period outside coverage",
    [[return cube:by("partner"):table("exports", "2026-01")]], "4: " .. UNCOVERED },
  { "classes in a period outside coverage",
    [[local parts = cube:by("partner"):classes("growth", "exports", "2026-01")]], "4: " .. UNCOVERED },
}

describe("a mistake of a script", function()
  for _, row in ipairs(mistakes) do
    it(("is told with its line: %s"):format(row[1]), function()
      assert.same({ code = 1, err = "script.lua:" .. row[3] .. "\n" }, run(row[2]))
    end)
  end

  -- A call that a script returns leaves no frame on the stack.
  it("is told with its line when its call is what the script returns", function()
    local MESSAGE <const> = "unknown metric 'export' (did you mean 'exports'?)\n"
    assert.same({ code = 1, err = "script.lua:4: " .. MESSAGE },
      run [[return cube:measure("export", "2025-04")]])
    assert.same({ code = 1, err = "script.lua:7: " .. MESSAGE }, run [==[
local function of(name) if name then return name end return "x" end
--[[ return ]] local text = [=[
return ]=] .. "return \" return" -- return
return cube:measure("export", of "2025-04")]==])
    assert.same({ code = 1, err = "script.lua: " .. MESSAGE }, run [[
if not cube then return nil end -- which of the two it was cannot be told
return cube:measure("export", "2025-04")]])
  end)

  for _, row in ipairs(warnings) do
    it(("is warned of with its line: %s"):format(row[1]), function()
      assert.same({ code = 0, err = "script.lua:" .. row[3] .. "\n" }, run(row[2]))
    end)
  end
end)
