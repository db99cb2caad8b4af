-- Claims files that no run wrote: cut off, of other types, huge, deep, with an id twice. `ingot diff` and
-- `ingot why` name the file and what is wrong with it, or take it; they never stumble.

local article = require "ingot.article"
local claims_file = require "ingot.command.claims_file"
local claims_json = require "ingot.render.claims"
local compare = require "ingot.command.diff.compare"
local error_ = require "ingot.error"
local native = require "ingot.native"
local program = require "support.program"
local random = require "support.random"
local region = require "ingot.region"
local rounds = require "support.rounds"
local scratch = require "support.scratch"
local small_cube = require "support.small_cube"
local text = require "ingot.command.diff.text"

local function written()
  local cube <const> = small_cube { levels = {
    ["429"] = { ["2025-03"] = 10, ["2025-04"] = 30 }, ["116"] = { ["2025-04"] = 7 },
  } }
  local partners <const> = cube:by "partner"
  local a <const> = article.new { title = "Exports of {total}", period = "2025-04", names = {
    total = cube:measure("exports", "2025-04"),
    asean = cube:slice { region = "ASEAN" }:measure("exports", "2025-04"),
  } }
  a:say "Up to {total}, {total.mom:change}; ASEAN {asean}."
  a:table("By partner", partners:top(2, "exports", "2025-04"), {
    { "Partner", "{name}" }, { "Rank", "{exports.rank}" }, { "Share", "{exports.share}" },
  })
  local file <const> = claims_json.render(a:document(), {
    null = native.null, script = "a.lua", regions = { ASEAN = region.record "ASEAN" },
    products = { wire_cable = { "76141000", "76149000" } },
    sources = { { path = "data.csv", rows = 3, hash = "xxh3:0" } },
  })
  return native.json_encode(file)
end

local HOSTILE <const> = {
  0, -1, 1e308, 2.5, "", "-", "x", "NaN", "2025-13", "2025-04", "1e999999999", ("9"):rep(400), "\27[31m",
  true, false, {}, { 1, "a" }, { a = 1 }, { {} }, native.null,
}

local function keys_of(value)
  local keys <const> = {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  return keys
end

-- Puts something else somewhere, or takes away what stands there.
local function spoil(document, draw)
  local at, holder, key = document
  repeat
    holder, key = at, draw:pick(keys_of(at))
    at = holder[key]
  until type(at) ~= "table" or next(at) == nil or draw:chance(15)
  if not draw:chance(20) then
    holder[key] = draw:pick(HOSTILE)
  elseif math.type(key) == "integer" then
    table.remove(holder, key)
  else
    holder[key] = nil
  end
end

-- Compares two files as the command does; what is wrong with them, or nil.
local function problem_of(old, new)
  local worked <const>, problem <const> = pcall(function()
    local compared <const> = compare.of(claims_file.load(old), claims_file.load(new))
    return text.people(compared) .. text.json(compared)
  end)
  return not worked and problem or nil
end

describe("a claims file", function()
  it("that is not as a run writes it is refused or taken, never stumbled over", function()
    local folder <close> = scratch.new()
    local good <const> = written()
    local as_written <const> = folder:write("good.json", good)
    local refused, taken = 0, 0
    for round = 1, rounds(150) do
      local draw <const> = random(round)
      local document <const> = native.json_decode(good)
      for _ = 0, draw:below(3) do
        spoil(document, draw)
      end
      local bytes <const> = native.json_encode(document)
      local path <const> = folder:write("bad.json",
        draw:chance(10) and bytes:sub(1, draw:below(#bytes)) or bytes)
      for _, pair in ipairs { { path, as_written }, { as_written, path }, { path, path } } do
        local problem <const> = problem_of(pair[1], pair[2])
        assert(not problem or error_.is(problem) and problem.kind == "data",
          ("round %d: %s"):format(round, tostring(problem)))
        refused, taken = refused + (problem and 1 or 0), taken + (problem and 0 or 1)
      end
    end
    assert(refused > 0 and taken > 0)
  end)

  local function said_of(change)
    local folder <close> = scratch.new()
    local bytes <const> = change(written())
    local path <const> = folder:write("bad.json", bytes)
    local said <const> = {}
    for i, words in ipairs { { "diff", path, path }, { "why", path, "c1" } } do
      local result <const> = program.ingot(table.unpack(words))
      said[i] = ("%d %s"):format(result.code, (result.err:gsub(folder.folder:gsub("%p", "%%%0") .. "/", "")))
    end
    return said
  end

  it("is refused with the place of what is wrong", function()
    local function replacing(from, to)
      return function(bytes)
        local at <const>, last <const> = bytes:find(from, 1, true)
        assert(at, from)
        return bytes:sub(1, at - 1) .. to .. bytes:sub(last + 1)
      end
    end
    for _, case in ipairs {
      { replacing('"id":"c2"', '"id":"c1"'), "claims: entry 2 has the id of entry 1" },
      { replacing('"where":{"flow":"export"}', '"where":{"flow":7}'),
        "claims: entry 1: where has no 'flow' as a run writes it" },
      { replacing('"unit":"kg"', '"unit":{}'),
        "claims: entry 1: operands: entry 1 has no 'unit' as a run writes it" },
      { replacing('"period":"2025-04"', '"period":"2025-13"'),
        "it has no 'period' as a run writes it" },
      { replacing('"path":"data.csv"', '"path":null'),
        "sources: entry 1 has no 'path' as a run writes it" },
      { replacing('"paragraph":0', '"paragraph":0.5'),
        "sentences: entry 1: at has no 'paragraph' as a run writes it" },
    } do
      local expected <const> = "65 bad.json: " .. case[2] .. "\n"
      assert.same({ expected, expected }, said_of(case[1]))
    end
    local deep <const> = said_of(function() return ('{"claims":'):rep(100000) end)
    assert.same({ "65 bad.json: ", "65 bad.json: " }, { deep[1]:sub(1, 13), deep[2]:sub(1, 13) })
  end)

  it("sends nothing of its own to the terminal", function()
    local folder <close> = scratch.new()
    local path <const> = folder:write("bad.json", (written():gsub('"formula":"[^"]*"',
      '"formula":"\\u001b[2J"'):gsub('"hash":"[^"]*"', '"hash":"\\u202e"'):gsub(
      '"metric":"[^"]*"', '"metric":"\\u009b31m"')))
    for _, words in ipairs { { "why", path }, { "why", path, "c1" } } do
      local said <const> = program.ingot(table.unpack(words)).out
      assert.is_truthy(said:find("\\u{9B}31m", 1, true))
      assert.is_nil(said:find "\27" or said:find "\u{202E}" or said:find "\u{9B}")
    end
  end)

  it("whose regions or conditions cannot be had is bad data for `why`", function()
    local said <const> = said_of(function(bytes) return (bytes:gsub('"of":"partner"', '"of":"planet"')) end)
    assert.same({ "0 ", "65 bad.json: region 'ASEAN': unknown dimension 'planet'; those of regions are "
      .. "'partner', 'province'\n" }, said)
  end)
end)
