local ingot = require "ingot"
local number = require "ingot.number"
local raised = require "support.raised"
local reference = require "support.reference"

-- jin-lv metals daily of 2017-08-07
local function given(more)
  local fields = {
    date = "2017-08-07", price = 1903, premium = 110, fx = "6.7289", hs = "76011090", fees = 100,
    domestic = 14740,
  }
  for name, value in pairs(more or {}) do
    fields[name] = value ~= "none" and value or nil
  end
  return fields
end

local function message(more)
  return (raised(function() ingot.import_parity(given(more)) end))
end

describe("ingot.import_parity", function()
  it("gives the published cost and margin of 2017-08-07, exactly", function()
    local parity = ingot.import_parity(given())
    assert.equal("15847.972569", number.text(number.sub(parity.cost.value, number.from(100))))
    assert.equal("15,947.97 CNY/mt", parity.cost:text())
    assert.equal("-1,207.97 CNY/mt", parity.margin:text())
    assert.is_false(parity.open)
    assert.same({ "vat 17%: State Council Decree No. 134 (1993)",
      "duty 0%: Customs Tariff of China: provisional rate" }, parity.sources)
  end)

  it("opens the window above a margin of 0 only", function()
    local cost = ingot.import_parity(given()).cost.value
    assert.is_false(ingot.import_parity(given { domestic = cost }).open)
    assert.is_true(ingot.import_parity(given { domestic = cost, spot_premium = "0.000001" }).open)
    assert.is_nil(ingot.import_parity(given { domestic = "none" }).open)
  end)

  it("takes VAT by the day and duty by the code", function()
    local function vat(date)
      return number.text(ingot.import_parity(given { date = date }).vat)
    end
    assert.same({ "0.17", "0.16", "0.16", "0.13", "0.13" }, { vat "2018-04-30", vat "2018-05-01",
      vat "2019-03", vat "2019-04", vat "2025-12-31" })
    assert.equal("0.05", number.text(ingot.import_parity(given { hs = "76011010" }).duty))
    assert.equal("0.1", number.text(ingot.import_parity(given { duty = "0.1", vat = 0.13 }).duty))
  end)

  it("has its inputs as operands", function()
    local names = {}
    for i, operand in ipairs(ingot.import_parity(given()).margin.operands) do
      names[i] = operand.name .. " " .. number.text(operand.value) .. " " .. operand.unit
    end
    assert.same({ "price 1903 USD/t", "premium 110 USD/t", "fx 6.7289 CNY/USD", "duty 0 ",
      "vat 0.17 ", "fees 100 CNY/t", "domestic 14740 CNY/t",
      "spot_premium 0 CNY/t" }, names)
  end)

  it("refuses what it cannot mean", function()
    assert.equal("HERE: import_parity: date: a day or a month expected, as \"2017-08-07\", got "
      .. "'2017-02-29'", message { date = "2017-02-29" })
    assert.equal("HERE: import_parity: date: a day or a month expected, as \"2017-08-07\", got none",
      message { date = "none" })
    assert.equal("HERE: import_parity: unknown field 'premum' (did you mean 'premium'?)",
      message { premum = 3 })
    assert.equal("HERE: import_parity: fx is missing", message { fx = "none" })
    assert.equal("HERE: import_parity: vat: a fraction below 1 expected, as 0.13, got 13",
      message { vat = 13 })
    assert.equal("HERE: import_parity: fx: a number above 0 expected, got 0", message { fx = 0 })
    assert.equal("HERE: import_parity: price: a number or a claim expected, got 'high'",
      message { price = "high" })
    assert.equal("HERE: import_parity: no duty is known for '76011091' (did you mean '76011090'?); "
      .. "say it with duty = …", message { hs = "76011091" })
    assert.equal("HERE: import_parity: a duty or a code expected, as duty = 0 or hs = \"76011090\"",
      message { hs = "none" })
    assert.equal("HERE: import_parity: no vat is known for 1990-01-31; say it with vat = …",
      message { date = "1990-01" })
    assert.equal("HERE: import_parity: spot_premium without domestic, the price it is on",
      message { domestic = "none", spot_premium = 5 })
  end)

  it("agrees with published examples", function()
    local rows = reference.rows "import_parity/published_examples.csv"
    if not rows then
      pending(reference.ABSENT)
    end
    local checked = 0
    for _, row in ipairs(rows) do
      if row.fx_cny_usd ~= "" and row.published_pnl_cny_t ~= "" then
        local parity = ingot.import_parity {
          date = "2017-08-07", price = row.lme_usd_t, premium = row.premium_usd_t,
          fx = row.fx_cny_usd, vat = row.vat, duty = row.duty, fees = row.fees_cny_t,
          domestic = row.domestic_price_cny_t,
        }
        -- rates of exchange are printed to four decimals
        local off = number.float(parity.margin.value) - tonumber(row.published_pnl_cny_t)
        assert.is_true(math.abs(off) <= 0.15, row.id)
        checked = checked + 1
      end
    end
    assert.equal(2, checked)
  end)
end)
