-- Five articles whose verdicts are known (tests/check/verdicts.lua): in our wording, and as they
-- were published where these documents are at hand (../shared/seeds, or the folder INGOT_SEEDS
-- names).

local found = require "support.figure_findings"
local native = require "ingot.native"
local program = require "support.program"
local scratch = require "support.scratch"

local OWN <const> = "tests/check/articles/"
local PUBLISHED <const> = os.getenv "INGOT_SEEDS" or "../shared/seeds"
local cases <const> = dofile "tests/check/verdicts.lua"

local function checked(...)
  local ran <const> = program.ingot("check", "--json", ...)
  local is_json <const>, result = pcall(native.json_decode, ran.out)
  assert(is_json, ran.err .. ran.out)
  local by_id <const> = {}
  for _, claim in ipairs(result.claims) do
    by_id[claim.id] = claim
  end
  for _, finding in ipairs(result.findings) do
    for i, id in ipairs(finding.claims) do
      finding.claims[i] = assert(by_id[id], id)
    end
  end
  return result, ran
end

-- The number of a quote: 21,300 of "21,300 mt", 42.91 of "up 42.91%".
local function digits_of(quote)
  return quote:match "%d[%d,.]*%d" or quote:match "%d"
end

local function has_all(texts, is_there)
  for _, text in ipairs(texts or {}) do
    if not is_there(text) then
      return false
    end
  end
  return true
end

local function meets(finding, wanted)
  local names <const> = {}
  for _, claim in ipairs(finding.claims) do
    names[digits_of(claim.quote) or ""] = true
  end
  local is_kind = false
  for _, kind in ipairs(wanted.kinds) do
    is_kind = is_kind or kind == finding.kind
  end
  local repair <const>, is <const> = wanted.repair, finding.repair
  return is_kind
    and has_all(wanted.names, function(digits) return names[digits] end)
    and has_all(wanted.proof, function(text) return finding.proof:find(text, 1, true) end)
    and (not repair or type(is) == "table" and is.from == repair.from and is.to == repair.to
      and is.unique == repair.unique)
end

local function told(findings)
  local lines <const> = {}
  for i, finding in ipairs(findings) do
    lines[i] = ("%s: %s: %s"):format(finding.kind, found.quotes(finding), finding.proof)
  end
  return "among:\n" .. table.concat(lines, "\n")
end

local function assert_found(findings, wanted)
  for _, finding in ipairs(findings) do
    if meets(finding, wanted) then
      return finding
    end
  end
  error(("no %s naming %s %s"):format(table.concat(wanted.kinds, "/"),
    table.concat(wanted.names or {}, ", "), told(findings)), 2)
end

-- A whole case against an article of these words.
local function holds(case, path)
  local result <const>, ran <const> = checked(path)
  assert.equal(case.verdict, result.verdict, told(result.findings))
  assert.equal(case.verdict == "inconsistent" and 1 or 0, ran.code)
  for _, wanted in ipairs(case.figures) do
    assert_found(result.findings, wanted)
  end
  for _, wanted in ipairs(case.words) do
    assert_found(result.findings, wanted)
  end
  local of_figures = {}
  for _, finding in ipairs(result.findings) do
    if found.is(finding) then
      local is_wanted = false
      for _, wanted in ipairs(case.figures) do
        is_wanted = is_wanted or meets(finding, wanted)
      end
      of_figures[#of_figures + 1] = not is_wanted and finding or nil
    end
  end
  -- In one that does not hold, a figure may be named again by what follows from it.
  if case.verdict ~= "inconsistent" then
    assert.equal("among:\n", told(of_figures))
  end
  for digits, verdict in pairs(case.claims) do
    local claim
    for _, one in ipairs(result.claims) do
      claim = claim or digits_of(one.quote) == digits and one
    end
    assert.is_truthy(claim, digits .. " is not read")
    assert.equal(verdict, claim.verdict, digits)
  end
end

local function holds_after(case, path)
  local here <close> = scratch.new()
  local ledger <const> = here:mkdir "ledger"
  checked("--ledger", ledger, OWN .. case.after)
  local result <const> = checked("--ledger", ledger, path)
  for name in require "lfs".dir(ledger) do
    if name ~= "." and name ~= ".." then
      here:keep(ledger .. "/" .. name)
    end
  end
  for _, wanted in ipairs(case.then_found) do
    assert_found(result.findings, wanted)
  end
end

describe("the five articles", function()
  local function is_there(path)
    local file <const> = io.open(path, "rb")
    return file and file:close()
  end

  for _, case in ipairs(cases) do
    local places <const> = { OWN .. case.article, PUBLISHED .. "/" .. case.published }
    for i, path in ipairs(places) do
      local name <const> = case.article .. (i == 2 and ", as published" or "")

      local function ready()
        if not is_there(path) then
          return pending "the published documents are not here"
        end
        return true
      end

      it(("get their verdict and findings: %s"):format(name), function()
        if ready() then
          holds(case, path)
        end
      end)

      if case.after then
        it(("tell more with a ledger: %s after %s"):format(name, case.after), function()
          if ready() then
            holds_after(case, path)
          end
        end)
      end
    end
  end
end)
