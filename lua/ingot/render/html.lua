-- A document as one page of HTML that needs nothing else: style and the one small script are in it,
-- and its policy lets it load nothing. Every figure is a place that can be hovered, tapped or
-- reached with the Tab key, and has a card that says how its claim was made.

local cells_of = require "ingot.render.cells".of
local chart = require "ingot.render.html.chart"
local document_ = require "ingot.document"
local escape = require "ingot.render.html.escape"
local evidence = require "ingot.render.html.evidence"
local hash = require "ingot.render.html.hash"
local number = require "ingot.number"
local page_words = require "ingot.render.html.words"
local script = require "ingot.render.html.script"
local style = require "ingot.render.html.style"
local terminal = require "ingot.render.terminal"
local union = require "ingot.read.union"
local unit = require "ingot.unit"
local words = require "ingot.words"

local M = {}

---@class ingot.HtmlPage
---@field lang "en"|"zh"
---@field words table  those of the page itself
---@field gap string   between sentences
---@field placed ingot.PlacedSpan[]  its figures, in order
---@field next integer  the figure that comes next
---@field kept table<any, string>  what was made before: periods, members and files recur

local POLICY <const> = "default-src 'none'; style-src 'sha256-%s'; style-src-attr 'unsafe-inline'; "
  .. "script-src 'sha256-%s'; base-uri 'none'; form-action 'none'"

-- A figure and its card. The figures of a page come in the order of the document's.
local function figure(page, span)
  local placed = page.placed[page.next]
  page.next = page.next + 1
  return ('<span class="c"><span class="f" id="%s" tabindex="0" role="button" '
    .. 'aria-describedby="n-%s">%s</span><span class="n" id="n-%s" role="tooltip" tabindex="-1">%s'
    .. "</span></span>"):format(placed.id, placed.id, escape(span.text), placed.id,
    evidence.render(page, placed))
end

local function unit_word(display, lang)
  local shown = lang == "en" and display.print_as or display.unit
  return shown ~= "ordinal" and unit.get(shown)[lang] or ""
end

-- What stands behind a figure: its unit stays on its line.
local function behind(text, span, lang)
  local word = unit_word(span.display, lang)
  if word ~= "" and text:sub(1, #word + 1) == " " .. word then return "\u{A0}" .. text:sub(2) end
  return text
end

local function inline(page, spans)
  local parts = {}
  for i, span in ipairs(spans) do
    local before = spans[i - 1]
    if type(span) ~= "string" then
      parts[i] = figure(page, span)
    else
      parts[i] = escape(type(before) == "table" and behind(span, before, page.lang) or span)
    end
  end
  return table.concat(parts)
end

local function sentences(page, block)
  local said = {}
  for i, spans in ipairs(block.sentences or {}) do said[i] = inline(page, spans) end
  return table.concat(said, page.gap)
end

local function in_element(open, close)
  return function(page, block) return open .. sentences(page, block) .. close end
end

local function cell(element, html, numeric, attributes)
  local class = numeric and ' class="num"' or ""
  return ("<%s%s%s>%s</%s>"):format(element, attributes or "", class, html, element)
end

local function row_of(htmls, numeric)
  local cells = {}
  for i, html in ipairs(htmls) do
    local heads_row = i == 1 and not numeric[1]
    cells[i] = cell(heads_row and "th" or "td", html, numeric[i], heads_row and ' scope="row"')
  end
  return "<tr>" .. table.concat(cells) .. "</tr>"
end

local function head_of(htmls, numeric)
  local cells = {}
  for i, html in ipairs(htmls) do cells[i] = cell("th", html, numeric[i], ' scope="col"') end
  return "<tr>" .. table.concat(cells) .. "</tr>"
end

local function each(list, make)
  local made = {}
  for i, item in ipairs(list) do made[i] = make(item) end
  return made
end

-- A wide table scrolls in its box: the keys reach it by its figures, or, without any, by itself.
local SCROLLED <const> = ' tabindex="0" role="region" aria-label="%s"'

local function table_html(page, block)
  local title = sentences(page, block)
  local cells, make
  if block.rows then
    cells = { heads = block.head, rows = block.rows, numeric = block.numeric }
    make = function(spans) return inline(page, spans) end
  else
    cells, make = cells_of(block, terminal.figure), escape
  end
  local open = block.rows and "" or SCROLLED:format(escape(document_.text(page, block)))
  local lines = { ('<div class="table"%s><table>'):format(open) }
  lines[2] = title ~= "" and ("<caption>%s</caption>"):format(title) or nil
  lines[#lines + 1] = ("<thead>%s</thead>\n<tbody>"):format(head_of(each(cells.heads, make),
    cells.numeric))
  for _, row in ipairs(cells.rows) do lines[#lines + 1] = row_of(each(row, make), cells.numeric) end
  lines[#lines + 1] = "</tbody></table></div>"
  return table.concat(lines, "\n")
end

local blocks <const> = {
  title = in_element("<h1>", "</h1>"),
  heading = in_element("<h2>", "</h2>"),
  paragraph = in_element("<p>", "</p>"),
  note = in_element('<p class="note">', "</p>"),
  remark = function(page, block)
    local label = words.language(page.lang).remark:match "^(.-)[:：]?%s*$"
    return ('<aside class="remark"><p><b>%s</b> %s</p></aside>'):format(escape(label),
      escape(block.text))
  end,
  table = table_html,
  chart = function(page, block)
    local title = sentences(page, block)
    local shown = block.description and inline(page, document_.below_title(page, block))
    return chart.render(block, title, shown)
  end,
}

-- The files behind the figures, each once.
local function sources_of(page)
  local lists, items, seen = {}, {}, {}
  for i, placed in ipairs(page.placed) do lists[i] = placed.span.claim.sources or {} end
  for _, from in ipairs(union(lists)) do
    local rows = number.format(number.exact(from.rows or 0), {})
    local item = ("<li>%s</li>"):format(escape(table.concat({
      from.path, page.words.count:format(rows), from.hash,
    }, " · ")))
    items[#items + 1] = not seen[item] and item or nil
    seen[item] = true
  end
  return items
end

local function footer(page)
  local items = sources_of(page)
  if #items == 0 then return "" end
  return ('<footer>\n<h2>%s</h2>\n<ul>\n%s\n</ul>\n<p class="hint">%s</p>\n</footer>\n'):format(
    escape(page.words.sources), table.concat(items, "\n"), escape(page.words.hint))
end

local function title_of(document)
  local first = document.blocks[1]
  local text = first and first.kind == "title" and document_.text(document, first) or ""
  return text ~= "" and text or "ingot"
end

--- A document as a page.
---@param document ingot.Document
---@return string html
function M.render(document)
  local page = {
    lang = document.lang, words = page_words[document.lang], placed = document_.spans(document),
    gap = words.language(document.lang).sentence_gap, next = 1, kept = {},
  }
  local body = {}
  for i, block in ipairs(document.blocks) do body[i] = blocks[block.kind](page, block) end
  return table.concat {
    '<!DOCTYPE html>\n<html lang="', page.words.tag, '">\n<head>\n<meta charset="utf-8">\n',
    '<meta http-equiv="Content-Security-Policy" content="', POLICY:format(hash.style, hash.script),
    '">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    '<meta name="referrer" content="no-referrer">\n<title>', escape(title_of(document)),
    "</title>\n<style>", style, "</style>\n</head>\n<body>\n<main>\n<article>\n",
    table.concat(body, "\n"), "\n</article>\n", footer(page), "</main>\n<script>", script,
    "</script>\n</body>\n</html>\n",
  }
end

return M
