-- Articles in several languages show the same values: the claims of both are one set, and each
-- printed text is the value of its claim under its own display.

local lfs = require "lfs"
local printed = require "support.printed"
local program = require "support.program"
local scratch = require "support.scratch"

-- What a script is run with besides its defaults.
local runs <const> = {
  cable_exports_month = {
    { "period=2023-01" }, { "period=2025-12", "levels=truncate" }, { "product=primary_aluminum" },
    { "product=primary_aluminum", "period=2023-10" }, -- less than 100 mt of one part
  },
  regions_and_classes = { { "period=2023" }, { "period=2024-06" } },
  cable_exports_year = { { "period=2023" }, { "period=2024", "product=alumina" } },
}

local function scripts()
  local names <const> = {}
  for file in lfs.dir "scripts" do
    local name <const> = file:match "^([%w_]+)%.lua$"
    names[#names + 1] = name and not name:find "_batch$" and name or nil -- a manifest is no script
  end
  table.sort(names)
  return names
end

-- Runs a script; the claims it wrote, by language. The first language has no ending of its own.
local function claims_of(script, settings)
  local folder <close> = scratch.new()
  local words <const> = { "run", ("scripts/%s.lua"):format(script), "--out", folder.folder }
  for _, setting in ipairs(settings) do
    table.move({ "--set", setting }, 1, 2, #words + 1, words)
  end
  local result <const> = program.ingot(table.unpack(words))
  assert.equal(0, result.code, result.err)
  local claims <const> = {}
  for file in lfs.dir(folder.folder) do
    local lang <const> = file:match "%.(%l%l)%.claims%.json$" or file:find "%.claims%.json$" and "en"
    if lang then
      claims[lang] = printed.claims(folder:path(file))
    end
  end
  return claims
end

local function check(script, settings)
  local claims <const> = claims_of(script, settings)
  assert(claims.en and #claims.en > 0, "no claims")
  for lang, list in pairs(claims) do
    assert.same(printed.statements(claims.en), printed.statements(list))
    for _, claim in ipairs(list) do
      local problem <const> = printed.problem(claim, lang)
      assert(not problem, ("%s in %s: %s"):format(claim.id, lang, problem))
    end
  end
  return claims
end

describe("the languages of an article", function()
  for _, script in ipairs(scripts()) do
    it("show the same values: scripts/" .. script, function()
      check(script, {})
      for _, settings in ipairs(runs[script] or {}) do
        assert(check(script, settings).zh, "no article in Chinese")
      end
    end)
  end

  it("are held against the values, not against the program's own rounding", function()
    local function problem(text, lang, value, display, unit)
      return printed.problem({ text = text, value = value, unit = unit or "t", display = display },
        lang)
    end
    local wan <const> = { unit = "万吨", decimals = 2, print_as = "mt", mode = "round" }
    local cut <const> = { unit = "万吨", decimals = 2, print_as = "mt", mode = "truncate" }
    local below <const> = { unit = "万吨", decimals = 2, print_as = "mt", mode = "below" }
    assert.is_nil(problem("100", "en", "8.051", below))
    assert.equal("100 mt is not 101 t", problem("100", "en", "101", below))
    local percent <const> = { unit = "%", decimals = 1, mode = "round" }
    assert.is_nil(problem("21,400", "en", "21393.2", wan))
    assert.is_nil(problem("2.14", "zh", "21393.2", wan))
    assert.is_nil(problem("2.13", "zh", "21393.2", cut))
    assert.is_nil(problem("5.3", "zh", "-5.31", percent, "%"))
    assert.equal("21,300 mt is not 21393.2 t", problem("21,300", "en", "21393.2", wan))
    assert.equal("2.13 万吨 is not 21393.2 t", problem("2.13", "zh", "21393.2", wan))
    assert.equal("2.14 万吨 is not 21393.2 t", problem("2.14", "zh", "21393.2", cut))
    assert.equal("-5.3 % is not 5.31 %", problem("-5.3", "en", "5.31", percent, "%"))
    assert.equal("nan is no number", problem("nan", "en", "5.31", percent, "%"))
  end)
end)
