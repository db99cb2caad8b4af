local native <const> = require "ingot.native"

local function make(columns, n_rows)
  return native.table(columns, n_rows)
end

-- One column of values under the name "a".
local function column(values, n_rows, type, scale)
  return make({ { name = "a", type = type, scale = scale, values = values } }, n_rows or #values)
end

local function type_of(values, n_rows)
  return column(values, n_rows):schema()[1].type
end

describe("native.table", function()
  it("takes the type of a column from its values", function()
    assert.equal("decimal(0)", type_of { 1, 2 })
    assert.equal("real", type_of { 1.5, 2.5 })
    assert.equal("text", type_of { "a", "b" })
    assert.equal("bool", type_of { true, false })
    assert.equal("real", type_of { 1, 2.5 })
    assert.equal("real", type_of { 1.5, 2 })
    assert.equal("decimal(0)", type_of({ nil, 2 }, 2))
  end)

  it("widens integers to reals without losing any", function()
    local t <const> = column({ nil, 7, 0.5, 9 }, 4)
    assert.same({ nil, 7.0, 0.5, 9.0 },
      { t:exact(1, "a"), t:exact(2, "a"), t:exact(3, "a"), t:exact(4, "a") })
    assert.has_error(function() column { 9007199254740993, 0.5 } end,
      "column 'a', row 1: integer 9007199254740993 among reals is too large to stay exact")
    assert.has_error(function() column { 0.5, 9007199254740993 } end,
      "column 'a', row 2: integer 9007199254740993 among reals is too large to stay exact")
  end)

  it("refuses values of unlike types, naming column and row", function()
    assert.has_error(function() column { 1, "x" } end,
      "column 'a', row 2: integer expected as in the rows before, got text")
    assert.has_error(function() column { "x", true } end,
      "column 'a', row 2: text expected as in the rows before, got bool")
    assert.has_error(function() column { 1, {} } end,
      "column 'a', row 2: number, text or boolean expected, got table")
  end)

  it("refuses a column of nothing whose type is not told", function()
    assert.has_error(function() column({}, 2) end,
      "column 'a': no value tells its type; say it, as types = { [\"a\"] = \"text\" }")
    assert.equal("decimal(0)", type_of({}, 0))
    assert.equal("text", column({}, 2, "text"):schema()[1].type)
  end)

  it("takes decimals from integers, exact texts and numbers of ingot.number", function()
    local t <const> = column({ 5, "21393.25", { units = 15, scale = 1 }, nil }, 4, "decimal")
    assert.equal("decimal(2)", t:schema()[1].type)
    assert.same({ 500, 2 }, { t:exact(1, "a") })
    assert.same({ 2139325, 2 }, { t:exact(2, "a") })
    assert.same({ 150, 2 }, { t:exact(3, "a") })
    assert.is_nil(t:exact(4, "a"))
    assert.equal("decimal(3)", column({ 5, "1.5" }, 2, "decimal", 3):schema()[1].type)
  end)

  it("refuses decimals that would lose digits, and what is no decimal", function()
    assert.has_error(function() column({ "1.25" }, 1, "decimal", 1) end,
      "column 'a', row 1: 1.25 does not fit decimal(1)")
    assert.has_error(function() column({ 0.5 }, 1, "decimal") end,
      "column 'a', row 1: integer or exact decimal text expected, got number 0.5")
    assert.has_error(function() column({ "1e3" }, 1, "decimal") end,
      "column 'a', row 1: integer or exact decimal text expected, got string 1e3")
    assert.has_error(function() column({ 1 }, 1, "real", 2) end,
      "column 'a': scale from 0 to 9 of a decimal expected")
  end)

  it("takes months from texts and from objects whose text is a month", function()
    local april <const> = setmetatable({}, { __tostring = function() return "2025-04" end })
    local t <const> = column({ "2024-12", april }, 2, "month")
    assert.equal("month", t:schema()[1].type)
    assert.equal("2024-12", t:text(1, "a"))
    assert.equal("2025-04", t:text(2, "a"))
    assert.has_error(function() column({ "2025-13" }, 1, "month") end,
      "column 'a', row 1: month such as \"2025-04\" expected, got string 2025-13")
    assert.has_error(function() column({ 202504 }, 1, "month") end,
      "column 'a', row 1: month such as \"2025-04\" expected, got number 202504")
  end)

  it("holds typed values to their type", function()
    assert.has_error(function() column({ "1" }, 1, "real") end,
      "column 'a', row 1: number expected, got string 1")
    assert.has_error(function() column({ 1 }, 1, "text") end,
      "column 'a', row 1: text expected, got number 1")
    assert.has_error(function() column({ 1 }, 1, "bool") end,
      "column 'a', row 1: true or false expected, got number 1")
    assert.has_error(function() column({ 1 }, 1, "date") end,
      "unknown type of a column 'date'; types of a column are 'decimal', 'real', 'text', "
        .. "'month', 'bool'")
  end)

  it("takes the column of another table for values", function()
    local t <const> = column { 3, 4 }
    assert.same({ 3, 4 },
      { column(t:column "a", 2):column "a"[1], column(t:column "a", 2):column "a"[2] })
  end)

  it("refuses misspelt keys and equal names", function()
    assert.has_error(function() make({ { nam = "a", values = {} } }, 0) end,
      "unknown key of a column 'nam' (did you mean 'name'?)")
    assert.has_error(function()
      make({ { name = "a", values = { 1 } }, { name = "a", values = { 2 } } }, 1)
    end, "two columns named 'a'")
    assert.has_error(function() make({ { values = {} } }, 0) end,
      "table: a column without a name")
    assert.has_error(function() make({ { name = "a" } }, 0) end,
      "column 'a': a list of values expected, got nil")
  end)

  it("tells the script's line", function()
    local ok <const>, message <const> = pcall(function()
      return column { 1, "x" }
    end)
    assert.is_false(ok)
    assert.equal("tests/lua/native_table_spec.lua:4: "
      .. "column 'a', row 2: integer expected as in the rows before, got text", message)
  end)
end)

describe("a table", function()
  local t


  before_each(function()
    t = make({
      { name = "month", type = "month", values = { "2025-03", "2025-04", "2025-04" } },
      { name = "partner", values = { "Mexico", nil, 'Viet "Nam", south' } },
      { name = "qty", type = "decimal", unit = "t", values = { "21393.2", "0.1", nil } },
      { name = "n", values = { 7, nil, -3 } },
      { name = "price", values = { 0.1, 2.5, nil } },
      { name = "big", values = { true, false, nil } },
    }, 3)
  end)

  it("has its number of rows as length", function()
    assert.equal(3, #t)
  end)

  it("goes over its rows as plain tables", function()
    local rows <const> = {}
    for row in t:rows() do rows[#rows + 1] = row end
    assert.same({
      { month = "2025-03", partner = "Mexico", qty = 21393.2, n = 7, price = 0.1,
        big = true },
      { month = "2025-04", qty = 0.1, price = 2.5, big = false },
      { month = "2025-04", partner = 'Viet "Nam", south', n = -3 },
    }, rows)
    assert.equal("integer", math.type(rows[1].n))
  end)

  it("gives a column as a read-only array that outlives the table", function()
    local qty <const>, partner <const> = t:column "qty", t:column "partner"
    t:close()
    assert.equal(3, #qty)
    assert.equal(21393.2, qty[1])
    assert.is_nil(qty[3])
    assert.is_nil(qty[0])
    assert.is_nil(qty[4])
    local seen <const> = {}
    for i, name in ipairs(partner) do seen[i] = name end
    assert.same({ "Mexico" }, seen)
    assert.has_error(function() qty[1] = 2 end, "column: read-only")
    assert.has_error(function() return qty.x end, "column: index from 1 to 3 expected, got x")
    assert.equal("column of 3 values", tostring(qty))
  end)

  it("gives exact units and scale of decimals, floats of reals", function()
    assert.same({ 213932, 1 }, { t:exact(1, "qty") })
    assert.same({ 7, 0 }, { t:exact(1, "n") })
    assert.same({ 0.1 }, { t:exact(1, "price") })
    assert.same({}, { t:exact(3, "qty") })
    assert.has_error(function() t:exact(1, "partner") end,
      "exact: a column of numbers expected, but 'partner' is text")
    assert.has_error(function() t:exact(4, "qty") end, "row from 1 to 3 expected, got 4")
    assert.has_error(function() t:exact(1, "qyt") end,
      "unknown column 'qyt' (did you mean 'qty'?)")
  end)

  it("gives the exact text of a cell", function()
    assert.equal("0.1", t:text(2, "qty"))
    assert.equal("2025-03", t:text(1, "month"))
    assert.equal("-3", t:text(3, "n"))
    assert.equal("true", t:text(1, "big"))
    assert.is_nil(t:text(2, "partner"))
  end)

  it("prints itself as CSV", function()
    assert.equal("month,partner,qty,n,price,big\n"
      .. "2025-03,Mexico,21393.2,7,0.1,true\n"
      .. "2025-04,,0.1,,2.5,false\n"
      .. '2025-04,"Viet ""Nam"", south",,-3,,\n', t:csv())
  end)

  it("tells an empty text from a missing one in CSV, and never writes a blank line", function()
    assert.equal('a\n""\nx\n""\n', column({ "", "x", nil }, 3):csv())
    assert.equal('a,b\n"",1\n,2\n', make({
      { name = "a", values = { "" } }, { name = "b", values = { 1, 2 } },
    }, 2):csv())
  end)

  it("tells its schema", function()
    local schema <const> = t:schema()
    assert.same({ name = "month", type = "month", missing = 0 }, schema[1])
    assert.same({ name = "partner", type = "text", missing = 1 }, schema[2])
    assert.same({ name = "qty", type = "decimal(1)", missing = 1, unit = "t" }, schema[3])
    assert.same({ name = "price", type = "real", missing = 1 }, schema[5])
    assert.equal(6, #schema)
  end)

  it("gives the one cell of a table of one row and one column", function()
    assert.equal(5, column({ 5 }):value())
    assert.is_nil(column({}, 1, "text"):value())
    assert.has_error(function() t:value() end,
      "value: a table of one row and one column expected, got 3 by 6")
  end)

  it("is its own result", function()
    assert.equal(t, t:collect())
  end)

  it("has no coverage, rejects or warnings unless given", function()
    assert.is_nil(t:coverage())
    assert.is_nil(t:rejects())
    assert.is_nil(t:warnings())
  end)

  it("tells the bytes it holds", function()
    assert.is_true(t:bytes() > 0)
  end)

  it("gives its memory back when closed, whatever was asked of it before", function()
    collectgarbage()
    collectgarbage "stop"
    local before <const> = native.memory().live_blocks
    local t2 <const> = column { 3, 4 }
    local _ <const> = { #t2, t2:csv(), t2:schema(), t2:text(1, "a"), t2:exact(2, "a"), t2:bytes() }
    for row in t2:rows() do assert.is_number(row.a) end
    tostring(t2)
    t2:coverage()
    t2:close()
    local after <const> = native.memory().live_blocks
    collectgarbage "restart"
    assert.equal(before, after)
  end)

  it("tells a missing argument", function()
    assert.has_error(function() t:column() end,
      "bad argument #1 to 'column' (string expected, got nil)")
    assert.has_error(function() t:exact(1) end,
      "bad argument #2 to 'exact' (string expected, got nil)")
  end)

  it("goes on giving nothing after its last row", function()
    local rows <const> = column({ 1 }):rows()
    assert.same({ a = 1 }, rows())
    assert.is_nil(rows())
    assert.is_nil(rows())
  end)

  it("can be closed twice, and is refused afterwards", function()
    local rows <const> = t:rows()
    t:close()
    t:close()
    for _, use in ipairs {
      function() return #t end,
      function() t:rows() end,
      function() t:where "n > 1" end,
      function() t:csv() end,
    } do
      assert.has_error(use, "table is closed")
    end
    assert.equal("closed table", tostring(t))
    assert.equal("Mexico", rows().partner)
  end)

  it("is closed at the end of a block", function()
    local inner
    do
      local closing <close> = column { 1 }
      inner = closing
    end
    assert.has_error(function() return #inner end, "table is closed")
  end)

  it("is shown by the printer that was set, collected", function()
    local before <const> = native.printer(function(shown)
      return native.type(shown) .. " of " .. #shown
    end)
    local of_table <const>, of_query <const> = tostring(t), tostring(t:limit(2))
    native.printer(nil)
    local plain <const> = tostring(t)
    native.printer(before)
    assert.equal("table of 3", of_table)
    assert.equal("table of 2", of_query)
    assert.equal("table of 3 rows and 6 columns", plain)
  end)

  it("names the nearest method when one is misspelt", function()
    assert.has_error(function() t:whre "n > 1" end,
      "unknown method of Table 'whre' (did you mean 'where'?)")
    assert.has_error(function() t:limit(1):colect() end,
      "unknown method of Query 'colect' (did you mean 'collect'?)")
  end)

  it("is refused where something else is expected", function()
    assert.has_error(function() native.methods.Table.rows {} end,
      "rows: a table expected before it, got table; a colon asks it, as table:rows(…)")
  end)
end)

describe("native.with", function()
  local t, cover

  before_each(function()
    t = make({ { name = "a", unit = "kg", values = { 1, 2 } },
      { name = "b", values = { 3, 4 } } }, 2)
    cover = make({ { name = "flow", values = { "export" } } }, 1)
  end)

  it("gives a table with attachments and leaves the first as it was", function()
    local with <const> = native.with(t,
      { coverage = cover, rejects = cover, warnings = cover:limit(0) })
    assert.equal("flow\nexport\n", with:coverage():csv())
    assert.equal(1, #with:rejects())
    assert.equal(0, #with:warnings())
    assert.equal("a,b\n1,3\n2,4\n", with:csv())
    assert.is_nil(t:coverage())
    assert.is_nil(native.with(with, { coverage = false }):coverage())
    assert.equal(1, #native.with(with, {}):coverage())
  end)

  it("gives columns other units", function()
    local with <const> = native.with(t, { unit = { a = "t", b = "USD" } })
    assert.equal("t", with:schema()[1].unit)
    assert.equal("USD", with:schema()[2].unit)
    assert.equal("kg", t:schema()[1].unit)
    assert.is_nil(t:schema()[2].unit)
  end)

  it("refuses unknown keys, columns and attachments that are no table", function()
    assert.has_error(function() native.with(t, { coverge = cover }) end,
      "unknown key of with 'coverge' (did you mean 'coverage'?)")
    assert.has_error(function() native.with(t, { unit = { aa = "t" } }) end,
      "unknown column 'aa' (did you mean 'a'?)")
    assert.has_error(function() native.with(t, { coverage = "all" }) end,
      "with: coverage: a table or false expected, got string")
    assert.has_error(function() native.with(t, { unit = "t" }) end,
      "with: unit: a map of columns to units expected, got string")
  end)
end)
