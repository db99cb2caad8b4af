--- RCEP, by the dates the agreement entered into force for each member.
return {
  source = "RCEP depositary (ASEAN Secretariat) and the Ministry of Commerce of China; Myanmar: in "
    .. "force between it and China from 2022-05-01",
  {
    name = "RCEP", en = "RCEP", zh = "RCEP",
    { "AUS", from = "2022-01-01" }, { "BRN", from = "2022-01-01" },
    { "CHN", from = "2022-01-01" }, { "JPN", from = "2022-01-01" },
    { "KHM", from = "2022-01-01" }, { "LAO", from = "2022-01-01" },
    { "NZL", from = "2022-01-01" }, { "SGP", from = "2022-01-01" },
    { "THA", from = "2022-01-01" }, { "VNM", from = "2022-01-01" },
    { "KOR", from = "2022-02-01" }, { "MYS", from = "2022-03-18" },
    { "MMR", from = "2022-05-01" }, { "IDN", from = "2023-01-02" },
    { "PHL", from = "2023-06-02" },
  },
}
