local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local trade

-- "FILE:LINE: " of a line below the one that asks.
local function place(below)
  local here <const> = debug.getinfo(2, "Sl")
  return ("%s:%d: "):format(here.short_src, here.currentline + below)
end

local function message_of(fn)
  local ok <const>, message <const> = pcall(fn)
  assert.is_false(ok)
  return message
end

describe("a Lua function in place of a formula", function()
  before_each(function()
    trade = native.table({
      { name = "partner", values = { "Mexico", "Viet Nam", "Mexico", nil } },
      { name = "qty", values = { 5, 7, nil, 2 } },
      { name = "usd", values = { 0.5, 1.5, 2.5, 3.5 } },
    }, 4)
  end)

  it("filters rows: only true keeps one", function()
    local q <const> = trade:where(function(row) return row.qty and row.qty > 2 end)
    assert.same({ 5, 7 }, { q:column("qty")[1], q:column("qty")[2] })
    assert.equal(2, #q)
    assert.equal(0, #trade:where(function() return nil end))
    assert.equal(0, #trade:limit(0):where(function() return true end))
  end)

  it("gives a missing value where its result is not finite, as division by zero does", function()
    local q <const> = trade:derive { x = function(row) return row.usd / (row.usd - 1.5) end }
    assert.equal(-0.5, q:column("x")[1])
    assert.is_nil(q:column("x")[2])
    local t <const> = native.table({ { name = "a", values = { 1 / 0, 0 / 0, 2.5 } } }, 3)
    assert.equal(2, t:schema()[1].missing)
    assert.equal(2.5, t:agg { { "a", "sum(a)" } }:value())
  end)

  it("must give a condition where it filters, and is told the row and what it gave", function()
    local expected <const> = "true, false or nil expected, got "
    assert.equal(place(1) .. "result of the function: row 1: " .. expected .. "number",
      message_of(function() return #trade:where(function() return 1 end) end))
    assert.equal(place(1) .. "result of the function: row 2: " .. expected .. "string",
      message_of(function() return #trade:where(function(row) return row.qty == 7 and "yes" end) end))
    assert.equal(place(2) .. "result of the function: row 3: " .. expected .. "table",
      message_of(function()
        return #trade:where(function(row) if not row.qty then return {} end end)
      end))
  end)

  it("derives columns typed by their first value", function()
    local q <const> = trade:derive {
      i = function(row) return row.qty and row.qty * 2 end,
      r = function(row) return row.usd * 2 end,
      t = function(row) return (row.partner or "?") .. "!" end,
      b = function(row) return row.usd > 1 end,
      w = function(row) return row.qty or row.usd end,
      none = function() end,
    }
    local types <const> = {}
    for _, column in ipairs(q:schema()) do types[column.name] = column.type end
    assert.same({
      partner = "text", qty = "decimal(0)", usd = "real", i = "decimal(0)", r = "real",
        t = "text",
      b = "bool", w = "real", none = "decimal(0)",
    }, types)
    local rows <const> = {}
    for row in q:rows() do rows[#rows + 1] = row end
    assert.same({ partner = "Mexico", qty = 5, usd = 0.5, i = 10, r = 1.0, t = "Mexico!",
      b = false, w = 5.0 },
      rows[1])
    assert.same({ usd = 3.5, qty = 2, i = 4, r = 7.0, t = "?!", b = true, w = 2.0 }, rows[4])
    assert.is_nil(rows[3].i)
    assert.equal(2.5, rows[3].w)
  end)

  it("is called once a row, in row order", function()
    local seen <const> = {}
    local q <const> = trade:derive { n = function(row)
      seen[#seen + 1] = row.usd
      return #seen
    end }
    assert.equal(4, #q)
    assert.same({ 0.5, 1.5, 2.5, 3.5 }, seen)
    assert.equal(4, q:column("n")[4])
  end)

  it("gets a row that answers what a plain row does, and pairs over it", function()
    local copies <const> = {}
    local q <const> = trade:derive { n = function(row)
      local copy <const> = {}
      for name, value in pairs(row) do copy[name] = value end
      copies[#copies + 1] = copy
      return 1
    end }
    assert.equal(4, #q)
    local i = 0
    for row in trade:rows() do
      i = i + 1
      assert.same(row, copies[i])
    end
  end)

  it("is told of unknown columns, with the nearest, at its own line", function()
    assert.equal(place(3) .. "unknown column 'qyt' (did you mean 'qty'?) (row 1)",
      message_of(function()
        return #trade:derive { n = function(row)
          return row.qyt
        end }
      end))
  end)

  it("may keep a row while its query runs", function()
    local kept <const>, changes <const> = {}, {}
    local q <const> = trade:derive { n = function(row)
      kept[#kept + 1] = row
      changes[#kept] = row.usd - kept[math.max(#kept - 1, 1)].usd
      return kept[1].qty
    end }
    assert.equal(20, q:agg({ s = "sum(n)" }):value())
    assert.same({ 0.0, 1.0, 1.0, 1.0 }, changes)
  end)

  it("cannot write to its row, nor use it after the query", function()
    local kept
    assert.equal(4, #trade:derive { n = function(row) kept = row return 1 end })
    local MESSAGE <const> = "row used after its query was done: keep its values instead"
    assert.has_error(function() return kept.qty end, MESSAGE)
    assert.has_error(function() return pairs(kept) end, MESSAGE)
    assert.equal(place(1) .. "row: read-only (row 1)", message_of(function()
      return #trade:derive { n = function(row) row.qty = 1 end }
    end))
  end)

  it("fails with its own text, once, and the row", function()
    assert.equal(place(3) .. "no rate for Viet Nam (row 2)", message_of(function()
      return #trade:derive { n = function(row)
        if row.partner == "Viet Nam" then
          error("no rate for " .. row.partner)
        end
        return 1
      end }
    end))
    assert.equal("plain (row 1)", message_of(function()
      return #trade:where(function() error("plain", 0) end)
    end))
    assert.equal(place(2) .. "no price (group 2)", message_of(function()
      return #trade:by("partner"):agg { n = function(group)
        return group.partner[1] == "Viet Nam" and error "no price" or 1
      end }
    end))
    assert.equal("inner (row 3) (row 1)", message_of(function()
      return #trade:where(function()
        return #trade:where(function(row) return row.qty ~= nil or error("inner", 0) end) > 0
      end)
    end))
  end)

  it("raises any value: it arrives as it was", function()
    for _, value in ipairs { { code = 7 }, setmetatable({}, { __tostring = tostring }), 12, true } do
      assert.equal(value, message_of(function()
        return #trade:where(function() error(value) end)
      end))
    end
    assert.is_nil(message_of(function()
      return #trade:by("partner"):agg { x = function() error() end }
    end))
  end)

  it("raises an error of a kind: the kind stays, the row is named", function()
    local value <const> = message_of(function()
      return #trade:derive { x = function(row)
        return row.qty or error_.raise("data", "no quantity", 1)
      end }
    end)
    assert.is_true(error_.is(value))
    assert.same({ place(-4) .. "no quantity (row 3)", "data", 65 },
      { value.message, value.kind, error_.exit_code(value) })
  end)

  it("has its row's texts once, and months as text", function()
    local t <const> = native.table({
      { name = "month", type = "month", values = { "2025-04", "2025-05", "2025-04" } },
      { name = "hs", values = { "76141000", nil, "76141000" } },
    }, 3)
    local seen <const> = {}
    local q <const> = t:derive { x = function(row)
      seen[#seen + 1] = { row.month, row.hs }
      return row.month .. "/" .. (row.hs or "")
    end }
    assert.equal("2025-05/", q:column("x")[2])
    assert.same({ { "2025-04", "76141000" }, { "2025-05" }, { "2025-04", "76141000" } }, seen)
  end)

  it("may not change the type of its results, and is told row and both types", function()
    assert.equal(place(2) .. "result of the function: "
      .. "row 3: integer expected as in the rows before, got text", message_of(function()
      return #trade:derive { n = function(row)
        return row.qty or "none"
      end }
    end))
    assert.equal(place(2) .. "result of the function: "
      .. "row 1: number, text or boolean expected, got table", message_of(function()
      return #trade:derive { n = function()
        return {}
      end }
    end))
  end)

  it("aggregates groups: their columns as arrays, and n", function()
    local q <const> = trade:by("partner"):agg {
      rows = function(group) return group.n end,
      spread = function(group)
        local low, high = math.huge, -math.huge
        for i = 1, #group.usd do
          low, high = math.min(low, group.usd[i]), math.max(high, group.usd[i])
        end
        return high - low
      end,
      first = function(group) return group.partner[1] end,
      total = "sum(qty)",
    }
    assert.equal("partner,first,rows,spread,total\n"
      .. "Mexico,Mexico,2,2,5\nViet Nam,Viet Nam,1,0,7\n,,1,0,2\n", q:csv())
  end)

  it("aggregates all rows as one group, also none", function()
    local function count(group) return group.n end
    assert.equal(4, trade:agg({ n = count }):value())
    assert.equal(0, trade:limit(0):agg({ n = count }):value())
  end)

  it("may keep a group's arrays, but not the group", function()
    local kept, array
    local q <const> = trade:by("partner"):agg { n = function(group)
      kept, array = kept or group, array or group.usd
      return group.n
    end }
    assert.equal(3, #q)
    assert.same({ 0.5, 2.5 }, { array[1], array[2] })
    assert.equal(array, kept.usd)
    assert.has_error(function() return kept.qty end,
      "group used after the call it was given to")
  end)

  it("is told of unknown columns of a group", function()
    assert.equal(place(3) .. "unknown column 'us' (did you mean 'usd'?) (group 1)",
      message_of(function()
        return #trade:by("partner"):agg { n = function(group)
          return #group.us
        end }
      end))
  end)

  it("may run other queries, and close the one that runs", function()
    local q
    q = trade:derive { n = function() return trade:agg({ s = "sum(qty)" }):value() end }
    assert.equal(14, q:column("n")[1])
    q = trade:derive { n = function() q:close() return 1 end }
    assert.has_error(function() return #q end, "query is closed")
  end)

  it("runs in a coroutine as well", function()
    local co <const> = coroutine.wrap(function()
      return #trade:where(function(row) return row.usd > 1 end)
    end)
    assert.equal(3, co())
  end)

  it("cannot yield out of a query, nor change threads in it", function()
    assert.matches("attempt to yield across a C%-call boundary",
      message_of(coroutine.wrap(function()
      return #trade:where(function() coroutine.yield() return true end)
    end)))
    assert.matches("threads: not while a query runs %(row 1%)$", message_of(function()
      return #trade:where(function() native.threads(1) return true end)
    end))
  end)

  it("is let go with the last query that holds it", function()
    local weak <const> = setmetatable({}, { __mode = "k" })
    do
      local marker <const> = {}
      weak[marker] = true
      local q <const> = trade:where(function() return marker ~= nil end)
      local extended <const> = q:limit(1)
      q:close()
      assert.equal(1, #extended)
      extended:close()
    end
    collectgarbage()
    collectgarbage()
    assert.is_nil(next(weak))
  end)

  it("overflows the stack in order when a query runs itself", function()
    local q
    q = trade:where(function() return #q > 0 end)
    assert.matches("overflow", message_of(function() return #q end))
  end)
end)
