-- The ready analyses against the published articles: every figure of the article of 2025-05-30 on
-- cable exports, read off the article (not off the data), in both ways desks print levels.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local native = require "ingot.native"
local program = require "support.program"
local scratch = require "support.scratch"

local SCRIPT <const> = "scripts/cable_exports_month.lua"

-- In the order in which our article says them. Levels that depend on the mode stand as a pair.
local published <const> = {
  { "21,400", "21,300" }, "5.3", "8.43", { "82,900", "82,800" }, "16.08", "71,400",
  "15,500", "72.7", "5,800", "27.3",
  "first", "second", "2,628.738", "12.3", "326.75",
  "second", "1,619.463", "7.6", "60.383",
  "third", "1,352.531", "6.3", "993.635",
  "first", "11,395.0", "53.3", "2,475.2",
  "second", "3,098.9", "14.5", "1,657.9",
  "third", "1,364.8", "6.4", "570.5",
}

-- The same figures in their sentences: numbers and the words that give them a sign and a meaning.
local sentences <const> = {
  "at %s mt in April 2025, down 5.3%% MoM but up 8.43%% YoY",
  "Over January to April 2025, cumulative exports came to %s mt, up 16.08%% from 71,400 mt",
  "(HS codes: 76141000, 76149000)",
  "steel-core aluminum stranded wire rose sharply MoM to 15,500 mt, 72.7%% of the total",
  "other aluminum stranded wire fell sharply MoM to 5,800 mt, only 27.3%% of the total",
  "Mexico ranked first for the second consecutive month with 2,628.738 mt, 12.3%% of the total, "
    .. "a MoM increase of 326.75 mt",
  "Portugal ranked second with 1,619.463 mt, 7.6%% of the total, a MoM rise of 60.383 mt",
  "Iraq ranked third with 1,352.531 mt, 6.3%% of the total, a MoM gain of 993.635 mt",
  "with 11,395.0 mt, 53.3%% of the total, a MoM increase of 2,475.2 mt",
  "with 3,098.9 mt, 14.5%% of the total, a MoM decrease of 1,657.9 mt",
  "Beijing ranked third with 1,364.8 mt, 6.4%% of the total, a MoM rise of 570.5 mt",
}

local function run(folder, ...)
  return program.ingot("run", SCRIPT, "--set", "period=2025-04", "--out", folder, ...)
end

local function in_folder(test)
  return function()
    local folder <close> = scratch.new()
    for _, ending in ipairs { ".md", ".claims.json" } do
      folder:keep(folder:path("cable_exports_month-2025-04" .. ending))
    end
    test(folder)
  end
end

local modes <const> = { { "round", "21,400", "82,900" }, { "truncate", "21,300", "82,800" } }

describe("scripts/cable_exports_month", function()
  for column, mode in ipairs(modes) do
    it("says every published figure, levels in mode " .. mode[1], in_folder(function(folder)
      local result <const> = run(folder.folder, "--set", "levels=" .. mode[1])
      assert.equal("", result.err)
      assert.equal(0, result.code)
      for i, sentence in ipairs(sentences) do
        local level <const> = mode[1 + i] or ""
        assert.is_truthy(result.out:find(sentence:format(level), 1, true), sentence:format(level))
      end
      local claims <const> =
        native.json_decode(bytes_of(folder:path "cable_exports_month-2025-04.claims.json")).claims
      local at = 2 -- the first claim is the title's
      for _, figure in ipairs(published) do
        local text <const> = type(figure) == "table" and figure[column] or figure
        while claims[at] and claims[at].text ~= text do
          at = at + 1
        end
        assert(claims[at], "no claim prints " .. text)
        at = at + 1
      end
    end))
  end

  it("leads every number back to rows of the data, which give it again", in_folder(function(folder)
    run(folder.folder)
    local path <const> = folder:path "cable_exports_month-2025-04.claims.json"
    for _, claim in ipairs(native.json_decode(bytes_of(path)).claims) do
      local result <const> = program.ingot("why", path, claim.id, "--rows")
      assert.equal(0, result.code, claim.id .. ": " .. result.err)
      assert.is_truthy(result.out:find("data/customs/export%-20%d%d%.csv:%d+"), claim.id)
      assert.is_nil(result.out:find("but the data give", 1, true), claim.id)
      assert.is_nil(result.out:find("CHANGED", 1, true), claim.id)
    end
  end))

  it("gives the same bytes in every run", in_folder(function(folder)
    local first <const> = run(folder.folder)
    local before <const> = bytes_of(folder:path "cable_exports_month-2025-04.claims.json")
    local second <const> = run(folder.folder)
    assert.equal(first.out, second.out)
    assert.equal(before, bytes_of(folder:path "cable_exports_month-2025-04.claims.json"))
  end))

  it("writes an article for every month there is, and none for a month there is not", function()
    local folder <close> = scratch.new()
    for year = 2023, 2025 do
      for month = 1, 12 do
        local period <const> = ("%d-%02d"):format(year, month)
        local result <const> = program.ingot("run", SCRIPT, "--set", "period=" .. period, "--out",
          folder.folder)
        assert.equal(0, result.code, period .. ": " .. result.err)
        for _, ending in ipairs { ".md", ".html", ".claims.json" } do
          folder:keep(folder:path("cable_exports_month-" .. period .. ending))
        end
      end
    end
    local files <const> = {}
    for name in lfs.dir(folder.folder) do
      files[#files + 1] = name
    end
    assert.equal(2 + 3 * 36, #files) -- with "." and ".."
    local missing <const> = program.ingot("run", SCRIPT, "--set", "period=2026-01", "--out",
      folder:path "none")
    assert.equal(1, missing.code)
    assert.equal("", missing.out)
    assert.is_truthy(missing.err:find("the level of exports in 2026-01 is unknown: the data cover "
      .. "2023-01 to 2025-12; what may be left out goes in [ ]", 1, true))
    assert.is_nil(lfs.attributes(folder:path "none"))
  end)

  it("says December's year to date as the full year, to one decimal of 10,000 t", in_folder(
    function(folder)
      local result <const> = program.ingot("run", SCRIPT, "--set", "period=2025-12", "--out",
        folder.folder)
      folder:keep(folder:path "cable_exports_month-2025-12.md")
      folder:keep(folder:path "cable_exports_month-2025-12.claims.json")
      assert.is_truthy(result.out:find("Full-year exports in 2025 totaled 279,000 mt, up 42.91% YoY "
        .. "from 195,000 mt in 2024.", 1, true))
    end))

  it("refuses a period that is no month", function()
    local folder <close> = scratch.new()
    local result <const> = program.ingot("run", SCRIPT, "--set", "period=2025-Q1", "--out",
      folder:path "none")
    assert.equal(SCRIPT .. ":6: period = 2025-Q1: a month expected, as 2025-04\n", result.err)
    assert.equal(1, result.code)
  end)

  it("stays under 60 lines", function()
    local _, lines <const> = bytes_of(SCRIPT):gsub("\n", "")
    assert.is_true(lines < 60)
  end)
end)
