-- Markdown: front matter, headings, lists, quotes, pipe tables, paragraphs; inside them emphasis, links,
-- pictures, escapes, entities and tags.

local entities <const> = require "ingot.check.page.entities"
local place <const> = require "ingot.check.page.place"

local M = {}

-- The bytes with comments blanked out, so that all stays where it was.
local function without_comments(bytes)
  if not bytes:find("<!--", 1, true) then
    return bytes
  end
  local pieces <const>, at = {}, 1
  while true do
    local from <const> = bytes:find("<!--", at, true)
    local _, to = bytes:find("-->", from or #bytes + 1, true)
    if not from or not to then
      pieces[#pieces + 1] = bytes:sub(at)
      return table.concat(pieces)
    end
    pieces[#pieces + 1] = bytes:sub(at, from - 1)
    pieces[#pieces + 1] = bytes:sub(from, to):gsub("[^\n]", " ")
    at = to + 1
  end
end

-- ---- inside a block ----

local function is_edge(character)
  return character == "" or character:find "[%s%p]" ~= nil
end

-- How many bytes of markup stand at i, and what they put in their place; nil when they are text.
local marks <const> = {
  ["\\"] = function(bytes, i)
    local escaped <const> = bytes:match("^\\(%p)", i)
    if escaped then
      return 2, escaped
    end
  end,
  ["&"] = entities.at,
  ["<"] = function(bytes, i)
    local _, to = bytes:find("^</?%a[^<>\n]*>", i)
    if to then
      return to - i + 1, bytes:find("^<[bB][rR]", i) and "\n" or ""
    end
  end,
  ["`"] = function(bytes, i)
    local _, to = bytes:find("^`+", i)
    return to - i + 1, ""
  end,
  ["~"] = function(bytes, i)
    if bytes:find("^~~", i) then
      return 2, ""
    end
  end,
  ["*"] = function(bytes, i)
    local _, to = bytes:find("^%*+", i)
    local before <const>, after <const> = bytes:sub(i - 1, i - 1), bytes:sub(to + 1, to + 1)
    local blank_before <const> = before == "" or before:find "%s" ~= nil
    local blank_after <const> = after == "" or after:find "%s" ~= nil
    if not (blank_before and blank_after) then
      return to - i + 1, ""
    end
  end,
  ["_"] = function(bytes, i)
    local _, to = bytes:find("^_+", i)
    if is_edge(bytes:sub(i - 1, i - 1)) or is_edge(bytes:sub(to + 1, to + 1)) then
      return to - i + 1, ""
    end
  end,
  ["!"] = function(bytes, i)
    if bytes:find("^!%[[^%[%]\n]*%][%(%[]", i) then
      return 2, ""
    end
  end,
  ["["] = function(bytes, i)
    local _, note = bytes:find("^%[%^[^%[%]\n ]*%]", i)
    if note then
      return note - i + 1, ""
    elseif bytes:find("^%[!%[", i) or bytes:find("^%[[^%[%]\n]*%][%(%[]", i) then
      return 1, ""
    end
  end,
  ["]"] = function(bytes, i)
    local _, to = bytes:find("^%]%([^()\n]*%)", i)
    if not to then
      _, to = bytes:find("^%]%[[^%[%]\n]*%]", i)
    end
    if to then
      return to - i + 1, ""
    end
  end,
}

local function mark_at(bytes, at)
  return marks[bytes:sub(at, at)](bytes, at)
end

local function inline(writer, from, to)
  writer:copy_marked(from, to, "[\\&<`~*_!%[%]]", mark_at)
end

-- ---- lines ----

local function lines_of(bytes)
  local lines <const> = {}
  local at = 1
  while at <= #bytes do
    local stop <const> = bytes:find("\n", at, true) or #bytes + 1
    local from <const> = bytes:find("[^%c ]", at) or stop
    lines[#lines + 1] = { from = math.min(from, stop), to = stop - 1, empty = from >= stop }
    at = stop + 1
  end
  return lines
end

---@class ingot.check.MarkdownReader
---@field source ingot.check.Source
---@field lines table[]
---@field blocks ingot.check.Block[]
---@field cut ingot.check.Block[]

local function finish(reader, writer, kind, from, to)
  if not writer:empty() then
    reader.blocks[#reader.blocks + 1] = writer:finish { kind = kind, from = from, to = to }
  end
end

local function matches(reader, i, pattern)
  local line <const> = reader.lines[i]
  if not line or line.empty then
    return nil
  end
  local from <const>, to <const> = reader.source.bytes:find(pattern, line.from)
  return from and to <= line.to + 1 and to or nil
end

local function is_alignment(reader, i)
  local line <const> = reader.lines[i]
  return line and not line.empty
    and reader.source.bytes:sub(line.from, line.to):find "^|?[ :|%-]*%-[ :|%-]*%s*$" ~= nil
    and reader.source.bytes:sub(line.from, line.to):find("|", 1, true) ~= nil
end

local function has_bar(reader, i)
  local line <const> = reader.lines[i]
  return line and not line.empty
    and place.next_of(reader.source, "|", line.from) <= line.to
end

-- The cells of a line: parted by bars that no backslash escapes.
local function cells_of(reader, i)
  local bytes <const>, line <const> = reader.source.bytes, reader.lines[i]
  local from, to = line.from, line.to
  to = from + #bytes:sub(from, to):gsub("%s+$", "") - 1
  if bytes:sub(from, from) == "|" then
    from = from + 1
  end
  if bytes:sub(to, to) == "|" and bytes:sub(to - 1, to - 1) ~= "\\" then
    to = to - 1
  end
  local cells <const> = {}
  local start, at = from, from
  while true do
    local bar <const> = place.next_of(reader.source, "|", at)
    if bar <= to and bytes:sub(bar - 1, bar - 1) == "\\" then
      at = bar + 1
    else
      local stop <const> = bar <= to and bar - 1 or to
      local writer <const> = place.writer(reader.source)
      inline(writer, start, stop)
      cells[#cells + 1] = writer:finish()
      if stop == to then
        return cells
      end
      start, at = stop + 2, stop + 2
    end
  end
end

local function read_table(reader, i)
  local head <const>, rows <const> = cells_of(reader, i), {}
  local last = i + 1
  while has_bar(reader, last + 1) do
    last = last + 1
    rows[#rows + 1] = cells_of(reader, last)
  end
  local texts <const> = {}
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row) do
      texts[#texts + 1] = cell.text
    end
  end
  reader.blocks[#reader.blocks + 1] = { kind = "table", head = head, rows = rows,
    text = table.concat(texts, " | "), from = reader.lines[i].from, to = reader.lines[last].to,
    starts = {}, sources = {}, sizes = {} }
  return last + 1
end

local function read_fence(reader, i)
  local fence <const> = reader.source.bytes:match("^[`~]+", reader.lines[i].from)
  local last = i + 1
  while reader.lines[last] and not matches(reader, last, "^" .. fence:gsub("%p", "%%%0")) do
    last = last + 1
  end
  return reader.lines[last] and last + 1 or i + 1
end

local function heading_kind(reader, level)
  for _, block in ipairs(reader.blocks) do
    if block.kind == "title" then
      return "heading"
    end
  end
  return level == 1 and "title" or "heading"
end

local function read_heading(reader, i, to)
  local line <const> = reader.lines[i]
  local level <const> = #reader.source.bytes:match("^#+", line.from)
  local writer <const> = place.writer(reader.source)
  local text <const> = reader.source.bytes:sub(to + 1, line.to)
  inline(writer, to + 1, to + #text:gsub("[ \t\r]+#*[ \t\r]*$", ""))
  finish(reader, writer, heading_kind(reader, level), line.from, line.to)
  return i + 1
end

local item_marks <const> = { "^[%-*+][ \t]+", "^•[ \t]*", "^%d%d?%d?[.)][ \t]+" }

local function item_start(reader, i)
  for _, pattern in ipairs(item_marks) do
    local to <const> = matches(reader, i, pattern)
    if to then
      return to
    end
  end
end

local function starts_block(reader, i)
  local line <const> = reader.lines[i]
  return not line or line.empty or matches(reader, i, "^#+[ \t]") or item_start(reader, i)
    or matches(reader, i, "^```") or matches(reader, i, "^~~~") or matches(reader, i, "^>")
    or has_bar(reader, i) and is_alignment(reader, i + 1)
end

-- A paragraph, item or quote, with the lines that go on with it.
local function read_paragraph(reader, i, kind, from)
  local writer <const> = place.writer(reader.source)
  local line <const> = reader.lines[i]
  inline(writer, from, line.to)
  local last = i
  while not starts_block(reader, last + 1) do
    local under <const> = matches(reader, last + 1, "^=+[ \t\r]*\n?$") and 1
      or matches(reader, last + 1, "^%-%-+[ \t\r]*\n") and 2
    last = last + 1
    if under then
      kind = heading_kind(reader, under)
      break
    end
    writer:space(reader.lines[last].from - 1)
    inline(writer, reader.lines[last].from, reader.lines[last].to)
  end
  finish(reader, writer, kind, line.from, reader.lines[last].to)
  return last + 1
end

local function is_rule(reader, i)
  return reader.source.bytes:sub(reader.lines[i].from, reader.lines[i].to):find "^[-*_][-*_ ]+[-*_]%s*$"
end

-- A picture alone in its paragraph is told by what it shows.
local function is_picture(reader, i)
  return matches(reader, i, "^!%[[^%[%]\n]*%]%([^\n]*%)[ \t\r]*")
end

local function read_line(reader, i)
  local line <const> = reader.lines[i]
  local to = matches(reader, i, "^#+[ \t]+")
  if to and #reader.source.bytes:match("^#+", line.from) <= 6 then
    return read_heading(reader, i, to)
  elseif matches(reader, i, "^```") or matches(reader, i, "^~~~") then
    return read_fence(reader, i)
  elseif is_rule(reader, i) then
    return i + 1
  elseif has_bar(reader, i) and is_alignment(reader, i + 1) then
    return read_table(reader, i)
  elseif is_picture(reader, i) then
    return read_paragraph(reader, i, "caption", line.from)
  end
  to = item_start(reader, i)
  if to then
    return read_paragraph(reader, i, "item", to + 1)
  end
  to = matches(reader, i, "^>[> \t]*")
  if to then
    line.from = to + 1
    line.empty = line.from > line.to
    return line.empty and i + 1 or read_line(reader, i)
  end
  return read_paragraph(reader, i, "paragraph", line.from)
end

-- Lines between two "---" at the top: title and date of the article, in words of their own.
local function read_front(reader)
  if not reader.source.bytes:find "^%-%-%-[ \t\r]*\n" then
    return 1
  end
  for last = 2, math.min(#reader.lines, 60) do
    if matches(reader, last, "^%-%-%-") then
      for i = 2, last - 1 do
        local line <const> = reader.lines[i]
        local title <const> = matches(reader, i, "^[Tt]itle:%s*[\"']?")
        local date <const> = matches(reader, i, "^[Dd]ate:%s*")
        if title or date then
          local writer <const> = place.writer(reader.source)
          local text <const> = reader.source.bytes:sub(line.from, line.to):gsub("[\"']?%s*$", "")
          writer:copy(title and title + 1 or line.from, line.from + #text - 1)
          finish(reader, writer, title and "title" or "paragraph", line.from, line.to)
        end
      end
      return last + 1
    end
  end
  return 1
end

---@param source ingot.check.Source
---@return ingot.check.Block[]
function M.blocks(source)
  local bytes <const> = without_comments(source.bytes)
  local masked <const> = { bytes = bytes, valid = source.valid, next = {}, asked = {} }
  local reader <const> = { source = masked, lines = lines_of(bytes), blocks = {} }
  local i = read_front(reader)
  while i <= #reader.lines do
    if reader.lines[i].empty then
      i = i + 1
    else
      i = read_line(reader, i)
    end
  end
  return reader.blocks
end

return M
