-- An article as reports show it: its blocks of plain text, and in each the places of its figures. A
-- claim knows its bytes in the article; where these stand in the text of a block is found by halving.

local page_ <const> = require "ingot.check.page"

local M = {}

---@class ingot.check.report.Span  of a figure in a piece of text, or of words that a finding speaks of
---@field from integer      first byte, from 1
---@field to integer        last byte
---@field claim? ingot.check.Claim   nil: words, or a number that was not understood
---@field mark string       of words.marks
---@field findings integer[] numbers of the findings that name it

---@class ingot.check.Piece
---@field kind string       of its block; "cell" of a table
---@field text string
---@field spans ingot.check.report.Span[]  in order, none in another
---@field row? integer      of a cell: 0 is the head
---@field block integer

-- The first place of a text that lies at a byte of the article or behind it.
local function place_at(place, offset)
  local low, high = 1, #place.text + 1
  while low < high do
    local middle <const> = (low + high) // 2
    if middle > #place.text or page_.offset(place, middle) >= offset then
      high = middle
    else
      low = middle + 1
    end
  end
  return low
end

local function piece_of(place, kind, block, row)
  local first <const> = #place.text > 0 and page_.offset(place, 1)
  return first and {
    kind = kind, text = place.text, block = block, row = row, spans = {}, place = place,
    first = first, last = page_.offset(place, #place.text),
  } or nil
end

local function pieces_of(page)
  local pieces <const> = {}
  for b, block in ipairs(page.blocks) do
    if block.kind ~= "table" then
      pieces[#pieces + 1] = piece_of(block, block.kind, b)
    end
    for r, row in ipairs(block.kind == "table" and { block.head or {}, table.unpack(block.rows) } or {}) do
      for _, cell in ipairs(row) do
        pieces[#pieces + 1] = piece_of(cell, "cell", b, r - 1)
      end
    end
  end
  return pieces
end

-- The numbers of the findings that name each claim, and whether the first speaks of words.
local function named_in(findings)
  local numbers <const>, light <const> = {}, {}
  for n, finding in ipairs(findings) do
    for _, claims in ipairs { finding.claims, finding.same } do
      for _, claim in ipairs(claims) do
        numbers[claim.id] = numbers[claim.id] or {}
        light[claim.id] = light[claim.id] or finding.weight == "word"
        table.insert(numbers[claim.id], n)
      end
    end
  end
  return numbers, light
end

-- The figures of a result.
local function figures_of(result)
  local numbers <const>, light <const> = named_in(result.findings)
  local list <const> = {}
  for _, claim in ipairs(result.claims) do
    local verdict <const> = result.verdicts[claim.id]
    local is_free <const> = verdict == "ok" or verdict == "uncheckable"
    list[#list + 1] = {
      offset = claim.offset, length = claim.length, claim = claim,
      mark = is_free and light[claim.id] and "word" or verdict, findings = numbers[claim.id] or {},
    }
  end
  for _, number in ipairs(result.not_understood) do
    list[#list + 1] = { offset = number.offset, length = #number.quote, mark = "not_understood",
      findings = {} }
  end
  return list
end

-- The words that findings speak of; of one place together.
local function words_of(result)
  local list <const>, known <const> = {}, {}
  for n, finding in ipairs(result.findings) do
    local item = finding.offset and known[finding.offset]
    if finding.offset and not item then
      item = { offset = finding.offset, length = finding.length or 0, findings = {},
        mark = finding.weight == "word" and "word" or "inconsistent" }
      known[finding.offset] = item
      list[#list + 1] = item
    end
    if item then
      table.insert(item.findings, n)
    end
  end
  return list
end

-- The piece with an offset, of pieces in order of their bytes.
local function holder(ordered, offset)
  local low, high = 0, #ordered
  while low < high do
    local middle <const> = (low + high + 1) // 2
    if ordered[middle].first <= offset then
      low = middle
    else
      high = middle - 1
    end
  end
  local piece <const> = ordered[low]
  return piece and offset <= piece.last and piece or nil
end

-- Adds a span, unless another one stands there already; spans of figures come first.
local function add(piece, item)
  local from <const> = place_at(piece.place, item.offset)
  local to <const> = place_at(piece.place, item.offset + item.length) - 1
  local at = #piece.spans
  while at > 0 and piece.spans[at].from > from do
    at = at - 1
  end
  local before <const>, after <const> = piece.spans[at], piece.spans[at + 1]
  if to < from or before and before.to >= from or after and after.from <= to then
    return
  end
  table.insert(piece.spans, at + 1, {
    from = from, to = to, claim = item.claim, mark = item.mark, findings = item.findings,
  })
end

local function by_offset(a, b)
  if a.offset ~= b.offset then
    return a.offset < b.offset
  end
  return a.length > b.length
end

--- The pieces of an article, with its figures in them and the words that findings speak of.
---@param result ingot.check.Result
---@return ingot.check.Piece[]
function M.of(result)
  local pieces <const> = pieces_of(result.page)
  local ordered <const> = table.move(pieces, 1, #pieces, 1, {})
  table.sort(ordered, function(a, b) return a.first < b.first end)
  for _, items in ipairs { figures_of(result), words_of(result) } do
    table.sort(items, by_offset)
    for _, item in ipairs(items) do
      local piece <const> = holder(ordered, item.offset)
      if piece then
        add(piece, item)
      end
    end
  end
  return pieces
end

return M
