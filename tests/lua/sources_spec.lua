-- The files that a claim names: those that speak for what it counts, in its periods.

local ingot = require "ingot"
local scratch = require "support.scratch"

local HEAD <const> = "month,flow,hs,partner_code,qty_kg\n"

describe("the sources of a claim", function()
  local here, customs

  lazy_setup(function()
    here = scratch.new()
    local function file(name, rows)
      return here:write(name, HEAD .. rows:gsub("%S+", "%0\n"):gsub("\n ", "\n"))
    end
    file("cable-2024.csv", "2024-01,export,76141000,1,4000 2024-12,export,76141000,2,5000")
    file("cable-2025.csv", "2025-01,export,76141000,1,3000 2025-04,export,76141000,2,1000")
    file("import-2024.csv", "2024-01,import,76011010,3,900 2024-12,import,76011010,3,900")
    file("import-2025.csv", "2025-01,import,76011010,3,800 2025-04,import,76011010,3,500")
    file("metal-2024.csv", "2024-01,export,76011010,3,80 2024-12,export,76011010,3,90")
    file("metal-2025.csv", "2025-01,export,76011010,3,60 2025-04,export,76011010,3,70")
    local types <const> = { types = { hs = "text", partner_code = "text" } }
    customs = ingot.read(here.folder .. "/*.csv", types)
  end)
  lazy_teardown(function() here:close() end)

  local function named(claim)
    local names <const> = {}
    for i, source in ipairs(claim.sources) do
      names[i] = source.path:match "([^/]*)%.csv$"
    end
    return table.concat(names, " ")
  end

  it("are of its flow, its goods and its month", function()
    local cable <const> = ingot.cube(customs):slice { hs = "76141000" }
    local metal <const> = ingot.cube(customs):slice { hs = "76011010" }
    assert.equal("cable-2025", named(cable:measure("exports", "2025-04")))
    assert.equal("metal-2025", named(metal:measure("exports", "2025-04")))
    assert.equal("import-2024", named(metal:measure("imports", "2024-12")))
    assert.equal("cable-2024 metal-2024", named(ingot.cube(customs):slice {
      hs = { "76141000", "76011010" }, flow = "export" }:measure("exports", "2024-01")))
  end)

  it("are those of all its operands", function()
    local cable <const> = ingot.cube(customs):slice { hs = "76141000" }
    local metal <const> = ingot.cube(customs):slice { hs = "76011010" }
    local level <const> = cable:measure("exports", "2025-01")
    for _, name in ipairs { "yoy", "mom", "diff", "yoy_diff", "mom_adjusted" } do
      assert.equal("cable-2024 cable-2025", named(level[name]), name)
    end
    assert.equal("import-2025 metal-2025", named(metal:measure("net_imports", "2025-01")))
    local whole <const> = ingot.cube(customs):slice { flow = "export" }
    assert.equal("cable-2025 metal-2025", named(
      whole:slice { hs = "76141000" }:measure("exports", "2025-01")
        :share_of(whole:measure("exports", "2025-01"))))
    local first <const> = cable:by("partner"):top(1, "exports", "2025-01")[1].exports
    assert.equal("cable-2025", named(first.rank))
    assert.equal("cable-2024 cable-2025", named(first.contribution))
  end)

  it("speak for a month without a row between the first and the last of a file", function()
    local cable <const> = ingot.cube(customs):slice { hs = "76141000" }
    local none <const> = cable:measure("exports", "2025-02")
    assert.equal("zero", none.state)
    assert.equal("cable-2025", named(none))
  end)

  it("speak for what the reader was told that they cover", function()
    local told <const> = ingot.read(here:path "cable-2025.csv", {
      types = { hs = "text", partner_code = "text" },
      covers = { hs = { "76141000", "76149000" }, from = "2025-01", to = "2025-06" },
    })
    local other <const> = ingot.cube(told):slice { hs = "76149000" }
    local june <const> = other:measure("exports", "2025-06")
    assert.equal("zero", june.state)
    assert.equal("cable-2025", named(june))
  end)

  it("of downloads of the same are all that decide what counts", function()
    local folder <close> = scratch.new()
    for _, date in ipairs { "2025-05-20", "2025-06-20" } do
      folder:write(("export-%s.csv"):format(date), HEAD .. "2025-03,export,76141000,1,5\n"
        .. (date == "2025-05-20" and "2025-02,export,76141000,1,5\n" or "2025-04,export,76141000,1,5\n"))
    end
    local data <const> = ingot.read(folder.folder .. "/*.csv", {
      types = { hs = "text", partner_code = "text" }, vintage = "%d+%-%d+%-%d+",
    })
    local level <const> = ingot.cube(data):slice { hs = "76141000" }:measure("exports", "2025-02")
    assert.equal("export-2025-05-20 export-2025-06-20", named(level))
  end)
end)
