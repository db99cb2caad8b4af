--- Which sentences of an article hang by a thread: those whose words, names, order or ordinals would
--- be others if the data moved a little.

local again <const> = require "ingot.fragile.again"
local article <const> = require "ingot.article"
local cases_ <const> = require "ingot.fragile.cases"
local disturb <const> = require "ingot.cube.disturb"
local document_ <const> = require "ingot.document"
local error_ <const> = require "ingot.error"
local sentences_ <const> = require "ingot.fragile.sentences"
local visible <const> = require "ingot.visible"

local M = {}

---@class ingot.Fragility
---@field size number   of the smallest move that changes it, as a fraction
---@field text string   that move: "exports (Portugal) in 2025-04 0.5% lower"
---@field old? ingot.MaskedSentence  nil of a sentence that would be said besides
---@field new? ingot.MaskedSentence  nil of one that would not be said
---@field stops? string  the script would stop with this message, instead

---@class ingot.FragileReport
---@field cases integer      moves that were tried
---@field left_out { digits: integer, members: integer }  what was not moved: see `cases.lua`
---@field sentences integer  of the article, in its first language
---@field found ingot.Fragility[]  the most fragile first

-- Failures that are not the script's: Ctrl-C, a limit.
local not_its_own <const> = { stopped = true, limit = true }

local function pass_on(value)
  if error_.is(value) and not_its_own[value.kind] then
    error(value, 0)
  end
end

local function spans_of(document)
  local spans <const> = {}
  for i, placed in ipairs(document_.spans(document)) do
    spans[i] = placed.span
  end
  return spans
end

local function first_line(value)
  return (tostring(value):match "^[^\n]*")
end

-- The nth article of a list of results.
local function nth(results, n)
  for _, result in ipairs(results) do
    n = n - (article.is(result) and 1 or 0)
    if n == 0 and article.is(result) then
      return result
    end
  end
end

local function documents_of(result)
  local documents <const> = {}
  for i, lang in ipairs(result and result.langs or {}) do
    documents[i] = sentences_.of(result:document(lang))
  end
  return documents
end

-- Where a sentence stands, which is the same in all languages.
local function spot(sentence)
  local at <const> = sentence.at
  return ("%s %d %d %s"):format(sentence.kind, at.paragraph, at.sentence, at.row or "")
end

-- Tries one move: adds what reads otherwise and did not by a smaller one. What changes where it stands
-- in an earlier language too is said once.
local function try(case, run, n, base, report, seen)
  local function add(key, found)
    if not seen[key] then
      seen[key], found.size, found.text = true, case.size, case.text
      report.found[#report.found + 1] = found
    end
  end
  collectgarbage() -- the rows of the move before
  local worked <const>, value <const> = pcall(disturb.during, case.disturbance, function()
    return documents_of(nth(run(), n))
  end)
  if not worked then
    pass_on(value)
    return add("stops", { stops = first_line(value) })
  end
  for i, before in ipairs(base) do
    for _, change in ipairs(sentences_.changes(before, value[i] or {})) do
      local at <const> = spot(change.old or change.new)
      if i == 1 or not seen[at] then
        add(i .. change.key, { old = change.old, new = change.new })
      end
      seen[at] = seen[at] or i == 1
    end
  end
end

-- The script run again as it is: what moves are held against.
local function unmoved(path, run)
  local worked <const>, value <const> = pcall(run)
  if not worked then
    pass_on(value)
    error_.raise("script", ("%s: --fragile runs a script again, and this one fails then: %s"):format(
      path, tostring(value)), 0)
  end
  return value
end

--- What would change in each article of a script, in any of its languages.
---@param path string           the script
---@param run fun(): any[]      runs it again: what it returns
---@return ingot.FragileReport[]  one for each article
function M.of(path, run)
  local reports <const> = {}
  again.quietly(function()
    for _, result in ipairs(unmoved(path, run)) do
      if article.is(result) then
        local document <const> = result:document()
        local base <const>, seen <const> = documents_of(result), {}
        local cases <const>, left_out <const> = cases_.of(document, spans_of(document))
        local report <const> = {
          cases = #cases, left_out = left_out, sentences = #base[1], found = {},
        }
        reports[#reports + 1] = report
        for _, case in ipairs(cases) do
          try(case, run, #reports, base, report, seen)
        end
      end
    end
  end)
  return reports
end

local function place(sentence)
  return document_.place(sentence.at, sentence.kind)
end

local function lines_of(out, found)
  if found.stops then
    out[#out + 1] = ("  the script would stop, with %s: %s"):format(visible(found.text),
      visible(found.stops))
    return
  end
  local old <const>, new <const> = found.old, found.new
  out[#out + 1] = ("  %s: with %s"):format(place(old or new), visible(found.text))
  out[#out + 1] = "    - " .. visible(old and old.text or "(nothing)")
  out[#out + 1] = "    + " .. visible(new and new.text or "(nothing)")
end

-- What was not moved, that no one takes it for firm.
local function untried(report)
  local parts <const> = {}
  local digits <const>, members <const> = report.left_out.digits, report.left_out.members
  parts[1] = digits > 0 and ("the last digits of %d more levels"):format(digits) or nil
  parts[#parts + 1] = members > 0 and ("%d smaller members"):format(members) or nil
  return #parts > 0 and ("  not moved: %s\n"):format(table.concat(parts, ", ")) or ""
end

--- A report as text.
---@param report ingot.FragileReport
---@return string
function M.text(report)
  if report.cases == 0 then
    return "Fragile: no level of data is said, nothing can be moved.\n"
  elseif #report.found == 0 then
    return ("Fragile: nothing would change in %d moves of the data.\n"):format(report.cases)
      .. untried(report)
  end
  local others = 0
  for _, found in ipairs(report.found) do
    others = others + (found.old and 1 or 0)
  end
  local out <const> = { ("Fragile: %d of %d sentences would read otherwise; each with the smallest of "
    .. "%d moves of the data that does it:"):format(others, report.sentences, report.cases) }
  for _, found in ipairs(report.found) do
    lines_of(out, found)
  end
  return table.concat(out, "\n") .. "\n" .. untried(report)
end

return M
