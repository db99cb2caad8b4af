--- Products that come with the program: HS codes of the Chinese tariff, eight digits, as China's
--- customs list them for 2023 (parameter tables of the online query); `source` says how they group.
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
  steel_core_wire = {
    en = "steel-core aluminum stranded wire",
    zh = "钢芯铝绞线",
    codes = { "76141000" },
    parts = {
      ["76141000"] = { en = "steel-core aluminum stranded wire", zh = "钢芯铝绞线" },
    },
    source = "subheading 7614.10 of the tariff: stranded wire and cable with steel core",
  },
  other_wire = {
    en = "other aluminum stranded wire",
    zh = "其他铝绞线",
    codes = { "76149000" },
    parts = {
      ["76149000"] = { en = "other aluminum stranded wire", zh = "其他铝绞线" },
    },
    source = "subheading 7614.90 of the tariff: stranded wire and cable without steel core",
  },
  alloyed_aluminum = {
    en = "unwrought aluminum alloys",
    zh = "未锻轧铝合金",
    codes = { "76012000" },
    parts = {
      ["76012000"] = { en = "unwrought aluminum alloys", zh = "未锻轧铝合金" },
    },
    source = "subheading 7601.20 of the tariff: unwrought aluminium alloys",
  },
  unwrought_and_products = {
    en = "unwrought aluminum and aluminum products",
    zh = "未锻轧铝及铝材",
    codes = { "7601", "7603", "7604", "7605", "7606", "7607", "7608", "7609" },
    parts = {
      ["7601"] = { en = "unwrought aluminum", zh = "未锻轧铝" },
      ["7603"] = { en = "aluminum powders and flakes", zh = "铝粉及片状粉末" },
      ["7604"] = { en = "aluminum bars, rods and profiles", zh = "铝条、杆及型材" },
      ["7605"] = { en = "aluminum wire", zh = "铝丝" },
      ["7606"] = { en = "aluminum plates, sheets and strip", zh = "铝板、片及带" },
      ["7607"] = { en = "aluminum foil", zh = "铝箔" },
      ["7608"] = { en = "aluminum tubes and pipes", zh = "铝管" },
      ["7609"] = { en = "aluminum tube and pipe fittings", zh = "铝管子附件" },
    },
    source = "headings 7601 and 7603 to 7609 of the tariff: unwrought aluminium, and what is rolled, "
      .. "drawn or extruded of it; without scrap (7602) and manufactures (7610 to 7616). "
      .. "The item of that name in announcements may draw the line elsewhere",
  },
  alumina = {
    en = "alumina",
    zh = "氧化铝",
    codes = { "28182000" },
    parts = {
      ["28182000"] = { en = "aluminum oxide other than artificial corundum",
        zh = "氧化铝（人造刚玉除外）" },
    },
    source = "subheading 2818.20 of the tariff: aluminium oxide, other than artificial corundum",
  },
  bauxite = {
    en = "bauxite",
    zh = "铝土矿",
    codes = { "26060000" },
    parts = {
      ["26060000"] = { en = "aluminum ores and concentrates", zh = "铝矿砂及其精矿" },
    },
    source = "heading 2606 of the tariff: aluminium ores and concentrates",
  },
}
