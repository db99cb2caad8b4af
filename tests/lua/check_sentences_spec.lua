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
  ["members together after a row"] = { "China's exports of magnesium products were 38,412.6 mt in October "
    .. "2025. The Netherlands, Canada and India were the top three, respectively 6,120.4 mt, 5,488.2 mt "
    .. "and 4,011.9 mt; the three countries in total accounted for 40.7% of the month's exports.",
    "40.7", "47.7", "parts_total" },
}

describe("the sentences of an article", function()
  for name, case in pairs(cases) do
    it("are held against themselves: " .. name, function()
      local text <const>, right <const>, wrong <const> = table.unpack(case)
      assert.are.equal("", findings_of(text))
      assert.are.equal(case[4], findings_of((text:gsub(right:gsub("%p", "%%%0"), wrong))))
    end)
  end
end)
