--- Names of goods as sets of words, so that "aluminium cables" and "aluminum cable" are one.

local M = {}

local same <const> = {
  aluminium = "aluminum", electrolytic = "primary", al = "aluminum", alu = "aluminum",
  output = "production", produced = "production", inventory = "stock", inventories = "stock",
  close = "price", closing = "price", stranded = "strand", cored = "core",
}
local empty <const> = {
  ["and"] = true, of = true, the = true, china = true, chinas = true, s = true, ["in"] = true,
  all = true, ["for"] = true, its = true, domestic = true, chinese = true,
}

-- Words too common to tell one product from another.
local common <const> = { aluminum = true, product = true, material = true, metal = true, goods = true }

local function singular(word)
  if word:find "ies$" then
    return word:sub(1, -4) .. "y"
  end
  return #word > 3 and word:find "[^su]s$" and word:sub(1, -2) or word
end

--- The words of a name, without those that say nothing: { aluminum = true, cable = true, wire = true }.
---@param name string
---@return table<string, boolean> set
---@return integer n
function M.set(name)
  local set <const>, n = {}, 0
  name = name:lower():gsub("['’]", ""):gsub("[_/-]", " ")
  for word in name:gmatch "[%w\x80-\xff]+" do
    word = singular(same[word] or word)
    word = same[word] or word
    if not empty[word] and not set[word] then
      set[word], n = true, n + 1
    end
  end
  return set, n
end

--- The same as one text, in order of the alphabet.
---@param name string
---@return string
function M.canonical(name)
  local list <const> = {}
  for word in pairs((M.set(name))) do
    list[#list + 1] = word
  end
  table.sort(list)
  return table.concat(list, " ")
end

--- Whether all words of one set stand in another, and one of them is not too common.
---@param inner table<string, boolean>
---@param outer table<string, boolean>
---@return boolean
function M.within(inner, outer)
  local telling = false
  for word in pairs(inner) do
    if not outer[word] then
      return false
    end
    telling = telling or not common[word]
  end
  return telling
end

--- Whether two sets have a word in common.
---@param a table<string, boolean>
---@param b table<string, boolean>
---@return boolean
function M.meet(a, b)
  for word in pairs(a) do
    if b[word] then
      return true
    end
  end
  return false
end

return M
