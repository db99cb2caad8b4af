--- The script's own line below a message, with a caret under the place: in a formula or a sentence
--- that stands in the script, and in the script where it does not parse.

local native <const> = require "ingot.native"
local place <const> = require "ingot.phrase.place"
local tokens <const> = require "ingot.script.tokens"

local M = {}

local WIDEST <const> = 100 -- columns of a line that is shown whole

-- Message, the line that holds a byte of the source, and a caret beneath it.
local function show(message, source, at)
  local before <const>, after <const> = source:sub(1, at - 1):match "[^\n]*$", source:match("^[^\r\n]*", at)
  local indent <const> = #before:match "^%s*"
  local line <const> = (before:sub(indent + 1) .. after):gsub("%c", " ")
  if utf8.len(line) and native.width(line) <= WIDEST then
    local blanks <const> = native.width(line:sub(1, #before - indent))
    return ("%s\n  %s\n  %s^"):format(message, line, (" "):rep(blanks))
  end
  return place.show(message, before:sub(indent + 1) .. after, #before - indent + 1)
end

-- The byte of a text that is shown behind so many columns.
local function byte_at(text, columns)
  local width = 0
  for at, code in utf8.codes(text) do
    if width >= columns then
      return at
    end
    width = width + native.width(utf8.char(code))
  end
  return #text + 1
end

-- Control characters show as blanks; line feeds part the lines.
local function printable(text)
  return (text:gsub("[^%C\n]", " "))
end

-- The place of a shown line in what a string says; nil where it does not stand there. A long line
-- was cut: what marks that is taken off.
local function found_in(value, line)
  local whole <const> = ("\n" .. value .. "\n"):find("\n" .. line .. "\n", 1, true)
  if whole then
    return whole, 0
  end
  local cut, lead = line:gsub("^%.%.%.", "", 1)
  cut = cut:gsub("%.%.%.$", "", 1)
  if lead == 0 and cut == line then
    cut, lead = line:gsub("^…", "", 1)
    cut = cut:gsub("…$", "", 1)
    return cut ~= line and value:find(cut, 1, true) or nil, lead * #"…"
  end
  return value:find(cut, 1, true), lead * #"..."
end

-- The strings of the statement, or of its part, that goes on from a line.
local function strings_from(list, line)
  local strings <const>, depth = {}, 0
  for _, token in ipairs(list) do
    if token.line >= line then
      if token.line > line and depth <= 0 then
        break
      elseif token.kind == "string" then
        strings[#strings + 1] = token
      elseif token.kind == "sign" then
        depth = depth + (token.text:find "^[({%[]$" and 1 or token.text:find "^[)}%]]$" and -1 or 0)
      end
    end
  end
  return strings
end

--- A message that ends in a line of a formula or a sentence and a caret: with the script's line in
--- its stead, where it stands in the script, and the number of that line.
---@param mistake ingot.Mistake
---@return string?
---@return integer? line
function M.formula(mistake)
  local text <const>, line <const>, blanks <const> = mistake.text:match "^(.-)\n  ([^\n]*)\n  ( *)%^$"
  if not text or line == "" or not utf8.len(line) then
    return nil
  end
  local index <const> = byte_at(line, #blanks)
  for _, token in ipairs(strings_from(mistake.tokens, mistake.line)) do
    local value <const>, source_byte <const> = tokens.value(mistake.source, token)
    local found <const>, lead = found_in(printable(value), line)
    if found then
      local at <const> = source_byte(found + index - 1 - lead)
      local _, newlines <const> = mistake.source:sub(token.at, at - 1):gsub("\n", "")
      return show(text, mistake.source, at), token.line + newlines
    end
  end
end

-- What is often meant where Lua stumbles: the message it gives, and what to say behind it.
local slips <const> = {
  { "^'then' expected near '='$", "== compares, = sets" },
  { "^'do' expected near '='$", "== compares, = sets" },
  { "^'%)' expected near '='$", "== compares, = sets" },
  { "^unexpected symbol near '!'$", "not equal is ~=" },
  { " near '!'$", "not equal is ~=" },
  { " near '&'$", "both is written: and" },
  { " near '|'$", "either is written: or" },
  { "^syntax error near '[-+*/]'$", "no += in Lua; write n = n + 1" },
  { "^'}' expected .*near", "a comma missing before it?" },
  { "^'}' expected near '[^,]", "a comma missing before it?" },
  { "^'=' or 'in' expected near", "as in: for i = 1, 10 do, or: for i, x in ipairs(list) do" },
  { "^'end' expected .*near 'else'$", "else if on one line is: elseif" },
}

local function slip_of(text)
  for _, slip in ipairs(slips) do
    if text:find(slip[1]) then
      return (" (%s)"):format(slip[2])
    end
  end
  return ""
end

-- The token that a message names, where Lua says the same of the source that ends behind it.
local function token_near(text, line, source)
  local near <const> = text:match " near '(.*)'$"
  for _, token in ipairs(near and tokens.of(source) or {}) do
    if token.line == line and (token.text == near or token.text:sub(1, #near) == near) then
      local _, message <const> = load(source:sub(1, token.at + #near - 1), "=", "t")
      if message and message:sub(-#text) == text then
        return token.at
      end
    end
  end
end

--- Why a source does not parse, without the place: with the line, a caret where the token is found,
--- and what is often meant.
---@param text string
---@param line integer
---@param source string
---@return string
function M.syntax(text, line, source)
  local at <const> = token_near(text, line, source)
  local message <const> = text .. slip_of(text)
  return at and show(message, source, at) or message
end

return M
