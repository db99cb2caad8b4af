-- Words of size against levels of earlier articles: "5,800 mt, indicating slightly weaker performance"
-- after 11,000 mt a month before. Only of levels that have no change of their own in the article.

local says <const> = require "ingot.check.wording.says"
local scene_ <const> = require "ingot.check.wording.scene"

-- Words that sound like less than what they are said of, from so many percent on.
local mild <const> = {
  { find = "%f[%a]upward trend%f[%A]", most = 20 }, { find = "%f[%a]downward trend%f[%A]", most = 20 },
  { find = "%f[%a]slightly%f[%A]", most = 10 }, { find = "%f[%a]slight%f[%A]", most = 10 },
  { find = "%f[%a]stable%f[%A]", most = 20 }, { find = "%f[%a]steady%f[%A]", most = 20 },
  { find = "%f[%a]little changed%f[%A]", most = 10 },
}

-- The change in percent from the level of the claim's like the period before.
local function change_of(scene, claim)
  for _, before in ipairs(scene.earlier) do
    if before.period and claim.period and before.period.to == claim.period.from - 1
      and before.period.kind == claim.period.kind and scene_.same_subject(before, claim)
      and before.kind == claim.kind and before.unit == claim.unit and scene_.float(before) > 0 then
      return 100 * (scene_.float(claim) / scene_.float(before) - 1), before
    end
  end
end

-- What may stand between such a word and the level it leads to: "weaker at".
local leads <const> = { "^%s+at%s+$", "^%s+to%s+$", "^%s+with%s+$", "^%s+%a+%s+at%s+$", "^%s+%a+%s+to%s+$" }

-- The level that words speak of: the one they lead to, else the last before them.
local function level_near(line, from, to)
  local last
  for _, placed in ipairs(line.placed) do
    if placed.claim.kind == "level" then
      if placed.from > to then
        return says.any(line.low:sub(to + 1, placed.from - 1), leads) and placed.claim or last
      end
      last = placed.to < from and placed.claim or last
    end
  end
  return last
end

local function has_own_change(scene, level)
  for _, claim in ipairs(scene.claims) do
    if claim.of and claim.of.id == level.id and scene_.is_change(claim) then
      return true
    end
  end
  return false
end

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  if #scene.earlier == 0 then return end
  for _, line in ipairs(scene.lines) do
    for _, row in ipairs(mild) do
      local from <const>, to <const> = line.low:find(row.find)
      local level <const> = from and level_near(line, from, to)
      local rate, before
      if level and not has_own_change(scene, level) then rate, before = change_of(scene, level) end
      if rate and math.abs(rate) >= row.most then
        report({
          kind = "wording", weight = "word", claims = { level, before },
          proof = ("'%s' is said of %s after %s the period before: %+.1f%%"):format(
            line.text:sub(from, to), level.quote, before.quote, rate),
        }, line, from, to)
      end
    end
  end
end
