-- `ingot batch` as an analyst types it: real workers, a lock, inputs that are read once.

local bytes_of = require "support.bytes_of"
local native = require "ingot.native"
local program = require "support.program"

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

local function ingot(...)
  local words <const> = { ... }
  words[#words + 1] = "--root"
  words[#words + 1] = folder
  local result <const> = program.ingot("batch", "m.lua", table.unpack(words))
  result.out = result.out:gsub("%d+%.%d+ s", "T"):gsub("%d+ MB", "M"):gsub(" +", " ")
  return result
end

local SUM <const> = [[
local ingot = require "ingot"
local data = ingot.input("sales", { "sales.csv" })
print(ingot.option("name", "?"), #data)
return data:by("what"):agg { { "qty", "sum(qty)" } }
]]

describe("ingot batch", function()
  before_each(function()
    write("sales.csv", "what,qty\na,1\nb,2\na,4\n")
    write("sum.lua", SUM)
    write("bad.lua", "local x = 1\nerror 'no good'\n")
  end)

  it("runs a manifest, and again only what has changed", function()
    write("m.lua", [[
return { inputs = { sales = "sales.csv" },
  { script = "sum.lua", set = { name = { "x", "y" } } },
  { script = "bad.lua" } }]])
    local first <const> = ingot "--jobs=1"
    assert.equal(1, first.code)
    assert.equal("", first.err)
    assert.equal([[
done sum-x T M 0 claims
done sum-y T M 0 claims
failed bad T M
 bad.lua:2: no good

job status time memory claims warnings error
sum-x done T M 0 0
sum-y done T M 0 0
bad failed T M 0 0 bad.lua:2: no good

2 done, 1 failed in T
out/<job>.err.txt has what a job said; --resume runs what was not done
]], first.out)
    assert.equal("what,qty\na,5\nb,2\n", bytes_of(folder .. "/out/sum-x/sum.csv"))
    assert.truthy(bytes_of(folder .. "/out/sum-y.out.txt"):find("y\t3\n", 1, true))
    assert.equal("bad.lua:2: no good\n", bytes_of(folder .. "/out/bad.err.txt"))
    write("bad.lua", "print 'good'\n")
    local second <const> = ingot("--jobs=1", "--resume")
    assert.equal(0, second.code, second.err)
    assert.truthy(second.out:find("kept sum-x 0 claims\nkept sum-y 0 claims\ndone bad T M 0 claims\n", 1, true))
    write("sales.csv", "what,qty\na,1\nb,2\na,5\n")
    local third <const> = ingot("--jobs=1", "--resume")
    assert.truthy(third.out:find("\n3 done (1 kept) in T\n", 1, true))
    assert.equal("what,qty\na,6\nb,2\n", bytes_of(folder .. "/out/sum-x/sum.csv"))
  end)

  it("takes away what a job wrote earlier under other names, and nothing else", function()
    local function names()
      local list <const> = {}
      for name in require "lfs".dir(folder .. "/out/job") do
        list[#list + 1] = not name:find "^%." and name or nil
      end
      table.sort(list)
      return table.concat(list, " ")
    end
    local function job(n)
      write("job.lua", 'local t = require("ingot").read("sales.csv")\nreturn { ' .. ("t, "):rep(n) .. "}")
    end
    write("m.lua", 'return { { script = "job.lua" } }')
    job(3)
    assert.equal(0, ingot().code)
    assert.equal("job-2.csv job-3.csv job.csv", names())
    write("out/job/mine.csv", "x\n1\n")
    write("out/job/job-3.csv", "edited\n1\n")
    write("job.lua", "error 'no'")
    assert.equal(1, ingot().code)
    assert.equal("job-2.csv job-3.csv job.csv mine.csv", names())
    job(1)
    assert.equal(0, ingot("--resume").code)
    assert.equal("job-3.csv job.csv mine.csv", names())
    job(2)
    assert.equal(0, ingot().code)
    job(1)
    assert.equal(0, ingot().code)
    assert.equal("job-3.csv job.csv mine.csv", names())
  end)

  it("writes a summary that is UTF-8, whatever bytes it tells of", function()
    write("m.lua", 'return { { script = "odd\\xff.lua", set = { x = "a\\xfe" }, name = "n", out = "o\\xff" } }')
    write("odd\xff.lua", 'print(require("ingot").option("x", "1"))\nerror("bad \\xfd")')
    assert.equal(1, ingot().code)
    local text <const> = bytes_of(folder .. "/out/summary.json")
    assert.is_truthy(utf8.len(text))
    local told <const> = native.json_decode(text).jobs[1]
    assert.equal("odd\\xFF.lua", told.script)
    assert.same({ x = "a\\xFE" }, told.settings)
    assert.equal("o\\xFF", told.out)
  end)

  it("ends a job at its limit, and no other", function()
    write("ever.lua", "local n = 0\nwhile true do n = n + 1 end\n")
    write("m.lua", [[
return { { script = "ever.lua", limits = { cpu = "100ms" } }, { script = "sum.lua" } }]])
    local result <const> = ingot "--jobs=2"
    assert.equal(1, result.code)
    assert.truthy(result.out:find("limit ever T M\n ever.lua:2: time limit: ", 1, true))
    assert.truthy(result.out:find("\n1 done, 1 past a limit in T\n", 1, true))
  end)

  it("says where a manifest is wrong, and makes nothing", function()
    local cases <const> = {
      { 'return {\n { script = "som.lua" } }',
        "m.lua:2: job 1: som.lua: no file 'som.lua' in the current folder (did you mean 'sum.lua'?)\n" },
      { "return { 1 +* }", "m.lua:1: unexpected symbol near '*'\n  return { 1 +* }\n              ^\n" },
      { 'return { { script = "sum.lua" },\n { script = "sum.lua" } }',
        "m.lua:2: two jobs are called 'sum', the other one in line 1; give one a name of its own: "
          .. 'name = "…"\n' },
      { 'return { { script = "sum.lua", out = "a" },\n { script = "bad.lua", out = "a/b" } }',
        "m.lua:2: the output folder 'a/b' of job 'bad' lies in that of job 'sum'; give one another: "
          .. 'out = "…"\n' },
      { 'return { { script = "sum.lua", out = "../a" } }',
        "m.lua:1: job 'sum': out '../a': '..' begins with a dot\n" },
    }
    for _, case in ipairs(cases) do
      write("m.lua", case[1])
      local result <const> = ingot()
      assert.equal(case[2], result.err)
      assert.equal(1, result.code)
      assert.is_nil(native.look(folder .. "/out"))
    end
  end)

  it("takes settings for the manifest, and words that it knows", function()
    write("m.lua", [[
local name = require("ingot").option("name", "n")
return { { script = "sum.lua", set = { name = name } } }]])
    assert.equal(0, ingot("--set", "name=z").code)
    assert.truthy(bytes_of(folder .. "/out/sum.out.txt"):find("z\t3\n", 1, true))
    assert.equal("m.lua: --set nam: the manifest has no such option (did you mean 'name'?); its options "
      .. "are name\n", ingot("--set", "nam=z").err)
    local wrong <const> = ingot "--jobs=0"
    assert.equal(64, wrong.code)
    assert.equal("ingot: --jobs 0: a number from 1 to 256 expected\n", wrong.err)
  end)
end)
