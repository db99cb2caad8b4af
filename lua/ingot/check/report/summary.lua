-- What a check comes to, in a few lines of plain text: the same on a terminal and on a page.

local terminal <const> = require "ingot.render.terminal"
local words <const> = require "ingot.check.report.words"

local M = {}

local MOST_QUOTES <const> = 8 -- of numbers that were not understood

local function count(list, counts)
  local n = 0
  for _, item in ipairs(list) do
    n = n + (counts(item) and 1 or 0)
  end
  return n
end

-- "“12”, “7” and 3 more"
local function quotes(list)
  local shown <const> = {}
  for i = 1, math.min(#list, MOST_QUOTES) do
    shown[i] = ("“%s”"):format(list[i].quote)
  end
  local rest <const> = #list - #shown
  return table.concat(shown, ", ") .. (rest > 0 and (" and %s more"):format(terminal.thousands(rest)) or "")
end

-- How many figures are of a verdict, in the order in which that is told.
local told <const> = {
  { "ok", "%s held by others" }, { "truncation", "%s only if cut" },
  { "rounded_up", "%s only if rounded up" }, { "inconsistent", "%s contradicted" },
  { "uncheckable", "%s that nothing else bears on" },
}

local function verdicts(result)
  local parts <const> = {}
  for _, one in ipairs(told) do
    local n <const> = count(result.claims, function(claim)
      return result.verdicts[claim.id] == one[1]
    end)
    parts[#parts + 1] = n > 0 and one[2]:format(terminal.thousands(n)) or nil
  end
  return #parts > 0 and ": " .. table.concat(parts, ", ") or ""
end

local states <const> = {
  { "equal", "%s equal" }, { "truncation", "%s equal if cut" }, { "rounded_up", "%s equal if rounded up" },
  { "wrong", "%s wrong" }, { "not_covered", "%s not covered" },
}

-- Against our own claims, or nil.
local function against(result)
  local parts <const> = {}
  for _, one in ipairs(result.against and states or {}) do
    local n <const> = count(result.claims, function(claim)
      return result.against[claim.id].state == one[1]
    end)
    parts[#parts + 1] = n > 0 and one[2]:format(terminal.thousands(n)) or nil
  end
  return #parts > 0 and "against our own claims: " .. table.concat(parts, ", ") or nil
end

--- The lines of it, the verdict first.
---@param result ingot.check.Result
---@return string[]
function M.lines(result)
  local nothing <const> = #result.claims + #result.findings == 0
  local lines <const> = { nothing and "consistent: no figure was read, so none is contradicted"
    or words.verdicts[result.verdict] }
  lines[2] = terminal.count(#result.claims, "figure") .. " read" .. verdicts(result)
  local missed <const> = result.not_understood
  lines[3] = #missed > 0 and ("%s not understood, and not checked: %s"):format(
    terminal.count(#missed, "number"), quotes(missed)) or nil
  for _, piece in ipairs(result.unread) do
    lines[#lines + 1] = ("%s from byte %s on not looked at: %s"):format(
      terminal.count(piece.length, "byte"), terminal.thousands(piece.offset), piece.why)
  end
  local of_words <const> = count(result.findings, function(finding) return finding.weight == "word" end)
  lines[#lines + 1] = result.is_partial
    and "not all relations were tried: there are too many figures, or too many at odds" or nil
  lines[#lines + 1] = against(result)
  lines[#lines + 1] = of_words > 0
    and terminal.count(of_words, "finding") .. " of words or of what goes unsaid: the verdict is on figures alone"
    or nil
  return lines
end

return M
