-- Identities within a sentence: what it says of one thing must hold whatever that thing is.

local check = require "ingot.check"

local function findings_of(text)
  local kinds <const> = {}
  for i, finding in ipairs(check.article(text, { name = "a.txt" }).findings) do
    kinds[i] = finding.kind
  end
  return table.concat(kinds, " ")
end

-- An article, and a slip: what stands in place of what, and the kind of finding.
local cases <const> = {
  ["the level of a week before"] = { "In October 2025, social stocks of refined nickel were 38,214 t, "
    .. "2,192 t more than a week ago (36,022 t).", "2,192", "2,912", "growth" },
  ["a rate of a week before"] = { "In October 2025, the operating rate of alumina refineries was 86.30%, "
    .. "0.42 percentage points lower than last week (86.72%).", "86.72", "87.62", "growth" },
  ["something that is not known"] = { "China's exports of steel were 8.1 million tonnes in September 2025.\n\n"
    .. "The container terminals of the port handled 3.612 million TEU in the third quarter of 2025, "
    .. "4.8% more than in the same quarter of the previous year (3.448 million TEU).",
    "3.448", "3.848", "growth" },
  ["the net of a sentence's own product"] = { "In October 2025, China's metallurgical alumina production "
    .. "was 7.786 million mt.\n\nChina imported 188.6 thousand mt of alumina in October and exported "
    .. "176.1 thousand mt, leaving net imports of 12.5 thousand mt.", "12.5", "15.2", "net" },
  ["parts behind their whole"] = { "In August 2025, imports of natural gas were 71.3 bcm, of which LNG "
    .. "33.8 bcm and pipeline 37.5 bcm.", "37.5", "35.7", "parts_total" },
  ["parts, one with a bracket"] = { "World refined copper production was 19.18 Mt in August 2025, of which "
    .. "primary 15.94 Mt and secondary (from scrap) 3.24 Mt.", "3.24", "3.42", "parts_total" },
  ["a part of this"] = { "Exports of vehicles amounted to 666,000 units in October 2025. New energy "
    .. "vehicles (NEVs) took 256,000 units of this, or 38.4 percent.", "256,000", "265,000", "share_of" },
  ["the balance of a market"] = { "World refined copper production was 19.18 Mt in August 2025.\n\n"
    .. "World refined copper usage was 19.03 Mt in August 2025.\n\nThe balance shows an apparent surplus of "
    .. "150 kt in August 2025.", "19.03", "19.30", "net" },
  ["members together after a row"] = { "China's exports of magnesium products were 38,412.6 mt in October "
    .. "2025. The Netherlands, Canada and India were the top three, respectively 6,120.4 mt, 5,488.2 mt "
    .. "and 4,011.9 mt; the three countries in total accounted for 40.7% of the month's exports.",
    "40.7", "47.7", "parts_total" },
}

-- What may well be so.
local sound <const> = {
  "In August 2025, iron ore imports were 92.4 million tonnes, of which Australia 60.4 million tonnes and "
    .. "Brazil 25.0 million tonnes.",
  "In August 2025, stocks of copper were 431 kt, of which refined 158 kt and blister 252 kt.",
}

describe("the sentences of an article", function()
  for name, case in pairs(cases) do
    it("are held against themselves: " .. name, function()
      local text <const>, right <const>, wrong <const> = table.unpack(case)
      assert.are.equal("", findings_of(text))
      assert.are.equal(case[4], findings_of((text:gsub(right:gsub("%p", "%%%0"), wrong))))
    end)
  end

  it("are not blamed for what they leave out", function()
    for _, text in ipairs(sound) do
      assert.are.equal("", findings_of(text))
    end
  end)
end)
