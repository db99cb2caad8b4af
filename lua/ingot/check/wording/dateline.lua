-- Figures of a period that had not ended when the article was published.

local looks_ahead <const> = require "ingot.check.wording.outlook"
local month_of <const> = require "ingot.period".from_month

local EARLIEST_DAY <const> = 25 -- of a month, from which on its own figures may be out

-- What is told of in trade statistics; prices and rates of the running month are known at once.
local told <const> = {
  export = true, import = true, ["net import"] = true, ["net export"] = true, production = true,
  consumption = true, sales = true,
}
local kinds <const> = { level = true, ytd = true, net = true, mom = true, yoy = true, ytd_yoy = true }

local function is_forecast(scene, claim)
  for _, line in ipairs(scene.lines) do
    for _, placed in ipairs(line.placed) do
      if placed.claim == claim then return looks_ahead(line.low) end
    end
  end
  return false
end

local LEAST <const> = 2 -- figures; one alone may be of a period misread

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  local line <const> = scene.page.dateline
  if not line or not line.year or not line.month then return end
  local published <const> = line.year * 12 + line.month - 1
  local early <const> = {}
  for _, claim in ipairs(scene.claims) do
    local period <const> = claim.period
    local is_early <const> = period and (period.to > published
      or period.to == published and line.day and line.day < EARLIEST_DAY)
    if is_early and kinds[claim.kind] and claim.subject and told[claim.subject.what]
      and not is_forecast(scene, claim) then
      early[#early + 1] = claim
    end
  end
  if #early < LEAST then return end
  local first <const> = early[1]
  report {
    kind = "month_label", weight = "word", claims = { first },
    proof = ("%s is given as a fact of a period up to %s, but the article is of %s%s"):format(
      first.quote, month_of(first.period.to), month_of(published),
      line.day and ("-%02d"):format(line.day) or ""),
  }
end
