--- What Tab gives: the names that may go on at the cursor. Nothing of a user's is run for it: keys are
--- looked up as they are, and calls are taken to give what their annotations say.

local names <const> = require "ingot.repl.names"
local scan <const> = require "ingot.repl.scan"
local words <const> = require "ingot.repl.words"

local M = {}

local KEYWORDS <const> = {
  "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
  "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
}

-- Globals and words of Lua.
local function globals_of(globals)
  local found <const> = table.move(KEYWORDS, 1, #KEYWORDS, 1, {})
  for name in next, globals do
    found[#found + 1] = type(name) == "string" and name:find "^[%a_][%w_]*$" and name or nil
  end
  return found
end

-- What may stand where the text ends, and the piece of it that is there.
local function candidates(text, globals)
  local open <const> = scan.open_string(text)
  if open then
    return words.of(open, globals)
  end
  local before <const>, start <const> = text:match "^(.-)([%a_]?[%w_]*)$"
  local link <const> = before:match "([.:])%s*$"
  if not link or before:find "%.%.%s*$" then
    return globals_of(globals), start
  end
  local parts <const> = scan.chain((before:gsub("[.:]%s*$", "")))
  local what <const> = parts and names.walk(parts, globals)
  return what and names.of(what, link == ":") or {}, start
end

--- The words that may stand at the end of a text, in order, and how many bytes of them are there.
---@param text string     up to the cursor, with the lines before it where the input has several
---@param globals table
---@return string[] words
---@return integer there
function M.complete(text, globals)
  local all <const>, start <const> = candidates(text, globals)
  local found <const>, seen <const> = {}, {}
  for _, word in ipairs(all) do
    if word:sub(1, #start) == start and not seen[word] then
      found[#found + 1], seen[word] = word, true
    end
  end
  table.sort(found)
  return found, #start
end

return M
