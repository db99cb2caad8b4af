--- Matrices: `{ period = { "2025-03", "2025-04" }, product = { "alumina", "bauxite" } }` is four
--- combinations of settings, in order: the last name changes fastest. Their names tell them apart.

local suggest <const> = require "ingot.suggest"

local M = {}

---@alias ingot.Axes table<string, string[]>  name of a setting → its values; one that has one value is no axis

--- The names of settings, the period first, the others sorted.
---@param axes ingot.Axes
---@return string[]
function M.names(axes)
  local names <const> = suggest.names(axes)
  table.sort(names, function(a, b)
    if (a == "period") ~= (b == "period") then
      return a == "period"
    end
    return a < b
  end)
  return names
end

--- How many combinations there are: as a float, which does not wrap.
---@param axes ingot.Axes
---@return number
function M.size(axes)
  local size = 1.0
  for _, values in pairs(axes) do
    size = size * #values
  end
  return size
end

-- Whether a combination is one that an entry of `exclude` names.
local function is_named(combination, entry)
  for name, values in pairs(entry) do
    local is_one = false
    for _, value in ipairs(values) do
      is_one = is_one or combination[name] == value
    end
    if not is_one then
      return false
    end
  end
  return true
end

--- All combinations that are not excluded, and which entries of `exclude` named none.
---@param axes ingot.Axes
---@param exclude ingot.Axes[]
---@return table<string, string>[] combinations
---@return integer? idle  the first such entry
function M.combinations(axes, exclude)
  local names <const>, all <const>, used <const> = M.names(axes), {}, {}
  local function add(combination)
    local is_out = false
    for i, entry in ipairs(exclude) do
      if is_named(combination, entry) then
        is_out, used[i] = true, true
      end
    end
    if not is_out then
      all[#all + 1] = combination
    end
  end
  local function go(depth, chosen)
    local name <const> = names[depth]
    if not name then
      local combination <const> = {}
      for i, each in ipairs(names) do
        combination[each] = chosen[i]
      end
      return add(combination)
    end
    for _, value in ipairs(axes[name]) do
      chosen[depth] = value
      go(depth + 1, chosen)
    end
  end
  go(1, {})
  for i = 1, #exclude do
    if not used[i] then
      return all, i
    end
  end
  return all
end

--- A name as a folder's: the signs that stand in names of files stay, others become "_".
---@param name string
---@return string
function M.folder(name)
  local folder <const> = name:gsub("[^%w%-_.\x80-\xff]+", "_"):gsub("^[.%-]", "_")
  return folder
end

local LONGEST <const> = 80 -- bytes of one value in a name

-- A text as a part of a file's name.
local function part_of(text)
  local name <const> = M.folder(text)
  local last <const> = #name > LONGEST and utf8.offset(name, 0, LONGEST + 1)
  return last and name:sub(1, last - 1) or name:sub(1, LONGEST)
end

--- What tells a combination apart: "2025-03-alumina". Of settings with one value only those in
--- `always` count.
---@param base string
---@param combination table<string, string>
---@param axes ingot.Axes
---@param always? string  the name of a setting
---@return string
function M.name(base, combination, axes, always)
  local parts <const> = { base }
  for _, name in ipairs(M.names(axes)) do
    if #axes[name] > 1 or name == always then
      parts[#parts + 1] = part_of(combination[name])
    end
  end
  return table.concat(parts, "-")
end

return M
