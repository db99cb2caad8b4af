-- The formats of periods: without the year, behind a preposition, the year alone, as the program
-- writes them, and the day they end on.

local days <const> = require "ingot.period.days"
local words <const> = require "ingot.words"

---@type table<string, fun(period: ingot.Period, lang: string): string>
return {
  -- "January to April"
  months = function(period, lang) return period:months_text(lang) end,

  -- "from January to April 2025", "in the first half of 2025"
  within = function(period, lang) return period:within_text(lang) end,

  -- "2025"
  year = function(period) return tostring(period.year) end,

  -- "2025-04", "2025-01..04"
  iso = function(period) return tostring(period) end,

  -- "30 April 2025", for "as of {period:last_day}"
  last_day = function(period, lang)
    local own <const> = words.language(lang).period
    return (own.day:gsub("{(%w+)}", {
      day = tostring(days.of_month(period.to)), month = own.months[period.to % 12 + 1],
      year = tostring(period.to // 12),
    }))
  end,
}
