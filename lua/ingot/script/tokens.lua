--- The tokens of a Lua source, as far as messages need them: names, strings, numbers and signs, each
--- with its place. Comments and blanks are none.

---@class ingot.LuaToken
---@field kind "name"|"string"|"number"|"sign"
---@field text string   as it is written
---@field at integer    byte of its first character
---@field last integer  byte of its last
---@field line integer  where it begins

local M = {}

local signs <const> = { -- longest first
  "^%.%.%.", "^<<", "^>>", "^//", "^==", "^~=", "^<=", "^>=", "^::", "^%.%.", "^.",
}

-- The last byte of a short string that begins at a place; nil where it has no end.
local function short_string(source, at)
  local quote <const>, i = source:sub(at, at), at + 1
  while true do
    local found <const> = source:find('[\\\n"\']', i)
    if not found or source:sub(found, found) == "\n" then
      return nil
    end
    local sign <const> = source:sub(found, found)
    if sign == quote then
      return found
    end
    i = found + (sign == "\\" and (source:match("^z%s*()", found + 1) or found + 2) - found or 1)
  end
end

-- The last byte of a long bracket that begins at a place; nil where none does.
local function long_bracket(source, at)
  local level <const> = source:match("^%[(=*)%[", at)
  if not level then
    return nil
  end
  local _, last <const> = source:find("]" .. level .. "]", at, true)
  return last or #source
end

-- What begins at a place that is no blank: its kind, nil of a comment, and its last byte.
local function next_token(source, at)
  local first <const> = source:sub(at, at)
  if source:find("^%-%-", at) then
    return nil, long_bracket(source, at + 2) or (source:find("\n", at, true) or #source + 1) - 1
  elseif first:find "[%a_]" then
    return "name", source:match("^[%w_]+()", at) - 1
  elseif first == '"' or first == "'" then
    local last <const> = short_string(source, at)
    return last and "string" or "sign", last or at
  elseif source:find("^%.?%d", at) then
    return "number", source:match("^%.?%d[%w.]*()", at) - 1
  end
  local last <const> = first == "[" and long_bracket(source, at)
  if last then
    return "string", last
  end
  for _, sign in ipairs(signs) do
    local _, behind <const> = source:find(sign, at)
    if behind then
      return "sign", behind
    end
  end
end

--- The tokens of a source, in order.
---@param source string
---@return ingot.LuaToken[]
function M.of(source)
  local tokens <const>, line, counted = {}, 1, 1
  local at = source:match "^#[^\n]*()" or 1
  while true do
    at = source:find("%S", at)
    if not at then
      return tokens
    end
    local kind <const>, last <const> = next_token(source, at)
    if kind then
      local newline = source:find("\n", counted, true)
      while newline and newline < at do
        line, counted = line + 1, newline + 1
        newline = source:find("\n", counted, true)
      end
      tokens[#tokens + 1] = {
        kind = kind, text = source:sub(at, last), at = at, last = last, line = line,
      }
    end
    at = last + 1
  end
end

local escapes <const> = {
  a = "\a", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", v = "\v", ["\n"] = "\n",
  ["\\"] = "\\", ['"'] = '"', ["'"] = "'",
}

-- What an escape says, and the byte behind it; `at` is behind the backslash.
local function escaped(source, at)
  local sign <const> = source:sub(at, at)
  if escapes[sign] then
    return escapes[sign], at + 1
  end
  local digits, behind = source:match("^x(%x%x)()", at)
  if digits then
    return string.char(tonumber(digits, 16)), behind
  end
  digits, behind = source:match("^(%d%d?%d?)()", at)
  if digits then
    return string.char(tonumber(digits) % 256), behind
  end
  digits, behind = source:match("^u{(%x+)}()", at)
  if digits then
    return utf8.char(tonumber(digits, 16)), behind
  end
  return "", source:match("^z%s*()", at) or at + 1
end

--- What a token that is a string says, and where in the source each of its bytes comes from.
---@param source string
---@param token ingot.LuaToken
---@return string value
---@return fun(index: integer): integer  byte of the value → byte of the source
function M.value(source, token)
  local opening <const> = token.text:match "^%[=*%[\r?\n?"
  if opening then
    local first <const> = token.at + #opening
    local closing <const> = #token.text:match "^%[=*%["
    return source:sub(first, token.last - closing), function(index) return first + index - 1 end
  elseif not token.text:find("\\", 1, true) then
    return token.text:sub(2, -2), function(index) return token.at + index end
  end
  local parts <const>, from <const> = {}, {}
  local at = token.at + 1
  while at < token.last do
    local part, behind = source:sub(at, at), at + 1
    if part == "\\" then
      part, behind = escaped(source, at + 1)
    end
    for _ = 1, #part do
      from[#from + 1] = at
    end
    parts[#parts + 1], at = part, behind
  end
  return table.concat(parts), function(index) return from[index] or at end
end

return M
