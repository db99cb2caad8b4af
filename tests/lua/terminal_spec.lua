-- Tables as text for a terminal.

local native = require "ingot.native"
local terminal = require "ingot.render.terminal"

describe("ingot.render.terminal", function()
  local function table_of(columns, rows)
    return native.table(columns, rows)
  end

  it("draws names, types with units, rows and how many there are", function()
    local data <const> = table_of({
      { name = "month", type = "month", values = { "2025-01", "2025-02" } },
      { name = "partner", type = "text", values = { "墨西哥", "Japan" } },
      { name = "qty_t", type = "decimal", unit = "t", values = { "21393.2", "-1200" } },
    }, 2)
    assert.equals(table.concat({
      "month    partner         qty_t",
      "month    text     decimal(1) t",
      "2025-01  墨西哥       21,393.2",
      "2025-02  Japan        -1,200.0",
      "2 rows",
      "",
    }, "\n"), terminal.render(data))
  end)

  it("shows all digits of a decimal, and a year without commas", function()
    local data <const> = table_of({
      { name = "year", type = "decimal", values = { 2025 } },
      { name = "a", type = "decimal", values = { math.maxinteger } },
      { name = "b", type = "real", values = { 1234567.25 } },
      { name = "c", type = "real", values = { 1e300 } },
    }, 1)
    assert.equals(table.concat({
      "      year                          a             b       c",
      "decimal(0)                 decimal(0)          real    real",
      "      2025  9,223,372,036,854,775,807  1,234,567.25  1e+300",
      "1 row",
      "",
    }, "\n"), terminal.render(data))
  end)

  it("shows four places of a quotient, and all of a small one", function()
    local shown <const> = terminal.render(table_of({
      { name = "a", type = "real", values = { 20000 / 7, -20000 / 7, 0.25, 1 / 7000 } },
    }, 4))
    assert.equals(table.concat({
      "                     a",
      "                  real",
      "            2,857.1429",
      "           -2,857.1429",
      "                  0.25",
      "0.00014285714285714287",
      "4 rows",
      "",
    }, "\n"), shown)
  end)

  it("marks a missing cell", function()
    local data <const> = table_of({
      { name = "name", type = "text", values = {} },
      { name = "n", type = "decimal", values = { 7 } },
    }, 2)
    assert.equals(table.concat({
      "name           n",
      "text  decimal(0)",
      "·              7",
      "·              ·",
      "2 rows",
      "",
    }, "\n"), terminal.render(data))
  end)

  it("shows the first rows of many and says how many there are", function()
    local values <const> = {}
    for i = 1, 1234 do
      values[i] = i
    end
    local data <const> = table_of({ { name = "n", values = values } }, #values)
    local text <const> = terminal.render(data, { rows = 2 })
    assert.equals("         n\ndecimal(0)\n         1\n         2\n2 of 1,234 rows\n", text)
    local _, lines <const> = terminal.render(data):gsub("\n", "")
    assert.equals(2 + 20 + 1, lines)
  end)

  it("draws a table without rows, or without columns", function()
    assert.equals("n\ntext\n0 rows\n",
      terminal.render(table_of({ { name = "n", type = "text", values = {} } }, 0)))
    assert.equals("0 rows\n", terminal.render(table_of({}, 0)))
  end)

  it("cuts long text, counting a Chinese character as two columns", function()
    local data <const> = table_of({
      { name = "a", type = "text", values = { ("x"):rep(41), ("铝"):rep(21), ("x"):rep(40) } },
    }, 3)
    assert.equals("a\ntext\n" .. ("x"):rep(39) .. "…\n" .. ("铝"):rep(19) .. "…\n"
      .. ("x"):rep(40) .. "\n3 rows\n", terminal.render(data))
  end)

  it("tells a wide table in blocks of columns", function()
    local data <const> = table_of({
      { name = "first", type = "text", values = { "a" } },
      { name = "second", type = "text", values = { "b" } },
      { name = "third", type = "text", values = { "c" } },
    }, 1)
    assert.equals(table.concat({
      "first  second",
      "text   text",
      "a      b",
      "",
      "third",
      "text",
      "c",
      "1 row",
      "",
    }, "\n"), terminal.render(data, { width = 15 }))
  end)

  it("shortens texts when that saves a block", function()
    local data <const> = table_of({
      { name = "a", type = "text", values = { ("x"):rep(40) } },
      { name = "b", type = "text", values = { ("y"):rep(40) } },
    }, 1)
    assert.equals("a" .. (" "):rep(25) .. "b\ntext" .. (" "):rep(22) .. "text\n"
      .. ("x"):rep(23) .. "…  " .. ("y"):rep(23) .. "…\n1 row\n",
      terminal.render(data, { width = 60 }))
  end)

  it("shows names of columns and units as safely as cells", function()
    local data <const> = table_of({
      { name = "a\27b", type = "text", unit = "u\nv", values = { "x" } },
    }, 1)
    assert.equals("a\\x1Bb\ntext u\\nv\nx\n1 row\n", terminal.render(data))
  end)
end)
