--- An article against the program's own figures: each claim is held against the value that claims
--- files have for it, or that follows from their levels. A claim whose subject, period or base cannot
--- be told for certain may be found right; found wrong it is not, it counts as not covered.
---
---     local findings, verdicts = against.check(claims, { { name = "april.claims.json", document = … } })
---     verdicts.f3   --> { state = "wrong", expected = "834,300", source = "april.claims.json, c5" }

local findings_ <const> = require "ingot.check.against.findings"
local judge <const> = require "ingot.check.against.judge"
local print_ <const> = require "ingot.check.against.print"

local M = {}

---@class ingot.check.Against  the verdict on one claim
---@field state ingot.check.AgainstState
---@field value? ingot.Number  what it should be, in the claim's unit
---@field expected? string     the same as the article would print it
---@field source? string       the claim of ours: "april.claims.json, c5"
---@field why? string          of what is not covered

local LEAST <const> = 3 -- figures that fit make a guess sure, when they are many times those that do not
local MANY <const> = 4

-- Goods named in other words are ours when the figures say so.
local function learn(verdicts)
  local counts <const> = {}
  local function goods_of(verdict)
    return verdict.guess and verdict.guess.metric .. " " .. (verdict.guess.names[1] or "")
  end
  for _, verdict in pairs(verdicts) do
    local name <const> = goods_of(verdict)
    if name then
      local count <const> = counts[name] or { fits = 0, wrong = 0 }
      counts[name] = count
      local field <const> = verdict.state == "wrong" and "wrong" or "fits"
      count[field] = count[field] + 1
    end
  end
  return function(verdict)
    local count <const> = verdict.guess and counts[goods_of(verdict)]
    return not verdict.guess
      or count and count.fits >= LEAST and count.fits >= MANY * count.wrong
  end
end

local countable <const> = { rank = true, streak = true, bound = true }

--- Holds claims against claims files.
---@param claims ingot.check.Claim[]
---@param sources { name: string, document: table }[]  as `ingot.command.claims_file` reads them
---@param page? ingot.check.Page   where it is given, our own sentences are looked for in it
---@return ingot.check.Finding[] findings  one for each wrong figure
---@return table<string, ingot.check.Against> verdicts  by id of the claim
function M.check(claims, sources, page)
  local run <const> = judge.begin(claims, sources, page)
  local findings <const>, verdicts <const> = {}, {}
  for _, claim in ipairs(claims) do
    verdicts[claim.id] = judge.of(run, claim)
  end
  local is_sure <const> = learn(verdicts)
  for _, claim in ipairs(claims) do
    local verdict <const> = verdicts[claim.id]
    if verdict.state == "wrong" and not (verdict.sure and is_sure(verdict)) then
      verdicts[claim.id] = judge.uncovered "what it is of, or against, is not certain"
    elseif verdict.state ~= "not_covered" and not countable[claim.kind] then
      verdict.expected = print_.like(claim, verdict.value, run.steps[claim])
    end
  end
  for _, claim in ipairs(claims) do
    local verdict <const> = verdicts[claim.id]
    if verdict.state == "wrong" then
      local mixed <const> = verdict.series and findings_.mixed_up(run, claim, verdict)
      findings[#findings + 1] = mixed or findings_.wrong(run, claim, verdict)
      verdicts[claim.id] = mixed and judge.uncovered "it is another's figure" or verdict
    end
    verdict.sure, verdict.guess, verdict.series, verdict.draft = nil, nil, nil, nil
  end
  return findings, verdicts
end

return M
