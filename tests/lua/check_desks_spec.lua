-- Articles in the manner of many desks (tests/check/desks): nearly every figure is understood, and
-- since their arithmetic is sound, no figure is called wrong. INGOT_CHECK_MISSES=1 prints each
-- figure that was not understood.

local annotated = require "support.annotated"
local found = require "support.figure_findings"
local lfs = require "lfs"

local FOLDER <const> = "tests/check/desks/"
local SAYS_MISSES <const> = os.getenv "INGOT_CHECK_MISSES" ~= nil
local LEAST_RIGHT <const> = 90 -- of a hundred figures

local check <const> = require "ingot.check"

describe("articles of many desks", function()
  local names <const> = {}
  for name in lfs.dir(FOLDER) do
    if not name:find "%.tsv$" and not name:find "^%." then
      names[#names + 1] = name
    end
  end
  table.sort(names)

  it("have each figure of their table where it says", function()
    assert.is_true(#names >= 24)
    for _, name in ipairs(names) do
      local bytes <const>, figures <const> = annotated.read(FOLDER .. name)
      assert.is_true(#figures >= 9, name)
      for _, figure in ipairs(figures) do
        local from <const> = figure.offset + 1
        assert.equal(figure.digits, bytes:sub(from, from + #figure.digits - 1), name)
      end
    end
  end)

  it("are understood, nine figures of ten and more", function()
    local sum
    for _, name in ipairs(names) do
      local bytes <const>, figures <const> = annotated.read(FOLDER .. name)
      sum = annotated.measure(check.article(bytes, { name = name }).claims, figures, sum, name)
    end
    print("\n" .. annotated.summary(sum))
    if SAYS_MISSES then
      print(table.concat(sum.misses, "\n"))
    end
    assert.is_true(sum.right * 100 >= LEAST_RIGHT * sum.figures, annotated.summary(sum))
  end)

  for _, name in ipairs(names) do
    it("find nothing wrong in " .. name, function()
      local bytes <const> = annotated.read(FOLDER .. name)
      assert.same({}, found.told(check.article(bytes, { name = name })))
    end)
  end
end)
