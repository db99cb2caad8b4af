--- What a run looked at: the sources as its script named them, and the files that it read. What it
--- tells of itself, and what has to be watched, follows from these.

local M = {}

local sources, files = {}, {} -- lists, and sets of what stands in them

local function add(set, text)
  if not set[text] then
    set[text] = true
    set[#set + 1] = text
  end
end

--- A source as a script named it: a file, a folder or a pattern, there or not.
---@param given string
function M.source(given)
  add(sources, given)
end

--- A file that is read.
---@param path string
function M.file(path)
  add(files, path)
end

--- All sources, each once, in the order in which they were first named.
---@return string[]
function M.sources()
  return table.move(sources, 1, #sources, 1, {})
end

--- All files, each once, in order of path.
---@return string[]
function M.files()
  local list <const> = table.move(files, 1, #files, 1, {})
  table.sort(list)
  return list
end

return M
