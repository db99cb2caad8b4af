-- A file's beginning: how it is written, by whose decision, and its first records.

local dialect = require "ingot.read.dialect"
local native = require "ingot.native"
local scratch = require "support.scratch"

describe("native.sniff", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  local function values(head)
    local map <const> = {}
    for _, finding in ipairs(head.findings) do
      map[finding.what] = finding.value
    end
    return map
  end

  it("finds out what it is asked for, and says why", function()
    local path <const> = here:write("a.csv", "Report\n\nof us\na;b;c\n1;x;3\n4;y;6\n")
    local head <const> = native.sniff(path, { detect = dialect.detected })
    assert.same({ delimiter = ";", quote = '"', escape = "", comment = "", trim = "false",
      header = "true", skip = "3" }, values(head))
    assert.same({ what = "delimiter", value = ";", given = false,
      why = "2 in 3 of the first 5 records; ',' in none" }, head.findings[1])
    assert.same({ { "Report" }, { "of us" }, { "a", "b", "c" }, { "1", "x", "3" }, { "4", "y", "6" } },
      head.records)
    assert.equals(3, head.first)
    assert.equals("utf8", head.encoding)
    assert.equals("plain", head.packing)
  end)

  -- The delimiter that is found in records of these texts.
  local function delimiter_of(...)
    local path <const> = here:write("a.csv", table.concat({ ... }, "\n") .. "\n")
    return values(native.sniff(path, { detect = dialect.detected })).delimiter
  end

  it("takes a blank for the delimiter where quotes guard the others, and in no other case", function()
    local names <const>, rows <const> = 'Day Hour Name "Text"', {}
    for i = 1, 12 do
      rows[i] = ('0%d/02/2018 0%d:15 Cap "Made to last, %skeeps you dry, and warm."'):format(i % 9 + 1, i % 6,
        i % 2 == 0 and "it " or "")
    end
    assert.equals(" ", delimiter_of(names, table.unpack(rows)))
    rows[4] = rows[4]:gsub("Cap", "Wool Coat") -- a row with a cell more
    assert.equals(",", delimiter_of(names, table.unpack(rows)))
    assert.equals(",", delimiter_of("day,n,text", '05/02/2018 10:00,5, "text, here"',
      '06/02/2018 11:00,7, "more, here"', '07/02/2018 11:00,7, "more, here",', '08/02/2018 11:00,7, "x"'))
  end)

  it("leaves what is given", function()
    local path <const> = here:write("a.csv", "a;b\n1;2\n")
    local head <const> = native.sniff(path, { delimiter = "|" })
    assert.same({ what = "delimiter", value = "|", given = true, why = "" }, head.findings[1])
    assert.same({ { "a;b" }, { "1;2" } }, head.records)
  end)

  it("refuses what cannot be opened, and what is no spec", function()
    local head <const>, message <const>, kind <const> = native.sniff(here:path "none.csv")
    assert.is_nil(head)
    assert.equals(here:path "none.csv" .. ": no such file", message)
    assert.equals("no input", kind)
    assert.equals("delimiter and quote are both ','",
      (select(2, native.sniff(here:path "none.csv", { quote = "," }))))
  end)
end)
