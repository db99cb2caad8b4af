--- What is typed, as a function: an expression gives its value without `return`, and what `local` names
--- at the start of an input stays for the next one.

local M = {}

-- Of the chunk: its errors begin "line:1:", told as "line 1:". An input that has lines before it bears
-- their number: "line+41:1:" is line 42.
local NAME <const> = "line"

-- "local x <const>, y = 1, 2" and "local function f" as assignments, which outlive the input.
local function without_local(text)
  local fn <const>, count <const> = text:gsub("^(%s*)local(%s+function%s)", "%1%2")
  if count == 1 then
    return fn
  end
  local indent <const>, names <const>, rest <const> = text:match "^(%s*)local%s+([%a_][%w_%s,<>]*)(.*)$"
  if not names then
    return text
  end
  local plain <const> = names:gsub("<%s*const%s*>", ""):gsub("<%s*close%s*>", "")
  if plain:find "[<>]" then
    return text
  elseif rest:find "^=[^=]" then
    return indent .. plain .. rest
  elseif rest == "" and not plain:find "[%a_][%w_]*[ \t]+[%a_]" then
    return indent .. plain .. " = nil"
  end
  return text
end

local function compiler(environment, before)
  local name <const> = "=" .. NAME .. (before > 0 and "+" .. before or "")
  return function(text)
    return load(text, name, "t", environment)
  end
end

-- Whether more text could make it right: Lua came to the end too soon.
local function ends_too_soon(message)
  return message:find("<eof>$") ~= nil or message:find("unfinished long", 1, true) ~= nil
end

--- Text as a function that gives a packed list of values; "more" when it ends too soon; else nil and what is wrong.
---@param text string
---@param environment table
---@param before? integer  lines that were there before the text; none by default
---@return function|"more"|nil chunk, string? message
function M.compile(text, environment, before)
  local compile <const> = compiler(environment, before or 0)
  if compile("return " .. text) then
    -- As an argument: a call that is returned would leave no line behind for its errors.
    local expression <const> = compile("return (...)(" .. text .. ")")
      or compile("return (...)(" .. text .. "\n)") -- behind a comment
    return expression and function() return expression(table.pack) end
  end
  local chunk <const>, message <const> = compile(without_local(text))
  if chunk then
    return function() return table.pack(chunk()) end
  elseif ends_too_soon(message) then
    return "more"
  end
  return nil, message
end

--- A message as it is told: "line 2: …" where Lua has "line:2: …". Of the places that a coroutine puts
--- before those of another, the last is where it was raised.
---@param message string
---@return string
function M.told(message)
  local place <const> = "^" .. NAME .. "%+?(%d*):(%d+): "
  local rest, line = message, nil
  while rest:find(place) do
    local before <const>, own <const>, behind <const> = rest:match(place .. "(.*)$")
    line, rest = (math.tointeger(tonumber(before)) or 0) + math.tointeger(tonumber(own)), behind
  end
  return line and ("%s %d: %s"):format(NAME, line, rest) or rest
end

return M
