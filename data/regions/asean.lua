--- ASEAN by the dates its members joined.
return {
  source = "ASEAN Secretariat: founding declaration of 1967-08-08 and later accessions; Timor-Leste "
    .. "by the 47th summit, 2025-10-26",
  {
    name = "ASEAN", en = "ASEAN", zh = "东盟",
    { "IDN", from = "1967-08-08" }, { "MYS", from = "1967-08-08" },
    { "PHL", from = "1967-08-08" }, { "SGP", from = "1967-08-08" },
    { "THA", from = "1967-08-08" }, { "BRN", from = "1984-01-07" },
    { "VNM", from = "1995-07-28" }, { "LAO", from = "1997-07-23" },
    { "MMR", from = "1997-07-23" }, { "KHM", from = "1999-04-30" },
    { "TLS", from = "2025-10-26" },
  },
}
