-- Snapshots: what is saved comes back; what changed is made anew; what is damaged is named.

local bytes_of = require "support.bytes_of"
local error_ = require "ingot.error"
local ingot = require "ingot"
local native = require "ingot.native"
local raised_here = require "support.raised"
local read = require "ingot.read"
local scratch = require "support.scratch"
local snapshot = require "ingot.snapshot"
local warned = require "support.warned"

local CSV <const> = "month,hs,qty\n2025-01,0101,5\n2025-02,0102,7\n2025-02,0101,\n"

describe("ingot.snapshot", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  local function raised(fn, ...)
    local worked <const>, value <const> = pcall(fn, ...)
    assert.is_false(worked)
    assert.is_true(error_.is(value))
    return value.kind, value.message:gsub("^.-: (/tmp)", "%1")
  end

  -- Changes one byte where a text is found for the n-th time.
  local function damage(path, text, n)
    local bytes <const> = bytes_of(path)
    local at = 0
    for _ = 1, n or 1 do
      at = assert(bytes:find(text, at + 1, true))
    end
    local file <close> = assert(io.open(path, "wb"))
    file:write(bytes:sub(1, at - 1), string.char(bytes:byte(at) ~ 0x40), bytes:sub(at + 1))
  end

  it("keeps a table with all that belongs to it", function()
    local source <const> = here:write("a.csv", CSV .. "2025-03,0101\n")
    local path <const> = here:keep(here:path "a.arrow")
    local data <const> = ingot.read(source, { types = { hs = "text" }, units = { qty = "kg" },
      on_error = "collect" })
    data:save(path)
    local back <const> = ingot.open(path)
    assert.equals(data:csv(), back:csv())
    assert.same(data:schema(), back:schema())
    assert.equals(data:coverage():csv(), back:coverage():csv())
    assert.equals(data:rejects():csv(), back:rejects():csv())
    assert.equals(data:warnings():csv(), back:warnings():csv())
    assert.equals(data:detected():csv(), back:detected():csv())
    assert.same(read.sources(data), read.sources(back))
    assert.same({}, warned(path))
  end)

  it("keeps what a query gave, which knows no files", function()
    local path <const> = here:keep(here:path "q.arrow")
    local data <const> = ingot.table({ hs = { "0101", "0102" }, qty = { 5, 7 } })
    local query <const> = data:derive { half = "qty / 2" }:sort "-qty"
    query:save(path)
    assert.equals(query:csv(), ingot.open(path):csv())
    assert.is_nil((select(2, native.open(path))))
  end)

  it("answers as the table does, row by row, by query and by function", function()
    local months <const>, codes <const>, quantities <const> = {}, {}, {}
    for i = 1, 40000 do
      months[i] = ("20%02d-%02d"):format(10 + i // 4000, 1 + i // 400 % 12)
      codes[i] = ("%04d"):format(i * i % 97)
      quantities[i] = i % 7 ~= 0 and i % 1000 or nil
    end
    local data <const> = ingot.table({ month = months, hs = codes, qty = quantities })
    local path <const> = here:keep(here:path "big.arrow")
    data:save(path)
    local questions <const> = {
      function(t) return t:where("month == '2015-03' and hs in {'0001', '0004'}") end,
      function(t) return t:where("lower(hs) == '0009'"):limit(5) end,
      function(t) return t:by("hs"):agg { qty = "sum(qty)", n = "count()" } end,
      function(t) return t:where("qty > 500"):by("month"):agg { qty = "mean(qty)" } end,
      function(t) return t:sort("-qty", "hs"):limit(20) end,
      function(t) return t:top(7, { by = "qty" }) end,
      function(t) return t:distinct "month" end,
      function(t) return t:derive { q2 = "qty * 2" }:limit(9) end,
      function(t) return t:where(function(row) return row.qty == 999 end) end,
      function(t) return t:select "hs":limit(3) end,
    }
    for i, question in ipairs(questions) do
      assert.equals(question(data):collect():csv(), question(ingot.open(path)):collect():csv(), i)
    end
    local opened <const> = ingot.open(path)
    assert.equals(data:text(40000, "hs"), opened:text(40000, "hs"))
    assert.same({ data:exact(20999, "qty") }, { opened:exact(20999, "qty") })
    assert.equals(data:column "qty"[12345], opened:column "qty"[12345])
    local n = 0
    for row in opened:rows() do
      n = n + (row.hs == "0001" and 1 or 0)
    end
    assert.equals(#data:where "hs == '0001'", n)
  end)

  it("names what is damaged, by whatever way it is read", function()
    local path <const> = here:keep(here:path "d.arrow")
    local months <const>, codes <const> = {}, {}
    for i = 1, 40000 do
      months[i], codes[i] = ("20%02d-06"):format(10 + i // 4000), ("code %d"):format(i % 50)
    end
    ingot.table({ month = months, hs = codes }):save(path)
    damage(path, ("\x6D\x5E"):rep(3)) -- 2014-06, which is in rows 16000 to 19999
    local message <const> = path .. ": damaged: column 'month': values, block 1 of 3 (rows 1 to "
      .. "16384): wrong checksum; pack or save it again"
    local other <const> = ingot.table { month = { "2014-06", "2016-06" } }
    local ways <const> = {
      function(t) return t:csv() end,
      function(t) return t:column "month" end,
      function(t) return t:text(3, "month") end,
      function(t) return t:rows()() end,
      function(t) return t:by("month"):agg { n = "count()" }:collect() end,
      function(t) return t:by("hs"):agg { n = "max(month)" }:collect() end,
      function(t) return t:where("month > '2009-01'"):collect() end,
      function(t) return t:where("month ~= '2014-06'"):collect() end,
      function(t) return t:where(function(row) return row.month == "x" end):collect() end,
      function(t) return t:sort "month":collect() end,
      function(t) return t:top(3, { by = "month" }):collect() end,
      function(t) return t:distinct "month":collect() end,
      function(t) return t:derive { m = "month + 1" }:collect() end,
      function(t) return t:union(other):collect() end,
      function(t) return other:union(t):by("month"):agg { n = "count()" }:collect() end,
      function(t) return t:join(other, "month"):collect() end,
      function(t) return other:join(t, "month", { kind = "semi" }):collect() end,
      function(t) return t:rename { m = "month" }:distinct "m":collect() end,
      function(t) return tostring(t) end,
      function(t) return t:save(here:path "none.arrow") end,
      function(t) return t:save(here:path "none.csv") end,
    }
    for i, way in ipairs(ways) do
      local kind <const>, text <const> = raised(way, ingot.open(path))
      assert.equals(i .. message .. "data", i .. text .. kind)
    end
    -- What is not read is not asked.
    local opened <const> = ingot.open(path)
    assert.equals(50, #opened:distinct "hs")
    assert.equals("2019-06", opened:text(39999, "month"))
    assert.equals(4000, #opened:where "month == '2018-06'")
  end)

  it("names damage of a dictionary before anything is answered from it", function()
    local path <const> = here:keep(here:path "d.arrow")
    ingot.table({ hs = { "alpha", "beta", "alpha" } }):save(path)
    damage(path, "alphabeta")
    local message <const> = path
      .. ": damaged: column 'hs': texts of the dictionary: wrong checksum; pack or save it again"
    for _, condition in ipairs { "hs == 'alpha'", "starts_with(hs, 'a')", "hs in {'x'}" } do
      local kind <const>, text <const> = raised(function()
        return ingot.open(path):where(condition):collect()
      end)
      assert.equals(message .. "data", text .. kind)
    end
  end)

  it("is made anew, and says so, when its files changed", function()
    local source <const> = here:write("a.csv", CSV)
    local path <const> = here:keep(here:path "a.arrow")
    ingot.read(source, { types = { hs = "text" } }):save(path)
    here:write("a.csv", CSV .. "2025-03,0103,9\n")
    local data <const> = ingot.open(path)
    assert.equals(4, #data)
    assert.equals("0101", data:text(1, "hs")) -- read with the same options
    assert.same({ ("stale: '%s' has changed since: made anew from its sources"):format(source) },
      warned(path))
    assert.equals(4, #native.open(path))
  end)

  it("is told by its bytes, not by their times", function()
    local source <const> = here:write("a.csv", CSV)
    local path <const> = here:keep(here:path "a.arrow")
    ingot.read(source):save(path)
    here:write("a.csv", CSV)
    local before <const> = bytes_of(path)
    ingot.open(path)
    assert.same({}, warned(path))
    assert.equals(before, bytes_of(path))
    here:write("a.csv", (CSV:gsub("5", "6"))) -- as many bytes
    assert.equals(6, ingot.open(path):exact(1, "qty"))
  end)

  it("is made anew when a folder it was packed from has one file more", function()
    local folder <const> = here:mkdir "in"
    here:write("in/a.csv", CSV)
    local path <const> = here:keep(here:path "a.arrow")
    ingot.read(folder):save(path)
    local new <const> = here:write("in/b.csv", (CSV:gsub("2025", "2026")))
    assert.equals(6, #ingot.open(path))
    assert.same({ ("stale: '%s' is new: made anew from its sources"):format(new) }, warned(path))
  end)

  it("is used when its files are gone, and made anew when damaged while they are there", function()
    local source <const> = here:write("a.csv", CSV)
    local path <const> = here:keep(here:path "a.arrow")
    ingot.read(source):save(path)
    local whole <const> = bytes_of(path)
    here:write("a.arrow", whole:sub(1, -20))
    assert.equals(3, #ingot.open(path))
    assert.same({ "damaged: its end is missing: made anew from its sources" }, warned(path))
    assert.equals(#whole, #bytes_of(path))
    os.remove(source)
    assert.equals(3, #ingot.open(path))
    here:write("a.arrow", whole:sub(1, -20))
    local kind <const>, text <const> = raised(ingot.open, path)
    assert.equals("data", kind)
    assert.equals(("%s: damaged: its end is missing; pack it again from '%s'"):format(path, source),
      text)
  end)

  it("tells, when a block turns out to be damaged, what to pack it again from", function()
    local sources <const>, names <const> = {}, {}
    for i = 1, 5 do
      sources[i] = here:write(("%d.csv"):format(i), ("hs,qty\nalpha,5\nbeta%d,7\n"):format(i))
      names[i] = ("'%s'"):format(sources[i])
    end
    local path <const> = here:keep(here:path "a.arrow")
    for given, told in pairs {
      [{ sources[1] }] = names[1],
      [{ sources[1], sources[2], sources[3] }] = table.concat(names, ", ", 1, 3),
      [sources] = table.concat(names, ", ", 1, 3) .. " and 2 more",
    } do
      ingot.read(given):save(path)
      damage(path, "alphabeta")
      local message <const> = ("%s: damaged: column 'hs': texts of the dictionary: wrong checksum; "
        .. "pack it again from %s"):format(path, told)
      for _, way in ipairs {
        function() return ingot.open(path):where("hs == 'alpha'"):collect() end,
        function() return snapshot.verify(path) end,
      } do
        local kind <const>, text <const> = raised(way)
        assert.equals(message .. "data", text .. kind)
      end
    end
  end)

  it("is never used against files of which some changed and some are gone", function()
    local one <const>, two <const> = here:write("a.csv", CSV), here:write("b.csv", CSV)
    local path <const> = here:keep(here:path "a.arrow")
    ingot.read({ one, two }):save(path)
    here:write("a.csv", CSV .. "2025-03,0103,9\n")
    os.remove(two)
    local kind <const>, text <const> = raised(ingot.open, path)
    assert.equals("data", kind)
    assert.equals(("%s: stale: '%s' has changed since, and not all of its sources are there")
      :format(path, one), text)
  end)

  it("tells of a path that is none, and of files that are not Arrow's", function()
    local path <const> = here:path "expord.arrow"
    local message, world = raised_here(ingot.open, path)
    assert.equals(("HERE: %s: no file 'expord.arrow' in '%s'"):format(path, here.folder), message)
    assert.equals("no input", world)
    here:write("export.arrow", "")
    for _, open in ipairs { ingot.open, snapshot.verify } do
      message, world = raised_here(open, path)
      assert.equals(("HERE: %s: no file 'expord.arrow' in '%s' (did you mean 'export.arrow'?)")
        :format(path, here.folder), message)
      assert.equals("no input", world)
    end
    message = raised_here(ingot.open, here:path "nowhere/export.arrow")
    assert.equals(("HERE: %s/nowhere/export.arrow: no folder 'nowhere' in '%s'"):format(here.folder,
      here.folder), message)
    message, world = raised_here(ingot.open, here:mkdir "folder.arrow")
    assert.equals(("HERE: %s: not a regular file"):format(here:path "folder.arrow"), message)
    assert.equals("no input", world)
    local kind, text
    local other <const> = here:write("other.arrow", "month,qty\n2025-01,5\n")
    kind, text = raised(ingot.open, other)
    assert.equals("data", kind)
    assert.equals(other .. ": not an Arrow file", text)
    assert.has_error(function() ingot.open(5) end, "open: a path expected, got number")
  end)
end)
