local native <const> = require "ingot.native"

local trade

-- A query's rows as CSV lines without the header.
local function lines(query)
  local list <const> = {}
  for line in query:csv():gmatch "[^\n]+" do list[#list + 1] = line end
  table.remove(list, 1)
  return list
end

-- "FILE:LINE: " of a line below the one that asks.
local function place(below)
  local here <const> = debug.getinfo(2, "Sl")
  return ("%s:%d: "):format(here.short_src, here.currentline + below)
end

local function names(query)
  local list <const> = {}
  for i, column in ipairs(query:schema()) do list[i] = column.name end
  return table.concat(list, " ")
end

describe("a query", function()

  before_each(function()
    trade = native.table({
      { name = "month", type = "month",
        values = { "2025-03", "2025-03", "2025-04", "2025-04", "2025-04" } },
      { name = "partner", values = { "Mexico", "Viet Nam", "Mexico", "Viet Nam", nil } },
      { name = "qty_kg", unit = "kg", values = { 1500, 700, 2500, nil, 10 } },
      { name = "value_usd", type = "decimal", unit = "USD",
        values = { "10.50", "7", "20.25", "1", "2" } },
    }, 5)
  end)

  describe("where", function()
    it("keeps the rows where a formula is true, and not those where it is missing", function()
      assert.same({ "2025-04,Mexico,2500,20.25" }, lines(trade:where "qty_kg > 1500"))
      assert.equal(2, #trade:where "not (qty_kg > 700)")
      assert.equal(1, #trade:where "is_missing(partner)")
    end)

    it("takes a parsed formula as well as its text", function()
      local f <const> = native.formula "qty_kg > 1500"
      assert.equal(trade:where("qty_kg > 1500"):csv(), trade:where(f):csv())
    end)

    it("binds params of every kind", function()
      local april <const> = setmetatable({}, { __tostring = function() return "2025-04" end })
      local exact <const> = setmetatable({ units = 2025, scale = 2 }, { __tostring = error })
      for _, case in ipairs {
        { 2, "partner == $p", { p = "Mexico" } },
        { 3, "month >= $m", { m = "2025-04" } },
        { 3, "month >= $m", { m = april } },
        { 4, "partner in $list", { list = { "Mexico", "Viet Nam" } } },
        { 0, "partner in $list", { list = {} } },
        { 3, "month in $list", { list = { april } } },
        { 1, "qty_kg == $n", { n = 1500 } },
        { 1, "qty_kg == $n", { n = 1500.0 } },
        { 1, "value_usd == $n", { n = 20.25 } },
        { 1, "value_usd == $n", { n = exact } },
        { 2, "value_usd > $n", { n = 1e1 } },
        { 4, "(qty_kg > 0) == $b", { b = true } },
      } do
        assert.equal(case[1], #trade:where(case[2], case[3]), case[2])
      end
    end)

    it("meets a float exactly where its shortest text is a decimal", function()
      local t <const> = native.table({ { name = "a", type = "decimal",
        values = { "0.1", "0.3" } } }, 2)
      assert.equal(1, #t:where("a == $x", { x = 0.1 }))
      assert.equal(1, #t:where("a == $x", { x = 0.3 }))
    end)

    it("refuses params that are no values", function()
      for message, params in pairs {
        ["param 'p': number, text, boolean or list of them expected, got function"] =
          { p = print },
        ["param 'p': a list without gaps expected"] = { p = { a = 1 } },
        ["params: a name expected as key, got number"] = { "Mexico" },
      } do
        assert.has_error(function() trade:where("partner == $p", params) end, message)
      end
      assert.has_error(function() trade:where("partner == $p", 7) end,
        "bad argument #2 to 'where' (table expected, got number)")
    end)

    it("refuses what is neither formula nor function", function()
      assert.has_error(function() trade:where {} end,
        "where: formula or function expected, got table")
      assert.has_error(function() trade:where() end,
        "where: formula or function expected, got nil")
    end)

    it("names the nearest column under a caret, with the script's line", function()
      local ok <const>, message <const> = pcall(function()
        return trade:where("qty_kgs > 1"):collect()
      end)
      assert.is_false(ok)
      assert.equal(place(-3) .. "formula: unknown column 'qty_kgs' "
        .. "(did you mean 'qty_kg'?)\n  qty_kgs > 1\n  ^", message)
    end)

    it("leaves its input as it was", function()
      local q <const> = trade:where "qty_kg > 700"
      assert.equal(1, #q:where "partner == 'Mexico' and month == '2025-03'")
      assert.equal(2, #q)
      assert.equal(5, #trade)
    end)
  end)

  describe("derive", function()
    it("adds columns in order of name, of the input's columns only", function()
      local q <const> = trade:derive { qty_t = "qty_kg / 1000", price = "value_usd / qty_kg" }
      assert.equal("month partner qty_kg value_usd price qty_t", names(q))
      assert.equal("1.500", q:text(1, "qty_t"))
      assert.has_error(function()
        trade:derive({ a = "qty_kg", b = "a + 1" }):collect()
      end, "formula: unknown column 'a'; columns are 'month', 'partner', 'qty_kg', "
        .. "'value_usd'\n  a + 1\n  ^")
    end)

    it("keeps the order of a list of pairs", function()
      local q <const> = trade:derive { { "z", "qty_kg" }, { "a", "value_usd" } }
      assert.equal("month partner qty_kg value_usd z a", names(q))
    end)

    it("replaces a column of the same name, and takes params", function()
      local q <const> = trade:derive({ qty_kg = "qty_kg * $f" }, { f = 2 })
      assert.equal("month partner qty_kg value_usd", names(q))
      assert.equal("3000", q:text(1, "qty_kg"))
    end)

    it("refuses what is no list of results", function()
      assert.has_error(function() trade:derive {} end,
        "at least one result expected, as { name = formula }")
      assert.has_error(function() trade:derive { { "a" } } end,
        "item 1: a pair { name, formula } expected")
      assert.has_error(function() trade:derive { { "a", "1" }, b = "2" } end,
        "results expected either all by name or all as pairs { name, formula }")
      assert.has_error(function() trade:derive { a = 1 } end,
        "a: formula or function expected, got number")
      assert.has_error(function() trade:derive "a" end,
        "bad argument #1 to 'derive' (table expected, got string)")
    end)
  end)

  describe("by and agg", function()
    it("give keys first, then results in order of name, groups as they first appear", function()
      local q <const> = trade:by("partner"):agg { rows = "count()", kg = "sum(qty_kg)" }
      assert.equal("partner kg rows", names(q))
      assert.same({ "Mexico,4000,2", "Viet Nam,700,2", ",10,1" }, lines(q))
    end)

    it("keep the order of a list of pairs, mix aggregates, and take params", function()
      local q <const> = trade:by { "month" }:agg({
        { "t", "sum(qty_kg) / $f" }, { "price", "sum(value_usd) / sum(qty_kg) * 1000" },
      }, { f = 1000 })
      assert.equal("month t price", names(q))
      assert.equal("2.200", q:text(1, "t"))
    end)

    it("give one row without by, also of no rows", function()
      assert.same({ "5,40.75" }, lines(trade:agg { n = "count()", usd = "sum(value_usd)" }))
      assert.same({ "0," },
        lines(trade:limit(0):agg { n = "count()", usd = "sum(value_usd)" }))
    end)

    it("refuse a grouping without columns, and any other verb on it", function()
      assert.has_error(function() trade:by() end, "by: at least one column expected")
      assert.has_error(function() trade:by("month"):sort "month" end,
        "unknown method of Grouping 'sort'; methods of Grouping are 'agg', 'pivot'")
      assert.has_error(function() trade:by(1) end,
        "by: name of a column: text expected, got number")
      assert.has_error(function() trade:by("mont"):agg({ n = "count()" }):collect() end,
        "unknown column 'mont' (did you mean 'month'?)")
    end)
  end)

  describe("select and distinct", function()
    it("take names or one list of them", function()
      assert.equal("value_usd month", names(trade:select("value_usd", "month")))
      assert.equal("value_usd month", names(trade:select { "value_usd", "month" }))
      assert.same({ "2025-03", "2025-04" }, lines(trade:distinct "month"))
      assert.equal(5, #trade:distinct())
    end)

    it("refuse unknown names", function()
      assert.has_error(function() trade:select("value"):collect() end,
        "unknown column 'value'; columns are 'month', 'partner', 'qty_kg', 'value_usd'")
      assert.has_error(function() trade:select("partnr"):collect() end,
        "unknown column 'partnr' (did you mean 'partner'?)")
      assert.has_error(function() trade:select({ "month", 2 }) end,
        "select: name of a column: text expected, got number")
    end)
  end)

  describe("sort, top, limit and head", function()
    it("sort stably, missing last either way", function()
      assert.same({ "2500", "1500", "700", "10", '""' },
        lines(trade:sort("-qty_kg"):select "qty_kg"))
      assert.same({ "10", "700", "1500", "2500", '""' },
        lines(trade:sort("qty_kg"):select "qty_kg"))
      assert.same({ "1500", "2500", "700", '""', "10" },
        lines(trade:sort("partner", "month"):select "qty_kg"))
    end)

    it("give the largest n, by a name with or without the sign of sort", function()
      assert.same({ "2500", "1500" }, lines(trade:top(2, { by = "qty_kg" }):select "qty_kg"))
      assert.same({ "2500", "1500" }, lines(trade:top(2, { by = "-qty_kg" }):select "qty_kg"))
      assert.equal(4, #trade:top(9, { by = "qty_kg" }))
    end)

    it("keep ties on demand", function()
      local t <const> = native.table({ { name = "a", values = { 3, 5, 3, 1 } } }, 4)
      assert.same({ "5", "3" }, lines(t:top(2, { by = "a" })))
      assert.same({ "5", "3" }, lines(t:top(2, { by = "a", ties = "first" })))
      assert.same({ "5", "3", "3" }, lines(t:top(2, { by = "a", ties = "all" })))
    end)

    it("give the first rows", function()
      assert.equal(2, #trade:limit(2))
      assert.equal(0, #trade:limit(0))
      assert.equal(5, #trade:limit(9))
      assert.equal(5, #trade:head())
      assert.equal(1, #trade:head(1))
    end)

    it("refuse what makes no sense", function()
      for message, call in pairs {
        ["sort: at least one column expected"] = function() trade:sort() end,
        ["top: by = \"a column\" expected"] = function() trade:top(3, {}) end,
        ["top: a number of rows expected, got -1"] = function() trade:top(-1,
          { by = "qty_kg" }) end,
        ["unknown option of top 'tie' (did you mean 'ties'?)"] =
          function() trade:top(3, { by = "qty_kg", tie = "all" }) end,
        ["top: ties \"all\" or \"first\" expected, got \"both\""] =
          function() trade:top(3, { by = "qty_kg", ties = "both" }) end,
        ["limit: a number of rows expected, got -2"] = function() trade:limit(-2) end,
        ["bad argument #1 to 'limit' (number expected, got no value)"] =
          function() trade:limit() end,
      } do
        assert.has_error(call, message)
      end
      assert.has_error(function() trade:sort("-qty_kgs"):collect() end,
        "unknown column 'qty_kgs' (did you mean 'qty_kg'?)")
    end)
  end)

  describe("rename", function()
    it("gives columns other names where they stand", function()
      assert.equal("month country qty_kg usd",
        names(trade:rename { usd = "value_usd", country = "partner" }))
      assert.equal("kg", trade:rename({ kg = "qty_kg" }):schema()[3].unit)
    end)

    it("refuses what is no map of names", function()
      assert.has_error(function() trade:rename { "usd", "value_usd" } end,
        'rename: names expected as { new = "old" }')
      assert.has_error(function() trade:rename { usd = 1 } end,
        "rename: name of a column: text expected, got number")
      assert.has_error(function() trade:rename { usd = "value_us" } end,
        "unknown column 'value_us' (did you mean 'value_usd'?)")
      assert.has_error(function() trade:rename { month = "qty_kg" } end,
        "two columns named 'month'")
    end)
  end)

  describe("join", function()
    local codes

    before_each(function()
      codes = native.table({
        { name = "iso", values = { "MEX", "PER", "MEX" } },
        { name = "partner", values = { "Mexico", "Peru", "Viet Nam" } },
        { name = "month", type = "month", values = { "2025-03", "2025-03", "2025-04" } },
      }, 3)
    end)

    it("takes a key, a list of keys, a map from left to right, or a mixture", function()
      local by_name <const> = trade:join(codes:select("partner", "iso"), "partner")
      assert.same({ "2025-03,Mexico,1500,10.50,MEX", "2025-03,Viet Nam,700,7.00,MEX",
        "2025-04,Mexico,2500,20.25,MEX", "2025-04,Viet Nam,,1.00,MEX" }, lines(by_name))
      assert.same({ "2025-03,Mexico,1500,10.50,MEX", "2025-04,Viet Nam,,1.00,MEX" },
        lines(trade:join(codes, { "month", "partner" })))
      local other <const> = codes:rename { name = "partner" }
      assert.same(lines(trade:join(codes, { "partner", "month" })),
        lines(trade:join(other, { "month", partner = "name" })))
    end)

    it("takes a kind, or options with a kind and a suffix", function()
      assert.equal(5, #trade:join(codes, { "month", "partner" }, "left"))
      assert.same({ "2025-03,Viet Nam,700,7.00", "2025-04,Mexico,2500,20.25",
        "2025-04,,10,2.00" }, lines(trade:join(codes, { "month", "partner" }, "anti")))
      local q <const> = trade:join(codes, "partner", { kind = "right", suffix = "_known" })
      assert.equal("month partner qty_kg value_usd iso month_known", names(q))
      assert.equal(5, #q)
    end)

    it("refuses keys, kinds and options that are none", function()
      for message, call in pairs {
        ["join: at least one key column expected"] = function() trade:join(codes, {}) end,
        ["join: name of a key column: text expected, got boolean"] =
          function() trade:join(codes, { partner = true }) end,
        ["unknown kind of join 'lef' (did you mean 'left'?)"] =
          function() trade:join(codes, "partner", "lef") end,
        ["unknown option of join 'sufix' (did you mean 'suffix'?)"] =
          function() trade:join(codes, "partner", { sufix = "_2" }) end,
        ["join: both sides have a column 'month'; a suffix for the right one's name is needed, "
          .. 'as suffix = "_2"'] = function() trade:join(codes, "partner") end,
        ["join: the other side: unknown column 'value_usd'; columns are 'iso', 'partner', "
          .. "'month'"] = function() trade:join(codes, "value_usd") end,
        ["bad argument #1 to 'join' (table or query of ingot expected, got table)"] =
          function() trade:join({}, "partner") end,
        ["bad argument #2 to 'join' (table expected, got nil)"] =
          function() trade:join(codes) end,
      } do
        assert.has_error(call, message)
      end
      codes:close()
      assert.has_error(function() trade:join(codes, "partner") end, "table is closed")
    end)

    it("may join a query to itself", function()
      local totals <const> = trade:by("partner"):agg { total = "sum(qty_kg)" }
      local q <const> = trade:join(totals, "partner", "left"):derive { share = "qty_kg / total" }
      assert.equal("0.375", q:text(1, "share"))
      assert.equal([[
1  from      5 rows, 4 of 4 columns, 7 bytes a row
2  by        partner
   agg       total = sum(qty_kg)
3  join      1 with 2: left on partner
4  derive    share = qty_kg / total]], q:explain())
    end)
  end)

  describe("union", function()
    it("puts rows of one or more others below, by name", function()
      local more <const> = native.table({ { name = "partner", values = { "Peru" } },
        { name = "port", values = { "Callao" } } }, 1)
      assert.same({ "2025-03,Mexico,1500,10.50,", ",Peru,,,Callao", ",Peru,,,Callao" },
        lines(trade:limit(1):union(more, more)))
    end)

    it("says what it widened", function()
      local other <const> = native.table({
        { name = "value_usd", type = "real", values = { 1.5 } } }, 1)
      local q <const> = trade:select("value_usd"):union(other)
      assert.equal("union: column 'value_usd': decimal(2), real as real",
        q:warnings():text(1, "message"))
      assert.equal([[
4  union     2 with 3
             value_usd: decimal(2), real as real]], q:explain():match "4  union.*")
    end)

    it("refuses what is no table, and unlike columns", function()
      assert.has_error(function() trade:union() end,
        "union: at least one table or query expected")
      assert.has_error(function() trade:union(trade, 1) end,
        "bad argument #2 to 'union' (table or query of ingot expected, got number)")
      assert.has_error(function()
        trade:union(native.table({ { name = "partner", values = { 1 } } }, 1))
      end, "union: column 'partner' is text on one side and decimal(0) on the other")
    end)
  end)

  it("runs once and gives the same table each time", function()
    local calls = 0
    local q <const> = trade:where(function() calls = calls + 1 return true end)
    assert.equal(0, calls)
    assert.equal(5, #q)
    assert.equal(q:collect(), q:collect())
    assert.equal(5, calls)
  end)

  it("gives a table that outlives it", function()
    local q <const> = trade:limit(2)
    local t <const> = q:collect()
    q:close()
    trade:close()
    assert.equal(2, #t)
    assert.has_error(function() return #q end, "query is closed")
  end)

  it("runs anew when the table it gave was closed", function()
    local q <const> = trade:limit(2)
    q:collect():close()
    assert.equal(2, #q:collect())
  end)

  it("gives the same bits for any number of threads", function()
    local before <const> = native.threads()
    local texts <const> = {}
    for n = 1, 3 do
      native.threads(n)
      texts[n] = trade:derive({ p = "value_usd / qty_kg" })
        :by("month"):agg({ p = "sum(p)" }):csv()
    end
    native.threads(before)
    assert.equal(texts[1], texts[2])
    assert.equal(texts[1], texts[3])
  end)

  it("explains its plan without running it", function()
    local q <const> = trade:where("qty_kg > $least", { least = 1 })
      :by("month"):agg({ price = "sum(value_usd) / sum(qty_kg)", n = "count()" })
      :derive({ odd = function() error("never called") end })
    local plan <const> = q:explain()
    assert.equal("1  from      5 rows, 3 of ", plan:sub(1, 26))
    assert.equal([[
2  where     qty_kg > $least
3  by        month
   agg       n = count()
             price = sum(value_usd) / sum(qty_kg)
4  derive    odd = (function)]], plan:match("\n(.*)"))
  end)
end)
