-- Where sentences end: at a full stop, question or exclamation mark behind which a new one may begin;
-- and at the latest where no sentence of an article still goes on, so that what is read of one sentence
-- is bounded, whatever comes.

local M = {}

-- Words whose point ends no sentence.
local abbreviations <const> = {}
for word in ([[no nos vs approx jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp mr mrs ms
  rs dr st fig figs est eg ie etc cf ca al gov sen rep dept vol pp mt incl excl resp]]):gmatch "%S+" do
  abbreviations[word] = true
end

-- Such as may end one too: they do when a capital follows that is no month or number.
local either <const> = { co = true, inc = true, ltd = true, corp = true, etc = true, mt = true, pp = true }

local closing <const> = { ['"'] = true, ["”"] = true, ["’"] = true, [")"] = true, ["'"] = true }
local ends <const> = { ["."] = true, ["!"] = true, ["?"] = true, ["。"] = true, ["！"] = true,
  ["？"] = true }

local function ends_at(atoms, i)
  local mark <const>, before <const>, after <const> = atoms[i], atoms[i - 1], atoms[i + 1]
  if not ends[mark.text] then
    return false
  elseif not after or mark.text ~= "." then
    return true
  elseif not after.blank then
    return closing[after.text] or after.text:find "^%u%l" and before ~= nil and before.kind == "w"
      and #before.text > 2
  end
  local word <const> = before and not mark.blank and before.kind == "w" and before.low
  if word and abbreviations[word] then
    return either[word] and after.text:find "^%u" ~= nil
  elseif word and #word == 1 and word:find "%a" and before.text:find "%u" then
    return false -- an initial
  end
  return not after.text:find "^%l"
end

local LONGEST <const> = 250 -- atoms; the longest of an article have a hundred

--- The ranges of atoms that are sentences.
---@param atoms ingot.check.lex.Atom[]
---@return { [1]: integer, [2]: integer }[]
function M.ranges(atoms)
  local ranges <const> = {}
  local first, i = 1, 1
  while i <= #atoms do
    if atoms[i].kind ~= "n" and ends_at(atoms, i) then
      while atoms[i + 1] and not atoms[i + 1].blank
        and (closing[atoms[i + 1].text] or ends[atoms[i + 1].text]) do
        i = i + 1
      end
      ranges[#ranges + 1] = { first, i }
      first = i + 1
    elseif i - first + 1 >= LONGEST then
      ranges[#ranges + 1] = { first, i }
      first = i + 1
    end
    i = i + 1
  end
  if first <= #atoms then
    ranges[#ranges + 1] = { first, #atoms }
  end
  return ranges
end

return M
