local claim = require "ingot.claim"
local display = require "ingot.display"
local fake = require "support.fake_claim"
local number = require "ingot.number"
local period = require "ingot.period"
local phrase = require "ingot.phrase"

-- The text of a template, or nil and the message.
local function say(template, names, context)
  local parsed, message = phrase.parse(template, context)
  if not parsed then return nil, message end
  local spans
  spans, message = phrase.render(parsed, names or {}, context)
  if not spans then return nil, message end
  return phrase.text(spans)
end

-- Asserts the whole of a message; the caret line included.
local function refused(message, template, names, context)
  local text, got = say(template, names, context)
  assert.is_nil(text)
  assert.equal(table.concat(message, "\n"), got)
end

local total = fake.exports {
  ["2025-04"] = "21393.2", ["2025-03"] = "22590", ["2024-04"] = "19730",
  ["2025-01..04"] = "82893", ["2024-01..04"] = "71410",
}
local unknown = fake.exports { ["2025-04"] = "21393.2" }
local lone = fake.exports { ["2025-04"] = "500", ["2025-03"] = "0", ["2024-04"] = "0" }

local function change(percent) return fake.change("mom", percent) end

describe("ingot.phrase", function()
  describe("slots", function()
    it("print a claim, a period, a text, a name from reference data", function()
      assert.equal("21,400 mt", say("{total}", { total = total }))
      assert.equal("April 2025", say("{period}", { period = period "2025-04" }))
      assert.equal("wire", say("{product}", { product = "wire" }))
      local mexico = { code = "429", en = "Mexico", zh = "墨西哥" }
      assert.equal("Mexico", say("{name}", { name = mexico }))
      assert.equal("墨西哥", say("{name}", { name = mexico }, { lang = "zh" }))
    end)

    it("follow dots to measures, to fields of a row, to the neighbours of a period", function()
      assert.equal("71,400 mt", say("{total.ytd.base}", { total = total }))
      assert.equal("January to April 2025", say("{total.ytd.period}", { total = total }))
      assert.equal("21,400 mt", say("{top.exports}", { top = { exports = total } }))
      local names = { period = period "2025-04" }
      assert.equal("April 2024", say("{period.year_ago}", names))
      assert.equal("March 2025", say("{ period.previous }", names))
    end)

    it("print periods without their year, and years alone", function()
      local names = { p = period "2025-01..04" }
      assert.equal("January to April of 2025", say("{p:months} of {p:year}", names))
      assert.equal("2024", say("{p.year_ago:year}", names))
    end)

    it("know the names of the context besides their own", function()
      assert.equal("wire: 21,400 mt",
        say("{product}: {total}", { total = total }, { names = { product = "wire" } }))
    end)

    it("join a list of names", function()
      assert.equal("A", say("{l}", { l = { "A" } }))
      assert.equal("A and B", say("{l}", { l = { "A", "B" } }))
      assert.equal("A, B and C", say("{l}", { l = { "A", "B", "C" } }))
      local rows = { fake.row("1", "Mexico", {}), fake.row("2", "Iraq", {}) }
      assert.equal("Mexico and Iraq", say("{l}", { l = rows }))
      assert.equal("A、B和C", say("{l}", { l = { "A", "B", "C" } }, { lang = "zh" }))
    end)

    it("join a list that goes on by commas alone", function()
      assert.equal("A, B, and others", say("{l:commas}, and others", { l = { "A", "B" } }))
      local rows = { fake.row("1", "Mexico", {}), fake.row("2", "Iraq", {}) }
      assert.equal("Mexico, Iraq", say("{l:commas}", { l = rows }))
      assert.equal("none", say("[{l:commas}|none]", { l = {} }))
      refused({ "'commas' takes a list of names, got a claim (level)", "  {total:commas}",
        "         ^" }, "{total:commas}", { total = total })
      refused({ "'l' is an empty list; what may be left out goes in [ ]", "  {l:commas}", "   ^" },
        "{l:commas}", { l = {} })
    end)

    it("take the name of a row from its subject, digits and all", function()
      local row = fake.row("76011010", "99.95% aluminium", {})
      assert.equal("99.95% aluminium", say("{name}", row))
      assert.equal("99.95% aluminium", say("{l}", { l = { row } }))
    end)

    it("can be written as literal braces and brackets when doubled", function()
      assert.equal("{total} [x] a|b", say("{{total}} [[x]] a|b"))
      assert.equal("a|b", say("[a||b]"))
    end)
  end)

  describe("numbers", function()
    it("are claims: spans hold the claim, its digits and the display used", function()
      local spans = phrase.render(phrase.parse "{c:change} MoM, {t}", { c = total.mom, t = total })
      assert.equal("down ", spans[1])
      assert.equal("5.3", spans[2].text)
      assert.is_true(rawequal(total.mom, spans[2].claim))
      assert.same({ unit = "%", decimals = 1, mode = "round" }, spans[2].display)
      assert.equal("% MoM, ", spans[3])
      assert.equal("21,400", spans[4].text)
      assert.same({ unit = "万吨", decimals = 2, print_as = "mt", mode = "round" }, spans[4].display)
      assert.equal(" mt", spans[5])
    end)

    it("in the text of a template are refused", function()
      refused({ "bare number '21,400': numbers come from claims", "  Exports of 21,400 mt.",
        "             ^" }, "Exports of 21,400 mt.")
      refused({ "bare number '5%': numbers come from claims", "  [up 5%|down]", "      ^" },
        "[up 5%|down]")
      refused({ "bare number '0': numbers come from claims", "  {total}0", "         ^" },
        "{total}0", { total = total })
      refused({ "bare number '３': numbers come from claims", "  出口３吨", "      ^" }, "出口３吨")
    end)

    it("that end a name are part of it", function()
      local text = "In Q1 and H2, CO2 rules of HS2022 (COVID-19, G20)."
      assert.equal(text, say(text))
      local figures = { "USD21", "mid-2025", "up5%", "Q1,200", "约5", "$5", "-5", "a 3-month" }
      for _, bad in ipairs(figures) do
        assert.is_nil(say(bad), bad)
      end
    end)

    it("may be HS codes where those are allowed and called so", function()
      local codes = { codes = true }
      assert.equal("HS codes: 76141000, 7614.90", say("HS codes: 76141000, 7614.90", {}, codes))
      assert.is_nil(say("HS codes: 76141000"))
      assert.is_nil(say("76141000 mt", {}, codes))
      assert.is_nil(say("HS codes: 761410009999", {}, codes))
    end)

    it("among the values are refused, as numbers and in texts", function()
      refused({ "'x' is the bare number 5: numbers come from claims", "  {x} mt", "   ^" },
        "{x} mt", { x = 5 })
      refused({ "'x' holds the bare number '21,400': numbers come from claims", "  {x}", "   ^" },
        "{x}", { x = "about 21,400 mt" })
      refused({ "'p.year' is the bare number 2025: numbers come from claims", "  {p.year}",
        "   ^" }, "{p.year}", { p = period "2025-04" })
    end)
  end)

  describe("format", function()
    it("change says the direction and the amount", function()
      local cases = { ["8.43"] = "up 8.4%", ["-5.3"] = "down 5.3%", ["0.049"] = "flat",
        ["-0.05"] = "down 0.1%", ["1198.588"] = "up 1,198.6%" }
      for percent, text in pairs(cases) do
        assert.equal(text, say("{c:change}", { c = change(percent) }))
      end
      assert.equal("down 1,200 mt", say("{c:change}", { c = total.diff }))
      assert.equal("down 1,196.8 mt", say("{c:change:t1}", { c = total.diff }))
      assert.equal("up 8.4%", say("{c.yoy:change:percent1}", { c = total }))
    end)

    it("change from none has no rate, and stands beside a stated base", function()
      assert.equal("up from none YoY", say("{c.yoy:change} YoY", { c = lone }))
      assert.equal("up from 0 mt a year earlier",
        say("{c.yoy:change} from {c.base} a year earlier", { c = lone }))
    end)

    it("change across zero names the level it came from", function()
      local net = fake.exports { ["2025-04"] = "5000", ["2024-04"] = "-1200" }
      assert.equal("turned from -1,200 mt a year earlier",
        say("{c.yoy:change} a year earlier", { c = net }))
    end)

    it("but stands between opposite changes; between like ones the second verb goes", function()
      local template = "{a:change} MoM {a|b:but} {b:change} YoY"
      local cases = {
        { "-5.3", "8.43", "down 5.3% MoM but up 8.4% YoY" },
        { "12.8", "14.6", "up 12.8% MoM and 14.6% YoY" },
        { "-3.2", "-14.6", "down 3.2% MoM and 14.6% YoY" },
        { "0.01", "14.6", "flat MoM and up 14.6% YoY" },
        { "-5.3", "0.02", "down 5.3% MoM and flat YoY" },
        { "0", "-0.01", "flat MoM and flat YoY" },
      }
      for _, case in ipairs(cases) do
        assert.equal(case[3], say(template, { a = change(case[1]), b = change(case[2]) }))
      end
      assert.equal("up from none MoM and up 5.0% YoY",
        say(template, { a = lone.mom, b = change "5" }))
      assert.equal("up 5.0%, and up 5.0%: up 5.0%",
        say("{a:change}, {a|b:but} {a:change}: {b:change}", { a = change "5", b = change "5" }))
    end)

    it("rise, moved and by say the direction, its size and the amount", function()
      local cases = {
        { "47.3", "rose", "rose sharply", " by 47.3%" },
        { "-47.3", "fell", "fell sharply", " by 47.3%" },
        { "2.9", "rose", "rose slightly", " by 2.9%" },
        { "-2.9", "fell", "fell slightly", " by 2.9%" },
        { "10", "rose", "rose", " by 10.0%" }, { "-10", "fell", "fell", " by 10.0%" },
        { "60", "rose", "surged", " by 60.0%" }, { "-60", "fell", "plunged", " by 60.0%" },
        { "0.04", "held steady", "held steady", "" },
      }
      for _, case in ipairs(cases) do
        local names = { c = change(case[1]) }
        assert.same({ case[2], case[3], case[4] },
          { say("{c:rise}", names), say("{c:moved}", names), say("{c:by}", names) })
      end
      assert.equal("rose from none MoM", say("{c.mom:moved}{c.mom:by} MoM", { c = lone }))
    end)

    it("take the first word that the paragraph has not had, in any of its forms", function()
      local up, down = change "5", change "-5"
      local context = { said = {} }
      local function next_word(template, names) return say(template, names, context) end
      assert.equal("rose", next_word("{c:moved}", { c = up }))
      assert.equal("fell", next_word("{c:moved}", { c = down }))
      assert.equal("increased", next_word("{c:rise}", { c = up }))
      assert.equal("jumped", next_word("{c:moved}", { c = change "30" }))
      assert.equal("edged up", next_word("{c:moved}", { c = change "1" }))
      assert.equal("a gain", next_word("a {c:increase}", { c = up }))
      assert.equal("climbed as it grew", next_word("{c:moved} as it grew", { c = up }))
      assert.equal("advanced", next_word("{c:moved}", { c = up }))
      assert.equal("rose", next_word("{c:moved}", { c = up }))
      assert.equal("rose, rose", say("{c:moved}, {c:moved}", { c = up }))
    end)

    it("heed what the text behind them says", function()
      assert.equal("A increased as B rose", say("A {c:rise} as B rose", { c = change "5" },
        { said = {} }))
    end)

    it("although has its place between opposite changes only", function()
      local template = "[{a|b:although}exports {a:moved}{a:by} MoM, they {a|b:still}{b:moved}{b:by} YoY"
        .. "|exports {a:moved}{a:by} MoM]"
      assert.equal("although exports fell slightly by 1.2% MoM, they still rose by 8.0% YoY",
        say(template, { a = change "-1.2", b = change "8" }))
      assert.equal("exports rose slightly by 1.2% MoM",
        say(template, { a = change "1.2", b = change "8" }))
      refused({ "'although' has no place here: the changes do not go opposite ways, so that nothing "
        .. "is conceded; what may be left out goes in [ ]", "  {a|b:although}", "       ^" },
        "{a|b:although}", { a = change "1", b = change "2" })
    end)

    it("regained is a rank that was lost the month before", function()
      local function member(...)
        local level
        for _, rank in ipairs { ... } do
          level = claim.new({ kind = "level", state = "value", value = 1, before = level,
            rank = fake.counted("rank", rank) })
        end
        return { c = level }
      end
      local template = "[{c:regained} {c.rank:ordinal} place|ranked {c.rank:ordinal}]"
      assert.equal("regained first place", say(template, member(1, 2, 1)))
      assert.equal("ranked first", say(template, member(2, 2, 1)))
      assert.equal("ranked first", say(template, member(1, 1, 1)))
      assert.equal("ranked second", say(template, member(1, 1, 2)))
      assert.equal("ranked first", say(template, member(2, 1)))
    end)

    it("engine and resilient are parts that explain half of the change", function()
      local function part(percent)
        local c = fake.exports { ["2025-04"] = 5 }
        rawset(c, "contribution", fake.change("contribution", percent))
        return { subject = { code = "1", en = "Iraq" }, exports = c }
      end
      local function engine(a, b, whole)
        return say("[{rows|yoy:engine}|none] [{rows|yoy:resilient}|none]",
          { rows = { part(a), part(b) }, yoy = fake.change("yoy", whole) })
      end
      assert.equal("core engine resilient", engine("3", "2", "10"))
      assert.equal("none none", engine("3", "1.9", "10"))
      assert.equal("main drag none", engine("-7", "1", "-10"))
      assert.equal("none none", engine("3", "2", "-10"))
      assert.equal("none none", engine("3", "2", "0"))
    end)

    it("take the thresholds of an article", function()
      local context = { thresholds = setmetatable({ flat = 1, sharp = 10 },
        { __index = require("ingot.words").thresholds }) }
      assert.equal("flat, held steady", say("{c:change}, {c:moved}", { c = change "0.9" }, context))
      assert.equal("rose sharply", say("{c:moved}", { c = change "11" }, context))
    end)

    it("cut a list where there is more, and never name others who are not there", function()
      local rows = {}
      for i, name in ipairs { "A", "B", "C", "D" } do
        rows[i] = fake.row(tostring(i), name, {})
      end
      assert.equal("A, B and other countries and regions", say("{l:cut2}", { l = rows }))
      assert.equal("A, B, C, D", say("{l:cut3}", { l = rows }):gsub(" and ", ", "))
      assert.equal("A, B, C and D", say("{l:cut4}", { l = rows }))
      assert.equal("A, B, C and D", say("{l:cut9}", { l = rows }))
      local top = setmetatable(rows, { __index = { beyond = 1 } })
      assert.equal("A, B, C, D and one other country or region", say("{l:cut4}", { l = top }))
      assert.equal("A、B等国家和地区", say("{l:cut2}", { l = rows }, { lang = "zh" }))
      assert.equal("A、B和C", say("{l:cut3}", { l = { "A", "B", "C" } }, { lang = "zh" }))
      assert.equal("A, B and others", say("{l:cut2}", { l = { "A", "B", "C", "D" } }))
      assert.is_nil(say("{l:cut0}", { l = rows }))
      refused({ "'cut2' takes a list of names, got a claim (level)", "  {total:cut2}",
        "         ^" }, "{total:cut2}", { total = total })
    end)

    it("agree with the article before them", function()
      local names = { up = change "8.4", down = change "-11" }
      assert.equal("a decrease", say("an {down:increase}", names))
      assert.equal("an increase, an 8.4% increase", say("a {up:increase}, a {up:percent} increase",
        names))
      assert.equal("an 11.0% drop", say("a {down:percent} drop", names))
      assert.equal("a one-off", say("a {x}", { x = "one-off" }))
    end)

    it("increase is a noun", function()
      assert.equal("a MoM decrease of 1,196.8 mt",
        say("a MoM {c.diff:increase} of {c.diff:t3}", { c = total }))
      assert.equal("increase", say("{c:increase}", { c = change "3" }))
      assert.equal("change", say("{c:increase}", { c = change "0" }))
    end)

    it("of a display's name shows a level as it is and a change without its sign", function()
      local names = { c = total }
      assert.equal("21,393.2 mt", say("{c:t1}", names))
      assert.equal("21,393.200 mt", say("{c:t3}", names))
      assert.equal("1,196.8 mt", say("{c.diff:t3}", names))
      assert.equal("1,196.8 mt", say("{c.diff:t1}", names))
      assert.equal("5.30%", say("{c.mom:percent2}", names))
    end)

    it("of a display's name keeps the claim's way of cutting digits", function()
      local cut = fake.exports { ["2025-04"] = "21399.99" }
      cut.display = { unit = "万吨", decimals = 2, print_as = "mt", mode = "truncate" }
      assert.equal("21,300 mt", say("{c}", { c = cut }))
      assert.equal("21,399.9 mt", say("{c:t1}", { c = cut }))
    end)

    it("amount and percent drop the sign, none keeps it", function()
      local names = { c = total.mom }
      assert.equal("-5.3% 5.3% 5.3%", say("{c} {c:amount} {c:percent}", names))
      assert.equal("fell sharply, by 26.1%.",
        say("fell sharply, by {c:percent}.", { c = change "-26.1" }))
    end)

    it("only precedes a minor share of a falling part", function()
      local falling = { ["2025-04"] = "5833", ["2025-03"] = "11050" }
      local part = fake.exports(falling, { whole = "21393" })
      assert.equal("only 27.3%", say("{p:only}{p.share}", { p = part }))
      assert.equal("only 27.3%", say("{p.share|p.mom:only}{p.share}", { p = part }))
      local major = fake.exports(falling, { whole = "10000" })
      assert.equal("58.3%", say("{p:only}{p.share}", { p = major }))
      local new = fake.exports({ ["2025-04"] = "5833" }, { whole = "21393" })
      assert.equal("27.3%", say("{p:only}{p.share}", { p = new }))
    end)

    it("over floors to the step, never above the value", function()
      local cases = { ["63.63"] = "over 60%", ["69.99"] = "over 60%", ["60"] = "60.0%",
        ["9.9"] = "9.9%", ["100"] = "100.0%" }
      for percent, text in pairs(cases) do
        assert.equal(text, say("{s:over}", { s = fake.share(percent) }))
      end
      local spans = phrase.render(phrase.parse "{s:over}", { s = fake.share "63.63" })
      assert.equal("60", spans[2].text)
      assert.same({ unit = "%", decimals = -1, mode = "truncate" }, spans[2].display)
    end)

    it("about goes with a number that is not the whole of it", function()
      assert.equal("about 21,400 mt", say("{c:about}", { c = total }))
      assert.equal("30,400 mt", say("{c:about}", { c = fake.exports { ["2025-04"] = "30400" } }))
      local whole = fake.exports { ["2025-04"] = "30400" }
      local more = fake.exports { ["2025-04"] = "30400.4" }
      assert.equal("30,400.0 mt", say("{c:about:t1}", { c = whole }))
      assert.equal("about 30,400 mt", say("{c:about:t0}", { c = more }))
    end)

    it("ordinal and streak count in words, and stay claims", function()
      local names = { rank = fake.counted("rank", 1), streak = fake.counted("streak", 2) }
      assert.equal("ranked first for the second consecutive month",
        say("ranked {rank:ordinal}{streak:streak}", names))
      assert.equal("11th", say("{r:ordinal}", { r = fake.counted("rank", 11) }))
      assert.equal("", say("{s:streak}", { s = fake.counted("streak", 1) }))
      assert.equal(" for the 21st consecutive quarter",
        say("{s:streak}", { s = fake.counted("streak", 21, "2025-Q1") }))
      local spans = phrase.render(phrase.parse "{streak:streak}", names)
      assert.equal("second", spans[2].text)
      assert.same({ unit = "", decimals = 0, print_as = "ordinal", mode = "round" },
        spans[2].display)
    end)

    it("streak says the length of a run, behind the verb of its direction", function()
      local function run(n)
        return { run = claim.new { kind = "run", metric = "exports", unit = "", state = "value",
          period = period "2025-04", value = number.exact(n), operands = {},
          display = { unit = "", decimals = 0 } } }
      end
      assert.equal("fell for the third consecutive month", say("{run:rise}{run:streak}", run(-3)))
      assert.equal("rose for the second consecutive month", say("{run:rise}{run:streak}", run(2)))
      assert.equal("fell", say("{run:rise}{run:streak}", run(-1)))
    end)

    it("again and double_digit are words or nothing", function()
      local up, down = change "12", change "-9.4"
      assert.equal("up 12.0% MoM again", say("{a:change} MoM{a|b:again}", { a = up, b = up }))
      assert.equal("up 12.0% MoM", say("{a:change} MoM{a|b:again}", { a = up, b = down }))
      assert.equal("a double-digit increase", say("a {a:double_digit}{a:increase}", { a = up }))
      assert.equal("a decrease", say("a {a:double_digit}{a:increase}", { a = down }))
    end)

    it("may be a display that was defined", function()
      display.define("kilo", { unit = "kg", decimals = 0 })
      assert.equal("21,393,200 kg", say("{c:kilo}", { c = total }))
    end)
  end)

  describe("optional parts", function()
    local names = { total = total, new = unknown, lone = lone, none = {} }

    it("stay when everything in them is known, and go when a claim is not", function()
      assert.equal("21,400 mt, down 5.3% MoM.", say("{total}[, {total.mom:change} MoM].", names))
      assert.equal("21,400 mt.", say("{new}[, {new.mom:change} MoM].", names))
      assert.equal("21,400 mt.", say("{new}[, from {new.mom.base}].", names))
      assert.equal("A.", say("A[, such as {none}].", names))
    end)

    it("have alternatives, of which the first that can be said is", function()
      local template = "{c}[, {c.mom:change} MoM {c.mom|c.yoy:but} {c.yoy:change} YoY"
        .. "|, {c.mom:change} MoM|, {c.yoy:change} YoY]"
      local function with(levels)
        levels["2025-04"] = "500"
        return say(template, { c = fake.exports(levels) })
      end
      assert.equal("500 mt, up 25.0% MoM but down 50.00% YoY",
        with { ["2025-03"] = "400", ["2024-04"] = "1000" })
      assert.equal("500 mt, up 25.0% MoM", with { ["2025-03"] = "400" })
      assert.equal("500 mt, down 50.00% YoY", with { ["2024-04"] = "1000" })
      assert.equal("500 mt", with {})
    end)

    it("may hold optional parts, which come and go by themselves", function()
      local template = "{c}[, {c.mom:change} MoM[ {c.mom|c.yoy:but} {c.yoy:change} YoY]]."
      local both = fake.exports { ["2025-04"] = 500, ["2025-03"] = 400, ["2024-04"] = 1000 }
      local mom = fake.exports { ["2025-04"] = 500, ["2025-03"] = 400 }
      local yoy = fake.exports { ["2025-04"] = 500, ["2024-04"] = 1000 }
      assert.equal("500 mt, up 25.0% MoM but down 50.00% YoY.", say(template, { c = both }))
      assert.equal("500 mt, up 25.0% MoM.", say(template, { c = mom }))
      assert.equal("500 mt.", say(template, { c = yoy }))
    end)

    it("go when a change has no rate and its format no words for that", function()
      assert.equal("500 mt", say("{lone}[ ({lone.yoy:percent1})]", names))
      assert.equal("500 mt, up from none", say("{lone}[, {lone.yoy:change}]", names))
    end)

    it("do not hide a wrong name", function()
      refused({ "unknown name 'totl' (did you mean 'total'?)", "  A[ {totl}]", "      ^" },
        "A[ {totl}]", names)
    end)
  end)

  describe("lists of phrases", function()
    it("join a phrase for each row and keep the claims", function()
      local rows = {
        { name = "Xinjiang", yoy = fake.change("yoy", "597.44") },
        { name = "Jiangxi", yoy = fake.change("yoy", "1198.59") },
      }
      local list = phrase.list(phrase.parse "{name} ({yoy:change:percent2})", rows)
      local spans = phrase.render(phrase.parse "Regions such as {l}.", { l = list })
      assert.equal("Regions such as Xinjiang (up 597.44%) and Jiangxi (up 1,198.59%).",
        phrase.text(spans))
      assert.is_true(rawequal(rows[2].yoy, spans[4].claim))
    end)

    it("give the message of the row that cannot be said", function()
      local list, message = phrase.list(phrase.parse "{name}", { { name = "A" }, {} })
      assert.is_nil(list)
      assert.equal("unknown name 'name'; there are no names\n  {name}\n   ^", message)
    end)
  end)

  describe("problems", function()
    it("of the grammar are shown with their place", function()
      refused({ "'}' expected", "  a {total", "          ^" }, "a {total")
      refused({ "'}' expected", "  {a b}", "     ^" }, "{a b}")
      refused({ "a name expected", "  {}", "   ^" }, "{}")
      refused({ "a name expected", "  {a.}", "     ^" }, "{a.}")
      refused({ "a format expected", "  {a:}", "     ^" }, "{a:}")
      refused({ "a display expected", "  {a:change:}", "            ^" }, "{a:change:}")
      refused({ "'}' without '{' (a literal one is '}}')", "  a }", "    ^" }, "a }")
      refused({ "']' without '[' (a literal one is ']]')", "  a ] b", "    ^" }, "a ] b")
      refused({ "']' expected", "  [a", "    ^" }, "[a")
      refused({ "']' expected", "  [a [b]", "        ^" }, "[a [b]")
      refused({ "'}' without '{' (a literal one is '}}')", "  [a }]", "     ^" }, "[a }]")
      assert.same({ nil, "template as text expected, got nil" }, { phrase.parse(nil) })
    end)

    it("of names say the nearest, or what there is", function()
      local names = { total = total, product = "wire" }
      refused({ "unknown name 'totl' (did you mean 'total'?)", "  Exports of {totl}.",
        "              ^" }, "Exports of {totl}.", names)
      refused({ "unknown name 'x'; names are 'product', 'total'", "  {x}", "   ^" }, "{x}", names)
      refused({ "'total' has no 'mon' (did you mean 'mom'?)", "  {total.mon}", "   ^" },
        "{total.mon}", names)
      refused({ "'total.ytd' has no 'foo'", "  {total.ytd.foo}", "   ^" }, "{total.ytd.foo}", names)
      refused({ "'product' is a string and has no 'mom'", "  {product.mom}", "   ^" },
        "{product.mom}", names)
    end)

    it("of formats say the nearest", function()
      refused({ "unknown format 'chnge' (did you mean 'change'?)", "  {a:chnge}", "     ^" },
        "{a:chnge}")
      refused({ "unknown format 'percnt1' (did you mean 'percent1'?)", "  {a:percnt1}", "     ^" },
        "{a:percnt1}")
      refused({ "unknown display 't11' (did you mean 't1'?)", "  {a:change:t11}", "            ^" },
        "{a:change:t11}")
    end)

    it("of kinds say what a format takes and what it got", function()
      local names = { total = total, rank = fake.counted("rank", 1), name = "Iraq",
        period = period "2025-04" }
      refused({ "'change' takes a change (mom, yoy, diff …), got a claim (level)",
        "  {total:change}", "         ^" }, "{total:change}", names)
      refused({ "'but' takes a change (mom, yoy, diff …) and a change (mom, yoy, diff …), "
        .. "got a claim (mom)", "  {total.mom:but}", "             ^" }, "{total.mom:but}", names)
      refused({ "'moved' takes a change in percent (mom, yoy …), got a claim (diff)",
        "  {total.diff:moved}", "              ^" }, "{total.diff:moved}", names)
      refused({ "'only' takes a level, or a share and a change in percent (mom, yoy …), "
        .. "got a claim (rank)", "  {rank:only}", "        ^" }, "{rank:only}", names)
      refused({ "'ordinal' takes a rank or streak, got a string", "  {name:ordinal}",
        "        ^" }, "{name:ordinal}", names)
      refused({ "'t1' takes a claim, got a period", "  {period:t1}", "          ^" },
        "{period:t1}", names)
      refused({ "'months' takes a period, got a claim (level)", "  {total:months}", "         ^" },
        "{total:months}", names)
      refused({ "cannot convert '%' (percent) to 't' (mass)", "  {total.mom:t1}",
        "             ^" }, "{total.mom:t1}", names)
      refused({ "two values need a format that takes two, as 'but'", "  {total|rank}", "   ^" },
        "{total|rank}", names)
      refused({ "'names' is a table, which no sentence can hold; a claim, a period, a text or a "
        .. "list of names expected", "  {names}", "   ^" }, "{names}", { names = { a = 1 } })
    end)

    it("of what is not known say which claim, and the way out", function()
      local row = fake.row("429", "Mexico", { ["2025-04"] = 1 })
      refused({ "the mom of exports (Mexico) in 2025-04 is unknown; what may be left out "
        .. "goes in [ ]", "  {exports.mom:change}", "   ^" }, "{exports.mom:change}", row)
      local unread = claim.new {
        kind = "level", metric = "exports", period = period "2026-01", state = "unknown",
        reason = "the data cover 2023-01 to 2025-12",
      }
      refused({ "the level of exports in 2026-01 is unknown: the data cover 2023-01 to 2025-12; "
        .. "what may be left out goes in [ ]", "  {c}", "   ^" }, "{c}", { c = unread })
      refused({ "the yoy of exports in 2025-04 has no rate (its base is zero); say it with "
        .. "'change', or leave it out in [ ]", "  {c.yoy}", "   ^" }, "{c.yoy}", { c = lone })
      refused({ "'l' is an empty list; what may be left out goes in [ ]", "  {l}", "   ^" },
        "{l}", { l = {} })
    end)

    it("of a claim that fails while it is computed are told at its slot", function()
      local failing = claim.new({ kind = "level", state = "value" },
        { share = function() error("the whole has no share", 0) end })
      refused({ "'c.share': the whole has no share", "  {c.share}", "   ^" },
        "{c.share}", { c = failing })
    end)

    it("in a long template are shown with what stands around them", function()
      local long = ("word "):rep(20)
      refused({ "unknown name 'x'; there are no names",
        "  …ord word word word word word word word {x} word word word word word word word wo…",
        "                                           ^" }, long .. "{x} " .. long)
    end)

    it("stand under the place also behind wide characters", function()
      refused({ "a format expected", "  出口{a:}", "         ^" }, "出口{a:}")
    end)
  end)

  describe("in Chinese", function()
    local function zh(template, names) return say(template, names, { lang = "zh" }) end

    it("prints values, displays and periods", function()
      assert.equal("2025年4月出口2.14万吨，21,393.2吨",
        zh("{p}出口{c}，{c:t1}", { p = period "2025-04", c = total }))
    end)

    it("says changes, each with its verb", function()
      assert.equal("环比下降5.3%，但同比增长8.43%",
        zh("环比{c.mom:change}，{c.mom|c.yoy:but}同比{c.yoy:change}", { c = total }))
      assert.equal("环比增长12.8%，同比增长14.6%", zh("环比{a:change}，{a|b:but}同比{b:change}",
        { a = change "12.8", b = change "14.6" }))
      assert.equal("大幅增长47.3%，小幅下降2.9%，持平，增长（上年同期为零）",
        zh("{a:moved}{a:by}，{b:moved}{b:by}，{c:change}，{d.yoy:change}",
          { a = change "47.3", b = change "-2.9", c = change "0", d = lone }))
      assert.equal("环比减少1,196.8吨", zh("环比{c.diff:increase}{c.diff:amount:t1}", { c = total }))
    end)

    it("says ranks and runs", function()
      assert.equal("排名第一，连续第二个月", zh("排名{r:ordinal}，{s:streak}",
        { r = fake.counted("rank", 1), s = fake.counted("streak", 2) }))
      assert.equal("", zh("{s:streak}", { s = fake.counted("streak", 1) }))
    end)
  end)

  it("documents its formats: every one says what it takes", function()
    for _, entry in pairs(phrase.formats.en) do
      assert.is_table(entry.takes)
      assert.is_function(entry.spans)
    end
  end)
end)
