-- The articles that a command line names, as bytes: files, patterns of them, standard input. What is no
-- text is refused, with what to do about it.

local error_ <const> = require "ingot.error"
local files <const> = require "ingot.files"
local native <const> = require "ingot.native"

local M = { STDIN = "standard input" }

local MOST_BYTES <const> = 16 * 2^20 // 1 -- of an article
local HEAD <const> = 4096                 -- bytes in which text has no NUL

-- What begins files that hold text, but are none.
local others <const> = {
  { "^%%PDF%-", "a PDF" }, { "^PK\3\4", "a packed file, as .docx is" }, { "^\x1F\x8B", "packed" },
  { "^\xFF\xFE", "UTF-16" }, { "^\xFE\xFF", "UTF-16" }, { "^{\\rtf", "rich text" },
}

local function refuse(path, what)
  error_.raise("data", ("%s: %s; save it as text, Markdown or HTML in UTF-8"):format(path, what), 0)
end

-- Refuses what cannot be an article.
local function check(path, bytes)
  if not bytes:find "[^%s%z]" then
    error_.raise("data", path .. ": is empty; an article is expected", 0)
  elseif #bytes > MOST_BYTES then
    error_.raise("data", ("%s: is larger than an article may be, %d MB"):format(path,
      MOST_BYTES // 2^20), 0)
  end
  for _, other in ipairs(others) do
    if bytes:find(other[1]) then
      refuse(path, "is " .. other[2])
    end
  end
  local nul <const> = bytes:sub(1, HEAD):find("\0", 1, true)
  if nul then
    refuse(path, ("is no text: byte %d is a NUL"):format(nul))
  end
end

local function of_stdin()
  local parts <const>, size = {}, 0
  for bytes in native.piped do
    parts[#parts + 1], size = bytes, size + #bytes
    if size > MOST_BYTES then
      break
    end
  end
  return table.concat(parts)
end

-- A folder is no article, and `files` would look for tables in it.
local function check_folders(given)
  for _, path in ipairs(given) do
    local there <const> = path ~= "-" and native.look(path)
    if there and there.kind == "folder" then
      error_.raise("no input", ("%s: is a folder; an article is expected, or a pattern as '%s/*.txt'")
        :format(path, (path:gsub("/+$", ""))), 0)
    end
  end
end

local function bytes_of(path)
  if path == "-" then
    return of_stdin()
  end
  local bytes <const>, message <const>, kind <const> = native.slurp(path, MOST_BYTES + 1)
  return bytes or error_.raise(kind, message, 0)
end

---@class ingot.check.Article
---@field path string  as it is told: a path, "standard input"
---@field bytes string

--- Reads articles. What is missing is an error with the nearest name; what is no text is one of the kind
--- "data".
---@param given string[]  paths, patterns, "-"
---@return ingot.check.Article[]
function M.read(given)
  check_folders(given)
  local paths <const>, mistake <const> = files.find(given)
  if not paths then
    error_.raise("command line", "ingot: check: " .. mistake, 0)
  end
  local articles <const> = {}
  for i, path in ipairs(paths) do
    local told <const> = path == "-" and M.STDIN or path
    local bytes <const> = bytes_of(path)
    check(told, bytes)
    articles[i] = { path = told, bytes = bytes }
  end
  return articles
end

return M
