-- The word of a unit against what it measures: an index moves by points, a rate by percentage points;
-- "6.65 mt" beside 250,500 mt are 6.65 times 10,000; a change that equals its level leaves nothing for
-- the period before.

local number <const> = require "ingot.number"
local says <const> = require "ingot.check.wording.says"
local scene_ <const> = require "ingot.check.wording.scene"
local subjects <const> = require "ingot.check.subject"

local WAN <const> = 10000

local function level_before(line, i)
  for j = i - 1, 1, -1 do
    local claim <const> = line.placed[j].claim
    if claim.kind ~= "change" then return claim end
  end
end

-- What does move by percentage points; named beside an index, the points are its.
local of_percent <const> = { "%f[%a]rates?%f[%A]", "%f[%a]shares?%f[%A]", "proportion", "weight",
  "utili[sz]ation", "margin", "%d%s?%%" }

-- "the index recorded 56.9, an increase of 2.2 percentage points"
local function points(line, report)
  for i, placed in ipairs(line.placed) do
    local claim <const> = placed.claim
    local level <const> = claim.unit == "pp" and level_before(line, i)
    local of_index <const> = claim.unit == "pp" and claim.kind == "change" and (scene_.is_index(claim)
      or level and level.kind == "index")
    if of_index and not (level and level.unit == "%") then
      local near <const> = line.low:sub(1, placed.from - 1):match "[^;]*$"
      local named <const> = near:find "%f[%a]ind[ei][xc][e]?s?%f[%A]" ~= nil or near:find "pmi%f[%A]" ~= nil
      local behind <const> = line.low:sub(placed.to + 1):match "^[^,;]*"
      if named and not says.any(near, of_percent) and not says.any(behind, of_percent) then
        report({
          kind = "unit_word", weight = "word", claims = { claim },
          proof = ("an index moves by points: %s points, not percentage points"):format(claim.digits),
        }, line, placed.from, placed.to)
      end
    end
  end
end

-- "rose 0.6% from 61.4% to 62.0%": the difference of the two, not their quotient.
local function rate_in_percent(line, report)
  for _, placed in ipairs(line.placed) do
    local claim <const> = placed.claim
    if scene_.is_rate(claim) then
      local levels <const> = {}
      for _, other in ipairs(line.placed) do
        local near <const> = math.abs(other.from - placed.from) < 80
        if other.claim.kind == "level" and other.claim.unit == "%" and near
          and scene_.same_subject(other.claim, claim) then
          levels[#levels + 1] = other.claim
        end
      end
      if #levels == 2 then
        local a <const>, b <const> = scene_.float(levels[1]), scene_.float(levels[2])
        local now <const> = scene_.same_period(levels[1].period, claim.period) and a or b
        local was <const> = now == a and b or a
        local step <const> = number.float(claim.step)
        local x <const> = scene_.float(claim)
        if was > 0 and math.abs(now - was - x) < step and math.abs(100 * (now / was - 1) - x) > step then
          report({
            kind = "unit_word", weight = "word", claims = { claim, levels[1], levels[2] },
            proof = ("%s − %s = %s percentage points; in percent of %s it would be %.1f%%"):format(now,
              was, number.text(claim.value), was, 100 * (now / was - 1)),
          }, line, placed.from, placed.to)
        end
      end
    end
  end
end

local function is_amount(claim)
  return (claim.kind == "level" or claim.kind == "ytd" or claim.kind == "net") and claim.unit == "t"
end

local function total_of(scene, claim)
  local best
  for _, other in ipairs(scene.claims) do
    local s <const>, o <const> = claim.subject, other.subject
    if other ~= claim and is_amount(other) and s and o and s.what == o.what
      and (s.product == o.product or not o.product or not s.product)
      and subjects.is_total(o)
      and scene_.same_period(other.period, claim.period) then
      if not best or scene_.float(other) > scene_.float(best) then best = other end
    end
  end
  return best
end

-- The share said of a level: of that very claim, or of its like.
local function share_of(scene, claim)
  for _, other in ipairs(scene.claims) do
    if other.kind == "share" and (other.of and other.of.id == claim.id
      or scene_.same_subject(other, claim) and scene_.same_period(other.period, claim.period)) then
      return other
    end
  end
end

-- A level too small by ten thousand, by its own share of a total or by another period of its like.
local function ten_thousand(scene, line, placed, report)
  local claim <const> = placed.claim
  local x <const> = scene_.float(claim)
  local small <const> = x < 1000 or claim.digits:find("%.%d%d$") and x < 100000
  if not is_amount(claim) or x <= 0 or not small then return end
  local share <const>, total <const> = share_of(scene, claim), total_of(scene, claim)
  if share and total and scene_.float(total) > 0 then
    local own <const> = 100 * x / scene_.float(total)
    local off <const> = math.max(0.1, 0.02 * scene_.float(share))
    if math.abs(own - scene_.float(share)) > off
      and math.abs(own * WAN - scene_.float(share)) <= off then
      report({
        kind = "unit_word", weight = "figure", claims = { claim, share, total },
        proof = ("%s of %s is %.4f%%, not %s; %s times 10,000 is %.2f%%: the unit is 10,000 mt"):format(
          claim.quote, total.quote, own, share.quote, claim.digits, own * WAN),
      }, line, placed.from, placed.to)
    end
    return
  end
  for _, other in ipairs(scene.claims) do
    if other ~= claim and is_amount(other) and scene_.same_subject(other, claim)
      and other.kind == claim.kind and scene_.float(other) / x > 2000
      and scene_.float(other) / x < 50000 then
      report({
        kind = "unit_word", weight = "word", claims = { claim, other },
        proof = ("%s beside %s of the same: %s times 10,000 would be of its size"):format(claim.quote,
          other.quote, claim.digits),
      }, line, placed.from, placed.to)
      return
    end
  end
end

local function only_rates_between(line, i, j)
  for k = math.min(i, j) + 1, math.max(i, j) - 1 do
    local kind <const> = line.placed[k].claim.kind
    if kind ~= "mom" and kind ~= "yoy" and kind ~= "share" then return false end
  end
  return true
end

-- "up 1,857.7 mt to 1,857.7 mt", and "reached 1,857.7 mt, up 1,857.7 mt"
local function all_of_it(line, report)
  if line.low:find "from none" or line.low:find "from zero" or line.low:find "from nil"
    or line.low:find "no %a+ in" or line.low:find "no %a+ a year" then
    return
  end
  for i, placed in ipairs(line.placed) do
    local change <const> = placed.claim
    for j = math.max(1, i - 2), math.min(#line.placed, i + 2) do
      local other <const> = line.placed[j]
      local level <const> = other.claim
      local first <const>, second <const> = line.placed[math.min(i, j)], line.placed[math.max(i, j)]
      if change.kind == "change" and change.unit == "t" and is_amount(level)
        and number.compare(change.value, level.value) == 0 and number.sign(level.value) > 0
        and only_rates_between(line, i, j)
        and not line.low:sub(first.to + 1, second.from - 1):find "[;.]%s" then
        report({
          kind = "unit_word", weight = "word", claims = { change, level },
          proof = ("%s after a change of %s leaves 0 for the period before: a level printed as a "
            .. "change, or an unknown base taken for zero"):format(level.quote, change.quote),
        }, line, first.from, second.to)
      end
    end
  end
end

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  for _, line in ipairs(scene.lines) do
    points(line, report)
    rate_in_percent(line, report)
    for _, placed in ipairs(line.placed) do ten_thousand(scene, line, placed, report) end
    all_of_it(line, report)
  end
end
