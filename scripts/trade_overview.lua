-- What China bought and sold along the aluminum chain in one month, and in the quarter that the month
-- ends: several products, both flows.
--   ingot run scripts/trade_overview.lua --set period=2024-03 [--set product=alumina --set show=wan2]
--     [--set levels=truncate] [--set remark="The analyst's words."]
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2024-03")
local product = ingot.option("product", "") -- this one alone, both flows
local levels  = ingot.option("levels", "round")
local show    = ingot.option("show", "wan0") -- levels are said in 10,000 t, as announcements do
local inward  = ingot.read("data/customs/import-*.csv", { profile = "gacc-zh", flow = "import" })
local outward = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local trade   = ingot.cube(inward:union(outward), { levels = levels })

local flows = {
  { "exports", "unwrought_and_products" }, { "exports", "alumina" },
  { "imports", "unwrought_and_products" }, { "imports", "bauxite" },
}
if product ~= "" then flows = { { "exports", product }, { "imports", product } } end

local article = ingot.article {
  lang = { "en", "zh" }, period = period, displays = { level = show, yoy = "percent1" },
  names = product ~= "" and { product = trade:slice { product = product }.product } or nil,
  title = product == ""
    and { en = "China's trade along the aluminum chain {period:within}", zh = "{period}中国铝产业链进出口" }
    or { en = "China's trade in {product}, {period}", zh = "{period}中国{product}进出口" },
}

-- One paragraph a product and flow: the month, and the quarter when it is over.
local function told(metric, name)
  local cube  = trade:slice { product = name }
  local month = cube:measure(metric, period)
  local facts = { month }
  if period:quarter().to == period.to and period.kind == "month" then
    facts[2] = cube:measure(metric, period:quarter())
  end
  return {
    title = { en = "{month.metric} of {product}", zh = "{product}{month.metric}" },
    names = { month = month, product = cube.product },
    about = facts, rules = { "year_on_year", "not_in_data" }, order = "given",
    chart = { "bars", cube:series(metric, period:last(24)) },
  }
end

local sections = {}
for i, flow in ipairs(flows) do sections[i] = told(table.unpack(flow)) end
sections[#sections + 1] = { remark = ingot.option("remark", "") }
return article:sections(sections)
