--- BRICS by the dates its members joined. Saudi Arabia, invited for 2024, is not counted.
return {
  source = "declarations of the BRICS summits: South Africa from the summit of 2011-04-14, the "
    .. "enlargement of 2024-01-01, Indonesia 2025-01-06",
  {
    name = "BRICS", en = "BRICS", zh = "金砖国家",
    { "BRA", from = "2009-06-16" }, { "RUS", from = "2009-06-16" },
    { "IND", from = "2009-06-16" }, { "CHN", from = "2009-06-16" },
    { "ZAF", from = "2011-04-14" }, { "ARE", from = "2024-01-01" },
    { "EGY", from = "2024-01-01" }, { "ETH", from = "2024-01-01" },
    { "IRN", from = "2024-01-01" }, { "IDN", from = "2025-01-06" },
  },
}
