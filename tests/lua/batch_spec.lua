-- A batch beside a crew without processes: what it starts, keeps, says and leaves behind.

local batch = require "ingot.batch"
local bytes_of = require "support.bytes_of"
local fake_crew = require "support.fake_batch_crew"
local lfs = require "lfs"
local native = require "ingot.native"
local raised = require "support.raised"

local folder

before_each(function()
  folder = os.tmpname()
  os.remove(folder)
  assert(lfs.mkdir(folder))
end)

after_each(function()
  os.execute("rm -rf '" .. folder .. "'")
end)

local function write(path, text)
  local file <const> = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local function job(name, more)
  local made <const> = { name = name, script = name .. ".lua", set = {}, out = name, limits = {}, line = 1 }
  for key, value in pairs(more or {}) do
    made[key] = value
  end
  return made
end

local function told(fields)
  return native.json_encode(fields)
end

-- A worker that reads data.csv and writes its name.
local function works(worker_job)
  lfs.mkdir(worker_job.out)
  write(worker_job.out .. "/text.md", worker_job.name .. "\n")
  return { told = told {
    claims = 3, warnings = 0, outputs = { "text.md" },
    reads = { { path = folder .. "/data.csv", hash = native.hash(folder .. "/data.csv") } },
    given = { folder .. "/*.csv" }, inputs = {},
  } }
end

-- Runs a batch; gives its exit code, what it printed and what it said to standard error.
local function run(jobs, work, more)
  local printed <const>, warned <const> = {}, {}
  local setup <const> = {
    manifest = "m.lua", plan = { inputs = {}, jobs = jobs }, crew = fake_crew.new(work or works),
    out = folder .. "/out", workers = 2,
    job = function(each, out) return { name = each.name, module = "ingot.duty.run", args = {}, out = out } end,
    prepare = function() end, read = function() end, answer = function() end,
    said = function(each, event) return event.how == "time" and each.name .. ": time limit: 1 s passed" or nil end,
    print = function(text) printed[#printed + 1] = text end,
    warn = function(text) warned[#warned + 1] = text end,
  }
  for key, value in pairs(more or {}) do
    setup[key] = value
  end
  local exit <const> = batch.run(setup)
  return exit, table.concat(printed):gsub("in %d+%.%d+ s\n", "in T\n"), table.concat(warned), setup
end

local function summary()
  return native.json_decode(bytes_of(folder .. "/out/summary.json"))
end

-- The summary without what is measured.
local function lasting()
  return (bytes_of(folder .. "/out/summary.json"):gsub(',\n  "measured".*$', ""))
end

describe("a batch", function()
  before_each(function()
    write(folder .. "/data.csv", "a\n1\n")
  end)

  it("runs its jobs side by side and says what came of each", function()
    local exit <const>, printed <const>, warned <const>, setup <const> =
      run { job "a", job "b", job "c" }
    assert.equal(0, exit)
    assert.equal("", warned)
    assert.equal([[
done     a  0.25 s  3 MB  3 claims
done     b  0.25 s  3 MB  3 claims
done     c  0.25 s  3 MB  3 claims

job  status    time  memory  claims  warnings  error
a    done    0.25 s    3 MB       3         0
b    done    0.25 s    3 MB       3         0
c    done    0.25 s    3 MB       3         0

3 done in T
]], printed)
    assert.equal(2, setup.crew.most)
    local first <const> = setup.crew.started[1]
    assert.is_true(first.collect)
    assert.is_true(first.quiet)
    assert.equal(folder .. "/out/a", first.out)
  end)

  it("keeps a summary whose lasting part is the same every time", function()
    run { job("a", { set = { period = "2025-04" } }), job "b" }
    assert.equal(([[
{
  "ingot": "%s",
  "manifest": "m.lua",
  "counts": {"done":2,"failed":0,"limit":0,"crashed":0,"killed":0,"not run":0},
  "inputs": [],
  "jobs": [
    {"name":"a","script":"a.lua","settings":{"period":"2025-04"},"out":"a","status":"done","exit":0,]]
      .. [["claims":3,"warnings":0,"outputs":[{"path":"text.md","hash":"%s"}],"inputs":[]},
    {"name":"b","script":"b.lua","settings":{},"out":"b","status":"done","exit":0,"claims":3,]]
      .. [=["warnings":0,"outputs":[{"path":"text.md","hash":"%s"}],"inputs":[]}
  ]]=]):format(native.version, native.hash(folder .. "/out/a/text.md"),
      native.hash(folder .. "/out/b/text.md")), lasting())
    assert.same({ seconds = 0.25, cpu_seconds = 0.5, peak_bytes = 3 << 20 }, summary().measured.jobs.a)
  end)

  local function troubled(each)
    return ({
      bad = { exit = 1, committed = false, stdout = "so far\n",
        stderr = "data.csv: warning: odd\nbad.lua:3: exports is nil\n    a traceback\n" },
      slow = { how = "time", exit = 75, committed = false, place = "slow.lua:1", stderr = "" },
      gone = { how = "signal", exit = 70, signal = 11, committed = false, stderr = "" },
      liar = { exit = 0, told = '{"claims":-1,"outputs":["../x","/etc/passwd",7,"a/../../b"],"reads":{}}' },
      mute = { exit = 1, committed = false },
    })[each.name] or works(each)
  end

  it("goes on after jobs that fail, and gives 1", function()
    local exit <const>, printed <const> = run({
      job "bad", job "slow", job "gone", job "liar", job "mute", job "good" }, troubled)
    assert.equal(1, exit)
    assert.equal([[
failed   bad  0.25 s  3 MB
         bad.lua:3: exports is nil
limit    slow  0.25 s  3 MB
         slow: time limit: 1 s passed
crashed  gone  0.25 s  3 MB
         ended with exit code 70 and said nothing
done     liar  0.25 s  3 MB  0 claims
failed   mute  0.25 s  3 MB
         ended with exit code 1 and said nothing
done     good  0.25 s  3 MB  3 claims
]], printed:match "^(.-)\njob ")
    assert.truthy(printed:find("\n2 done, 2 failed, 1 past a limit, 1 crashed in T\n" .. folder
      .. "/out/<job>.err.txt has what a job said; --resume runs what was not done\n", 1, true))
    assert.equal("so far\n", bytes_of(folder .. "/out/bad.out.txt"))
    assert.equal("slow: time limit: 1 s passed\n", bytes_of(folder .. "/out/slow.err.txt"))
    assert.is_nil(lfs.attributes(folder .. "/out/good.err.txt"))
    local found <const> = summary()
    assert.same({ done = 2, failed = 2, limit = 1, crashed = 1, killed = 0, ["not run"] = 0 }, found.counts)
    assert.equal("bad.lua:3: exports is nil", found.jobs[1].error)
    assert.same({}, found.jobs[4].outputs)
  end)

  it("says of a job that cannot be started why", function()
    local exit <const>, printed <const> = run({ job "a", job "b" }, works, {
      job = function(each, out)
        return { name = each.name, out = out, unstartable = each.name == "a" and "out/a: read-only file system" }
      end,
    })
    assert.equal(1, exit)
    assert.truthy(printed:find("failed   a  0.00 s  0 MB\n         out/a: read-only file system\n", 1, true))
    assert.truthy(printed:find("done     b", 1, true))
  end)

  it("begins no further job once it is interrupted", function()
    local crew <const> = fake_crew.new(works)
    crew:interrupt_before(2, { kind = "interrupt", times = 1, signal = 2 })
    local exit <const>, printed <const>, warned <const> =
      run({ job "a", job "b", job "c", job "d" }, nil, { crew = crew })
    assert.equal(130, exit)
    assert.equal("interrupted: no further job begins, 2 still run; once more to kill them\n", warned)
    assert.equal(3, #crew.started)
    assert.truthy(printed:find("\n3 done, 1 not run in T\n--resume runs what was not done\n", 1, true))
    assert.equal("not run", summary().jobs[4].status)
  end)

  it("kills what runs when it is interrupted twice", function()
    local crew <const> = fake_crew.new(works)
    crew:interrupt_before(2, { kind = "interrupt", times = 1, signal = 15 })
    crew:interrupt_before(2, { kind = "interrupt", times = 2, signal = 2 })
    local exit <const>, printed <const> = run({ job "a", job "b", job "c", job "d" }, nil, { crew = crew })
    assert.equal(143, exit)
    assert.truthy(printed:find("\n1 done, 2 killed, 1 not run in T\n--resume runs what was not done\n", 1, true))
  end)

  it("hands every job the inputs, which are read once", function()
    local read <const> = {}
    local plan <const> = {
      jobs = { job "a", job "b" },
      inputs = { { name = "customs", sources = { "x.csv" }, options = {}, files = {} } },
    }
    local _, _, _, setup <const> = run({}, nil, { plan = plan, read = function(input, memory)
      read[#read + 1] = input.name .. memory
    end })
    assert.same({ "customs101" }, read)
    assert.same({ customs = 101 }, setup.crew.started[1].inputs)
    assert.same({ customs = 101 }, setup.crew.started[2].inputs)
  end)

  it("runs nothing when an input cannot be read", function()
    local plan <const> = {
      jobs = { job "a" }, inputs = { { name = "customs", sources = {}, options = {}, files = {} } },
    }
    local exit <const>, printed <const>, _, setup <const> =
      run({}, nil, { plan = plan, read = function() return { exit = 65 } end })
    assert.equal(65, exit)
    assert.equal("", printed)
    assert.equal(0, #setup.crew.started)
  end)

  it("refuses an output folder that cannot be one", function()
    write(folder .. "/out", "a file")
    assert.equal(folder .. "/out: is a file, a folder for the outputs is expected",
      (raised(run, { job "a" })))
  end)
end)

describe("a batch that is resumed", function()
  local jobs

  before_each(function()
    write(folder .. "/data.csv", "a\n1\n")
    jobs = { job "a", job "b" }
  end)

  -- The names of the jobs that ran this time.
  local function again(more, work)
    more = more or {}
    more.resume = true
    local exit <const>, printed <const>, _, setup <const> = run(more.jobs or jobs, work, more)
    local ran <const> = {}
    for i, each in ipairs(setup.crew.started) do
      ran[i] = each.name
    end
    return ran, exit, printed
  end

  it("runs nothing that is done, and has the same summary", function()
    run(jobs)
    local before <const> = lasting()
    local ran <const>, exit <const>, printed <const> = again()
    assert.same({}, ran)
    assert.equal(0, exit)
    assert.equal(before, lasting())
    assert.equal([[
kept     a  3 claims
kept     b  3 claims

job  status        time  memory  claims  warnings  error
a    done, kept  0.25 s    3 MB       3         0
b    done, kept  0.25 s    3 MB       3         0

2 done (2 kept) in T
]], printed)
    assert.is_true(summary().measured.jobs.a.kept)
  end)

  it("runs what failed", function()
    run(jobs, function(each)
      return each.name == "b" and { exit = 1, committed = false } or works(each)
    end)
    assert.same({ "b" }, (again()))
    assert.same({}, (again()))
  end)

  it("runs what is asked for otherwise", function()
    run(jobs)
    assert.same({ "a" }, (again { jobs = { job("a", { set = { n = "1" } }), job "b" } }))
    assert.same({ "b" }, (again { jobs = { job("a", { set = { n = "1" } }), job("b", { limits = { time = 1 } }) } }))
  end)

  it("runs all that read what has changed, or would read a new file", function()
    run(jobs)
    write(folder .. "/data.csv", "a\n2\n")
    assert.same({ "a", "b" }, (again()))
    write(folder .. "/more.csv", "a\n3\n")
    assert.same({ "a", "b" }, (again()))
  end)

  it("runs what lost an output, or had it edited", function()
    run(jobs)
    os.remove(folder .. "/out/a/text.md")
    assert.same({ "a" }, (again()))
    write(folder .. "/out/b/text.md", "edited\n")
    assert.same({ "b" }, (again()))
    assert.equal("b\n", bytes_of(folder .. "/out/b/text.md"))
  end)

  it("runs what used an input that has changed", function()
    local function plan(hash)
      return { jobs = jobs, inputs = { {
        name = "customs", sources = {}, options = {}, files = { { path = "x.csv", hash = hash } },
      } } }
    end
    local function uses(each)
      return { told = told { inputs = each.name == "a" and { "customs" } or {} } }
    end
    run({}, uses, { plan = plan "1" })
    assert.same({}, (again({ plan = plan "1" }, uses)))
    assert.same({ "a" }, (again({ plan = plan "2" }, uses)))
    assert.same({}, (again({ plan = plan "2" }, uses)))
  end)

  it("loses no more than the line that was being written", function()
    run(jobs)
    local path <const> = folder .. "/out/.batch/journal"
    write(path, bytes_of(path):sub(1, -20))
    assert.same({ "b" }, (again()))
    assert.same({}, (again()))
  end)

  it("begins anew without --resume", function()
    run(jobs)
    local _, _, _, setup <const> = run(jobs)
    assert.equal(2, #setup.crew.started)
  end)
end)
