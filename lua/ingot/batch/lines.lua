--- Where in a script the parts of the table stand that it returns: `return { a = { "x" } }` says that
--- `a` stands in line 1, and so does its first item. A table carries no lines, so the text tells them:
--- as far as it is a plain constructor. What a script builds otherwise stands where it returns it.

local returns <const> = require "ingot.script.returns"

local M = {}

---@class ingot.Lines
---@field line integer
---@field parts table<string|integer, ingot.Lines>  by key, and by place in the list

local opens <const> = { ["function"] = true, ["if"] = true, ["do"] = true, ["repeat"] = true }
local closes <const> = { ["end"] = true, ["until"] = true }
local brackets <const> = { ["("] = 1, ["["] = 1, ["{"] = 1, [")"] = -1, ["]"] = -1, ["}"] = -1 }

-- The place of the next sign that is neither blank nor comment, and of what is behind it; a word, a
-- number or a string is one sign. nil at the end.
local function next_sign(source, at)
  at = source:match("^%s*()", at)
  while source:find("^%-%-", at) do
    at = source:match("^%s*()", returns.passed(source, at))
  end
  if at > #source then
    return nil
  end
  return at, returns.passed(source, at) or source:match("^[%w_]+()", at) or at + 1
end

-- The end of an expression: the place of the "," ";" or "}" behind it; #source + 1 where there is none.
local function behind_expression(source, at)
  local depth = 0
  local from, behind = next_sign(source, at)
  while from do
    local sign <const> = source:sub(from, behind - 1)
    if depth == 0 and (sign == "," or sign == ";" or sign == "}") then
      return from
    end
    depth = depth + (brackets[sign] or opens[sign] and 1 or closes[sign] and -1 or 0)
    from, behind = next_sign(source, behind)
  end
  return #source + 1
end

-- The key of a field, `name =` or `["name"] =`, and the place of its value; nil for an item.
local function key_at(source, at)
  for _, pattern in ipairs { "^([%a_][%w_]*)%s*=()[^=]", "^%[%s*[\"']([^\"'\\]*)[\"']%s*%]%s*=()[^=]" } do
    local key <const>, behind <const> = source:match(pattern, at)
    if key then
      return key, behind
    end
  end
end

local DEEPEST <const> = 20

-- The lines of a constructor whose brace stands at a place, and the place behind it.
local function constructor(source, at, line, depth)
  local node <const>, n = { line = line, parts = {} }, 0
  local counted = at
  local from = next_sign(source, at + 1)
  while from and source:sub(from, from) ~= "}" do
    local _, newlines <const> = source:sub(counted, from - 1):gsub("\n", "")
    line, counted = line + newlines, from
    local key <const>, value <const> = key_at(source, from)
    if not key then
      n = n + 1
    end
    local first <const> = value and next_sign(source, value) or from
    local part = { line = line, parts = {} }
    if source:sub(first, first) == "{" and depth < DEEPEST then
      local _, down <const> = source:sub(from, first - 1):gsub("\n", "")
      part = constructor(source, first, line + down, depth + 1)
      part.line = line
    end
    node.parts[key or n] = part
    local behind <const> = behind_expression(source, first)
    from = next_sign(source, source:sub(behind, behind) == "}" and behind or behind + 1)
  end
  return node
end

--- The lines of what a script returns; of the place where it returns where nothing more is known.
---@param source string  Lua that compiles
---@return ingot.Lines
function M.of(source)
  local line <const>, at <const> = returns.line(source)
  local first <const> = at and next_sign(source, at)
  if not first or source:sub(first, first) ~= "{" then
    return { line = line or 1, parts = {} }
  end
  local _, newlines <const> = source:sub(at, first - 1):gsub("\n", "")
  local node <const> = constructor(source, first, line + newlines, 0)
  node.line = line
  return node
end

--- The line of a part, as far down as it is known: `line(lines, 2, "set", "period")`.
---@param lines ingot.Lines
---@param ... string|integer
---@return integer
function M.line(lines, ...)
  for _, key in ipairs { ... } do
    local part <const> = lines.parts[key]
    if not part then
      break
    end
    lines = part
  end
  return lines.line
end

return M
