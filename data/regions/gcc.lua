--- The Gulf Cooperation Council; no member has joined or left since its charter.
return {
  source = "charter of the Cooperation Council for the Arab States of the Gulf, 1981-05-25",
  {
    name = "GCC", en = "the GCC", zh = "海合会",
    "SAU", "ARE", "QAT", "KWT", "OMN", "BHR",
  },
}
