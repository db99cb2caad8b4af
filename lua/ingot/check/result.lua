-- What a check found, judged: a verdict on the article and one on each of its claims. Figures and labels
-- decide; words that contradict figures, and what goes unsaid, are findings that leave it consistent.

local M = {}

---@alias ingot.check.ClaimVerdict "ok"|"truncation"|"rounded_up"|"inconsistent"|"uncheckable"

---@class ingot.check.Finding
---@field kind string      "parts_total" "net" "share_of" … "wording" "ledger"
---@field title? string    what reports call it, where its kind is not all: a key of their words
---@field claims ingot.check.Claim[]
---@field same? ingot.check.Claim[]    claims elsewhere in the text that say the same as one of these
---@field proof string     lines of plain arithmetic
---@field repair? ingot.check.Repair
---@field mode? ingot.check.Mode       in which the figures would hold: "truncate", "round_up"
---@field weight "figure"|"word"       whether it speaks of figures and labels, or of words
---@field offset? integer  of what it speaks of, where that is no claim; bytes from 0
---@field length? integer

---@class ingot.check.Result
---@field name string      of the article: its path
---@field page ingot.check.Page
---@field claims ingot.check.Claim[]     in the order of the text
---@field findings ingot.check.Finding[] figures first, each in the order of the text
---@field not_understood { quote: string, offset: integer }[]
---@field unread ingot.check.Cut[]       pieces of the text that were not looked at, and why
---@field verdict ingot.check.Verdict
---@field verdicts table<string, ingot.check.ClaimVerdict>  by id of a claim
---@field is_partial boolean             not all relations were tried: there may be other contradictions
---@field tied table<string, true>       ids of the claims that others hold
---@field against? table<string, ingot.check.Against>  by id: what our own claims say of it, where asked
local Result = { __name = "ingot.check.result" }
Result.__index = Result

-- What a mode that figures need makes of them, and how much that weighs.
local by_mode <const> = { truncate = "truncation", round_up = "rounded_up" }
local weights <const> = { truncation = 1, rounded_up = 2, inconsistent = 3 }

local function verdict_of(finding)
  return by_mode[finding.mode] or "inconsistent"
end

local function place_of(finding)
  local first = finding.offset
  for _, claim in ipairs(finding.claims) do
    first = math.min(first or claim.offset, claim.offset)
  end
  return first or 0
end

-- A minus is written as one wherever a proof's figure has it, however the finding made its text; hyphens
-- between digits are dates and codes.
local function with_minus(text)
  return (text:gsub("%f[^\0%s%(/]%-%f[%d]", "−"))
end

-- Figures first, each kind of weight in the order of the text; of one place in the order found.
local function in_order(findings)
  local order <const> = {}
  for i, finding in ipairs(findings) do
    finding.proof = with_minus(finding.proof)
    order[finding] = i
  end
  local sorted <const> = table.move(findings, 1, #findings, 1, {})
  table.sort(sorted, function(a, b)
    if a.weight ~= b.weight then
      return a.weight == "figure"
    end
    local at_a <const>, at_b <const> = place_of(a), place_of(b)
    if at_a ~= at_b then
      return at_a < at_b
    end
    return order[a] < order[b]
  end)
  return sorted
end

-- Findings about figures in the order in which they tell of one: a wrong label speaks of a figure only
-- where nothing else does.
local function speaking(findings)
  local figures <const>, labels <const> = {}, {}
  for _, finding in ipairs(findings) do
    if finding.weight == "figure" then
      table.insert(finding.kind == "month_label" and labels or figures, finding)
    end
  end
  return { figures, labels }
end

local function claims_of(finding)
  local claims <const> = table.move(finding.claims, 1, #finding.claims, 1, {})
  return table.move(finding.same or {}, 1, #(finding.same or {}), #claims + 1, claims)
end

-- The heaviest verdict that findings give each claim, by id.
local function heaviest(findings)
  local found <const> = {}
  for _, finding in ipairs(findings) do
    local verdict <const> = verdict_of(finding)
    for _, claim in ipairs(claims_of(finding)) do
      local is_heavier <const> = weights[verdict] > (weights[found[claim.id]] or 0)
      found[claim.id] = is_heavier and verdict or found[claim.id]
    end
  end
  return found
end

-- Of claims by what was found of them, else by whether anything holds them.
local function verdicts_of(claims, findings, tied)
  local of <const> = speaking(findings)
  local by_figures <const>, by_labels <const> = heaviest(of[1]), heaviest(of[2])
  local verdicts <const> = {}
  for _, claim in ipairs(claims) do
    verdicts[claim.id] = by_figures[claim.id] or by_labels[claim.id]
      or tied[claim.id] and "ok" or "uncheckable"
  end
  return verdicts
end

-- From a verdict on all figures together on. Where cutting explains one finding and rounding up another,
-- nothing explains both: no desk does both to its figures.
local function verdict_of_all(findings, begun)
  local found = begun or "consistent"
  for _, finding in ipairs(findings) do
    local verdict <const> = finding.weight == "figure" and verdict_of(finding) or found
    if found == "consistent" then
      found = verdict
    elseif verdict ~= found then
      return "inconsistent"
    end
  end
  return found
end

--- Judges what was found.
---@param found table  its name, page, claims, findings, not_understood, tied, against; and the verdict on
---   the figures by themselves, where that is known
---@return ingot.check.Result
function M.of(found)
  local findings <const> = in_order(found.findings)
  return setmetatable({
    name = found.name, page = found.page, claims = found.claims, findings = findings,
    not_understood = found.not_understood, unread = found.unread or {},
    is_partial = found.is_partial or false, tied = found.tied, against = found.against,
    verdict = verdict_of_all(findings, found.verdict),
    verdicts = verdicts_of(found.claims, findings, found.tied),
  }, Result)
end

--- The verdict and the findings, as `print` shows them.
function Result:__tostring()
  return require "ingot.check.report".text(self)
end

--- Whether a value is what a check gave.
---@param value any
---@return boolean
function M.is(value)
  return getmetatable(value) == Result
end

return M
