--- Runs this very program as a command, as a user would: what it prints, what it says on stderr, and
--- its exit code.

local lfs = require "lfs"

local M = {}

local program = lfs.symlinkattributes("/proc/self/exe", "target")

local function quoted(word)
  return "'" .. tostring(word):gsub("'", "'\\''") .. "'"
end

local function slurp(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read "a"
  file:close()
  os.remove(path)
  return bytes
end

-- Runs words of the shell with standard input as `input` tells it.
local function run(input, words)
  local out, err = os.tmpname(), os.tmpname()
  local _, _, code = os.execute(input:format(("%s >%s 2>%s"):format(table.concat(words, " "), out, err)))
  return { out = slurp(out), err = slurp(err), code = code }
end

local function words_of(variables, ...)
  local words = {}
  for name, value in pairs(variables) do
    words[#words + 1] = name .. "=" .. quoted(value)
  end
  words[#words + 1] = quoted(program)
  for _, word in ipairs { ... } do
    words[#words + 1] = quoted(word)
  end
  return words
end

--- Runs `ingot WORDS…` in the current folder, with some variables of the environment set.
---@param variables table<string, string>
---@param ... string
---@return { out: string, err: string, code: integer }
function M.with(variables, ...)
  return run("%s </dev/null", words_of(variables, ...))
end

--- Runs `ingot WORDS…` with a file as standard input: by redirection, or through a pipe.
---@param path string
---@param piped boolean
---@param ... string
---@return { out: string, err: string, code: integer }
function M.fed(path, piped, ...)
  local input = quoted(path):gsub("%%", "%%%%")
  return run(piped and "cat " .. input .. " | %s" or "%s <" .. input, words_of({}, ...))
end

--- Runs `ingot WORDS…` in the current folder.
---@param ... string
---@return { out: string, err: string, code: integer }
function M.ingot(...)
  return M.with({}, ...)
end

return M
