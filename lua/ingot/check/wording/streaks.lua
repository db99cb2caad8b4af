-- "Again", "for the third consecutive month" and "regained" against what the article says of the
-- period before, and of the run itself.

local around <const> = require "ingot.check.wording.around"
local number <const> = require "ingot.number"
local says <const> = require "ingot.check.wording.says"
local scene_ <const> = require "ingot.check.wording.scene"

local function word_of(claim)
  return (number.sign(claim.value) > 0 and "+" or "") .. number.text(claim.value) .. "%"
end

-- The rate of the same thing and comparison one period before.
local function rate_before(scene, claim)
  for _, list in ipairs { scene.claims, scene.earlier } do
    for _, other in ipairs(list) do
      if other.kind == claim.kind and other.period and claim.period
        and other.period.to == claim.period.from - 1 and scene_.same_subject(other, claim) then
        return other
      end
    end
  end
end

local function again(scene, line, report)
  for from, to in line.low:gmatch "()%f[%a]again()%f[%A]" do
    for i, placed in ipairs(line.placed) do
      local claim <const> = placed.claim
      local before <const> = line.low:sub(placed.to + 1, from - 1)
      local behind <const> = line.low:sub(to, placed.from - 1)
      local near <const> = placed.to < from and before:find "^[%s%a%-]*$" and #before < 12
        or placed.from > to and behind:find "^[%s%a%-]*$" and #behind < 24
          and around.before(line, i):find "again"
      local earlier <const> = near and claim.kind == "mom" and scene_.is_rate(claim)
        and rate_before(scene, claim)
      if earlier and number.sign(earlier.value) * number.sign(claim.value) < 0 then
        report({
          kind = "wording", weight = "word", claims = { claim, earlier },
          proof = ("'again' is said of %s after %s the period before"):format(word_of(claim),
            word_of(earlier)),
        }, line, from, to - 1)
      end
    end
  end
end

local ups <const> = says.beginning { "rose", "rise", "rising", "increas", "grew", "growth", "growing",
  "gain", "climb", "expan" }
local downs <const> = says.beginning { "fell", "fall", "declin", "decreas", "drop", "shr[au]nk",
  "contract", "slid" }

local function direction(text)
  local up <const>, down <const> = says.any(text, ups), says.any(text, downs)
  if up == down then return 0 end
  return up and 1 or -1
end

-- Where these stand between, the figure is another story than the run.
local turns <const> = { ";", "%f[%a]but%f[%A]", "%f[%a]while%f[%A]", "%f[%a]although%f[%A]", "though",
  "%f[%a]despite%f[%A]", "%f[%a]yet%f[%A]", "%f[%a]however%f[%A]", "yoy", "year", "annual", "y/y",
  "%f[%a]after%f[%A]", "%f[%a]to%f[%A]", "%f[%a]with%f[%A]" }

local function goes_on(between)
  return #between < 60 and not says.any(between, turns)
end

-- "rose for the third consecutive month, down 2.3% MoM": a run of one direction and a rate of the other.
local function consecutive(line, report)
  for _, pattern in ipairs { "%f[%a]consecutive months?%f[%A]", "%f[%a]straight months?%f[%A]",
    "%f[%a]months? in a row%f[%A]", "%f[%a]months? running%f[%A]" } do
    local from <const>, to <const> = line.low:find(pattern)
    if from then
      local clause <const> = around.last_clause(line.low:sub(1, from - 1))
      local sign <const> = direction(clause .. " " .. around.first_clause(line.low:sub(to + 1)))
      for i, placed in ipairs(line.placed) do
        local claim <const> = placed.claim
        local between <const> = placed.from > to and line.low:sub(to + 1, placed.from - 1) or ";"
        if sign ~= 0 and claim.kind == "mom" and scene_.is_rate(claim)
          and number.sign(claim.value) == -sign and goes_on(between) then
          report({
            kind = "wording", weight = "word", claims = { claim },
            proof = ("a run of %s goes with %s mom"):format(sign > 0 and "rises" or "falls",
              word_of(claim)),
          }, line, from, placed.to)
          return i
        end
      end
    end
  end
end

local returns <const> = { "%f[%a]regain%a*", "%f[%a]reclaim%a*", "%f[%a]retook%f[%A]" }

-- Runs told of in a line, or in its block of a member that the line names.
local function runs_of(scene, line)
  local runs <const> = {}
  for _, claim in ipairs(scene.claims) do
    local subject <const> = claim.subject or {}
    local name <const> = subject.partner or subject.province or subject.item
    local named <const> = claim.block == line.block and name
      and line.low:find(name:lower(), 1, true)
    if claim.kind == "streak" and (claim.n or 0) >= 2
      and (named or claim.sentence == line.sentence.n) then
      runs[#runs + 1] = claim
    end
  end
  return runs
end

-- What is held for a second month was not regained in this one.
local function regained(scene, line, report)
  for _, pattern in ipairs(returns) do
    local from <const>, to <const> = line.low:find(pattern)
    local run <const> = from and runs_of(scene, line)[1]
    if run then
      report({
        kind = "wording", weight = "word", claims = { run },
        proof = ("'%s' is said of a place held for %d months"):format(line.text:sub(from, to), run.n),
      }, line, from, to)
    end
  end
end

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  for _, line in ipairs(scene.lines) do
    again(scene, line, report)
    consecutive(line, report)
    regained(scene, line, report)
  end
end
