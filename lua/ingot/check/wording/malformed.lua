-- Numbers that have no value ("216,00", "42.%", "nan"), signs that say a thing twice ("up -5%"), and HS
-- codes that are none.

local MINUS <const> = "\xE2\x88\x92"

local directions <const> = {
  up = 1, rose = 1, increased = 1, grew = 1, climbed = 1, gained = 1, higher = 1, rising = 1,
  increase = 1, growth = 1, rise = 1, jumped = 1, surged = 1, soared = 1,
  down = -1, fell = -1, decreased = -1, declined = -1, dropped = -1, lower = -1, falling = -1,
  decrease = -1, decline = -1, drop = -1, fall = -1, plunged = -1, slumped = -1, tumbled = -1, plummeted = -1,
}

local steps <const> = { by = true, of = true, about = true, approximately = true, another = true }

local FAR <const> = 40 -- bytes back from a sign that its verb may stand

-- The direction word right before a place: only "by", "about" and the like between them.
local function direction_before(low, at)
  local words <const> = {}
  for word in low:sub(math.max(1, at - FAR), at - 1):gmatch "[^%s]+" do words[#words + 1] = word end
  local i = #words
  while i > 0 and steps[words[i]] do i = i - 1 end
  return directions[words[i]], words[i]
end

local function signed(line, report)
  local at = 1
  while true do
    local from, to = line.text:find("[%-" .. MINUS:sub(3) .. "]%d[%d.,]*%s?%%", at)
    if not from then return end
    at = to + 1
    local start <const> = line.text:sub(from, from) == "-" and from
      or line.text:sub(from - 2, from) == MINUS and from - 2 or nil
    local blank <const> = start and line.text:sub(start - 1, start - 1)
    local sign, word
    if blank == " " or blank == "(" then sign, word = direction_before(line.low, start) end
    if sign then
      report({
        kind = sign > 0 and "malformed" or "wording", weight = sign > 0 and "figure" or "word",
        claims = {},
        proof = sign > 0 and ("'%s' stands before a negative number: one of the two is wrong"):format(
          word) or ("'%s' and the minus sign say it twice"):format(word),
      }, line, start, to)
    end
  end
end

-- The claim that a reader made of a number all the same.
local function claims_at(line, from)
  for _, placed in ipairs(line.placed) do
    if placed.from == from then return { placed.claim } end
  end
  return {}
end

local open_points <const> = { "%f[%w]%d[%d,]*%.%s?%%", "%f[%w]%d[%d,]*%.%s+per%s?cent%f[%A]" }

-- "42.%": where a point may have been taken for a full stop.
local function points(line, report, had)
  for _, pattern in ipairs(open_points) do
    local from <const>, to <const> = line.low:find(pattern)
    local before <const> = from and line.low:sub(from - 1, from - 1) or " "
    if from and not had[from] and not before:find "[.,]" then
      report({
        kind = "malformed", weight = "figure", claims = claims_at(line, from),
        proof = ("'%s' is no number: no digit behind the point"):format(line.text:sub(from, to)),
      }, line, from, to)
    end
  end
end

local function numbers(line, report)
  local had <const> = {}
  for _, token in ipairs(line.sentence.tokens) do
    if token.malformed then
      local what <const> = type(token.malformed) == "string" and ": " .. token.malformed or ""
      local from <const> = (token.digits_from or token.from) - line.from + 1
      had[from] = true
      report({
        kind = "malformed", weight = "figure", claims = claims_at(line, from),
        proof = ("'%s' is no number%s"):format(token.digits or token.text, what),
      }, line, from, token.to - line.from + 1)
    end
  end
  points(line, report, had)
end

local nothing <const> = { "%f[%w%-+]nan%s?%%", "%f[%a]nan%f[%A]%s+mt", "%f[%w]inf%s?%%", "#div/0!", "#n/a", "#ref!",
  "#value!", "%f[%a]null%s?%%", "%f[%a]undefined%s?%%" }

local function no_values(line, report)
  for _, pattern in ipairs(nothing) do
    local from <const>, to <const> = line.low:find(pattern)
    if from then
      report({
        kind = "malformed", weight = "figure", claims = {},
        proof = ("'%s' is what a program prints where there is no value"):format(
          line.text:sub(from, to)),
      }, line, from, to)
    end
  end
  local from <const>, to <const> = line.text:find "%-0%.?0*%s?%%"
  local before <const> = from and line.text:sub(from - 1, from - 1)
  if from and (from == 1 or before:find "[%s(]") then
    report({
      kind = "malformed", weight = "word", claims = {},
      proof = ("'%s': nothing has a sign"):format(line.text:sub(from, to)),
    }, line, from, to)
  end
end

-- ---- HS codes ----

local lengths <const> = { [2] = true, [4] = true, [6] = true, [8] = true, [10] = true }
local SPARE_CHAPTER <const> = 77 -- reserved, holds nothing

local function why_no_code(code)
  local digits <const> = code:gsub("[.%s]", "")
  if digits:find "%D" then return "holds a letter" end
  if not lengths[#digits] then return ("has %d digits"):format(#digits) end
  local chapter <const> = tonumber(digits:sub(1, 2))
  if chapter == 0 or chapter == SPARE_CHAPTER or chapter > 99 then
    return ("is of no chapter: %s"):format(digits:sub(1, 2))
  end
end

-- Two codes of one list whose chapters have their digits swapped.
local function swapped(a, b)
  return a:sub(1, 1) == b:sub(2, 2) and a:sub(2, 2) == b:sub(1, 1) and a:sub(1, 1) ~= a:sub(2, 2)
end

local function codes(line, report)
  local head = select(2, line.low:find "%f[%a]h[ts]s?%s*codes?%f[%A]")
  head = head or select(2, line.text:find "%f[%a]HS%s*:?%s*%f[%d]")
  head = head or select(2, line.low:find "%f[%a]tariff%s*codes?%f[%A]")
  if not head then return end
  local stop <const> = line.low:find("[();]", head + 1) or #line.low + 1
  local list <const> = {}
  for from, code, to in line.text:sub(1, stop - 1):gmatch "()%f[%w](%d[%w.]*%w)()" do
    if from > head and #code >= 4 and code:find "%d%d" then
      list[#list + 1] = { code = code, from = from, to = to - 1 }
    end
  end
  for i, entry in ipairs(list) do
    local year <const> = #entry.code == 4 and (entry.code:find "^19" or entry.code:find "^20")
    local why = not year and not entry.code:find "%dt$" and why_no_code(entry.code) or nil
    for j, other in ipairs(list) do
      if not why and j < i and swapped(entry.code, other.code) then
        why = ("is of chapter %s beside %s"):format(entry.code:sub(1, 2), other.code)
      end
    end
    if why then
      report({
        kind = "malformed", weight = "word", claims = {},
        proof = ("HS code '%s' %s"):format(entry.code, why),
      }, line, entry.from, entry.to)
    end
  end
end

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  for _, line in ipairs(scene.lines) do
    numbers(line, report)
    no_values(line, report)
    signed(line, report)
    codes(line, report)
  end
end
