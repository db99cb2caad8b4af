--- What China charges on imports, by date: rates as fractions, from a day on until the next row.
--- `hs` rows hold for a code; a row without `from` holds for as long as its source is in force, and
--- an analyst who knows better gives the rate.

return {
  vat = {
    { from = "1994-01-01", rate = "0.17", source = "State Council Decree No. 134 (1993)" },
    { from = "2018-05-01", rate = "0.16", source = "Cai Shui [2018] No. 32" },
    { from = "2019-04-01", rate = "0.13", source = "MOF, STA and GACC Announcement [2019] No. 39" },
  },
  duty = {
    ["76011010"] = { { rate = "0.05", source = "Customs Tariff of China: MFN rate" } },
    ["76011090"] = { { rate = "0", source = "Customs Tariff of China: provisional rate" } },
  },
}
