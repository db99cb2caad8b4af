--- The European Union by the dates its members joined and left, from the treaty of Rome on. Parts of
--- France with customs codes of their own (Réunion, Guadeloupe, …) are listed apart: they are not
--- counted here.
return {
  source = "European Union: treaties of accession; withdrawal of the United Kingdom at the end of "
    .. "2020-01-31",
  {
    name = "EU", en = "the European Union", zh = "欧盟",
    { "BEL", from = "1958-01-01" }, { "DEU", from = "1958-01-01" },
    { "FRA", from = "1958-01-01" }, { "ITA", from = "1958-01-01" },
    { "LUX", from = "1958-01-01" }, { "NLD", from = "1958-01-01" },
    { "DNK", from = "1973-01-01" }, { "IRL", from = "1973-01-01" },
    { "GBR", from = "1973-01-01", to = "2020-01-31" },
    { "GRC", from = "1981-01-01" },
    { "PRT", from = "1986-01-01" }, { "ESP", from = "1986-01-01" },
    { "AUT", from = "1995-01-01" }, { "FIN", from = "1995-01-01" },
    { "SWE", from = "1995-01-01" },
    { "CYP", from = "2004-05-01" }, { "CZE", from = "2004-05-01" },
    { "EST", from = "2004-05-01" }, { "HUN", from = "2004-05-01" },
    { "LVA", from = "2004-05-01" }, { "LTU", from = "2004-05-01" },
    { "MLT", from = "2004-05-01" }, { "POL", from = "2004-05-01" },
    { "SVK", from = "2004-05-01" }, { "SVN", from = "2004-05-01" },
    { "BGR", from = "2007-01-01" }, { "ROU", from = "2007-01-01" },
    { "HRV", from = "2013-07-01" },
  },
}
