-- `ingot run` and `ingot why` as a user meets them: outputs, messages, exit codes, and nothing
-- half-written when something is wrong.

local lfs = require "lfs"
local native = require "ingot.native"
local program = require "support.program"
local scratch = require "support.scratch"

local HEADER <const> = "month,flow,hs,partner_code,qty_kg,value_usd\n"
local ROWS <const> = "2025-03,export,76141000,429,1000,10\n2025-04,export,76141000,429,3000,30\n"

-- Runs a script in a folder of its own, beside `data.csv`; gives the result and what was left in out/.
local function run(source, data, ...)
  local folder <close> = scratch.new()
  local path <const> = folder:write("script.lua", source)
  if data then
    folder:write("data.csv", data)
  end
  local result <const> = program.ingot("run", path, "--root", folder.folder, "--out", "out", ...)
  local out <const> = folder:path "out"
  local left <const> = {}
  if lfs.attributes(out) then
    for name in lfs.dir(out) do
      if name ~= "." and name ~= ".." then
        left[#left + 1] = name
        folder:keep(out .. "/" .. name)
      end
    end
    table.sort(left)
  end
  -- Files before their folder: it is removed last.
  table.insert(folder.made, 1, out)
  result.err = result.err:gsub(folder.folder:gsub("%p", "%%%0") .. "/", "")
  return result, left
end

local function script(body)
  return 'local ingot = require "ingot"\n' .. body
end

local READ <const> = 'local t = ingot.read "data.csv"\n'

-- What each bad input gets: source, data, exit code, the whole of stderr.
local refused <const> = {
  { "a missing file", script(READ), nil, 66,
    "script.lua:2: data.csv: no file 'data.csv' in the current folder\n" },
  { "a missing snapshot", script('\nlocal t = ingot.open "scrpt.lua"'), nil, 66,
    "script.lua:3: scrpt.lua: no file 'scrpt.lua' in the current folder "
      .. "(did you mean 'script.lua'?)\n" },
  { "an unknown column in a formula", script(READ .. 'return t:where "qty_kgs > 1"'), HEADER .. ROWS, 1,
    "script.lua:3: formula: unknown column 'qty_kgs' (did you mean 'qty_kg'?)\n"
      .. '  return t:where "qty_kgs > 1"\n                  ^\n' },
  { "a misspelt function in a formula", script(READ .. 'return t:agg { x = "summ(qty_kg)" }'),
    HEADER .. ROWS, 1,
    "script.lua:3: formula: unknown function 'summ' (did you mean 'sum'?)\n"
      .. '  return t:agg { x = "summ(qty_kg)" }\n                      ^\n' },
  { "a script error", script "local x = nil\nreturn x.y", nil, 1,
    "script.lua:3: attempt to index a nil value (local 'x')\n" },
  { "an error without a message", script "\nerror()", nil, 1,
    "script.lua:3: error object is nil; a text expected\n" },
  { "an error that is a table", script "error { code = 1 }", nil, 1,
    "script.lua:2: error object is a table; a text expected\n" },
  { "an error that has a text",
    script 'error(setmetatable({}, { __tostring = function() return "no ore" end }))', nil, 1,
    "script.lua:2: no ore\n" },
  { "an error whose text fails",
    script 'error(setmetatable({}, { __tostring = function(self) error(self) end }))', nil, 1,
    "script.lua:2: error object is a table whose __tostring fails; a text expected\n" },
  { "an error whose text would act on the terminal",
    script 'error("no\\27[2J ore\\xFF\\r\\nscript.lua:9: forged")', nil, 1,
    "script.lua:2: no\\x1B[2J ore\\xFF\\r\\nscript.lua:9: forged\n" },
  { "a script that does not parse", "return (", nil, 1,
    "script.lua:1: unexpected symbol near <eof>\n" },
  { "an undefined name", script "return prind(1)", nil, 1,
    "script.lua:2: undefined name 'prind' (did you mean 'print'?)\n" },
  { "an unknown module", 'local x = require "ingott"', nil, 1, nil },
  { "something else than an article or a table", script "return 7", nil, 1,
    "script.lua: returns a number; an article, a table, a list of these or nothing expected\n" },
  { "fields", script "return { title = 'T' }", nil, 1,
    "script.lua: returns fields by name, as a module does; an article, a table, a list of these or "
      .. "nothing expected\n" },
  { "a list with nothing in it", script "return {}", nil, 1,
    "script.lua: returns an empty list; an article, a table, a list of these or nothing expected\n" },
  { "a list with something else in it", script "return { 7 }", nil, 1,
    "script.lua: item 1 of the list it returns: an article or a table expected, got number\n" },
  { "an empty file", script(READ), "", 65, "data.csv: empty file\n" },
  { "a period without data", script(READ .. [[
local cube = ingot.cube(t)
local x = cube:measure("exports", "2026-01")
return ingot.article { title = "{x} in {period}", period = "2026-01", names = { x = x } }]]),
    HEADER .. ROWS, 1,
    "script.lua:5: article: title: the level of exports in 2026-01 is unknown: the data cover 2025-03 to 2025-04; "
      .. "what may be left out goes in [ ]\n"
      .. '  return ingot.article { title = "{x} in {period}", period = "2026-01", names = { x = x } }\n'
      .. (" "):rep(35) .. "^\n" },
}

describe("ingot run", function()
  for _, case in ipairs(refused) do
    local what <const>, source <const>, data <const>, code <const>, message <const> =
      table.unpack(case, 1, 5)
    it("refuses " .. what .. " and writes nothing", function()
      local result <const>, left <const> = run(source, data)
      assert.equal(message or result.err, result.err)
      assert.is_true(#result.err > 0)
      assert.equal(code, result.code)
      assert.equal("", result.out)
      assert.same({}, left)
    end)
  end

  it("says a base of zero in words", function()
    local result <const> = run(script(READ .. [[
local cube = ingot.cube(t)
local x = cube:measure("exports", "2025-04")
local article = ingot.article { title = "Exports", period = "2025-04", names = { x = x } }
article:say "Exports were {x:t3}, {x.mom:change} MoM."
return article]]), HEADER .. "2025-02,export,76141000,429,5,5\n2025-04,export,76141000,429,3000,30\n")
    assert.equal("", result.err)
    assert.is_truthy(result.out:find("up from none MoM", 1, true))
  end)

  it("warns once where something below zero is printed as nothing; of the rest the article says how "
    .. "small it is", function()
    local result <const> = run(script(READ .. [[
local cube = ingot.cube(t)
local x = cube:measure("exports", "2025-04")
local none = cube:measure("exports", "2025-03")
local article = ingot.article { title = { en = "Exports", zh = "出口" }, period = "2025-04",
  lang = { "en", "zh" }, names = { x = x, none = none } }
article:say { en = "{x}, {none}, {x.diff:amount}, {x.yoy:change}, {x.yoy}, {x:t1}, {none.diff}.",
  zh = "{x}，{none}，{x.diff:amount}，{none.diff}。" }
return article]]), HEADER .. "2025-02,export,76141000,429,20000,5\n"
      .. "2024-04,export,76141000,429,30000,5\n2025-04,export,76141000,429,30001,30\n")
    assert.equal("script.lua:8: warning: the diff of exports in 2025-03 is -20 t, which is printed as "
      .. "nothing; print it finer, as {…:t3}\n", result.err)
    assert.is_truthy(result.out:find("Less than 100 mt, 0 mt, less than 100 mt, flat, 0.00%, 30.0 mt, "
      .. "0 mt", 1, true))
  end)

  it("draws no charts when asked: their words stand for them", function()
    local result <const>, left <const> = run(script(READ .. [[
local article = ingot.article { title = "Exports", period = "2025-04" }
return article:chart("bars", ingot.cube(t):series("exports", ingot.period("2025-04"):last(2)),
  { as = "t0" })]]), HEADER .. ROWS,
      "--no-charts")
    assert.equal("", result.err)
    assert.same({ "script-2025-04.claims.json", "script-2025-04.html", "script-2025-04.md" }, left)
    assert.is_truthy(result.out:find("lowest 1 mt in March 2025, highest 3 mt in April 2025", 1, true),
      result.out)
  end)

  it("warns of words that contradict their figures, and goes on", function()
    local result <const>, left <const> = run(script(READ .. [[
local x = ingot.cube(t):measure("exports", "2025-04")
local article = ingot.article { title = "Exports", period = "2025-04", names = { x = x } }
article:say "Exports fell by {x.mom:amount}."
return article]]), HEADER .. ROWS)
    assert.equal("script.lua:6: warning: paragraph 1, sentence 1: direction: 'fell' speaks of 200.0%, "
      .. "which is a rise\n    Exports fell by 200.0%.\n", result.err)
    assert.equal(0, result.code)
    assert.equal("script-2025-04.claims.json", left[1])
  end)

  it("prints a table and writes it as CSV, named after the script and its period", function()
    local result <const>, left <const> = run(script('ingot.option("period", ingot.period "2025-04")\n'
      .. READ .. 'return t:by("month"):agg { qty_kg = "sum(qty_kg)" }'), HEADER .. ROWS)
    assert.equal(0, result.code)
    assert.is_truthy(result.out:find("2025%-04 +3,000"))
    assert.same({ "script-2025-04.csv" }, left)
  end)

  it("writes each result of a list under a name of its own", function()
    local _, left <const> = run(script(READ .. "return { t:head(1), t:head(2) }"), HEADER .. ROWS)
    assert.same({ "script-2.csv", "script.csv" }, left)
  end)

  it("writes all files of an article under a name of its own, its tables numbered", function()
    local result <const>, left <const> = run(script(READ .. [[
local function made()
  local parts = ingot.cube(t):by("partner"):top(2, "exports", "2025-04")
  local columns = { { "Partner", "{name}" } }
  return ingot.article { title = "Exports", period = "2025-04" }
    :table("A", parts, columns):table("B", parts, columns)
end
return { made(), made() }]]), HEADER .. ROWS)
    assert.same({ 0, "" }, { result.code, result.err })
    assert.same({
      "script-2025-04-2-table-2.csv", "script-2025-04-2.claims.json", "script-2025-04-2.csv",
      "script-2025-04-2.html", "script-2025-04-2.md", "script-2025-04-table-2.csv",
      "script-2025-04.claims.json", "script-2025-04.csv", "script-2025-04.html", "script-2025-04.md",
    }, left)
  end)

  it("writes nothing when the second of two articles cannot be rendered", function()
    local result <const>, left <const> = run(script(READ .. [[
local fine = ingot.article { title = "Exports", period = "2025-04" }
return { fine, 5 }]]), HEADER .. ROWS)
    assert.same({ 1, "", "script.lua: item 2 of the list it returns: an article or a table expected, got "
      .. "number\n" }, { result.code, result.out, result.err })
    assert.same({}, left)
  end)

  it("refuses a --set the script has no option for, and writes nothing", function()
    local result <const>, left <const> = run(script(READ .. 'ingot.option("period", "x")\nreturn t'),
      HEADER .. ROWS, "--set", "perio=1")
    assert.equal("script.lua: --set perio: the script has no such option (did you mean 'period'?); "
      .. "its options are period\n", result.err)
    assert.same({}, left)
  end)

  it("wants NAME=VALUE after --set", function()
    local result <const> = run(script "return nil", nil, "--set", "period")
    assert.equal("ingot: --set period: NAME=VALUE expected\n", result.err)
    assert.equal(64, result.code)
  end)

  it("wants a folder for its outputs that is one", function()
    local SOURCE <const> = script(READ .. "return t")
    local result, left = run(SOURCE, HEADER .. ROWS, "--out", "")
    assert.equal("ingot: a folder for the outputs expected, got an empty text\n", result.err)
    assert.equal(64, result.code)
    assert.same({}, left)
    result, left = run(SOURCE, HEADER .. ROWS, "--out", "data.csv")
    assert.equal("data.csv: is a file, a folder for the outputs is expected\n", result.err)
    assert.equal(1, result.code)
    assert.same({}, left)
  end)

  it("leaves earlier outputs as they were when one cannot be written", function()
    local folder <close> = scratch.new()
    local path <const> = folder:write("script.lua", script(READ .. "return { t, t }"))
    folder:write("data.csv", HEADER .. ROWS)
    local out <const> = folder:mkdir "out"
    folder:mkdir "out/script-2.csv"
    local function attempt()
      local result <const> = program.ingot("run", path, "--root", folder.folder, "--out", "out")
      assert.equal("out/script-2.csv: cannot write: not a regular file\n", result.err)
      assert.equal(1, result.code)
    end
    attempt()
    assert.is_nil(lfs.attributes(out .. "/script.csv"))
    local before <const> = folder:write("out/script.csv", "of last month\n")
    attempt()
    local file <close> = assert(io.open(before))
    assert.equal("of last month\n", file:read "a")
  end)

  it("says which script is missing", function()
    local result <const> = program.ingot("run", "no/such.lua")
    assert.equal("no/such.lua: no such script\n", result.err)
    assert.equal(66, result.code)
    assert.equal("tests: is a directory, a script is expected\n", program.ingot("run", "tests").err)
  end)

  it("passes on what the reader warns of", function()
    local read <const> = 'local t = ingot.read("data.csv", { on_error = "collect" })\n'
    local result <const> = run(script(read .. "return t:head(1)"),
      HEADER .. ROWS .. "2025-04,export,76141000,429\n")
    assert.equal(0, result.code)
    assert.equal("data.csv: warning: 1 cell or row rejected\n"
      .. "data.csv: warning: the first rejected is on line 4: expected 6 fields, got 4: "
      .. "'2025-04,export,76141000,429'\n", result.err)
  end)

  it("says behind an article what it leaves out, when asked", function()
    local source <const> = script [=[
local t = ingot.read("data.csv", { types = { partner_code = "text" } })
local partners = ingot.cube(t):by "partner"
return ingot.article { title = "Exports", period = "2025-04" }
  :say("{name} took {exports:t0}, {exports.diff:change:t0}.", partners:top(1, "exports", "2025-04"))]=]
    local rows <const> = HEADER .. ROWS .. "2025-03,export,76141000,116,9000,1\n"
    local said <const> = "Exports\n\nMexico took 3 mt, up 2 mt.\n"
    assert.equal(said, (run(source, rows)).out)
    local result <const> = run(source, rows, "--omissions")
    assert.equal(said .. "\nLeft out:\n- the other partners turn the total, and nothing is said of "
      .. "them: they fell by 9 mt in April 2025 on March 2025, while the 1 named rose and the total "
      .. "fell by 7 mt\n- Japan is named nowhere: its exports fell by 9 mt in April 2025 on March "
      .. "2025, 81.8% of all changes by partner\n", result.out)
    assert.equal(0, result.code)
  end)
end)

describe("ingot why", function()
  local function claims_of(body, folder)
    folder:write("data.csv", HEADER .. ROWS)
    local path <const> = folder:write("script.lua", script(body))
    local result <const> = program.ingot("run", path, "--root", folder.folder, "--out", folder.folder)
    assert.equal("", result.err)
    folder:keep(folder:path "script-2025-04.md")
    return folder:keep(folder:path "script-2025-04.claims.json")
      or folder:path "script-2025-04.claims.json"
  end

  local ARTICLE <const> = READ .. [[
local cube = ingot.cube(t)
local x = cube:measure("exports", "2025-04")
local article = ingot.article { title = "Exports", period = "2025-04", names = { x = x } }
article:say "Exports were {x:t3}, {x.mom:change} MoM."
return article]]

  it("names the nearest id, and what is wrong with a file", function()
    local folder <close> = scratch.new()
    local path <const> = claims_of(ARTICLE, folder)
    local missing <const> = program.ingot("why", path, "c22")
    assert.equal(path .. ": no claim 'c22' (did you mean 'c2'?); it has c1 to c2\n", missing.err)
    assert.equal(1, missing.code)
    local other <const> = folder:write("other.json", "{}")
    assert.equal(other .. ": no claims in it; a *.claims.json file is expected\n",
      program.ingot("why", other, "c1").err)
    assert.equal(65, program.ingot("why", other, "c1").code)
    assert.equal(66, program.ingot("why", "none.json", "c1").code)
  end)

  it("says so when the data have changed since the run", function()
    local folder <close> = scratch.new()
    local path <const> = claims_of(ARTICLE, folder)
    local claims <const> = native.json_decode(io.open(path):read "a")
    assert.equal("3", claims.claims[1].value)
    local here <const> = lfs.currentdir()
    lfs.chdir(folder.folder)
    local same <const> = program.ingot("why", path, "c1")
    folder:write("data.csv", HEADER .. ROWS:gsub("3000", "4000"))
    local changed <const> = program.ingot("why", path, "c1")
    lfs.chdir(here)
    assert.is_truthy(same.out:find("unchanged", 1, true))
    assert.is_truthy(same.out:find("3 t from 1 row, the same computed again", 1, true))
    assert.is_truthy(changed.out:find("CHANGED since the run", 1, true))
    assert.is_truthy(changed.out:find("3 t from 1 row, but the data give 4 t", 1, true))
  end)

  it("computes claims again from their operands: derived levels, contributions, growth", function()
    local folder <close> = scratch.new()
    local path <const> = claims_of([[
local cube = ingot.cube(ingot.read("data.csv", { types = { partner_code = "text" } }))
local x = cube:measure("exports", "2025-04")
local part = cube:by("partner"):one("Mexico", "exports", "2025-04").exports
local article = ingot.article { title = "T", period = "2025-04", names = { x = x, part = part } }
article:say "{x.mom_adjusted}, {part.contribution_mom}, {x.diff:t1}, {part.rank}."
return article]], folder)
    local here <const> = lfs.currentdir()
    lfs.chdir(folder.folder)
    local outs <const> = {}
    for i = 1, 4 do
      outs[i] = program.ingot("why", path, "c" .. i).out
    end
    lfs.chdir(here)
    assert.is_truthy(outs[1]:find("formula     100 * (exports * 31 - base * 30) / (base * 30)", 1, true))
    assert.is_truthy(outs[1]:find("result      210 %, the same computed again", 1, true))
    assert.is_truthy(outs[2]:find("base_whole  2025-03, flow = export: 1 t from 1 row, the same "
      .. "computed again", 1, true))
    assert.is_truthy(outs[2]:find("result      200 pp, the same computed again", 1, true))
    assert.is_truthy(outs[3]:find("result      2 t, the same computed again", 1, true))
    assert.is_nil(outs[4]:find("result", 1, true))
  end)

  it("goes down to the rows of every metric that a derived one is made of", function()
    local folder <close> = scratch.new()
    folder:write("data.csv", HEADER .. ROWS)
    folder:write("in.csv", HEADER .. "2025-04,import,76141000,429,4500,30\n")
    local path <const> = folder:write("script.lua", script [[
ingot.metric "net" { formula = "imports - exports" }
local cube = ingot.cube(ingot.read "data.csv":union(ingot.read "in.csv"))
local net = cube:measure("net", "2025-04")
local article = ingot.article { title = "T", period = "2025-04", names = { net = net } }
article:say "{net:t3}."
return article]])
    local result <const> = program.ingot("run", path, "--root", folder.folder, "--out", folder.folder)
    assert.same({ "", "T\n\n1.500 mt.\n" }, { result.err, result.out })
    folder:keep(folder:path "script-2025-04.md")
    local claims <const> = folder:path "script-2025-04.claims.json"
    folder:keep(claims)
    local here <const> = lfs.currentdir()
    lfs.chdir(folder.folder)
    local why <const> = program.ingot("why", claims, "c1")
    lfs.chdir(here)
    assert.is_truthy(why.out:find("imports     2025-04, flow = import: 4.5 t from 1 row, the same "
      .. "computed again\n  exports     2025-04, flow = export: 3 t from 1 row, the same computed again\n"
      .. "  result      1.5 t, the same computed again\n", 1, true))
  end)

  it("asks the versions of a product that the file keeps", function()
    local folder <close> = scratch.new()
    local path <const> = claims_of([[
ingot.product "wires" { en = "wires", versions = {
  { from = "2020-01", codes = { "76141000" } },
  { from = "2025-04", codes = { "7614" }, hs = "HS2022" } } }
]] .. ARTICLE:gsub('"data.csv"', '("data.csv", { types = { hs = "text" } })')
      :gsub("cube%(t%)", '%0:slice { product = "wires" }'), folder)
    local claims <const> = native.json_decode(io.open(path):read "a")
    assert.same({ wires = {
      { from = "2020-01", to = "2025-03", codes = { "76141000" } },
      { from = "2025-04", hs = "HS2022", codes = { "7614" } },
    } }, claims.products)
    local here <const> = lfs.currentdir()
    lfs.chdir(folder.folder)
    local why <const> = program.ingot("why", path, "c1")
    lfs.chdir(here)
    assert.equal("  exports     2025-04, flow = export · product = wires (2020-01 to 2025-03: 76141000; "
      .. "from 2025-04: 7614): 3 t from 1 row, the same computed again",
      why.out:match "\n(  exports [^\n]*)")
  end)

  it("computes decompositions again, parts by their formula and totals over members", function()
    local folder <close> = scratch.new()
    local path <const> = claims_of([=[
local t = ingot.read("data.csv", { types = { hs = "text", partner_code = "text" } })
ingot.metric "worth" { formula = "sum(value_usd)", unit = "USD", where = "flow == 'export'" }
local cube = ingot.cube(t)
local parts = cube:by("hs"):contributions("exports", "2025-04", { against = "mom" })
local prices = cube:by("hs"):price_volume_mix("2025-04",
  { value = "worth", quantity = "exports", against = "mom" })
local fisher = cube:by("hs"):price_index("2025-04", "fisher",
  { value = "worth", quantity = "exports", against = "mom" })
local few = cube:by("hs"):concentration("exports", "2025-04")
local article = ingot.article { title = "Exports", period = "2025-04", names = {
  part = parts.rows[1], all = parts.total, price = prices.rows[1].price, mix = prices.total.volume,
  fisher = fisher, few = few } }
article:say "{part.contribution} {part.printed} {all.printed} {price} {mix} {fisher} {few.hhi} {few.cr3}"
return article]=], folder)
    local here <const>, verdicts <const> = lfs.currentdir(), {}
    lfs.chdir(folder.folder)
    for i = 1, 8 do
      local why <const> = program.ingot("why", path, "c" .. i)
      verdicts[i] = why.out:match "\n  result +([^\n]+)" or why.out .. why.err
    end
    lfs.chdir(here)
    assert.same({
      "200 pp, the same computed again", "200 pp, the same computed again",
      "200 pp, the same computed again", "0 USD, the same computed again",
      "20 USD, the same computed again", "100, the same computed again",
      "1, the same computed again", "100 %, the same computed again",
    }, verdicts)
  end)
end)
