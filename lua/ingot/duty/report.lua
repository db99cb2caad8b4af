--- What was raised, as lines for people. A script decides what it raises and what stands in it: a
--- value without a text, a text that moves the cursor or that looks like lines of somebody else. So
--- everything in it is made visible, only lines that stand indented stay lines of their own, and
--- there is an end to it.

local error_ <const> = require "ingot.error"
local raised <const> = require "ingot.script.raised"
local visible <const> = require "ingot.visible"

local M = {}

local MOST <const> = 8192 -- bytes

-- Not within a character.
local function cut(text)
  if #text <= MOST then
    return text
  end
  local at = MOST
  while at > 0 and text:byte(at + 1) & 0xC0 == 0x80 do
    at = at - 1
  end
  return ("%s … (%d more bytes)"):format(text:sub(1, at), #text - at)
end

--- A text of any source as it may be printed: its first line, and further ones where they are
--- indented, as a formula is below what is wrong with it. Other line breaks are shown as "\n".
---@param text string
---@return string  without a line break at its end
function M.shown(text)
  local lines <const> = {}
  for line in (cut(text) .. "\n"):gmatch "([^\n]*)\n" do
    local indented <const> = line:match "^[ \t]"
    local clean <const> = visible((line:gsub("^\t", "  ")))
    if #lines == 0 or indented then
      lines[#lines + 1] = clean
    elseif line ~= "" then
      lines[#lines] = lines[#lines] .. "\\n" .. clean
    end
  end
  return table.concat(lines, "\n")
end

--- What to print of a value that was raised, and the program's exit code for it.
---@param value any
---@return string text
---@return integer code
function M.of(value)
  local found <const>, code <const> = pcall(error_.exit_code, value)
  local text <const> = raised.text(value)
  return M.shown(text), found and math.type(code) == "integer" and code or 1
end

return M
