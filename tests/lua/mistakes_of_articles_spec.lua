-- What mistakes in rules, sections, articles, charts and tables get: as mistakes_spec.lua.

local mistake = require "support.mistake"

local run = mistake.run

local ARTICLE <const> = [[
local total = cube:measure("exports", "2025-04")
local article = ingot.article { title = "T", period = "2025-04", names = { total = total } }
]]

local BOTH <const> = [[
local total = cube:measure("exports", "2025-04")
local article = ingot.article { lang = { "en", "zh" }, period = "2025-04", title = { en = "T", zh = "题" } }
]]

local ROWS <const> = ARTICLE .. [[
local rows = cube:by("partner"):top(2, "exports", "2025-04")
]]

-- What it is, the script from line 4 on, and what stands behind "script.lua:" on stderr.
local mistakes <const> = {
  -- rules, refused where they are written
  { "a rule without a name", [[ingot.rule { say = "x" }]],
    '4: a rule needs a name, as rule "…" { … }, got table' },
  { "a rule's definition beside its name", [[ingot.rule("big", { say = "{name}." })]],
    "4: rule 'big': its definition stands behind the name: rule \"big\" { … }" },
  { "a rule with nothing to say", [[ingot.rule "big" { when = "share > 0.5" }]],
    "4: rule 'big': it has nothing to say, as say = \"{name} fell by {mom:percent}.\"" },
  { "a field of a rule misspelt", [[ingot.rule "big" { wen = "share > 0.5", say = "{name}." }]],
    "4: rule 'big': unknown field 'wen' (did you mean 'when'?)" },
  { "a condition on what there is not", [[
ingot.rule "big" { when = "shar > 0.5", say = "{name}." }]],
    "4: rule 'big': when: unknown measure 'shar' (did you mean 'share'?)" },
  { "a condition that is a number", [[ingot.rule "big" { when = "share * 2", say = "{name}." }]],
    "4: rule 'big': when: formula: a condition expected, 'share * 2' is real"
      .. "\n  share * 2"
      .. "\n  ^" },
  { "a condition in percent", [[ingot.rule "big" { when = "share > 50%", say = "{name}." }]],
    "4: rule 'big': when: formula: a value expected, got the end"
      .. "\n  share > 50%"
      .. "\n             ^" },
  { "one equals sign in a condition", [[
ingot.rule "big" { when = "dimension = 'partner'", say = "{name}." }]],
    "4: rule 'big': when: formula: unexpected '=' (did you mean '=='?)"
      .. "\n  dimension = 'partner'"
      .. "\n            ^" },
  { "a name compared with a number", [[
ingot.rule "big" { when = "metric > 0.5", say = "{name}." }]],
    "4: rule 'big': when: formula: unlike types: 'metric' is text, 0.5 is decimal"
      .. "\n  metric > 0.5"
      .. "\n         ^" },
  { "a level compared with a share", [[
ingot.rule "big" { when = "level > share", say = "{name}." }]],
    "4: rule 'big': when: unlike units: level is in the metric's unit, share in a plain "
      .. "number" },
  { "a threshold misspelt", [[
ingot.rule "big" { when = "share > $least", params = { leest = 0.5 }, say = "{name}." }]],
    "4: rule 'big': when: unknown parameter 'least' (did you mean 'leest'?)" },
  { "a threshold that is a list", [[
ingot.rule "big" { when = "share > $least", params = { least = {} }, say = "{name}." }]],
    "4: rule 'big': parameter 'least': a number expected, got table" },
  { "a weight of what there is not", [[
ingot.rule "big" { weight = "contributon", say = "{name}." }]],
    "4: rule 'big': weight: unknown measure 'contributon' (did you mean 'contribution'?)" },
  { "a weight that is a condition", [[
ingot.rule "big" { weight = "share > 0.5", say = "{name}." }]],
    "4: rule 'big': weight: a number expected, share > 0.5 gives a bool" },
  { "a kind of fact misspelt", [[ingot.rule "big" { of = "parts", say = "{name}." }]],
    "4: rule 'big': of: unknown kind of fact 'parts' (did you mean 'part'?)" },
  { "members of a part", [[ingot.rule "big" { of = "part", say = "{name}.", each = "{name}" }]],
    "4: rule 'big': each: members are those of a group or class: of = \"group\" or \"class\" expected "
      .. "beside it" },
  { "a number in a rule's sentence", [[
ingot.rule "big" { say = "{name} took 12.3% of the total." }]],
    "4: rule 'big': say: bare number '12.3%': numbers come from claims"
      .. "\n  {name} took 12.3% of the total."
      .. "\n              ^" },
  { "an unknown format in a rule's sentence", [[
ingot.rule "big" { say = "{name} took {share:pct}." }]],
    "4: rule 'big': say: unknown format 'pct'; formats are 'about', 'again', 'although', "
      .. "'amount', 'basis', 'but', 'by', 'change', …"
      .. "\n  {name} took {share:pct}."
      .. "\n                     ^" },
  { "an unknown display in a rule's sentence", [[
ingot.rule "big" { say = "{name} took {share:amount:percent9}." }]],
    "4: rule 'big': say: unknown display 'percent9' (did you mean 'percent0'?)"
      .. "\n  {name} took {share:amount:percent9}."
      .. "\n                            ^" },
  { "a brace left open in a rule's sentence", [[ingot.rule "big" { say = "{name took {share}." }]],
    "4: rule 'big': say: '}' expected"
      .. "\n  {name took {share}."
      .. "\n        ^" },
  { "a rule in an unknown language", [[
ingot.rule "big" { say = { en = "{name}.", cn = "{name}。" } }]],
    "4: rule 'big': say: unknown language 'cn' (did you mean 'en'?)" },
  { "a rule without variants", [[ingot.rule "big" { say = {} }]],
    "4: rule 'big': say: the list of variants is empty" },
  { "a brace left open in a rule's phrase", [[
ingot.rule "big" { of = "group", say = "Large: {names}.", each = "{name" }]],
    "4: rule 'big': each: '}' expected"
      .. "\n  {name"
      .. "\n       ^" },
  { "a rule defined twice", [[
ingot.rule "big" { say = "{name}." }
ingot.rule "big" { say = "{name}!" }]],
    "5: rule 'big': it is defined twice: see line 4" },

  -- rules, when an article is told by them
  { "a name that nobody knows", ARTICLE .. [[
ingot.rule "big" { say = "{nam} came to {level}." }
article:tell(total, { "big" })]],
    "7: tell: rule 'big': unknown name 'nam' (did you mean 'name'?)" },
  { "the same in a rule that does not speak", ARTICLE .. [[
ingot.rule "big" { when = "mom > 100", say = "{nam} came to {level}." }
article:tell(total, { "big" })]],
    "7: tell: rule 'big': unknown name 'nam' (did you mean 'name'?)" },
  { "a metric where rules say level", ARTICLE .. [[
ingot.rule "big" { say = "{name} came to {exports}." }
article:tell(total, { "big" })]],
    "7: tell: rule 'big': unknown name 'exports'; names are 'base', 'before', 'change', "
      .. "'class', 'contribution', 'contribution_mom', 'diff', 'first', …; whatever its "
      .. "metric, the level of a fact is {level}" },
  { "the name of a whole", ARTICLE .. [[
ingot.rule "big" { say = "{name} ranked {rank:ordinal}." }
article:tell(total, { "big" })]],
    "7: tell: rule 'big': a whole has no 'name'; what may be left out goes in [ ], and of = "
      .. '"part" keeps a rule to parts' },
  { "a change that is unknown", ARTICLE .. [[
ingot.rule "big" { say = "Exports were {yoy:change} YoY." }
article:tell(total, { "big" })]],
    "7: tell: rule 'big': the yoy of exports in 2025-04 is unknown: its base is 2024-04, and "
      .. "the data cover 2025-03 to 2025-04; what may be left out goes in [ ]"
      .. "\n  Exports were {yoy:change} YoY."
      .. "\n                ^" },
  { "a rule in one of two languages", BOTH .. [[
ingot.rule "big" { say = { en = "Exports came to {level}." } }
article:tell(total, { "big" })]],
    "7: tell: rule 'big': no words in 'zh': { zh = \"…\" } expected beside en" },
  { "a rule in no language of two", BOTH .. [[
ingot.rule "big" { say = "Exports came to {level}." }
article:tell(total, { "big" })]],
    "7: tell: rule 'big': the article is in en and zh: a template for each expected, as { en "
      .. '= "…", zh = "…" }' },
  { "a function that fails", ARTICLE .. [[
ingot.rule "big" { when = function(fact) return fact.yoy > 0.5 end, say = "{name}." }
article:tell(total, { "big" })]],
    "7: tell: rule 'big': when: attempt to compare number with nil (script.lua:6)" },
  { "a function that asks for what there is not", ARTICLE .. [[
ingot.rule "big" { when = function(fact) return fact.sahre end, say = "{name}." }
article:tell(total, { "big" })]],
    "7: tell: rule 'big': when: a fact has no 'sahre' (did you mean 'share'?) (script.lua:6)" },
  { "a function of no weight", ARTICLE .. [[
ingot.rule "big" { weight = function(fact) return "heavy" end, say = "{name}." }
article:tell(total, { "big" })]],
    "7: tell: rule 'big': weight: a number expected, got string" },
  { "unknown rule", ARTICLE .. [[article:tell(total, { "leed" })]],
    "6: tell: unknown rule 'leed' (did you mean 'lead'?)" },
  { "an unknown beginning of rules", ARTICLE .. [[article:tell(total, { "klass_*" })]],
    "6: tell: no rule's name begins with 'klass_'" },
  { "a rule twice", ARTICLE .. [[article:tell(total, { "lead", "lead" })]],
    "6: tell: rule 'lead' is named twice" },
  { "no rules", ARTICLE .. [[article:tell(total)]],
    '6: tell: rules by name expected, as { "rank" }, got nil' },
  { "a rule that was not made one", ARTICLE .. [[article:tell(total, { say = "{level}." })]],
    '6: tell: rules by name expected, as { "rank" }, got a table' },
  { "a list that is said in no sentence", ARTICLE .. [[article:sections { { about = { total }, list = "{name}" } }]],
    "6: sections: section 1: a list is said in a sentence: say = … expected beside list" },
  { "a number told", ARTICLE .. [[article:tell(total.value, { "lead" })]],
    "6: tell: a level or a row of a breakdown expected, got a number" },
  { "nothing told", ARTICLE .. [[article:tell(nil, { "lead" })]],
    "6: tell: a level, a row of a breakdown or a list of these expected, got nil" },
  { "a change told", ARTICLE .. [[article:tell(total.mom, { "lead" })]],
    "6: tell: a level expected, got the mom of exports" },
  { "a cube told", ARTICLE .. [[article:tell(cube, { "lead" })]],
    "6: tell: a level or a row of a breakdown expected, got a cube; ask it for a level, as "
      .. 'cube:measure("exports", period), or for rows, as cube:by("partner"):top(10, "exports", '
      .. "period)" },
  { "a breakdown told", ARTICLE .. [[article:tell(cube:by "partner", { "rank" })]],
    "6: tell: a level or a row of a breakdown expected, got a breakdown; ask it for rows, as "
      .. '…:top(10, "exports", period)' },
  { "a table told", ARTICLE .. [[
article:tell(cube:by("partner"):table("exports", "2025-04"), { "rank" })]],
    "6: tell: a level, a row of a breakdown or a list of these expected, got a table of data" },
  { "no sentences at most", ROWS .. [[article:tell(rows, { "rank" }, { most = 0 })]],
    "7: tell: most = 0: a whole number from one up expected" },
  { "a text at most", ROWS .. [[article:tell(rows, { "rank" }, { most = "4" })]],
    '7: tell: most = "4": a whole number from one up expected' },
  { "a number for options", ROWS .. [[article:tell(rows, { "rank" }, 4)]],
    "7: tell: options as a table expected, as { most = 4 }, got number" },
  { "an option misspelt", ROWS .. [[article:tell(rows, { "rank" }, { mots = 4 })]],
    "7: tell: unknown option 'mots' (did you mean 'most'?)" },
  { "an unknown order", ROWS .. [[article:tell(rows, { "rank" }, { order = "weight" })]],
    "7: tell: unknown order 'weight'; orders are 'given', 'salience'" },

  -- sections
  { "a field of a section misspelt", ARTICLE .. [[
article:sections { { titel = "A", about = total, rules = { "lead" } } }]],
    "6: sections: section 1: unknown field 'titel' (did you mean 'title'?)" },
  { "a section that is in no list", ARTICLE .. [[
article:sections { title = "A", about = total, rules = { "lead" } }]],
    "6: sections: a list of sections expected, as { { title = … } }, got the field 'about'" },
  { "rules without facts", ARTICLE .. [[article:sections { { title = "A", rules = { "lead" } } }]],
    "6: sections: section 1 (A): rules speak of facts: about = … expected beside rules" },
  { "an unknown rule in a section", ARTICLE .. [[
article:sections { { title = "A", about = total, rules = { "leed" } } }]],
    "6: sections: section 1 (A): tell: unknown rule 'leed' (did you mean 'lead'?)" },
  { "no sentences of a section at most", ARTICLE .. [[
article:sections { { title = "A", about = total, rules = { "lead" }, most = 0 } }]],
    "6: sections: section 1 (A): tell: most = 0: a whole number from one up expected" },
  { "a length without rules", ARTICLE .. [[
article:sections { { title = "A", about = total, say = "{total}.", most = 3 } }]],
    "6: sections: section 1 (A): most is of the sentences by rules: rules = … expected "
      .. "beside it" },
  { "a name misspelt in a section", ROWS .. [[
article:sections { { title = "A", about = rows, say = "{name} {export}." } }]],
    "7: sections: section 1 (A): unknown name 'export' (did you mean 'exports'?)"
      .. "\n  {name} {export}."
      .. "\n          ^" },
  { "a heading in one of two languages", BOTH .. [[
article:sections { { title = "A", about = total, rules = { "lead" } } }]],
    "6: sections: section 1 (A): title: the article is in en and zh: a template for each "
      .. 'expected, as { en = "…", zh = "…" }' },
  { "a chart that is no list", ARTICLE .. [[article:sections { { title = "A", chart = "bars" } }]],
    "6: sections: section 1 (A): chart: a list of the arguments of article:chart expected, "
      .. "got string" },
  { "an unknown chart in a section", ARTICLE .. [[
article:sections { { title = "A", chart = { "bar", cube:series("exports", { "2025-03", "2025-04" }) } } }]],
    "6: sections: section 1 (A): chart: unknown kind 'bar' (did you mean 'bars'?)" },
  { "a table without a title in a section", ROWS .. [[
article:sections { { title = "A", table = { rows, { { "P", "{name}" } } } } }]],
    "7: sections: section 1 (A): table: title: template as text expected, got table" },
  { "an unknown section in the order", ARTICLE .. [[
article:sections({ { name = "lead", about = total, rules = { "lead" } } }, "leed")]],
    "6: sections: unknown section 'leed' (did you mean 'lead'?)" },
  { "a section that is a text", ARTICLE .. [[article:sections { "lead" }]],
    "6: sections: section 1: a table of fields expected, got string" },
  { "a section named twice", ARTICLE .. [[
article:sections({ { name = "a", remark = "x" }, { name = "a", remark = "y" } }, "a")]],
    "6: sections: section 2 (a): section 1 has this name" },

  -- articles
  { "an article without a title", [[ingot.article { period = "2025-04" }]],
    '4: article: a title as text expected, as title = "Exports in {period}"' },
  { "a field of an article misspelt", [[ingot.article { title = "T", thresholdes = {} }]],
    "4: article: unknown field 'thresholdes' (did you mean 'thresholds'?)" },
  { "an unknown language", [[ingot.article { title = "T", lang = "cn" }]],
    "4: unknown language 'cn' (did you mean 'en'?)" },
  { "a language twice", [[ingot.article { title = {en="T"}, lang = { "en", "en" } }]],
    "4: article: language 'en' is named twice" },
  { "a title in one of two languages", [[
ingot.article { title = { en = "T" }, lang = { "en", "zh" } }]],
    "4: article: title: no words in 'zh': { zh = \"…\" } expected beside en" },
  { "a threshold of words misspelt", [[
ingot.article { title = "T", thresholds = { shrap = 15 } }]],
    "4: article: unknown threshold 'shrap' (did you mean 'sharp'?)" },
  { "thresholds that do not rise", [[ingot.article { title = "T", thresholds = { sharp = 80 } }]],
    "4: article: threshold 'surge': a number above that of 'sharp', 80, expected, got 60" },
  { "an unknown display", [[ingot.article { title = "T", displays = { yoy = "percent9" } }]],
    "4: article: displays: yoy: unknown display 'percent9' (did you mean 'percent0'?)" },
  { "a display of another unit",
    [[ingot.article { title = "T", displays = { yoy = "t1" } }]],
    "4: article: displays: yoy: it is in %, 't1' shows t" },
  { "a display of a metric", [[ingot.article { title = "T", displays = { exports = "t0" } }]],
    "4: article: displays: unknown measure 'exports'; measures are 'base', 'before', "
      .. "'contribution', 'contribution_mom', 'cumulative', 'cumulative_before', 'diff', "
      .. "'full_year', …" },
  { "an unknown way with shares", [[ingot.article { title = "T", shares = "aportion" }]],
    '4: article: shares = aportion: "apportion", "footnote" or "plain" expected (did you '
      .. "mean 'apportion'?)" },
  { "shares apportioned and recomputed", [[
ingot.article { title = "T", shares = "apportion", recompute = true }]],
    '4: article: shares = "apportion" and recompute = true: nobody recomputes an apportioned '
      .. 'share; shares = "footnote" or "plain" expected' },
  { "a name for names", [[ingot.article { title = "T", names = "total" }]],
    "4: article: names: a table of names expected, as { total = total }, got string" },
  { "a period in the title of an article without", [[
ingot.article { title = "Exports in {period}" }]],
    "4: article: title: unknown name 'period'; there are no names"
      .. "\n  Exports in {period}"
      .. "\n              ^" },
  { "a document in another language", ARTICLE .. [[article:document "zh"]],
    "6: document: unknown language 'zh'; languages of the article are 'en'" },

  -- sentences, lists, notes, remarks
  { "a number in a sentence", ARTICLE .. [[article:say "Exports rose by 5%."]],
    "6: bare number '5%': numbers come from claims"
      .. "\n  Exports rose by 5%."
      .. "\n                  ^" },
  { "a format misspelt", ARTICLE .. [[article:say "Exports were {total.mom:chnge}."]],
    "6: unknown format 'chnge' (did you mean 'change'?)"
      .. "\n  Exports were {total.mom:chnge}."
      .. "\n                          ^" },
  { "tonnes in percent", ARTICLE .. [[article:say "Exports were {total:percent1}."]],
    "6: cannot convert 't' (mass) to '%' (percent)"
      .. "\n  Exports were {total:percent1}."
      .. "\n                      ^" },
  { "nothing said", ARTICLE .. [[article:say()]],
    "6: template as text expected, got nil" },
  { "a sentence in no language of two", BOTH .. [[article:say "In {period}."]],
    '6: the article is in en and zh: a template for each expected, as { en = "…", zh = '
      .. '"…" }' },
  { "a sentence in one of two languages", BOTH .. [[article:say { en = "In {period}." }]],
    "6: no words in 'zh': { zh = \"…\" } expected beside en" },
  { "a dot for a colon, in an article", ARTICLE .. [[article.say "x"]],
    "6: say: an article expected before it, got string; a colon asks it, as article:say(…)" },
  { "a level for names", ARTICLE .. [[article:say("{x}.", total)]],
    "6: unknown name 'x'; names are 'base', 'before', 'contribution', 'contribution_mom', "
      .. "'diff', 'full_year', 'full_year_yoy', 'mom', …"
      .. "\n  {x}."
      .. "\n   ^" },
  { "an option of a list misspelt", ROWS .. [[
local l = article:list("{name}", rows, { mots = 3 })]],
    "7: list: unknown option 'mots' (did you mean 'most'?)" },
  { "a list of nothing", ROWS .. [[local l = article:list("{name}")]],
    "7: list: a list of rows expected, got nil" },
  { "a number for a remark", ROWS .. [[article:remark(5)]],
    "7: remark: text expected, got number" },

  -- charts
  { "an unknown kind of chart", ARTICLE .. [[
article:chart("bar", cube:series("exports", { "2025-03", "2025-04" }))]],
    "6: chart: unknown kind 'bar' (did you mean 'bars'?)" },
  { "a chart of nothing", ARTICLE .. [[article:chart("bars")]],
    '6: chart: bars: levels in time, as cube:series("exports", period:last(24)), expected, '
      .. "got nil" },
  { "bars of one level", ARTICLE .. [[article:chart("bars", total)]],
    '6: chart: bars: levels in time expected, as cube:series("exports", period:last(24)), '
      .. "got the level of exports" },
  { "bars of rows", ROWS .. [[article:chart("bars", rows)]],
    '7: chart: bars: levels in time expected, as cube:series("exports", period:last(24)); '
      .. "item 1 is no level" },
  { "ranks of a series", ARTICLE .. [[
article:chart("ranked", cube:series("exports", { "2025-03", "2025-04" }))]],
    '6: chart: ranked: rows expected, as cube:by("partner"):top(10, "exports", period)' },
  { "ranks of a breakdown", ROWS .. [[article:chart("ranked", cube:by "partner")]],
    '7: chart: ranked: rows expected, as cube:by("partner"):top(10, "exports", period), got '
      .. 'a breakdown; ask it for rows, as …:top(10, "exports", period)' },
  { "a waterfall of rows", ROWS .. [[article:chart("waterfall", rows)]],
    '7: chart: waterfall: contributions, as cube:by("partner"):contributions("exports", '
      .. "period, { top = 6 }), expected" },
  { "an option of a chart misspelt", ROWS .. [[article:chart("ranked", rows, { mots = 3 })]],
    "7: chart: ranked: unknown option 'mots' (did you mean 'most'?)" },
  { "a chart of no members", ROWS .. [[article:chart("ranked", rows, { most = 0 })]],
    "7: chart: ranked: option 'most': a whole number from 1 expected, got 0" },
  { "a chart in an unknown display", ROWS .. [[article:chart("ranked", rows, { as = "tt" })]],
    "7: chart: ranked: as: unknown display 'tt' (did you mean 'Mt'?)" },
  { "a chart of tonnes in percent", ROWS .. [[article:chart("ranked", rows, { as = "percent1" })]],
    "7: chart: ranked: as = 'percent1': cannot convert 't' (mass) to '%' (percent)" },
  { "a chart of what rows do not have", ROWS .. [[
article:chart("ranked", rows, { of = "exports.yo" })]],
    "7: chart: ranked: row 1 has no claim 'exports.yo' (did you mean 'exports'?)" },
  { "a chart over a year's name", ROWS .. [[article:chart("shares", rows, { over = "2025" })]],
    "7: chart: shares: option 'over': a list of periods, as period:last(12), expected, got "
      .. "string" },
  { "a number in a chart's title", ROWS .. [[article:chart("ranked", rows, { title = "Top 10" })]],
    "7: bare number '10': numbers come from claims"
      .. "\n  Top 10"
      .. "\n      ^" },

  -- tables
  { "a table without a title", ROWS .. [[article:table(rows, { { "P", "{name}" } })]],
    "7: table: title: template as text expected, got table" },
  { "a column that is no list", ROWS .. [[article:table("T", rows, { "P", "{name}" })]],
    '7: table: column 1: a head and a cell expected, as { "Exports", "{exports:t1}" }, got '
      .. "string" },
  { "a table of claims without columns", ROWS .. [[article:table("T", rows)]],
    '7: table: a list of columns expected beside the rows, as { { "Partner", "{name}" } }, '
      .. "got nil" },
  { "a column without cells", ROWS .. [[article:table("T", rows, { { "P", "{name}" }, { "Q" } })]],
    '7: table: column 2: a head and a cell expected, as { "Exports", "{exports:t1}" }, got 1 '
      .. "of them" },
  { "a name misspelt in a cell", ROWS .. [[
article:table("T", rows, { { "P", "{name}" }, { "Q", "{export:t1}" } })]],
    "7: table: column 2: unknown name 'export' (did you mean 'exports'?)"
      .. "\n  {export:t1}"
      .. "\n   ^" },
  { "an unknown display in a cell", ROWS .. [[
article:table("T", rows, { { "P", "{name}" }, { "Q", "{exports:t9}" } })]],
    "7: table: column 2: unknown format 't9' (did you mean 't0'?)"
      .. "\n  {exports:t9}"
      .. "\n           ^" },
  { "a cell that is unknown", ROWS .. [[
article:table("T", rows, { { "P", "{name}" }, { "YoY", "{exports.yoy}" } })]],
    "7: table: column 2: the yoy of exports (Mexico) in 2025-04 is unknown: its base is "
      .. "2024-04, and the data cover 2025-03 to 2025-04; what may be left out goes in [ ]"
      .. "\n  {exports.yoy}"
      .. "\n   ^" },
  { "a year for a head", ROWS .. [[
article:table("T", rows, { { "P", "{name}" }, { "2025", "{exports}" } })]],
    "7: table: column 2: bare number '2025': numbers come from claims"
      .. "\n  2025"
      .. "\n  ^" },
  { "a head in one of two languages", BOTH .. [[
article:table({ en = "T", zh = "题" }, { total }, { { "Partner", "{name}" } })]],
    "6: table: column 1: the article is in en and zh: a template for each expected, as { en "
      .. '= "…", zh = "…" }' },
  { "a table of a level", ARTICLE .. [[article:table("T", total, { { "P", "{name}" } })]],
    "6: table: a table, a query or a list of rows expected, got the level of exports" },
  { "a table of a row", ROWS .. [[article:table("T", rows[1], { { "P", "{name}" } })]],
    "7: table: a list of rows expected, got a row" },
}

describe("a mistake in an article", function()
  for _, row in ipairs(mistakes) do
    it(("is told with its line: %s"):format(row[1]), function()
      assert.same({ code = 1, err = "script.lua:" .. mistake.in_script(row[3], row[2]) .. "\n" },
        mistake.run(row[2]))
    end)
  end

  it("is warned of with its line: an article of a period that the data do not cover", function()
    assert.same({ code = 0, err = "script.lua:5: warning: nothing is told of the level of exports in "
      .. "2026-01, which is unknown: the data cover 2025-03 to 2025-04\n" }, run [[
local article = ingot.article { title = "T", period = "2026-01" }
article:tell(cube:measure("exports", "2026-01"), { "lead" })
return article]])
  end)
end)
