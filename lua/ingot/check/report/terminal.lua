-- A result for a terminal: the article, line by line with a mark in the margin, then each finding with
-- its proof and its repair, then what it comes to. Without colour it says the same: the number of a
-- finding stands behind each figure that it names. What could move the cursor is shown, not sent.

local native <const> = require "ingot.native"
local pieces_ <const> = require "ingot.check.report.pieces"
local summary <const> = require "ingot.check.report.summary"
local visible <const> = require "ingot.visible"
local words <const> = require "ingot.check.report.words"

local M = {}

local WIDTH <const>, LEAST <const> = 100, 24 -- columns of a line, with its margin
local MARGIN <const> = "  "

---@class ingot.check.Ink  how the report is drawn
---@field width integer
---@field colour boolean

local function coloured(ink, text, sgr)
  return ink.colour and ("\27[%sm%s\27[0m"):format(sgr, text) or text
end

-- ---- words of a line ----

---@class ingot.check.Bit  a piece of text without a blank
---@field text string    as it is sent
---@field width integer  in columns
---@field mark? string

local function references(numbers)
  return #numbers > 0 and ("[%s]"):format(table.concat(numbers, ",")) or ""
end

-- The plain text of a piece, and its figures with the numbers of their findings, in order.
local function runs_of(piece)
  local runs <const>, at = {}, 1
  for _, span in ipairs(piece.spans) do
    runs[#runs + 1] = { text = piece.text:sub(at, span.from - 1) }
    runs[#runs + 1] = { text = piece.text:sub(span.from, span.to) .. references(span.findings),
      mark = span.mark }
    at = span.to + 1
  end
  runs[#runs + 1] = { text = piece.text:sub(at) }
  return runs
end

-- A word, in parts that a line can hold.
local function each_part(word, most, visit)
  if #word <= most and not word:find "[\x80-\xFF]" then
    return visit(word, #word)
  end
  local from, used = 1, 0
  for at, code in word:gmatch "()([%z\1-\x7F\xC2-\xFD][\x80-\xBF]*)" do
    local width <const> = native.width(code)
    if used + width > most and at > from then
      visit(word:sub(from, at - 1), used)
      from, used = at, 0
    end
    used = used + width
  end
  visit(word:sub(from), used)
end

---@class ingot.check.Lines
---@field ink ingot.check.Ink
---@field done { text: string, mark?: string }[]
---@field bits string[]    of the line under way
---@field used integer     columns of it
---@field mark? string     its heaviest
---@field gap boolean      a blank stands before the next word

local function heavier(a, b)
  return not a and b or b and words.marks[b].weight > words.marks[a].weight and b or a
end

local function break_line(lines)
  lines.done[#lines.done + 1] = { text = table.concat(lines.bits), mark = lines.mark }
  lines.bits, lines.used, lines.mark, lines.gap = {}, 0, nil, false
end

local function put(lines, text, width, mark)
  local gap <const> = lines.gap and lines.used > 0 and 1 or 0
  if lines.used > 0 and lines.used + gap + width > lines.ink.width - #MARGIN then
    break_line(lines)
  elseif gap == 1 then
    lines.bits[#lines.bits + 1] = " "
    lines.used = lines.used + 1
  end
  lines.bits[#lines.bits + 1] = mark and coloured(lines.ink, text, words.marks[mark].colour) or text
  lines.used, lines.gap, lines.mark = lines.used + width, false, heavier(lines.mark, mark)
end

local LONGEST_FIGURE <const> = 24 -- bytes of one that is not torn

local function put_run(lines, run)
  if run.mark and #run.text <= LONGEST_FIGURE then
    local text <const> = visible((run.text:gsub("%s+", " ")))
    return put(lines, text, native.width(text), run.mark)
  end
  for blank, word in run.text:gmatch "(%s*)([^%s]*)" do
    lines.gap = lines.gap or blank ~= ""
    if word ~= "" then
      each_part(visible(word), lines.ink.width - #MARGIN, function(part, width)
        put(lines, part, width, run.mark)
      end)
    end
  end
end

local function wrapped(ink, runs)
  local lines <const> = { ink = ink, done = {}, bits = {}, used = 0, gap = false }
  for _, run in ipairs(runs) do
    put_run(lines, run)
  end
  break_line(lines)
  return lines.done
end

-- ---- the article ----

-- The cells of one row of a table are one line of text.
local function joined(pieces)
  local runs <const> = {}
  for i, piece in ipairs(pieces) do
    runs[#runs + 1] = i > 1 and { text = " | " } or nil
    table.move(runs_of(piece), 1, 2 * #piece.spans + 1, #runs + 1, runs)
  end
  return runs
end

-- Pieces that are told together: each by itself, but for the cells of a row.
local function groups_of(pieces)
  local groups <const> = {}
  for _, piece in ipairs(pieces) do
    local group <const> = groups[#groups]
    if piece.row and group and group[1].row == piece.row and group[1].block == piece.block then
      group[#group + 1] = piece
    else
      groups[#groups + 1] = { piece }
    end
  end
  return groups
end

local function margin(ink, mark)
  local known <const> = words.marks[mark]
  return known and coloured(ink, known.sign, known.colour) .. " " or MARGIN
end

local function add_article(out, ink, result)
  local before
  for _, group in ipairs(groups_of(pieces_.of(result))) do
    local first <const> = group[1]
    if before and not (first.row and before.block == first.block) then
      out[#out + 1] = ""
    end
    for _, line in ipairs(wrapped(ink, joined(group))) do
      out[#out + 1] = (margin(ink, line.mark) .. line.text):gsub("%s+$", "")
    end
    before = first
  end
end

-- ---- the findings ----

local function quotes(list)
  local shown <const> = {}
  for i, quote in ipairs(list) do
    shown[i] = ("“%s”"):format(quote)
  end
  return table.concat(shown, ", ")
end

local function add_text(out, ink, text, indent)
  for line in (text .. "\n"):gmatch "(.-)\r?\n" do
    for _, one in ipairs(wrapped({ width = ink.width - #indent }, { { text = line } })) do
      out[#out + 1] = indent .. one.text
    end
  end
end

local INDENT <const> = "    "

local function mark_of(finding)
  return finding.weight == "word" and "word" or finding.mode and "truncation" or "inconsistent"
end

local function add_finding(out, ink, result, n)
  local finding <const> = result.findings[n]
  local mark <const> = words.marks[mark_of(finding)]
  out[#out + 1] = coloured(ink, ("%s %d. %s"):format(mark.sign, n, words.weight(finding)), mark.colour)
    .. ": " .. words.title(finding)
  local quoted <const> = words.quotes(result, finding)
  if #quoted > 0 then
    add_text(out, ink, quotes(quoted), INDENT)
  end
  add_text(out, ink, finding.proof, INDENT)
  local repair <const> = finding.repair
  if repair then
    add_text(out, ink, ("repair: %s → %s, %s"):format(repair.from, repair.to, words.repair(repair)),
      INDENT)
  end
end

local function add_findings(out, ink, result)
  for n = 1, #result.findings do
    out[#out + 1] = n > 1 and "" or nil
    add_finding(out, ink, result, n)
  end
end

-- ---- all of it ----

-- The signs in the margin, each once.
local legend <const> = { "ok", "word", "inconsistent", "uncheckable" }

local function legend_line(ink)
  local parts <const> = {}
  for i, name in ipairs(legend) do
    local mark <const> = words.marks[name]
    parts[i] = coloured(ink, mark.sign, mark.colour) .. " " .. mark.word
  end
  return table.concat(parts, "   ")
end

local function add_summary(out, ink, result)
  for _, line in ipairs(summary.lines(result)) do
    add_text(out, ink, line, "")
  end
end

local function rule(ink)
  return ("─"):rep(math.min(ink.width, WIDTH))
end

---@class ingot.check.TerminalOptions
---@field width? integer   columns of a line; 100
---@field colour? boolean  false by default

local function ink_of(options)
  options = options or {}
  return { width = math.max(options.width or WIDTH, LEAST), colour = options.colour or false }
end

--- The findings and what it comes to, without the article.
---@param result ingot.check.Result
---@param options? ingot.check.TerminalOptions
---@return string
function M.brief(result, options)
  local ink <const>, out <const> = ink_of(options), {}
  add_findings(out, ink, result)
  out[#out + 1] = #result.findings > 0 and "" or nil
  add_summary(out, ink, result)
  return table.concat(out, "\n") .. "\n"
end

--- The whole report.
---@param result ingot.check.Result
---@param options? ingot.check.TerminalOptions
---@return string
function M.render(result, options)
  local ink <const>, out <const> = ink_of(options), {}
  add_article(out, ink, result)
  table.move({ "", legend_line(ink), rule(ink) }, 1, 3, #out + 1, out)
  return table.concat(out, "\n") .. "\n" .. M.brief(result, options)
end

return M
