-- `run --watch`: what is looked at, what is printed of each run, how it ends.

local fake_crew = require "support.fake_crew"
local native = require "ingot.native"
local news = require "ingot.command.diff.news"
local scratch = require "support.scratch"
local watch = require "ingot.command.watch"

local function list(items) return setmetatable(items, { __array = true }) end

-- A claims file of one sentence with one figure.
local function claims(value)
  return native.json_encode { ingot = 1, script = "s.lua", language = "en", period = "2025-04",
    sources = list { { path = "data.csv", rows = 1, hash = "xxh3:" .. value } },
    sentences = list { {
      at = { paragraph = 1, sentence = 1 }, kind = "paragraph", text = ("Exports were %s mt."):format(value),
      words = "Exports were {c1} mt.", template = "Exports were {x:t0}.",
    } },
    claims = list { {
      id = "c1", text = value, at = { paragraph = 1, sentence = 1 }, metric = "exports",
      measure = "level", where = { flow = "export" }, period = "2025-04", value = value, unit = "t",
      display = { unit = "mt", decimals = 0, mode = "round" }, operands = list {}, rows = 1,
    } },
  }
end

-- Watches a script in a folder while `events` happen; gives what was printed and noted, the exit code,
-- and the crew. Events are made by functions that get the folder.
local function watched(events)
  local folder <close> = scratch.new()
  folder:write("s.lua", "return 1")
  folder:write("data.csv", "a\n1\n")
  local out <const>, err <const>, made <const> = {}, {}, {}
  for i, event in ipairs(events) do
    made[i] = function() return event(folder) end
  end
  local crew <const> = fake_crew.new(made)
  local code <const> = watch.watch {
    crew = crew, job = { name = folder:path "s.lua", out = folder.folder, limits = { time = 5 } },
    compare = news.between,
    print = function(text) out[#out + 1] = text end,
    note = function(text) err[#err + 1] = text end,
  }
  local function clean(parts)
    return (table.concat(parts):gsub(folder.folder:gsub("%p", "%%%0") .. "/", ""))
  end
  return { out = clean(out), err = clean(err), code = code, crew = crew }
end

-- A run that ends well, having written a claims file.
local function good(text, value)
  return function(folder)
    if value then
      folder:write("s.claims.json", claims(value))
    end
    return { kind = "ended", worker = 1, how = "exit", exit = 0, stdout = text, stderr = "",
      told = native.json_encode {
        outputs = list { value and "s.claims.json" or nil }, given = list { folder:path "d*.csv" },
        reads = list { { path = folder:path "s.lua" }, { path = folder:path "data.csv" } },
      } }
  end
end

local function bad(fields)
  return function()
    fields.kind, fields.worker, fields.stdout = "ended", 1, ""
    return fields
  end
end

local function saves(name, bytes)
  return function(folder)
    folder:write(name, bytes)
  end
end

local function nothing() return nil end

local function interrupt(signal)
  return function() return { kind = "interrupt", times = 1, signal = signal } end
end

-- Makes events of fakes number their workers: the nth run is of worker n.
local function numbered(events)
  local runs, made <const> = 0, {}
  for i, event in ipairs(events) do
    made[i] = function(folder)
      local one <const> = event(folder)
      if one and one.kind == "ended" then
        runs = runs + 1
        one.worker = runs
      end
      return one
    end
  end
  return made
end

local WATCHING <const> = "ingot: watching 3 files; Ctrl-C ends\n"

describe("run --watch", function()
  it("prints the text first, then what changed in it", function()
    local result <const> = watched(numbered {
      good("Exports were 3 mt.\n", "3"), nothing, saves("data.csv", "a\n22\n"), nothing,
      good("Exports were 4 mt.\n", "4"), interrupt(2),
    })
    assert.equal([[
Exports were 3 mt.
data data.csv: its bytes changed

paragraph 1, sentence 1: revised data
  exports in 2025-04: 3 → 4 mt (+1)
  - Exports were 3 mt.
  + Exports were 4 mt.

0 sentences as before
]], result.out)
    assert.equal(WATCHING .. "ingot: data.csv: saved, running again\n", result.err)
    assert.equal(0, result.code)
    assert.is_true(result.crew.jobs[1].collect)
  end)

  it("says when the text is as before", function()
    local result <const> = watched(numbered {
      good("A table\n"), saves("s.lua", "return 22"), nothing, good "A table\n", interrupt(2),
    })
    assert.equal("A table\nThe text is as before.\n", result.out)
  end)

  it("prints what has no claims again when it is other", function()
    local result <const> = watched(numbered {
      good("A table\n"), saves("s.lua", "return 22"), nothing, good "Another\n", interrupt(2),
    })
    assert.equal("A table\nAnother\n", result.out)
  end)

  it("goes on after errors, and looks at what the last good run read", function()
    local result <const> = watched(numbered {
      good("One\n", "3"), saves("s.lua", "return ="), nothing,
      bad { how = "exit", exit = 1, stderr = "s.lua:1: no\n" }, saves("s.lua", "while true do end"), nothing,
      bad { how = "time", exit = 75, place = "s.lua:1", stderr = "" }, saves("data.csv", "a\n333\n"),
      nothing, good("Two\n", "3"), interrupt(2),
    })
    assert.equal("One\nTwo\n", result.out)
    assert.equal(WATCHING .. "ingot: s.lua: saved, running again\ns.lua:1: no\n"
      .. "ingot: s.lua: saved, running again\ns.lua:1: time limit: 5 s passed (--time 10s allows more)\n"
      .. "ingot: data.csv: saved, running again\n", result.err)
    assert.equal(0, result.code)
  end)

  it("sees a file that comes to a pattern", function()
    local result <const> = watched(numbered {
      good "One\n", nothing, saves("d2.csv", "a\n"), nothing, good "One\n", interrupt(2),
    })
    assert.is_truthy(result.err:find("ingot: [^\n]*: saved, running again\n"), result.err)
  end)

  it("names a file that was replaced, and not its folder too", function()
    local function replaces(folder)
      folder:write("new", "a\n22\n")
      assert(os.rename(folder:path "new", folder:path "data.csv"))
    end
    local result <const> = watched(numbered {
      good "One\n", nothing, replaces, nothing, good "One\n", interrupt(2),
    })
    assert.equal(WATCHING .. "ingot: data.csv: saved, running again\n", result.err)
  end)

  it("waits until saving is over", function()
    local result <const> = watched(numbered {
      good "One\n", saves("data.csv", "a\n22\n"), saves("data.csv", "a\n22\n333\n"), nothing,
      good "Two\n", interrupt(2),
    })
    assert.equal("One\nTwo\n", result.out)
  end)

  it("takes what a worker tells for what it is", function()
    for _, told in ipairs { "", "[]", "7", '{"reads":7,"given":[7,{}],"outputs":["../x.claims.json",7]}',
      '{"reads":[7,{"path":7},{"path":"\\u0000"}]}' } do
      local result <const> = watched(numbered {
        function() return { kind = "ended", how = "exit", exit = 0, stdout = "A\n", told = told } end,
        interrupt(2),
      })
      assert.same({ "A\n", 0 }, { result.out, result.code })
    end
  end)

  it("ends with 0 after Ctrl-C, also during a run, and with 143 after SIGTERM", function()
    assert.equal(0, watched(numbered {
      interrupt(2), bad { how = "exit", exit = 130 },
    }).code)
    assert.equal(143, watched(numbered { good "One\n", interrupt(15) }).code)
  end)
end)
