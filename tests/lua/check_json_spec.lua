-- The JSON of `ingot check`, of every article that there is for tests, against the form that programs
-- rely on: which fields there are, of which types, with which words, and where they point.

local articles = require "ingot.check.articles"
local bytes_of = require "support.bytes_of"
local check = require "ingot.check"
local lfs = require "lfs"
local native = require "ingot.native"
local report = require "ingot.check.report"

local function set(words)
  local members <const> = {}
  for word in words:gmatch "%S+" do
    members[word] = true
  end
  return members
end

local verdicts <const> = set "consistent truncation rounded_up inconsistent"
local claim_verdicts <const> = set "ok truncation rounded_up inconsistent uncheckable"
local claim_kinds <const> = set "level mom yoy ytd ytd_yoy share rank change net streak index bound"
local finding_kinds <const> = set [[parts_total net share_of growth ytd_chain rank_order share_sum
  part_over_whole month_label stale_copy unit_word wording list_mismatch malformed omission ledger]]

local function one_of(members)
  return function(value) return members[value] end
end

local function text(value) return type(value) == "string" end
local function said(value) return type(value) == "string" and value ~= "" end
local function whole(value) return math.type(value) == "integer" and value >= 0 end
local function number(value) return type(value) == "number" and value == value end
local function period(value)
  return value == native.null or type(value) == "string" and value:find "^%d%d%d%d" ~= nil
end
local function optional(is) return function(value) return value == nil or is(value) end end

-- Checks the fields of an object: all that are there, and no others.
local function object(fields, where)
  return function(value)
    assert(type(value) == "table", where .. ": an object expected")
    for name, is in pairs(fields) do
      assert(is(value[name]), ("%s: %s: %s"):format(where, name, tostring(value[name])))
    end
    for name in pairs(value) do
      assert(fields[name], ("%s: %s is not in the form"):format(where, name))
    end
    return true
  end
end

local function list(is)
  return function(value)
    assert(type(value) == "table", "a list expected")
    for i = 1, #value do
      assert(is(value[i]), ("entry %d: %s"):format(i, tostring(value[i])))
    end
    for key in pairs(value) do
      assert(math.type(key) == "integer", "a list has the key " .. tostring(key))
    end
    return true
  end
end

local subject
subject = object({
  what = optional(said), product = optional(said), partner = optional(said), province = optional(said),
  mode = optional(said), item = optional(said), group = optional(said),
  members = optional(list(function(value) return subject(value) end)),
}, "subject")

local repair <const> = object({
  claim = optional(said), offset = whole, from = said, to = said,
  unique = function(value) return type(value) == "boolean" end,
}, "repair")

local document <const> = object({
  verdict = one_of(verdicts),
  claims = list(object({
    id = said, quote = said, offset = whole, length = whole, kind = one_of(claim_kinds), value = number,
    unit = text, period = period, subject = subject, verdict = one_of(claim_verdicts),
  }, "claim")),
  findings = list(object({
    kind = one_of(finding_kinds), claims = list(said), proof = said,
    repair = function(value) return value == native.null or repair(value) end,
    mode = optional(one_of(set "truncate round_up")), weight = one_of(set "figure word"),
    offset = optional(whole), length = optional(whole),
  }, "finding")),
  not_understood = list(object({ quote = said, offset = whole }, "not_understood")),
}, "document")

-- Whether findings that speak of figures, and the verdicts on these, make the verdict on all.
local function agrees(told)
  local by_id <const>, worst = {}, "consistent"
  for _, claim in ipairs(told.claims) do
    assert.is_nil(by_id[claim.id])
    by_id[claim.id] = claim
    worst = claim.verdict == "inconsistent" and "inconsistent" or worst
  end
  for _, finding in ipairs(told.findings) do
    worst = finding.weight == "figure" and not finding.mode and "inconsistent" or worst
    for _, id in ipairs(finding.claims) do
      assert(by_id[id], "a finding names the claim " .. id)
      assert(finding.weight == "word" or by_id[id].verdict ~= "ok" and by_id[id].verdict ~= "uncheckable",
        finding.kind .. " is found of a claim that is " .. by_id[id].verdict)
    end
    local mend <const> = finding.repair ~= native.null and finding.repair
    assert(not mend or not mend.claim or by_id[mend.claim], "a repair of a claim that is there")
  end
  assert(worst == "consistent" or told.verdict == "inconsistent", told.verdict)
  return true
end

local function held(path)
  local bytes <const> = bytes_of(path)
  local told <const> = assert(native.json_decode(report.json { check.article(bytes, { name = path }) }))
  assert(document(told) and agrees(told))
  local is_plain <const> = path:find "%.txt$"
  for _, claim in ipairs(told.claims) do
    local quote <const> = bytes:sub(claim.offset + 1, claim.offset + claim.length)
    assert.equal(claim.length, #quote)
    if is_plain then
      assert.equal((claim.quote:gsub("%s+", " ")), (quote:gsub("%s+", " ")))
    end
  end
  for _, finding in ipairs(told.findings) do
    local mend <const> = finding.repair ~= native.null and finding.repair
    if mend and is_plain then
      assert.equal(mend.from, bytes:sub(mend.offset + 1, mend.offset + #mend.from))
    end
  end
end

local function paths_in(where)
  local paths <const> = {}
  for _, ending in ipairs { "txt", "md", "html" } do
    local found <const>, list_of = pcall(articles.read, { where .. "/*." .. ending })
    for _, article in ipairs(found and list_of or {}) do
      paths[#paths + 1] = article.path
    end
  end
  table.sort(paths)
  return paths
end

describe("the JSON of ingot check", function()
  for _, path in ipairs(paths_in "tests/check/articles") do
    it("has its form of " .. path, function() held(path) end)
  end

  for _, path in ipairs(paths_in "tests/check/desks") do
    it("has its form of " .. path, function() held(path) end)
  end

  it("has its form of the published articles", function()
    if not lfs.attributes "../shared/seeds" then
      return pending "the published articles are not at hand"
    end
    for _, path in ipairs(paths_in "../shared/seeds") do
      held(path)
    end
  end)

  it("has its form of slips of all sorts", function()
    local path <const> = os.tmpname() .. ".txt"
    local file <const> = assert(io.open(path, "wb"))
    file:write [[
Alumina exports were 30,400 mt in May 2025, up 9.5% YoY from 21,000 mt. Iraq took 36,100 mt, or 216,00 mt.
Imports fell 42.% to 1,200 mt\xFF in May 2025; net exports were 12,345 mt. Shares were 60%, 55% and 12%.
]]
    file:close()
    local ok <const>, message <const> = pcall(held, path)
    os.remove(path)
    os.remove((path:gsub("%.txt$", "")))
    assert(ok, message)
  end)
end)
