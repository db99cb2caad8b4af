local marked = require "support.marked"
local wording = require "ingot.check.wording"

local function found(text, defaults)
  local kinds, first = {}, nil
  for i, finding in ipairs(wording.find(marked.of(text, defaults))) do
    kinds[i] = finding.kind
    first = first or finding
  end
  return table.concat(kinds, ", "), first
end

local index <const> = { what = "index", product = false }

-- What is tested, the kind found; a text it must be found in, and its like in which nothing may be.
---@type { [1]: string, [2]: string, [3]: string, [4]: string, defaults?: table }[]
local pairs_ <const> = {
  -- sizes
  { "slightly before its figure", "wording",
    "Exports fell slightly by {15.2%|mom -}.", "Exports fell slightly by {2.2%|mom -}." },
  { "a slight change at the edge of taste", "wording",
    "There was a slight increase of {12.4%|yoy} in exports.",
    "There was a slight increase of {3.5%|yoy} in exports." },
  { "a word that leads to a level", "wording",
    "Exports surged to {510,000 mt|level}, up {3.1%|yoy}.",
    "Exports surged to {510,000 mt|level}, up {73.1%|yoy}." },
  { "a level with two rates, of which one bears the word", "wording",
    "Exports surged to {5,100 mt|level}, up {3.1%|mom} and {1.4%|yoy}.",
    "Exports surged to {5,100 mt|level}, up {3.1%|mom} and {81.4%|yoy}." },
  { "a plunge", "wording",
    "Imports plunged {1.2%|yoy - what=import} on the year.",
    "Imports plunged {61.2%|yoy - what=import} on the year." },
  { "sharply", "wording",
    "Exports rose sharply, by no more than it seems, up sharply {0.8%|mom}.",
    "Exports rose sharply {28%|mom}." },
  { "a word behind its figure", "wording",
    "Exports saw a {1.4%|yoy} surge.", "Exports saw a {91.4%|yoy} surge." },
  { "a comparison of places, not of size", "wording",
    "Exports edged up by {31%|mom}.", "The rate was slightly above {31%|mom}." },
  { "another's figure", "wording",
    "Exports rose slightly by {31%|mom}.",
    "Exports rose slightly from a month in which they had fallen {31%|mom -}." },
  { "a figure of the next clause", "wording",
    "Exports slightly rose {17%|mom}.",
    "Exports slightly rose, while those to Mexico were up {17%|mom to=Mexico}." },
  { "small moves of prices", "wording",
    "Prices surged {0.4%|mom what=price}.", "Prices surged {5.4%|mom what=price}." },
  { "the headline's surge", "wording",
    "Copper exports surge in April\n\nExports reached {5,100 mt|level}, up {3.1%|yoy}. Imports came in.",
    "Copper exports surge in April\n\nExports reached {5,100 mt|level}, up {63.1%|yoy}. Imports came in." },
  { "a headline that goes the other way", "wording",
    "Copper imports soar in April\n\nImports were {900 mt|level what=import}, up {2.3%|mom} but {40%|yoy -} lower.",
    "Copper imports soar in April\n\nImports were {900 mt|level what=import}, up {62.3%|mom} but {40%|yoy -} lower." },
  { "a member named without its figure", "wording",
    "Exports to Mexico were {900 mt|level to=Mexico}, up {2.1%|mom}. The surge in exports to Mexico helps.",
    "Exports to Mexico were {900 mt|level to=Mexico}, up {82%|mom}. The surge in exports to Mexico helps." },
  { "words used unequally", "wording",
    "The leading index was {67.1|index of=leading}, down {1.4 points|change -}. The coincident index was "
      .. "{122.3|index of=coincident}, up {3.3 points|change}. The significant increase in the coincident "
      .. "index pleased. The slight decline in the leading index did not.",
    "The leading index was {67.1|index of=leading}, down {1.4 points|change -}. The coincident index was "
      .. "{122.3|index of=coincident}, up {9.3 points|change}. The significant increase in the coincident "
      .. "index pleased. The slight decline in the leading index did not.", defaults = index },
  { "what is expected is no figure yet", "wording",
    "Exports surged {2%|mom}.", "Exports are expected to surge after {2%|mom}." },
  -- joints
  { "but between two falls", "wording",
    "Exports were down {5.3%|mom -} MoM but down {8.43%|yoy -} YoY.",
    "Exports were down {5.3%|mom -} MoM but up {8.43%|yoy} YoY." },
  { "but between two rises", "wording",
    "Exports were up {5.3%|mom} MoM, but up {8.43%|yoy} YoY.",
    "Exports were up {5.3%|mom} MoM, but only up {0.43%|yoy} YoY." },
  { "but between two things", "wording",
    "Exports rose {5.3%|mom} but rose {1%|yoy}.",
    "Exports rose {5.3%|mom} but rose {1%|mom to=Mexico} to Mexico." },
  { "and is at home everywhere", "wording",
    "Exports rose {5.3%|mom} MoM but grew {9%|yoy} YoY.",
    "Exports were down {5.3%|mom -} MoM and up {8.43%|yoy} YoY." },
  { "although", "wording",
    "Although output fell by {4%|mom - what=production}, it fell {1.8%|yoy -} YoY.",
    "Although output fell by {4%|mom - what=production}, it rose {1.8%|yoy} YoY." },
  -- multiples
  { "double-digit", "wording",
    "Exports kept a double-digit decline of {9.4%|yoy -}.",
    "Exports kept a double-digit decline of {19.4%|yoy -}." },
  { "double digits without a figure", "wording",
    "Exports fell {9.4%|yoy -}. The fall in double digits worries.",
    "Exports fell {9.4%|mom -} and {12.4%|yoy -}. The fall in double digits worries." },
  { "double digits of another figure", "wording",
    "The decline of {3.1%|yoy -} stayed in double digits.",
    "The decline of {3.1%|yoy -} stayed in double digits for Chile, at 14%." },
  { "doubled", "wording",
    "Exports doubled, up {45%|yoy}.", "Exports doubled, up {101.2%|yoy}." },
  { "nearly doubled", "wording",
    "Exports nearly doubled, up {31%|yoy}.", "Exports nearly doubled, up {94%|yoy}." },
  { "a word beyond its level", "wording",
    "Exports doubled to {900 mt|level}, up {31%|yoy} YoY.", "Exports doubled to {900 mt|level}, up {98%|yoy} YoY." },
  { "a word of another comparison", "wording",
    "Exports tripled, up {13%|yoy}.", "Exports were up {133%|mom} MoM and more than tripled from a year before." },
  { "halved", "wording", "Exports halved, down {12%|yoy -}.", "Exports halved, down {51%|yoy -}." },
  { "the majority", "wording",
    "It held the majority with {43%|share} of exports.", "It held the majority with {63%|share} of exports." },
  { "more than half", "wording",
    "Mexico took more than half, {47.2%|share to=Mexico}, of the total.",
    "Mexico took more than half, {57.2%|share to=Mexico}, of the total." },
  { "a third", "wording",
    "Mexico took a third of exports, {53.2%|share to=Mexico}.",
    "Mexico took a third of exports, {33.2%|share to=Mexico}." },
  -- streaks
  { "again", "wording",
    "Exports fell {4%|mom - in=2025-03} in March. They were up {3%|mom} again.",
    "Exports rose {4%|mom in=2025-03} in March. They were up {3%|mom} again." },
  { "a run and its rate", "wording",
    "Exports rose for the third consecutive month, down {2.3%|mom -} MoM.",
    "Exports rose for the third consecutive month, up {2.3%|mom} MoM." },
  { "a run of another comparison", "wording",
    "Exports declined for the third straight month, up {2.3%|mom} MoM.",
    "Exports declined for the third straight month in year-on-year terms, although they rose {2.3%|mom} MoM." },
  { "a run of something else", "wording",
    "Exports grew for the {third|streak n=3} consecutive month, falling {2.3%|mom -} MoM.",
    "Mexico ranked first for the {third|streak n=3 to=Mexico} consecutive month, down {2.3%|mom -} MoM." },
  { "regained", "wording",
    "Mexico regained the first place for the {third|streak n=3 to=Mexico} consecutive month.",
    "Mexico held the first place for the {third|streak n=3 to=Mexico} consecutive month." },
  { "regained, a sentence on", "wording",
    "Mexico ranked first for the {third|streak n=3 to=Mexico} consecutive month. Mexico thus regained the place.",
    "Mexico ranked first for the {third|streak n=3 to=Mexico} consecutive month. Iraq thus regained the second." },
  -- units
  { "percentage points of an index", "unit_word",
    "The index recorded {56.9|index}, an increase of {2.2 percentage points|change}.",
    "The index recorded {56.9|index}, an increase of {2.2 points|change}.", defaults = index },
  { "percentage points of a rate", "unit_word",
    "The leading index was {67.1|index of=leading}, down {1.4 percentage points|change -}.",
    "The operating rate was {62%|level what=operating_rate}, up {0.6 percentage points|change}.",
    defaults = index },
  { "percentage points of a share beside an index", "unit_word",
    "The index is lower by {1.4 percentage points|change -}.",
    "The index fell. The share of Russia rose by {4.1 percentage points|change} to {12%|share}.", defaults = index },
  { "percent for points of a rate", "unit_word",
    "The rate rose {0.6%|mom what=operating_rate} from {61.4%|level in=2025-03} to {62.0%|level in=2025-04}.",
    "The rate rose {0.98%|mom what=operating_rate} from {61.4%|level in=2025-03} to {62.0%|level in=2025-04}." },
  { "a ten-thousandth, by its share", "unit_word",
    "Imports were {250,500 mt|level what=import}. Those from Russia were {22.7 mt|level what=import to=Russia}"
      .. ", or {90.6%|share} of the total.",
    "Imports were {250,500 mt|level what=import}. Those from Russia were {22.7 mt|level what=import to=Russia}"
      .. ", or {0.01%|share} of the total." },
  { "a ten-thousandth, by its like", "unit_word",
    "Imports were {6.65 mt|level}, against {71,200 mt|level in=2025-03} before.",
    "Imports were {6.65 mt|level to=Cuba}, against {8.2 mt|level in=2025-03} before." },
  { "a change that is the level", "unit_word",
    "Exports to Iraq were {1,857.7 mt|level to=Iraq}, up {1,857.7 mt|change} MoM.",
    "Exports to Iraq were {1,857.7 mt|level to=Iraq}, up {1,857.7 mt|change} from none MoM." },
  { "a change up to its level", "unit_word",
    "Exports rose {1,857.7 mt|change to=Iraq} to {1,857.7 mt|level}.",
    "Exports rose {857.7 mt|change to=Iraq} to {1,857.7 mt|level}." },
  -- terms
  { "two names of one index", "wording",
    "The leading index was {67.1|index of=leading}; The consensus index was {122.3|index of=consensus}. "
      .. "The leading index is composed of five parts; The consistency index reflects the state of today.",
    "The leading index was {67.1|index of=leading}; The consensus index was {122.3|index of=consensus}. "
      .. "The leading index is composed of five parts; The consensus index reflects the state of today.",
    defaults = index },
  { "an index that is another", "wording",
    "The coincident index was {122.3|index of=coincident}. The concurrent index covers output.",
    "The coincident index was {122.3|index of=coincident}. The lagging index covers stocks.",
    defaults = index },
  -- lists
  { "indicators announced", "list_mismatch",
    "It is composed of five leading indicators, namely LME price, M2 (money supply), investment, and power.",
    "It is composed of four leading indicators, namely LME price, M2 (money supply), investment, and power." },
  { "a list in the middle of a sentence", "list_mismatch",
    "The four suppliers, namely Chile, Peru, and Iran, kept their order.",
    "The three suppliers, namely Chile, Peru, and Iran, kept their order." },
  { "countries announced", "list_mismatch",
    "Three countries: Mexico, Portugal, Iraq and Chile.", "Three countries: Mexico, Portugal and Iraq." },
  { "a list whose last name has an and", "list_mismatch",
    "The top two destinations were Mexico, Portugal and Iraq.",
    "The top two destinations were Mexico and Trinidad and Tobago." },
  { "an open list", "list_mismatch",
    "Two provinces: Jiangsu, Henan and Beijing.", "Two provinces are strong, while others, such as Hebei, fall." },
  { "a larger one left out", "list_mismatch",
    "The top two destinations were Mexico and Iraq. Mexico took {900 mt|level to=Mexico}, Portugal "
      .. "{700 mt|level to=Portugal}, Iraq {400 mt|level to=Iraq}.",
    "The top two destinations were Mexico and Portugal. Mexico took {900 mt|level to=Mexico}, Portugal "
      .. "{700 mt|level to=Portugal}, Iraq {400 mt|level to=Iraq}." },
  -- omission
  { "named gains and a total that falls", "omission",
    "Exports were {21,300 mt|level}, down {5.3%|mom -}. Jiangsu was up {2,475.2 mt|change at=Jiangsu}, Henan down "
      .. "{1,657.9 mt|change - at=Henan}, Beijing up {570.5 mt|change at=Beijing}.",
    "Exports were {21,300 mt|level}, up {5.3%|mom}. Jiangsu was up {2,475.2 mt|change at=Jiangsu}, Henan down "
      .. "{1,657.9 mt|change - at=Henan}, Beijing up {570.5 mt|change at=Beijing}." },
  { "the rest is told of", "omission",
    "Exports were {21,300 mt|level}, up {5.3%|mom}. Jiangsu was down {475.2 mt|change - at=Jiangsu}, Henan down "
      .. "{657.9 mt|change - at=Henan}, Hebei down {90 mt|change - at=Hebei}.",
    "Exports were {21,300 mt|level}, up {5.3%|mom}. Jiangsu was down {475.2 mt|change - at=Jiangsu}, Henan down "
      .. "{657.9 mt|change - at=Henan}, Hebei down {90 mt|change - at=Hebei}, while other provinces gained." },
  { "two examples are no account", "omission",
    "Exports were {21,300 mt|level}, up {5.3%|mom}. Jiangsu was down {975.2 mt|change - at=Jiangsu}, Henan down "
      .. "{657.9 mt|change - at=Henan}, Hebei down {90 mt|change - at=Hebei}.",
    "Exports were {21,300 mt|level}, up {5.3%|mom}. Jiangsu was down {975.2 mt|change - at=Jiangsu}, Henan down "
      .. "{657.9 mt|change - at=Henan}." },
  -- malformed
  { "an increase of less than nothing", "malformed",
    "Exports rose by -5.3% in April.", "Exports changed by -5.3% in April." },
  { "a sign that says it twice", "wording",
    "Exports were down -5.3% in April.", "Exports were down 5.3% in April." },
  { "no value printed", "malformed", "Exports were up nan% in April.", "Exports of naan rose in April." },
  { "a code with a digit too many", "malformed",
    "(HS codes: 76141000, 761490000).", "(HS codes: 76141000, 76149000)." },
  { "a code of swapped digits", "malformed",
    "(HS codes: 76141000, 67149000).", "(HS codes: 2606, 76141000, 7601.10)." },
  { "a code with a letter", "malformed", "(HS code 7614100O).", "(HS code 76141000, as of 2022)." },
  { "a code of no chapter", "malformed", "HS code: 77141000.", "HS code: 76141000." },
}

describe("words against figures", function()
  for _, case in ipairs(pairs_) do
    local kind, wrong, sound = case[2], case[3], case[4]
    it("finds " .. case[1], function()
      assert.equal(kind, (found(wrong, case.defaults)))
    end)
    it("has nothing against the sound text: " .. case[1], function()
      local kinds, first = found(sound, case.defaults)
      assert.equal("", kinds, first and first.proof)
    end)
  end

  it("gives the proof and the words' place", function()
    local text <const> = "Exports fell slightly by {15.2%|mom -}."
    local finding <const> = wording.find(marked.of(text))[1]
    assert.equal("'slightly' is said of -15.2% MoM (Apr 2025)", finding.proof)
    assert.equal("word", finding.weight)
    assert.same({ 13, 8, "15.2%" }, { finding.offset, finding.length, finding.claims[1].quote })
  end)

  it("tells what the rest did", function()
    local _, finding <const> = found("Exports were {21,300 mt|level}, down {5.3%|mom -}. Jiangsu was up {2,475.2 "
      .. "mt|change at=Jiangsu}, Henan down {1,657.9 mt|change - at=Henan}, Beijing up {570.5 mt|change at=Beijing}.")
    assert.equal("the 3 named provinces come to +1,388 mt, the total (21,300 mt, -5.3%) to about −1,192 mt: all "
      .. "others together moved by about −2,580 mt, which is not said", finding.proof)
  end)

  it("knows levels of earlier articles", function()
    local _, _, earlier <const> = marked.of("In March wire was {11,500 mt|level product=wire in=2025-03}, strand "
      .. "{11,000 mt|level product=strand}.")
    local function proofs(text)
      local page, sentences, claims <const> = marked.of(text)
      local list <const> = {}
      for i, finding in ipairs(wording.find(page, sentences, claims, { earlier = earlier })) do
        list[i] = finding.proof
      end
      return list
    end
    assert.same({
      "'upward trend' is said of 15,500 mt after 11,500 mt the period before: +34.8%",
      "'slightly' is said of 5,800 mt after 11,000 mt the period before: -47.3%",
    }, proofs("Wire came to {15,500 mt|level product=wire}, keeping an upward trend. Strand was slightly weaker at "
      .. "{5,800 mt|level product=strand}."))
    assert.same({}, proofs("Wire came to {11,900 mt|level product=wire}, keeping an upward trend. Strand was "
      .. "slightly weaker at {10,800 mt|level product=strand}."))
  end)
end)
