-- Which reader an article needs: by the ending of its name, else by a look at its bytes.

local M = {}

local endings <const> = {
  txt = "txt", text = "txt", md = "md", markdown = "md", html = "html", htm = "html", xhtml = "html",
}

local LOOK <const> = 2048 -- bytes

local function guess(bytes)
  local head <const> = bytes:sub(1, LOOK)
  local low <const> = head:lower()
  if low:find "^[%s\xEF\xBB\xBF]*<" and (low:find("<!doctype html", 1, true)
    or low:find "<html" or low:find "<body" or low:find "<p[ >]" or low:find "<div") then
    return "html"
  elseif head:find "^%-%-%-\r?\n" or ("\n" .. head):find "\n##? %S"
    or ("\n" .. head):find "\n|[^\n]*|[ \t]*\r?\n|[ :|-]+%-" then
    return "md"
  end
  return "txt"
end

local readers <const> = {
  txt = function() return require "ingot.check.page.txt" end,
  md = function() return require "ingot.check.page.markdown" end,
  html = function() return require "ingot.check.page.html" end,
}

---@param bytes string
---@param name? string
---@return "txt"|"md"|"html"
---@return { blocks: fun(source: ingot.check.Source): ingot.check.Block[] }
function M.of(bytes, name)
  local ending <const> = name and name:match "%.(%w+)$"
  local told <const> = ending and endings[ending:lower()]
  local is_bare <const> = told == "html" and not bytes:find "<[%a!/]" -- text with the wrong ending
  local kind <const> = told and not is_bare and told or guess(bytes)
  return kind, readers[kind]()
end

return M
