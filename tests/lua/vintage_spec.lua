-- Two downloads of the same months: the later counts, the earlier can be asked for.

local ingot = require "ingot"
local lfs = require "lfs"
local number = require "ingot.number"
local program = require "support.program"
local raised = require "support.raised"
local read = require "ingot.read"
local rows = require "support.row_lines"
local scratch = require "support.scratch"
local vintage = require "ingot.vintage"
local warned = require "support.warned"

local HEAD <const> = "month,hs,partner_code,qty_kg\n"
local MAY <const> = HEAD .. [[
2025-01,76141000,429,1000
2025-02,76141000,429,2000
2025-03,76141000,429,3000
2025-03,76141000,311,50
2025-04,76141000,429,4000
]]
local JUNE <const> = HEAD .. [[
2025-03,76141000,429,3100
2025-04,76141000,429,3900
2025-04,76141000,311,200
2025-05,76141000,429,5000
]]

describe("ingot.vintage", function()
  local here, may, june

  before_each(function()
    here = scratch.new()
    may, june = here:write("export-2025-05-20.csv", MAY), here:write("export-2025-06-20.csv", JUNE)
  end)
  after_each(function()
    here:close()
  end)

  local function told(more)
    local options <const> = { flow = "export", types = { hs = "text", partner_code = "text" } }
    for name, value in pairs(more or {}) do
      options[name] = value
    end
    return options
  end

  local function dated(more)
    local options <const> = told(more)
    options.vintage = options.vintage or "%d+%-%d+%-%d+"
    return ingot.read({ may, june }, options)
  end

  local function level(data, month)
    local claim <const> = ingot.cube(data):measure("exports", month)
    return claim.value and number.text(claim.value) or claim.state
  end

  local function levels(data)
    local list <const> = {}
    for month = 1, 5 do
      list[month] = level(data, ("2025-%02d"):format(month))
    end
    return table.concat(list, " ")
  end

  it("counts a month of two files once, by the later in the list, and says so", function()
    assert.equals("1 2 3.1 4.1 5", levels(ingot.read({ may, june }, told())))
    assert.same({ ("'%s' covers the same in 2025-03 to 2025-04 and prevails, as the later in the "
      .. "list; give their dates with vintage = …, or say vintage = false if they are parts of one "
      .. "download"):format(june) }, warned(may))
    assert.equals("1 2 3.05 4 5", levels(ingot.read({ june, may }, told())))
  end)

  it("adds them up when told that they are parts of one download", function()
    assert.equals("1 2 6.15 8.1 5", levels(ingot.read({ may, june }, told { vintage = false })))
    assert.same({}, warned(may))
  end)

  it("goes by dates, in whatever order the files are, without a warning", function()
    local data <const> = ingot.read({ june, may }, told { vintage = "%d+%-%d+%-%d+" })
    assert.equals("1 2 3.1 4.1 5", levels(data))
    assert.same({}, warned(may))
    assert.same({}, warned(june))
    assert.equals("2025-05-20", data:where("month == '2025-02'"):select("vintage"):value())
  end)

  it("takes dates from a pattern with captures, a map and a function", function()
    local name <const> = may:match "[^/]*$"
    local ways <const> = {
      "(%d+)%-(%d+)%-(%d+)",
      { [name] = "2025-07-01", [june] = "20250620" },
      function(path) return path == may and "2025年7月1日" or "2025/6/20" end,
    }
    for i, way in ipairs(ways) do
      assert.equals(i == 1 and "1 2 3.1 4.1 5" or "1 2 3.05 4 5", levels(dated { vintage = way }))
    end
  end)

  it("leaves the whole to be asked for; a cube over it counts the latest", function()
    local all <const> = dated { vintages = "all" }
    assert.equals(9, #all)
    assert.equals(3, #all:where "not latest")
    assert.equals("1 2 3.1 4.1 5", levels(all))
    assert.equals("1 2 3.1 4.1 5", levels(all:where "partner_code ~= ''"))
  end)

  it("lets a file that was probably cut off give way", function()
    local data <const> = ingot.read({ may, june }, told { row_cap = 4 })
    assert.equals("1 2 3.05 4 unknown", levels(data))
    assert.equals(("'%s' covers the same in 2025-03 to 2025-04 and prevails, as this one was "
      .. "probably cut off; download it again in smaller parts"):format(may), warned(june)[2])
  end)

  it("does not take files of other codes or flows for vintages", function()
    local other <const> = here:write("b.csv", MAY:gsub("76141000", "76149000"))
    assert.equals(10, #ingot.read({ may, other }, told()))
    assert.same({}, warned(may))
  end)

  it("names only the files that count as sources", function()
    local whole <const> = here:write("export-2025-07-20.csv", MAY .. JUNE:sub(#HEAD + 1))
    local data <const> = ingot.read({ may, june, whole }, told { vintage = "%d+%-%d+%-%d+" })
    local sources <const> = read.sources(data)
    assert.equals(1, #sources)
    assert.equals(whole, sources[1].path)
  end)

  describe("as_of", function()
    it("is the latest of each cell not after a date, with what was covered then", function()
      assert.equals("1 2 3.05 4 unknown", levels(dated():as_of "2025-05-31"))
      assert.equals("1 2 3.1 4.1 5", levels(dated():as_of "2025-06-20"))
      assert.equals("1 2 3.05 4 unknown", levels(dated { as_of = "2025-05-20" }))
    end)

    it("is remembered by the sources of what it gives", function()
      local data <const> = dated():as_of "2025-05-31"
      assert.equals("2025-05-31", read.sources(data)[1].options.as_of)
      assert.equals(1, #read.sources(data))
    end)

    it("is what why computes again", function()
      local script <const> = here:write("s.lua", ([[
        local ingot = require "ingot"
        local data = ingot.read({ "%s", "%s" }, { flow = "export", types = { hs = "text" },
          vintage = "%%d+%%-%%d+%%-%%d+" })
        local total = ingot.cube(data:as_of "2025-05-31"):measure("exports", "2025-03")
        local article = ingot.article { title = "Then", period = ingot.period "2025-03",
          names = { total = total } }
        article:say "It was {total:t3}."
        return article
      ]]):format(may, june))
      local out <const> = here:mkdir "out"
      local ran <const> = program.ingot("run", script, "--out", out)
      assert.equals("", ran.err)
      assert.equals("Then\n\nIt was 3.050 mt.\n", ran.out)
      local claims
      for name in lfs.dir(out) do
        if name ~= "." and name ~= ".." then
          claims = name:match "claims%.json$" and here:path("out/" .. name) or claims
          here:keep(here:path("out/" .. name))
        end
      end
      local why <const> = program.ingot("why", claims, "c1")
      assert.equals("", why.err)
      assert.is_truthy(why.out:find("3.05 t from 2 rows, the same computed again", 1, true), why.out)
      assert.is_falsy(why.out:find(june, 1, true))
    end)

    it("can be saved, and opens as it was", function()
      local path <const> = here:keep(here:path "then.arrow")
      dated():as_of "2025-05-31":save(path)
      assert.equals("1 2 3.05 4 unknown", levels(ingot.open(path)))
      assert.equals("1 2 3.1 4.1 5", levels(ingot.open(path):as_of "2025-06-30"))
    end)

    it("refuses a date before the first, no date, and tables that have no vintages", function()
      local data <const> = dated()
      assert.equals(("HERE: as_of: there is no vintage of 2025-05-01 or before; the first is "
        .. "2025-05-20 ('%s')"):format(may), raised(function() return data:as_of "2025-05-01", 1 end))
      assert.equals("HERE: as_of: a date as 2025-05-31 expected, got 'May'",
        raised(function() return data:as_of "May", 1 end))
      assert.equals("HERE: as_of: ask it of the table as it was read, before other verbs",
        raised(function() return data:where("true"):collect():as_of "2025-05-31", 1 end))
      assert.equals("HERE: as_of: the table was not read from files",
        raised(function() return ingot.table { a = { 1 } }:as_of "2025-05-31", 1 end))
      assert.equals("HERE: as_of: the files have no vintages; read them with their dates, as "
        .. 'vintage = "%d+%-%d+%-%d+"',
        raised(function() return ingot.read(may, told()):as_of "2025-05-31", 1 end))
    end)
  end)

  describe("revisions", function()
    it("are what two vintages give differently, exactly, of what both cover", function()
      local found <const> = ingot.revisions(dated(), "exports")
      assert.same({
        "exports 2025-03 2025-05-20 2025-06-20 3.050 3.100 0.050",
        "exports 2025-04 2025-05-20 2025-06-20 4.000 4.100 0.100",
      }, rows(found, "metric", "month", "old_vintage", "new_vintage", "old", "new", "diff"))
      assert.equals(100 * 0.05 / 3.05, found:column "percent"[1])
    end)

    it("know a row that came or went as a level of zero, without a rate", function()
      assert.same({
        "2025-03 311 0.050 0.000 -0.050 -100", "2025-03 429 3.000 3.100 0.100 3.3333333333333335",
        "2025-04 311 0.000 0.200 0.200 ·", "2025-04 429 4.000 3.900 -0.100 -2.5",
      }, rows(ingot.revisions(dated(), "exports", { by = "partner_code" }), "month", "partner_code",
        "old", "new", "diff", "percent"))
    end)

    it("are those of a snapshot as well, of what counts or of all", function()
      local expected <const> = ingot.revisions(dated(), "exports"):csv()
      local path <const> = here:keep(here:path "v.arrow")
      for _, vintages in ipairs { "latest", "all" } do
        dated { vintages = vintages }:save(path)
        assert.equals(expected, ingot.revisions(ingot.open(path), "exports"):csv())
        assert.equals("1 2 3.05 4 unknown", levels(ingot.open(path):as_of "2025-05-31"))
      end
    end)

    it("need two vintages and names of metrics over rows", function()
      assert.equals("HERE: revisions: there is one vintage only, 2025-05-20", raised(function()
        return ingot.revisions(ingot.read(may, told { vintage = "%d+%-%d+%-%d+" }), "exports"), 1
      end))
      assert.equals("HERE: unknown metric 'export' (did you mean 'exports'?)",
        raised(function() return ingot.revisions(dated(), "export"), 1 end))
      assert.equals("HERE: revisions: unknown option 'bi' (did you mean 'by'?)",
        (raised(function() return ingot.revisions(dated(), "exports", { bi = "partner" }), 1 end)))
      assert.equals("HERE: revisions: 'exports' is in t, 'value' in USD; ask for metrics of one unit",
        (raised(function() return ingot.revisions(dated(), { "exports", "value" }), 1 end)))
      assert.equals("HERE: revisions: unknown column 'partner'; columns are 'month', "
        .. "'hs', 'partner_code', 'qty_kg', 'flow', 'vintage', 'file', 'line'",
        (raised(function() return ingot.revisions(dated(), "exports", { by = "partner" }), 1 end)))
    end)
  end)

  it("refuses to count files that were read apart together", function()
    local both <const> = ingot.read(may, told()):union(ingot.read(june, told()))
    assert.equals(("HERE: cube: '%s' and '%s' both hold export 76141000 in 2025-03: both would count; "
      .. 'read them together, as ingot.read { "…", "…" }, and the latest prevails, or each with '
      .. "vintage = false if they are parts of one download"):format(may, june),
      (raised(function() level(both, "2025-03") end)))
  end)

  it("refuses what says no date", function()
    local function message(way)
      return (raised(function() return dated { vintage = way }, 1 end))
    end
    assert.equals(("HERE: read: vintage: nothing says that of '%s', whose name does not match "
      .. "'v%%d'"):format(may), message "v%d")
    assert.equals(("HERE: read: vintage: '%s': a date as 2025-05-20 expected, got '2025'"):format(
      may), message "%d%d%d%d")
    assert.equals(("HERE: read: vintage: nothing says that of '%s'"):format(june),
      message { [may] = "2025-05-20" })
    assert.equals("HERE: read: vintage: '%' is not a Lua pattern", message "%")
    assert.equals('HERE: read: as_of: it needs the dates of the files, as vintage = "%d+%-%d+%-%d+"',
      (raised(function() return ingot.read(may, told { as_of = "2025-05-31" }), 1 end)))
    assert.equals("HERE: read: vintage: the files have a column 'vintage' of their own",
      (raised(function()
        return ingot.read(here:write("c-2025-05-20.csv", "month,vintage\n2025-01,1\n"),
          { vintage = "%d+%-%d+%-%d+" }), 1
      end)))
  end)

  it("reads days, and nothing else", function()
    assert.equals("2025-05-02", vintage.date "2025年5月2日")
    assert.is_nil(vintage.date "2025-05")
    assert.is_nil(vintage.date "2025-13-01")
    assert.is_nil(vintage.date "2025-04-31")
  end)
end)
