-- Words whose place in a sentence matters more than their sense: prepositions, determiners and
-- adverbs. A letter of "" falls away. `senses` are of single words that the lexicon of tokens leaves
-- open. `stops` end the name of a product; `plain` words stand before a name and are no part of it.

local M = {}

local function set(letters, text)
  for word in text:gmatch "%S+" do
    letters[word] = true
  end
  return letters
end

local function letters(groups)
  local all = {}
  for _, group in ipairs(groups) do
    for word in group[2]:gmatch "%S+" do
      all[word:gsub("_", " ")] = group[1]
    end
  end
  return all
end

---@type table<string, string>
M.letters = letters {
  { "f", "from" }, { "o", "of" }, { "t", "to into toward towards" }, { "b", "by" },
  { "i", "in at on for during via amid as across through throughout among between" },
  { "h", "with" }, { "a", "and or plus &" },
  { "@", "it they this these that which its their those both he who one former latter" },
  { "", [[the a an 's ’s " ' “ ” also only just still already again further even some roughly_speaking
     have has had i.e. ie namely viz been be being would will could may might did do does not nearly_all alone much
     very more_broadly respectively_speaking meanwhile therefore thus then so ' 's had saw ]] },
}

M.senses = { previously = { relation = "previous" } }

M.senses.surplus, M.senses.deficit = { flow = "surplus" }, { flow = "deficit" }
M.senses["exports to"] = { flow = "export" }

-- Verbs of those at either end of a trade.
--- Verbs of either end of a trade: which flow they are of, what was spoken of tells.
M.soft = set({}, [[sent sends send supplied supplies provided sold delivered dispatched took takes
  received receives bought purchased absorbed]])

for word in ("sent sends send supplied supplies provided sold delivered dispatched"):gmatch "%S+" do
  M.senses[word] = { flow = "export", flow_verb = true }
end
for word in ("took takes received receives bought purchased absorbed"):gmatch "%S+" do
  M.senses[word] = { flow = "import", flow_verb = true }
end

--- Words that no product's name begins with or contains.
M.stops = set({}, [[
  that which who when where because since if as is are was were be been has have had will would can
  could may might should must do does did not no nor than then there here also its it their our his
  her they we you this these those such both each others another more most less least many much
  several some any all few according data showed shows show said says released customs figures
  figure statistics latest recent driven due amid despite while although though but however whereas
  because including include includes excluding particularly especially mainly largely mostly notably
  ranked saw see seen hit supported supporting boosted boosting driving driven led leading pushing
  pushed posted recorded registered reported followed account accounted accounting contributed
  turned turns became becomes kept keep keeps keeping
  remained remain remains maintained compared continued continuing went came come showing meanwhile
  boost boosts lift lifts lifted push drive drives after before until about against under over up down
  out turned became whose what how expected estimated forecast abroad overseas worldwide
  terms regarding regards respect perspective side front
  structure volume volumes amounted figures bringing leaving giving making taking reaching totaling totalling
  indicating reflecting signaling underscoring suggesting showing means mean combined
]])

--- Words before the name of a product that say nothing of it.
M.plain = set({}, [[
  total cumulative overall monthly annual yearly quarterly combined average daily whole full-year
  full year national country country's nation nation's global world world's worldwide domestic local
  china's chinese china net gross aggregate corresponding respective said same main major key its
  their customs-cleared actual apparent physical seaborne overseas foreign direct new first-half
  full-month calendar year-to-date accumulated
]])

--- Words before a place that leave it out.
M.origin = set({}, "origin origins") -- of goods: "of Chinese origin"
M.excluding = set({}, "excluding ex outside without except")

--- Flows that only stand for one where nothing else is spoken of.
M.weak = set({}, [[trade supply supplies demand orders investment profit cost margins]])

--- Words of a flow that is told by what was spoken of.
M.carried = { shipment = "export", shipments = "export", deliveries = "export", supplies = "export",
  purchases = "import", loadings = "export", volume = false, volumes = false }

-- Nouns of a report that stand for what it is about.
local passing <const> = set({}, [[
  tally customs country's ministry association report bulletin government official preliminary tonnage
  balance result remainder rest average sum intake pace
]])

--- General words for what was traded: the product is the one spoken of.
M.general = set({}, [[
  value values worth commodity commodities goods cargo cargoes shipment shipments product products material materials
  metal volume volumes amount amounts total figure figures quantity quantities number numbers level
  trade import imports export exports data market markets country region industry sector month year
  quarter period
]])

--- Whether a word says nothing of what was traded.
---@param low string
---@return boolean
function M.is_general(low)
  return M.general[low] or M.plain[low] or M.stops[low] or passing[low] or #low < 4
end

--- Words for those at either end of a trade, and for which of them.
M.sides = set({}, [[
  supplier suppliers source sources origin origins destination destinations buyer buyers market markets
  taker takers top main largest leading major biggest principal key customer customers province
  provinces country countries region regions breakdown list ranking order
]])

--- What is counted but never traded: "12 new projects", "30 days".
M.counted = set({}, [[
  projects project companies company enterprises enterprise days day weeks week years year months
  month hours hour minutes countries country provinces province regions region cities city people
  workers employees members firms mills plants smelters refineries mines sites lines ports analysts
  indicators indicator categories category types products items sections chapters series stages
  phases steps reasons factors times sources destinations respondents lawmakers states places markets
  views comments readers downloads quarters percent-owned
  km kilometres kilometers mw gw kwh degrees pages participants furnaces
  producers suppliers traders buyers consumers economies nations shifts rounds points-of-sale
  ago
]])

return M
