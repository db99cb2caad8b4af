-- `ingot run --fragile`: which sentences would read otherwise if the data moved a little.

local lfs = require "lfs"
local program = require "support.program"
local scratch = require "support.scratch"

local HEADER <const> = "month,flow,hs,partner_code,qty_kg,value_usd\n"

-- April's exports to Mexico, and to the United States, in kg; a year to compare with before.
local function data(mexico, states)
  return HEADER .. table.concat({
    "2025-03,export,76141000,429,1000000,10", "2025-03,export,76141000,502,800000,30",
    ("2025-04,export,76141000,429,%d,30"):format(mexico),
    ("2025-04,export,76141000,502,%d,45"):format(states),
  }, "\n") .. "\n"
end

local SCRIPT <const> = [[
local ingot = require "ingot"
local cube = ingot.cube(ingot.read("data.csv", { types = { partner_code = "text", hs = "text" } }))
local total = cube:measure("exports", "2025-04")
local article = ingot.article {
  title = "Exports in {period}", period = "2025-04", names = { total = total },
}
article:say "Exports came to {total:t0}, {total.mom:change} MoM."
article:say("{name} ranked {exports.rank:ordinal} with {exports:t0}.",
  cube:by("partner"):top(2, "exports", "2025-04"))
article:note { "76141000" }
]]

-- Runs a script beside data in a folder of its own: the result, and the bytes of what it wrote.
local function run(source, bytes, ...)
  local folder <close> = scratch.new()
  local path <const> = folder:write("script.lua", source)
  folder:write("data.csv", bytes)
  local out <const> = folder:path "out"
  local result <const> = program.ingot("run", path, "--root", folder.folder, "--out", "out", ...)
  local written <const> = {}
  local function take(from, pattern)
    if not lfs.attributes(from) then
      return
    end
    for name in lfs.dir(from) do
      if name:find(pattern) then
        local file <const> = assert(io.open(from .. "/" .. name, "rb"))
        written[name] = file:read("a"):gsub(folder.folder:gsub("%p", "%%%0"), "")
        file:close()
        folder:keep(from .. "/" .. name)
      end
    end
  end
  table.insert(folder.made, 1, out)
  take(out, "^script")
  take(out, "^made")
  result.err = result.err:gsub(folder.folder:gsub("%p", "%%%0") .. "/", "")
  return result, written
end

-- What `--fragile` adds to stdout.
local function fragile(source, bytes)
  local plain <const> = run(source, bytes)
  local result <const> = run(source, bytes, "--fragile")
  assert.same({ plain.code, plain.err, plain.out },
    { result.code, result.err, result.out:sub(1, #plain.out) })
  return result.out:sub(#plain.out + 1)
end

describe("ingot run --fragile", function()
  it("lists a rank that is won by 0.6%, with what turns it and what it turns into", function()
    assert.equal([[

Fragile: 2 of 5 sentences would read otherwise; each with the smallest of 18 moves of the data that does it:
  paragraph 1, sentence 2: with exports (Mexico) in 2025-04 1% lower
    - Mexico ranked first with 1,509 mt.
    + The United States ranked first with 1,500 mt.
  paragraph 1, sentence 3: with exports (Mexico) in 2025-04 1% lower
    - The United States ranked second with 1,500 mt.
    + Mexico ranked second with 1,494 mt.
]], fragile(SCRIPT .. "return article", data(1509000, 1500000)))
  end)

  it("moves members whose codes were read as numbers", function()
    local source <const> = SCRIPT:gsub(', { types = .- } }%)%)', '))') .. "return article"
    assert.is_truthy(source:find('read("data.csv"))', 1, true))
    assert.is_truthy(fragile(source, data(1509000, 1500000)):find(
      "\n  paragraph 1, sentence 2: with exports (Mexico) in 2025-04 1% lower\n", 1, true))
  end)

  it("looks at rows of tables, at what charts show in words, and at every language", function()
    assert.equal([[

Fragile: 5 of 9 sentences would read otherwise; each with the smallest of 16 moves of the data that does it:
  table, paragraph 1, row 1: with exports (Mexico) in 2025-04 1% lower
    - Mexico · 1,509
    + United States · 1,500
  table, paragraph 1, row 2: with exports (Mexico) in 2025-04 1% lower
    - United States · 1,500
    + Mexico · 1,494
  chart, paragraph 2: with exports (Mexico) in 2025-04 1% lower
    - Exports by partner, April 2025: Mexico 1,500 mt and United States 1,500 mt.
    + Exports by partner, April 2025: United States 1,500 mt and Mexico 1,500 mt.
  paragraph 3, sentence 1: with exports (Mexico) in 2025-04 1% lower
    - 墨西哥：1,509吨。
    + 美国：1,500吨。
  paragraph 3, sentence 2: with exports (Mexico) in 2025-04 1% lower
    - 美国：1,500吨。
    + 墨西哥：1,494吨。
]], fragile([[
local ingot = require "ingot"
local cube = ingot.cube(ingot.read("data.csv", { types = { hs = "text" } }))
local top = cube:by("partner"):top(2, "exports", "2025-04")
local article = ingot.article {
  title = { en = "Exports", zh = "出口" }, period = "2025-04", lang = { "en", "zh" },
}
article:table({ en = "Partners", zh = "伙伴" }, top, {
  { { en = "Partner", zh = "伙伴" }, { en = "{name}", zh = "{name}" } },
  { { en = "Exports", zh = "出口" }, { en = "{exports:t0}", zh = "{exports:t0}" } },
})
article:chart("ranked", top)
article:say({ en = "[Exports: {exports:t0}.]", zh = "{name}：{exports:t0}。" }, top)
return article]], data(1509000, 1500000)))
  end)

  it("says what it did not move", function()
    local rows <const> = {}
    for i = 1, 30 do
      rows[i] = ("2025-04,export,76141000,%d,%d,10"):format(100 + i, 1000000 * i * i)
    end
    local said <const> = fragile([[
local ingot = require "ingot"
local cube = ingot.cube(ingot.read("data.csv", { types = { hs = "text" } }))
local article = ingot.article { title = "Exports", period = "2025-04" }
article:say("{name}: {exports:t0}.", cube:by("partner"):all("exports", "2025-04"))
return article]], HEADER .. table.concat(rows, "\n") .. "\n")
    assert.equal("  not moved: the last digits of 6 more levels, 18 smaller members\n",
      said:match "[^\n]+\n$")
  end)

  it("finds a first rank that is won by 0.9% in the sample data", function()
    local folder <close> = scratch.new()
    local result <const> = program.ingot("run", "scripts/cable_exports_month.lua", "--set",
      "period=2025-11", "--fragile", "--out", folder.folder)
    for name in lfs.dir(folder.folder) do
      if name:find "^cable" then
        folder:keep(folder:path(name))
      end
    end
    local said <const> = result.out:match "\n(Fragile.*)$"
    assert.is_truthy(said:find([[
Fragile: 5 of 51 sentences would read otherwise; each with the smallest of 100 moves of the data that does it:
  paragraph 5, sentence 1: with exports (Mexico) in 2025-11 1% lower
    - Mexico ranked first with 1,545.132 mt, or 4.6% of the total, up 910.994 mt MoM.
    + Ghana ranked first with 1,531.892 mt, or 4.6% of the total, up 1,099.94 mt MoM.
  paragraph 5, sentence 2: with exports (Mexico) in 2025-11 1% lower
    - Ghana ranked second with 1,531.892 mt, or 4.6% of the total, up 1,099.94 mt MoM.
    + Mexico ranked second with 1,529.681 mt, or 4.6% of the total, up 895.543 mt MoM.
  chart, paragraph 7: with exports (Mexico) in 2025-11 1% lower
]], 1, true), said)
    assert.is_truthy(said:find([[
  table, paragraph 8, row 2: with exports (Mexico) in 2025-11 1% lower
    - Ghana · 1,531.9 · 254.6% · 210.28% · 4.6%
    + Mexico · 1,529.7 · 141.2% · 80.51% · 4.6%
  not moved: the last digits of 2 more levels, 10 smaller members
]], 1, true), said)
  end)

  it("lists the most fragile first", function()
    local said <const> = fragile(SCRIPT .. [[
article:say "Exports {total.mom:moved} MoM."
return article]], data(929000, 925500))
    local moves <const> = {}
    for move in said:gmatch "sentence %d: with ([^\n]+)" do
      moves[#moves + 1] = move
    end
    assert.same({
      "exports in 2025-04 0.054% lower, one unit of its last digit",
      "exports (Mexico) in 2025-04 0.5% lower", "exports (Mexico) in 2025-04 0.5% lower",
    }, moves)
    assert.is_truthy(said:find("    - Exports rose MoM.\n    + Exports rose slightly MoM.\n", 1, true), said)
  end)

  it("says that nothing would change", function()
    assert.equal("\nFragile: nothing would change in 18 moves of the data.\n",
      fragile(SCRIPT .. "return article", data(3000000, 1500000)))
  end)

  it("says so of an article without levels", function()
    assert.equal("\nFragile: no level of data is said, nothing can be moved.\n", fragile([[
local ingot = require "ingot"
return ingot.article { title = "Nothing", period = "2025-04" }]], data(3000000, 1500000)))
  end)

  it("lists a sentence that would go, one that would come, and a script that would stop", function()
    local said <const> = fragile(SCRIPT .. [[
if total.value.units > 3006 * 10 ^ total.value.scale then article:say "More." else article:say "Less." end
return article]], data(1509000, 1500000))
    assert.is_truthy(said:find("    - More.\n    + (nothing)\n", 1, true), said)
    assert.is_truthy(said:find("    - (nothing)\n    + Less.\n", 1, true), said)
    local stops <const> = fragile(SCRIPT .. [[
local first = cube:by("partner"):top(1, "exports", "2025-04")[1]
if first.name ~= "Mexico" then error("Mexico expected") end
return article]], data(1509000, 1500000))
    assert.is_truthy(stops:find("  the script would stop, with exports (Mexico) in 2025-04 1% lower: ",
      1, true), stops)
  end)

  it("writes what a plain run writes, and prints once", function()
    local source <const> = SCRIPT .. [[
print "once"
cube:by("partner"):table({ "exports" }, "2025-04"):save "out/made.csv"
return article]]
    local plain <const>, before <const> = run(source, data(1509000, 1500000))
    local result <const>, after <const> = run(source, data(1509000, 1500000), "--fragile")
    assert.same({ 0, "" }, { plain.code, plain.err })
    assert.is_truthy(after["made.csv"])
    assert.same(before, after)
    assert.equal(plain.out, result.out:sub(1, #plain.out))
    assert.is_nil(result.out:sub(#plain.out + 1):find "once")
  end)

  it("tells of a script that cannot be run again", function()
    local result <const> = run([[
if package.loaded.ran then error("it ran before") end
package.loaded.ran = true
]] .. SCRIPT .. "return article", data(1509000, 1500000), "--fragile", "--trusted")
    assert.same({ 1, "script.lua: --fragile runs a script again, and this one fails then: "
      .. "script.lua:1: it ran before\n" }, { result.code, result.err })
  end)

  it("looks at each article, and at what is beside it not at all", function()
    local said <const> = fragile(SCRIPT .. [[
local other = ingot.article { title = "Again {total}", period = "2025-04", names = { total = total } }
return { article, cube:by("partner"):table({ "exports" }, "2025-04"), other }]],
      data(1509000, 1500000))
    assert.is_truthy(said:find("\nFragile: 2 of 5 ", 1, true), said)
    assert.is_truthy(said:find("\nFragile: nothing would change in 6 moves of the data.\n", 1, true), said)
  end)
end)
