--- Month labels that do not fit what they are put on: a share of another month's total, a member whose
--- month is not that of its siblings, a sum from January that stops a month early, a headline of another
--- month than its article. A figure recalled for comparison is none of these.

local around <const> = require "ingot.check.wording.around"
local page_ <const> = require "ingot.check.page"
local period_ <const> = require "ingot.period"
local says <const> = require "ingot.check.wording.says"
local scene_ <const> = require "ingot.check.wording.scene"

local M = {}

local months <const> = {
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
  "november", "december",
}
local number_of <const> = {}
for i, name in ipairs(months) do
  number_of[name], number_of[name:sub(1, 3)] = i, i
end
number_of.sept = 9

local function name_of(month)
  local name <const> = months[month % 12 + 1]
  return name:sub(1, 1):upper() .. name:sub(2)
end

-- Words by which a sentence recalls another month on purpose.
local recalls <const> = { "compared", "versus", "%f[%a]vs%f[%A]", "against", "%f[%a]than%f[%A]",
  "%f[%a]from%s+%d", "up from", "down from", "previous", "earlier", "last month", "%f[%a]prior%f[%A]",
  "%f[%a]recall", "previously", "a month ago", "year ago", "same period", "while in", "whereas",
  "following", "after" }

local function does_recall(low)
  return says.any(low, recalls)
end

local before_may <const> = { ["in"] = true, of = true, ["for"] = true, during = true, since = true,
  s = true, ["until"] = true, through = true }

-- Whether "may" is the month: by the word before it, or the year or "'s" behind it.
local function is_may(low, at, to)
  return before_may[low:sub(1, at - 1):match "(%a+)%s+$"] == true or low:find("^%s+%d%d%d%d", to) ~= nil
    or low:find("^'s", to) ~= nil or low:find("^\xE2\x80\x99s", to) ~= nil
end

-- The month a text names first, on its own: not "January to April", not "April 24".
local function month_in(low, from)
  for at, word, to in low:gmatch("()(%a+)()", from or 1) do
    local n <const> = number_of[word]
    if n and (word ~= "may" or is_may(low, at, to)) then
      local behind <const> = low:sub(to)
      local ranged <const> = behind:find "^%s*to%s+%a" or behind:find "^%s*%-%s*%a"
        or behind:find "^\xE2\x80\x93" or low:sub(1, at - 1):find "from%s+$"
        or low:sub(1, at - 1):find "to%s+$" or low:sub(1, at - 1):find "through%s+$"
        or behind:find "^%s+%d%d?%f[%D]%D?" and not behind:find "^%s+%d%d%d%d"
        or behind:find "^%s+and%s+%a"
      if not ranged then return n, at, to - 1, tonumber(behind:match "^%s+(%d%d%d%d)") end
      return nil
    end
  end
end

local function repair_of(scene, line, claim, from, to, month)
  local block <const> = scene.page.blocks[line.block]
  local offset <const>, length <const> = page_.span(block, line.from + from - 1, line.from + to - 1)
  return {
    claim = claim, from = line.text:sub(from, to), to = name_of(month), unique = true,
    offset = offset, length = length,
  }
end

-- ---- the whole of a share ----

-- The level a share is said of: by its id, else the nearest before it.
local function part_of(line, i)
  local share <const> = line.placed[i].claim
  for j = i - 1, 1, -1 do
    local claim <const> = line.placed[j].claim
    if (claim.kind == "level" or claim.kind == "net") and claim.unit ~= "%"
      and (not share.of or not share.of.id or share.of.id == claim.id) then
      return claim
    end
  end
end

-- "in April were 227,000 mt, accounting for 90.3% of the imports in March"
local function of_share(scene, line, i, report)
  local share <const> = line.placed[i].claim
  if share.kind ~= "share" then return end
  local part <const> = part_of(line, i)
  local month <const> = part and part.period and part.period.kind == "month" and part.period.to
  local after <const> = month and around.after(line, i)
  if not after or not after:find "^[%s%%]*of%f[%A]" or does_recall(after) then return end
  local n <const>, from <const>, to <const>, year <const> = month_in(after)
  if not n or (n - 1 == month % 12 and (not year or year == month // 12)) then return end
  local at <const> = line.placed[i].to
  report({
    kind = "month_label", weight = "figure", claims = { share, part },
    proof = ("%s is a share of %s's total, but %s, of which it is said, is of %s"):format(share.quote,
      line.text:sub(at + from, at + to), part.quote, name_of(month)),
    repair = n - 1 ~= month % 12 and repair_of(scene, line, share, at + from, at + to, month) or nil,
  }, line, at + from, at + to)
end

-- ---- a member among its siblings ----

local dimensions <const> = { "partner", "province", "mode" }

local function dimension_of(subject)
  for _, field in ipairs(dimensions) do
    if subject[field] then return field end
  end
end

local function is_level(claim)
  return claim.kind == "level" and claim.unit == "t" and claim.subject ~= nil and claim.period ~= nil
    and claim.period.kind == "month"
end

-- Levels of other members of the same kind and block in the article's month, and whether the member
-- itself has one of that month.
local function siblings(scene, member, field)
  local n, own = 0, false
  for _, claim in ipairs(scene.claims) do
    if claim ~= member and is_level(claim) and claim.subject[field]
      and claim.subject.what == member.subject.what and claim.period.to == scene.main then
      if claim.subject[field] == member.subject[field] then
        own = true
      elseif claim.block == member.block then
        n = n + 1
      end
    end
  end
  return n, own
end

local function has_own_rate(line, i)
  local behind <const> = line.placed[i + 1]
  if not behind or behind.claim.kind ~= "mom" then return false end
  return not line.low:sub(line.placed[i].to + 1, behind.from - 1):find "[;]"
end

local function of_member(scene, line, i, report)
  local claim <const> = line.placed[i].claim
  local field <const> = is_level(claim) and dimension_of(claim.subject)
  if not field or not scene.main or does_recall(line.low) or not has_own_rate(line, i) then return end
  -- the label must stand in this very clause: a carried-over month is no label
  local before <const>, start <const> = around.before(line, i)
  local n <const>, from <const>, to <const>, year <const> = month_in(before)
  if not n or n - 1 == scene.main % 12 or year and year ~= scene.main // 12 then return end
  -- and be the month before the article's: what last month's text would leave behind
  if (scene.main - (n - 1)) % 12 ~= 1 then return end
  local others <const>, own <const> = siblings(scene, claim, field)
  if others == 0 or own then return end
  report({
    kind = "month_label", weight = "figure", claims = { claim },
    proof = ("%s is put in %s and has a change on the month before of its own, as the %s beside it of "
      .. "%s; the article is of %s"):format(claim.quote, line.text:sub(start + from - 1, start + to - 1),
      others == 1 and "figure" or others .. " figures", name_of(scene.main), name_of(scene.main)),
    repair = repair_of(scene, line, claim, start + from - 1, start + to - 1, scene.main),
  }, line, start + from - 1, start + to - 1)
end

-- ---- from January to … ----

-- What customs tell at one time; output and others come out earlier or later.
local traded <const> = { import = true, export = true, ["net import"] = true, ["net export"] = true }

local cumulative <const> = { ytd = true, ytd_yoy = true }

-- Whether a figure has a like up to the article's month; and how many others have one.
local function up_to(scene, claim)
  local n, own = 0, false
  for _, other in ipairs(scene.claims) do
    local period <const> = other.period
    local whole <const> = cumulative[other.kind] and period and period.to == scene.main
      and period.from == claim.period.from and other.subject and traded[other.subject.what]
    if whole and other.kind == claim.kind and scene_.same_subject(other, claim) then
      own = true
    elseif whole then
      n = n + 1
    end
  end
  return n, own
end

local function of_sum(scene, line, i, report)
  local claim <const> = line.placed[i].claim
  local period <const> = claim.period
  if claim.kind ~= "ytd" or not claim.subject or not traded[claim.subject.what] then return end
  if not scene.main or not period or period.from % 12 ~= 0
    or period.to ~= scene.main - 1 or period.to == period.from or does_recall(line.low) then
    return
  end
  local behind <const> = line.placed[i + 1]
  if not behind or behind.claim.kind ~= "ytd_yoy" then return end
  local before <const> = line.low:sub(1, line.placed[i].from - 1)
  local last = months[period.to % 12 + 1]
  local from, to = before:find("to%s+" .. last)
  if not from then return end
  from = to - #last + 1
  local n <const>, own <const> = up_to(scene, claim)
  if n == 0 or own then return end
  report({
    kind = "month_label", weight = "figure", claims = { claim },
    proof = ("%s is a sum from January to %s, while %d other cumulative figures go to %s"):format(
      claim.quote, name_of(period.to), n, name_of(scene.main)),
    repair = repair_of(scene, line, claim, from, to, scene.main),
  }, line, from, to)
end

-- ---- the headline ----

local LEAST_FIGURES <const> = 2 -- of the article's month, that outvote its headline

-- A title may say when it was issued, not of which month it is: "21 October 2025", "November issue".
local function is_of_issue(low, from, to)
  return low:sub(1, from - 1):find "%f[%d]%d%d?%l*%s+o?f?%s*$" ~= nil
    or low:find("^[.]?%s+%d%d?%f[%D]", to + 1) ~= nil
    or low:find "%f[%a]issue%f[%A]" ~= nil or low:find "%f[%a]edition%f[%A]" ~= nil
    or low:find "%f[%a]outlook%f[%A]" ~= nil or low:find "%f[%a]published%f[%A]" ~= nil
    or low:find "%f[%a]newsletter%f[%A]" ~= nil
end

local function of_title(scene, line, report)
  local n <const>, from <const>, to <const>, year <const> = month_in(line.low)
  if n and is_of_issue(line.low, from, to) then return end
  if not n or not scene.main or n - 1 == scene.main % 12 then return end
  local votes, titled = 0, false
  for _, claim in ipairs(scene.claims) do
    local period <const> = claim.period
    if period and claim.role ~= "title" then
      if period.kind == "month" and period.to == scene.main then votes = votes + 1 end
      titled = titled or period.to % 12 == n - 1
    end
  end
  for _, other in ipairs(scene.lines) do
    if other.role ~= "title" and other.low:find("%f[%a]" .. months[n] .. "%f[%A]") then titled = true end
  end
  if titled or votes < LEAST_FIGURES or year and year ~= scene.main // 12 then return end
  report({
    kind = "month_label", weight = "figure", claims = {},
    proof = ("the headline is of %s, of which the text has no figure; %d of its figures are of %s")
      :format(name_of(n - 1), votes, period_.from_month(scene.main):text()),
  }, line, from, to)
end

local function all(scene, report)
  for _, line in ipairs(scene.lines) do
    if line.role == "title" then of_title(scene, line, report) end
    for i in ipairs(line.placed) do
      of_share(scene, line, i, report)
      of_member(scene, line, i, report)
      of_sum(scene, line, i, report)
    end
  end
end

--- Finds month labels that do not fit, with their repair; in the order of the text.
---@param page ingot.check.Page
---@param sentences ingot.check.Sentence[]
---@param claims ingot.check.Claim[]
---@return ingot.check.Finding[]
function M.find(page, sentences, claims)
  return scene_.collect(scene_.of(page, sentences, claims), { all })
end

return M
