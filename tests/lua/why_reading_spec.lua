-- `ingot why` reads the rows behind a claim again as the run read them: with its options, and with the
-- profile and the dialect that were found out.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local native = require "ingot.native"
local packed = require "support.packed"
local program = require "support.program"
local scratch = require "support.scratch"

local GACC <const> = "tests/lua/fixtures/customs/zh-2025.csv"

-- Semicolons, decimal commas, a comment, a row too short, a cell that is no number.
local SEMICOLONS <const> = table.concat({
  "# exported by hand", "month;flow;hs;partner_code;qty_kg", "2025-03;export;76141000;429;1.000,5",
  "2025-04;export;76141000;429;3.000,5", "2025-02;export;76141000;502;?",
  "2025-04;export;76141000;502", "2025-04;export;76141000;502;500", "",
}, "\n")

local SCRIPT <const> = [[
local ingot = require "ingot"
local data = ingot.read("%s", %s)
local total = ingot.cube(data):measure("exports", "2025-04")
local article = ingot.article { title = "T", period = "2025-04", names = { total = total } }
article:say "Exports were {total:t1}."
return article
]]

local TYPES <const> = [[types = { hs = "text", partner_code = "text", qty_kg = "decimal" },
  decimal = ",", thousands = ".", on_error = "collect"]]

describe("why, of rows", function()
  local here, home

  before_each(function()
    here, home = scratch.new(), lfs.currentdir()
  end)
  after_each(function()
    lfs.chdir(home)
    here:close()
  end)

  -- Runs a script over a file of the folder, or over standard input fed with it; gives what `why` says
  -- of its claim, with the rows, from the source on.
  local function why(name, options, fed)
    here:write("s.lua", SCRIPT:format(fed and "-" or name, options))
    lfs.chdir(here.folder)
    local words <const> = { "run", "s.lua", "--root", ".", "--out", "." }
    local ran <const> = fed and program.fed(name, true, table.unpack(words))
      or program.ingot(table.unpack(words))
    assert.equal(0, ran.code, ran.err)
    -- what stands at standard input now is no part of it
    local said <const> = program.fed(name, false, "why", "s-2025-04.claims.json", "c1", "--rows")
    assert.same({ 0, "" }, { said.code, said.err })
    return (said.out:match "\n  (source .*)$":gsub("xxh3:%x+", "HASH"):gsub(" +", " "))
  end

  local function expected(name)
    return table.concat({
      "source " .. name .. ", 4 rows, HASH, unchanged",
      " exports 2025-04, flow = export: 3.5005 t from 2 rows, the same computed again",
      "row month flow hs partner_code qty_kg", "text month text text text decimal(1)",
      name .. ":4 2025-04 export 76141000 429 3,000.5",
      name .. ":7 2025-04 export 76141000 502 500.0", "2 rows", "", "",
    }, "\n")
  end

  it("with the options of the run", function()
    here:write("a.csv", SEMICOLONS)
    assert.equal(expected "a.csv", why("a.csv", [[{ delimiter = ";", comment = "#", quote = "",
      skip = 0, header = true, trim = false, missing = { "?" }, limits = { columns = 9 }, ]]
      .. TYPES .. " }"))
  end)

  it("with a dialect that is found out", function()
    here:write("a.csv", SEMICOLONS)
    assert.equal(expected "a.csv", why("a.csv", "{ " .. TYPES .. " }"))
  end)

  it("of a packed file", function()
    here:write("a.csv.gz", packed.gzip(SEMICOLONS))
    assert.equal(expected "a.csv.gz", why("a.csv.gz", "{ " .. TYPES .. " }"))
  end)

  it("with the profile that the header speaks for", function()
    here:write("zh.csv", bytes_of(GACC))
    assert.equal(table.concat({
      "source zh.csv, 4 rows, HASH, unchanged",
      " exports 2025-04, flow = export: 0.79 t from 1 row, the same computed again",
      "row month flow hs partner_code partner qty_kg", "text month text text text text decimal(0) kg",
      "zh.csv:5 2025-04 export 62121090 116 日本 790", "1 row", "", "",
    }, "\n"), why("zh.csv", [[{ flow = "export" }]]))
    local claims <const> = native.json_decode(bytes_of "s-2025-04.claims.json")
    assert.same({ flow = "export", profile = "gacc-zh" }, claims.sources[1].options)
  end)

  it("but not from standard input, which is read but once", function()
    here:write("a.csv", SEMICOLONS)
    assert.equal(table.concat({
      "source -, 4 rows, HASH, standard input, which is gone",
      " exports 2025-04, flow = export: 3.5005 t from 2 rows",
      " rows cannot be shown: the data came from standard input, which is read but once", "",
    }, "\n"), why("a.csv", "{ " .. TYPES .. " }", true))
  end)
end)
