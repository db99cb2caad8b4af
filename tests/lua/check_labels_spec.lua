local labels = require "ingot.check.labels"
local marked = require "support.marked"
local wording = require "ingot.check.wording"

local function found(text)
  local findings <const> = labels.find(marked.of(text, { what = "import", product = "aluminum" }))
  return findings[1], #findings
end

local MAIN <const> = "Imports reached {250,500 mt|level} in April 2025, up {12.8%|mom} MoM and {14.6%|yoy} YoY. "

-- What is tested; a text with a wrong label, what it should be; and its like in which nothing is wrong.
---@type { [1]: string, [2]: string, [3]: string, [4]: string }[]
local cases <const> = {
  { "the month of a share's whole",
    MAIN .. "Imports from Russia in April were {227,000 mt|level to=Russia}, up {12.44%|mom} MoM again, "
      .. "accounting for {90.3%|share} of the imports in March.", "March",
    MAIN .. "Imports from Russia in April were {227,000 mt|level to=Russia}, up {12.44%|mom} MoM again, "
      .. "accounting for {90.3%|share} of the imports in April." },
  { "a share of the month before, as a comparison",
    MAIN .. "Imports from Russia were {227,000 mt|level to=Russia}, {90.3%|share} of March's imports.", "March",
    MAIN .. "Imports from Russia were {227,000 mt|level to=Russia}, {90.3%|share} of imports, compared with "
      .. "{89%|share in=2025-03} in March." },
  { "a share of a longer time",
    MAIN .. "Imports from Russia were {227,000 mt|level to=Russia}, {30%|share} of imports in February.", "February",
    MAIN .. "Imports from Russia were {227,000 mt|level to=Russia}, {30%|share} of imports from January to April." },
  { "a member among its siblings",
    MAIN .. "Imports from Russia were {227,000 mt|level to=Russia}, up {12.44%|mom}. In addition, imports from "
      .. "China in March were about {2,300 mt|level to=China}, down {44.32%|mom -} MoM.", "March",
    MAIN .. "Imports from Russia were {227,000 mt|level to=Russia}, up {12.44%|mom}. In addition, imports from "
      .. "China in April were about {2,300 mt|level to=China}, down {44.32%|mom -} MoM." },
  { "a member recalled",
    MAIN .. "Russia sent {227,000 mt|level to=Russia}, up {12.44%|mom}. China sent in March "
      .. "{2,300 mt|level to=China}, down {44.32%|mom -}.", "March",
    MAIN .. "Russia sent {227,000 mt|level to=Russia}, up {12.44%|mom}. In March, China sent "
      .. "{4,100 mt|level to=China in=2025-03}, compared with {2,300 mt|level in=2025-04} now." },
  { "a member without a change of its own",
    MAIN .. "Russia sent {227,000 mt|level to=Russia}, up {12.44%|mom}. Imports in March from China were "
      .. "{2,300 mt|level to=China}, down {44.32%|mom -}.", "March",
    MAIN .. "Russia sent {227,000 mt|level to=Russia}, up {12.44%|mom}. Imports in March from China were "
      .. "{4,100 mt|level to=China in=2025-03}." },
  { "a member of both months",
    MAIN .. "Russia sent {227,000 mt|level to=Russia}, up {12.44%|mom}. In March China sent {2,300 mt|level to=China}, "
      .. "down {44.32%|mom -}.", "March",
    MAIN .. "Russia sent {227,000 mt|level to=Russia}, up {12.44%|mom}. In March China sent {2,300 mt|level to=China "
      .. "in=2025-03}, down {44.32%|mom -}. In April it sent {2,100 mt|level to=China}." },
  { "a sum that stops early",
    MAIN .. "From January to March, imports totaled {834,300 mt|ytd in=2025-01..03}, down {11.2%|ytd_yoy - }. From "
      .. "January to April, exports totaled {34,500 mt|ytd what=export in=2025-01..04}, up {139.6%|ytd_yoy}.", "March",
    MAIN .. "From January to April, imports totaled {834,300 mt|ytd in=2025-01..04}, down {11.2%|ytd_yoy - }. From "
      .. "January to April, exports totaled {34,500 mt|ytd what=export in=2025-01..04}, up {139.6%|ytd_yoy}." },
  { "both sums",
    MAIN .. "From January to March, imports totaled {834,300 mt|ytd in=2025-01..03}, down {11.2%|ytd_yoy - }. From "
      .. "January to April, exports totaled {34,500 mt|ytd what=export in=2025-01..04}.", "March",
    MAIN .. "From January to March, imports totaled {584,000 mt|ytd in=2025-01..03}, down {11.2%|ytd_yoy - }. From "
      .. "January to April, they totaled {834,500 mt|ytd in=2025-01..04}." },
  { "a quarter told in April",
    MAIN .. "From January to March, imports totaled {834,300 mt|ytd in=2025-01..03}, down {11.2%|ytd_yoy - }. From "
      .. "January to April, exports totaled {34,500 mt|ytd what=export in=2025-01..04}.", "March",
    MAIN .. "From January to March, imports totaled {584,000 mt|ytd in=2025-01..03}, down {11.2%|ytd_yoy - }." },
  { "the headline's month",
    "Aluminum imports rise in March 2025\n\n" .. MAIN, "March", "Aluminum imports rise in April 2025\n\n" .. MAIN },
  { "a headline of a day",
    "Aluminum imports rise in March\n\n" .. MAIN, "March", "Notes of March 29 on aluminum imports\n\n" .. MAIN },
}

describe("month labels", function()
  for _, case in ipairs(cases) do
    it("finds " .. case[1], function()
      local finding <const>, n <const> = found(case[2])
      assert.equal(1, n)
      assert.equal("month_label", finding.kind)
      assert.equal("figure", finding.weight)
      local plain <const> = case[2]:gsub("{(.-)|.-}", "%1")
      assert.equal(case[3], plain:sub(finding.offset + 1, finding.offset + finding.length))
      if finding.repair then
        assert.equal("April", finding.repair.to)
        assert.equal(case[3], finding.repair.from)
      end
    end)
    it("has nothing against the sound text: " .. case[1], function()
      local finding <const> = found(case[4])
      assert.equal("", finding and finding.proof or "")
    end)
  end

  it("names both months in the proof", function()
    assert.equal("90.3% is a share of March's total, but 227,000 mt, of which it is said, is of April",
      found(cases[1][2]).proof)
  end)

  it("finds May by the word before it", function()
    local finding <const> = found(MAIN .. "Russia sent {227,000 mt|level to=Russia}, {90.3%|share} of "
      .. "May 2025 imports.")
    assert.equal("April", finding.repair.to)
  end)

  it("may is a month only behind a preposition", function()
    local finding <const> = found(MAIN .. "Russia sent {227,000 mt|level to=Russia}, {90.3%|share} of imports "
      .. "that may rise.")
    assert.is_nil(finding)
  end)

  it("a figure of a month after the dateline", function()
    local function dated(text)
      local list <const> = {}
      for _, finding in ipairs(wording.find(marked.of(text))) do list[#list + 1] = finding.kind end
      return table.concat(list, ", ")
    end
    assert.equal("month_label", dated("Published: Apr 12, 2025\n\nExports reached {21,300 mt|level} in April 2025, "
      .. "up {3%|yoy}.\n"))
    assert.equal("", dated "Published: May 20, 2025\n\nExports reached {21,300 mt|level} in April 2025, up {3%|yoy}.\n")
    assert.equal("", dated("Published: Apr 12, 2025\n\nExports are expected to reach {21,300 mt|level} in April "
      .. "2025, up {3%|yoy}.\n"))
  end)
end)
