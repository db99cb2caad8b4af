-- Which cells of flow × code × month a table speaks for.

local coverage = require "ingot.coverage"
local native = require "ingot.native"
local period = require "ingot.period"
local raised = require "support.raised"
local rounds = require "support.rounds"

describe("ingot.coverage", function()
  -- A table of rows { file, flow, hs, month }; false leaves a column out, "" a cell.
  local columns <const> = { "file", "flow", "hs", "month" }
  local function table_of(rows, without)
    local specs <const> = {}
    for c, name in ipairs(columns) do
      local values <const> = {}
      for i, row in ipairs(rows) do
        values[i] = row[c] ~= "" and row[c] or nil
      end
      if name ~= without then
        specs[#specs + 1] = {
          name = name, type = name == "month" and "month" or "text", values = values,
        }
      end
    end
    return native.table(specs, #rows)
  end

  -- The cells of a table's coverage, as "export 7614 2025-01".
  local function cells(data)
    local covered <const>, list = data:coverage(), {}
    for row = 1, #covered do
      local parts <const> = {}
      for _, column in ipairs(covered:schema()) do
        parts[#parts + 1] = covered:text(row, column.name)
      end
      list[row] = table.concat(parts, " ")
    end
    return list
  end

  it("covers every code in every month from the file's first to its last", function()
    local data <const> = table_of {
      { "a.csv", "export", "7614", "2025-01" }, { "a.csv", "export", "7601", "2025-03" },
    }
    assert.same({
      "export 7601 2025-01", "export 7601 2025-02", "export 7601 2025-03",
      "export 7614 2025-01", "export 7614 2025-02", "export 7614 2025-03",
    }, cells(coverage.attach(data)))
  end)

  it("is the union over the files, each with its own flow, codes and months", function()
    local data <const> = table_of {
      { "a.csv", "export", "7614", "2025-01" }, { "b.csv", "import", "7601", "2025-04" },
      { "c.csv", "export", "7614", "2025-02" }, { "c.csv", "export", "7614", "2025-01" },
    }
    assert.same({
      "export 7614 2025-01", "export 7614 2025-02", "import 7601 2025-04",
    }, cells(coverage.attach(data)))
  end)

  it("takes a table without a column of files for one file", function()
    local data <const> = table_of({
      { "", "export", "7614", "2024-12" }, { "", "export", "7614", "2025-02" },
    }, "file")
    assert.same({
      "export 7614 2024-12", "export 7614 2025-01", "export 7614 2025-02",
    }, cells(coverage.attach(data)))
  end)

  it("has only those of flow and code that the data have", function()
    assert.same({ "export 2025-01" },
      cells(coverage.attach(table_of({ { "a", "export", "", "2025-01" } }, "hs"))))
    assert.same({ "7614 2025-01" },
      cells(coverage.attach(table_of({ { "a", "", "7614", "2025-01" } }, "flow"))))
  end)

  it("passes over cells that are missing", function()
    local data <const> = table_of {
      { "a", "export", "7614", "2025-01" }, { "a", "", "", "" },
      { "b", "export", "7601", "" },
    }
    assert.same({ "export 7614 2025-01" }, cells(coverage.attach(data)))
  end)

  it("leaves a table alone that has coverage, or has no months", function()
    local covered <const> = coverage.attach(table_of { { "a", "export", "7614", "2025-01" } })
    assert.equals(covered, coverage.attach(covered, false))
    local monthless <const> = table_of({ { "a", "export", "7614", "" } }, "month")
    assert.equals(monthless, coverage.attach(monthless))
  end)

  describe("when told", function()
    local data

    before_each(function()
      data = table_of { { "a", "export", "7614", "2025-02" } }
    end)

    it("false, covers nothing", function()
      assert.same({}, cells(coverage.attach(data, false)))
    end)

    it("codes, covers these codes", function()
      assert.same({ "export 7601 2025-02", "export 7614 2025-02" },
        cells(coverage.attach(data, { hs = { "7614", "7601" } })))
      assert.same({ "export 7601 2025-02" }, cells(coverage.attach(data, { hs = "7601" })))
    end)

    it("months, covers these months", function()
      assert.same({ "export 7614 2025-01", "export 7614 2025-02" },
        cells(coverage.attach(data, { from = "2025-01" })))
      assert.same({ "export 7614 2025-02", "export 7614 2025-03" },
        cells(coverage.attach(data, { to = period "2025-Q1" })))
    end)

    it("flows, covers these flows", function()
      assert.same({ "export 7614 2025-02", "import 7614 2025-02" },
        cells(coverage.attach(data, { flow = { "import", "export" } })))
    end)

    it("everything, covers it without a single row", function()
      local covers <const> = { hs = "7614", from = "2025-01", to = "2025-02" }
      assert.same({ "export 7614 2025-01", "export 7614 2025-02" },
        cells(coverage.attach(table_of {}, covers, nil, "export")))
      assert.same({}, cells(coverage.attach(table_of {}, nil, nil, "export")))
    end)
  end)

  describe("of a file of exactly as many rows as a download holds", function()
    local rows <const> = {
      { "cut", "export", "7614", "2025-01" }, { "cut", "export", "7614", "2025-02" },
      { "whole", "export", "7601", "2025-01" },
    }

    it("is nothing until told", function()
      assert.same({ "export 7601 2025-01" }, cells(coverage.attach(table_of(rows), nil, 2)))
      assert.equals(3, #cells(coverage.attach(table_of(rows), true, 2)))
      assert.same({ "export 7601 2025-01", "export 7614 2025-01" },
        cells(coverage.attach(table_of(rows), { to = "2025-01" }, 2)))
    end)

    it("counts rows that were refused", function()
      local rejects <const> = native.table({
        { name = "file", type = "text", values = { "whole", "whole", "cut" } },
        { name = "column", type = "text", values = { nil, nil, "qty" } },
      }, 3)
      local data <const> = native.with(table_of(rows), { rejects = rejects })
      assert.same({ "export 7614 2025-01", "export 7614 2025-02" },
        cells(coverage.attach(data, nil, 3)))
    end)
  end)

  describe("refuses to be told", function()
    it("what is no table of flow, hs, from and to", function()
      assert.equals("covers: true, false or a table expected, as { hs = { \"76141000\" }, "
        .. 'from = "2025-01", to = "2025-12" }', coverage.check "all")
      assert.equals("covers: unknown field 'form' (did you mean 'from'?)",
        coverage.check { form = "2025-01" })
      assert.equals("covers: hs: texts expected, got number", coverage.check { hs = 7614 })
      assert.equals("covers: hs: the list is empty", coverage.check { hs = {} })
    end)

    it("months that are none, or end before they begin", function()
      local _, problem <const> = period.parse "2025-13"
      assert.equals("covers: to: " .. problem, coverage.check { to = "2025-13" })
      assert.equals("covers: it ends, 2025-01, before it begins, 2025-02",
        coverage.check { from = "2025-02", to = "2025-01" })
    end)

    it("and takes all the rest", function()
      local whole <const> = { hs = "7614", from = "2025", to = "2025" }
      for _, covers in ipairs { true, false, {}, whole } do
        assert.is_nil(coverage.check(covers))
      end
      assert.is_nil(coverage.check(nil))
    end)
  end)

  describe("asked for a period", function()
    local data

    before_each(function()
      data = coverage.attach(table_of {
        { "a", "export", "7614", "2025-01" }, { "a", "export", "7601", "2025-03" },
        { "b", "import", "7614", "2025-03" },
      })
    end)

    it("covers it when every month, flow and code is", function()
      local map <const> = coverage.map(data, { "7614" })
      assert.is_true(map:covers(period "2025-03"))
      assert.is_false(map:covers(period "2025-02")) -- no imports
      assert.is_false(map:covers(period "2025-01..03"))
      assert.is_false(map:covers(period "2025-04"))
    end)

    it("takes every code of the coverage when none is asked for", function()
      assert.is_false(coverage.map(data):covers(period "2025-03")) -- 7601 is not imported
      local exports <const> = data:where "flow == 'export'":collect()
      assert.is_true(coverage.map(exports):covers(period "2025-Q1"))
    end)

    it("does not cover a code it has never seen", function()
      assert.is_false(coverage.map(data, { "7614", "7605" }):covers(period "2025-03"))
      assert.is_false(coverage.map(data, {}):covers(period "2025-03"))
    end)

    it("takes a code asked for twice once", function()
      assert.is_true(coverage.map(data, { "7614", "7614" }):covers(period "2025-03"))
    end)

    it("follows the table through where", function()
      local exports <const> =
        data:where "flow == 'export' and hs == '7601'":collect()
      assert.is_true(coverage.map(exports):covers(period "2025-01"))
      assert.is_false(coverage.map(exports, { "7614" }):covers(period "2025-01"))
    end)

    it("covers no period while months go by another name", function()
      local exports <const> = data:where "flow == 'export' and hs == '7614'"
      local renamed <const> = exports:rename { m = "month" }
      assert.is_false(coverage.map(renamed):covers(period "2025-01"))
      assert.same({}, coverage.summary(renamed))
      local back <const> = renamed:where("m < '2025-02'"):rename { month = "m" }
      assert.is_true(coverage.map(back):covers(period "2025-01"))
    end)

    it("is joined by a union", function()
      local parts <const> = data:where("flow == 'export' and hs == '7614'")
      local both <const> = parts:union(data:where "flow == 'export' and hs == '7601'")
      assert.is_true(coverage.map(both, { "7614", "7601" }):covers(period "2025-Q1"))
      assert.is_false(coverage.map(parts, { "7614", "7601" }):covers(period "2025-Q1"))
    end)

    it("covers nothing with an empty coverage, or none", function()
      local empty <const> = coverage.attach(table_of { { "a", "export", "7614", "2025-01" } },
        false)
      assert.is_false(coverage.map(empty):covers(period "2025-01"))
      assert.is_false(coverage.map(table_of {}):covers(period "2025-01"))
    end)
  end)

  it("is told in a few words", function()
    local data <const> = coverage.attach(table_of {
      { "a", "export", "7614", "2025-01" }, { "b", "export", "7614", "2025-04" },
      { "c", "import", "7601", "2025-02" }, { "c", "import", "7614", "2025-03" },
    })
    assert.same({
      { flow = "export", codes = 1, from = "2025-01", to = "2025-04", complete = false },
      { flow = "import", codes = 2, from = "2025-02", to = "2025-03", complete = true },
    }, coverage.summary(data))
    assert.same({}, coverage.summary(table_of {}))
  end)

  it("agrees with cells counted one by one, on random tables", function()
    math.randomseed(20250401)
    for _ = 1, rounds(60) do
      local rows <const> = {}
      for i = 1, math.random(1, 12) do
        rows[i] = {
          "f" .. math.random(3), ({ "export", "import" })[math.random(2)],
          "c" .. math.random(3), ("2025-%02d"):format(math.random(6)),
        }
      end
      local expected <const>, seen <const> = {}, {}
      for _, a in ipairs(rows) do
        for _, b in ipairs(rows) do
          for _, first in ipairs(rows) do
            for _, last in ipairs(rows) do
              local one_file <const> = a[1] == b[1] and a[1] == first[1]
                and a[1] == last[1]
              local to = one_file and tonumber(last[4]:sub(-2)) or 0
              for month = tonumber(first[4]:sub(-2)), to do
                local cell <const> = ("%s %s 2025-%02d"):format(a[2], b[3], month)
                expected[#expected + 1] = not seen[cell] and cell or nil
                seen[cell] = true
              end
            end
          end
        end
      end
      table.sort(expected)
      assert.same(expected, cells(coverage.attach(table_of(rows))))
    end
  end)

  it("is refused in the words of its checks where a table is made", function()
    assert.equals("HERE: table: covers: hs: the list is empty", (raised(function()
      require "ingot.table".new({ month = { "2025-01" } }, { covers = { hs = {} } })
    end)))
  end)
end)
