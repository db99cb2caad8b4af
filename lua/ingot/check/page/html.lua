-- HTML in one pass over its tags. Elements that are no article (scripts, menus, forms, drawings) are
-- left out with all they hold, and so is what a reader does not see: of attributes only those are read
-- that say so. An element that is never closed leaves nothing out.

local entities <const> = require "ingot.check.page.entities"
local place <const> = require "ingot.check.page.place"

local M = {}

local function set(words)
  local result <const> = {}
  for word in words:gmatch "%S+" do
    result[word] = true
  end
  return result
end

local left_out <const> = set [[script style svg nav aside footer form noscript iframe template button select
  textarea object canvas audio video math dialog menu head]]
local raw <const> = set "script style textarea title" -- no tags in them but their own end
local breaks <const> = set [[p div section article ul ol dl main header blockquote pre address figure hr
  body html center fieldset details summary tbody thead tfoot]]

local kinds <const> = { h1 = "title", h2 = "heading", h3 = "heading", h4 = "heading", h5 = "heading",
  h6 = "heading", li = "item", dt = "item", dd = "item", figcaption = "caption", caption = "caption",
  small = "note" }
local block_kinds <const> = set "h1 h2 h3 h4 h5 h6 li dt dd figcaption caption"

local LONGEST_TAG <const> = 4096 -- bytes of one whose attributes are looked at
local unseen <const> = { "%srole=[\"']?tooltip", "%saria%-hidden=[\"']?true", "%shidden[%s=/>]" }

local MOST_CELLS <const> = 20000 -- of a table; the rest of it is paragraphs

---@class ingot.check.HtmlReader
local Reader = {}
Reader.__index = Reader

local function flush(reader, kind)
  local writer <const> = reader.writer
  reader.writer = nil
  if not writer or writer:empty() then
    return
  end
  local n <const> = #writer.sources
  local block <const> = writer:finish { kind = kind or reader.kind or "paragraph" }
  block.from = block.sources[1]
  block.to = place.offset(block, #block.text) + math.max(block.sizes[n], 1)
  reader.blocks[#reader.blocks + 1] = block
end

local function text(reader, from, to)
  if from > to then
    return
  end
  if not reader.writer then
    if place.next_of(reader.source, "[^%c ]", from) > to then
      return
    end
    reader.writer = place.writer(reader.source)
  end
  reader.writer:copy_marked(from, to, "&", entities.at)
end

-- ---- tables ----

local function end_cell(reader)
  local grid <const> = reader.grid
  if not grid or not grid.cell then
    return
  end
  local writer <const> = reader.writer or place.writer(reader.source)
  reader.writer = nil
  local cell <const> = writer:finish { header = grid.cell == "th" or nil }
  grid.row[#grid.row + 1] = cell
  grid.cell = nil
  grid.cells = grid.cells + 1
end

local function end_row(reader)
  end_cell(reader)
  local grid <const> = reader.grid
  if grid and grid.row and #grid.row > 0 then
    grid.rows[#grid.rows + 1] = grid.row
  end
  if grid then
    grid.row = nil
  end
end

local function is_head(row)
  for _, cell in ipairs(row) do
    if not cell.header then
      return false
    end
  end
  return true
end

local function end_table(reader, at)
  end_row(reader)
  local grid <const> = reader.grid
  reader.grid = nil
  if not grid or #grid.rows == 0 then
    return
  end
  local block <const> = { kind = "table", rows = grid.rows, from = grid.from, to = at,
    starts = {}, sources = {}, sizes = {} }
  if #grid.rows > 1 and is_head(grid.rows[1]) then
    block.head = table.remove(grid.rows, 1)
  end
  local texts <const> = {}
  for _, row in ipairs(grid.rows) do
    for _, cell in ipairs(row) do
      texts[#texts + 1] = cell.text
    end
  end
  block.text = table.concat(texts, " | ")
  reader.blocks[#reader.blocks + 1] = block
end

local table_tags <const> = {
  table = function(reader, closing, from, to)
    if closing then
      reader.depth = math.max(reader.depth - 1, 0)
      if reader.depth == 0 then
        end_table(reader, to)
      end
      return
    end
    reader.depth = reader.depth + 1
    if reader.depth == 1 then
      flush(reader)
      reader.grid = { rows = {}, from = from, cells = 0 }
    end
  end,
  tr = function(reader, closing)
    if reader.grid and reader.depth == 1 then
      end_row(reader)
      reader.grid.row = not closing and {} or nil
    end
  end,
}

local function cell_tag(name)
  return function(reader, closing)
    if not reader.grid or reader.depth ~= 1 then
      return
    end
    end_cell(reader)
    if not closing and reader.grid.cells < MOST_CELLS then
      reader.writer = nil
      reader.grid.row = reader.grid.row or {}
      reader.grid.cell = name
    end
  end
end
table_tags.td, table_tags.th = cell_tag "td", cell_tag "th"

-- ---- tags ----

local function space(reader, from)
  if reader.writer then
    reader.writer:space(from)
  end
end

local function block_tag(reader, name, closing)
  if reader.grid and reader.grid.cell then
    return false
  end
  if block_kinds[name] then
    flush(reader)
    reader.kind = not closing and kinds[name] or nil
    return true
  elseif breaks[name] then
    flush(reader)
    if closing and reader.kind ~= "item" and reader.kind ~= "caption" then
      reader.kind = nil
    end
    return true
  end
end

local function tag(reader, name, closing, from, to)
  local at_table <const> = table_tags[name]
  if at_table then
    at_table(reader, closing, from, to)
  elseif name == "br" then
    if reader.broken == from - 1 and not (reader.grid and reader.grid.cell) then
      flush(reader)
    else
      space(reader, from)
    end
    reader.broken = to
  elseif not block_tag(reader, name, closing)
    and (breaks[name] or block_kinds[name] or name == "option") then
    space(reader, from)
  end
end

-- Where the last end of each element stands: what begins behind it is never closed.
local function last_ends(low)
  local ends <const> = {}
  for at, name in low:gmatch "()</(%a[%w]*)" do
    ends[name] = at
  end
  return ends
end

-- The end of a tag: past quotes, which may hold a ">".
local function tag_end(bytes, i)
  local at = i
  for _ = 1, 64 do
    local stop <const> = bytes:find("[>\"'<]", at)
    if not stop then
      return nil
    end
    local character <const> = bytes:sub(stop, stop)
    if character == ">" then
      return stop
    elseif character == "<" then
      return stop - 1
    end
    at = (bytes:find(character, stop + 1, true) or stop) + 1
  end
  return nil
end

-- Leaves an element out: past its end, counting those of its name inside it.
local function skip(reader, name, to)
  local low <const> = reader.low
  if raw[name] then
    local stop <const> = low:find("</" .. name, to + 1, true)
    return stop and (low:find(">", stop, true) or #low) or to
  end
  local depth, at = 1, to + 1
  local last <const> = reader.ends[name]
  while depth > 0 do
    local from <const>, stop <const>, slash <const> = low:find("<(/?)" .. name .. "%f[%W]", at)
    if not from or from > last then
      return low:find(">", last, true) or #low
    end
    depth = depth + (slash == "/" and -1 or 1)
    at = stop + 1
  end
  return low:find(">", at, true) or #low
end

local function read_title(reader, to)
  local stop <const> = reader.low:find("</title", to + 1, true)
  if not stop or stop - to > 2000 then
    return
  end
  text(reader, to + 1, stop - 1)
  flush(reader, "title")
  reader.named = #reader.blocks
end

-- Whether the attributes of a tag say that its element is not to be seen.
local function is_unseen(low, from, to)
  local attributes <const> = to - from < LONGEST_TAG and low:sub(from, to) or ""
  for _, pattern in ipairs(unseen) do
    if attributes:find(pattern) then
      return true
    end
  end
  return false
end

-- One "<": the first byte behind what it opens.
local function markup(reader, i)
  local bytes <const>, low <const> = reader.bytes, reader.low
  if bytes:find("^<!%-%-", i) then
    local _, stop = bytes:find("-->", reader.uncommented and #bytes + 1 or i + 4, true)
    reader.uncommented = not stop
    return (stop or i + 3) + 1
  end
  local slash <const>, name <const>, name_to <const> = low:match("^<(/?)(%a[%w]*)()", i)
  if not name then
    if bytes:find("^<[!?]", i) then
      return (tag_end(bytes, i + 1) or #bytes) + 1
    end
    text(reader, i, i)
    return i + 1
  end
  local to <const> = tag_end(bytes, name_to)
  if not to then
    return #bytes + 1
  end
  local closing <const> = slash == "/"
  if name == "title" and not closing and (reader.ends.title or 0) > to then
    read_title(reader, to)
    return skip(reader, name, to) + 1
  end
  if left_out[name] and not closing and name ~= "head" and bytes:byte(to - 1) ~= 0x2F
    and (reader.ends[name] or 0) > to then
    if name ~= "svg" and name ~= "button" and name ~= "math" then
      block_tag(reader, "div", false)
    end
    return skip(reader, name, to) + 1
  end
  if not closing and (reader.ends[name] or 0) > to and is_unseen(low, name_to, to) then
    return skip(reader, name, to) + 1
  end
  tag(reader, name, closing, i, to)
  return to + 1
end

-- Of a page with a heading of its own the name of the window says nothing.
local function drop_name(reader)
  local headed = false
  for i, block in ipairs(reader.blocks) do
    headed = headed or block.kind == "title" and i ~= reader.named
  end
  if headed and reader.named then
    table.remove(reader.blocks, reader.named)
  end
end

---@param source ingot.check.Source
---@return ingot.check.Block[]
function M.blocks(source)
  local bytes <const> = source.bytes
  local low <const> = bytes:lower()
  local reader <const> = setmetatable({ source = source, bytes = bytes, low = low,
    ends = last_ends(low), blocks = {}, depth = 0 }, Reader)
  local i = 1
  while i <= #bytes do
    local open <const> = bytes:find("<", i, true)
    text(reader, i, (open or #bytes + 1) - 1)
    if not open then
      break
    end
    i = markup(reader, open)
  end
  if reader.grid then
    end_table(reader, #bytes)
  end
  flush(reader)
  drop_name(reader)
  return reader.blocks
end

return M
