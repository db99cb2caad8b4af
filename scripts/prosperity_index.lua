-- The prosperity index of China's aluminum smelting industry in one month: the index of lights and its
-- zone, the leading and the coincident index and what moved them, and how the industry stands.
--   ingot run scripts/prosperity_index.lua --set period=2025-11 [--set remark="The analyst's words."]
--     [--set sections="index lights chart"]
local ingot  = require "ingot"
local period = ingot.option("period", ingot.period "2025-11")

-- Of January and February together one growth is published: it is that of each.
local monthly = {}
for i, series in ipairs(ingot.series(ingot.indicator "data/indicators/components.csv", { joint = true })) do
  monthly[i] = ingot.series.split_joint(series, "same")
end
local lights     = ingot.lights.of("aluminum", monthly)
local leading    = ingot.index.of("aluminum_leading", monthly)
local coincident = ingot.index.of("aluminum_coincident", monthly)
local zone       = lights:zone(period)
local remained   = zone and lights:zone(period - 1) == zone

-- In English by the million tonnes, in Chinese by ten thousand.
for name, decimals in pairs { mt100 = 0, mt10 = 1 } do
  ingot.display(name) { unit = "万吨", decimals = decimals, print_as = "Mt" }
end
local industry, facts = ingot.cube(ingot.indicator "data/indicators/fundamentals.csv"), {}
for name, unit in pairs {
  al_operating_capacity = "Mt", al_output = "Mt", alumina_output = "Mt", shfe_al_close = "CNY/t",
  operating_rate_all = "%", operating_rate_cable = "%",
} do
  ingot.metric(name) { formula = "sum(value)", where = ("series == '%s'"):format(name), unit = unit }
  facts[name] = industry:measure(name, period)
end

local article = ingot.article {
  lang = { "en", "zh" }, period = period, names = facts, displays = { yoy = "percent1" },
  title = {
    en = "China's aluminum smelting prosperity index, {period}", zh = "{period}中国铝冶炼产业景气指数",
  },
}

local function index(name, built)
  local changes = built:contributions(period)
  return {
    name = name, names = {
      now = built:at(period), made_of = changes.rows,
      moves = article:list({ en = "{name} ({printed:change})", zh = "{name}（{printed:change}）" },
        changes:largest(3)),
    },
    say = {
      { en = "The " .. built.definition.en .. " was {now}, {now.change:change} from the month before[, "
          .. "most of all by {moves}].",
        zh = built.definition.zh .. "为{now}，较上月{now.change:change}[，影响最大的是{moves}]。" },
      { en = "It is made of {made_of}.", zh = "该指数由{made_of}构成。" },
    },
  }
end

return article:sections({
  { name = "index", names = { now = lights:at(period), zone = zone }, say = {
    en = "{period:within}, the prosperity index of China's aluminum smelting industry recorded {now}[, "
      .. "an {now.change:increase} of {now.change:amount} from {now.before} the month before][, and "
      .. (remained and "remained" or "was") .. " in the \"{zone}\" range].",
    zh = "{period}，中国铝冶炼产业景气指数为{now}[，较上月的{now.before}{now.change:change}][，"
      .. (remained and "继续" or "") .. "处于“{zone}”区间]。",
  } },
  index("leading", leading), index("coincident", coincident),
  { name = "fundamentals", title = { en = "How the industry stands", zh = "行业运行" }, say = {
    { en = "[Operating capacity of electrolytic aluminum was {al_operating_capacity:mt100}[, "
        .. "{al_operating_capacity.mom:change} MoM].]",
      zh = "[电解铝运行产能为{al_operating_capacity:mt100}[，环比{al_operating_capacity.mom:change}]。]" },
    { en = "[Output of electrolytic aluminum was {al_output:mt10}[, {al_output.yoy:change} YoY][; "
        .. "{al_output.mom:change} MoM, {al_output.mom_adjusted:change} by the day].]",
      zh = "[电解铝产量为{al_output:mt10}[，同比{al_output.yoy:change}][；环比{al_output.mom:change}，"
        .. "日均产量环比{al_output.mom_adjusted:change}]。]" },
    { en = "[{alumina_output.mom|alumina_output.yoy:although}output of alumina "
        .. "{alumina_output.mom:moved_by} MoM to {alumina_output:mt100}, it "
        .. "{alumina_output.mom|alumina_output.yoy:still}{alumina_output.yoy:moved_by} YoY.|Output of "
        .. "alumina was {alumina_output:mt100}[, {alumina_output.mom:change} MoM][, "
        .. "{alumina_output.yoy:change} YoY].]",
      zh = "[{alumina_output.mom|alumina_output.yoy:although}氧化铝产量为{alumina_output:mt100}，环比"
        .. "{alumina_output.mom:change}，{alumina_output.mom|alumina_output.yoy:still}同比"
        .. "{alumina_output.yoy:change}。|氧化铝产量为{alumina_output:mt100}[，环比{alumina_output.mom:change}]"
        .. "[，同比{alumina_output.yoy:change}]。]" },
    { en = "[The main contract of Shanghai aluminum futures closed the month at {shfe_al_close:cny_t}[, "
        .. "{shfe_al_close.mom:change} on the month before].]",
      zh = "[沪铝主力合约月末收于{shfe_al_close:cny_t}[，较上月{shfe_al_close.mom:change}]。]" },
    { en = "[Downstream processors ran at {operating_rate_all:percent1} of their capacity[, "
        .. "{operating_rate_all.diff:change} on the month before][; makers of cable at "
        .. "{operating_rate_cable:percent1}[, {operating_rate_cable.diff:change}]].]",
      zh = "[铝下游加工企业开工率为{operating_rate_all:percent1}[，较上月{operating_rate_all.diff:change}]"
        .. "[；铝线缆开工率为{operating_rate_cable:percent1}[，{operating_rate_cable.diff:change}]]。]" },
  } },
  { name = "lights", table = {
    { en = "Lights of the indicators, month by month", zh = "各指标景气灯号" },
    lights:traffic(period:last(13)) },
    note = { en = "▼▼ over-cold · ▼ cold · ● normal · ▲ hot · ▲▲ over-hot", zh = "▼▼过冷 · ▼偏冷 · ●正常 · ▲偏热 · ▲▲过热" } },
  { name = "chart", chart = { "lines", {
    { en = "prosperity", zh = "景气指数", claims = lights:levels(period:last(36)) },
    { en = "leading", zh = "先行指数", claims = leading:series(period:last(36)) },
    { en = "coincident", zh = "一致指数", claims = coincident:series(period:last(36)) },
  }, { bands = lights:bands(), title = {
    en = "The three indices, and as bands the zones of the prosperity index as far as they are known",
    zh = "三项指数走势（色带为景气指数已知的区间）" } } } },
  { name = "comment", title = { en = "Comment", zh = "评论" }, remark = ingot.option("remark", "") },
}, ingot.option("sections", ""))
