-- Tables made from Lua values, described, saved and printed.

local bytes_of = require "support.bytes_of"
local native = require "ingot.native"
local period = require "ingot.period"
local raised = require "support.raised"
local scratch = require "support.scratch"
local table_ = require "ingot.table"
local terminal = require "ingot.render.terminal"

describe("ingot.table", function()
  local function schema(data)
    local list <const> = {}
    for i, column in ipairs(data:schema()) do
      list[i] = ("%s %s%s"):format(column.name, column.type,
        column.unit and " " .. column.unit or "")
    end
    return list
  end

  it("takes a map of columns, in order of name", function()
    local data <const> = table_.new { qty = { 1, 2 }, flow = { "export", "import" } }
    assert.same({ "flow text", "qty decimal(0)" }, schema(data))
    assert.equals(2, #data)
  end)

  it("takes a list of pairs, in that order", function()
    local data <const> = table_.new { { "qty", { 1.5 } }, { "flow", { "export" } } }
    assert.same({ "qty real", "flow text" }, schema(data))
  end)

  it("knows months by their values and by the column's name", function()
    local data <const> = table_.new {
      month = { "2025-01" }, since = { period "2024-12" }, text = { "2025-01" },
    }
    assert.same({ "month month", "since month", "text text" }, schema(data))
    assert.equals("2024-12", data:text(1, "since"))
  end)

  it("takes types and units", function()
    local data <const> = table_.new({ qty = { "21393.2", "5" } },
      { types = { qty = "decimal" }, units = { qty = "t" } })
    assert.same({ "qty decimal(1) t" }, schema(data))
    assert.equals("5.0", data:text(2, "qty"))
  end)

  it("takes a nil for a missing value, and is told the rows when the last are missing", function()
    local data <const> = table_.new({ a = { 1, nil, 3 }, b = { "x" } }, { rows = 3 })
    assert.is_nil(data:text(2, "a"))
    assert.is_nil(data:text(3, "b"))
    assert.equals(3, #data)
  end)

  it("covers its months", function()
    local columns <const> = { month = { "2025-01", "2025-03" } }
    assert.equals(3, #table_.new(columns):coverage())
    assert.equals(0, #table_.new(columns, { covers = false }):coverage())
  end)

  describe("refuses", function()
    local function mistake(...)
      local arguments <const> = table.pack(...)
      local message <const>, kind <const> = raised(function()
        table_.new(table.unpack(arguments, 1, arguments.n))
      end)
      assert.equals("mistake", kind)
      return (message:gsub("^HERE: table: ", ""))
    end

    it("columns of different length", function()
      assert.equals("column 'b' has 1 values, 'a' has 2; when the last are missing, "
        .. "say rows = 2", mistake { a = { 1, 2 }, b = { 1 } })
      assert.equals("column 'a' has 2 values, more than rows = 1",
        mistake({ a = { 1, 2 } }, { rows = 1 }))
    end)

    it("what is no list of values", function()
      assert.equals("column 'a': a list of values expected, got number",
        mistake { a = 1 })
      assert.equals("column 'a': a list of values expected, but it has the key 'x'",
        mistake { a = { x = 1 } })
      assert.equals('column 1: a pair expected, as { "month", { "2025-01" } }',
        mistake { { 1, 2 } })
      assert.equals("columns and options as tables expected, got string and table",
        mistake "a")
    end)

    it("values of different types, by column and row", function()
      assert.equals("HERE: column 'a', row 2: integer expected as in the rows before, got text",
        (raised(table_.new, { a = { 1, "x" } })))
    end)

    it("a column of nothing, by the option that tells its type", function()
      assert.equals("HERE: column 'a': no value tells its type; say it, as types = { [\"a\"] = "
        .. "\"text\" }", (raised(table_.new, { a = {} }, { rows = 2 })))
      assert.equals("text", table_.new({ a = {} }, { rows = 2, types = { a = "text" } }):schema()[1].type)
    end)

    it("unknown options, types, units and columns", function()
      assert.equals("unknown option 'unit' (did you mean 'units'?)",
        mistake({ a = { 1 } }, { unit = {} }))
      assert.equals("types: table expected, got string",
        mistake({ a = { 1 } }, { types = "text" }))
      assert.equals("types: column 'a': unknown type 'txt' (did you mean 'text'?)",
        mistake({ a = { 1 } }, { types = { a = "txt" } }))
      assert.equals("units: column 'a': unknown unit 'kgs' (did you mean 'kg'?)",
        mistake({ a = { 1 } }, { units = { a = "kgs" } }))
      assert.equals("units: unknown column 'aa' (did you mean 'a'?)",
        mistake({ a = { 1 } }, { units = { aa = "t" } }))
    end)
  end)

  describe("describes", function()
    it("each column: type, unit, rows, missing, distinct, smallest and largest", function()
      local data <const> = table_.new({
        month = { "2025-02", "2025-01", "2025-02" }, name = { "b", nil, "a" },
        qty = { 10, 9, -1 }, none = {},
      }, { units = { qty = "t" }, types = { none = "text" }, rows = 3 })
      assert.equals(table.concat({
        "column,type,unit,rows,missing,distinct,min,max",
        "month,month,,3,0,2,2025-01,2025-02",
        "name,text,,3,1,2,a,b",
        "none,text,,3,3,0,,",
        "qty,decimal(0),t,3,0,3,-1,10",
        "",
      }, "\n"), data:describe():csv())
    end)

    it("columns under any name", function()
      local told <const> =
        table_.new { { "-a `b`", { 2, 1 } }, { "and", { 3, 3 } } }:describe()
      assert.equals("1 1", told:text(1, "min") .. " " .. told:text(2, "distinct"))
    end)

    it("a query as its rows", function()
      local query <const> = table_.new { a = { 1, 2, 3 } }:where "a > 1"
      assert.equals("2", query:describe():text(1, "rows"))
    end)

    it("a table of no rows", function()
      local data <const> = table_.new({ a = {} }, { types = { a = "text" } })
      assert.equals("0", data:describe():text(1, "distinct"))
    end)
  end)

  describe("saves", function()
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

    it("as CSV, which reads back the same", function()
      local data <const> = table_.new({
        { "month", { "2025-01", "2025-02" } }, { "name", { 'a "b", c', "墨" } },
        { "qty", { 7, nil } }, { "last", { 1, 2 } },
      }, { rows = 2 })
      assert.equals(data:csv(), saved(data, "a.csv"))
      local again <const> = require "ingot.read".read(here:path "a.csv")
      assert.equals(data:csv(), again:select("month", "name", "qty", "last"):csv())
    end)

    it("as JSON, with all digits of every number", function()
      local data <const> = table_.new({
        { "month", { "2025-01", "2025-02" } }, { "name", { 'a "b"\n', nil } },
        { "qty", { "9007199254740993.25", "1" } }, { "x", { 0.1, 1e300 } },
        { "ok", { true, false } },
      }, { types = { qty = "decimal" }, rows = 2 })
      assert.equals(table.concat({
        "[",
        '  { "month": "2025-01", "name": "a \\"b\\"\\n", "qty": 9007199254740993.25, '
          .. '"x": 0.1, "ok": true },',
        '  { "month": "2025-02", "name": null, "qty": 1.00, "x": 1e+300, "ok": false }',
        "]",
        "",
      }, "\n"), saved(data, "a.json"))
      assert.equals("[]\n", saved(data:limit(0), "b.json"))
    end)

    it("under no other ending", function()
      local data <const> = table_.new { a = { 1 } }
      local function message_of(path)
        return (raised(function() data:save(path) end))
      end
      assert.equals("HERE: save: a path that ends in '.arrow' or '.csv' or '.json' expected, got 'a.jsn' "
        .. "(did you mean '.json'?)", message_of "a.jsn")
      assert.equals("HERE: save: a path that ends in '.arrow' or '.csv' or '.json' expected, got 'a'",
        message_of "a")
    end)

    it("not into a folder that is not there", function()
      local path <const> = here:path "no/a.csv"
      local message <const>, kind <const> = raised(function()
        table_.new { a = { 1 } }:save(path)
      end)
      assert.equals("HERE: " .. path .. ": cannot write: No such file or directory", message)
      assert.equals("script", kind)
    end)
  end)

  it("prints as it is drawn on a terminal", function()
    local data <const> = table_.new { a = { 1, 2, 3 } }
    assert.equals(terminal.render(data), tostring(data) .. "\n")
    assert.equals(terminal.render(data:where "a > 1"), tostring(data:where "a > 1") .. "\n")
    assert.equals("table", native.type(data))
  end)
end)
