-- Charts of an article.

local blocks = require "ingot.article.blocks"
local chart = require "ingot.chart"
local sentence = require "ingot.article.sentence"

---@class ingot.Article
local M = {}

-- The title that a chart gets by itself, in each language.
local function own_title(article, made)
  local said = {}
  for _, lang in ipairs(article.langs) do said[lang] = { made:title(lang) } end
  return said
end

--- A chart of claims. Its title says what it shows, unless `title` does; below it stand what it
--- shows in words, for who cannot see it, and where the figures come from.
---
---     article:chart("bars", cable:series("exports", period:last(24)))
---     article:chart("growth", cable:series("exports", period:last(24)))
---     article:chart("lines", { lights, leading }, { over = period:last(36), bands = lights:bands() })
---     article:chart("ranked", partners:top(10, "exports", period), { most = 10 })
---     article:chart("ranked", partners:top(10, "exports", period), { of = "exports.yoy" })
---     article:chart("shares", partners:top(5, "exports", period), { over = period:last(12) })
---     article:chart("waterfall", partners:contributions("exports", period, { top = 6 }))
---
--- Bars are of single periods with a line of the year before; a series longer than a year begins with
--- the year that the line is of. Shares are of the rows' members in the periods of `over`, twelve
--- unless told. A chart keeps to `most` members (15 ranked, 6 lines of shares) and says that there are
--- others. `of` says which claim of a row is drawn where there are several; `as` how all numbers are
--- printed, { as = "t1" }; else they are as the article shows their measure (`displays`). A period
--- without a figure is a gap; of no figures at all there is no chart.
---@param kind "bars"|"growth"|"lines"|"ranked"|"shares"|"waterfall"
---@param data ingot.Claim[]|ingot.Row[]|ingot.Decomposition
---@param options? { title: ingot.Template?, as: string?, of: string?, most: integer?,
---   over: ingot.Period[]?, bands: table[]? }
---@return ingot.Article self
function M:chart(kind, data, options)
  local displays = self.contexts[self.langs[1]].displays
  local made, message = chart.new(kind, data, options, displays)
  if message then error("chart: " .. message, 2) end
  if not made then return self end
  local title = options and options.title
  local said = title and sentence.of(self, title, nil, 2) or own_title(self, made)
  blocks.add(self, { kind = "chart", sentences = { said }, chart = made })
  return self
end

return M
