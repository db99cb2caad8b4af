-- "but" joins changes that go apart, "although" concedes one that goes the other way. "and" between
-- changes that go apart is no contradiction where each has its own verb, so nothing is said of it.

local around <const> = require "ingot.check.wording.around"
local number <const> = require "ingot.number"
local says <const> = require "ingot.check.wording.says"
local scene_ <const> = require "ingot.check.wording.scene"

-- Behind "but" it is the contrast of sizes that counts: "up 12% MoM but only 3% YoY".
local softeners <const> = says.beginning {
  "only", "still", "just", "slow", "less", "more", "far", "much", "faster", "narrow", "merely",
  "mere", "not", "same", "below", "above", "smaller", "larger", "greater", "well", "barely", "a mere",
  "significantly", "sharply", "slightly", "modest", "marginal", "surge", "soar", "plunge", "plummet",
  "eas", "accelerat", "short", "weaker", "stronger", "remain",
}

local function softened(text)
  return says.any(text, softeners)
end

local function of_one(a, b)
  return scene_.is_rate(a) and scene_.is_rate(b) and scene_.same_subject(a, b)
    and scene_.same_period(a.period, b.period) and a.kind ~= b.kind
end

local directions <const> = says.beginning {
  "up", "down", "rose", "fell", "rising", "falling", "increas", "decreas", "grew", "declin", "dropp",
  "gain", "higher", "lower", "a rise", "a fall", "climb",
}

local function names_direction(text)
  return says.any(text, directions)
end

local function alike(a, b)
  local x <const>, y <const> = number.sign(a.value), number.sign(b.value)
  return x == y and x ~= 0
end

local ways <const> = { [1] = "rises", [-1] = "falls" }

local function but(line, i, report)
  local a <const>, b <const> = line.placed[i - 1].claim, line.placed[i].claim
  local gap <const> = around.gap(line, i)
  local at, to = gap:find "%f[%a]but%f[%A]"
  if not at or gap:find "[;.:()]" or not of_one(a, b) or not alike(a, b) then return end
  local behind <const> = gap:sub(to + 1)
  if softened(behind) or softened(gap:sub(1, at - 1)) or not names_direction(behind)
    or softened(around.after(line, i)) then
    return
  end
  local start <const> = line.placed[i - 1].to
  report({
    kind = "wording", weight = "word", claims = { a, b },
    proof = ("'but' joins %s and %s, which are both %s"):format(
      number.text(a.value) .. "% " .. a.kind, number.text(b.value) .. "% " .. b.kind,
      ways[number.sign(a.value)]),
  }, line, start + at, start + to)
end

-- "although output fell by 4% MoM, it fell by 2% YoY": the first two rates of one thing behind it.
local function although(line, report)
  local at <const>, to <const> = line.low:find "%f[%a]although%f[%A]"
  if not at then return end
  local first
  for i, placed in ipairs(line.placed) do
    local claim <const> = placed.claim
    if placed.from > to and scene_.is_rate(claim) then
      if not first then
        first = i
      elseif i == first + 1 or i == first + 2 then
        local a <const> = line.placed[first].claim
        local between <const> = line.low:sub(line.placed[first].to + 1, placed.from - 1)
        if of_one(a, claim) and alike(a, claim) and between:find ",%s" and names_direction(between)
          and not softened(between) and not softened(around.after(line, i)) then
          report({
            kind = "wording", weight = "word", claims = { a, claim },
            proof = ("'although' sets %s%% against %s%%, which are both %s"):format(
              number.text(a.value), number.text(claim.value), ways[number.sign(a.value)]),
          }, line, at, to)
        end
        return
      end
    end
  end
end

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  for _, line in ipairs(scene.lines) do
    for i = 2, #line.placed do but(line, i, report) end
    although(line, report)
  end
end
