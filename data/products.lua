--- Products that come with the program: HS codes of the Chinese tariff, eight digits.
return {
  wire_cable = {
    en = "aluminum wire and cable",
    zh = "铝线缆",
    codes = { "76141000", "76149000" },
    parts = {
      ["76141000"] = { en = "steel-core aluminum stranded wire", zh = "钢芯铝绞线" },
      ["76149000"] = { en = "other aluminum stranded wire", zh = "其他铝绞线" },
    },
    source = "heading 7614 of the tariff: stranded wire and cable, not electrically insulated",
  },
  primary_aluminum = {
    en = "primary aluminum",
    zh = "原铝",
    codes = { "76011010", "76011090" },
    parts = {
      ["76011010"] = { en = "high-purity aluminum", zh = "高纯铝" },
      ["76011090"] = { en = "other unalloyed aluminum", zh = "其他未锻轧非合金铝" },
    },
    source = "subheading 7601.10 of the tariff: unwrought aluminium, not alloyed",
  },
}
