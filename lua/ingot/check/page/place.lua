-- Text that knows where it stood. It is built from pieces of the source, copied or put in another's
-- place (an entity, an escape), with blanks folded as a reader sees them. Runs tell from where in the
-- text on it lies from where in the source on: a copied run byte for byte, a put one as a whole. The
-- runs are in order of the text, and neighbours that go on in the source are one.

local M = {}

---@class ingot.check.Placed
---@field text string
---@field starts integer[]   of each run: its first byte in the text, from 1
---@field sources integer[]  its first byte in the source, from 1
---@field sizes integer[]    bytes of the source that a put run stands for; 0: copied

---@class ingot.check.Writer
---@field bytes string
local Writer = {}
Writer.__index = Writer

-- Characters of more than one byte that are blanks, and such that nobody sees.
local blanks <const> = {
  ["\u{A0}"] = true, ["\u{2002}"] = true, ["\u{2003}"] = true, ["\u{2009}"] = true,
  ["\u{200A}"] = true, ["\u{202F}"] = true, ["\u{3000}"] = true, ["\u{2007}"] = true,
  ["\u{2028}"] = true, ["\u{2029}"] = true, ["\u{2005}"] = true, ["\u{2004}"] = true,
}
local unseen <const> = {
  ["\u{AD}"] = true, ["\u{200B}"] = true, ["\u{200C}"] = true, ["\u{200D}"] = true,
  ["\u{FEFF}"] = true, ["\u{2060}"] = true, ["\u{200E}"] = true, ["\u{200F}"] = true,
}

---@class ingot.check.Source
---@field bytes string
---@field valid boolean  whether they are UTF-8 throughout
---@field next table<string, integer>   of `next_of`: where it stood when last looked for
---@field asked table<string, integer>  and from where

---@param bytes string
---@return ingot.check.Source
function M.source(bytes)
  return { bytes = bytes, valid = utf8.len(bytes) ~= nil, next = {}, asked = {} }
end

---@param source ingot.check.Source
---@return ingot.check.Writer
function M.writer(source)
  return setmetatable({
    source = source, bytes = source.bytes, valid = source.valid, pieces = {}, length = 0, starts = {},
    sources = {}, sizes = {}, blank = nil, last = "",
  }, Writer)
end

local function emit(writer, text, source, size)
  local starts <const>, sources <const>, sizes <const> = writer.starts, writer.sources, writer.sizes
  local n <const> = #starts
  local goes_on <const> = size == 0 and n > 0 and sizes[n] == 0
    and sources[n] + (writer.length + 1 - starts[n]) == source
  if not goes_on then
    starts[n + 1], sources[n + 1], sizes[n + 1] = writer.length + 1, source, size
  end
  writer.pieces[#writer.pieces + 1] = text
  writer.length = writer.length + #text
  writer.last = text
end

-- A blank is written when something follows it: one, whatever it was; narrow ones between digits stay
-- as they are, for they part thousands.
local function settle(writer, next_text)
  local blank <const> = writer.blank
  if not blank then
    return
  end
  writer.blank = nil
  if writer.length == 0 then
    return
  end
  if blank.narrow and writer.last:find "%d$" and next_text:find "^%d" then
    emit(writer, blank.narrow, blank.source, blank.size)
  elseif blank.copied then
    emit(writer, " ", blank.source, 0)
  else
    emit(writer, " ", blank.source, blank.size)
  end
end

local function add_blank(writer, text, source, size)
  local blank <const> = writer.blank
  if blank then
    blank.narrow, blank.copied = nil, false
    blank.size = math.max(blank.size, source + size - blank.source)
    return
  end
  writer.blank = { source = source, size = size, copied = text == " " and size == 1,
    narrow = #text > 1 and text or nil }
end

--- Puts a text in the place of source bytes `from`..`to`: "%" for "&percnt;".
function Writer:put(text, from, to)
  if text == "" or unseen[text] then
    return
  elseif blanks[text] or text:find "^[%c ]$" then
    add_blank(self, text, from, to - from + 1)
    return
  end
  settle(self, text)
  emit(self, text, from, to - from + 1)
end

-- The bytes from..to, valid UTF-8.
local function copy_valid(writer, from, to)
  local bytes <const> = writer.bytes:sub(from, to) -- finds must not look beyond
  local i = 1
  while i <= #bytes do
    local special <const> = bytes:find("[%c \xC2\xE2\xE3\xEF]", i) or #bytes + 1
    if special > i then
      local text <const> = bytes:sub(i, special - 1)
      settle(writer, text)
      emit(writer, text, from + i - 1, 0)
    end
    if special > #bytes then
      return
    end
    local byte <const> = bytes:byte(special)
    local source <const> = from + special - 1
    local size <const> = byte < 0x80 and 1 or byte == 0xC2 and 2 or 3
    local text <const> = bytes:sub(special, special + size - 1)
    if byte < 0x80 then
      local last <const> = (bytes:find("[^%c ]", special) or #bytes + 1) - 1
      add_blank(writer, " ", source, last - special + 1)
      i = last + 1
    elseif blanks[text] then
      add_blank(writer, text, source, size)
      i = special + size
    elseif unseen[text] then
      i = special + size
    else
      settle(writer, text)
      emit(writer, text, source, 0)
      i = special + #text
    end
  end
end

--- Copies source bytes `from`..`to`. What is no UTF-8 becomes U+FFFD, one for all that stand together.
function Writer:copy(from, to)
  if self.valid then
    copy_valid(self, from, to)
    return
  end
  local bytes <const> = self.bytes
  local i = from
  while i <= to do
    local stop = math.min(i + 4095, to)
    local _, bad = utf8.len(bytes, i, stop)
    bad = bad or stop + 1
    if bad > stop then -- the last character may reach beyond the piece
      stop = math.min((utf8.offset(bytes, 2, utf8.offset(bytes, 0, stop)) or #bytes + 1) - 1, to)
      copy_valid(self, i, stop)
      i = stop + 1
    else
      if bad > i then
        copy_valid(self, i, bad - 1)
      end
      local last = bad
      if self.last ~= "\u{FFFD}" then
        settle(self, "\u{FFFD}")
        emit(self, "\u{FFFD}", bad, 1)
      else
        self.sizes[#self.sizes] = last - self.sources[#self.sources] + 1
      end
      i = last + 1
    end
  end
end

--- A blank without a place of its own: a line break of markup.
function Writer:space(source)
  add_blank(self, "\n", source, 1)
end

---@return boolean  whether nothing has been written
function Writer:empty()
  return self.length == 0
end

--- Where a plain text or class of bytes stands next, from i on; asked for in order, it is found in one
--- pass, however short the pieces are that one looks in.
---@param source ingot.check.Source
---@param pattern string
---@param i integer
---@return integer  behind the end when it stands nowhere
function M.next_of(source, pattern, i)
  local at = source.next[pattern]
  if not at or at < i or (source.asked[pattern] or 0) > i then
    at = source.bytes:find(pattern, i) or #source.bytes + 1
    source.next[pattern] = at
  end
  source.asked[pattern] = i
  return at
end

--- Copies source bytes `from`..`to` but for marks: bytes that may begin something written otherwise.
---@param from integer
---@param to integer
---@param marks string  class of bytes
---@param meaning fun(bytes: string, at: integer): integer?, string?  size of what begins at a mark, and
---   what is put in its place; nil: the mark is itself
function Writer:copy_marked(from, to, marks, meaning)
  local i = from
  while i <= to do
    local at <const> = M.next_of(self.source, marks, i)
    if at > to then
      self:copy(i, to)
      return
    end
    if at > i then
      self:copy(i, at - 1)
    end
    local size <const>, instead <const> = meaning(self.bytes, at)
    if size and at + size - 1 <= to then
      self:put(instead, at, at + size - 1)
      i = at + size
    else
      self:copy(at, at)
      i = at + 1
    end
  end
end

--- What was written.
---@param into? table  fields to add to
---@return ingot.check.Placed
function Writer:finish(into)
  into = into or {}
  into.text = table.concat(self.pieces)
  into.starts, into.sources, into.sizes = self.starts, self.sources, self.sizes
  return into
end

-- The run that holds byte i of the text.
local function run_of(placed, i)
  local starts <const> = placed.starts
  local low, high = 1, #starts
  while low < high do
    local middle <const> = (low + high + 1) // 2
    if starts[middle] <= i then
      low = middle
    else
      high = middle - 1
    end
  end
  return low
end

--- Where byte `i` of a text stood in the source: bytes from 0.
---@param placed ingot.check.Placed
---@param i integer  from 1
---@return integer
function M.offset(placed, i)
  local run <const> = run_of(placed, i)
  if not placed.starts[run] then
    return 0
  end
  local inside <const> = placed.sizes[run] == 0 and i - placed.starts[run] or 0
  return placed.sources[run] + inside - 1
end

--- Where bytes `from`..`to` of a text stood: offset from 0, and length in bytes of the source.
---@param placed ingot.check.Placed
---@param from integer
---@param to integer
---@return integer offset
---@return integer length
function M.span(placed, from, to)
  local offset <const> = M.offset(placed, from)
  local run <const> = run_of(placed, to)
  local size <const> = placed.sizes[run] or 0
  local last <const> = M.offset(placed, to) + (size == 0 and 1 or size)
  return offset, last - offset
end

return M
