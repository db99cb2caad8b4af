-- The words of each language, and the words that are computed: whether a change is slight or sharp,
-- "but" or "and", "only", "again". Languages and thresholds are data; a language without `wording`
-- can print values, units and periods, and gets its sentences when somebody writes its words down.

local number = require "ingot.number"
local suggest = require "ingot.suggest"

local M = {}

--- Where the computed words begin; an article may set its own. Percent throughout.
M.thresholds = {
  slight = 3,         -- a smaller change is slight
  sharp = 20,         -- from here a change is sharp …
  surge = 60,         -- … and from here a surge or a plunge
  only = 50,          -- a share below this and falling is "only" so much
  over = -1,          -- decimals to which "over 60%" is cut: tens
  double_digit = 10,  -- a double-digit change lies between this and
  triple_digit = 100, -- … this
}

M.en = {
  unit_gap = " ",
  sentence_gap = " ",
  period = {
    months = {
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    },
    quarters = { "first", "second", "third", "fourth" },
    halves = { "first", "second" },
    text = {
      month = "{month} {year}", quarter = "Q{n} {year}", half = "the {half} half of {year}",
      year = "{year}", range = "{month} to {last} {year}",
      years = "{month} {year} to {last} {last_year}",
    },
    months_text = {
      month = "{month}", quarter = "Q{n}", half = "the {half} half", year = "the full year",
      range = "{month} to {last}", years = "{month} {year} to {last} {last_year}",
    },
  },
  mean_basis = {
    of_base = "against the monthly mean of {first} and {last}",
    of_own = "by the monthly mean of {first} and {last}",
  },
  adjusted = {
    mom_adjusted = "a day", yoy_adjusted = "a day",
    mom_holiday = "adjusted for Lunar New Year", yoy_holiday = "adjusted for Lunar New Year",
  },
  ordinals = {
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
  },
  ordinal_endings = { "st", "nd", "rd", other = "th", [11] = "th", [12] = "th", [13] = "th" },
  remark = "Analyst's note (not from the data): ",
  codes = "HS codes: ",
  code_note = {
    part = "{code} for {name}", always = "{codes}", from = "{codes} from {from} on",
    to = "{codes} up to {to}", between = "{codes} from {from} to {to}", gap = "; ",
  },
  brackets = { "(", ")" },
  unit_brackets = { " (", ")" }, -- of a unit in the head of a table
  total = "Total",               -- the whole as a row of a table
  list = { gap = ", ", last = " and " },
  wording = {
    change = { [1] = "up", [0] = "flat", [-1] = "down" },
    rise = { [1] = "rose", [0] = "held steady", [-1] = "fell" },
    increase = { [1] = "increase", [0] = "change", [-1] = "decrease" },
    moved = {
      slight = { [1] = "rose slightly", [-1] = "fell slightly" },
      plain = { [1] = "rose", [-1] = "fell" },
      sharp = { [1] = "rose sharply", [-1] = "fell sharply" },
      surge = { [1] = "surged", [-1] = "plunged" },
    },
    from = { from_zero = " from none", tiny = " from a low base" },
    turned = "turned from {base}",
    against = "against {base}",
    side = "{side} of {amount}",
    adjusted = " ({change} {basis})",
    basis = " {basis}",
    verb_gap = " ",
    drops_verb = true, -- the second of two changes that go the same way, behind an "and"
    by = " by ",
    opposed = "but",
    joined = "and",
    only = "only ",
    again = " again",
    over = "over ",
    about = "about ",
    double_digit = "double-digit ",
    streak = " for the {ordinal} consecutive {period}",
    periods = {
      month = "month", quarter = "quarter", half = "half-year", year = "year", range = "period",
    },
  },
}

M.zh = {
  unit_gap = "",
  sentence_gap = "",
  period = {
    months = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12" },
    quarters = { "一", "二", "三", "四" },
    halves = { "上", "下" },
    text = {
      month = "{year}年{month}月", quarter = "{year}年{quarter}季度", half = "{year}年{half}半年",
      year = "{year}年", range = "{year}年{month}-{last}月",
      years = "{year}年{month}月-{last_year}年{last}月",
    },
    months_text = {
      month = "{month}月", quarter = "{quarter}季度", half = "{half}半年", year = "全年",
      range = "{month}-{last}月", years = "{year}年{month}月-{last_year}年{last}月",
    },
  },
  adjusted = {
    mom_adjusted = "按日均计", yoy_adjusted = "按日均计",
    mom_holiday = "剔除春节因素后", yoy_holiday = "剔除春节因素后",
  },
  mean_basis = { of_base = "与{first}月、{last}月的月均值相比", of_own = "按{first}月、{last}月的月均值计" },
  ordinal = "第%d",
  remark = "分析师注（非数据所得）：",
  codes = "海关编码：",
  code_note = {
    part = "{code} {name}", always = "{codes}", from = "{from}起为{codes}", to = "至{to}为{codes}",
    between = "{from}至{to}为{codes}", gap = "；",
  },
  brackets = { "（", "）" },
  unit_brackets = { "（", "）" },
  total = "合计",
  list = { gap = "、", last = "和" },
  wording = {
    change = { [1] = "增长", [0] = "持平", [-1] = "下降" },
    rise = { [1] = "增长", [0] = "持平", [-1] = "下降" },
    increase = { [1] = "增加", [0] = "变动", [-1] = "减少" },
    moved = {
      slight = { [1] = "小幅增长", [-1] = "小幅下降" },
      plain = { [1] = "增长", [-1] = "下降" },
      sharp = { [1] = "大幅增长", [-1] = "大幅下降" },
      surge = { [1] = "激增", [-1] = "骤降" },
    },
    from = { from_zero = "（基数为零）", tiny = "（基数较低）" },
    turned = "由{base}转为{side}",
    against = "基数为{base}",
    sides = { "正值", "负值" }, -- of a level whose metric has no words for them
    side = "{side}{amount}",
    adjusted = "（{basis}{change}）",
    basis = "（{basis}）",
    verb_gap = "",
    by = "",
    opposed = "但",
    joined = "",
    only = "仅",
    again = "再次",
    over = "超过",
    about = "约",
    double_digit = "两位数",
    streak = "连续{ordinal}{period}",
    periods = {
      month = "个月", quarter = "个季度", half = "个半年", year = "年", range = "期",
    },
  },
}

local languages <const> = { "en", "zh" }

--- The languages that have words, in order.
---@return string[]
function M.languages()
  return table.move(languages, 1, #languages, 1, {})
end

---@param lang any
---@return boolean
function M.has(lang)
  for _, name in ipairs(languages) do
    if name == lang then return true end
  end
  return false
end

--- The words of a language. One without words is an error.
---@param lang string? "en" when left out
---@param level integer? where the error points, as for `error`; 1 is the caller of this function
---@return table
function M.language(lang, level)
  if M.has(lang or "en") then return M[lang or "en"] end
  local message = suggest.unknown("language", "languages", tostring(lang), languages)
  error(message, (level or 1) + 1)
end

--- "first" … "tenth", "11th", "21st"; "第3" in Chinese.
---@param n integer from 1
---@param lang string?
---@return string
function M.ordinal(n, lang)
  local language = M.language(lang)
  if language.ordinal then return language.ordinal:format(n) end
  local endings = language.ordinal_endings
  local ending = endings[n % 100] or endings[n % 10] or endings.other
  return language.ordinals[n] or ("%d%s"):format(n, ending)
end

--- What a change is held against where two months were released together: "against the monthly mean
--- of January and February".
---@param joint ingot.Period  these months
---@param own boolean         whether they are the level's own months, not those of its base
---@param lang string?
---@return string
function M.basis(joint, own, lang)
  local language = M.language(lang)
  local names = language.period.months
  local text = language.mean_basis[own and "of_own" or "of_base"]
  return (text:gsub("{(%w+)}", {
    first = names[joint.from % 12 + 1], last = names[joint.to % 12 + 1],
  }))
end

--- By what a change was adjusted: "a day", "adjusted for Lunar New Year"; nil for a plain one.
---@param kind string  the measure
---@param lang string?
---@return string?
function M.adjusted(kind, lang)
  return M.language(lang).adjusted[kind]
end

local function below(claim, percent)
  return number.compare(number.abs(claim.value), number.from(percent)) < 0
end

--- How big a change in percent is: < 3% slight, 3–20% plain, 20–60% sharp, from 60% a surge.
---@param claim ingot.Claim
---@param thresholds table?
---@return "slight"|"plain"|"sharp"|"surge"
function M.size(claim, thresholds)
  local t = thresholds or M.thresholds
  if below(claim, t.slight) then return "slight" end
  if below(claim, t.sharp) then return "plain" end
  return below(claim, t.surge) and "sharp" or "surge"
end

-- The sign of the level that a change is of.
local function sign_of_level(change)
  local now = change.operands and change.operands[1]
  return now and now.value and number.sign(now.value) or 1
end

--- Which way a change goes: 1, 0 (flat) or -1. From none to something is up (down when that is below
--- zero); a level that changed its sign went neither way.
---@param change ingot.Claim known, or "from_zero", or "turned"
---@return integer
function M.direction(change)
  return change.state == "from_zero" and sign_of_level(change) or change:sign() or 0
end

--- Whether a change without a rate is one of sign: net imports that became net exports.
---@param change ingot.Claim "turned"
---@return boolean
function M.changed_sign(change)
  return sign_of_level(change) ~= number.sign(change.base.value)
end

--- Whether two changes go opposite ways: "but". A flat one opposes nothing.
---@param a ingot.Claim
---@param b ingot.Claim
---@return boolean
function M.opposed(a, b)
  return M.direction(a) * M.direction(b) < 0
end

--- Whether two changes go the same way, neither flat: "again", or a verb said once for both.
---@param a ingot.Claim
---@param b ingot.Claim
---@return boolean
function M.alike(a, b)
  return M.direction(a) * M.direction(b) > 0
end

--- Whether a share deserves "only": below one half, and its part is falling.
---@param share ingot.Claim
---@param change ingot.Claim of the part
---@param thresholds table?
---@return boolean
function M.only(share, change, thresholds)
  return below(share, (thresholds or M.thresholds).only) and change:sign() == -1
end

--- Whether a change has two digits: 10 ≤ |x| < 100.
---@param change ingot.Claim
---@param thresholds table?
---@return boolean
function M.double_digit(change, thresholds)
  local t = thresholds or M.thresholds
  return not below(change, t.double_digit) and below(change, t.triple_digit)
end

return M
