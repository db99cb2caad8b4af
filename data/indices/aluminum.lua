--- Indices and lights of aluminium smelting in China. Which indicators the leading and the coincident
--- index are made of is published; equal weights, the method and the base year are assumptions, and so
--- are all bounds of indicators. The bounds of profits were calibrated on the sample data, so that these give the
--- published readings of late 2025: `data/indicators/build.lua`.

local ASSUMED <const> = "assumption"
local CALIBRATED <const> = "calibrated on the sample data to the readings of October and November 2025"

return {
  indices = {
    aluminum_coincident = {
      method = "nber", base = 2015, en = "coincident index", zh = "一致指数",
      summary = "how aluminium smelting in China stands",
      components = {
        { "al_output_growth", en = "aluminum output", zh = "电解铝产量" },
        { "alumina_output_growth", en = "alumina output", zh = "氧化铝产量" },
        { "income_growth", en = "operating income", zh = "营业收入" },
        { "profit_growth", en = "total profit", zh = "利润总额" },
        { "al_exports_growth", en = "aluminum exports", zh = "铝材出口量" },
      },
    },
    aluminum_leading = {
      method = "nber", base = 2015, like = "aluminum_coincident", en = "leading index", zh = "先行指数",
      summary = "where aluminium smelting in China is going",
      components = {
        { "lme_price", en = "the LME aluminum price", zh = "LME铝价" },
        { "m2_growth", en = "the money supply", zh = "广义货币供应量" },
        { "smelting_investment_growth", en = "fixed-asset investment in aluminum smelting",
          zh = "铝冶炼固定资产投资" },
        { "housing_sales_growth", en = "the sales area of commercial housing", zh = "商品房销售面积" },
        { "power_growth", en = "power generation", zh = "发电量" },
      },
    },
  },

  lights = {
    aluminum = {
      en = "prosperity index", zh = "景气指数",
      -- Where the bounds of an indicator stand on the index: such that readings keep their zones.
      scale = { 17, 32, 72, 86 },
      indicators = {
        { "lme_price", bounds = { 1600, 1900, 2850, 3300 }, en = "LME price", zh = "LME铝价",
          source = ASSUMED },
        { "m2_growth", en = "Money supply", zh = "广义货币", versions = {
          { bounds = { 8, 9.5, 13, 15 }, source = ASSUMED },
          { from = "2022-01", bounds = { 2, 4, 7, 9 }, source = ASSUMED },
        } },
        { "smelting_investment_growth", bounds = { -18, -8, 8, 15 }, en = "Investment", zh = "固定资产投资",
          source = ASSUMED },
        { "housing_sales_growth", bounds = { -14, -5, 8, 15 }, en = "Housing sales", zh = "商品房销售",
          source = ASSUMED },
        { "power_growth", bounds = { -2, 1, 7.5, 10 }, en = "Power", zh = "发电量", source = ASSUMED },
        { "al_output_growth", bounds = { -4, -2, 1.2, 4 }, en = "Aluminum output", zh = "电解铝产量",
          source = ASSUMED },
        { "alumina_output_growth", bounds = { -6, -3, 3, 7 }, en = "Alumina output", zh = "氧化铝产量",
          source = ASSUMED },
        { "income_growth", bounds = { -15, -5, 9, 20 }, en = "Income", zh = "营业收入",
          source = ASSUMED },
        { "profit_growth", bounds = { 1.7, 9.4, 29.9, 37.0 }, en = "Profit", zh = "利润总额",
          source = CALIBRATED },
        { "al_exports_growth", bounds = { -40, -32, -7, 15 }, en = "Exports", zh = "铝材出口",
          source = ASSUMED },
      },
      -- Published readings of the index with the zone beside them. Where zones end is not published.
      source = "monthly reports of China Nonferrous Metals Industry Association on aluminium smelting, "
        .. "as trade media repeat them",
      readings = {
        { 38.63, "normal", month = "2016-07", source = "China Metal Bulletin, August 2016" },
        { 31.4, "cold", month = "2019-03", source = "trade media, 2019" },
        { 17.8, "cold", month = "2020-04", source = "trade media, 2020" },
        { 44.0, "normal", month = "2020-11", source = "trade media, 2020" },
        { 46.1, "normal", month = "2020-12", source = "trade media, 2021" },
        { 44.3, "normal", month = "2021-01", source = "trade media, 2021" },
        { 56.1, "normal", month = "2021-05", source = "trade media, 2021" },
        { 54.2, "normal", month = "2021-06", source = "trade media, 2021" },
        { 51.5, "normal", month = "2021-07", source = "trade media, 2021" },
        { 51.4, "normal", month = "2021-08", source = "trade media, 2021" },
        { 55.6, "normal", month = "2021-09", source = "trade media, 2021" },
        { 58.8, "normal", month = "2022-04", source = "trade media, 2022" },
        { 39.1, "normal", month = "2023-01", source = "trade media, 2023" },
        { 34.2, "normal", month = "2023-04", source = "trade media, 2023" },
        { 32.7, "normal", month = "2023-11", source = "trade media, December 2023" },
        { 50.3, "normal", month = "2024-04", source = "trade media, 2024" },
        { 55.7, "normal", month = "2024-09", source = "China Nonferrous Metals News, 2024" },
        { 63.3, "normal", month = "2025-02", source = "62.4 in March and the change on February" },
        { 62.4, "normal", month = "2025-03", source = "trade media, 2025" },
        { 52.4, "normal", month = "2025-09", source = "China Nonferrous Metals News, 2025" },
        { 54.7, "normal", month = "2025-10", source = "China Nonferrous Metals News, 2025" },
        { 56.9, "normal", month = "2025-11", source = "trade media, 2025-12-19" },
      },
    },
  },
}
