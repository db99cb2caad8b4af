-- Rules of words that a figure beside them contradicts: "up" before a fall, "slightly" before a
-- leap, "over 60%" of less, "but" between likes. Each rule is a function of a sentence that adds
-- findings.

local bind = require "ingot.lint.bind"
local claim_ = require "ingot.claim"
local format = require "ingot.phrase.format"
local number = require "ingot.number"
local unit = require "ingot.unit"
local vocabulary = require "ingot.lint.vocabulary"
local words = require "ingot.words"

local M = {}

---@alias ingot.LintReport fun(rule: string, message: string)

local function said(claim)
  return claim:text()
end

local ways <const> = { [1] = "a rise", [0] = "none", [-1] = "a fall" }

local function list_of(entries)
  table.sort(entries, function(a, b) return #a.word > #b.word end)
  return entries
end

-- ---- direction and size ----

local function has_size(size, claim, t)
  local magnitude = number.abs(claim.value)
  if size == "slight" then return number.compare(magnitude, number.from(t.slight)) < 0 end
  return number.compare(magnitude, number.from(t[size])) >= 0
end

local function is_signed(sentence, hit)
  local after = sentence.text:sub(hit.to + 1)
  return after:find "^%s*%a?%a?%a?%s*%-%d" or after:find "^%s*%a?%a?%s*\xE2\x88\x92%d"
end

local function check_direction(sentence, hit, claim, report)
  local sign = words.direction(claim, sentence.thresholds)
  if sign ~= hit.entry.sign then
    report("direction", ("'%s' speaks of %s, which is %s"):format(hit.word, said(claim), ways[sign]))
  end
end

local function check_size(sentence, hit, claim, report)
  if claim.unit == "%" and not has_size(hit.entry.size, claim, sentence.thresholds) then
    report("size", ("'%s' speaks of %s"):format(hit.word, said(claim)))
  end
end

-- The next word of direction, which may stand between a word and its figure; not the one that a
-- word of size belongs to ("edged up", "a sharp drop").
local function next_sign(sentence, hits, i)
  for j = i + 1, #hits do
    local own = not hits[i].entry.sign and j == i + 1
      and sentence.text:sub(hits[i].to + 1, hits[j].from - 1):find "^%s*$"
    if hits[j].entry.sign and not own then return hits[j] end
  end
end

--- "up", "fell", "flat", "slightly", "surged"
function M.changes(sentence, report)
  local hits = vocabulary.find(sentence, vocabulary.words[sentence.lang])
  for i, hit in ipairs(hits) do
    local claim = bind.change(sentence, hit, next_sign(sentence, hits, i))
    if hit.entry.sign and hit.entry.sign ~= 0 and is_signed(sentence, hit) then
      report("signed", ("'%s' stands before a number with a sign"):format(hit.word))
    end
    if claim and hit.entry.sign then check_direction(sentence, hit, claim, report) end
    if claim and hit.entry.size then check_size(sentence, hit, claim, report) end
  end
end

-- ---- a bound and its number ----

local bounds <const> = {
  en = list_of {
    { word = "over", side = 1 }, { word = "above", side = 1 }, { word = "exceeding", side = 1 },
    { word = "more than", side = 1 }, { word = "under", side = -1 }, { word = "below", side = -1 },
    { word = "less than", side = -1 }, { word = "nearly", side = -1 },
    { word = "almost", side = -1 }, { word = "just under", side = -1 },
  },
  zh = list_of {
    { word = "超过", side = 1 }, { word = "高于", side = 1 }, { word = "逾", side = 1 },
    { word = "不足", side = -1 }, { word = "低于", side = -1 },
  },
}

-- The number as printed and the claim's own, in the unit it is printed in; nil for one in words.
local function printed_and_own(sentence, figure)
  local rule = figure.span.display
  local digits = figure.span.text:gsub(",", "")
  local printed = digits:find "^%-?%d+%.?%d*$" and number.parse(digits)
  if not printed or not rule or not rule.unit or rule.print_as == "ordinal" then return nil end
  local own = unit.convert(figure.claim.value, figure.claim.unit, rule.unit)
  if rule.print_as and sentence.lang == "en" then
    own = number.shift(own, unit.powers(rule.unit, rule.print_as))
  end
  return printed, number.sign(printed) < 0 and own or number.abs(own)
end

local function adjoining(sentence, hit)
  for _, figure in ipairs(sentence.figures) do
    if figure.from > hit.to then
      return sentence.text:sub(hit.to + 1, figure.from - 1):find "^%s*$" and figure or nil
    end
  end
end

--- "over 60%" of less, "nearly 60%" of more
function M.bounds(sentence, report)
  for _, hit in ipairs(vocabulary.find(sentence, bounds[sentence.lang])) do
    local figure = adjoining(sentence, hit)
    local printed, own = nil, nil
    if figure and figure.claim.value then printed, own = printed_and_own(sentence, figure) end
    if printed and number.compare(own, printed) ~= hit.entry.side then
      report("bound", ("'%s %s' of what is %s"):format(hit.word, figure.span.text, number.text(own)))
    end
  end
end

-- ---- small words ----

local only <const> = { en = { { word = "only" } }, zh = { { word = "仅" } } }

--- "only" before a share of one half or more
function M.only(sentence, report)
  for _, hit in ipairs(vocabulary.find(sentence, only[sentence.lang])) do
    local figure = adjoining(sentence, hit)
    local claim = figure and figure.claim
    if claim and claim.kind == "share" and claim.value
      and number.compare(claim.value, number.from(sentence.thresholds.only)) >= 0 then
      report("only", ("'%s' before a share of %s"):format(hit.word, said(claim)))
    end
  end
end

local double_digit <const> = {
  en = { { word = "double-digit" }, { word = "double digit" } }, zh = { { word = "两位数" } },
}

--- "double-digit" of what has one digit, or three
function M.double_digit(sentence, report)
  for _, hit in ipairs(vocabulary.find(sentence, double_digit[sentence.lang])) do
    local figure = bind.behind(sentence, hit.to) or bind.before(sentence, hit.from)
    local claim = figure and figure.claim
    if claim and bind.is_change(claim) and claim.unit == "%"
      and not words.double_digit(claim, sentence.thresholds) then
      report("double-digit", ("'%s' speaks of %s"):format(hit.word, said(claim)))
    end
  end
end

local again <const> = { en = { { word = "again" } }, zh = { { word = "再次" } } }

-- The change a period before a change on the period before.
local function change_before(claim)
  local base = claim.kind == "mom" and rawget(claim, "base")
  return claim_.is(base) and claim_.ask(base, "mom") or nil
end

--- "again" of a change whose like was not the month before
function M.again(sentence, report)
  for _, hit in ipairs(vocabulary.find(sentence, again[sentence.lang])) do
    local claim = (bind.before(sentence, hit.from) or bind.behind(sentence, hit.to) or {}).claim
    local before = claim and change_before(claim)
    if before and before.value and not words.alike(claim, before, sentence.thresholds) then
      report("again", ("'%s' speaks of %s; the month before it was %s"):format(hit.word, said(claim),
        said(before)))
    end
  end
end

-- ---- ranks ----

local ranked <const> = { en = { "ranked %s" }, zh = { "排名%s", "%s位" } }

local function ordinals(lang)
  local list = {}
  for n, name in ipairs(words[lang].ordinals) do
    for _, pattern in ipairs(ranked[lang]) do
      list[#list + 1] = { word = pattern:format(name), rank = n }
    end
  end
  return list_of(list)
end

local ranks <const> = { en = ordinals "en", zh = ordinals "zh" }

-- The level of a member that stands behind a word.
local function member_behind(sentence, hit)
  for _, figure in ipairs(sentence.figures) do
    local claim = figure.claim
    if figure.from > hit.to and claim.subject and format.kinds.level[2](claim) then return claim end
  end
end

local function in_figure(sentence, hit)
  for _, figure in ipairs(sentence.figures) do
    if figure.from <= hit.to and figure.to >= hit.from then return true end
  end
  return false
end

--- "ranked first" of a member that is not; a rank that is a claim is right by itself
function M.ranks(sentence, report)
  for _, hit in ipairs(vocabulary.find(sentence, ranks[sentence.lang])) do
    local level = not in_figure(sentence, hit) and member_behind(sentence, hit)
    local rank = level and claim_.ask(level, "rank")
    if rank and rank.value and number.compare(rank.value, number.exact(hit.entry.rank)) ~= 0 then
      report("rank", ("'%s' of what is number %s"):format(hit.word, number.text(rank.value)))
    end
  end
end

local regained <const> = { en = { { word = "regained" } }, zh = { { word = "重回" } } }

--- "regained" of a rank that was not lost the month before
function M.regained(sentence, report)
  for _, hit in ipairs(vocabulary.find(sentence, regained[sentence.lang])) do
    local level = member_behind(sentence, hit)
    if level and not format.claims.en.regained.fits(nil, level) then
      report("regained", ("'%s', but the rank was not lost the period before"):format(hit.word))
    end
  end
end

-- ---- two changes ----

local compared <const> = { mom = true, yoy = true, ytd_yoy = true, full_year_yoy = true }

local function of_one_thing(a, b)
  return compared[a.kind] and compared[b.kind] and a.metric == b.metric and a.value and b.value
    and (a.subject and a.subject.code) == (b.subject and b.subject.code) and a.period == b.period
end

--- "but" between changes that go the same way, "and" between such as do not
function M.joints(sentence, report)
  local t = sentence.thresholds
  for i = 1, #sentence.figures - 1 do
    local a, b = sentence.figures[i], sentence.figures[i + 1]
    local between = sentence.text:sub(a.to + 1, b.from - 1)
    if of_one_thing(a.claim, b.claim) and not bind.ends_sentence(between) then
      local but = between:find "%f[%a]but%f[%A]" or between:find("但", 1, true)
      local joined = not but and between:find "%f[%a]and%f[%A]"
      if but and words.alike(a.claim, b.claim, t) then
        report("but", ("'but' between %s and %s"):format(said(a.claim), said(b.claim)))
      elseif joined and words.opposed(a.claim, b.claim, t) then
        report("but", ("'and' between %s and %s"):format(said(a.claim), said(b.claim)))
      end
    end
  end
end

local concessions <const> = {
  en = { { word = "although" }, { word = "though" } }, zh = { { word = "尽管" }, { word = "虽然" } },
}

-- Whether a sentence says that something goes another way than a change.
local function says_other(sentence, claim)
  local sign = words.direction(claim, sentence.thresholds)
  for _, hit in ipairs(vocabulary.find(sentence, vocabulary.words[sentence.lang])) do
    if hit.entry.sign and hit.entry.sign ~= sign then return true end
  end
  return false
end

--- "although" where nothing is conceded: all that is said of it goes the same way
function M.concessions(sentence, report)
  for _, hit in ipairs(vocabulary.find(sentence, concessions[sentence.lang])) do
    local changes, opposed = {}, false
    for _, figure in ipairs(sentence.figures) do
      if bind.is_change(figure.claim) then changes[#changes + 1] = figure.claim end
    end
    for i = 2, #changes do
      opposed = opposed or not words.alike(changes[1], changes[i], sentence.thresholds)
    end
    if #changes >= 2 and not opposed and not says_other(sentence, changes[1]) then
      report("although", ("'%s', but all changes go the same way"):format(hit.word))
    end
  end
end

-- ---- counts and units ----

local plurals <const> = {
  month = "months", quarter = "quarters", year = "years", period = "periods", country = "countries",
  province = "provinces", partner = "partners", place = "places", point = "points",
  product = "products",
}
local singulars <const> = {}
for one, many in pairs(plurals) do singulars[many] = one end

--- "1 months", "3 month", "points" of percentage points
function M.units(sentence, report)
  for _, figure in ipairs(sentence.figures) do
    local behind = sentence.text:sub(figure.to + 1)
    local word = behind:match "^ (%a+)"
    local digits = figure.span.text:find "^[%d,.]+$"
    if digits and figure.span.text == "1" and singulars[word] then
      report("plural", ("'1 %s'"):format(word))
    elseif digits and figure.span.text ~= "1" and plurals[word] then
      report("plural", ("'%s %s'"):format(figure.span.text, word))
    end
    local shown = figure.span.display and figure.span.display.unit
    if shown == "points" and word == "percentage" or shown == "pp" and singulars[word] then
      report("unit", ("'%s' of %s"):format(behind:match "^%s*(%a+ ?%a*)", said(figure.claim)))
    end
  end
end

--- All rules, in the order of their findings.
M.rules = {
  M.changes, M.bounds, M.only, M.double_digit, M.again, M.ranks, M.regained, M.joints,
  M.concessions, M.units,
}

return M
