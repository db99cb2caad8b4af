-- Words of scale and units, each with the base unit a figure of it is kept in and the power of ten
-- that leads there. Units this table does not have keep their own name.

local M = {}

---@class ingot.check.UnitWord
---@field unit string
---@field power integer  of ten, to the base unit

-- Spaced words; a hyphen between words counts as a blank.
local scales <const> = {
  [2] = "hundred",
  [3] = "thousand|thousands of|k|'000|thsd|ths|thou",
  [4] = "ten thousand|万",
  [5] = "lakh|lakhs|lac|lacs|hundred thousand",
  [6] = "million|millions of|mln|mn|m|mio|百万",
  [7] = "crore|crores",
  [8] = "hundred million|亿",
  [9] = "billion|bln|bn|b",
  [12] = "trillion|trn|tn",
}

-- Base unit, power, words.
local units <const> = {
  { "t", 0, "t|mt|ton|tons|tonne|tonnes|metric ton|metric tons|metric tonne|metric tonnes|吨|"
    .. "mts|te|m.t.|metric mt" },
  { "t", -3, "kg|kgs|kilogram|kilograms|kilogramme|kilogrammes|公斤|千克|kilo|kilos" },
  { "t", -6, "gram|grams" },
  { "t", 3, "kt|kilotonne|kilotonnes|kiloton|kilotons|ktonnes" },
  { "t", 6, "mmt|Mt|megatonne|megatonnes" },
  { "t", 4, "万吨|wt" },
  { "t", 8, "亿吨" },
  { "dmt", 0, "dmt|dry metric tons|dry metric tonnes|dry mt|dry tons|dry tonnes" },
  { "wmt", 0, "wmt|wet metric tons|wet metric tonnes|wet mt|wet tons|wet tonnes" },
  { "t/year", 3, "ktpa|kt per year|kt per annum|kt/a|kt/year|kt/yr|ktpy" },
  { "t/year", 6, "mtpa|mtpy|mmtpa" },
  { "t/year", 0, "tpa|tpy|t/a|t/year|t/yr|mt/year|mt/yr|mt per year|mt/a|tonnes per year|"
    .. "tons per year|tonnes per annum|tons per annum|tonnes a year|tons a year|tonnes/year|tons/year|"
    .. "metric tons per year|t per year|tonnes/yr|metric tons a year|mt per annum|tonnes a year" },
  { "t/day", 0, "tpd|t/d|tonnes per day|tons per day|t per day|mt/day|mt per day|tonnes a day" },
  { "%", 0, "%|percent|per cent|pct|pc|％|per-cent|个百分比" },
  { "pp", 0, "percentage point|percentage points|percent point|percent points|pp|ppt|ppts|pps|"
    .. "pct point|pct points|pct pt|pct pts|% point|% points|p.p.|%-point|%-points|percentage pts|"
    .. "per cent points|%pts|个百分点" },
  { "bp", 0, "basis point|basis points|bp|bps" },
  { "points", 0, "point|points|pt|pts|index point|index points|个点" },
  { "USD", 0, "usd|us dollar|us dollars|u.s. dollar|u.s. dollars|dollar|dollars|us$|$|美元" },
  { "USD", -2, "cent|cents|us cents" },
  { "USD", 4, "万美元" },
  { "USD", 8, "亿美元" },
  { "CNY", 0, "yuan|rmb|cny|renminbi|元|¥|￥|人民币" },
  { "CNY", 4, "万元" },
  { "CNY", 8, "亿元" },
  { "EUR", 0, "eur|euro|euros|€" },
  { "GBP", 0, "gbp|pound sterling|pounds sterling|£" },
  { "JPY", 0, "jpy|yen" },
  { "INR", 0, "inr|rupee|rupees|₹|rs" },
  { "AUD", 0, "aud|australian dollar|australian dollars" },
  { "CAD", 0, "cad|canadian dollar|canadian dollars" },
  { "BRL", 0, "brl|reais" }, { "MYR", 0, "myr|ringgit" }, { "NOK", 0, "nok|norwegian kroner" },
  { "SEK", 0, "sek" }, { "CHF", 0, "chf|swiss francs" }, { "KRW", 0, "krw|won" },
  { "IDR", 0, "idr|rupiah" }, { "VND", 0, "vnd|dong" },
  { "RUB", 0, "rub|roubles|rouble|rubles" }, { "ZAR", 0, "zar|rand" }, { "HKD", 0, "hkd" },
  { "barrels", 0, "barrel|barrels|bbl|bbls" },
  { "barrels/day", 0, "bpd|b/d|barrels per day|barrels a day" },
  { "lb", 0, "lb|lbs|pound|pounds" },
  { "oz", 0, "oz|ounce|ounces|troy ounce|troy ounces" },
  { "Wh", 12, "twh" }, { "Wh", 9, "gwh" }, { "Wh", 6, "mwh" }, { "Wh", 3, "kwh" },
  { "W", 9, "gw|gigawatts|gigawatt" }, { "W", 6, "mw|megawatts|megawatt" }, { "W", 3, "kw" },
  { "units", 0, "unit|units|vehicles|cars|sets|set|sheets|piece|pieces|pcs|rolls|containers|teu|teus|"
    .. "vessels|ships|lots|contracts|heads|head" },
  { "m2", 0, "square meters|square metres|sq m|sqm|m²|square meter" },
  { "m3", 0, "cubic meters|cubic metres|cubic meter|cubic metre|m³|m3|cbm|cu m|sm3|"
    .. "scm|standard cubic metres|standard cubic meters" },
  { "m3", 9, "bcm" }, { "m3", 6, "mcm" }, { "ft3", 9, "bcf" }, { "ft3", 0, "cubic feet" },
  { "bags", 0, "bag|bags|60-kg bags|60-kilo bags" }, { "bales", 0, "bale|bales" },
  { "bushels", 0, "bushel|bushels" }, { "ct", 0, "carat|carats" },
  { "km", 0, "km|kilometers|kilometres" },
  { "mm", 0, "mm" },
  { "years", 0, "year|years|yr|yrs" },
  { "months", 0, "month|months" },
  { "quarters", 0, "quarter|quarters" },
  { "weeks", 0, "week|weeks" },
  { "days", 0, "day|days|business days|working days|trading days" },
  { "hours", 0, "hour|hours" },
  { "times", 0, "times|fold|x|-fold" },
  { "°C", 0, "°c|℃|degrees" },
}

-- What may stand behind a unit and is part of it.
local tails <const> = {
  "in physical content", "physical content", "in metal content", "in aluminum content",
  "in aluminium content", "metal content", "in gross weight", "gross weight", "in net weight",
  "of metal", "(physical content)", "in copper content", "in zinc content", "in lead content",
  "in nickel content", "in tin content",
}

-- Currencies that stand before a number.
local before <const> = {
  { "USD", "us$|usd|$|us $|u.s.$" }, { "CNY", "rmb|cny|¥|￥|yuan" }, { "EUR", "eur|€" },
  { "GBP", "gbp|£" }, { "INR", "inr|₹|rs|rs ." }, { "JPY", "jpy" }, { "AUD", "aud|a$|au$" },
  { "CAD", "cad|c$|ca$" }, { "HKD", "hkd|hk$" }, { "BRL", "brl|r$" }, { "MYR", "myr|rm" },
  { "NOK", "nok" }, { "SEK", "sek" }, { "CHF", "chf" }, { "KRW", "krw|₩" }, { "IDR", "idr|rp" },
  { "VND", "vnd" }, { "RUB", "rub" }, { "ZAR", "zar" },
}

M.currencies = {}
for _, row in ipairs(before) do
  M.currencies[row[1]] = true
end

-- Units below a stroke: "yuan/mt", "USD per tonne", "$ a ton".
local below <const> = {
  { "t", 0, "t|mt|ton|tons|tonne|tonnes|metric ton|metric tonne|吨" },
  { "dmt", 0, "dmt|dry mt|dry metric ton" }, { "wmt", 0, "wmt" },
  { "kg", 0, "kg" }, { "lb", 0, "lb|pound" }, { "oz", 0, "oz|ounce" },
  { "barrel", 0, "barrel|bbl" }, { "kWh", 0, "kwh" }, { "day", 0, "day" }, { "unit", 0, "unit|piece" },
  { "year", 0, "year|annum|yr" }, { "month", 0, "month" }, { "mtu", 0, "mtu" }, { "dmtu", 0, "dmtu" },
}

local function spread(list, node, value)
  for phrase in list:gmatch "[^|]+" do
    local at = node
    for part in phrase:gmatch "[^ ]+" do
      local pieces = part:gsub("[/$%%]", "\0%0\0")
      pieces = pieces:gsub("[\xE3-\xE9\xC2][\x80-\xBF]+", "\0%0\0"):gsub(
        "[\xE3-\xE9][\x80-\xBF][\x80-\xBF]", "\0%0\0")
      for piece in pieces:gmatch "%Z+" do
        at[piece] = at[piece] or {}
        at = at[piece]
      end
    end
    at.value = value
  end
end

-- The tries: word → node, `value` where a phrase ends. Mt and mt differ by their case only: the
-- former stands here as it is written.
local tries

---@return { scales: table, units: table, before: table, below: table, tails: table }
function M.tries()
  if tries then
    return tries
  end
  tries = { scales = {}, units = {}, before = {}, below = {}, tails = {} }
  for power, list in pairs(scales) do
    spread(list, tries.scales, power)
  end
  for _, row in ipairs(units) do
    spread(row[3], tries.units, { unit = row[1], power = row[2] })
  end
  for _, row in ipairs(before) do
    spread(row[2], tries.before, { unit = row[1], power = 0 })
  end
  for _, row in ipairs(below) do
    spread(row[3], tries.below, { unit = row[1], power = row[2] })
  end
  for _, tail in ipairs(tails) do
    spread(tail:gsub("[()]", ""), tries.tails, true)
  end
  return tries
end

--- Walks atoms along a trie: the value of the longest phrase from atom i on, and its last atom.
---@param atoms ingot.check.lex.Atom[]
---@param i integer
---@param last integer  of the sentence
---@param trie table
---@return any value
---@return integer? to
function M.walk(atoms, i, last, trie)
  local node, value, to = trie, nil, nil
  while i <= last do
    local atom <const> = atoms[i]
    local low <const> = atom.low
    local next_node = (low == "mt" and atom.text == "Mt" and node.Mt) or node[low]
    if not next_node and low == "-" and node ~= trie and not atom.blank then
      next_node = node -- "tonnes-per-year"
    end
    if not next_node then
      break
    end
    node = next_node
    if node.value ~= nil then
      value, to = node.value, i
    end
    i = i + 1
  end
  return value, to
end

return M
