-- A result as one page that needs nothing else, with the style, the script and the policy of an
-- article's page. Every figure is a place that can be hovered, tapped or reached with the Tab key; its
-- card says how it was read and what was found. Figures and findings link to one another.

local escape <const> = require "ingot.render.html.escape"
local hash <const> = require "ingot.render.html.hash"
local number <const> = require "ingot.number"
local own_hash <const> = require "ingot.check.report.html.hash"
local own_style <const> = require "ingot.check.report.html.style"
local pieces_ <const> = require "ingot.check.report.pieces"
local script <const> = require "ingot.render.html.script"
local style <const> = require "ingot.render.html.style"
local summary <const> = require "ingot.check.report.summary"
local words <const> = require "ingot.check.report.words"

local M = {}

local POLICY <const> = ("default-src 'none'; style-src 'sha256-%s' 'sha256-%s'; script-src 'sha256-%s'; "
  .. "base-uri 'none'; form-action 'none'"):format(hash.style, own_hash, hash.script)

-- Classes of the style, by mark and by verdict on the article.
local classes <const> = {
  ok = "ok", word = "look", truncation = "look", rounded_up = "look", inconsistent = "wrong",
  uncheckable = "open", not_understood = "open", consistent = "ok",
}

-- ---- a figure and its card ----

local function line(key, label, html)
  return ('<span class="r" data-k="%s"><span class="k">%s</span> <span class="v">%s</span></span>')
    :format(key, label, html)
end

local function value_line(claim)
  local text <const> = number.text(claim.value)
  return line("value", "value", ('<data value="%s">%s</data>'):format(escape(text),
    escape(claim.unit == "" and text or text .. " " .. claim.unit)))
end

-- Lines stay lines.
local function proof(text)
  local lines <const> = {}
  for one in (text .. "\n"):gmatch "(.-)\r?\n" do
    lines[#lines + 1] = escape(one)
  end
  return ('<span class="proof">%s</span>'):format(table.concat(lines, "\n"))
end

local function finding_in_card(result, n)
  local finding <const> = result.findings[n]
  return line("finding", ('<a href="#finding-%d">finding %d</a>'):format(n, n),
    escape(words.title(finding)) .. proof(finding.proof))
end

local states <const> = {
  equal = "equal", truncation = "equal if cut", rounded_up = "equal if rounded up", wrong = "wrong",
  not_covered = "not covered",
}

-- What our own claims say of a figure.
local function ours_line(against)
  local about <const> = against.expected and ("%s (%s)"):format(against.expected, against.source or "")
    or against.why or ""
  return line("ours", "our claims", escape(states[against.state] .. ": " .. about))
end

local function card(result, span)
  local claim <const> = span.claim
  local parts <const> = { ('<span class="t">%s</span><span class="says">%s</span>'):format(
    escape(claim.quote), escape(words.marks[span.mark].says)) }
  parts[2] = line("reading", "read as", escape(words.reading(claim)))
  parts[3] = value_line(claim)
  if result.against and result.against[claim.id] then
    parts[4] = ours_line(result.against[claim.id])
  end
  for _, n in ipairs(span.findings) do
    parts[#parts + 1] = finding_in_card(result, n)
  end
  return table.concat(parts)
end

local function figure(result, span, text)
  local claim <const> = span.claim
  if not claim and span.findings[1] then
    return ('<span class="%s"><a class="f" href="#finding-%d">%s</a></span>'):format(classes[span.mark],
      span.findings[1], escape(text))
  elseif not claim then
    return ('<span class="open" title="%s"><span class="f">%s</span></span>'):format(
      escape(words.marks.not_understood.says), escape(text))
  end
  local id <const> = escape(claim.id)
  return ('<span class="c %s"><span class="f" id="%s" tabindex="0" role="button" '
    .. 'aria-describedby="n-%s">%s</span><span class="n" id="n-%s" role="tooltip" tabindex="-1">%s'
    .. "</span></span>"):format(classes[span.mark], id, id, escape(text), id, card(result, span))
end

local function inline(result, piece)
  local parts <const>, at = {}, 1
  for _, span in ipairs(piece.spans) do
    parts[#parts + 1] = escape(piece.text:sub(at, span.from - 1))
    parts[#parts + 1] = figure(result, span, piece.text:sub(span.from, span.to))
    at = span.to + 1
  end
  parts[#parts + 1] = escape(piece.text:sub(at))
  return table.concat(parts)
end

-- ---- the article ----

local elements <const> = {
  title = { "<h1>", "</h1>" }, heading = { "<h2>", "</h2>" }, paragraph = { "<p>", "</p>" },
  item = { "<ul class=\"list\"><li>", "</li></ul>" }, caption = { '<p class="note">', "</p>" },
  note = { '<p class="note">', "</p>" },
}

local function row_html(result, cells)
  local element <const> = cells[1].row == 0 and "th" or "td"
  local parts <const> = {}
  for i, piece in ipairs(cells) do
    parts[i] = ("<%s>%s</%s>"):format(element, inline(result, piece), element)
  end
  return "<tr>" .. table.concat(parts) .. "</tr>"
end

-- The rows of one table, from a piece on; also gives the piece behind it.
local function table_html(result, pieces, first)
  local rows <const>, at = {}, first
  while pieces[at] and pieces[at].block == pieces[first].block do
    local cells <const> = { pieces[at] }
    while pieces[at + 1] and pieces[at + 1].block == cells[1].block
      and pieces[at + 1].row == cells[1].row do
      at = at + 1
      cells[#cells + 1] = pieces[at]
    end
    rows[#rows + 1] = row_html(result, cells)
    at = at + 1
  end
  return ('<div class="table"><table>\n%s\n</table></div>'):format(table.concat(rows, "\n")), at
end

local function article(result)
  local pieces <const> = pieces_.of(result)
  local parts <const>, at = {}, 1
  while pieces[at] do
    if pieces[at].row then
      parts[#parts + 1], at = table_html(result, pieces, at)
    else
      local element <const> = elements[pieces[at].kind] or elements.paragraph
      parts[#parts + 1] = element[1] .. inline(result, pieces[at]) .. element[2]
      at = at + 1
    end
  end
  return table.concat(parts, "\n")
end

-- ---- what was found ----

-- What a finding speaks of: its figures as links, or its words.
local function quotes(result, finding)
  local parts <const> = {}
  for i, quote in ipairs(words.quotes(result, finding)) do
    local claim <const> = finding.claims[i]
    parts[i] = claim and ('<a href="#%s">%s</a>'):format(escape(claim.id), escape(quote))
      or ("“%s”"):format(escape(quote))
  end
  return #parts > 0 and ": " .. table.concat(parts, ", ") or ""
end

local function repair_html(repair)
  return repair and ("repair: <del>%s</del> → <ins>%s</ins>, %s"):format(escape(repair.from),
    escape(repair.to), escape(words.repair(repair))) or ""
end

local function finding_html(result, n)
  local finding <const> = result.findings[n]
  return ('<li id="finding-%d"><b>%s</b> (%s)%s%s%s</li>'):format(n,
    escape(words.title(finding)), escape(words.weight(finding)),
    quotes(result, finding), proof(finding.proof), repair_html(finding.repair))
end

local function findings(result)
  local items <const> = {}
  for n = 1, #result.findings do
    items[n] = finding_html(result, n)
  end
  return #items > 0 and ('<section class="findings">\n<h2>Findings</h2>\n<ol>\n%s\n</ol>\n</section>\n')
    :format(table.concat(items, "\n")) or ""
end

local function verdict(result)
  local lines <const> = {}
  for i, text in ipairs(summary.lines(result)) do
    lines[i] = ("<p>%s</p>"):format(escape(text))
  end
  return ('<section class="verdict %s" aria-label="Verdict">\n%s\n</section>\n'):format(
    classes[result.verdict], table.concat(lines, "\n"))
end

--- A result as a page.
---@param result ingot.check.Result
---@return string html
function M.render(result)
  return table.concat {
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    '<meta http-equiv="Content-Security-Policy" content="', POLICY,
    '">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    '<meta name="referrer" content="no-referrer">\n<title>', escape(result.verdict), ": ",
    escape(result.name), "</title>\n<style>", style, "</style>\n<style>", own_style,
    "</style>\n</head>\n<body>\n<main>\n", verdict(result), "<article>\n", article(result),
    "\n</article>\n", findings(result), "</main>\n<script>", script, "</script>\n</body>\n</html>\n",
  }
end

return M
