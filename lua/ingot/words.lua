-- The words that are computed: whether a change is slight or sharp, "but" or "and", "only", "again",
-- "regained", which parts moved the whole. Languages and thresholds are data, in words/; a language
-- without `wording` can print values, units and periods, and gets its sentences when somebody writes
-- its words down.

local number = require "ingot.number"
local suggest = require "ingot.suggest"

local M = {
  en = require "ingot.words.en",
  zh = require "ingot.words.zh",
  thresholds = require "ingot.words.thresholds",
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

--- "first" … "tenth", "11th", "21st"; "第三", "第11" in Chinese.
---@param n integer from 1
---@param lang string?
---@return string
function M.ordinal(n, lang)
  local language = M.language(lang)
  if language.ordinals[n] then return language.ordinals[n] end
  if language.ordinal then return language.ordinal:format(n) end
  local endings = language.ordinal_endings
  return ("%d%s"):format(n, endings[n % 100] or endings[n % 10] or endings.other)
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

--- What a change is against: the year before, or the period before by its kind.
---@param change ingot.Claim
---@return "month"|"quarter"|"half"|"year"|"range"
function M.step(change)
  return change.kind:find("yoy", 1, true) and "year" or change.period.kind
end

local definite <const> = {}
for _, lang in ipairs(languages) do
  definite[lang] = {}
  for _, name in ipairs(M[lang].definite or {}) do definite[lang][name] = true end
end

--- A name as it stands inside a sentence: "the United States".
---@param label { en: string, zh?: string, dimension?: string }
---@param lang string
---@return string
function M.name(label, lang)
  local name = label[lang] or label.en
  local has_article = label.dimension == "partner" and definite[lang][name]
  return has_article and M[lang].article .. name or name
end

--- What a metric is of members of a dimension: "imports from Russia", "对墨西哥和泰国出口量".
---@param noun { en: string, zh: string }  of the metric
---@param subjects ingot.Subject[]
---@param dimension string  theirs; of regions that of their members
---@param flow? string  "export" or "import" where the metric is of one
---@return table label with the text of each language
function M.part(noun, subjects, dimension, flow)
  local label = { code = subjects[1].code }
  for _, lang in ipairs(languages) do
    local parts, names = M[lang].parts, {}
    local of_flow = flow and parts[dimension]
    for i, subject in ipairs(subjects) do names[i] = M.name(subject, lang) end
    local last = table.remove(names)
    local list = table.concat(names, M[lang].list.gap)
    label[lang] = (of_flow and of_flow[flow] or parts.other):gsub("{(%w+)}", {
      metric = noun[lang], name = #names > 0 and list .. M[lang].list.last .. last or last,
    })
  end
  return label
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

-- Each begins where the one before it ends.
local rising <const> = { "flat", "slight", "sharp", "surge" }

--- What is wrong with thresholds that an article sets, or nil.
---@param given table
---@return string?
function M.check_thresholds(given)
  local known = suggest.names(M.thresholds)
  for _, name in ipairs(suggest.names(given)) do
    local value = given[name]
    if M.thresholds[name] == nil then
      return suggest.unknown("threshold", "thresholds", tostring(name), known)
    elseif type(value) ~= "number" or value ~= value or math.abs(value) == math.huge then
      return ("threshold '%s': a number expected, got %s"):format(name,
        type(value) == "number" and tostring(value) or type(value))
    elseif name == "over" and math.type(value) ~= "integer" then
      return ("threshold 'over': decimals as a whole number expected, got %s"):format(value)
    end
  end
  for i = 2, #rising do
    local low, high = rising[i - 1], rising[i]
    local from, to = given[low] or M.thresholds[low], given[high] or M.thresholds[high]
    if from >= to then
      return ("threshold '%s': a number above that of '%s', %s, expected, got %s"):format(high, low,
        from, to)
    end
  end
end

--- How big a change in percent is: < 3% slight, 3–20% plain, 20–60% sharp, from 60% a surge.
---@param claim ingot.Claim
---@param thresholds ingot.Thresholds?
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
---@param thresholds ingot.Thresholds?
---@return integer
function M.direction(change, thresholds)
  if change.state == "from_zero" then return sign_of_level(change) end
  return change:sign(thresholds and thresholds.flat) or 0
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
---@param thresholds ingot.Thresholds?
---@return boolean
function M.opposed(a, b, thresholds)
  return M.direction(a, thresholds) * M.direction(b, thresholds) < 0
end

--- Whether two changes go the same way, neither flat: "again", or a verb said once for both.
---@param a ingot.Claim
---@param b ingot.Claim
---@param thresholds ingot.Thresholds?
---@return boolean
function M.alike(a, b, thresholds)
  return M.direction(a, thresholds) * M.direction(b, thresholds) > 0
end

--- Whether a share deserves "only": below one half, and its part is falling.
---@param share ingot.Claim
---@param change ingot.Claim of the part
---@param thresholds ingot.Thresholds?
---@return boolean
function M.only(share, change, thresholds)
  return below(share, (thresholds or M.thresholds).only) and M.direction(change, thresholds) == -1
end

--- Whether a change has two digits: 10 ≤ |x| < 100.
---@param change ingot.Claim
---@param thresholds ingot.Thresholds?
---@return boolean
function M.double_digit(change, thresholds)
  local t = thresholds or M.thresholds
  return not below(change, t.double_digit) and below(change, t.triple_digit)
end

--- How much of a change parts explain, in percent of it: "core engine", "main drag". Below zero when
--- they went the other way.
---@param contributions ingot.Claim[] of the parts, in percentage points
---@param change ingot.Claim of the whole, in percent
---@return ingot.Number? nil when one of them is unknown, or nothing changed
function M.explained(contributions, change)
  local sum = number.exact(0)
  for _, contribution in ipairs(contributions) do
    if not contribution.value then return nil end
    sum = number.add(sum, contribution.value)
  end
  return change.value and number.percent_of(sum, change.value)
end

--- Whether parts moved their whole: they explain at least half of its change.
---@param contributions ingot.Claim[]
---@param change ingot.Claim
---@param thresholds ingot.Thresholds?
---@return boolean
function M.moved_by(contributions, change, thresholds)
  local least = number.from((thresholds or M.thresholds).engine)
  local explained = M.direction(change, thresholds) ~= 0 and M.explained(contributions, change)
  return explained and number.compare(explained, least) >= 0 or false
end

return M
