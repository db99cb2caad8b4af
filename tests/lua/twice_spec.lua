-- A union of what was read twice counts nothing twice: the cube refuses it.

local ingot = require "ingot"
local number = require "ingot.number"
local raised = require "support.raised"
local scratch = require "support.scratch"

local HEAD <const> = "month,hs,partner_code,qty_kg\n"

describe("a cube of a union", function()
  local here, first, second, other

  before_each(function()
    here = scratch.new()
    first = here:write("a.csv", HEAD .. "2025-01,76141000,429,1000\n2025-02,76141000,429,2000\n"
      .. "2025-02,76141000,311,100\n")
    second = here:write("b.csv", HEAD .. "2025-02,76141000,429,2100\n2025-03,76141000,429,3000\n")
    other = here:write("c.csv", HEAD .. "2025-02,76149000,429,50\n")
  end)
  after_each(function()
    here:close()
  end)

  local function read(path, more)
    local options <const> = { flow = "export", types = { hs = "text", partner_code = "text" },
      units = { qty_kg = "kg" } }
    for name, value in pairs(more or {}) do
      options[name] = value
    end
    return ingot.read(path, options)
  end

  local function exports(data, within)
    return number.text(ingot.cube(data):slice { hs = "76141000" }:measure("exports", within).value)
  end

  it("refuses a file that both tables were read from", function()
    local message <const> = ("HERE: cube: the rows of '%s' stand twice in the data: two tables of a "
      .. "union were read from it, or a join repeats its rows"):format(first)
    assert.equal(message, (raised(function() ingot.cube(read(first):union(read(first))) end)))
    local part <const> = read(first):where "month == '2025-02'"
    assert.equal(message, (raised(function() ingot.cube(read(first):union(part)) end)))
  end)

  it("refuses parts of one file that overlap, though they have fewer rows than the file lines", function()
    local february <const> = read(first):where "month == '2025-02'"
    local mexico <const> = read(first):where "partner_code == '429' and month == '2025-02'"
    assert.equal(("HERE: cube: the rows of '%s' stand twice in the data: two tables of a union were "
      .. "read from it, or a join repeats its rows"):format(first),
      (raised(function() ingot.cube(february:union(mexico)) end)))
    local others <const> = read(first):where "partner_code == '311'"
    assert.equal("2.1", exports(mexico:union(others), "2025-02"))
  end)

  it("refuses two files that hold the same cell, unless they are parts of one download", function()
    local message <const> = ("HERE: cube: '%s' and '%s' both hold export 76141000 in 2025-02: both "
      .. 'would count; read them together, as ingot.read { "…", "…" }, and the latest prevails, or '
      .. "each with vintage = false if they are parts of one download"):format(first, second)
    assert.equal(message, (raised(function() ingot.cube(read(first):union(read(second))) end)))
    assert.equal("2.1", exports(read { first, second }, "2025-02"))
    local apart <const> = { vintage = false }
    assert.equal("4.2", exports(read(first, apart):union(read(second, apart)), "2025-02"))
  end)

  it("takes files of different cells, and a part of what was read", function()
    assert.equal("2.1", exports(read(first):union(read(other)), "2025-02"))
    assert.equal("0.1", exports(read(first):where "partner_code == '311'", "2025-02"))
  end)
end)
