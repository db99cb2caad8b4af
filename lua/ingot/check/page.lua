-- An article as it is read: blocks of plain text in order, each of which knows where its bytes stood
-- in the source. Markup is resolved, page chrome is cut.

local chrome <const> = require "ingot.check.page.chrome"
local dateline <const> = require "ingot.check.page.dateline"
local format <const> = require "ingot.check.page.format"
local place <const> = require "ingot.check.page.place"

local M = {}

---@class ingot.check.Page
---@field bytes string                     the article as given
---@field name string
---@field format "txt"|"md"|"html"
---@field blocks ingot.check.Block[]       in order
---@field title? string
---@field dateline? ingot.check.Dateline
---@field cut ingot.check.Cut[]            what was taken for page chrome
---@field unread ingot.check.Cut[]         what was not looked at, and why; figures may stand in it

---@class ingot.check.Block: ingot.check.Placed
---@field kind "title"|"heading"|"paragraph"|"item"|"caption"|"note"|"table"
---@field text string                      plain, blanks folded; of a table its cells'
---@field head? ingot.check.Placed[]       of a table
---@field rows? ingot.check.Placed[][]
---@field from integer                     bytes of the source from 1
---@field to integer

local LONGEST_TITLE <const> = 220 -- bytes

-- The first line of a text, when it is no sentence.
local function mark_title(blocks)
  for _, block in ipairs(blocks) do
    if block.kind == "title" then
      return block.text
    end
  end
  local first <const>, second <const> = blocks[1], blocks[2]
  if not first or not second or first.kind ~= "paragraph" and first.kind ~= "heading" then
    return nil
  end
  local text <const> = first.text
  if #text > LONGEST_TITLE or text:find "[.:;,。]$" or text:find "%. %u" then
    return nil
  end
  first.kind = "title"
  return text
end

local LONGEST_BLOCK <const> = 64 * 1024 -- bytes: no paragraph of an article has more
local LONGEST_PAGE <const> = 256 * 1024
local MOST_BLOCKS <const> = 4000

--- Takes down bytes of the source that nobody looks at.
---@param unread ingot.check.Cut[]
---@param from integer  from 1
---@param to integer
---@param why string
function M.leave(unread, from, to, why)
  unread[#unread + 1] = { offset = from - 1, length = to - from + 1, why = why }
end

-- Leaves out what no article holds, so that the work is bounded whatever comes. It is told.
local function bound(blocks, bytes, unread)
  local kept <const>, total = {}, 0
  for _, block in ipairs(blocks) do
    if #block.text > LONGEST_BLOCK then
      M.leave(unread, block.from, block.to, "a longer paragraph than an article has")
    elseif total + #block.text > LONGEST_PAGE or #kept == MOST_BLOCKS then
      M.leave(unread, block.from, #bytes, "more text than an article has")
      break
    else
      total = total + #block.text
      kept[#kept + 1] = block
    end
  end
  return kept
end

--- Reads an article. Any bytes will do.
---@param bytes string
---@param name? string  its file, whose ending tells the format; else the bytes do
---@return ingot.check.Page
function M.read(bytes, name)
  local kind <const>, reader <const> = format.of(bytes, name)
  local blocks <const> = reader.blocks(place.source(bytes))
  local title <const> = mark_title(blocks)
  local unread <const> = {}
  local kept <const>, cut <const>, dated <const> = chrome.part(bound(blocks, bytes, unread), title)
  return {
    bytes = bytes, name = name or "", format = kind, blocks = kept, title = title, cut = cut,
    unread = unread,
    dateline = dateline.find(dated, kept),
  }
end

--- Where byte `i` of the text of a block or cell stands in the article: bytes from 0.
---@param block ingot.check.Placed
---@param i integer  from 1
---@return integer
M.offset = place.offset

--- Where bytes `from`..`to` of it stand: offset from 0, and length in bytes of the article.
---@param block ingot.check.Placed
---@param from integer
---@param to integer
---@return integer offset
---@return integer length
M.span = place.span

return M
