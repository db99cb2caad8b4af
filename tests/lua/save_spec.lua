-- What was read is what is written: without the reader's own columns, cell by cell as it was.

local bytes_of = require "support.bytes_of"
local read = require "ingot.read"
local scratch = require "support.scratch"
local table_ = require "ingot.table"

describe("a table that was read saves", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  local function saved(data, name)
    local path <const> = here:keep(here:path(name))
    data:save(path)
    return bytes_of(path)
  end

  it("its own columns as CSV, not those that the reader added", function()
    local text <const> = "hs,name,qty\n0101,horses,5\n02,\"meat, fresh\",\n"
    local data <const> = read.read(here:write("a.csv", text))
    assert.equals(text, saved(data, "b.csv"))
    assert.equals("hs,name,qty\n02,\"meat, fresh\",\n", saved(data:where "hs == '02'", "c.csv"))
  end)

  it("its own columns as JSON, too", function()
    local data <const> = read.read(here:write("a.csv", "hs,qty\n0101,5\n"))
    assert.equals('[\n  { "hs": "0101", "qty": 5 }\n]\n', saved(data, "b.json"))
  end)

  it("a column `file` or `line` that stands elsewhere, or is all there is", function()
    local data <const> = read.read(here:write("a.csv", "hs\n01\n"))
    assert.equals("line,file\n2," .. here:path "a.csv" .. "\n",
      saved(data:select("line", "file"), "b.csv"))
    assert.equals("file,line\n" .. here:path "a.csv" .. ",2\n",
      saved(data:select("file", "line"), "c.csv"))
    local own <const> = table_.new { { "a", { 1 } }, { "file", { "x" } }, { "line", { "y" } } }
    assert.equals("a,file,line\n1,x,y\n", saved(own, "d.csv"))
  end)

  it("cells that a spreadsheet takes for formulas as they are", function()
    local text <const> = "a\n=1+1\n@SUM(A1)\n-x\n+y\n"
    assert.equals(text, saved(read.read(here:write("a.csv", text)), "b.csv"))
  end)
end)
