-- A result as JSON. Offsets and lengths count bytes of the article as it was given; a quote that is no
-- UTF-8 is shown with escapes, as JSON holds nothing else.

local legible <const> = require "ingot.legible"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local undated <const> = require "ingot.check.undated"

local M = {}

local function ordered(keys)
  local meta <const> = { __order = keys }
  return function(fields)
    return setmetatable(fields, meta)
  end
end

local function list(items, make)
  local made <const> = {}
  for i, item in ipairs(items) do
    made[i] = make(item)
  end
  return setmetatable(made, { __array = true })
end

local result_ <const> = ordered { "article", "verdict", "claims", "findings", "not_understood",
  "unread", "partial" }
local claim_ <const> = ordered { "id", "quote", "offset", "length", "kind", "value", "unit", "period",
  "subject", "verdict", "ours" }
local ours_ <const> = ordered { "state", "expected", "source", "why" }
local subject_ <const> = ordered { "what", "product", "partner", "province", "mode", "item", "group",
  "members" }
local finding_ <const> = ordered { "kind", "claims", "proof", "repair", "mode", "weight", "offset",
  "length" }
local repair_ <const> = ordered { "claim", "offset", "from", "to", "unique" }
local unread_ <const> = ordered { "offset", "length", "why" }
local number_ <const> = ordered { "quote", "offset" }

local function subject_of(subject)
  local fields <const> = {}
  for key, value in pairs(subject or {}) do
    fields[key] = type(value) == "string" and legible(value) or nil
  end
  fields.members = subject and subject.members and list(subject.members, subject_of)
  return subject_(fields)
end

-- What our own claims say of it.
local function ours_of(against)
  return against and ours_ {
    state = against.state, expected = against.expected, source = against.source and legible(against.source),
    why = against.why and legible(against.why),
  }
end

local function claim_of(claim, verdict, against)
  return claim_ {
    id = claim.id, quote = legible(claim.quote), offset = claim.offset, length = claim.length,
    kind = claim.kind, value = number.text(claim.value), unit = claim.unit,
    period = claim.period and not undated.is(claim.period) and tostring(claim.period) or native.null,
    subject = subject_of(claim.subject), verdict = verdict, ours = ours_of(against),
  }
end

local function repair_of(repair)
  return repair and repair_ {
    claim = repair.claim.id, offset = repair.offset, from = legible(repair.from),
    to = legible(repair.to), unique = repair.unique,
  } or native.null
end

local function finding_of(finding)
  return finding_ {
    kind = finding.kind, claims = list(finding.claims, function(claim) return claim.id end),
    proof = legible(finding.proof), repair = repair_of(finding.repair), mode = finding.mode,
    weight = finding.weight, offset = finding.offset, length = finding.length,
  }
end

local function fields_of(result, article)
  return result_ {
    article = article, verdict = result.verdict,
    claims = list(result.claims, function(claim)
      return claim_of(claim, result.verdicts[claim.id], result.against and result.against[claim.id])
    end),
    findings = list(result.findings, finding_of),
    partial = result.is_partial or nil, not_understood = list(result.not_understood, function(one)
      return number_ { quote = legible(one.quote), offset = one.offset }
    end),
    unread = #result.unread > 0 and list(result.unread, unread_) or nil,
  }
end

--- One result or, where there are several, a list of them, each with its `article`.
---@param results ingot.check.Result[]
---@return string
function M.render(results)
  local told <const> = #results == 1 and fields_of(results[1]) or list(results, function(result)
    return fields_of(result, legible(result.name))
  end)
  -- Numbers keep all their digits: they are written as texts, whose quotes are then taken off. In a
  -- text of the article there is a "\" before each quote.
  return (native.json_encode(told, 2):gsub('("value": )"([%d.eE+-]+)"', "%1%2")) .. "\n"
end

return M
