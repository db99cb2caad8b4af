local fake = require "support.fake_claim"
local ingot = require "ingot"
local lfs = require "lfs"
local lint = require "ingot.lint"
local phrase = require "ingot.phrase"
local program = require "support.program"
local shipped = require "ingot.rule"
local scratch = require "support.scratch"

-- A document of one paragraph, a sentence each: templates with names, as articles print them, or
-- spans as they come.
local function document(lang, names, ...)
  local sentences = {}
  for i, template in ipairs { ... } do
    sentences[i] = type(template) == "table" and template
      or assert(phrase.render(assert(phrase.parse(template, { lang = lang })), names, { lang = lang }))
  end
  return { lang = lang, blocks = { { kind = "paragraph", sentences = sentences } } }
end

local function rules_of(findings)
  local rules = {}
  for i, finding in ipairs(findings) do rules[i] = finding.rule end
  return table.concat(rules, ", ")
end

local total = fake.exports {
  ["2025-04"] = "21393.2", ["2025-03"] = "22590", ["2024-04"] = "19730", ["2025-02"] = "21000",
  ["2025-01..04"] = "82893", ["2024-01..04"] = "71410",
}
local mexico = fake.exports({ ["2025-04"] = "2628.738", ["2025-03"] = "2300" },
  { whole = "21393.2", rank = 1, subject = { dimension = "partner", code = "429", en = "Mexico" } })

-- A level that was asked for its change, as by "rose {total.mom:by} to {total}".
local _ = total.mom

local names = {
  total = total, grown = fake.exports { ["2025-04"] = 9, ["2025-03"] = 8, ["2024-04"] = 7 },
  mexico = mexico, up = fake.change("mom", "8.4"), down = fake.change("mom", "-5.3"),
  tiny = fake.change("mom", "1.2"), leap = fake.change("mom", "75"), none = fake.change("mom", "0.01"),
  sharp = fake.change("yoy", "-31"), half = fake.share "63.6", minor = fake.share "27.3",
  one = fake.counted("streak", 1), three = fake.counted("streak", 3),
}

-- By rule: a sentence that must be found, and one that must not.
local cases <const> = {
  en = {
    { "direction", "Exports were up {down:percent}.", "Exports were up {up:percent}." },
    { "direction", "Exports fell by {up:percent}.", "Exports fell by {down:percent}." },
    { "direction", "Exports rose MoM to {total}.", "Exports fell MoM to {total}." },
    { "direction", "Exports rose MoM to {total}.", "Exports rose MoM as others took {total}." },
    { "direction", "Exports grew, by {down:percent}.",
      "Exports grew while prices were {down:percent} lower." },
    { "direction", "That is a {up:percent} MoM decrease.", "That is an {up:percent} MoM increase." },
    { "direction", "Exports stayed flat at a change of {up:percent}.", "Exports were flat MoM." },
    { "direction", "An increase of {total.diff:amount} was seen.",
      "A decrease of {total.diff:amount} was seen." },
    { "direction", "Exports grew by {down:percent}.",
      "Exports grew elsewhere: Iraq (down {down:percent})." },
    { "direction", "Exports went up {down:percent}.", "Both made up {half} of the total." },
    { "size", "Exports rose slightly by {up:percent}.", "Exports rose slightly by {tiny:percent}." },
    { "size", "Exports rose sharply by {up:percent}.", "Exports rose sharply by {leap:percent}." },
    { "size", "Exports surged by {up:percent}.", "Exports surged by {leap:percent}." },
    { "size", "Exports edged up {up:percent}.", "Exports edged up {tiny:percent}." },
    { "size", "A sharp drop of {down:percent} came.", "A sharp drop of {sharp:percent} came." },
    { "signed", "Exports were down {down}.", "Exports were down {down:percent}." },
    { "bound", "Together over {half:percent1} came.", "Together {half:over} came." },
    { "bound", "Nearly {half:percent1} came.", "Nearly {half:percent0} came." },
    { "only", "It took only {half}.", "It took only {minor}." },
    { "double-digit", "It saw a double-digit rise of {up:percent}.",
      "It saw a double-digit rise of {leap:percent}." },
    { "again", "Exports were down {total.mom:percent} again.",
      "Exports were down {down:percent} again." },
    { "rank", "Mexico ranked second with {mexico:t3}.", "Mexico ranked first with {mexico:t3}." },
    { "regained", "Mexico regained its place with {mexico:t3}.", "Exports regained strength." },
    { "but", "Exports were up {grown.mom:percent} MoM but up {grown.yoy:percent} YoY.",
      "Exports were down {total.mom:percent} MoM but up {total.yoy:percent} YoY." },
    { "but", "Exports were down {total.mom:percent} MoM and up {total.yoy:percent} YoY.",
      "Exports were down {total.mom:percent} MoM, but up {total.yoy:percent} YoY." },
    { "although", "Although exports rose {up:percent}, they rose {up:percent} YoY.",
      "Although exports fell {down:percent}, they rose {up:percent} YoY." },
    { "plural", "It held for {one} months.", "It held for {three} months." },
    { "plural", "It held for {three} month.", "It held for {one} month." },
    { "nan", "It was nan.", "It was in Hainan." },
    { "inf", "It was inf mt.", "It was info." },
    { "blanks", "It  was so.", "It was so." },
    { "blank before a mark", "It was so .", "It was so (so)." },
    { "empty brackets", "It was so ().", "It was so (not)." },
    { "marks", "It was so..", "It was so, and so…" },
    { "marks", "It was so,, but so.", "It was so, but so." },
    { "doubled word", "It was of of it.", "The partner was Bora Bora." },
    { "doubled word", "It came to {total} mt.", "It came to {total}." },
    { "unit", "It came to {total} tonnes.", "It came to {total}, tonnes of it." },
    { "unit", "It rose {up:percent} percent.", "It rose {up:percent}." },
    { "full stop", "It was so again", "{total} so far" },
    { "capital", "It was so. it was.", "It was so, e.g. then. It was vs. then." },
    { "capital", "it was so.", "It was so." },
    { "capital", "Customs put Imports at {total}.", "Imports, it seems. Exports went." },
    { "repeated verb", "Exports rose. Imports rose.", "Exports rose. Imports increased." },
    { "repeated verb", "Exports rose sharply. Imports rose.", "Exports rose sharply. Imports grew." },
  },
  zh = {
    { "direction", "出口环比增长{down:percent}。", "出口环比增长{up:percent}。" },
    { "direction", "出口环比大幅增长至{total}。", "（同比，）出口环比下降至{total}，同比增长。" },
    { "size", "出口大幅增长{up:percent}。", "出口大幅增长{leap:percent}。" },
    { "signed", "出口下降{down}。", "出口下降{down:percent}。" },
    { "bound", "占比超过{half:percent1}。", "占比{half:over}。" },
    { "only", "仅占{half}，仅{half}。", "仅{minor}。" },
    { "double-digit", "两位数增长{up:percent}。", "两位数增长{leap:percent}。" },
    { "rank", "排名第二的墨西哥为{mexico:t3}。", "排名第一的墨西哥为{mexico:t3}。" },
    { "rank", "第十位的墨西哥为{mexico:t3}。", "第一位的墨西哥为{mexico:t3}。" },
    { "but", "环比下降{total.mom:percent}，但同比增长{total.yoy:percent}，但累计增长{total.yoy:percent}。",
      "环比下降{total.mom:percent}，但同比增长{total.yoy:percent}。" },
    { "although", "尽管环比增长{up:percent}，同比仍增长{up:percent}。",
      "尽管环比下降{down:percent}，同比仍增长{up:percent}。" },
    { "doubled word", "出口同比同比增长。", "出口同比增长。" },
    { "blank before a mark", "出口增长 。", "出口增长。" },
    { "empty brackets", "出口增长（）。", "出口增长（多）。" },
    { "marks", "出口增长，。", "出口增长。" },
    { "full stop", "出口增长", "出口增长。" },
    { "repeated verb", "出口激增。进口激增。", "出口激增。进口猛增。" },
  },
}

describe("ingot.lint", function()
  for lang, list in pairs(cases) do
    for _, case in ipairs(list) do
      local rule, bad, good = table.unpack(case)
      it(("finds '%s' in: %s"):format(rule, bad), function()
        local found = rules_of(lint.lint(document(lang, names, bad)))
        assert.is_truthy(found:find(rule, 1, true), found)
      end)
      it("finds nothing in: " .. good, function()
        assert.equal("", rules_of(lint.lint(document(lang, names, good))))
      end)
    end
  end

  it("finds what a template cannot say by itself", function()
    local rows <const> = {
      { "minus zero", "It moved by -0.0%." }, { "minus zero", "It moved by -0." },
      { "minus zero", "It moved by \xE2\x88\x920.00%." }, { "nan", "It moved by -nan%." },
      { "signed", "It was up -3%." }, { "signed", "It was up \xE2\x88\x923%." },
      { "signed", "It rose by -3.1%." }, { "braces", "It came to {total:t1}." },
    }
    for _, row in ipairs(rows) do
      assert.equal(row[1], rules_of(lint.lint(document("en", {}, { row[2] }))), row[2])
    end
    assert.equal("", rules_of(lint.lint(document("en", {}, { "It fell from -3 to -0.5%, 10-0." }))))
    assert.equal("signed", rules_of(lint.lint(document("zh", {}, { "下降-3%。" }))))
  end)

  it("says where, what and why", function()
    local findings = lint.lint(document("en", names, "Exports came.",
      "Exports were up {down:percent}."))
    assert.equal(1, #findings)
    assert.same({ paragraph = 1, sentence = 2 }, findings[1].at)
    assert.equal("Exports were up 5.3%.", findings[1].text)
    assert.equal("paragraph 1, sentence 2: direction: 'up' speaks of -5.3%, which is a fall",
      tostring(findings[1]))
  end)

  it("reads an article in each of its languages, by the article's thresholds", function()
    local article = ingot.article {
      lang = { "en", "zh" }, title = { en = "Exports", zh = "出口" }, names = names,
      thresholds = { sharp = 5 },
    }
    article:say { en = "Exports rose sharply by {up:percent}.", zh = "出口增长{down:percent}。" }
    local findings = ingot.lint(article)
    assert.equal("direction", rules_of(findings))
    assert.equal("zh", findings[1].lang)
  end)

  it("leaves the analyst's remarks alone", function()
    local article = ingot.article { title = "Exports" }
    article:remark "up -3% and and nan"
    assert.same({}, ingot.lint(article))
  end)

  it("finds nothing in what the formats say, whatever the figures are", function()
    local changes = { "-75", "-31", "-10", "-1", "0", "1", "9", "25", "80", "1198.6" }
    for _, lang in ipairs { "en", "zh" } do
      for _, a in ipairs(changes) do
        for _, b in ipairs(changes) do
          local article = ingot.article {
            lang = lang, title = "T",
            names = { a = fake.change("mom", a), b = fake.change("yoy", b) },
          }
          local comma, stop = lang == "en" and ", " or "，", lang == "en" and "." or "。"
          local mom, yoy = lang == "en" and "MoM" or "环比", lang == "en" and "YoY" or "同比"
          article:say(lang == "en"
            and "Exports {a:moved}{a:by} MoM {a|b:but} {b:moved}{b:by} YoY."
            or "出口环比{a:moved}{a:by}，{a|b:but}同比{b:moved}{b:by}。")
          article:say(lang == "en"
            and "They were {a:change} MoM {a|b:but} {b:change} YoY, a {a:increase} and a {b:increase}."
            or "环比{a:change}，{a|b:but}同比{b:change}。")
          article:say((lang == "en" and "[{a|b:although}exports {a:rise} MoM, they {b:rise} YoY|They "
            .. "{b:rise}]" or "{a:rise}" .. comma .. mom .. "{b:rise}" .. yoy) .. stop)
          assert.same({}, ingot.lint(article), a .. " " .. b)
        end
      end
    end
  end)

  it("finds nothing in the scripts, in any month", function()
    local folder <close> = scratch.new()
    for month = 1, 12 do
      for _, name in ipairs { "cable_exports_month", "regions_and_classes" } do
        local period = ("2025-%02d"):format(month)
        local result = program.ingot("run", ("scripts/%s.lua"):format(name), "--set",
          "period=" .. period, "--out", folder.folder)
        assert.equal("", result.err)
        assert.equal(0, result.code)
      end
    end
    for file in lfs.dir(folder.folder) do
      if not file:find "^%.+$" then folder:keep(folder:path(file)) end
    end
  end)

  it("finds nothing in what the rules that come with the program say, in any month", function()
    local by = { whole = {}, part = {} }
    for _, name in ipairs(shipped.names()) do
      local list = by[shipped.get(name).of]
      if list then list[#list + 1] = name end
    end
    local exports = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
    local cable = ingot.cube(exports):slice { product = "wire_cable" }
    for month = 1, 12 do
      local period = ingot.period(("2025-%02d"):format(month))
      local article = ingot.article {
        lang = { "en", "zh" }, period = period, title = { en = "Exports", zh = "出口" },
      }
      article:tell(cable:measure("exports", period), by.whole)
      article:paragraph()
      article:tell(cable:by("partner"):top(6, "exports", period), by.part, { most = 12 })
      assert.same({}, ingot.lint(article))
    end
  end)

  it("refuses what is no article", function()
    assert.error_matches(function() ingot.lint(5) end,
      "lint: an article or a document expected, got number$")
  end)
end)
