-- The words that are computed, each at its edges, in both languages. Whole sentences of the shipped
-- rules are in wording_wholes_spec and wording_parts_spec.

local document = require "ingot.document"
local ingot = require "ingot"
local small_cube = require "support.small_cube"
local wording = require "support.wording"

local NOW <const>, BEFORE <const> = wording.NOW, wording.BEFORE

-- The member 429 of a breakdown, beside another: tonnes now, the month before, the one before that.
local function member(mine, others)
  return function()
    local function of(t) return { [NOW] = t[1], [BEFORE] = t[2], ["2025-02"] = t[3] } end
    local cube <const> = small_cube { levels = { ["429"] = of(mine), ["311"] = of(others) } }
    return { x = cube:by("partner"):one("429", "exports", NOW).exports,
      total = cube:measure("exports", NOW), parts = { cube:by("partner"):one("429", "exports", NOW) } }
  end
end

local only <const> = { en = "{x:only}{x.share}.", zh = "占比{x:only}{x.share}。" }
local again <const> = { en = "Up{x.mom|x.before.mom:again}.", zh = "{x.mom|x.before.mom:again}增长。" }
local over <const> = { en = "{x.share:over}.", zh = "{x.share:over}。" }
local digits <const> = { en = "A {x.mom:double_digit}rise.", zh = "{x.mom:double_digit}增长。" }
local about <const> = { en = "{x:about}.", zh = "{x:about}。" }
local streak <const> = { en = "First{x.streak:streak}.", zh = "{x.streak:streak}第一。" }
local regained <const> = { en = "[It {x:regained} first place.|It ranked {x.rank:ordinal}.]",
  zh = "[{x:regained}首位。|位居{x.rank:ordinal}。]" }
local engine <const> = { en = "It was [the {parts|total.mom:engine}|one of many].",
  zh = "[是{parts|total.mom:engine}|是其中之一]。" }

-- A word: what is said, of whom, and how it comes out.
local computed <const> = {
  { "only: below one half and falling", only, member({ 49, 60 }, { 51, 50 }),
    "Only 49.0%.", "占比仅49.0%。" },
  { "only: not of one half", only, member({ 50, 60 }, { 50, 50 }), "50.0%.", "占比50.0%。" },
  { "only: not of a rise", only, member({ 49, 40 }, { 51, 50 }), "49.0%.", "占比49.0%。" },
  { "again: as the month before", again, member({ 60, 55, 50 }, { 1, 1, 1 }), "Up again.", "再次增长。" },
  { "again: not after a fall", again, member({ 60, 55, 70 }, { 1, 1, 1 }), "Up.", "增长。" },
  { "again: not after none", again, member({ 60, 55, 55 }, { 1, 1, 1 }), "Up.", "增长。" },
  { "over: cut to tens", over, member({ 69.99, 1 }, { 30.01, 1 }), "Over 60%.", "超过60%。" },
  { "over: just so many tens", over, member({ 60, 1 }, { 40, 1 }), "60.0%.", "60.0%。" },
  { "over: less than ten", over, member({ 9, 1 }, { 91, 1 }), "9.0%.", "9.0%。" },
  { "double-digit from 10%", digits, member({ 110, 100 }, { 1, 1 }), "A double-digit rise.",
    "两位数增长。" },
  { "double-digit below 100%", digits, member({ 199.9, 100 }, { 1, 1 }), "A double-digit rise.",
    "两位数增长。" },
  { "double-digit: not 9.9%", digits, member({ 109.9, 100 }, { 1, 1 }), "A rise.", "增长。" },
  { "double-digit: not 100%", digits, member({ 200, 100 }, { 1, 1 }), "A rise.", "增长。" },
  { "about where digits were dropped", about, member({ 21393.2 }, { 1 }), "About 21,400 mt.",
    "约2.14万吨。" },
  { "about: not of what is printed in full", about, member({ 21400 }, { 1 }), "21,400 mt.", "2.14万吨。" },
  { "n-th consecutive month", streak, member({ 5, 5, 5 }, { 1, 1, 1 }),
    "First for the third consecutive month.", "连续第三个月第一。" },
  { "n-th consecutive month: none for a run of one", streak, member({ 5, 1, 5 }, { 1, 5, 1 }), "First.",
    "第一。" },
  { "regained after one month", regained, member({ 5, 1, 5 }, { 1, 5, 1 }), "It regained first place.",
    "重回首位。" },
  { "regained: not what was never held", regained, member({ 5, 1, 1 }, { 1, 5, 5 }),
    "It ranked first.", "位居第一。" },
  { "core engine of half of a rise", engine, member({ 150, 100 }, { 150, 100 }),
    "It was the core engine.", "是核心动力。" },
  { "main drag of half of a fall", engine, member({ 50, 100 }, { 50, 100 }), "It was the main drag.",
    "是主要拖累。" },
  { "core engine: not of less", engine, member({ 149, 100 }, { 151, 100 }), "It was one of many.",
    "是其中之一。" },
}

describe("the wording", function()
  for _, case in ipairs(computed) do
    it("of words: " .. case[1], function()
      for i, lang in ipairs { "en", "zh" } do
        local a <const> = ingot.article { title = "T", lang = lang }
        a:say(case[2][lang], case[3]())
        assert.equal(case[3 + i], document.text(a:document(), a:document().blocks[2]))
      end
    end)
  end
end)
