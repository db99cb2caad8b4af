-- Regions and unions of countries, with the phrases that name them. They hold countries, so they are
-- apart from neither these nor one another.

---@type table<string, string>
return {
  ASEAN = "asean|asean countries|southeast asia|southeast asian countries|south-east asia",
  EU = "eu|the eu|european union|the european union|e.u.|the e.u.|eu countries|eu-27",
  ["Outside the EU"] = "non-eu|non-eu countries|non-eu members|extra-eu|outside the eu|countries outside the eu",
  RCEP = "rcep|rcep countries|rcep members", BRICS = "brics|brics countries", GCC = "gcc|gulf states",
  ["Euro area"] = "euro area|the euro area|eurozone|the eurozone|euro zone",
  Africa = "africa|african countries|african", Europe = "europe|european countries|european",
  Asia = "asia|asian countries|asian", ["Middle East"] = "middle east|the middle east|middle eastern",
  ["North America"] = "north america|north american", ["South America"] = "south america|south american",
  ["Latin America"] = "latin america|latin american", Oceania = "oceania",
  ["Central Asia"] = "central asia", ["Southeast Asia"] = "southeast asian",
  ["Belt and Road"] = "belt and road|belt and road countries|belt and road initiative countries",
  ["East China"] = "east china|eastern china", ["South China"] = "south china|southern china",
  ["North China"] = "north china|northern china", ["Central China"] = "central china",
  ["Northwest China"] = "northwest china", ["Southwest China"] = "southwest china",
  ["Northeast China"] = "northeast china", ["Western China"] = "western china",
}
