-- An article as rules of words see it: a line is a sentence as text, with the claims that stand in it
-- at their bytes. Cells of tables are no lines: no words speak of their figures.

local number <const> = require "ingot.number"
local page_ <const> = require "ingot.check.page"
local subjects <const> = require "ingot.check.subject"

local M = {}

---@class ingot.check.Spot
---@field claim ingot.check.Claim
---@field from integer  of its number in the line's text
---@field to integer    of its unit's last byte

---@class ingot.check.Line
---@field sentence ingot.check.Sentence
---@field block integer
---@field from integer                  of its first byte in the block's text
---@field text string
---@field low string                    the same in lower case, byte for byte
---@field placed ingot.check.Spot[]   in the order of the text
---@field role string

---@class ingot.check.Scene
---@field page ingot.check.Page
---@field lines ingot.check.Line[]
---@field claims ingot.check.Claim[]    of this article, those of tables as well
---@field earlier ingot.check.Claim[]   levels of earlier articles; may be none
---@field main? integer                 the month most of its figures are of: year × 12 + month − 1

--- A rule reports a finding, and where the words of it stand: bytes of a line's text.
---@alias ingot.check.Report fun(finding: ingot.check.Finding, line?: ingot.check.Line, from?: integer,
---   to?: integer)

-- Rules compare claims with claims and look around in lines, so what they see is bounded: an article
-- has some hundred of either. What goes beyond is not judged.
local MOST_LINES <const>, MOST_CLAIMS <const> = 2000, 500
local LONGEST_LINE <const> = 3000 -- bytes; no sentence is that long

local function text_of(page, sentence)
  local block <const> = page.blocks[sentence.block]
  local first <const>, last <const> = sentence.tokens[1], sentence.tokens[#sentence.tokens]
  if not block or not first or not block.text or sentence.cell then
    return nil
  end
  local to <const> = sentence.to or last.to
  if to - first.from >= LONGEST_LINE then
    return nil
  end
  return block.text:sub(first.from, to), first.from
end

-- A claim's token: the first from a place on that holds its digits; words ("first") by their quote.
local function token_of(tokens, claim, from)
  for i = from, #tokens do
    local token <const> = tokens[i]
    if token.digits == claim.digits or token.text == claim.digits or token.text == claim.quote then
      return token, i
    end
  end
end

local function place(line, claims)
  table.sort(claims, function(a, b) return a.offset < b.offset end)
  local next_token, last = 1, nil
  for _, claim in ipairs(claims) do
    local token, i
    if last and last.claim.offset == claim.offset then
      line.placed[#line.placed + 1] = { claim = claim, from = last.from, to = last.to }
    else
      token, i = token_of(line.sentence.tokens, claim, next_token)
    end
    if token then
      last = {
        claim = claim, from = (token.digits_from or token.from) - line.from + 1,
        to = token.to - line.from + 1,
      }
      line.placed[#line.placed + 1] = last
      next_token = i + 1
    end
  end
end

local main_kinds <const> = { level = true, mom = true, yoy = true, net = true, index = true }

-- The month most levels and rates are of; the later of two that are as frequent.
local function main_month(claims)
  local count, best = {}, nil
  for _, claim in ipairs(claims) do
    local period <const> = claim.period
    if main_kinds[claim.kind] and period and period.kind == "month" then
      count[period.to] = (count[period.to] or 0) + 1
    end
  end
  for month, n in pairs(count) do
    if not best or n > count[best] or n == count[best] and month > best then
      best = month
    end
  end
  return best
end

--- Sets up the lines of an article.
---@param page ingot.check.Page
---@param sentences ingot.check.Sentence[]
---@param claims ingot.check.Claim[]
---@param options? { earlier?: ingot.check.Claim[] }
---@return ingot.check.Scene
function M.of(page, sentences, claims, options)
  local by_sentence <const>, lines <const> = {}, {}
  claims = #claims <= MOST_CLAIMS and claims or table.move(claims, 1, MOST_CLAIMS, 1, {})
  for _, claim in ipairs(claims) do
    local list <const> = by_sentence[claim.sentence] or {}
    by_sentence[claim.sentence] = list
    list[#list + 1] = claim
  end
  for i, sentence in ipairs(sentences) do
    if #lines == MOST_LINES then break end
    local text <const>, from <const> = text_of(page, sentence)
    if text then
      local line <const> = {
        sentence = sentence, block = sentence.block, from = from, text = text, low = text:lower(),
        placed = {}, role = sentence.role,
      }
      place(line, by_sentence[sentence.n or i] or {})
      lines[#lines + 1] = line
    end
  end
  return {
    page = page, lines = lines, claims = claims, earlier = options and options.earlier or {},
    main = main_month(claims),
  }
end

-- ---- rules ----

-- Where a finding stands: its words, else its first claim; bytes of the article from 0.
local function locate(scene, finding, line, from, to)
  local block <const> = line and scene.page.blocks[line.block]
  if block and from then
    finding.offset, finding.length = page_.span(block, line.from + from - 1, line.from + to - 1)
  elseif finding.claims[1] then
    finding.offset, finding.length = finding.claims[1].offset, finding.claims[1].length
  end
end

-- Of this article: earlier ones have places of their own.
local function own_claims(scene, claims)
  local own <const>, list = {}, {}
  for _, claim in ipairs(scene.claims) do own[claim] = true end
  for _, claim in ipairs(claims) do
    if own[claim] then list[#list + 1] = claim end
  end
  return list
end

--- What rules report of an article, each thing once, in the order of the text.
---@param scene ingot.check.Scene
---@param rules fun(scene: ingot.check.Scene, report: ingot.check.Report)[]
---@return ingot.check.Finding[]
function M.collect(scene, rules)
  local findings <const>, had <const> = {}, {}
  local function report(finding, line, from, to)
    local key <const> = finding.kind .. "|" .. finding.proof
    if had[key] then return end -- a paragraph that stands twice on the page
    had[key] = true
    finding.claims = own_claims(scene, finding.claims)
    locate(scene, finding, line, from, to)
    findings[#findings + 1] = finding
    finding.order = #findings
  end
  for _, rule in ipairs(rules) do rule(scene, report) end
  table.sort(findings, function(a, b)
    local x <const>, y <const> = a.offset or -1, b.offset or -1
    if x ~= y then return x < y end
    return a.order < b.order
  end)
  for _, finding in ipairs(findings) do finding.order = nil end
  return findings
end

-- ---- claims ----

local rates <const> = { mom = true, yoy = true, ytd_yoy = true }

--- Whether a claim is a rate of growth in percent.
---@param claim ingot.check.Claim
---@return boolean
function M.is_rate(claim)
  return rates[claim.kind] == true and claim.unit == "%"
end

--- Whether a claim says by how much something moved.
---@param claim ingot.check.Claim
---@return boolean
function M.is_change(claim)
  return M.is_rate(claim) or claim.kind == "change"
end

--- A number as a float, for comparisons where digits do not matter.
---@param claim ingot.check.Claim
---@return number
function M.float(claim)
  return number.float(claim.value)
end

--- Whether two claims are of one thing; a field that one of them leaves out counts as alike only
--- where neither names it.
---@param a ingot.check.Claim
---@param b ingot.check.Claim
---@return boolean
function M.same_subject(a, b)
  return subjects.same(a.subject, b.subject)
end

--- Whether two periods are one.
---@param a? ingot.Period
---@param b? ingot.Period
---@return boolean
function M.same_period(a, b)
  return a ~= nil and b ~= nil and a.from == b.from and a.to == b.to
end

local level_kinds <const> = { level = true, index = true, net = true, ytd = true }

-- The level that a change is of: the one it was said of, else one of its like.
local function level_of(scene, claim)
  for _, level in ipairs(scene.claims) do
    if level_kinds[level.kind] and claim.of and claim.of.id then
      if level.id == claim.of.id then return level end
    elseif level_kinds[level.kind] and M.same_subject(level, claim)
      and M.same_period(level.period, claim.period) then
      return level
    end
  end
end

--- A change in percent of what was before: a rate as printed, points and amounts by their level.
---@param scene ingot.check.Scene
---@param claim ingot.check.Claim
---@return number?
function M.relative(scene, claim)
  if M.is_rate(claim) then return M.float(claim) end
  if claim.kind ~= "change" or claim.unit == "pp" and not M.is_index(claim) then return nil end
  local level <const> = level_of(scene, claim)
  local before <const> = level and M.float(level) - M.float(claim)
  return before and before > 0 and 100 * M.float(claim) / before or nil
end

--- Whether a claim is of an index, which is in points.
---@param claim ingot.check.Claim
---@return boolean
function M.is_index(claim)
  return claim.kind == "index" or claim.subject ~= nil and claim.subject.what == "index"
end

return M
