--- Where a script returns. `return cube:by(…)` is a tail call: while it runs, nothing on the stack
--- tells the script's line, but there is only one place it can be when a script returns only once.

local M = {}

local opens <const> = { ["function"] = true, ["if"] = true, ["do"] = true, ["repeat"] = true }
local closes <const> = { ["end"] = true, ["until"] = true }

--- The end of a comment or a string that begins at a place, or nil when none does.
---@param source string
---@param at integer
---@return integer? behind
function M.passed(source, at)
  local comment <const> = source:match("^%-%-()", at)
  local level <const> = source:match("^%[(=*)%[", comment or at)
  if level then
    local _, last <const> = source:find("]" .. level .. "]", at, true)
    return (last or #source) + 1
  elseif comment then
    return source:match("^[^\n]*()", at)
  end
  local quote <const> = source:match("^['\"]", at)
  if not quote then
    return nil
  end
  at = at + 1
  while at <= #source and source:sub(at, at) ~= quote do
    at = at + (source:sub(at, at) == "\\" and 2 or 1)
  end
  return at + 1
end

-- The next word and the place behind it; nil at the end.
local function next_word(source, at)
  while at <= #source do
    local behind = M.passed(source, at)
    if not behind then
      local word <const>, last <const> = source:match("^([%a_][%w_]*)()", at)
      if word then
        return word, last
      end
      behind = source:match("^%.?%d[%w.]*()", at) or at + 1
    end
    at = behind
  end
end

local function line_of(source, at)
  local _, newlines <const> = source:sub(1, at - 1):gsub("\n", "")
  return newlines + 1
end

--- The line of the one `return` of a script that stands in none of its functions; nil when there are
--- several, or none.
---@param source string  Lua that compiles
---@return integer? line
---@return integer? behind  the place behind that word
function M.line(source)
  local blocks <const>, functions, line, behind = {}, 0, nil, nil
  local word, at = next_word(source, 1)
  while word do
    if opens[word] then
      blocks[#blocks + 1] = word
      functions = functions + (word == "function" and 1 or 0)
    elseif closes[word] then
      functions = functions - (table.remove(blocks) == "function" and 1 or 0)
    elseif word == "return" and functions == 0 then
      if line then
        return nil
      end
      line, behind = line_of(source, at - 1), at
    end
    word, at = next_word(source, at)
  end
  return line, behind
end

return M
