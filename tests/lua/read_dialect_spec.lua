-- Every option about how a file is written, seen working; what is found out where none is given; and
-- texts as the file has them, there and back.

local bytes_of = require "support.bytes_of"
local raised = require "support.raised"
local read = require "ingot.read"
local scratch = require "support.scratch"
require "ingot.table" -- adds save

describe("ingot.read", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  -- The rows as RFC 4180, without the reader's own columns.
  local function rows(data)
    local path <const> = here:keep(here:path "rows.csv")
    data:save(path)
    return bytes_of(path)
  end

  local function types(data)
    local list <const> = {}
    for i, column in ipairs(data:schema()) do
      list[i] = column.type
    end
    return table.concat(list, " ", 1, #list - 2)
  end

  local function message_of(path, options)
    local text <const> = (raised(function() read.read(path, options) end))
    return (tostring(text):gsub(path:gsub("%W", "%%%0"), "PATH"))
  end

  -- text of the file, options, rows as they come
  local taken <const> = {
    ["a long delimiter"] = { "a||b\n1||x|y\n", { delimiter = "||" }, "a,b\n1,x|y\n" },
    ["another quote"] = { "a,b\n'x, y',1\n", { quote = "'" }, 'a,b\n"x, y",1\n' },
    ["no quote at all"] = { 'a,b\n"x,1\n', { quote = "" }, 'a,b\n"""x",1\n' },
    ["an escape"] = { 'a,b\n"x\\"y",1\n', { escape = "\\" }, 'a,b\n"x""y",1\n' },
    ["comments"] = { "a,b\n%x,1\n2,3\n", { comment = "%" }, "a,b\n2,3\n" },
    ["no comments"] = { "a,b\n#x\n2,3\n", { comment = "", ragged = "pad" }, "a,b\n#x,\n2,3\n" },
    ["blanks that are no data"] = { 'a,b\n x , "y" \n', { trim = true }, "a,b\nx,y\n" },
    ["blanks that are data"] = { "a,b\n x ,y\n", { trim = false }, 'a,b\n" x ",y\n' },
    ["lines to skip"] = { "T\na,b\n1,2\n", { skip = 1 }, "a,b\n1,2\n" },
    ["no header"] = { "a,b\nc,d\n", { header = false }, "column_1,column_2\na,b\nc,d\n" },
    ["names of columns"] = { "a,b\nc,d\n", { header = { "x", "y" } }, "x,y\na,b\nc,d\n" },
    ["a header of numbers"] = { "1,2.5\n3,4.5\n5,6.5\n", { header = true }, "1,2.5\n3,4.5\n5,6.5\n" },
    ["decimal commas"] = { "a;b\n1,5;2\n-0,25;3\n", { decimal = "," }, "a,b\n1.50,2\n-0.25,3\n" },
    ["marks of thousands"] = { 'a\n"1,234,567.5"\n2\n', { thousands = "," }, "a\n1234567.5\n2.0\n" },
    ["both, the other way round"] = { "a;b\n1.234,5;x\n", { decimal = ",", thousands = "." },
      "a,b\n1234.5,x\n" },
    ["missing words"] = { "a,b\n1,n/a\n..,x\n3,y\n", { missing = { "n/a", ".." } }, "a,b\n1,\n,x\n3,y\n" },
    ["rows that are too short"] = { "a,b\n1\n2,3\n", { ragged = "pad" }, "a,b\n1,\n2,3\n" },
    ["everything as text"] = { "a,b\n007,1.50\n,-\n", { types = "text" }, "a,b\n007,1.50\n,-\n" },
    ["faults, collected"] = { "a,b\n1,2\n3\n", { on_error = "collect" }, "a,b\n1,2\n" },
  }
  for what, case in pairs(taken) do
    it("takes " .. what, function()
      assert.equals(case[3], rows(read.read(here:write("a.csv", case[1]), case[2])))
    end)
  end

  it("leaves columns where the file has them, whatever is said of them", function()
    local path <const> = here:write("a.csv", "month,qty,hs\n2025-01,5,76141000\n")
    for _, options in ipairs { { types = { hs = "text" } }, { units = { hs = "t" } } } do
      assert.equals("month,qty,hs\n2025-01,5,76141000\n", rows(read.read(path, options)))
    end
  end)

  it("leaves out an empty cell behind the last, and tells of it", function()
    local function read_of(text)
      local data <const> = read.read(here:write("a.csv", text))
      return rows(data), data:warnings() and data:warnings():text(1, "message")
    end
    local message <const> = "2 rows end in a delimiter that the header has not, first on line 2: "
      .. "the empty cell is left out"
    assert.same({ "a,b\n1,2\n3,4\n", message }, { read_of "a,b\n1,2,\n3,4,\n" })
    assert.same({ "a,b\n1,2\n3,4\n" }, { read_of "a,b,\n1,2,\n3,4,\n" })
    assert.same({ "a,b\n1,2\n3,4\n5,6\n", message
      .. "; others do not, so look whether a cell there holds a delimiter" },
      { read_of "a,b\n1,2,\n3,4,\n5,6\n" })
  end)

  it("stops at the first fault, and says where", function()
    assert.equals("PATH:3: expected 2 fields, got 1: '3'; on_error = \"collect\" reads on and lists such rows",
      message_of(here:write("a.csv", "a,b\n1,2\n3\n")))
    assert.equals("PATH:2: column 'a': integer or decimal expected, got 'x'"
      .. '; on_error = "collect" reads on and lists such cells',
      message_of(here:write("b.csv", "a\nx\n"), { types = { a = "decimal" } }))
  end)

  it("refuses what is past its limits", function()
    assert.is_truthy(message_of(here:write("a.csv", "a,b,c\n1,2,3\n"), { limits = { columns = 2 } })
      :find("more than 2 columns", 1, true))
    assert.is_truthy(message_of(here:write("b.csv", "a,b\n" .. ("x"):rep(99) .. ",1\n"),
      { limits = { record_bytes = 50 } }):find("a record of more than", 1, true))
  end)

  describe("finds out", function()
    local function detected(data)
      local map <const> = {}
      for row in data:detected():rows() do
        map[row.what] = row
      end
      return map
    end

    it("how a file is written, and says why", function()
      local data <const> = read.read(here:write("a.csv",
        "Exports\nin tonnes\n\nhs;qty\n'01;02';5\n'03';6\n"))
      assert.equals("hs,qty\n01;02,5\n03,6\n", rows(data))
      local found <const> = detected(data)
      assert.same({ file = here:path "a.csv", what = "delimiter", value = ";", given = false,
        why = "1 in 3 of the first 5 records; ',' in none" }, found.delimiter)
      assert.equals("'", found.quote.value)
      assert.equals("3", found.skip.value)
      assert.equals("utf8", found.encoding.value)
    end)

    it("that quotes are data, or tells of one astray", function()
      local tsv <const> = 'a\tb\tc\n1\tx\t5\n2\t%s\t6\n3\ty\t7\n'
      for cell, saved in pairs { ['"open'] = '"""open"', ['"closed" behind'] = '"""closed"" behind"' } do
        assert.equals("a,b,c\n1,x,5\n2," .. saved .. ",6\n3,y,7\n",
          rows(read.read(here:write("a.tsv", (tsv:format(cell))))))
        local other <const> = here:write("a.csv", (tsv:format(cell):gsub("\t", ";")))
        assert.equals("a,b,c\n1,x,5\n2," .. saved .. ",6\n3,y,7\n",
          rows(read.read(other, { on_error = "collect" })))
        assert.equals("1 row has a quote astray that was taken as text, first on line 3",
          read.read(other, { on_error = "collect" }):warnings():text(1, "message"))
      end
    end)

    it("each file by itself, and keeps that through the verbs", function()
      local data <const> = read.read { here:write("a.csv", "a;b\n1;2\n"),
        here:write("b.csv", "b,a\n4,3\n"), here:write("c.csv", "sep=|\na|b\n5|6\n") }
      assert.equals("a,b\n1,2\n3,4\n5,6\n", rows(data))
      local kept <const> = data:where("a > 1"):select("a"):detected():where "what == 'delimiter'"
      assert.equals("; , |", table.concat({ kept:text(1, "value"), kept:text(2, "value"),
        kept:text(3, "value") }, " "))
    end)

    it("nothing of what is given", function()
      local found <const> = detected(read.read(here:write("a.csv", "a;b\n1;2\n"), { delimiter = ",",
        header = true, skip = 0 }))
      assert.is_true(found.delimiter.given)
      assert.is_nil(found.delimiter.why)
      assert.is_true(found.header.given)
      assert.is_true(found.skip.given)
      assert.is_false(found.quote.given)
    end)

    it("what is said to be automatic", function()
      local data <const> = read.read(here:write("a.csv", "T\n\na,b\n1,2\n3,4\n"),
        { header = "auto", skip = "auto" })
      assert.equals("a,b\n1,2\n3,4\n", rows(data))
    end)

    it("the encoding: UTF-8, and another where that is asked for", function()
      local chinese <const> = here:write("zh.csv", "a,b\n\xD6\xD0\xB9\xFA,1\n")
      local plain <const> = here:write("a.csv", "a,b\nx,1\n")
      local function encoding(path, options)
        local row <const> = detected(read.read(path, options)).encoding
        return { row.value, row.given, row.why }
      end
      assert.same({ "utf8", false, "all of it is UTF-8" }, encoding(plain))
      assert.same({ "utf8", false, "all of it is UTF-8" }, encoding(plain, { encoding = "auto" }))
      assert.same({ "utf8", true }, encoding(plain, { encoding = "utf8" }))
      assert.same({ "gb18030", false, "it is not UTF-8, and is GB18030" },
        encoding(chinese, { encoding = "auto" }))
      assert.same({ "gb18030", true }, encoding(chinese, { encoding = "gb18030" }))
      assert.equals("a,b\n中国,1\n", rows(read.read(chinese, { encoding = "auto" })))
    end)

    it("that there is no header", function()
      local data <const> = read.read(here:write("a.csv", "2025-01,5.5\n2025-02,6\n2025-03,7\n"))
      assert.equals("column_1,column_2\n2025-01,5.5\n2025-02,6.0\n2025-03,7.0\n", rows(data))
      assert.equals("month decimal(1)", types(data))
    end)
  end)

  it("keeps every cell as text, which is written and read back the same", function()
    local cells <const> = { "007", "1.50", " x ", "a,b", 'say "x"', "two\nlines", "=1+1", "-", "#x",
      "'q'", "1e400", "\u{3000}", "墨", "NA", "..", "\\", ";|", "+5", "0x1F", "TRUE", '""' }
    local lines <const> = { "n,text,again" }
    for i, cell in ipairs(cells) do
      local quoted <const> = '"' .. cell:gsub('"', '""') .. '"'
      lines[i + 1] = ("%d,%s,%s"):format(i, quoted, quoted)
    end
    local path <const> = here:write("a.csv", table.concat(lines, "\n") .. "\n")
    local data <const> = read.read(path, { types = "text" })
    for i, cell in ipairs(cells) do
      assert.equals(cell, data:text(i, "text"))
    end
    local text <const> = rows(data)
    local again <const> = read.read(here:write("b.csv", text), { types = "text" })
    assert.equals(text, rows(again))
    assert.equals(#cells, #again)
  end)
end)
