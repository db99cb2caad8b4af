-- China's trade in a metal in one month: imports, exports and what is left of them, where imports
-- came from and how they entered, and whether buying abroad paid.
--   ingot run scripts/primary_aluminium.lua
--     --set period=2025-04             a month
--     --set product=alloyed_aluminum   one of `ingot list products`
--     --set levels=truncate            levels as some desks print them: digits cut, not rounded
--     --set sections="sources flows"   those alone, in this order; names are below
--     --set remark="The analyst's own words."
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025-04")
if period.kind ~= "month" then error(("period = %s: a month expected, as 2025-04"):format(period)) end
local product = ingot.option("product", "primary_aluminum")
local inward  = ingot.input("imports", { "data/customs/import-*.csv", profile = "gacc-zh", flow = "import" })
local outward = ingot.input("exports", { "data/customs/export-*.csv", profile = "gacc-zh", flow = "export" })
local trade   = ingot.cube(inward:union(outward), {
  levels = ingot.option("levels", "round"), with = { prices = ingot.indicator "data/prices/*.csv" },
}):slice { product = product }

local imports = trade:measure("imports", period)
local exports = trade:measure("exports", period)
local net     = trade:measure("net_imports", period)
local sources = trade:by("partner"):top(7, "imports", period)
local modes   = trade:by("mode"):all("imports", period)

-- What left China and came back bears its name; it is said beside the largest source.
local chinese  = trade:by("partner"):one("China", "imports", period)
local returned = chinese.imports:sign() == 1 and { sources[1], chinese } or { sources[1] }

-- What a tonne bought abroad cost at home, by the prices of the month.
local paid = { date = period, hs = "76011090" }
for field, price in pairs {
  price = { "lme_cash", "USD/t" }, premium = { "premium", "USD/t" }, fx = { "usd_cny", "CNY/USD" },
  fees = { "fees", "CNY/t" }, domestic = { "shfe", "CNY/t" }, spot_premium = { "spot_premium", "CNY/t" },
} do
  local series, unit = table.unpack(price)
  ingot.metric(series) {
    formula = "mean(value)", from = "prices", where = ("series == '%s'"):format(series), unit = unit,
  }
  paid[field] = trade:measure(series, period)
end
local parity = ingot.import_parity(paid)

local columns = {
  { { en = "Imports", zh = "进口量" }, "{imports:t0}" },
  { { en = "MoM", zh = "环比" }, "[{imports.mom}|—]" }, { { en = "YoY", zh = "同比" }, "[{imports.yoy}|—]" },
  { { en = "Share", zh = "占比" }, "{imports.share}" },
}
local function headed(en, zh) return { { { en = en, zh = zh }, "{name}" }, table.unpack(columns) } end

return ingot.article {
  lang = { "en", "zh" }, period = period, displays = { yoy = "percent1", ytd_yoy = "percent1" },
  names = { product = trade.product, net = net, imports = imports, parity = parity },
  title = {
    en = "China's [{net:side} of {product} come to {net:amount} {period:within}|trade in {product}, {period}]",
    zh = "{period}中国{product}[{net:side}{net:amount}|进出口]",
  },
}:sections({
  { name = "flows", about = { imports, exports, net }, order = "given",
    rules = { "lead*", "not_in_data", "ytd", "full_year", "net*" }, note = trade:note(period),
    chart = { "bars", trade:series("imports", period:last(24)) } },
  { name = "sources", title = { en = "Sources", zh = "进口来源" },
    about = sources, rules = { "sources", "sources_all" }, chart = { "ranked", sources, { as = "t0" } } },
  { name = "origin", about = returned, rules = { "source", "returned", "re_import" }, order = "given",
    table = { { en = "Imports by source", zh = "分来源进口" }, sources, headed("Source", "来源") } },
  { name = "modes", title = { en = "Trade modes", zh = "贸易方式" },
    about = modes, rules = { "mode_added", "mode" }, most = 4,
    chart = { "shares", modes, { most = 4 } },
    table = { { en = "Imports by trade mode", zh = "分贸易方式进口" }, modes,
      headed("Trade mode", "贸易方式") } },
  { name = "window", title = { en = "Import window", zh = "进口窗口" },
    say = product == "primary_aluminum" and parity.open ~= nil and { -- prices are of this metal
      en = "At the month's average prices, imports cost {parity.cost:cny_t} including duties and "
        .. "fees, a " .. (parity.open and "profit" or "loss") .. " of {parity.margin:amount:cny_t} "
        .. "against domestic spot prices.",
      zh = "按当月均价计算，含税费进口成本为{parity.cost:cny_t}，较国内现货价"
        .. (parity.open and "盈利" or "亏损") .. "{parity.margin:amount:cny_t}。",
    } or nil },
  { name = "comment", title = { en = "Comment", zh = "评论" }, remark = ingot.option("remark", "") },
}, ingot.option("sections", ""))
