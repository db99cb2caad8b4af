-- How the end of a worker is told, and what the supervisor answers meanwhile.

local answers = require "ingot.command.answers"
local fake_crew = require "support.fake_crew"
local native = require "ingot.native"
local supervise = require "ingot.command.supervise"

local JOB <const> = {
  name = "s.lua", module = "ingot.duty.run", args = {},
  limits = { memory = 64 << 20, output = 16 << 20, time = 5, cpu = 0.5 },
}

local function ended(fields)
  fields.kind, fields.worker, fields.exit = "ended", 1, fields.exit or 75
  return fields
end

-- Event, line, of a job with limits.
local ends <const> = {
  { { how = "exit", exit = 0 }, nil },
  { { how = "exit", hit = "time" }, nil },
  { { how = "time", place = "s.lua:3" }, "s.lua:3: time limit: 5 s passed (--time 10s allows more)" },
  { { how = "time", place = "" }, "s.lua: time limit: 5 s passed (--time 10s allows more)" },
  { { how = "cpu", place = "a\27b.lua:3" },
    "a\\x1Bb.lua:3: time limit: 500 ms of processor time used up (--cpu 1s allows more)" },
  { { how = "memory" }, "s.lua: memory limit: more than 64M needed (--memory 128M allows more)" },
  { { how = "output" },
    "s.lua: output limit: more than 16M printed and written (--output 32M allows more)" },
  { { how = "signal", signal = 11, exit = 70, place = "s.lua:7" },
    "s.lua:7: the worker crashed (signal 11, a segmentation fault)" },
  { { how = "stack", signal = 11 }, "s.lua: stack overflow" },
  { { how = "signal", signal = 35, exit = 70 }, "s.lua: the worker crashed (signal 35)" },
  { { how = "signal", signal = 9, exit = 70 },
    "s.lua: the worker was ended from outside (signal 9)" },
  { { how = "signal", signal = 31, exit = 70 },
    "s.lua: ended by a system call that is not available in sandbox (signal 31)" },
  { { how = "signal", signal = 13, exit = 141 }, nil },
  { { how = "killed", exit = 70 }, "s.lua: was stopped" },
}

describe("the end of a worker", function()
  for i, case in ipairs(ends) do
    it(("is told in one line, unless the worker has told it (%d)"):format(i), function()
      assert.equal(case[2], supervise.said(JOB, ended(case[1])))
    end)
  end

  it("by a limit that the job does not know is told without it", function()
    assert.equal("s.lua: memory limit: more needed than there is",
      supervise.said({ name = "s.lua" }, ended { how = "memory" }))
  end)

  it("gives the exit code", function()
    assert.equal(75, supervise.exit_code(ended { how = "time" }))
    assert.equal(0, supervise.exit_code(ended { how = "exit", exit = 0 }))
  end)
end)

describe("following a worker", function()
  it("passes over what is not about its end", function()
    local crew <const> = fake_crew.new { false, ended { how = "exit", exit = 3, worker = 2 } }
    table.insert(crew.events, 2, { kind = "ended", worker = 7, how = "exit", exit = 1 })
    local event <const>, interrupt <const> = supervise.follow(crew, crew:start(JOB))
    assert.equal(3, event.exit)
    assert.is_nil(interrupt)
  end)

  for _, case in ipairs { { 2, 130 }, { 15, 143 } } do
    it(("ends with %d for signal %d, of which the worker was told"):format(case[2], case[1]), function()
      local crew <const> = fake_crew.new {
        { kind = "interrupt", times = 1, signal = case[1] }, ended { how = "exit", exit = 130 },
      }
      assert.equal(case[2], supervise.exit_code(supervise.follow(crew, crew:start(JOB))))
      assert.same({}, crew.killed)
    end)
  end

  it("kills a worker when interrupted twice", function()
    local interrupt <const> = { kind = "interrupt", times = 1, signal = 2 }
    local crew <const> = fake_crew.new {
      interrupt, { kind = "interrupt", times = 2, signal = 2 }, ended { how = "killed", exit = 70 },
    }
    assert.equal(130, supervise.exit_code(supervise.follow(crew, crew:start(JOB))))
    assert.same({ 1 }, crew.killed)
  end)

  it("keeps the exit code of work that was done in spite of an interrupt", function()
    local crew <const> = fake_crew.new {
      { kind = "interrupt", times = 1, signal = 2 }, ended { how = "exit", exit = 0 },
    }
    assert.equal(0, supervise.exit_code(supervise.follow(crew, crew:start(JOB))))
  end)
end)

describe("a request of a worker", function()
  local function answered(text)
    local crew <const> = fake_crew.new {}
    answers.answer(crew, { kind = "message", worker = 4, text = text })
    return crew
  end

  it("that is none is answered so", function()
    for _, text in ipairs { "", "{", "7", "null", "[]", "{}", '{"ask":7}', '{"ask":"exec"}',
      '{"ask":{"draw":1}}', "\xFF", ("["):rep(500) } do
      assert.same({ { worker = 4, text = '{"problem":"the request is not understood"}' } },
        answered(text).answers)
    end
  end)

  it("for a picture has gnuplot draw it", function()
    local crew <const> = answered(native.json_encode { ask = "draw", picture = {
      width = 640, height = 100, left = 10, right = 10, top = 10, bottom = 10,
      x = { from = 0, to = 1 }, y = { from = 0, to = 1 }, texts = setmetatable({}, { __array = true }),
      marks = { { kind = "line", tone = "blue", points = { { 0, 0 }, { 1, 1 } } } }, rules = {},
    } })
    assert.same({}, crew.answers)
    assert.equal(4, crew.plots[1].worker)
    assert.equal(10, crew.plots[1].seconds)
    assert.is_truthy(crew.plots[1].script:find(
      "\n$d1 << E\n0 0\n1 1\nE\nplot $d1 using 1:2 with lines", 1, true), crew.plots[1].script)
  end)

  it("for a picture that is none says what is wrong with it", function()
    local crew <const> = answered '{"ask":"draw","picture":{"width":640,"height":"1"}}'
    assert.same({ { worker = 4, text = native.json_encode {
      problem = "is not given a picture that is none: height: a whole number from 1 to 10000 expected",
    } } }, crew.answers)
    assert.same({}, crew.plots)
  end)
end)
