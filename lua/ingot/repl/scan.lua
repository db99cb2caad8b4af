--- What stands before the cursor, as far as completion needs to know: whether it is inside a string, and
--- which expression ends there. Nothing is parsed whole: a line that is being typed seldom can be.

local M = {}

---@class ingot.ScanPart      of a chain such as `customs:where("…").month`
---@field kind "name"|"field"|"method"|"call"
---@field name? string

-- Where the string that begins at `from` ends; nil when the text is over before.
local function string_end(text, from)
  local quote <const>, at = text:sub(from, from), from + 1
  while at <= #text do
    local byte <const> = text:sub(at, at)
    if byte == quote then
      return at
    end
    at = at + (byte == "\\" and 2 or 1)
  end
end

--- Goes over a text: the place of the string that is open at its end, if one is, and of the brackets.
---@param text string
---@return integer? open_string  where its quote stands
---@return integer[] open  where the brackets stand that are open, outermost first
---@return table<integer, integer> pairs  closing bracket or quote → the opening one
function M.brackets(text)
  local open <const>, pairs_of <const>, at = {}, {}, 1
  while at <= #text do
    local byte <const> = text:sub(at, at)
    if byte == '"' or byte == "'" then
      local last <const> = string_end(text, at)
      if not last then
        return at, open, pairs_of
      end
      pairs_of[last], at = at, last
    elseif byte:find "[({%[]" then
      open[#open + 1] = at
    elseif byte:find "[)}%]]" and #open > 0 then
      pairs_of[at] = table.remove(open)
    end
    at = at + 1
  end
  return nil, open, pairs_of
end

local NAME <const> = "^(.-)([%a_][%w_]*)$"

-- The last part of a text that ends in a chain, and the text before it. After a name that nothing
-- leads to, the chain is over: then no text.
local function last_part(text, pairs_of)
  text = text:gsub("%s+$", "")
  local opening <const> = pairs_of[#text]
  if opening then
    return { kind = "call" }, text:sub(1, opening - 1)
  end
  local before <const>, name <const> = text:match(NAME)
  if not name then
    return nil
  end
  local link <const> = before:match "([.:])%s*$"
  if link and not before:find "%.%.%s*$" then
    return { kind = link == ":" and "method" or "field", name = name }, before:gsub("[.:]%s*$", "")
  end
  return { kind = "name", name = name }
end

--- The chain that a text ends in, first part first; nil when there is none.
---@param text string
---@return ingot.ScanPart[]?
function M.chain(text)
  local _, _, pairs_of <const> = M.brackets(text)
  local parts <const>, rest = {}, text
  while rest do
    local part
    part, rest = last_part(rest, pairs_of)
    if not part then
      return nil
    end
    table.insert(parts, 1, part)
  end
  return parts
end

---@class ingot.ScanString
---@field text string      what of it stands before the cursor
---@field callee? ingot.ScanPart[]  the chain that is called with it, the name of the function last
---@field key? string      of the table it stands in, as product in { product = "…" }

--- The string that is open at the end of a text.
---@param text string
---@return ingot.ScanString?
function M.open_string(text)
  local at <const>, open <const> = M.brackets(text)
  if not at then
    return nil
  end
  local before = text:sub(1, at - 1)
  local found <const> = { text = text:sub(at + 1), key = before:match "([%a_][%w_]*)%s*=%s*$" }
  if not before:find "[%w_]%s*$" then -- not `read "…"`: the call begins with a bracket
    local i = #open
    while i > 1 and not before:sub(1, open[i] - 1):find "[%w_]%s*$" do
      i = i - 1
    end
    before = i > 0 and before:sub(1, open[i] - 1) or ""
  end
  found.callee = M.chain(before)
  return found
end

return M
