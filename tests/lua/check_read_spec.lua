-- Sentences in the manner of many desks, and what each of their figures says. A line of a case:
--   digits kind value unit period [field=value …]
-- A field is one of the subject; base= and whole= are periods, or whole.what= … subjects; a blank in a
-- value is written "_". Digits that a line begins with "!" are not understood, "-" are no figure.

local cases = require "support.read_cases"
local number = require "ingot.number"

local page = require "ingot.check.page"
local read = require "ingot.check.read"
local tokens = require "ingot.check.tokens"

local LEAST <const> = 95 -- of a hundred figures

local function claims_of(text, name)
  local article <const> = page.read(text, name or "article.txt")
  return read.claims(article, tokens.of(article))
end

local function by_digits(claims)
  local list = {}
  for _, claim in ipairs(claims) do
    list[claim.digits] = list[claim.digits] or {}
    table.insert(list[claim.digits], claim)
  end
  return list
end

local getters <const> = {
  base = function(claim) return claim.base and tostring(claim.base.period) end,
  whole = function(claim) return claim.whole and tostring(claim.whole.period) end,
  approx = function(claim) return claim.approx end,
  bound = function(claim) return claim.bound end,
  n = function(claim) return tostring(claim.n) end,
}

local function field_of(claim, field)
  if getters[field] then
    return getters[field](claim)
  end
  local owner <const>, name = field:match "^(%w+)%.(%w+)$"
  if owner then
    return claim[owner] and claim[owner].subject and claim[owner].subject[name]
  end
  return claim.subject[field]
end

local function told(claim)
  return ("%s %s %s %s"):format(claim.kind, number.text(claim.value), claim.unit,
    tostring(claim.period))
end

-- What is wrong with a claim; nil where it says what the line wants.
local function fault(claim, line)
  local kind <const>, value, unit, period, rest =
    line:match "^%S+%s+(%S+)%s+(%S+)%s+(%S+)%s+(%S+)(.*)$"
  if not claim then
    return "not read"
  end
  local wanted <const> = ("%s %s %s %s"):format(kind, value, unit == "none" and "" or unit, period)
  if told(claim) ~= wanted then
    return told(claim)
  end
  for field, text in rest:gmatch "([%w.]+)=(%S+)" do
    local got <const> = field_of(claim, field)
    if got ~= (text ~= "nil" and text:gsub("_", " ") or nil) then
      return ("%s is %s"):format(field, tostring(got))
    end
  end
end

local function measure(case, sum, faults)
  local claims <const>, aside = claims_of(case.text, case.name)
  local list <const>, seen = by_digits(claims), {}
  for line in case.figures:gmatch "[^\n]+" do
    line = line:match "^%s*(.-)%s*$"
    local digits <const> = line:match "^%S+"
    if digits and digits:find "^%-" then
      if list[digits:sub(2)] then
        faults[#faults + 1] = ("%s: %s is no figure"):format(case.name, digits:sub(2))
      end
    elseif digits then
      seen[digits] = (seen[digits] or 0) + 1
      local wrong <const> = fault((list[digits] or {})[seen[digits]], line)
      sum.figures = sum.figures + 1
      sum.understood = sum.understood + (wrong and 0 or 1)
      if wrong then
        faults[#faults + 1] = ("%s: %s: %s"):format(case.name, line, wrong)
      end
    end
  end
  return aside
end

describe("reading articles", function()
  local sum <const>, faults = { figures = 0, understood = 0 }, {}

  it("understands the figures of many desks", function()
    for _, case in ipairs(cases.desks) do
      measure(case, sum, faults)
    end
    print(("\nfigures: %d, understood: %d"):format(sum.figures, sum.understood))
    if os.getenv "INGOT_CHECK_MISSES" then
      print(table.concat(faults, "\n"))
    end
    assert.is_true(sum.understood * 100 >= LEAST * sum.figures, table.concat(faults, "\n"))
  end)

  for _, seed in ipairs(cases.seeds) do
    it("understands all figures of " .. seed.name, function()
      local file <const> = io.open("../shared/seeds/" .. seed.name, "rb")
      if not file then
        return pending "the published documents are not here"
      end
      seed.text = file:read "a"
      file:close()
      local wrong <const> = {}
      measure(seed, { figures = 0, understood = 0 }, wrong)
      assert.equal("", table.concat(wrong, "\n"))
    end)
  end

  for _, hostile in ipairs {
    { "figures", "12 mt, 3% up, " }, { "periods and places", "from April 3 mt, to Russia and China " },
    { "brackets", "((exports of aluminum " }, { "numbers alone", "1,234 5.6 " },
  } do
    it("takes linear time on a sentence of many " .. hostile[1], function()
      local function seconds(n)
        local article <const> = page.read("Exports rose " .. hostile[2]:rep(n) .. "and fell.", "x.txt")
        local sentences <const> = tokens.of(article)
        local started <const> = os.clock()
        read.claims(article, sentences)
        return os.clock() - started
      end
      seconds(100)
      assert.is_true(seconds(4000) < 12 * seconds(1000) + 0.1)
    end)
  end
end)
