-- What checking the five articles has to give. Each stands here in our wording (`articles/`), and as
-- it was published (`published`, a file of the folder of published documents, where that is at hand).
--
-- verdict   of the article
-- figures   findings about figures and labels: exactly these, in any order; each is met by one finding
--           that has one of its `kinds`, names each of `names` (digits) among its claims, has each text
--           of `proof` in its proof, and the `repair`, where these are given
-- words     findings about words that have to be among those given
-- claims    verdicts of single figures, by their digits
-- after     an earlier article whose figures stand in the ledger; `then_found`: what is found besides

local GROWTH_OF_NET <const> = { "growth", "net", "parts_total" }
local OF_RUSSIA <const> = { "parts_total", "share_of", "part_over_whole" }

return {
  {
    article = "cable_2025.txt",
    published = "000_d64adea729e4fbbb.txt",
    verdict = "consistent",
    figures = {},
    words = {},
    claims = { ["69"] = "ok", ["30,400"] = "ok", ["20,800"] = "ok", ["42.91"] = "ok" },
  },
  {
    -- Six shares force the total to lie in [21,359, 21,399], of which 21,300 is only the cut value;
    -- the named provinces gain what the total loses, and more.
    article = "cable_april.txt",
    published = "001_6f7847006a92305c.txt",
    verdict = "truncation",
    figures = {
      { kinds = { "share_of", "parts_total" }, names = { "21,300", "53.3", "11,395.0" },
        proof = { "21,359", "21,399" }, mode = "truncate" },
    },
    words = { { kinds = { "omission" } } },
    claims = { ["21,300"] = "truncation", ["16.08"] = "ok", ["72.7"] = "ok" },
    after = "cable_march.txt",
    then_found = {
      { kinds = { "wording" }, names = { "15,500" } },
      { kinds = { "wording" }, names = { "5,800" } },
    },
  },
  {
    article = "unwrought_march.txt",
    published = "002_57fbe46f869171ae.txt",
    verdict = "consistent",
    figures = {},
    words = { { kinds = { "wording" }, names = { "3.1" } } },
    claims = {},
  },
  {
    article = "primary_april.txt",
    published = "003_a84ed29bc22367ae.txt",
    verdict = "inconsistent",
    figures = {
      { kinds = { "net" }, names = { "634,300", "799,800", "34,500" },
        repair = { from = "634,300", to = "834,300", unique = true } },
      { kinds = GROWTH_OF_NET, names = { "643.0", "14.6", "14.8" } },
      { kinds = { "month_label" }, names = { "90.3" } },
      { kinds = { "month_label" }, names = { "2,300" } },
      { kinds = OF_RUSSIA, names = { "227,000", "90.3" }, mode = "round_up" },
    },
    words = {},
    claims = { ["634,300"] = "inconsistent", ["643.0"] = "inconsistent", ["90.3"] = "rounded_up",
      ["91.26"] = "ok", ["12.8"] = "ok" },
  },
  {
    -- With October's levels known, the fall of 3.5% is the output's, not the capacity's.
    article = "smelting_november.txt",
    published = "004_a0090f48c7da55a7.txt",
    verdict = "consistent",
    figures = {},
    words = {
      { kinds = { "unit_word" }, names = { "2.2" } },
      { kinds = { "unit_word" }, names = { "1.4" } },
      { kinds = { "unit_word" }, names = { "3.3" } },
      { kinds = { "wording" }, proof = { "consensus", "consistency" } },
      { kinds = { "wording" }, proof = { "slight", "significant" } },
    },
    claims = {},
    after = "smelting_october.txt",
    then_found = { { kinds = { "growth", "ledger" }, names = { "3.5" } } },
  },
}
