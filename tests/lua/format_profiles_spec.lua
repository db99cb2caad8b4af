-- What files of each format mean, and the traps in them: totals beside their parts, years beside
-- months, padded numbers, codes, weights under two names. The customs downloads have read_spec.

local format = require "ingot.format"
local raised = require "support.raised"
local read = require "ingot.read"
local rows = require "support.row_lines"
local scratch = require "support.scratch"
local warned = require "support.warned"

local FOLDER <const> = "tests/lua/fixtures/formats/"

local function of(name, options)
  return read.read(FOLDER .. name, options)
end

local function names(data)
  local list <const> = {}
  for i, column in ipairs(data:schema()) do
    list[i] = column.name
  end
  return table.concat(list, " ")
end

local function unit_of(data, name)
  for _, column in ipairs(data:schema()) do
    if column.name == name then
      return column.unit
    end
  end
end

-- What the table itself says, file by file.
local function said(data)
  local list <const> = {}
  for row in data:warnings():rows() do
    list[#list + 1] = row.message
  end
  return list
end

describe("the profile", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  describe("comtrade-api", function()
    it("leaves out the world beside its partners, and only there", function()
      local data <const> = of "comtrade-api.csv"
      assert.same({
        "2024-01 import 142 200.5 600", "2024-01 import 502 100.0 300", "2024-02 import 142 50.0 150",
        "2024-02 export 0 7.0 21",
      }, rows(data, "month", "flow", "partner_code", "qty_kg", "value_usd"))
      assert.same({ "kg", "USD" }, { unit_of(data, "qty_kg"), unit_of(data, "value_usd") })
    end)

    it("says what is left out, of the table and as warnings of the file", function()
      local messages <const> = {
        "2 rows by second partner, customs procedure or transport, beside their total left out",
        "1 row of partner World left out", "1 row of whole years, beside months, left out",
      }
      assert.same(messages, said(of "comtrade-api.csv"))
      assert.same(messages, warned(FOLDER .. "comtrade-api.csv"))
    end)

    it("takes month 52 as the year where there are no months", function()
      local data <const> = of "comtrade-api-annual.csv"
      assert.same({ "2022 142 30", "2023 142 36" }, rows(data, "year", "partner_code", "value_usd"))
      assert.is_nil(names(data):find("month", 1, true))
    end)

    it("reads the weight under both its names into one column", function()
      local data <const> = read.read { FOLDER .. "comtrade-api.csv", FOLDER .. "comtrade-api-netweight.csv" }
      assert.same({ "200.5", "100.0", "50.0", "7.0", "80.0", "5.0" }, rows(data, "qty_kg"))
    end)

    it("keeps re-exports a flow of their own, and N/A missing", function()
      local data <const> = of "comtrade-api-netweight.csv"
      assert.same({ "import kg ·", "re-export kg ·" }, rows(data, "flow", "qty1_unit", "qty2_unit"))
    end)

    it("keeps the byte order mark out of the first header", function()
      assert.is_truthy(names(of "comtrade-api.csv"):find(" typeCode ", 1, true))
    end)

    it("says which reporters have not published yet what others have", function()
      local head <const> = "refPeriodId,refYear,refMonth,reporterCode,reporterDesc,flowCode,cmdCode,"
        .. "primaryValue\n"
      local path <const> = here:write("a.csv", head .. "1,2024,1,842,USA,M,01,5\n1,2024,1,484,Mexico,M,01,6\n"
        .. "1,2024,2,484,Mexico,M,01,7\n")
      assert.same({ "1 of 2 reporters end before 2024-02, as USA in 2024-01: what they have not published "
        .. "counts as zero" }, said(read.read(path)))
    end)

    it("refuses a month that is none, at its place, or lists it", function()
      local path <const> = here:write("a.csv", "refPeriodId,refYear,refMonth,flowCode,cmdCode,primaryValue\n"
        .. "20240101,2024,1,M,01,5\n20241301,2024,13,M,01,6\n,2024,,M,01,7\n20240201,2024,2,M,01,8\n")
      assert.equals(path .. ":3: column 'of_month': a month or a year expected, as 2025-01 or 2025, got "
        .. "'2024 and 13'", (raised(read.read, path)))
      local data <const> = read.read(path, { on_error = "collect" })
      assert.same({ "2024-01 5", "2024-02 8" }, rows(data, "month", "value_usd"))
      assert.same({ "3 of_month not_month 2024 and 13", "4 of_month not_month 2024 and nothing" },
        rows(data:rejects(), "line", "column", "kind", "value"))
      assert.same({ "the first rejected is on line 3: column 'of_month': a month or a year expected, as "
        .. "2025-01 or 2025, got '2024 and 13'" }, warned(path))
    end)
  end)

  describe("comtrade-legacy", function()
    it("gives codes of flows and units their words, and keeps zeros in front", function()
      assert.same({
        "2011 import 010619 142 12 u 900 5000", "2011 export 7601 142 · · · 4100",
        "2011 export 760110 142 250 kg 250 4100", "2011 re-export 760110 502 9 kg 9 70",
      }, rows(of "comtrade-legacy.csv", "year", "flow", "hs", "partner_code", "qty1", "qty1_unit",
        "qty_kg", "value_usd"))
    end)

    it("says that codes stand beside those they are part of", function()
      assert.same({
        "1 row of partner World left out",
        "codes beside those they are part of, as 760110 beside 7601: a sum over all counts twice",
      }, said(of "comtrade-legacy.csv"))
    end)
  end)

  describe("baci", function()
    it("reads padded numbers in quotes, thousands of dollars and tonnes; NA is missing", function()
      local data <const> = of "baci.csv"
      assert.equals("year flow hs partner_code partner reporter_code reporter qty_kg value_usd file line", names(data))
      assert.same({
        "2021 export 010619 429 142 40.000 1250.000", "2021 export 760110 502 142 13235.000 52051.000",
        "2022 export 760110 502 142 · 14.000",
      }, rows(data, "year", "flow", "hs", "partner_code", "reporter_code", "qty_kg", "value_usd"))
      assert.same({ "kg", "USD" }, { unit_of(data, "qty_kg"), unit_of(data, "value_usd") })
      assert.is_true(not data:rejects() or #data:rejects() == 0)
    end)
  end)

  describe("comexstat", function()
    it("reads semicolons and Latin-1; months of two columns", function()
      assert.same({ "2024-01 export 01012100 116 Japão SP 3 1250 90000",
        "2024-12 export 76011000 142 China PA 25000 25000 61250" },
        rows(of("comexstat.csv", { flow = "export" }), "month", "flow", "hs", "partner_code", "partner",
          "province_code", "qty1", "qty_kg", "value_usd"))
    end)

    it("takes freight and insurance of imports, and needs to be told the flow", function()
      local data <const> = of("comexstat-import.csv", { flow = "import" })
      assert.same({ "2024-02 import Brazil 3400 210 9" },
        rows(data, "month", "flow", "reporter", "value_usd", "freight_usd", "insurance_usd"))
      assert.equals("HERE: read: profile 'comexstat', which the header speaks for (13 of 13 headers "
        .. "known), needs to be told the flow, which its files do not say: flow = \"export\" or flow = "
        .. '"import"; profile = false reads the columns as they stand',
        (raised(function() of "comexstat-import.csv" end)))
    end)
  end)

  describe("comext", function()
    it("keeps codes with letters, and leaves out years beside months", function()
      local data <const> = of "comext-1.csv"
      assert.same({ "2019-01 import 01012100 315 142 2 500 7000", "2019-02 export 99SSS999 315 142 · · 1200" },
        rows(data, "month", "flow", "hs", "reporter_code", "partner_code", "qty1", "qty_kg", "value_eur"))
      assert.same({ "1 row of whole years, beside months, left out" }, said(data))
      assert.equals("EUR", unit_of(data, "value_eur"))
    end)

    it("reads both versions into one table, without the total of all commodities", function()
      local data <const> = read.read { FOLDER .. "comext-1.csv", FOLDER .. "comext-2.csv" }
      assert.same({ "2019-01 Austria China 01012100 7000", "2019-02 Austria China 99SSS999 1200",
        "2023-01 Austria China 76011000 8100", "2023-02 Austria QV 2204XXXX 300" },
        rows(data, "month", "reporter", "partner", "hs", "value_eur"))
      assert.same({
        "lacks value_national", "lacks reporter_geo, partner_iso, trade_type, PRODUCT_SITC",
        "1 row of all commodities (TOTAL) left out", "1 row of whole years, beside months, left out",
      }, said(data))
    end)
  end)

  describe("kcs", function()
    it("makes rows of exports and imports, without the grand total and the balance", function()
      local data <const> = of "kcs.csv"
      assert.equals("year flow hs hs_name partner reporter qty_kg value_usd file line", names(data))
      assert.same({ "2024 export 01 0 0 3", "2024 export 76 1500 12000 4", "2024 import 01 1000 2000 3",
        "2024 import 76 3000 7000 4" }, rows(data, "year", "flow", "hs", "qty_kg", "value_usd", "line"))
      assert.same({ "1 row of the grand total (총계) left out" }, said(data))
      assert.same({ "kg", "USD" }, { unit_of(data, "qty_kg"), unit_of(data, "value_usd") })
    end)

    it("takes months where the period has them", function()
      assert.same({ "2024-01 export 1000", "2024-10 export 3000", "2024-01 import 0", "2024-10 import 0" },
        rows(of "kcs-months.csv", "month", "flow", "value_usd"))
    end)
  end)

  describe("wind-edb", function()
    it("makes columns of the lines before the rows, whichever end comes first", function()
      local data <const> = read.read { FOLDER .. "wind-edb.csv", FOLDER .. "wind-edb-newest.csv" }
      assert.same({
        "中国:产量:电解铝 2024-01 2024/1/31 355.1 万吨 月 S0000001",
        "中国:产量:电解铝 2024-02 2024/2/29 333.3 万吨 月 S0000001",
        "中国:产量:电解铝 2024-03 2024/3/31 359.0 万吨 月 S0000001",
        "中国:产量:铝材 2024-03 2024/3/31 590.2 万吨 月 S0000002",
        "中国:产量:铝材 2024-02 2024/2/29 · 万吨 月 S0000002",
        "中国:产量:铝材 2024-01 2024/1/31 512.0 万吨 月 S0000002",
      }, rows(data, "series", "month", "date", "value", "unit", "frequency", "id"))
      assert.equals("万吨", unit_of(data, "value"))
      assert.equals("wind-edb: 8 of 8 labels known", ("%s: %s"):format(
        read.origin(data).chosen.profile, read.origin(data).chosen.why))
      assert.equals("9", data:text(1, "line"))
    end)
  end)

  describe("gacc-zh", function()
    local HEAD <const> = "数据年月,商品编码,贸易伙伴编码,人民币,\n"

    it("takes months however they are spelt", function()
      local path <const> = here:write("a.csv", HEAD .. "202501,76141000,429,1,\n2025-02,76141000,429,1,\n"
        .. "2025/3,76141000,429,1,\n2025.04,76141000,429,1,\n2025年5月,76141000,429,1,\n")
      local data <const> = read.read(path, { flow = "export" })
      assert.same({ "2025-01", "2025-02", "2025-03", "2025-04", "2025-05" }, rows(data, "month"))
    end)

    it("takes a spreadsheet's apostrophe from headers and codes", function()
      local path <const> = here:write("a.csv", "'数据年月,'商品编码,'贸易伙伴编码,人民币,\n"
        .. "202501,'01012100,'116,7,\n202501,76141000,429,8,\n")
      assert.same({ "2025-01 01012100 116 7", "2025-01 76141000 429 8" },
        rows(read.read(path, { flow = "export" }), "month", "hs", "partner_code", "value_cny"))
    end)

    it("takes that apostrophe from the headers of any file", function()
      local plain <const> = here:write("a.csv", HEAD .. "202501,76141000,429,1,\n")
      local heads <const> = HEAD:gsub("[^,\n]+", "'%0")
      local other <const> = here:write("b.csv", heads
        .. "202502,'76141000,429,2,\n")
      assert.same({ "2025-01 76141000", "2025-02 76141000" },
        rows(read.read({ plain, other }, { flow = "export" }), "month", "hs"))
    end)

    it("warns of exactly 10,000 rows without being named", function()
      local path <const> = here:write("full.csv", HEAD .. ("202501,76141000,429,7,\n"):rep(10000))
      assert.equals(0, #read.read(path, { flow = "export" }):coverage())
      assert.same({ "exactly 10,000 rows: the download is probably cut off" }, warned(path))
    end)
  end)

  it("has a column a month stand in one column", function()
    format.define "spec-wide" {
      columns = {
        { name = "hs", aliases = { "code" }, kind = "text" }, { name = "of", kind = "text", internal = true },
        { name = "a", aliases = { "Jan-2025" }, kind = "decimal" },
        { name = "b", aliases = { "Feb-2025" }, kind = "decimal" },
      },
      unpivot = { of = { ["Jan-2025"] = { qty_kg = "a" }, ["Feb-2025"] = { qty_kg = "b" } } },
      period = { "of" },
    }
    local path <const> = here:write("a.csv", "code,Jan-2025,Feb-2025\n76011000,5,6\n76012000,7,\n")
    assert.same({ "2025-02 76011000 6", "2025-02 76012000 ·", "2025-01 76011000 5", "2025-01 76012000 7" },
      rows(read.read(path, { profile = "spec-wide" }), "month", "hs", "qty_kg"))
  end)

  it("leaves columns alone where types = \"text\" asks for what the file has", function()
    local data <const> = of("baci.csv", { profile = "baci", types = "text" })
    assert.equals(3, #data)
  end)
end)

describe("periods", function()
  local periods <const> = require "ingot.read.periods"

  it("are read in every spelling, and refused in others", function()
    for text, expected in pairs {
      ["202401"] = "2024-01", ["2024-1"] = "2024-01", ["2024/01"] = "2024-01", ["2024.01"] = "2024-01",
      ["2024M11"] = "2024-11", ["2024年3月"] = "2024-03", ["2024년 3월"] = "2024-03", ["'202412"] = "2024-12",
      ["2024/1/31"] = "2024-01", ["20240229"] = "2024-02", [" 2024 "] = "2024", ["202452"] = "2024",
      ["01/2024"] = "2024-01", ["Jan-2024"] = "2024-01", ["sept 2024"] = "none", ["December 2024"] = "2024-12",
      ["May/2024"] = "2024-05", ["52/2024"] = "none", ["2024.1"] = "none", ["202413"] = "none",
      ["24-01"] = "none", ["Foo 2024"] = "none", ["2024/13/1"] = "none", [""] = "none",
    } do
      local year <const>, month <const> = periods.read(text)
      assert.equals(expected, month and ("%04d-%02d"):format(year, month) or year and tostring(year) or "none",
        text)
    end
    assert.same({ 2024, 3 }, { periods.read("2024", "3") })
    assert.same({ 2024 }, { periods.read("2024", "52") })
    assert.is_nil(periods.read("2024", "x"))
  end)
end)
