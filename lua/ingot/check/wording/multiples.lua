-- "Double-digit", "doubled", "a third", "the majority" against the figure of their clause.

local number <const> = require "ingot.number"
local looks_ahead <const> = require "ingot.check.wording.outlook"
local says <const> = require "ingot.check.wording.says"
local scene_ <const> = require "ingot.check.wording.scene"

-- What a word claims of the figure beside it, in percent; of its size where `size` is set.
---@type { find: string, of: "rate"|"share", low: number, high: number, size?: boolean, sign?: integer }[]
local rows <const> = {
  { find = "%f[%a]more than doubl%a+", of = "rate", low = 99.5, high = 220, sign = 1 },
  { find = "%f[%a]nearly doubl%a+", of = "rate", low = 70, high = 105, sign = 1 },
  { find = "%f[%a]almost doubl%a+", of = "rate", low = 70, high = 105, sign = 1 },
  { find = "%f[%a]doubl[ei][dn]g?%f[^%a%-]", of = "rate", low = 80, high = 160, sign = 1 },
  { find = "%f[%a]tripl[ei][dn]g?%f[^%a%-]", of = "rate", low = 160, high = 290, sign = 1 },
  { find = "%f[%a]quadrupl[ei][dn]g?%f[%A]", of = "rate", low = 260, high = 400, sign = 1 },
  { find = "%f[%a]halv[ei][dn]g?%f[%A]", of = "rate", low = -65, high = -35, sign = -1 },
  { find = "%f[%a]a majority%f[%A]", of = "share", low = 50, high = 100 },
  { find = "%f[%a]the majority%f[%A]", of = "share", low = 50, high = 100 },
  { find = "%f[%a]more than half%f[%A]", of = "share", low = 50, high = 100 },
  { find = "%f[%a]over half%f[%A]", of = "share", low = 50, high = 100 },
  { find = "%f[%a]less than half%f[%A]", of = "share", low = 0, high = 50 },
  { find = "%f[%a]nearly half%f[%A]", of = "share", low = 43, high = 50 },
  { find = "%f[%a]about half%f[%A]", of = "share", low = 43, high = 57 },
  { find = "%f[%a]two[%s%-]thirds%f[%A]", of = "share", low = 58, high = 75 },
  { find = "%f[%a]a third of%f[%A]", of = "share", low = 27, high = 40 },
  { find = "%f[%a]one[%s%-]third%f[%A]", of = "share", low = 27, high = 40 },
  { find = "%f[%a]a quarter of%f[%A]", of = "share", low = 20, high = 31 },
}

-- Behind these another thing is said.
local joints <const> = { "[;:]", "%.%s", "%f[%a]and%f[%A]", "%f[%a]but%f[%A]", "%f[%a]while%f[%A]",
  "%f[%a]from%f[%A]", "%f[%a]than%f[%A]", "%f[%a]against%f[%A]", "%f[%a]compared" }
local FAR <const> = 60 -- bytes

local function is_near(between)
  return #between <= FAR and not says.any(between, joints)
end

-- The figure of a kind nearest to a span: behind it, also beyond the level it leads to ("doubled to
-- 12,300 mt, up 98%"), or before it.
local function nearest(line, from, to, wanted)
  local start = to + 1
  for _, placed in ipairs(line.placed) do
    if placed.from > to then
      local between <const> = line.low:sub(start, placed.from - 1)
      if is_near(between) and wanted(placed.claim) then return placed.claim end
      if start ~= to + 1 or not between:find "^%s+to%s+[%a%s]*$" then break end
      start = placed.to + 1
    end
  end
  for i = #line.placed, 1, -1 do
    local placed <const> = line.placed[i]
    if placed.to < from then
      local near <const> = is_near(line.low:sub(placed.to + 1, from - 1)) and wanted(placed.claim)
      return near and placed.claim or nil
    end
  end
end

local wants <const> = {
  rate = scene_.is_rate,
  share = function(claim) return claim.kind == "share" end,
}

local function plain(line, report)
  local seen <const> = {} -- a word is one row's: the first, which is the longest
  for _, row in ipairs(rows) do
    local from, to = line.low:find(row.find)
    if from and not seen[to] then
      seen[to] = true
      local claim <const> = nearest(line, from, to, wants[row.of])
      local x <const> = claim and scene_.float(claim)
      local way <const> = not row.sign or claim and number.sign(claim.value) == row.sign
      if x and not claim.bound and (x < row.low or x > row.high) and (way or row.of == "rate") then
        report({
          kind = "wording", weight = "word", claims = { claim },
          proof = ("'%s' is said of %s%%"):format(line.text:sub(from, to), number.text(claim.value)),
        }, line, from, to)
      end
    end
  end
end

local digits <const> = {
  { find = "%f[%a]double[%s%-]digits?%f[%A]", low = 9.95, high = 100 },
  { find = "%f[%a]triple[%s%-]digits?%f[%A]", low = 99.5, high = 1000 },
  { find = "%f[%a]single[%s%-]digits?%f[%A]", low = 0, high = 10 },
}

local function fits(claim, row)
  local x <const> = math.abs(scene_.float(claim))
  return x >= row.low and x < row.high
end

-- The rates a word may speak of: those of its sentence, else all of the article.
local function candidates(scene, line)
  local own <const>, all <const> = {}, {}
  for _, placed in ipairs(line.placed) do
    if scene_.is_rate(placed.claim) then own[#own + 1] = placed.claim end
  end
  for _, claim in ipairs(scene.claims) do
    if scene_.is_rate(claim) then all[#all + 1] = claim end
  end
  return #own > 0 and own or all
end

-- Whether the sentence has a percentage of such a size, whatever it was read as.
local function says_such(line, row)
  for digits_text in line.low:gmatch "(%d[%d,]*%.?%d*)%s?%%" do
    local x <const> = tonumber((digits_text:gsub(",", "")))
    if x and x >= row.low and x < row.high then return true end
  end
  return false
end

local function double_digit(scene, line, report)
  if looks_ahead(line.low) then return end
  for _, row in ipairs(digits) do
    local from <const>, to <const> = line.low:find(row.find)
    local rates <const> = from and not says_such(line, row) and candidates(scene, line) or {}
    local wrong = #rates > 0
    for _, claim in ipairs(rates) do
      wrong = wrong and not fits(claim, row)
    end
    if wrong then
      local texts <const> = {}
      for i, claim in ipairs(rates) do texts[i] = number.text(claim.value) .. "%" end
      report({
        kind = "wording", weight = "word", claims = rates,
        proof = ("'%s' is said where the rates are %s"):format(line.text:sub(from, to),
          table.concat(texts, ", ")),
      }, line, from, to)
    end
  end
end

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  for _, line in ipairs(scene.lines) do
    plain(line, report)
    double_digit(scene, line, report)
  end
end
