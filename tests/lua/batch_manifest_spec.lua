-- What a manifest may say, what becomes of it, and what is said of one that is wrong.

local lines = require "ingot.batch.lines"
local manifest_of = require "support.manifest_of"
local raised = require "support.raised"

local CABLE <const> = "scripts/cable_exports_month.lua"

local function names(plan)
  local list <const> = {}
  for i, job in ipairs(plan.jobs) do
    list[i] = job.name
  end
  return list
end

describe("a manifest", function()
  it("is a list of jobs", function()
    local plan <const> = manifest_of [[
return {
  limits = { memory = "1G", time = "90s" },
  { script = "scripts/cable_exports_month.lua" },
  { script = "scripts/primary_aluminium.lua", set = { period = ingot.period "2025-04", sections = "lead" },
    limits = { time = "none", cpu = "1.5m" } },
  { script = "scripts/trade_overview.lua", name = "all trade", out = "overview/of-all" },
}]]
    assert.same({
      inputs = {},
      jobs = {
        { name = "cable_exports_month", out = "cable_exports_month", script = CABLE, set = {},
          limits = { memory = 2^30 | 0, time = 90 }, line = 3 },
        { name = "primary_aluminium-2025-04", out = "primary_aluminium-2025-04",
          script = "scripts/primary_aluminium.lua", set = { period = "2025-04", sections = "lead" },
          limits = { memory = 2^30 | 0, time = 0, cpu = 90 }, line = 4 },
        { name = "all trade", out = "overview/of-all", script = "scripts/trade_overview.lua", set = {},
          limits = { memory = 2^30 | 0, time = 90 }, line = 6 },
      },
    }, plan)
  end)

  it("has every combination of lists, less those excluded", function()
    local plan <const> = manifest_of [[
return { set = { levels = "truncate" }, { script = "scripts/cable_exports_month.lua",
  set = { product = { "wire_cable", "alumina" }, period = { ingot.period "2025-03", "2025-04" } },
  exclude = { { period = "2025-03", product = { "alumina", "bauxite" } } },
} }]]
    assert.same({
      "cable_exports_month-2025-03-wire_cable", "cable_exports_month-2025-04-wire_cable",
      "cable_exports_month-2025-04-alumina",
    }, names(plan))
    assert.same({ levels = "truncate", period = "2025-04", product = "alumina" }, plan.jobs[3].set)
  end)

  it("names combinations of a named job by their values", function()
    local plan <const> = manifest_of [[
return { { script = "scripts/cable_exports_month.lua", name = "cables of", out = "cables/month",
  set = { period = "2025-04", remark = { "a/b", "..c" }, top = { 1, 2.5 } } } }]]
    assert.same({ "cables of-a_b-1", "cables of-a_b-2.5", "cables of-_.c-1", "cables of-_.c-2.5" },
      names(plan))
    assert.equal("cables/month-_.c-2.5", plan.jobs[4].out)
  end)

  it("hands over inputs with the files behind them", function()
    local plan <const> = manifest_of [[
return { inputs = { customs = { "data/customs/export-202?.csv", profile = "gacc-zh", flow = "export",
  as_of = nil }, prices = "data/prices.csv" and "data/figures.csv" },
  { script = "scripts/cable_exports_month.lua" } }]]
    local input <const> = plan.inputs[1]
    assert.equal("customs", input.name)
    assert.same({ "data/customs/export-202?.csv" }, input.sources)
    assert.same({ profile = "gacc-zh", flow = "export" }, input.options)
    assert.equal(3, #input.files)
    assert.equal("data/customs/export-2023.csv", input.files[1].path)
    assert.truthy(input.files[1].hash:find "^xxh3:%x+$")
    assert.equal("prices", plan.inputs[2].name)
  end)

  local wrong <const> = {
    { "nothing", "return nil",
      'm.lua:1: a manifest returns a table of jobs, as { { script = "scripts/x.lua" } }; this one '
        .. "returns nothing" },
    { "a job that stands in no list", 'return {\n script = "%s" }',
      'm.lua:2: a job stands in the list: return { { script = "scripts/x.lua" } }' },
    { "no job", "\nreturn {}", 'm.lua:2: the manifest has no job; one is { script = "scripts/x.lua" }' },
    { "an unknown key", 'return {\n  input = {},\n  { script = "x.lua" } }',
      "m.lua:2: unknown key 'input' (did you mean 'inputs'?)" },
    { "limits that are no table", 'return { limits = "1G" }', "m.lua:1: limits: a table expected, got a string" },
    { "a job that is none", "return {\n\n 'x.lua' }",
      'm.lua:3: job 1: a table expected, as { script = "scripts/x.lua" }, got a string' },
    { "an unknown key of a job", 'return { { script = "%s" },\n  { script = "%s",\n    sets = {} } }',
      "m.lua:3: job 2: unknown key 'sets' (did you mean 'set'?)" },
    { "a key of another type", 'return { { script = "%s", name = 3 } }',
      "m.lua:1: job 1: name: a text expected, got a number" },
    { "a job without a script", "return { { set = {} } }",
      'm.lua:1: job 1: no script; it is named by script = "scripts/x.lua"' },
    { "a script that is missing", 'return {\n{ script = "scripts/cable_export_month.lua" } }',
      "m.lua:2: job 1: scripts/cable_export_month.lua: no file 'cable_export_month.lua' in 'scripts' "
        .. "(did you mean 'cable_exports_month.lua'?)" },
    { "a script that is a folder", 'return { { script = "data/customs" } }',
      "m.lua:1: job 1: 'data/customs' is no script" },
    { "a value that is none", 'return { { script = "%s",\n set = { period = print } } }',
      "m.lua:2: job 1: period: a text, a number, true, false, a period or a list of these expected, "
        .. "got a function" },
    { "a value in a list that is none", 'return { { script = "%s", set = {\n period = { "2025-03", {} } } } }',
      "m.lua:2: job 1: period: value 2 is a table; a text, a number, true, false or a period expected" },
    { "a list without values", 'return { { script = "%s", set = { period = {} } } }',
      "m.lua:1: job 1: period: the list of its values is empty" },
    { "a value twice", 'return { { script = "%s", set = { n = { 1, "1" } } } }',
      "m.lua:1: job 1: n: '1' stands twice in the list of its values" },
    { "a long value", 'return { { script = "%s", set = { remark = ("x"):rep(5000) } } }',
      "m.lua:1: job 1: remark: a value of 5000 bytes; at most 4096 are taken" },
    { "a setting without a name", 'return { { script = "%s", set = { "2025-04" } } }',
      "m.lua:1: job 1: set: a setting has a name, as period = \"2025-04\"; '1' is none" },
    { "an unknown limit", 'return { limits = { mem = "1G" }, { script = "%s" } }',
      "m.lua:1: limits: unknown limit 'mem'; limits are 'cpu', 'memory', 'output', 'time'" },
    { "a limit that is none", 'return {\n{ script = "%s",\nlimits = {\nmemory = 12 } } }',
      'm.lua:4: job 1: limits: memory: a size as "512M" or "2G" expected, or "none", got 12' },
    { "a limit in another unit", 'return { { script = "%s", limits = { time = "1G" } } }',
      'm.lua:1: job 1: limits: time: a duration as "90s" or "2m" expected, or "none", got \'1G\'' },
    { "an exclusion of nothing", 'return { { script = "%s", set = { n = { 1, 2 } },\n exclude = {\n { n = 3 } } } }',
      "m.lua:3: job 1: exclude: no combination is like that" },
    { "an exclusion of all", 'return { { script = "%s", set = { n = { 1, 2 } }, exclude = { { n = { 1, 2 } } } } }',
      "m.lua:1: job 1: exclude: no combination is left" },
    { "an exclusion by what is not set",
      'return { { script = "%s", set = { period = { 1, 2 } }, exclude = { { perid = 1 } } } }',
      "m.lua:1: job 1: exclude: unknown setting 'perid' (did you mean 'period'?)" },
    { "an exclusion that is no list", 'return { { script = "%s", set = { n = { 1, 2 } }, exclude = { n = 1 } } }',
      'm.lua:1: job 1: exclude: a list expected, as { { period = "2025-03" } }' },
    { "an input that is none", 'return { inputs = {\n customs = 3 }, { script = "%s" } }',
      "m.lua:2: input 'customs': a source expected, as \"data/*.csv\", or sources and options, got a number" },
    { "an input without files", 'return { inputs = { customs = "data/customs/exprot-*.csv" }, { script = "%s" } }',
      "m.lua:1: input 'customs': data/customs/exprot-*.csv: no file 'exprot-*.csv' in 'data/customs' "
        .. "(did you mean 'export-2023.csv'?)" },
    { "an input with an unknown option",
      'return { inputs = { customs = { "data/customs/*.csv", profil = "x" } }, { script = "%s" } }',
      "m.lua:1: input 'customs': unknown option 'profil' (did you mean 'profile'?)" },
    { "an input with a function",
      'return { inputs = { customs = { "data/customs/*.csv", vintage = print } }, { script = "%s" } }',
      "m.lua:1: input 'customs': vintage: a function cannot be handed to who reads it" },
    { "too many combinations",
      'local n = {} for i = 1, 400 do n[i] = i end\nreturn { { script = "%s", set = { a = n, b = n } } }',
      "m.lua:2: job 1: 160000 combinations; a batch has at most 100000 jobs" },
  }
  for _, case in ipairs(wrong) do
    it("refuses " .. case[1], function()
      local source <const> = case[2]:gsub("%%s", CABLE)
      assert.equal(case[3], (raised(manifest_of, source, { print = print })))
    end)
  end

  it("tells the line of every part", function()
    local found <const> = lines.of [=[
local x = "return {" -- return { 1 }
return {
  inputs = { customs = { "a-{}.csv", -- }
     profile = f{1,2;3} } },
  { script = "a",
    set = { period = (function() local a, b = 1, 2 return a end)(), ["product"] = { 1,
      2 } }, },
  --[[ x
  ]]
  { "b" }; last == 3,
  "x",
}]=]
    local function line(...) return lines.line(found, ...) end
    assert.same({ 2, 3, 4, 5, 7, 10, 10, 11, 2 }, {
      line(), line "inputs", line("inputs", "customs", "profile"), line(1),
      line(1, "set", "product", 2), line(2), line(3), line(4), line(9),
    })
    assert.equal(3, lines.line(lines.of "local jobs = { 1 }\n\nreturn jobs", 1, "set"))
    assert.equal(1, lines.line(lines.of "return {", 1))
  end)
end)
