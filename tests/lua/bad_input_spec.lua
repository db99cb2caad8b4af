-- What the shipped scripts make of data and periods that there is little to say of: the sentences,
-- whole, and the errors where there are none. A command each, behind a desk's own products.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local many = require "support.many_customs"
local printed = require "support.printed"
local program = require "support.program"
local random = require "support.random"
local scratch = require "support.scratch"

local shape_of <const> = {}
for n, shape in ipairs(many.shapes) do
  shape_of[shape.what] = n
end

describe("shipped scripts on data with little to say", function()
  local here <const> = lfs.currentdir()
  local root

  setup(function()
    root = scratch.new()
    for _, folder in ipairs { "data", "data/customs", "data/prices", "out", "ingot" } do
      root:mkdir(folder)
    end
    root:write("data/prices/aluminium.csv", bytes_of "data/prices/aluminium.csv")
    root:write("ingot/init.lua", many.desk())
    many.write(random(20250401), function(path, bytes) root:write(path, bytes) end)
  end)

  teardown(function()
    for name in lfs.dir(root:path "out") do
      root:keep(root:path("out/" .. name))
    end
    root:close()
  end)

  local function run(name, period, what, ...)
    local result <const> = program.with({ XDG_CONFIG_HOME = root.folder }, "run",
      ("%s/scripts/%s.lua"):format(here, name), "--root", root.folder, "--out", root:path "out",
      "--no-charts", "--set", "period=" .. period, "--set", "product=" .. many.product(shape_of[what]),
      ...)
    result.err = result.err:gsub("/[^\n]*/scripts/", "scripts/"):gsub("(%.lua):%d+:", "%1:LINE:")
    return result
  end

  -- Holds an article against its sentences, in both languages where it has both.
  local function says(result, expected)
    assert.equal(0, result.code, result.err)
    for _, sentence in ipairs(expected) do
      assert(result.out:find(sentence, 1, true), ("'%s' expected in\n%s"):format(sentence, result.out))
    end
  end

  local function refuses(result, message)
    assert.equal(message, result.err:match "^[^\n]*")
    assert.equal("", result.out)
    assert.equal(1, result.code)
  end

  it("refuses a period without data where a title needs its number", function()
    refuses(run("cable_exports_month", "2031-04", "nothing special"),
      "scripts/cable_exports_month.lua:LINE: article: title: the level of exports in 2031-04 is unknown: "
        .. "the data cover 2023-01 to 2025-10; what may be left out goes in [ ]")
    refuses(run("cable_exports_year", "2025", "nothing special"),
      "scripts/cable_exports_year.lua:LINE: article: title: the level of exports in 2025 is unknown: the data cover "
        .. "2023-01 to 2025-10; what may be left out goes in [ ]")
    refuses(run("regions_and_classes", "2031", "nothing special"),
      "scripts/regions_and_classes.lua:LINE: article: title: the level of exports in 2031 is unknown: the data cover "
        .. "2023-01 to 2025-10; what may be left out goes in [ ]")
  end)

  it("says of a period without data that there are none", function()
    local result <const> = run("primary_aluminium", "2031-04", "nothing special")
    says(result, {
      "China's trade in nothing special, April 2031\n",
      "Imports of nothing special in April 2031 are not in the data. Exports in April 2031 are not "
        .. "there either.\n",
    })
    assert.equal("scripts/primary_aluminium.lua:LINE: warning: imports by partner in 2031-04 is unknown: "
      .. "the data cover 2023-01 to 2025-10\nscripts/primary_aluminium.lua:LINE: warning: imports by mode "
      .. "in 2031-04 is unknown: the data cover 2023-01 to 2025-10\n", result.err)
  end)

  it("refuses what no period can be, at the script's line", function()
    refuses(run("cable_exports_month", "2025", "nothing special"),
      "scripts/cable_exports_month.lua:LINE: period = 2025: a month expected, as 2025-04")
    refuses(run("trade_overview", "April", "nothing special"),
      "scripts/trade_overview.lua:LINE: option 'period': a period such as 2025-04 expected, got 'April'")
  end)

  it("says which flow of a product is missing", function()
    says(run("trade_overview", "2025-03", "exports alone"), {
      "Imports of exports alone\n\nImports of exports alone in March 2025 are not in the data. Imports "
        .. "in Q1 2025 are not there either.\n",
    })
    says(run("primary_aluminium", "2025-04", "imports alone"), {
      "China's trade in imports alone, April 2025\n",
      " Exports of imports alone in April 2025 are not in the data.\n",
    })
  end)

  it("tells a month that no file has from one without trade", function()
    refuses(run("cable_exports_month", "2024-03", "months that no file has"),
      "scripts/cable_exports_month.lua:LINE: article: title: the level of exports in 2024-03 is unknown: "
        .. "the data cover 2023-01 to 2023-12 and 2024-09 to 2025-10; what may be left out goes in [ ]")
    says(run("cable_exports_month", "2024-03", "nothing traded for a year"), {
      "China's exports of nothing traded for a year come to 0 mt in March 2024\n",
    })
  end)

  it("has no rate for a base of zero", function()
    says(run("cable_exports_month", "2025-01", "nothing traded for a year"), {
      "in January 2025, up from none a month earlier and up from none a year earlier.\n",
      "Japan ranked first with 1,305.664 mt, or 95.3% of the total, up 1,305.664 mt MoM. ",
    })
  end)

  it("gives equal quantities equal ranks", function()
    says(run("cable_exports_month", "2025-03", "all quantities equal"), {
      "Hong Kong ranked first for the 27th consecutive month with 20.000 mt, or 20.0% of the total, "
        .. "flat MoM. Japan ranked first for the 27th consecutive month with 20.000 mt, or 20.0% of the "
        .. "total, flat MoM. ",
      "On the whole, exports held steady MoM and stayed flat YoY.\n",
    })
  end)

  it("turns a negative balance into words", function()
    says(run("primary_aluminium", "2025-04", "more imported than exported, and less"), {
      "China's net exports of more imported than exported, and less come to 7,000 mt in April 2025\n",
      "reached 7,000 mt in April 2025, against net imports of 7,000 mt in March 2025 and net exports "
        .. "of 7,000 mt in April 2024. Cumulative net imports from January to April 2025 totaled "
        .. "14,100 mt, down 0.1% YoY.\n",
    })
  end)

  it("has one partner, one province and one mode be all", function()
    local what <const> = "one partner, one province, one mode, one code"
    says(run("primary_aluminium", "2025-03", what), {
      "All imports came from Japan.\n",
      "Ordinary trade accounted for 100.0% of the total, with about 1,800 mt, up 72.9% MoM.",
    })
    says(run("cable_exports_month", "2025-03", what), { "Guangdong ranked first for the 27th consecutive "
      .. "month with 1,513.5 mt, or 100.0% of the total" })
  end)

  it("names the largest of three hundred partners", function()
    says(run("primary_aluminium", "2025-09", "three hundred partners"), {
      "The main sources were the Democratic Republic of the Congo, Ivory Coast, Lesotho, India, "
        .. "Lithuania, Thailand, 名称192, and other countries and regions.\n",
    })
  end)

  it("shows names of the data as text, whatever they are", function()
    says(run("primary_aluminium", "2025-03", "names that are markup"), {
      "All imports came from # heading | cell | <!-- --> &amp; &, <script>alert('x')</script>, Half [x|y] "
        .. "%d, bell\\x07and\\x1B[31mred, \"quoted\" 'twice' \\ back, \\u{202E}turned and A very long ",
    })
    local page <const> = bytes_of(root:path "out/primary_aluminium-2025-03.html")
    assert.is_nil(page:find("<script>alert", 1, true))
    assert.is_nil(page:find("[\1-\8\11-\31]"))
    assert.truthy(page:find("&lt;script&gt;alert", 1, true))
  end)

  it("finds the rows of a partner that no list has", function()
    run("primary_aluminium", "2025-03", "names that are markup")
    local path <const> = "out/primary_aluminium-2025-03.claims.json"
    local n, again = 0, 0
    assert(lfs.chdir(root.folder))
    for _, claim in ipairs(printed.claims(path)) do
      if claim.where.partner == "9003" then
        local why <const> = program.ingot("why", path, claim.id)
        n, again = n + 1, again + (why.out:find "the same computed again\n$" and 1 or 0)
      end
    end
    assert(lfs.chdir(here))
    assert(n > 0)
    assert.equal(n, again)
  end)
end)
