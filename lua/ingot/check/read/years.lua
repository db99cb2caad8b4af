-- In which year the months of an article lie that are named without one, where no date of publication
-- is known: told by the years it does name. Often that is only the year of what it compares with.

local M = {}

--- Months that may be spoken of after the last one with figures.
M.AFTER = 2

local BEFORE <const> = 16 -- letters in which a word of comparison makes a period a base

-- Years that something is planned or forecast for, or has lasted since.
local passing <const> = { by = true, ["until"] = true, since = true, before = true, after = true }

--- Whether the period at a place is what something is compared with.
---@param sentence table
---@param at integer
---@return boolean
function M.is_base(sentence, at)
  return sentence.letters:sub(math.max(1, at - BEFORE), at - 1):find "c[^;J]*$" ~= nil
    or sentence.letters:sub(math.max(1, at - 4), at - 1):find "f[q#]?i?$" ~= nil
end

-- The last months of periods that are named without a year: "September", "January to September".
local function bare_months(sentences)
  local found <const> = {}
  for _, sentence in ipairs(sentences) do
    for _, atom in ipairs(sentence.atoms) do
      local when <const> = atom.c == "P" and atom.when
      if when and not when.year and when.from and not when.day and when.year_back ~= 1 then
        found[when.to or when.from] = true
      end
    end
  end
  return found
end

-- The latest month that a period with a year lets an article be of, and how sure that is: 3 of what it
-- reports on, 2 by a base, 1 by a year alone.
local function of_period(sentence, at, bare)
  local atom <const> = sentence.atoms[at]
  local when <const> = atom.c == "P" and atom.when
  local y <const> = when and (when.to_year or when.year)
  if not y or when.season or y >= 2200 then
    return nil
  end
  local last <const> = when.to or when.from
  if when.kind == "same" then
    return (y + 1) * 12 + 11, 2
  elseif M.is_base(sentence, at) then
    if not last or bare[last] then
      return last and (y + 1) * 12 + last - 1 or (y + 1) * 12 + 11, 2
    end
    return y * 12 + last + 1, 1 -- what is reported is later, and published later still
  elseif at > 1 and passing[sentence.atoms[at - 1].token.low] and not when.ytd then
    return nil
  elseif when.kind == "year" then
    return y * 12 + 11, 1
  end
  return y * 12 + (last or 12) - 1, 3
end

-- "Exports rose 16.8% from a year earlier … in September. The figure for September 2024 was …": a month
-- that its paragraph has named without a year, and compared with the year before, is that year's.
local function of_paragraph(sentence, at, said)
  local when <const> = sentence.atoms[at].when
  return when.year and when.kind == "month" and not when.day and said[when.from]
    and (when.year + 1) * 12 + when.from - 1 or nil
end

-- Months of a sentence without a year, where it speaks of a year before.
local function note_months(sentence, said)
  local is_yearly = false
  for _, atom in ipairs(sentence.atoms) do
    is_yearly = is_yearly or atom.c == "R" and atom.sense and atom.sense.relation == "yoy"
      or atom.c == "P" and atom.when.kind == "same" and not atom.when.year
  end
  for _, atom in ipairs(is_yearly and sentence.atoms or {}) do
    local when <const> = atom.c == "P" and atom.when
    if when and when.kind == "month" and when.from and not when.year and not when.day then
      said[when.from] = true
    end
  end
end

--- The latest month of which figures can be.
---@param sentences table[]  with atoms, letters
---@return integer? month  year × 12 + month − 1
---@return boolean loose   whether no month with its year told it: an upper bound
function M.latest(sentences)
  local bare <const> = bare_months(sentences)
  local best, best_rank, block, said
  for _, sentence in ipairs(sentences) do
    if sentence.block ~= block then
      block, said = sentence.block, {}
    end
    for at = 1, #sentence.atoms do
      local month, rank = of_period(sentence, at, bare)
      local earlier <const> = month and of_paragraph(sentence, at, said)
      if earlier then
        month, rank = earlier, 2
      end
      if month and (not best or rank > best_rank or rank == best_rank and month > best) then
        best, best_rank = month, rank
      end
    end
    note_months(sentence, said)
  end
  return best, best ~= nil and best_rank < 3
end

return M
