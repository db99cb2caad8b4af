-- China's trade in primary aluminum in one month: imports, exports and what is left of them, where
-- imports came from and how they entered, and whether buying abroad paid.
--   ingot run scripts/primary_aluminium.lua --set period=2025-04 [--set product=alloyed_aluminum]
--     [--set levels=truncate] [--set sections="sources flows"] [--set remark="The analyst's words."]
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025-04")
local product = ingot.option("product", "primary_aluminum")
local levels  = ingot.option("levels", "round") -- "truncate" prints levels as some desks do
local inward  = ingot.read("data/customs/import-*.csv", { profile = "gacc-zh", flow = "import" })
local outward = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local trade   = ingot.cube(inward:union(outward), {
  levels = levels, with = { prices = ingot.indicator "data/prices/*.csv" },
}):slice { product = product }

local imports = trade:measure("imports", period)
local exports = trade:measure("exports", period)
local net     = trade:measure("net_imports", period)
local origins = trade:by "partner"
local sources = origins:top(7, "imports", period)

-- What left China and came back bears its name; it is said beside the largest source.
local chinese  = origins:one("China", "imports", period)
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
local parity = period.kind == "month" and ingot.import_parity(paid) or {}

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
  { name = "origin", about = returned, rules = { "source", "returned", "re_import" }, order = "given" },
  { name = "modes", title = { en = "Trade modes", zh = "贸易方式" },
    about = trade:by("mode"):all("imports", period), rules = { "mode_added", "mode" }, most = 4 },
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
