-- Words of size against the change they speak of: the figure behind them in their clause, the one
-- right before them, the rate of the level they lead to ("surged to 510,000 tons, up 3.1%"), or, where
-- no figure is near, what the article says elsewhere of the member or index they name.

local around <const> = require "ingot.check.wording.around"
local label <const> = require "ingot.check.relate.label"
local looks_ahead <const> = require "ingot.check.wording.outlook"
local mentions <const> = require "ingot.check.wording.mentions"
local number <const> = require "ingot.number"
local says <const> = require "ingot.check.wording.says"
local scene_ <const> = require "ingot.check.wording.scene"
local sizes <const> = require "ingot.check.wording.sizes"

local MOST_ALIKE <const> = 1.5 -- a change "significant" by less than so many times a "slight" one

local words <const> = {}
for _, row in ipairs(sizes) do
  for word, sign in pairs(row.words) do words[word] = { row = row, sign = sign } end
end

-- Words of size compare something else here: "slightly above 15%", "slightly more than half".
local not_a_move <const> = {
  above = true, below = true, over = true, under = true, more = true, less = true, different = true,
  short = true, ahead = true, behind = true,
}

-- Between a word and its figure these make the figure another's.
local breaks <const> = says.beginning { "than", "from", "compared", "versus", "against", "account", "making up",
  "share", "proportion", "since", "after", "before", "excluding", "with" }

local function is_apart(between)
  return says.any(between, breaks)
end

---@class ingot.check.SizeHit
---@field word string
---@field row ingot.check.SizeWords
---@field sign integer
---@field from integer
---@field to integer

local function hits_of(line)
  local hits <const> = {}
  for from, word, to in line.low:gmatch "()(%a+)()" do
    local known <const> = words[word]
    local following <const> = known and line.low:match("^%s+(%a+)", to)
    if known and not not_a_move[following] then
      hits[#hits + 1] = { word = word, row = known.row, sign = known.sign, from = from, to = to - 1 }
    end
  end
  return hits
end

local function in_way(hit, claim)
  return hit.sign == 0 or number.sign(claim.value) == hit.sign
end

-- The rates said of a level: those that stand behind it up to the next level.
local function rates_behind(line, i)
  local list <const> = {}
  for j = i + 1, #line.placed do
    local claim <const> = line.placed[j].claim
    if not scene_.is_rate(claim) then break end
    list[#list + 1] = claim
  end
  return list
end

-- "surged to", "jumped sharply to about"
local function leads(between)
  return between:find "^[%a%s%-]*%f[%a]to%f[%A][%a%s]*$" or between:find "^[%a%s%-]*%f[%a]reach%a*[%a%s]*$"
end

-- The claims a word speaks of; the change nearest, or all rates of the level it leads to.
local function bound(line, hit, later)
  for i, placed in ipairs(line.placed) do
    if placed.from > hit.to then
      if later and later.from < placed.from and later.row ~= hit.row then return {} end
      local between <const> = line.low:sub(hit.to + 1, placed.from - 1)
      if #around.last_clause(between) ~= #between or is_apart(between) then break end
      if scene_.is_change(placed.claim) then return { placed.claim } end
      return leads(between) and rates_behind(line, i) or {}
    end
  end
  for i = #line.placed, 1, -1 do
    local placed <const> = line.placed[i]
    if placed.to < hit.from then
      local between <const> = line.low:sub(placed.to + 1, hit.from - 1)
      local close <const> = not between:find "[,;:().]" and select(2, between:gsub("%a+", "")) <= 3
      if close and scene_.is_change(placed.claim) and not is_apart(between)
        and not between:find "%f[%a]and%f[%A]" and not between:find "%f[%a]but%f[%A]" then
        return { placed.claim }
      end
      break
    end
  end
  return nil
end

local main_flows <const> = { export = "%f[%a]exports?%f[%A]", import = "%f[%a]imports?%f[%A]" }

-- The rates that a headline's word can be of: all of the flow and thing first written of.
local function of_headline(scene, line)
  local flow
  for what, pattern in pairs(main_flows) do
    if line.low:find(pattern) then
      if flow then return {} end
      flow = what
    end
  end
  if not flow or line.low:find "%f[%a]net%f[%A]" then return {} end
  local list, first = {}, nil
  for _, claim in ipairs(scene.claims) do
    if scene_.is_rate(claim) and claim.subject and claim.subject.what == flow then
      first = first or claim
      if scene_.same_subject(first, claim) then list[#list + 1] = claim end
    end
  end
  return list
end

local amounts <const> = {
  export = true, import = true, ["net import"] = true, ["net export"] = true, production = true,
  consumption = true, stock = true, sales = true,
}

local function is_wrong(scene, hit, claim)
  local size <const> = scene_.relative(scene, claim)
  if not size or claim.bound then return false end
  local row <const>, x <const> = hit.row, math.abs(size)
  local amount <const> = claim.subject == nil or amounts[claim.subject.what] == true
  local least <const> = amount and row.least or row.least_other
  if row.most then return amount and x >= row.most end
  return least ~= nil and x < least and in_way(hit, claim)
end

local relations <const> = { mom = "MoM", yoy = "YoY", ytd_yoy = "YoY" }

-- "+3.1% YoY (Mar 2024)", "-1.4 points (-2.0%)"
local function said(scene, claim)
  local printed <const> = (number.sign(claim.value) > 0 and "+" or "") .. number.text(claim.value)
  if scene_.is_rate(claim) then
    local when <const> = claim.period and (" (%s)"):format(label.period(claim.period)) or ""
    return ("%s%% %s%s"):format(printed, relations[claim.kind], when)
  end
  local name <const> = scene_.is_index(claim) and "points" or claim.unit
  return ("%s %s (%+.1f%%)"):format(printed, name, scene_.relative(scene, claim))
end

-- A headline's "soar" over a rate of the other sign is no better borne out than over a small one.
local function is_opposed(hit, claim)
  return hit.sign ~= 0 and hit.row.size == "surge" and number.sign(claim.value) == -hit.sign
end

local function wrong_ones(scene, hit, claims, is_headline)
  if #claims == 0 then return nil end
  local texts <const> = {}
  for i, claim in ipairs(claims) do
    if not is_wrong(scene, hit, claim) and not (is_headline and is_opposed(hit, claim)) then
      return nil
    end
    texts[i] = said(scene, claim)
  end
  return table.concat(texts, ", ")
end

-- Words of one article used unequally: a "slight" change no smaller than a "significant" one.
local function unequal(scene, uses, report)
  for _, small in ipairs(uses) do
    for _, large in ipairs(uses) do
      local a <const>, b <const> = small.claim, large.claim
      local comparable <const> = small.hit.row.size == "slight" and large.hit.row.size ~= "slight"
        and a.subject and b.subject and a.subject.what == b.subject.what and a.kind == b.kind
        and a.unit == b.unit
      local x <const> = comparable and math.abs(scene_.relative(scene, a) or 0) or 0
      local y <const> = comparable and math.abs(scene_.relative(scene, b) or 0) or 0
      if x >= 1 and y > 0 and y < MOST_ALIKE * x then
        report({
          kind = "wording", weight = "word", claims = { a, b },
          proof = ("%s is '%s' while %s is '%s'"):format(said(scene, a), small.hit.word,
            said(scene, b), large.hit.word),
        }, large.line, large.hit.from, large.hit.to)
        return
      end
    end
  end
end

local function judge(scene, line, hit, claims, report)
  local texts <const> = wrong_ones(scene, hit, claims, line.role == "title")
  if texts then
    report({
      kind = "wording", weight = "word", claims = claims,
      proof = ("'%s' is said of %s"):format(hit.word, texts),
    }, line, hit.from, hit.to)
  end
  return texts ~= nil
end

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  local uses <const> = {}
  local named <const> = mentions.of(scene)
  for _, line in ipairs(scene.lines) do
    local hits <const> = looks_ahead(line.low) and {} or hits_of(line)
    for i, hit in ipairs(hits) do
      local claims = bound(line, hit, hits[i + 1])
      if claims == nil then
        claims = mentions.near(named, line, hit.from, hit.to)
        if #claims == 0 and line.role == "title" then claims = of_headline(scene, line) end
      end
      local wrong <const> = judge(scene, line, hit, claims, report)
      if #claims == 1 and not wrong then uses[#uses + 1] = { hit = hit, claim = claims[1], line = line } end
    end
  end
  unequal(scene, uses, report)
end
