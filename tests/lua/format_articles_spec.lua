-- From a file of each monthly source to an article: figures computed by hand, names of countries,
-- units, growth. What the files say of the same trade twice must count once.

local ingot = require "ingot"
local metric = require "ingot.metric"
local render = require "ingot.render.text"
local scratch = require "support.scratch"

local SENTENCE <const> = "{name} {level}, {level.mom:change} MoM, {level.yoy:change} YoY."

describe("an article from files of", function()
  local here

  setup(function()
    metric.define "spec_kg" {
      formula = "sum(qty_kg)", unit = "kg", display = { unit = "kg", decimals = 0 },
      en = "weight", zh = "重量",
    }
    metric.define "spec_eur" {
      formula = "sum(value_eur)", unit = "EUR", display = { unit = "EUR", decimals = 0 },
      en = "value", zh = "货值",
    }
    metric.define "spec_usd" {
      formula = "sum(value_usd)", unit = "USD", display = { unit = "USD", decimals = 0 },
      en = "value", zh = "货值",
    }
  end)
  before_each(function() here = scratch.new() end)
  after_each(function() here:close() end)

  -- Total and partners of one month as text.
  local function written(cube, name, period)
    local article <const> = ingot.article {
      title = "{total}", period = ingot.period(period), names = { total = cube:measure(name, period) },
    }
    article:say("In all {total}, {total.mom:change} MoM, {total.yoy:change} YoY.")
    article:say((SENTENCE:gsub("level", name)), cube:by("partner"):top(2, name, period))
    return (render.render(article:document()):gsub("\u{A0}", " "):gsub("\n+", "\n"))
  end

  it("UN Comtrade", function()
    local head <const> = "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterDesc,"
      .. "flowCode,partnerCode,partnerDesc,partner2Code,cmdCode,customsCode,motCode,qtyUnitAbbr,qty,netWgt,"
      .. "isReported,isAggregate,primaryValue\n"
    local lines <const> = { head }
    local function add(month, partner, name, kg, usd, transport)
      lines[#lines + 1] = ("C,M,%s01,%s,%d,%s,484,Mexico,M,%d,%s,0,760110,C00,%d,kg,%s,%s,False,True,%s\n")
        :format(month, month:sub(1, 4), tonumber(month:sub(5)), month, partner, name, transport or 0, kg, kg, usd)
    end
    -- 2023-04: 800 kg, 2024-03: 1,250 kg, 2024-04: 1,000 kg, of these China 500, 1,000, 600.
    for _, row in ipairs {
      { "202304", 500, 300, 2000 }, { "202403", 1000, 250, 5000 }, { "202404", 600, 400, 3600 },
    } do
      add(row[1], 0, "World", row[2] + row[3], row[4])
      add(row[1], 156, "China", row[2], row[4] // 2)
      add(row[1], 156, "China", row[2], row[4] // 2, 2100)
      add(row[1], 842, "USA", row[3], row[4] // 2)
    end
    local cube <const> = ingot.cube(ingot.read(here:write("a.csv", table.concat(lines)))):slice {
      flow = "import", reporter = "Mexico", hs = "760110",
    }
    -- 1000 / 1250 − 1, 1000 / 800 − 1; 600 / 1000 − 1, 600 / 500 − 1; 400 / 250 − 1, 400 / 300 − 1.
    assert.equals("1,000 kg\n"
      .. "In all 1,000 kg, down 20.0% MoM, up 25.00% YoY. China 600 kg, down 40.0% MoM, up 20.00% "
      .. "YoY. The United States 400 kg, up 60.0% MoM, up 33.33% YoY.\n",
      written(cube, "spec_kg", "2024-04"))
  end)

  it("Eurostat", function()
    local v1 <const>, v2 <const> = {
      "DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_REGIME,SUPP_UNIT,PERIOD,"
        .. "VALUE_IN_EUROS,QUANTITY_IN_KG,SUP_QUANTITY\n",
      "004,DE,0720,CN,E,76011000,1,4,,201904,1000,400,\n", -- regime 4 holds 1 and 2
      "004,DE,0720,CN,E,76011000,1,1,,201904,700,300,\n",
      "004,DE,0720,CN,E,76011000,1,2,,201904,300,100,\n",
      "004,DE,0039,CH,E,76011000,1,4,,201904,500,100,\n",
    }, {
      "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_CPA21,PRODUCT_CPA22,PRODUCT_BEC,"
        .. "PRODUCT_BEC5,PRODUCT_SECTION,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,VALUE_NAC,"
        .. "QUANTITY_KG,QUANTITY_SUPPL_UNIT\n",
    }
    for _, row in ipairs { { "202003", "CN", 1, 2500 }, { "202003", "CH", 1, 1500 }, { "202004", "CN", 1, 2600 },
      { "202004", "CN", 2, 400 }, { "202004", "CH", 1, 600 } } do
      v2[#v2 + 1] = ("DE,%s,E,76011000,68411,2442,2442,220,211210,15,1,%d,NO_SU,%s,%d,%d,10,0\n")
        :format(row[2], row[3], row[1], row[4], row[4])
      if row[3] == 1 then
        v2[#v2 + 1] = ("DE,%s,E,TOTAL,TOTAL,TOTAL,TOTAL,TOTAL,TOTAL,TOTAL,1,1,NO_SU,%s,%d,%d,10,0\n")
          :format(row[2], row[1], row[4], row[4])
      end
    end
    local cube <const> = ingot.cube(ingot.read {
      here:write("a.csv", table.concat(v1)), here:write("b.csv", table.concat(v2)),
    }):slice { flow = "import", reporter = "Germany", hs = "76011000" }
    -- 2019-04: 1,000 + 500; 2020-03: 2,500 + 1,500; 2020-04: 2,600 + 400 and 600.
    assert.equals("3,600 EUR\n"
      .. "In all 3,600 EUR, down 10.0% MoM, up 140.00% YoY. China 3,000 EUR, up 20.0% MoM, up "
      .. "200.00% YoY. Switzerland 600 EUR, down 60.0% MoM, up 20.00% YoY.\n",
      written(cube, "spec_eur", "2020-04"))
  end)

  it("ComexStat", function()
    local lines <const> = { '"CO_ANO";"CO_MES";"CO_NCM";"CO_UNID";"CO_PAIS";"SG_UF_NCM";"CO_VIA";"CO_URF";'
      .. '"QT_ESTAT";"KG_LIQUIDO";"VL_FOB"\n' }
    -- The same partner by two states and customs offices: 2024-02 300 + 100, 2025-01 500,
    -- 2025-02 440 + 60.
    for _, row in ipairs {
      { 2024, 2, 160, "PA", 300 }, { 2024, 2, 160, "SP", 100 }, { 2024, 2, 249, "SP", 600 },
      { 2025, 1, 160, "PA", 500 }, { 2025, 1, 249, "SP", 750 },
      { 2025, 2, 160, "PA", 440 }, { 2025, 2, 160, "SP", 60 }, { 2025, 2, 249, "SP", 250 },
    } do
      lines[#lines + 1] = ('"%d";"%02d";"76011000";"10";"%03d";"%s";"01";"0227600";%d;%d;%d\n'):format(
        row[1], row[2], row[3], row[4], row[5], row[5], row[5] * 2)
    end
    local cube <const> = ingot.cube(ingot.read(here:write("EXP.csv", table.concat(lines)),
      { flow = "export" })):slice { hs = "76011000" }
    assert.equals("1,500 USD\n"
      .. "In all 1,500 USD, down 40.0% MoM, down 25.00% YoY. China 1,000 USD, flat MoM, up 25.00% "
      .. "YoY. The United States 500 USD, down 66.7% MoM, down 58.33% YoY.\n",
      written(cube, "spec_usd", "2025-02"))
    assert.equals("500 kg\n"
      .. "In all 500 kg, flat MoM, up 25.00% YoY. China 500 kg, flat MoM, up 25.00% YoY.\n",
      written(cube:slice { region = "asia" }, "spec_kg", "2025-02"))
  end)
end)
