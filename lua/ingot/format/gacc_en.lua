--- `gacc-en`: query downloads of China's customs in English. The source writes "Supplimentary" as
--- often as "Supplementary", and a dash where there is no second unit.

local gacc <const> = require "ingot.format.gacc"

return gacc.profile {
  summary = "China customs query downloads, English",
  kilogram = "Kilogram",
  recognise = { { "Date of data" } },
  headers = {
    month = { "Date of data" },
    hs = { "Commodity code" },
    hs_name = { "Commodity" },
    partner_code = { "Trading partner code" },
    partner = { "Trading partner" },
    province_code = { "Locations of importers and exporters code" },
    province = { "Locations of importers and exporters" },
    mode_code = { "Customs Regime code" },
    mode = { "Customs Regime" },
    qty1 = { "Quantity" },
    qty1_unit = { "Unit" },
    qty2 = { "Supplimentary Quantity", "Supplementary Quantity" },
    qty2_unit = { "Supplimentary Unit", "Supplementary Unit" },
    value_cny = { "Renminbi Yuan" },
    value_usd = { "US dollar" },
  },
  order = {
    "month", "partner_code", "partner", "hs", "hs_name", "mode_code", "mode", "qty1",
    "qty1_unit", "qty2", "qty2_unit", "value_usd",
  },
}
