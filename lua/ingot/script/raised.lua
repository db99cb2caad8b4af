--- What a script raised, as a text, whatever it is: a value may have no text, and asking it for one
--- runs the script's own `__tostring`, which may raise, give something else, or ask itself.

local error_ <const> = require "ingot.error"

local M = {}

local function with_article(kind)
  return ({ ["nil"] = "nil", userdata = "userdata" })[kind] or "a " .. kind
end

-- The value's own text, where it has one.
local function own_text(value)
  if type(value) == "string" then
    return value
  elseif type(value) == "number" or error_.is(value) then
    return tostring(value)
  end
  local metatable <const> = getmetatable(value)
  return type(metatable) == "table" and metatable.__tostring and tostring(value) or nil
end

--- The text of an error value; of one that has none, what it is. Never raises.
---@param value any
---@return string text
---@return boolean has_text  whether it is the value's own
function M.text(value)
  local worked <const>, text <const> = pcall(own_text, value)
  if worked and type(text) == "string" then
    return text, true
  end
  return ("error object is %s%s; a text expected"):format(with_article(type(value)),
    worked and "" or " whose __tostring fails"), false
end

return M
