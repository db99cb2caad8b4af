-- Made-up articles: what is true in them is understood and left alone, and what was spoilt in them
-- is found. Rounds are seeded; INGOT_TEST_ROUNDS asks for more articles, INGOT_CHECK_MISSES=1
-- prints what was missed, and INGOT_CHECK_ARTICLE=<number> the text of one.

local annotated = require "support.annotated"
local figure = require "support.check_figure"
local forms = require "support.check_forms"
local found = require "support.figure_findings"
local hull = require "support.check_hull"
local random_of = require "support.random"
local rounds = require "support.rounds"
local slips = require "support.check_slips"
local writer = require "support.check_writer"

local check <const> = require "ingot.check"

local CLEAN <const>, SPOILT <const> = rounds(20), rounds(20) * 3
local LEAST_RIGHT <const> = 90
local SAYS_MISSES <const> = os.getenv "INGOT_CHECK_MISSES" ~= nil
local WANTED <const> = tonumber(os.getenv "INGOT_CHECK_ARTICLE")

local function clean_article(n)
  local desk <const> = forms.desks[n % #forms.desks + 1]
  local plan <const> = writer.article(random_of(n), desk)
  local text <const>, figures <const> = writer.render(plan)
  return { text = text, figures = figures, main = plan.world.main, format = desk.format or "txt",
    name = ("%s %d"):format(desk.name, n) }
end

local function spoilt_article(n)
  local kind <const> = slips.kinds[n % #slips.kinds + 1]
  local article <const> = assert(slips.article(random_of(1000 + n), kind), kind.name)
  article.kind, article.name = kind.name, ("%s %d"):format(kind.name, n)
  return article
end

local function checked(article)
  return check.article(article.text, { name = ("article.%s"):format(article.format) })
end

-- The partner or province that a series is of: "Peru" of "export|partner|Peru".
local function member_of(series)
  local kind <const>, member <const> = series:match "^%a+|(%a+)|(.*)$"
  return (kind == "partner" or kind == "province") and member:gsub("^the ", "") or ""
end

local function annotation(article, but)
  local figures <const> = {}
  for _, fig in ipairs(article.figures) do
    if fig ~= but then
      figures[#figures + 1] = { digits = fig.digits, offset = fig.offset, kind = fig.kind,
        value = figure.text(fig), unit = fig.unit, period = fig.period,
        member = member_of(fig.series) }
    end
  end
  return figures
end

local function is_of(finding, fig)
  for _, claim in ipairs(finding.claims) do
    local from <const> = claim.digits_offset
    if fig.offset >= from and fig.offset < from + #claim.digits then
      return true
    end
  end
  local from <const> = finding.offset
  return from ~= nil and fig.offset + #fig.digits > from and fig.offset < from + finding.length
end

local function is_found(result, slip)
  for _, finding in ipairs(result.findings) do
    local names = slip.figure ~= nil and is_of(finding, slip.figure)
    for _, other in ipairs(slip.others or {}) do
      names = names or is_of(finding, other)
    end
    for _, kind in ipairs(slip.kinds or {}) do
      names = names or finding.kind == kind
    end
    if names then
      return true
    end
  end
  return false
end

-- |printed − true| in steps, by cross products: at most one half, for what was rounded.
local function is_rounded(fig)
  local power <const> = fig.scale - fig.decimals
  local num, den = math.abs(fig.num), fig.den
  for _ = 1, math.abs(power) do
    if power > 0 then den = den * 10 else num = num * 10 end
  end
  return math.abs(2 * num - 2 * fig.value * den) <= den
end

describe("made-up articles", function()
  it("print what is true, where they say", function()
    for n = 1, CLEAN do
      local article <const> = clean_article(n)
      for _, fig in ipairs(article.figures) do
        local from <const> = fig.offset + 1
        assert.equal(fig.digits, article.text:sub(from, from + #fig.digits - 1), article.name)
        assert.is_true(is_rounded(fig), article.name .. ": " .. fig.digits)
      end
      assert.is_true(#article.figures >= 8, article.name)
      assert.is_false(hull.is_refuted(article.figures, article.main), article.name)
    end
  end)

  it("can be spoilt in every way", function()
    local provable = 0
    for n = 1, SPOILT do
      local article <const> = spoilt_article(n)
      provable = provable + (article.is_provable and 1 or 0)
      if n == WANTED then
        print(article.name, "\n" .. article.text)
      end
    end
    assert.is_true(provable * 10 >= SPOILT * 9, ("%d of %d can be proved"):format(provable, SPOILT))
  end)

  it("are understood, and raise no alarm when clean", function()
    local sum, alarms
    alarms = {}
    for n = 1, CLEAN do
      local article <const> = clean_article(n)
      local result <const> = checked(article)
      sum = annotated.measure(result.claims, annotation(article), sum, article.name)
      for _, line in ipairs(found.told(result)) do
        alarms[#alarms + 1] = article.name .. ": " .. line
      end
    end
    print("\n" .. annotated.summary(sum))
    if SAYS_MISSES then
      print(table.concat(sum.misses, "\n"))
    end
    assert.same({}, alarms)
    assert.is_true(sum.right * 100 >= LEAST_RIGHT * sum.figures, annotated.summary(sum))
  end)

  it("have every provable slip found", function()
    local by_kind <const>, missed <const> = {}, {}
    for n = 1, SPOILT do
      local article <const> = spoilt_article(n)
      local tally <const> = by_kind[article.kind] or { found = 0, provable = 0, planted = 0 }
      by_kind[article.kind] = tally
      local is_there <const> = is_found(checked(article), article.slip)
      tally.planted = tally.planted + 1
      tally.provable = tally.provable + (article.is_provable and 1 or 0)
      tally.found = tally.found + (is_there and article.is_provable and 1 or 0)
      if article.is_provable and not is_there then
        local fig <const> = article.slip.figure
        missed[#missed + 1] = ("%s, %s%s"):format(article.name, article.desk, fig and ": "
          .. fig.digits or "")
      end
    end
    print ""
    for _, kind in ipairs(slips.kinds) do
      local tally <const> = by_kind[kind.name]
      if tally then
        print(("%-34s %d found of %d provable, %d planted"):format(kind.name, tally.found,
          tally.provable,
          tally.planted))
      end
    end
    assert.same({}, missed)
  end)
end)
