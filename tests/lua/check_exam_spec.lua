-- Articles that nobody had in mind when the reading was made (tests/check/exam): how many of their
-- figures are understood, how many planted slips are found, how often a sound article is blamed.
-- INGOT_CHECK_MISSES=1 prints each miss; INGOT_CHECK_ARTICLE=<pattern> measures these articles alone.

local annotated = require "support.annotated"
local found = require "support.figure_findings"
local lfs = require "lfs"

local FOLDER <const> = "tests/check/exam/"
local SAYS_MISSES <const> = os.getenv "INGOT_CHECK_MISSES" ~= nil
local WANTED <const> = os.getenv "INGOT_CHECK_ARTICLE" or ""
local LEAST_RIGHT <const>, LEAST_FOUND <const> = 95, 93 -- of a hundred
local MOST_BLAMED <const> = 1 -- of the sound articles

local check <const> = require "ingot.check"

local slip_columns <const> = { "article", "digits", "occurrence", "printed", "kind", "provable" }

local function slips_of(path)
  local slips <const> = {}
  for line in io.lines(path) do
    local slip <const>, i = {}, 0
    for cell in line:gmatch "[^\t]+" do
      i = i + 1
      slip[slip_columns[i]] = cell
    end
    slips[#slips + 1] = slip
  end
  table.remove(slips, 1) -- the head
  local kept <const> = {}
  for _, slip in ipairs(slips) do
    kept[#kept + 1] = slip.article:find(WANTED) and slip or nil
  end
  return kept
end

local function articles_of(folder)
  local names <const> = {}
  for name in lfs.dir(folder) do
    if name:find "^%d" and not name:find "%.tsv$" and name:find(WANTED) then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  return names
end

-- The article with the slip printed in place of what stood there, and where: bytes from 0.
local function spoilt(bytes, slip)
  local offset <const> = assert(annotated.place(bytes, slip.digits, tonumber(slip.occurrence)),
    slip.article .. ": " .. slip.digits)
  return bytes:sub(1, offset) .. slip.printed .. bytes:sub(offset + #slip.digits + 1), offset
end

local function names_it(result, slip, offset)
  for _, finding in ipairs(result.findings) do
    for _, claim in ipairs(finding.claims) do
      local from <const> = claim.digits_offset
      if offset < from + #claim.digits and offset + #slip.printed > from then
        return true
      end
    end
  end
  return false
end

local function missed(text, ...)
  if SAYS_MISSES then
    print(text:format(...))
  end
end

describe("articles that nobody had in mind", function()
  local names <const> = articles_of(FOLDER)

  it("are understood", function()
    local sum
    for _, name in ipairs(names) do
      local bytes <const>, figures <const> = annotated.read(FOLDER .. name)
      sum = annotated.measure(check.article(bytes, { name = name }).claims, figures, sum, name)
    end
    print("\n" .. annotated.summary(sum))
    for _, miss in ipairs(sum.misses) do
      missed("%s", miss)
    end
    assert.is_true(sum.right * 100 >= LEAST_RIGHT * sum.figures, annotated.summary(sum))
  end)

  it("are not blamed where they are sound", function()
    local blamed, alarms = 0, 0
    for _, name in ipairs(names) do
      local told <const> = found.told(check.article((annotated.read(FOLDER .. name)), { name = name }))
      blamed, alarms = blamed + (#told > 0 and 1 or 0), alarms + #told
      for _, line in ipairs(told) do
        missed("%s: false alarm: %s", name, line)
      end
    end
    print(("\n%d of %d sound articles blamed, %d alarms"):format(blamed, #names, alarms))
    assert.is_true(blamed <= MOST_BLAMED, ("%d of %d blamed"):format(blamed, #names))
  end)

  it("are found out where a slip was planted that can be proved", function()
    local provable, proved, other = 0, 0, 0
    for _, slip in ipairs(slips_of(FOLDER .. "slips.tsv")) do
      local bytes <const> = annotated.read(FOLDER .. slip.article)
      local text <const>, offset <const> = spoilt(bytes, slip)
      local is_named <const> = names_it(check.article(text, { name = slip.article }), slip, offset)
      if slip.provable == "yes" then
        provable, proved = provable + 1, proved + (is_named and 1 or 0)
        if not is_named then
          missed("%s: %s printed as %s not found (%s)", slip.article, slip.digits, slip.printed, slip.kind)
        end
      else
        other = other + (is_named and 1 or 0)
      end
    end
    print(("\n%d of %d provable slips found (%d of the others)"):format(proved, provable, other))
    assert.is_true(proved * 100 >= LEAST_FOUND * provable, ("%d of %d"):format(proved, provable))
  end)
end)
