--- The fact-checker: an article that anyone published, in English, as text, Markdown or HTML, is read as
--- claims; figures that cannot all hold are named, with the proof and the smallest repair.
---
---     local result = ingot.check "Exports of alumina were 30,400 mt in May 2025, of which Iraq took 36,100 mt."
---     print(result.verdict)                                   --> inconsistent
---     for _, finding in ipairs(result.findings) do print(finding.kind, finding.proof) end
---     print(result)                                           -- all findings, as people read them

local conflicts_ <const> = require "ingot.check.conflicts"
local labels <const> = require "ingot.check.labels"
local lazy <const> = require "ingot.lazy"
local page_ <const> = require "ingot.check.page"
local read <const> = require "ingot.check.read"
local repair <const> = require "ingot.check.repair"
local result_ <const> = require "ingot.check.result"
local tied <const> = require "ingot.check.tied"
local tokens <const> = require "ingot.check.tokens"
local wording <const> = require "ingot.check.wording"

local against <const> = lazy "ingot.check.against" ---@module "ingot.check.against"
local ledger_ <const> = lazy "ingot.check.ledger" ---@module "ingot.check.ledger"

local M = {}

---@class ingot.check.Options
---@field name? string     of the article: its file, whose ending tells text, Markdown and HTML
---@field claims? { name: string, document: table }[]  claims files of ours to hold it against
---@field ledger? ingot.check.Ledger  of articles that were checked before

local function append(list, more)
  table.move(more, 1, #more, #list + 1, list)
end

-- The claims of all conflicts but one.
local function others_of(conflicts, own)
  local seen <const>, others <const> = {}, {}
  for _, claim in ipairs(own.claims) do
    seen[claim] = true
  end
  for _, conflict in ipairs(conflicts) do
    for _, claim in ipairs(conflict.claims) do
      others[#others + 1] = not seen[claim] and claim or nil
      seen[claim] = true
    end
  end
  return others
end

-- The figures elsewhere in the text that say the same as those of a conflict.
local function copies_of(conflict)
  local same <const> = {}
  for _, claim in ipairs(conflict.claims) do
    for _, copy in ipairs(conflict.copies[claim] or {}) do
      same[#same + 1] = copy ~= claim and copy or nil
    end
  end
  return same
end

-- Edits that leave a figure what it is of.
local of_number <const> = { digit = true, swap = true, sign = true, factor = true, length = true }

-- Whether a change that another conflict has to have, as the only one that mends it, is all that this one
-- needs: then it is no slip of its own, and its other figures are not to be suspected.
local function is_echo(conflict, mended, system, others)
  for _, claim in ipairs(conflict.claims) do
    if mended[claim] and repair.mends(mended[claim], conflict, system, others) then
      return true
    end
  end
  return false
end

-- Sets of figures that cannot all hold, each with its repair, as findings; and what they leave of the
-- article.
local function contradictions(claims)
  local held <const> = conflicts_.find(claims)
  local findings <const>, mended <const> = {}, {}
  for _, conflict in ipairs(held.conflicts) do
    local others <const> = others_of(held.conflicts, conflict)
    if not is_echo(conflict, mended, held.system, others) then
      local mend <const> = repair.find(conflict, claims, held.system, others)
      if mend and mend.unique and of_number[mend.edit] then
        mended[mend.claim] = mend
      end
      findings[#findings + 1] = {
        kind = conflict.kind, title = conflict.title, claims = conflict.claims,
        same = copies_of(conflict), mode = conflict.mode,
        proof = table.concat(conflict.proof, "\n"), weight = "figure", repair = mend,
      }
    end
  end
  return findings, held
end

-- What nobody read, from a sentence on too, in the order of the text.
local function unread_of(page, from)
  if from then
    page_.leave(page.unread, page_.offset(from.text, from.tokens[1] and from.tokens[1].from or 1) + 1,
      #page.bytes, "more figures than an article has")
    table.sort(page.unread, function(a, b) return a.offset < b.offset end)
  end
  return page.unread
end

--- Checks an article. Any bytes will do: what is not understood is listed, never guessed.
---@param bytes string
---@param options? ingot.check.Options
---@return ingot.check.Result
function M.article(bytes, options)
  if type(bytes) ~= "string" then
    error(("the text of an article expected, got %s"):format(type(bytes)), 2)
  end
  options = options or {}
  local name <const>, ledger <const> = options.name or "article", options.ledger
  local page <const> = page_.read(bytes, options.name)
  local sentences <const> = tokens.of(page)
  local claims <const>, missed <const>, from <const> = read.claims(page, sentences)
  local findings <const>, held <const> = contradictions(claims)
  local found <const> = { name = name, page = page, claims = claims, not_understood = missed,
    unread = unread_of(page, from), is_partial = held.is_partial,
    findings = findings, verdict = held.verdict,
    tied = tied.of(tied.ties(held.system.statements, held.problem.identities)) }
  append(findings, labels.find(page, sentences, claims))
  append(findings, wording.find(page, sentences, claims,
    { earlier = ledger and ledger_.claims(ledger, (ledger_.entry(found))) }))
  if ledger then
    append(findings, ledger_.findings(ledger, claims, page, name))
  end
  if options.claims then
    local wrong
    wrong, found.against = against.check(claims, options.claims, page)
    append(findings, wrong)
  end
  return result_.of(found)
end

return M
