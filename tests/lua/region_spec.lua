-- Regions: those that come with the program, those of a script, and cubes by them.

local dimension = require "ingot.dimension"
local ingot = require "ingot"
local native = require "ingot.native"
local number = require "ingot.number"
local raised = require "support.raised"
local region = require "ingot.region"
local region_file = require "ingot.region.file"
local scratch = require "support.scratch"

local function partners()
  local columns <const> = {}
  for i, name in ipairs { "code", "en", "iso3" } do
    columns[i] = { name = name, kind = "text" }
  end
  return native.read({ native.share .. "/data/partners.csv" }, { columns = columns })
end

local function codes_of(name)
  local codes <const> = {}
  for _, member in ipairs(region.get(name).members) do
    codes[member.code] = (codes[member.code] or 0) + 1
  end
  return codes
end

-- Trade of 2020-01 to 2020-02 and of 2025-09 to 2025-10: Germany, the United Kingdom, Timor-Leste,
-- Singapore, Mexico, and a row without a partner.
local function sample()
  return ingot.table({
    { "month", { "2020-01", "2020-01", "2020-02", "2020-02", "2025-09", "2025-09", "2025-10",
      "2025-10", "2025-10", "2025-10" } },
    { "flow", { "export", "export", "export", "export", "export", "export", "export", "export",
      "export", "export" } },
    { "hs", { "76141000", "76141000", "76141000", "76141000", "76141000", "76141000", "76141000",
      "76141000", "76141000", "76141000" } },
    { "partner_code", { "304", "303", "304", "303", "144", "132", "144", "132", "429", nil } },
    { "qty_kg", { 1000, 2000, 4000, 8000, 1000, 2000, 4000, 8000, 16000, 32000 } },
  }, {
    rows = 10, types = { month = "month" }, units = { qty_kg = "kg" },
    covers = { from = "2020-01", to = "2025-12" },
  })
end

local function text(claim)
  return claim.value and number.text(claim.value) or claim.state
end

local function list(data, name)
  return { table.unpack(data:column(name), 1, #data) }
end

local function by_name(rows)
  local found <const> = {}
  for _, row in ipairs(rows) do
    found[row.name] = row
  end
  return found
end

describe("ingot.region", function()
  it("has a source and names in both languages for all that come with the program", function()
    for _, name in ipairs(region.names()) do
      local one <const> = region.get(name)
      assert.is_truthy(one.source and #one.source > 10, name)
      assert.is_truthy(one.en and one.zh, name)
      assert.is_truthy(#one.members > 0, name)
    end
  end)

  it("puts each partner into one continent, but for those that are no place", function()
    local codes <const> = codes_of "continents"
    local none <const> = {}
    for row in partners():rows() do
      if not codes[row.code] then
        none[#none + 1] = row.code
      else
        assert.equal(1, codes[row.code], row.en)
      end
    end
    assert.same({ "701", "702", "999" }, none) -- unknown, the UN, neutral packing
  end)

  it("puts each partner with an ISO code into one subregion", function()
    local codes <const> = codes_of "subregions"
    for row in partners():rows() do
      if row.iso3 then
        assert.equal(1, codes[row.code], row.en)
      end
    end
  end)

  it("puts each province into one of the four belts", function()
    local codes <const>, n = codes_of "china_belts", 0
    for _, times in pairs(codes) do
      assert.equal(1, times)
      n = n + 1
    end
    assert.equal(31, n)
  end)

  it("counts the members that official lists count", function()
    local sizes <const> = {
      ASEAN = 11, EU = 28, RCEP = 15, GCC = 6, BRICS = 10, ECOWAS = 15, SADC = 16, AMU = 5,
      africa = 54 + 3 + 1, -- countries; Western Sahara, Réunion, Mayotte; "Other Africa"
    }
    for name, n in pairs(sizes) do
      assert.equal(n, #region.get(name).members, name)
    end
  end)

  it("goes by its name, or by what it is called in a sentence", function()
    assert.equal("EU", region.get "the European Union".name)
    assert.equal("EU", region.get "European Union".name)
    assert.equal("EU", region.get "欧盟".name)
    assert.equal("eastern_asia", region.get "Eastern Asia".name)
    assert.equal("asia", region.get "Asia".name)
  end)

  it("takes members by ISO code, customs code, name or alias, with dates", function()
    local one <const> = ingot.region "Spec" {
      "SAU", "429", "Viet Nam", { "GBR", to = "2020-01-31" }, { "TLS", from = "2025-10-26" },
      en = "the five", source = "a spec",
    }
    assert.same({
      of = "partner", source = "a spec", members = {
        { code = "131" }, { code = "429" }, { code = "141" }, { code = "303", to = "2020-01" },
        { code = "144", from = "2025-10" },
      },
    }, region.record "Spec")
    assert.equal("the five", one.zh)
  end)

  it("counts a member in the months at whose end it is one", function()
    ingot.region "Spec" {
      { "GBR", to = "2020-01-30" }, { "DEU", to = "2020-01" }, { "FRA", from = "2020-01-31" },
      { "ITA", from = "2020" },
    }
    local members <const> = region.record "Spec".members
    assert.same({ "2019-12", "2020-01", "2020-01", "2020-01" },
      { members[1].to, members[2].to, members[3].from, members[4].from })
  end)

  it("refuses a bad definition where it is written", function()
    local function bad(definition, name)
      return (raised(function() ingot.region(name or "r")(definition) end))
    end
    assert.equal("HERE: region 'r': unknown partner 'Mexiko' (did you mean 'Mexico'?)",
      bad { "Mexiko" })
    assert.equal("HERE: region 'r': partner: a name or a code as text expected, got number",
      bad { 429 })
    assert.equal("HERE: region 'r': it needs either members, as { \"SAU\", \"ARE\" }, or parts",
      bad {})
    assert.equal("HERE: region 'r': 'MEX' stands twice", bad { "429", "MEX" })
    assert.equal("HERE: region 'r': unknown field 'sorce' (did you mean 'source'?)",
      bad { "MEX", sorce = "x" })
    assert.equal("HERE: region 'r': member 1: unknown field 'form' (did you mean 'from'?)",
      bad { { "MEX", form = "2020" } })
    assert.equal("HERE: region 'r': member 'MEX': to: a date as \"2025-10-26\" or a period expected, "
      .. "got 2025-02-30", bad { { "MEX", to = "2025-02-30" } })
    assert.equal("HERE: region 'r': member 'MEX': it leaves, 2019-01, before it joins, 2020-01",
      bad { { "MEX", from = "2020-01", to = "2019-01" } })
    assert.equal("HERE: region 'r': unknown dimension 'provinces' (did you mean 'province'?)",
      bad { "Jiangsu", of = "provinces" })
    assert.equal("HERE: region 'r': unknown province 'Jiangsoo' (did you mean 'Jiangsu'?)",
      bad { "Jiangsoo", of = "province" })
    assert.equal("HERE: region 'two words': its name is one word of letters, digits, _ and -; what "
      .. "is printed stands in en = …", bad({ "MEX" }, "two words"))
    assert.equal("HERE: region 'r': parts: unknown region 'ASEEAN' (did you mean 'ASEAN'?)",
      bad { parts = { "ASEEAN" } })
    assert.equal("HERE: region 'r': parts: 'china_east' is of provinces, the scheme of partners",
      bad { parts = { "china_east" } })
  end)

  it("names the file and line of a region file that is wrong", function()
    local folder <close> = scratch.new()
    local function bad(source)
      local path <const> = folder:write("mine.lua", source)
      local message <const>, kind <const> = raised(function()
        region_file.load(path, ingot.region)
      end)
      return (message:gsub(folder.folder:gsub("%p", "%%%0") .. "/", "")), kind
    end
    assert.equal("mine.lua:4: region 'mine': unknown partner 'MEXX' (did you mean 'MEX'?)",
      (bad 'return {\n  source = "me",\n  { name = "mine", "USA",\n    "CAN", "MEXX" },\n}\n'))
    assert.equal("mine.lua:2: region 'mine': '429' stands twice",
      (bad 'return { source = "me",\n  { name = "mine", "MEX", "429" } }\n'))
    assert.equal("mine.lua: a region file returns a list of regions and their source",
      (bad 'return { { name = "mine", "MEX" } }'))
    local message <const>, kind <const> = bad "return {"
    assert.equal("mine.lua:1: unexpected symbol near <eof>", message)
    assert.equal("data", kind)
  end)

  describe("in a cube", function()
    local cube
    before_each(function() cube = ingot.cube(sample()) end)

    it("selects the members of each month", function()
      local eu <const> = cube:slice { region = "EU" }
      assert.equal("3", text(eu:measure("exports", "2020-01")))
      assert.equal("4", text(eu:measure("exports", "2020-02"))) -- the United Kingdom has left
      assert.equal("7", text(eu:measure("exports", "2020-01..02")))
      local asean <const> = cube:slice { region = "ASEAN" }
      assert.equal("2", text(asean:measure("exports", "2025-09")))
      assert.equal("12", text(asean:measure("exports", "2025-10")))
      assert.same({ flow = "export", region = "ASEAN" }, asean:measure("exports", "2025-10").where)
      assert.equal("zero", asean:measure("exports", "2025-11").state)
      assert.equal("unknown", asean:measure("exports", "2026-01").state)
    end)

    it("is zero, as covered, before its first member joins", function()
      ingot.region "Spec" { { "TLS", from = "2025-10-26" } }
      assert.equal("zero", cube:slice { region = "Spec" }:measure("exports", "2025-09").state)
      assert.equal("zero", cube:by_region "Spec":one("Spec", "exports", "2025-09").exports.state)
      assert.equal("4", text(cube:slice { region = "Spec" }:measure("exports", "2025-10")))
    end)

    it("takes several regions, a scheme, or what is outside", function()
      assert.equal("7", text(cube:slice { region = { "ASEAN", "EU" } }
        :measure("exports", "2020-01..02")))
      assert.equal("48", text(cube:slice { region = "outside ASEAN EU" }
        :measure("exports", "2025-10")))
      assert.equal("28", text(cube:slice { region = "continents" }:measure("exports", "2025-10")))
    end)

    it("breaks down by regions and a rest, which closes and comes last", function()
      local total <const> = cube:measure("exports", "2025-10")
      local parts <const> = cube:by_region("ASEAN", "EU", { rest = "Others" })
      local rows <const> = parts:all("exports", "2025-10")
      assert.same({ "ASEAN", "the European Union", "Others" },
        { rows[1].name, rows[2].name, rows[3].name })
      assert.same({ "12", "0", "48", "60" },
        { text(rows[1].exports), text(rows[2].exports), text(rows[3].exports), text(total) })
      assert.equal("20", text(rows[1].exports.share))
      assert.equal("1", text(rows[1].exports.rank))
      assert.equal("rank by exports among region ASEAN EU", rows[1].exports.rank.formula)
      assert.equal("a rest is not ranked among regions", rows[3].exports.rank.reason)
      assert.equal("500", text(rows[1].exports.mom)) -- 12 against 2
      assert.equal("20", text(rows[1].exports:share_of(total)))
      assert.equal("zero", parts:one("EU", "exports", "2025-10").exports.state)
    end)

    it("has tables of measures, by code and name", function()
      local parts <const> = cube:by_region("ASEAN", "EU", { rest = "Others" })
      local made <const> = parts:table("exports", "2025-10", { "level", "share", "rank" })
      assert.equal("region_code,region,exports,share,rank\nASEAN,ASEAN,12.000,20,1\n"
        .. "EU,the European Union,0.000,0,\n"
        .. "outside ASEAN EU,Others,48.000,80,\n", made:csv())
    end)

    it("counts rows without a partner in a slice of all members", function()
      local parts <const> = cube:by "partner"
      local rows <const> = parts:all("exports", "2025-10")
      assert.equal("60", text(cube:slice { partner = rows }:measure("exports", "2025-10")))
      assert.equal("32", text(cube:slice { partner = "none" }:measure("exports", "2025-10")))
      assert.same({ flow = "export", partner = "none" }, rows[1].exports.where) -- as `why` slices
      local classes <const> = parts:classes("growth", "exports", "2025-10")
      local sum = 0
      for class in classes:each() do
        sum = sum + number.float(classes:total(class).value)
      end
      assert.equal(60, sum)
    end)

    it("lists what is in none, never dropped", function()
      local parts <const> = cube:by_region("ASEAN", "EU")
      local none <const> = parts:unmapped "2025-10"
      assert.same({ { "Mexico", 1 }, { "unspecified partners", 1 } },
        { { none[1].name, none[1].rows }, { none[2].name, none[2].rows } })
      assert.equal("16", text(by_name(parts:unmapped("2025-10", "exports"))["Mexico"].exports))
      local everywhere <const> = cube:by_region "continents":unmapped "2025-10"
      assert.equal(1, #everywhere)
    end)

    it("has tables of measures, classes and decompositions, with its rest", function()
      local parts <const> = cube:by_region("ASEAN", "EU", { rest = "Others" })
      local t <const> = parts:table("exports", "2025-10", { "level", "mom", "share", "rank" })
      assert.same({ "ASEAN", "EU", "outside ASEAN EU" }, list(t, "region_code"))
      assert.same({ "ASEAN", "the European Union", "Others" }, list(t, "region"))
      assert.same({ 12, 0, 48 }, list(t, "exports")) -- the EU is covered, and took nothing
      assert.same({ 20.0, 0.0, 80.0 }, list(t, "share")) -- of the cube
      assert.equal(500.0, t:column "mom"[1])
      assert.equal("1", t:text(1, "rank"))
      assert.equal(nil, t:text(2, "rank")) -- nor is what does not trade
      assert.equal(nil, t:text(3, "rank")) -- a rest is not ranked
      ingot.class "spec_size" { { "first", "rank <= 1" }, { "all", "level >= 0" } }
      local classes <const> = parts:classes("spec_size", "exports", "2025-10")
      assert.same({ "Others" }, { classes:of "all"[1].name })
      assert.equal("48", text(classes:total "all"))
      assert.equal("Others is all: level >= 0 (level 48)", classes:why "Others")
      local both <const> = cube:slice { region = parts:all("exports", "2025-10") }
      assert.equal("60", text(both:measure("exports", "2025-10")))
      assert.same({ "ASEAN", "Others", "Total" }, list(parts:contributions("exports", "2025-10",
        { against = "mom" }):table(), "region"))
    end)

    it("has a shift-share in a larger cube, by the same regions", function()
      local of_asean <const> = cube:slice { hs = "76141000" }:by_region("ASEAN", { rest = "Others" })
        :shift_share("exports", "2025-10", { of = cube, against = "mom" })
      assert.same({ "ASEAN", "Others", "Total" }, list(of_asean:table(), "region"))
      assert.equal("57", text(of_asean.total.change))
    end)

    it("shares in the cube, not in the sum of its regions", function()
      local t <const> = cube:by_region("ASEAN", "RCEP")
        :table("exports", "2025-10", { "level", "share" })
      assert.same({ 12, 8 }, list(t, "exports")) -- Timor-Leste is not of RCEP
      assert.equal(20.0, t:column "share"[1])
    end)

    it("counts rows without a partner as one of their own", function()
      assert.equal("32", text(by_name(cube:by("partner"):all("exports", "2025-10"))["unspecified partners"]
        .exports))
      local none <const> = cube:slice { partner = { "none", "Mexico" } }:measure("exports", "2025-10")
      assert.same({ "48", "none 429" }, { text(none), none.where.partner })
      assert.same({ "unspecified partners", "Others", "Total" }, list(cube:by("partner"):contributions("exports",
        "2025-10", { against = "mom", top = 1 }):table(), "partner"))
      local moves <const> = cube:by("partner"):contributions("exports", "2025-10",
        { against = "mom", top = 2 })
      assert.same({ "unspecified partners", "Mexico", "Others" },
        { moves.rows[1].name, moves.rows[2].name, moves.rows[3].name })
    end)

    it("says which regions share members, and gives no rest to them unasked", function()
      assert.same({ "'ASEAN' and 'RCEP' share Indonesia and 9 more" },
        cube:by_region("ASEAN", "RCEP"):overlaps())
      assert.same({}, cube:by_region "continents":overlaps())
      assert.equal("HERE: by_region: 'ASEAN' and 'RCEP' share Indonesia and 9 more: the regions and "
        .. "a rest do not add up to the whole; overlap = true if that is meant",
        (raised(function() cube:by_region("ASEAN", "RCEP", { rest = "x" }) end)))
      assert.equal("48", text(by_name(cube:by_region("ASEAN", "RCEP",
        { rest = "x", overlap = true }):all("exports", "2025-10")).x.exports))
    end)

    it("refuses what makes no sense, at the script's line", function()
      local function bad(call)
        return (raised(function() call() end))
      end
      assert.equal("HERE: unknown region 'ASEEAN' (did you mean 'ASEAN'?)",
        bad(function() cube:slice { region = "ASEEAN" } end))
      assert.equal("HERE: unknown region 'ASEEAN' (did you mean 'ASEAN'?)",
        bad(function() cube:by_region "ASEEAN" end))
      assert.equal("HERE: slice: region: the list is empty",
        bad(function() cube:slice { region = {} } end))
      assert.equal("HERE: slice: region: 'ASEAN' is of partners, 'china_east' of provinces",
        bad(function() cube:slice { region = { "ASEAN", "china_east" } } end))
      assert.equal("HERE: slice: the cube is of region 'ASEAN' already",
        bad(function() cube:slice { region = "ASEAN" }:slice { region = "EU" } end))
      assert.equal("HERE: slice: partner: 'Mexico' is not in region 'ASEAN'",
        bad(function() cube:slice { region = "ASEAN", partner = "Mexico" } end))
      assert.equal("HERE: one: partner: 'Mexico' is not in region 'ASEAN'", bad(function()
        cube:slice { region = "ASEAN" }:by("partner"):one("Mexico", "exports", "2025-10")
      end))
      assert.equal("HERE: by_region: the cube is of region 'ASEAN' already",
        bad(function() cube:slice { region = "ASEAN" }:by_region "EU" end))
      assert.equal("HERE: by_region: names of regions expected, as by_region(\"ASEAN\", \"EU\")",
        bad(function() cube:by_region() end))
      assert.equal("HERE: by_region: 'ASEAN' stands twice",
        bad(function() cube:by_region("ASEAN", "ASEAN") end))
      assert.equal("HERE: by_region: unknown option 'rests' (did you mean 'rest'?)",
        bad(function() cube:by_region("ASEAN", { rests = "x" }) end))
      assert.equal("HERE: unknown region 'ASEEAN' (did you mean 'ASEAN'?)",
        bad(function() cube:by_region("ASEAN", "EU"):one("ASEEAN", "exports", "2025-10") end))
      assert.equal("HERE: by: say which regions, as cube:by_region(\"ASEAN\", \"EU\")",
        bad(function() cube:by "region" end))
      assert.equal("HERE: unmapped: only a breakdown by regions has it, as cube:by_region(…)",
        bad(function() cube:by "partner":unmapped "2025-10" end))
    end)
  end)

  it("is listed with the dimensions", function()
    assert.equal("EU", dimension.resolve("region", "欧盟"))
    assert.equal("the European Union", dimension.subject("region", "EU").en)
  end)
end)
