-- Errors that show their place in a template: message, the template, a caret beneath the spot.

local M = {}

local AROUND <const> = 40 -- characters shown on either side of the spot in a long template

-- Terminal columns of a text; characters from Hangul and CJK on are two wide.
local function columns(text)
  local n = 0
  for _, code in utf8.codes(text, true) do
    local wide = code >= 0x1100 and code <= 0x115F or code >= 0x2E80 and code <= 0xFFE6
    n = n + (wide and 2 or 1)
  end
  return n
end

-- The last (or first) characters of a text, with "…" for the rest.
local function ending(text)
  local start = utf8.len(text) > AROUND and utf8.offset(text, -AROUND)
  return start and "…" .. text:sub(start) or text
end

local function beginning(text)
  local stop = utf8.len(text) > AROUND and utf8.offset(text, AROUND + 1)
  return stop and text:sub(1, stop - 1) .. "…" or text
end

--- "unknown name 'totl' (did you mean 'total'?)\n  Exports of {totl} …\n              ^"
---@param message string
---@param template string
---@param at integer byte position of the spot
---@return string
function M.show(message, template, at)
  local line = template:gsub("%c", " ")
  if not utf8.len(line) then return ("%s\n  at byte %d"):format(message, at) end
  local before = ending(line:sub(1, at - 1))
  local caret = (" "):rep(columns(before)) .. "^"
  return ("%s\n  %s%s\n  %s"):format(message, before, beginning(line:sub(at)), caret)
end

return M
