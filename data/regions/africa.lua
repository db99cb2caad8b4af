--- African communities. ECOWAS and SADC as they were from 2023 on, with what has changed since; the
--- dates before are not given, as no data here reach there. Memberships overlap.
return {
  source = "the communities' own lists of members; Burkina Faso, Mali and Niger left ECOWAS on "
    .. "2025-01-29",
  {
    name = "ECOWAS", en = "ECOWAS", zh = "西非国家经济共同体",
    "BEN", "CPV", "CIV", "GMB", "GHA", "GIN", "GNB", "LBR", "NGA", "SEN", "SLE", "TGO",
    { "BFA", to = "2025-01-28" }, { "MLI", to = "2025-01-28" }, { "NER", to = "2025-01-28" },
  },
  {
    name = "SADC", en = "SADC", zh = "南部非洲发展共同体",
    "AGO", "BWA", "COM", "COD", "SWZ", "LSO", "MDG", "MWI", "MUS", "MOZ", "NAM", "SYC", "ZAF",
    "TZA", "ZMB", "ZWE",
  },
  {
    name = "AMU", en = "the Arab Maghreb Union", zh = "阿拉伯马格里布联盟",
    "DZA", "LBY", "MRT", "MAR", "TUN",
  },
}
