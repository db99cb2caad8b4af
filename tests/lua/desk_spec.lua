-- What an analyst has for all scripts: modules of INGOT_PATH and the desk's init.lua. And `why` of
-- claims that rest on regions defined there.

local program = require "support.program"
local scratch = require "support.scratch"

local HEADER <const> = "month,flow,hs,partner_code,qty_kg,value_usd\n"
local ROWS <const> = "2025-04,export,76141000,429,1000,10\n2025-04,export,76141000,502,3000,30\n"
  .. "2025-04,export,76141000,304,4000,30\n"

local SCRIPT <const> = [[
local ingot = require "ingot"
local cube = ingot.cube(ingot.read("data.csv", { types = { partner_code = "text", hs = "text" } }))
local a = ingot.article { title = "t", period = "2025-04" }
a:say("{name}: {exports:t3}, {exports.share}.",
  cube:by_region("Desk", { rest = "others" }):all("exports", "2025-04"))
a:say("Rank {r}.", { r = cube:by_region("Desk", "EU"):one("EU", "exports", "2025-04").exports.rank })
return a
]]

local DESK <const> = 'local ingot = require "ingot"\ningot.region "Desk" { "MEX", "USA" }\n'

-- A folder with data.csv, a script, and files of `more` by name; runs `ingot run` in it.
local function run(folder, more, variables, source)
  folder:write("data.csv", HEADER .. ROWS)
  local path <const> = folder:write("script.lua", source or SCRIPT)
  for name, text in pairs(more) do
    folder:write(name, text)
  end
  local environment <const> = { XDG_CONFIG_HOME = folder.folder, INGOT_PATH = "" }
  for name, value in pairs(variables or {}) do
    environment[name] = value
  end
  local result <const> = program.with(environment, "run", path, "--root", folder.folder, "--out",
    ".")
  folder:keep(folder:path "script-2025-04.md")
  folder:keep(folder:path "script-2025-04.claims.json")
  result.err = result.err:gsub(folder.folder:gsub("%p", "%%%0") .. "/", "")
  return result
end

describe("a desk", function()
  it("defines for all scripts in its init.lua", function()
    local folder <close> = scratch.new()
    folder:mkdir "ingot"
    local result <const> = run(folder, { ["ingot/init.lua"] = DESK })
    assert.equal("", result.err)
    assert.is_truthy(result.out:find("Desk: 4.000 mt, 50.0%. Others: 4.000 mt, 50.0%. Rank 1.", 1,
      true) or result.out:find("Desk: 4.000 mt, 50%", 1, true), result.out)
  end)

  it("is known by file and line when its init.lua is wrong", function()
    local folder <close> = scratch.new()
    folder:mkdir "ingot"
    local wrong <const> = run(folder, { ["ingot/init.lua"] = DESK:gsub("MEX", "Mexiko") })
    assert.equal("ingot/init.lua:2: region 'Desk': unknown partner 'Mexiko' (did you mean "
      .. "'Mexico'?)\n", wrong.err)
    assert.equal(1, wrong.code)
    local broken <const> = run(folder, { ["ingot/init.lua"] = "local = 1" })
    assert.equal("ingot/init.lua:1: <name> expected near '='\n  local = 1\n        ^\n", broken.err)
    local undefined <const> = run(folder, { ["ingot/init.lua"] = "\nprind(1)" })
    assert.equal("ingot/init.lua:2: undefined name 'prind' (did you mean 'print'?)\n",
      undefined.err)
  end)

  it("is nobody's when there is none", function()
    local folder <close> = scratch.new()
    local result <const> = run(folder, {})
    assert.equal("script.lua:5: unknown region 'Desk'; regions are 'AMU', 'ASEAN', 'BRICS', "
      .. "'ECOWAS', 'EU', 'GCC', 'RCEP', 'SADC', …\n", result.err)
  end)
end)

describe("INGOT_PATH", function()
  it("names folders whose modules a script requires", function()
    local folder <close> = scratch.new()
    local lib <const> = folder:mkdir "lib"
    local source <const> = 'require "regions_of_ours"\n' .. SCRIPT
    local result <const> = run(folder, { ["lib/regions_of_ours.lua"] = DESK },
      { INGOT_PATH = "/tmp:" .. lib }, source)
    assert.equal("", result.err)
    local wrong <const> = run(folder,
      { ["lib/regions_of_ours.lua"] = DESK:gsub("MEX", "Mexiko") }, { INGOT_PATH = lib }, source)
    assert.equal("lib/regions_of_ours.lua:2: region 'Desk': unknown partner 'Mexiko' (did you mean "
      .. "'Mexico'?)\n", wrong.err:match "^[^\n]*\n")
  end)

  it("is refused when it names no folder", function()
    local folder <close> = scratch.new()
    local result <const> = run(folder, {}, { INGOT_PATH = "/nowhere" })
    assert.equal("INGOT_PATH: no folder '/nowhere'\n", result.err)
    assert.equal(66, result.code)
  end)
end)

describe("ingot why", function()
  it("takes regions as the run had them, whatever they are called today", function()
    local folder <close> = scratch.new()
    folder:mkdir "ingot"
    run(folder, { ["ingot/init.lua"] = DESK })
    local claims <const> = folder:path "script-2025-04.claims.json"
    -- The claims name data.csv as the run did, from its own folder.
    local text <const> = require "support.bytes_of"(claims)
    folder:write("script-2025-04.claims.json",
      (text:gsub('"data.csv"', '"' .. folder:path "data.csv" .. '"')))
    for id, line in pairs {
      c1 = "  exports     2025-04, flow = export · region = Desk: 4 t from 2 rows, the same computed "
        .. "again\n",
      c3 = "  exports     2025-04, flow = export · region = outside Desk: 4 t from 1 row, the same "
        .. "computed again\n",
      c5 = "  population  2025-04, flow = export: 2 from 3 rows, the same computed again\n",
    } do
      local why <const> = program.ingot("why", claims, id)
      assert.equal("", why.err)
      assert.is_truthy(why.out:find(line, 1, true), why.out)
    end
  end)
end)
