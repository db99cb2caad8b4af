-- Indices of one's own: a coincident one, one that leads it, and what moved them.
--   ingot run examples/17_index.lua --set period=2025-11
local ingot  = require "ingot"
local period = ingot.option("period", ingot.period "2025-11")
local prices = ingot.indicator "data/prices/aluminium.csv"

ingot.index "home" { method = "nber", base = 2024, summary = "prices in China",
  components = { { "shfe", weight = 2, en = "futures" },
      { "spot_premium", en = "spot premiums", transform = "difference" } } }
ingot.index "abroad" { method = "nber", base = 2024, like = "home", summary = "prices abroad",
  components = { { "lme_cash", weight = 2, en = "LME prices" }, { "premium", en = "premiums" },
    { "usd_cny", en = "the exchange rate" } } }

local home, abroad = ingot.index.of("home", prices), ingot.index.of("abroad", prices)
local moved = abroad:contributions(period)

local article = ingot.article { period = period, title = "Price indices in {period}" }
article:say("The index of prices at home was {home}, {home.change:change} from the month before.",
  { home = home:at(period) })
article:say("That of prices abroad was {abroad}, {abroad.change:change}: {moves}.",
  { abroad = abroad:at(period), moves = article:list("{name} {printed}", moved.rows) })
article:table("Contributions to the change abroad", moved:table())
return article
