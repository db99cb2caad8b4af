-- File formats as data: what a definition may hold, and what the two customs profiles know.

local format = require "ingot.format"
local raised = require "support.raised"

describe("ingot.format", function()
  local function column_named(profile, name)
    for _, column in ipairs(profile.columns) do
      if column.name == name then
        return column
      end
    end
  end

  it("comes with the formats that trade data are met in", function()
    assert.equals("baci comexstat comext comtrade-api comtrade-legacy gacc-en gacc-zh kcs wind-edb",
      table.concat(format.names(), " ", 1, 9))
  end)

  it("gives both languages the same kinds and units for the same columns", function()
    local zh <const>, en <const> = format.get "gacc-zh", format.get "gacc-en"
    local compared = 0
    for _, column in ipairs(zh.columns) do
      local other <const> = column_named(en, column.name)
      if other then
        compared = compared + 1
        for _, field in ipairs { "kind", "unit", "thousands", "required" } do
          assert.equals(column[field], other[field], column.name .. "." .. field)
        end
      end
    end
    assert.equals(#en.columns, compared)
  end)

  it("lets no two columns of a profile stand under one header", function()
    for _, name in ipairs(format.names()) do
      local seen <const> = {}
      for _, column in ipairs(format.get(name).columns) do
        for _, header in ipairs(column.aliases or {}) do
          assert.is_nil(seen[header], name .. ": " .. header)
          seen[header] = column.name
        end
      end
    end
  end)

  it("knows units only where every cell has the same one", function()
    local profile <const> = format.get "gacc-zh"
    assert.is_nil(column_named(profile, "qty1").unit)
    assert.is_nil(column_named(profile, "value").unit)
    assert.equals("CNY", column_named(profile, "value_cny").unit)
    assert.equals("USD", column_named(profile, "value_usd").unit)
    assert.equals("kg", profile.derive[1].unit)
  end)

  it("takes a definition, and a later one of the same name in its place", function()
    format.define "spec-plant" { columns = { { name = "month" } } }
    format.define "spec-plant" { summary = "again", columns = { { name = "month" } } }
    assert.equals("again", format.get "spec-plant".summary)
  end)

  describe("refuses", function()
    local function message_of(definition)
      local message <const> = raised(function()
        format.define "spec-bad"(definition)
      end)
      assert.equals("HERE: format 'spec-bad': ", message:sub(1, 25))
      return message:sub(26)
    end
    local month <const> = { name = "month" }

    it("an unknown profile, with the nearest", function()
      assert.equals("HERE: unknown format 'gacc-hz' (did you mean 'gacc-zh'?)",
        (raised(function() format.get "gacc-hz" end)))
    end)

    it("a profile without columns", function()
      assert.equals("it needs columns, as columns = "
        .. '{ { name = "month", aliases = { "Date" } } }', message_of {})
    end)

    it("unknown fields, at every depth", function()
      assert.equals("unknown field 'colums' (did you mean 'columns'?)",
        message_of { colums = {} })
      assert.equals("column 'qty': unknown field 'uint' "
        .. "(did you mean 'unit'?)",
        message_of { columns = { { name = "qty", uint = "t" } } })
      assert.equals("derived column 'qty_t': unknown field 'formula'",
        message_of { columns = { month }, derive = { { name = "qty_t", formula = "1" } } })
    end)

    it("a column that is no table, has no name, or stands twice", function()
      assert.equals("column 1: a table of fields expected, got string",
        message_of { columns = { "month" } })
      assert.equals("column '1': it needs a name",
        message_of { columns = { {} } })
      assert.equals("column 'month': it stands twice",
        message_of { columns = { month, month } })
    end)

    it("unknown kinds, units and encodings", function()
      assert.equals("column 'qty': unknown kind 'decimals' "
        .. "(did you mean 'decimal'?)",
        message_of { columns = { { name = "qty", kind = "decimals" } } })
      assert.equals("column 'qty': unknown unit 'kgs' "
        .. "(did you mean 'kg'?)",
        message_of { columns = { { name = "qty", unit = "kgs" } } })
      assert.equals("encoding: 'auto' or 'gb18030' or 'latin1' or 'utf8' expected, got 'utf-8' "
        .. "(did you mean 'utf8'?)", message_of { columns = { month }, encoding = "utf-8" })
    end)

    it("marks that are none, of the file and of a column", function()
      assert.equals("quote: one visible ASCII character, or \"\" for none, expected, got '\"\"'",
        message_of { columns = { month }, quote = '""' })
      assert.equals("skip: a number of lines, or \"auto\", expected, got -1",
        (message_of { columns = { month }, skip = -1 }:gsub("'", "")))
      assert.equals("ragged: 'reject' or 'pad' expected, got 'fill'",
        message_of { columns = { month }, ragged = "fill" })
      assert.equals("column 'qty': decimal: '.' or ',' expected, got ';'",
        message_of { columns = { { name = "qty", decimal = ";" } } })
      assert.equals("field 'trim': boolean expected, got string",
        message_of { columns = { month }, trim = "yes" })
    end)

    it("a derived column without formulas, and formulas that do not parse", function()
      assert.equals("derived column 'qty_t': it needs formulas, as "
        .. 'first_of = { "qty1 * 1000" }',
        message_of { columns = { month }, derive = { { name = "qty_t" } } })
      assert.equals("derived column 'qty_t': formula: "
        .. "unknown function 'summ' (did you mean 'sum'?)\n  summ(qty)\n  ^",
        message_of { columns = { month },
          derive = { { name = "qty_t", first_of = { "summ(qty)" } } } })
      assert.equals("field 'where': formula: "
        .. "unknown function 'summ' (did you mean 'sum'?)\n  summ(qty)\n  ^",
        message_of { columns = { month }, where = "summ(qty)" })
    end)

    it("a name that no column has, in every formula", function()
      local qty <const> = { name = "qty", kind = "decimal" }
      local over <const> = "unknown name 'qyt' (did you mean 'qty'?): what a formula is over stands in columns"
      assert.equals("derived column 'qty_kg': " .. over, message_of { columns = { qty },
        derive = { { name = "qty_kg", first_of = { "qty * 1000", "qyt" } } } })
      assert.equals("field 'where': " .. over, message_of { columns = { qty }, where = "qyt > 0" })
      assert.equals("leave_out 1: " .. over, message_of { columns = { qty },
        leave_out = { { where = "qyt == 0", says = "of nothing" } } })
      assert.equals("leave_out 1: beside: unknown name 'qyt' (did you mean 'qty'?)", message_of {
        columns = { qty }, leave_out = { { where = "qty == 0", says = "of nothing", beside = { "qyt" } } } })
    end)

    it("what a newcomer writes otherwise", function()
      local qty <const> = { name = "qty", kind = "decimal" }
      assert.equals('derive: a list expected, as { { name = "qty_kg", first_of = { "tonnes * 1000" } } }',
        message_of { columns = { qty }, derive = { qty_kg = "qty * 1000" } })
      assert.equals('recognise: lists of headers expected, as { { "Monat", "Ware" } }',
        message_of { columns = { qty }, recognise = { "Monat" } })
      assert.equals("column 'q2': its header 'Menge' is that of column 'q1'", message_of { columns = {
        { name = "q1", aliases = { "Menge" } }, { name = "q2", aliases = { "Menge" } } } })
      assert.equals("constants: unknown flow 'exports' (did you mean 'export'?)",
        message_of { columns = { qty }, constants = { flow = "exports" } })
      assert.equals("column 'flow': unknown flow 'Import' (did you mean 'import'?)",
        message_of { columns = { { name = "flow", kind = "text", words = { I = "Import" } } } })
      assert.equals("column 'qty': unknown kind 'number'; kinds are 'decimal', 'infer', 'month', 'real', "
        .. "'text'", message_of { columns = { { name = "qty", kind = "number" } } })
    end)

    it("an order or a need that names nothing", function()
      assert.equals("order: unknown name 'mnth' (did you mean 'month'?)",
        message_of { columns = { month }, order = { "mnth" } })
      assert.equals("needs: unknown name 'flaw' (did you mean 'flow'?)",
        message_of { columns = { month }, needs = { "flaw" } })
    end)
  end)
end)
