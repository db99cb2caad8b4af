-- Named members that gain while the total falls, or the reverse, and no word of the rest.

local number <const> = require "ingot.number"
local says <const> = require "ingot.check.wording.says"
local scene_ <const> = require "ingot.check.wording.scene"
local subjects <const> = require "ingot.check.subject"

local LEAST_OF_TOTAL <const> = 1  -- times the total's change, that the named ones go against it
local LEAST_RATE <const> = 1      -- percent, that the total moved by
local LEAST_MEMBERS <const> = 3   -- below it the text only gives examples

local dimensions <const> = { { "province", "provinces" }, { "partner", "partners" } }

local rest_words <const> = { "%f[%a]others?%f[%A]", "%f[%a]the rest%f[%A]", "%f[%a]remaining%f[%A]",
  "%f[%a]elsewhere%f[%A]", "%f[%a]offset", "%f[%a]outweigh" }

local function speaks_of_rest(scene, blocks)
  for _, line in ipairs(scene.lines) do
    if blocks[line.block] and says.any(line.low, rest_words) then return true end
  end
  return false
end

-- What the total moved by, in tonnes, from its level and its rate on the month before.
local function change_of_total(scene, change)
  local level, rate
  for _, claim in ipairs(scene.claims) do
    local like <const> = claim.subject and subjects.is_total(claim.subject)
      and claim.subject.what == change.subject.what and scene_.same_period(claim.period, change.period)
      and (claim.subject.product == change.subject.product or not claim.subject.product
        or not change.subject.product)
    if like and claim.kind == "level" and claim.unit == "t" then level = level or claim end
    if like and claim.kind == "mom" and claim.unit == "%" then rate = rate or claim end
  end
  if not level or not rate then return nil end
  local growth <const> = scene_.float(rate) / 100
  if growth <= -1 or math.abs(growth) < LEAST_RATE / 100 then return nil end
  return scene_.float(level) * growth / (1 + growth), level, rate
end

-- Changes in tonnes on the month before, of members of one dimension: one of each, of the main month.
local function changes_of(scene, field)
  local list <const>, had <const> = {}, {}
  for _, claim in ipairs(scene.claims) do
    local subject <const> = claim.subject
    local name <const> = subject and subject[field]
    if claim.kind == "change" and claim.unit == "t" and name and name ~= "others" and not had[name]
      and not subject.group and not subject.item and not claim.bound and claim.period
      and claim.period.kind == "month"
      and (not list[1] or scene_.same_period(list[1].period, claim.period)
        and list[1].subject.what == subject.what) then
      local base <const> = claim.base and claim.base.period
      if not base or base.to == claim.period.from - 1 then
        had[name] = true
        list[#list + 1] = claim
      end
    end
  end
  return list
end

-- Whole tonnes with their sign.
local function tonnes(x)
  return (x < 0 and "\xE2\x88\x92" or "+")
    .. number.format(number.real(math.abs(x)), { decimals = 0 }) .. " mt"
end

local function gap_of(scene, field, name)
  local changes <const> = changes_of(scene, field)
  if #changes < LEAST_MEMBERS then return nil end
  local total <const>, level <const>, rate <const> = change_of_total(scene, changes[1])
  if not total then return nil end
  local sum, blocks = 0, {}
  for _, claim in ipairs(changes) do
    sum = sum + scene_.float(claim)
    blocks[claim.block] = true
  end
  if sum * total >= 0 or math.abs(sum) < LEAST_OF_TOTAL * math.abs(total)
    or speaks_of_rest(scene, blocks) then
    return nil
  end
  local proof <const> = ("the %d named %s come to %s, the total (%s, %s) to about %s: all others "
    .. "together moved by about %s, which is not said"):format(#changes, name, tonnes(sum),
    level.quote, number.text(rate.value) .. "%", tonnes(total), tonnes(total - sum))
  table.insert(changes, level)
  table.insert(changes, rate)
  return { claims = changes, proof = proof, rest = math.abs(total - sum) }
end

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  local best
  for _, row in ipairs(dimensions) do
    local gap <const> = gap_of(scene, row[1], row[2])
    if gap and (not best or gap.rest > best.rest) then best = gap end
  end
  if best then
    report { kind = "omission", weight = "word", claims = best.claims, proof = best.proof }
  end
end
