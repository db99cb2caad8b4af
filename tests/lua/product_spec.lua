local ingot = require "ingot"
local number = require "ingot.number"
local product = require "ingot.product"
local raised = require "support.raised"
local read = require "ingot.read"

local function data(rows, covers)
  local columns = { { "month", {} }, { "flow", {} }, { "hs", {} }, { "qty_kg", {} } }
  for i, row in ipairs(rows) do
    for k, value in ipairs { row[1], "export", row[2], row[3] } do columns[k][2][i] = value end
  end
  return ingot.table(columns, {
    types = { month = "month" }, units = { qty_kg = "kg" }, covers = covers or true,
  })
end

local function text(claim)
  return claim.value and number.text(claim.value) or claim.state
end

describe("ingot.product", function()
  it("knows those that come with the program, each with a source and a name for every code", function()
    assert.same({ "76141000", "76149000" }, product.get("wire_cable").codes)
    assert.same({ "alloyed_aluminum", "alumina", "bauxite", "other_wire", "primary_aluminum",
      "steel_core_wire", "unwrought_and_products", "wire_cable" }, product.names())
    for _, name in ipairs(product.names()) do
      local one = product.get(name)
      assert.is_string(one.source)
      assert.is_string(one.zh)
      for _, code in ipairs(one.codes) do assert.is_string(one.parts[code].en) end
    end
    assert.equal("alumina: 28182000", product.summary "alumina")
  end)

  it("refuses a bad definition where it is written", function()
    local function bad(definition)
      return (raised(function() ingot.product "p" (definition) end))
    end
    assert.equal("HERE: product 'p': it needs codes, as codes = { \"76141000\" }", bad { en = "x" })
    assert.equal("HERE: product 'p': it needs a name in a sentence, as en = \"aluminum wire and "
      .. "cable\"", bad { codes = { "76141000" } })
    assert.equal("HERE: product 'p': code 1: an HS code as text expected, got 76141000",
      bad { en = "x", codes = { 76141000 } })
    assert.equal("HERE: product 'p': code 76141000 stands twice",
      bad { en = "x", codes = { "76141000", "76141000" } })
    assert.equal("HERE: product 'p': part 1 is not among its codes",
      bad { en = "x", codes = { "76141000" }, parts = { { en = "y" } } })
    assert.equal("HERE: product 'p': code 76141000 lies within 7614 and would count twice; keep one "
      .. "of them", bad { en = "x", codes = { "76141000", "7614" } })
    assert.equal("HERE: product 'p': changed: 7601 is not among its codes",
      bad { en = "x", codes = { "7614" }, changed = { ["7601"] = "2022-01" } })
  end)

  it("refuses versions that do not follow each other", function()
    local function bad(...)
      local versions = { ... }
      return (raised(function() ingot.product "p" { en = "x", versions = versions } end))
    end
    local function codes(from, to)
      return { from = from, to = to, codes = { "7614" } }
    end
    assert.equal("HERE: product 'p': its list of versions is empty", bad())
    assert.equal("HERE: product 'p': version 2: it needs its first month, as from = \"2022-01\"",
      bad(codes "2017-01", codes()))
    assert.equal("HERE: product 'p': version 2: it begins in 2021-06, before version 1 ends",
      bad(codes("2017-01", "2021-12"), codes "2021-06"))
    assert.equal("HERE: product 'p': version 2: it begins in 2016-01, before version 1 ends",
      bad(codes "2017-01", codes "2016-01"))
    assert.equal("HERE: product 'p': version 1: it ends, 2016-12, before it begins, 2017-01",
      bad(codes("2017-01", "2016-12")))
    assert.equal("HERE: product 'p': version 1: from = '2017': a month expected, as 2022-01",
      bad(codes "2017"))
    assert.equal("HERE: product 'p': version 1: unknown field 'form' (did you mean 'from'?)",
      bad { form = "2017-01", codes = { "7614" } })
    assert.equal("HERE: product 'p': it has both codes and versions; each version holds its own codes",
      (raised(function()
        ingot.product "p" { en = "x", codes = { "7614" }, versions = { codes() } }
      end)))
  end)

  it("is named with the nearest when it is unknown", function()
    assert.equal("HERE: unknown product 'wire_cabel' (did you mean 'wire_cable'?)",
      (raised(function() ingot.cube(data { { "2025-04", "76141000", 1 } })
        :slice { product = "wire_cabel" } end)))
  end)

  it("means what begins with a code that the data do not hold", function()
    local cube = ingot.cube(data {
      { "2025-04", "76141000", 1000 }, { "2025-04", "76149000", 2000 }, { "2025-04", "76151010", 4000 },
    })
    local wires = cube:slice { hs = "7614" }
    assert.equal("3", text(wires:measure("exports", "2025-04")))
    assert.same({ "76141000", "76149000" }, wires:codes())
    assert.equal("76141000 76149000", wires:measure("exports", "2025-04").where.hs)
    assert.equal("1", text(wires:slice { hs = "761410" }:measure("exports", "2025-04")))
    assert.equal("unknown", text(cube:slice { hs = "7608" }:measure("exports", "2025-04")))
  end)

  it("means a code itself where the data hold it, and never counts its parts with it", function()
    local cube = ingot.cube(data {
      { "2025-04", "7614", 3000 }, { "2025-04", "76141000", 1000 }, { "2025-04", "76149000", 2000 },
    })
    assert.equal("3", text(cube:slice { hs = "7614" }:measure("exports", "2025-04")))
    assert.equal("3", text(cube:slice { product = "wire_cable" }:measure("exports", "2025-04")))
    assert.equal("HERE: slice: hs: it selects 7614 and 76141000, and the latter lies within the "
      .. "former: both would count twice; name the codes of one level, as 7614 alone",
      (raised(function() cube:slice { hs = { "7614", "76141000" } } end)))
    ingot.product "chapter" { en = "aluminum", codes = { "76" } }
    assert.equal("HERE: slice: product: it selects 7614 and 76141000, and the latter lies within the "
      .. "former: both would count twice; name the codes of one level, as 7614 alone",
      (raised(function() cube:slice { product = "chapter" } end)))
    assert.equal("HERE: cube: the data hold 7614 and 76141000, and the latter lies within the former: "
      .. "both would count twice; slice the cube to codes of one level, as cube:slice { hs = \"7614\" }",
      (raised(function() return cube:measure("exports", "2025-04") end)))
  end)

  it("needs codes as text", function()
    local numbers = ingot.table { { "month", { "2025-04" } }, { "hs", { 76141000 } } }
    assert.equal("HERE: slice: product: column 'hs' is decimal(0); read it as text, with types = "
      .. "{ hs = \"text\" }",
      (raised(function() ingot.cube(numbers):slice { product = "wire_cable" } end)))
    local none = ingot.table { { "month", { "2025-04" } } }
    assert.equal("HERE: slice: hs: the data have no column 'hs'",
      (raised(function() ingot.cube(none):slice { hs = "7614" } end)))
  end)

  it("refuses a code finer than the data", function()
    local cube = ingot.cube(data { { "2025-04", "761410", 1000 } })
    assert.equal("HERE: slice: product: code 76141000 is finer than the data, which hold 761410 alone; "
      .. "use 761410", (raised(function() cube:slice { product = "steel_core_wire" } end)))
  end)

  it("counts the codes of each version in its months alone", function()
    ingot.product "radio" {
      en = "radios", versions = {
        { from = "2021-01", codes = { "85171200" }, hs = "HS2017" },
        { from = "2022-01", codes = { "85171300", "85171400" }, hs = "HS2022" },
      },
    }
    local rows = {
      { "2021-11", "85171200", 1000 }, { "2021-12", "85171200", 2000 }, { "2022-02", "85171200", 64000 },
      { "2021-12", "85171300", 32000 }, { "2022-01", "85171300", 4000 }, { "2022-01", "85171400", 8000 },
      { "2022-02", "85171400", 16000 },
    }
    local cube = ingot.cube(data(rows, { from = "2020-12", to = "2022-02" }))
      :slice { product = "radio" }
    assert.equal("2", text(cube:measure("exports", "2021-12")))
    assert.equal("12", text(cube:measure("exports", "2022-01")))
    assert.equal("16", text(cube:measure("exports", "2022-02")))
    assert.equal("500", text(cube:measure("exports", "2022-01").mom))
    assert.equal("31", text(cube:measure("exports", "2021-01..2022-02")))
    assert.equal("unknown", text(cube:measure("exports", "2020-12")))
    assert.equal("16", text(cube:slice { hs = "85171400" }:measure("exports", "2022-02")))
    assert.equal("HS codes: 85171200 from January 2021 to December 2021; 85171300 and 85171400 from "
      .. "January 2022 on", cube:note().en)
    assert.equal("HS codes: 85171300 and 85171400 from January 2022 on", cube:note("2022-02").en)
    assert.equal("海关编码：2021年1月至2021年12月为85171200；2022年1月起为85171300和85171400", cube:note().zh)
    local record = product.record "radio"
    assert.equal("2021-01", record[1].from)
    assert.equal("2021-01 to 2021-12: 85171200; from 2022-01: 85171300, 85171400",
      product.recorded_text(record))
    assert.equal("76141000, 76149000", product.recorded_text(product.record "wire_cable"))
  end)

  it("gives the note on its codes in both languages", function()
    local cube = ingot.cube(data {
      { "2025-04", "76141000", 1000 }, { "2025-04", "76149000", 2000 }, { "2025-04", "76151010", 4000 },
    })
    local note = cube:slice { product = "wire_cable" }:note()
    assert.equal("HS codes: 76141000 for steel-core aluminum stranded wire; 76149000 for other "
      .. "aluminum stranded wire", note.en)
    assert.equal("海关编码：钢芯铝绞线76141000；其他铝绞线76149000", note.zh)
    assert.equal("HS code: 76151010", cube:slice { hs = "76151010" }:note().en)
    assert.equal("HERE: note: the cube is not sliced to a product or to HS codes",
      (raised(function() cube:note() end)))
  end)

  it("names a part once in the note, for all its codes in the data", function()
    ingot.product "wire" {
      en = "wire", codes = { "7605", "7614" }, parts = {
        ["7605"] = { en = "aluminum wire", zh = "铝丝" }, ["7614"] = { en = "stranded wire", zh = "铝绞线" },
      },
    }
    local note = ingot.cube(data {
      { "2025-04", "76051100", 1 }, { "2025-04", "76051900", 1 }, { "2025-04", "76052100", 1 },
      { "2025-04", "76141000", 1000 }, { "2025-04", "76149000", 2000 },
    }):slice { product = "wire" }:note()
    assert.equal("HS codes: 76051100, 76051900 and 76052100 for aluminum wire; 76141000 and "
      .. "76149000 for stranded wire", note.en)
    assert.equal("海关编码：铝丝76051100、76051900和76052100；铝绞线76141000和76149000", note.zh)
  end)

  it("warns once where a code changed its meaning between the months compared", function()
    ingot.product "switches" {
      en = "switches", codes = { "85176290" }, changed = { ["85176290"] = "2022-01" },
    }
    local cube = ingot.cube(data {
      { "2021-12", "85176290", 1000 }, { "2022-01", "85176290", 2000 }, { "2022-02", "85176290", 3000 },
    }):slice { product = "switches" }
    local before = #read.warnings()
    assert.equal("50", text(cube:measure("exports", "2022-02").mom))
    assert.equal(before, #read.warnings())
    assert.equal("100", text(cube:measure("exports", "2022-01").mom))
    assert.equal("6", text(cube:measure("exports", "2021-12..2022-02")))
    assert.equal(before + 1, #read.warnings())
    assert.equal("product 'switches': code 85176290 means something else from 2022-01 on: figures "
      .. "before and after are compared that are not alike; compare within one edition of the HS, or "
      .. "give the product versions", read.warnings()[before + 1].message)
  end)
end)
