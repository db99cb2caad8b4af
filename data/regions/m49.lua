--- Continents and subregions of the world, without dates. What customs list apart is put where the
--- list has the country it belongs to, by its customs code: the Canary Islands (207), Ceuta (210) and
--- Melilla (256) with Spain; Serbia and Montenegro (349); Bonaire (409), Saba (436), Saint Martin
--- (438) and the Netherlands Antilles (449); islands of French Polynesia (604, 605, 612, 615, 616).
--- Taiwan, which the list does not name, is with Eastern Asia. "Other Asia" (199) and its like
--- belong to a continent, to no subregion.
local continents <const> = {
  { "africa", "Africa", "非洲", rest = "299" },
  { "americas", "the Americas", "美洲", rest = "499 599" },
  { "asia", "Asia", "亚洲", rest = "199" },
  { "europe", "Europe", "欧洲", rest = "399" },
  { "oceania", "Oceania", "大洋洲", rest = "699" },
}
local subregions <const> = {
  { "africa", "northern_africa", "Northern Africa", "北非", "DZA EGY LBY MAR SDN TUN ESH" },
  { "africa", "eastern_africa", "Eastern Africa", "东非",
    "BDI COM DJI ERI ETH KEN MDG MWI MUS MYT MOZ REU RWA SYC SOM SSD UGA TZA ZMB ZWE" },
  { "africa", "middle_africa", "Middle Africa", "中非地区", "AGO CMR CAF TCD COG COD GNQ GAB STP" },
  { "africa", "southern_africa", "Southern Africa", "南部非洲", "BWA SWZ LSO NAM ZAF" },
  { "africa", "western_africa", "Western Africa", "西非",
    "BEN BFA CPV CIV GMB GHA GIN GNB LBR MLI MRT NER NGA SEN SLE TGO" },
  { "americas", "caribbean", "the Caribbean", "加勒比地区",
    "ATG ABW BHS BRB VGB CYM CUB CUW DMA DOM GRD GLP HTI JAM MTQ MSR PRI KNA LCA VCT TTO TCA "
    .. "409 436 438 449" },
  { "americas", "central_america", "Central America", "中美洲", "BLZ CRI SLV GTM HND MEX NIC PAN" },
  { "americas", "south_america", "South America", "南美洲",
    "ARG BOL BRA CHL COL ECU GUF GUY PRY PER SUR URY VEN" },
  { "americas", "northern_america", "Northern America", "北美地区", "BMU CAN GRL SPM USA" },
  { "asia", "central_asia", "Central Asia", "中亚", "KAZ KGZ TJK TKM UZB" },
  { "asia", "eastern_asia", "Eastern Asia", "东亚", "CHN HKG MAC TWN PRK JPN MNG KOR" },
  { "asia", "south_eastern_asia", "South-eastern Asia", "东南亚",
    "BRN KHM IDN LAO MYS MMR PHL SGP THA TLS VNM" },
  { "asia", "southern_asia", "Southern Asia", "南亚", "AFG BGD BTN IND IRN MDV NPL PAK LKA" },
  { "asia", "western_asia", "Western Asia", "西亚",
    "ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN QAT SAU PSE SYR TUR ARE YEM" },
  { "europe", "eastern_europe", "Eastern Europe", "东欧",
    "BLR BGR CZE HUN POL MDA ROU RUS SVK UKR" },
  { "europe", "northern_europe", "Northern Europe", "北欧",
    "DNK EST FRO FIN ISL IRL LVA LTU NOR SWE GBR" },
  { "europe", "southern_europe", "Southern Europe", "南欧",
    "ALB AND BIH HRV GIB GRC VAT ITA MLT MNE MKD PRT SMR SRB SVN ESP 207 210 256 349" },
  { "europe", "western_europe", "Western Europe", "西欧", "AUT BEL FRA DEU LIE LUX MCO NLD CHE" },
  { "oceania", "australia_new_zealand", "Australia and New Zealand", "澳大利亚和新西兰",
    "AUS NZL NFK" },
  { "oceania", "melanesia", "Melanesia", "美拉尼西亚", "FJI NCL PNG SLB VUT" },
  { "oceania", "micronesia", "Micronesia", "密克罗尼西亚地区", "KIR MHL FSM NRU PLW" },
  { "oceania", "polynesia", "Polynesia", "波利尼西亚",
    "COK PYF WSM TON TUV WLF 604 605 612 615 616" },
}

local M = {
  source = "United Nations Statistics Division: standard country or area codes (M49)",
}

local function add(region, members)
  for member in members:gmatch "%S+" do
    region[#region + 1] = member
  end
end

local by_name <const>, all <const>, parts <const> = {}, {}, {}
for i, row in ipairs(continents) do
  by_name[row[1]] = { name = row[1], en = row[2], zh = row[3] }
  all[i] = row[1]
end
for i, row in ipairs(subregions) do
  local region <const> = { name = row[2], en = row[3], zh = row[4] }
  add(region, row[5])
  add(by_name[row[1]], row[5])
  M[i], parts[i] = region, row[2]
end
for _, row in ipairs(continents) do
  add(by_name[row[1]], row.rest)
  M[#M + 1] = by_name[row[1]]
end
M[#M + 1] = { name = "continents", en = "the continents", zh = "各大洲", parts = all }
M[#M + 1] = { name = "subregions", en = "the subregions", zh = "各次区域", parts = parts }

return M
