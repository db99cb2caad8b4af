-- What reports call things: kinds of findings and of figures, verdicts, repairs.

local label <const> = require "ingot.check.relate.label"
local subjects <const> = require "ingot.check.subject"

local M = {}

--- A finding's kind as a title.
---@type table<string, string>
M.kinds = {
  parts_total = "Parts and total", net = "Imports, exports and the net between them",
  share_of = "A share and what it is of", growth = "A growth rate and its levels",
  ytd_chain = "Single months and the year to date", rank_order = "Ranks and quantities",
  share_sum = "Shares that pass 100%", part_over_whole = "A part larger than its whole",
  month_label = "A month named wrongly", stale_copy = "A figure told twice, or copied",
  unit_word = "The word for a unit", wording = "Words against figures",
  list_mismatch = "A list against its figures", malformed = "A number that is none",
  omission = "What goes unsaid", ledger = "Earlier articles", data = "Our own claims",
  unit_value = "A price, the value and the amount",
}

--- What a finding is called.
---@param finding ingot.check.Finding
---@return string
function M.title(finding)
  return M.kinds[finding.title or finding.kind] or finding.kind
end

--- What a verdict on an article says.
---@type table<ingot.check.Verdict, string>
M.verdicts = {
  consistent = "consistent: there are values behind the printed digits with which all figures hold",
  truncation = "truncation: the figures hold only if quantities were cut, not rounded",
  rounded_up = "rounded up: the figures hold only if quantities were rounded up",
  inconsistent = "inconsistent: no values behind the printed digits make all figures hold",
}

---@class ingot.check.Mark
---@field sign string
---@field word string    for a legend
---@field says string    of one figure
---@field weight integer the heaviest of a line stands in the margin
---@field colour string  of a terminal, as SGR has it

--- How the verdict on a claim is marked.
---@type table<string, ingot.check.Mark>
M.marks = {
  uncheckable = { sign = "?", word = "nothing to hold it against", weight = 1, colour = "2",
    says = "nothing else in the article says what it should be" },
  ok = { sign = "✓", word = "holds", weight = 2, colour = "32",
    says = "holds with the figures that it is tied to" },
  word = { sign = "!", word = "needs a look", weight = 3, colour = "33",
    says = "no figure contradicts it, but the words beside it do not fit" },
  truncation = { sign = "!", word = "needs a look", weight = 4, colour = "33",
    says = "holds only if quantities were cut, not rounded" },
  rounded_up = { sign = "!", word = "needs a look", weight = 5, colour = "33",
    says = "holds only if quantities were rounded up" },
  inconsistent = { sign = "✗", word = "contradicted", weight = 6, colour = "31",
    says = "cannot hold with the others that are named" },
  not_understood = { sign = "?", word = "not understood", weight = 1, colour = "2",
    says = "was not understood, and not checked" },
}

-- What figures there are, in words.
local figures <const> = {
  level = "level", mom = "change on the period before", yoy = "change on the year",
  ytd = "level of the year to date", ytd_yoy = "change of the year to date on the year",
  share = "share", rank = "rank", change = "change", net = "net level", streak = "periods in a row",
  index = "level of an index", bound = "bound",
}

--- What a claim was read as: "level, exports, aluminum wire and cable, Mexico, Apr 2025".
---@param claim ingot.check.Claim
---@return string
function M.reading(claim)
  local subject <const> = claim.subject or {}
  local parts <const> = { figures[claim.kind] or claim.kind }
  for _, field in ipairs(subjects.fields) do
    parts[#parts + 1] = subject[field]
  end
  parts[#parts + 1] = claim.period and label.period(claim.period)
  return table.concat(parts, ", ")
end

--- What a repair says of itself behind "634,300 → 834,300, ".
---@param repair ingot.check.Repair
---@return string
function M.repair(repair)
  local text <const> = repair.text
  local head <const> = ("%s → %s, "):format(repair.from, repair.to)
  if text and text:sub(1, #head) == head then
    return text:sub(#head + 1)
  end
  return text or repair.unique and "the only change as small as this with which they hold"
    or "a smallest change with which they hold; there are others"
end

local LONGEST <const> = 80 -- bytes of words that are quoted

-- The words of the article that a finding speaks of, where it names no figure.
local function words_at(result, finding)
  local from <const> = finding.offset
  if not from or (finding.length or 0) == 0 then
    return {}
  end
  local quote <const> = result.page.bytes:sub(from + 1, from + finding.length):gsub("%s+", " ")
  return #quote <= LONGEST and { quote } or {}
end

--- What a finding speaks of, as it stands in the article.
---@param result ingot.check.Result
---@param finding ingot.check.Finding
---@return string[]
function M.quotes(result, finding)
  local quotes <const> = {}
  for i, claim in ipairs(finding.claims) do
    quotes[i] = claim.quote
  end
  return #quotes > 0 and quotes or words_at(result, finding)
end

local by_mode <const> = { truncate = "holds if levels were cut", round_up = "holds if rounded up" }

--- A finding in a word: what kind of thing it is.
---@param finding ingot.check.Finding
---@return string
function M.weight(finding)
  return finding.weight == "word" and "words" or by_mode[finding.mode] or "contradiction"
end

return M
