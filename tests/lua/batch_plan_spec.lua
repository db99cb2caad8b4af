-- What the supervisor makes of the plan that a manifest's worker told: whatever it is, it is taken
-- whole or refused, and no job's folder leads out of the batch's.

local error_ = require "ingot.error"
local message = require "ingot.message"
local plan = require "ingot.batch.plan"

local NONSENSE <const> = "m.lua: the worker that read the manifest answered with nonsense"

local function refused(text)
  local taken <const>, raised <const> = pcall(plan.take, text, "m.lua")
  assert.falsy(taken, text and text:sub(1, 200))
  assert.equal("script", error_.is(raised) and raised.kind, text and text:sub(1, 200))
  return tostring(raised)
end

-- A plan of jobs that differ from a sound one.
local function jobs(...)
  local list <const> = {}
  for i, other in ipairs { ... } do
    list[i] = { name = "a", script = "s.lua", set = {}, out = "a", limits = {}, line = 1 }
    for field, value in pairs(other) do
      list[i][field] = value
    end
  end
  return message.write { inputs = setmetatable({}, { __array = true }), jobs = list }
end

local INPUT <const> = '{"name":"a","sources":[],"files":[],"options":{}}'

local nonsense <const> = {
  "", "null", "1", "[]", "{}", '"x"', ("["):rep(100000), ("["):rep(150) .. ("]"):rep(150),
  '{"inputs":[],"jobs":1}', '{"inputs":[],"jobs":[1]}', '{"inputs":[],"jobs":[null]}',
  '{"inputs":[],"jobs":[[]]}', '{"inputs":[],"jobs":[{"name":"a","name":"b"}]}',
  '{"inputs":[1],"jobs":[]}', '{"inputs":[{"name":"a"}],"jobs":[]}',
  '{"inputs":[{"name":"a","sources":"x","files":[],"options":{}}],"jobs":[]}',
  '{"inputs":[{"name":"a","sources":[],"files":[1],"options":{}}],"jobs":[]}',
  ('{"inputs":[%s,%s],"jobs":[]}'):format(INPUT, INPUT),
  '{"inputs":[],"jobs":[' .. ("{},"):rep(100000) .. "{}]}",
  jobs { name = 1 }, jobs { name = "a\0" }, jobs { name = ("x"):rep(5000) }, jobs { out = "a\0b" },
  jobs { out = ("x"):rep(5000) }, jobs { script = 1 }, jobs { script = "a\0b" },
  jobs { set = "x" }, jobs { set = { "1" } }, jobs { set = { x = 1 } }, jobs { set = { x = {} } },
  jobs { set = { [" x"] = "1" } }, jobs { set = { x = "\0" } },
  jobs { set = { x = ("v"):rep(5000) } }, jobs { limits = "x" }, jobs { limits = { memory = "1G" } },
  jobs { limits = { memory = -1 } }, jobs { limits = { memory = 2^60 } },
  jobs { limits = { time = 2^40 } },
}

describe("the plan of a batch", function()
  it("is refused where it is none", function()
    assert.equal(NONSENSE, refused(nil))
    for _, text in ipairs(nonsense) do
      assert.equal(NONSENSE, refused(text), text:sub(1, 200))
    end
  end)

  it("has no job whose outputs would lie elsewhere", function()
    for _, out in ipairs {
      "", "..", "a/..", "../a", "a/../b", "/etc", "/", "a//b", "a/", ".batch", "a/.b", "a\nb",
      ("x"):rep(300), "summary.json", "a.out.txt", "a/b.err.txt",
    } do
      assert.is_truthy(refused(jobs { out = out }):find("^m%.lua:1: job 'a': out '"), out)
    end
  end)

  it("has no two jobs of one name or folder", function()
    assert.is_truthy(refused(jobs({}, { out = "b" })):find("two jobs are called 'a'", 1, true))
    assert.is_truthy(refused(jobs({}, { name = "b" })):find("same output folder 'a'", 1, true))
    assert.is_truthy(refused(jobs({}, { name = "b", out = "a/b" })):find("lies in that of", 1, true))
    assert.is_truthy(refused(jobs({ out = "b/c/d" }, { name = "b", out = "b/c" }))
      :find("lies in that of", 1, true))
  end)

  it("is copied field by field", function()
    local taken <const> = plan.take(jobs {
      line = -5, limits = { memory = 1.5, time = 0.5, x = 1 }, more = {},
    }, "m.lua")
    assert.same({ inputs = {}, jobs = { {
      name = "a", script = "s.lua", set = {}, out = "a", limits = { memory = 2, time = 0.5 }, line = 0,
    } } }, taken)
  end)
end)
