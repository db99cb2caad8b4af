-- What China bought and sold along the aluminum chain in one month, and in the quarter that the month
-- ends: several products, both flows.
--   ingot run scripts/trade_overview.lua
--     --set period=2024-03        a month
--     --set product=alumina       this one alone, both flows; one of `ingot list products`
--     --set show=wan2             decimals of 10,000 t; announcements have none (wan0)
--     --set levels=truncate       levels as some desks print them: digits cut, not rounded
--     --set remark="The analyst's own words."
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2024-03")
local product = ingot.option("product", "")
local levels  = ingot.option("levels", "round")
local show    = ingot.option("show", product == "" and "wan0" or "wan2")
local inward  = ingot.input("imports", { "data/customs/import-*.csv", profile = "gacc-zh", flow = "import" })
local outward = ingot.input("exports", { "data/customs/export-*.csv", profile = "gacc-zh", flow = "export" })
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
    about = facts, rules = { "year_on_year", "not_in_data", "lead_none", "lead_still_none" }, order = "given",
    chart = { "bars", cube:series(metric, period:last(24)) },
  }
end

local sections, rows = {}, {}
for i, flow in ipairs(flows) do
  sections[i] = told(table.unpack(flow))
  rows[i] = sections[i].names
end
sections[#sections + 1] = {
  table = { { en = "Trade in {period}", zh = "{period}进出口" }, rows, {
    { { en = "Product", zh = "商品" }, "{product}" },
    { { en = "Flow", zh = "指标" }, "{month.metric}" },
    { { en = "Quantity", zh = "数量" }, "[{month}|—]" },
    { { en = "MoM", zh = "环比" }, "[{month.mom:percent1}|—]" },
    { { en = "YoY", zh = "同比" }, "[{month.yoy}|—]" },
    { { en = "YTD YoY", zh = "累计同比" }, "[{month.ytd_yoy:percent1}|—]" },
  } },
}
sections[#sections + 1] = { remark = ingot.option("remark", "") }
return article:sections(sections)
