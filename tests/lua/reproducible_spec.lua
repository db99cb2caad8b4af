-- The same script on the same data: the same bytes on the screen and in every file, whoever runs it,
-- where, by how many threads, in a fresh worker or in one of a batch.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local native = require "ingot.native"
local program = require "support.program"

-- What could tell one run from another, if the library let it.
local ODD <const> = [[
local ingot = require "ingot"
local t = { zeta = 1, alpha = 2, [3] = 4, [0.5] = 5, mid = {}, call = print }
for i = 1, 200 do t["k" .. i] = i end
for key, value in pairs(t) do print(key, value) end
for key, value in next, t do print(key, value) end
print(tostring {}, print, {}, coroutine.create(print), io and 1, ("%p"):format({}))
print(pcall(error, {}), pcall(error, setmetatable({}, { __tostring = function() return "E" end })))
print(select(2, pcall(function() local nothing; return nothing.field end)))
print(math.random(), math.random(100), math.random(1, 1 << 40))
print(ingot.read("d.csv"):by("what"):agg { { "n", "sum(qty)" } }:sort("what"))
]]

local folder

before_each(function()
  folder = os.tmpname()
  os.remove(folder)
  assert(native.make_folder(folder))
end)

after_each(function()
  os.execute("rm -rf '" .. folder .. "'")
end)

local function write(name, text)
  local file <const> = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(text)
  file:close()
end

-- The files below a folder, with their bytes.
local function files_below(path, found, prefix)
  found, prefix = found or {}, prefix or ""
  for name in lfs.dir(path) do
    local below <const> = path .. "/" .. name
    if lfs.attributes(below, "mode") == "file" then
      found[prefix .. name] = bytes_of(below)
    elseif not name:find "^%." then
      files_below(below, found, prefix .. name .. "/")
    end
  end
  return found
end

local home <const> = os.getenv "HOME" or "/root"
local surroundings <const> = {
  { TZ = "UTC", LANG = "C", INGOT_THREADS = "1" },
  { TZ = "Asia/Shanghai", LANG = "zh_CN.UTF-8", INGOT_THREADS = "2", HOME = home .. "/." },
  { TZ = "America/New_York", LC_ALL = "de_DE.UTF-8", INGOT_THREADS = "2", HOME = home .. "/" },
  { TZ = "", LANG = "tr_TR.UTF-8", INGOT_THREADS = "1", HOME = "/" .. home },
  { INGOT_THREADS = "3", COLUMNS = "40" },
}

-- A run in each of the surroundings; asserts that all are as the first.
local function same_everywhere(...)
  local first
  for i, variables in ipairs(surroundings) do
    local out <const> = folder .. "/out" .. i
    local run <const> = program.with(variables, "run", "--out", out, ...)
    assert.equal(0, run.code, run.err)
    local got <const> = { out = run.out, err = run.err, files = lfs.attributes(out) and files_below(out) }
    first = first or got
    assert.same(first, got)
  end
  return first
end

describe("a run", function()
  it("prints the same, whatever the script shows of its state", function()
    write("odd.lua", ODD)
    write("d.csv", "what,qty\na,1\nb,2\na,4\n")
    assert.is_truthy(same_everywhere("--root", folder, "odd.lua").out:find "\nalpha\t2\n")
  end)

  it("writes the same article and claims", function()
    local files <const> = same_everywhere("scripts/cable_exports_month.lua").files
    assert.is_truthy(files["cable_exports_month-2025-04.claims.json"])
  end)
end)

describe("a batch", function()
  it("writes what a run does, and the same summary but for what is measured", function()
    write("m.lua", 'return { { script = "scripts/cable_exports_month.lua", set = { period = "2025-03" } } }')
    local run <const> = program.ingot("run", "scripts/cable_exports_month.lua", "--set",
      "period=2025-03", "--out", folder .. "/cold")
    assert.equal(0, run.code, run.err)
    local summaries <const> = {}
    for i = 1, 2 do
      local out <const> = ("%s/batch%d"):format(folder, i)
      local batch <const> = program.ingot("batch", folder .. "/m.lua", "--out", out)
      assert.equal(0, batch.code, batch.err)
      assert.same(files_below(folder .. "/cold"), files_below(out .. "/cable_exports_month-2025-03"))
      summaries[i] = bytes_of(out .. "/summary.json"):gsub('"measured".*', "")
    end
    assert.equal(summaries[1], summaries[2])
  end)
end)
