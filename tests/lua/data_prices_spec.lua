-- The made-up prices: whole, and such that the import window is as an article says of April 2025.

local ingot = require "ingot"

local UNITS <const> = {
  lme_cash = "USD/t", premium = "USD/t", fees = "CNY/t", shfe = "CNY/t", spot_premium = "CNY/t",
}
local SERIES <const> = { "lme_cash", "usd_cny", "premium", "fees", "shfe", "spot_premium" }

describe("data/prices", function()
  local prices, value

  setup(function()
    prices, value = ingot.indicator "data/prices/*.csv", {}
    for row in prices:rows() do
      value[row.series .. " " .. tostring(row.month)] = row.value
      assert.equal(UNITS[row.series], row.unit)
    end
  end)

  local function of(series, month) return value[series .. " " .. month] end

  local function parity(month)
    return ingot.import_parity {
      date = month, price = of("lme_cash", month), premium = of("premium", month),
      fx = of("usd_cny", month), hs = "76011090", fees = of("fees", month),
      domestic = of("shfe", month), spot_premium = of("spot_premium", month),
    }
  end

  it("has every month of the downloads in every series, and no other", function()
    assert.equal(36 * #SERIES, #prices)
    for _, series in ipairs(SERIES) do
      for year = 2023, 2025 do
        for number = 1, 12 do
          assert.is_truthy(of(series, ("%d-%02d"):format(year, number)))
        end
      end
    end
  end)

  it("lets imports lose about 1,000 yuan a tonne in April 2025", function()
    local april <const> = parity "2025-04"
    assert.equal("20,896.80 CNY/mt", tostring(april.cost))
    assert.equal("-1,006.80 CNY/mt", tostring(april.margin))
    assert.is_false(april.open)
  end)

  it("opens the import window from September 2023 to March 2024 alone", function()
    for year = 2023, 2025 do
      for number = 1, 12 do
        local month <const> = ("%d-%02d"):format(year, number)
        assert.equal(month >= "2023-09" and month <= "2024-03", parity(month).open, month)
      end
    end
  end)
end)
