-- The prosperity index of China's aluminum smelting industry in one month and its zone, the leading and
-- the coincident index and what moved them, and how the industry stands.
--   ingot run scripts/prosperity_index.lua --set period=2025-11 [--set remark="The analyst's words."]
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025-11")
local monthly = ingot.series(ingot.indicator "data/indicators/components.csv", { joint = true })
for i, series in ipairs(monthly) do -- one growth is published of January and February: that of each
  monthly[i] = ingot.series.split_joint(series, "same")
end
local lights   = ingot.lights.of("aluminum", monthly)
local leading, coincident = ingot.index.of("aluminum_leading", monthly),
  ingot.index.of("aluminum_coincident", monthly)
local zone     = lights:zone(period)
local remained = zone and lights:zone(period - 1) == zone

ingot.display "capacity" { unit = "万吨", decimals = 0, print_as = "Mt" } -- 44.06 Mt, 4,406万吨
ingot.display "output" { unit = "万吨", decimals = 1, print_as = "Mt" }
local industry = ingot.cube(ingot.indicator "data/indicators/fundamentals.csv")
local function fact(name, unit)
  ingot.metric(name) { formula = "sum(value)", where = ("series == '%s'"):format(name), unit = unit }
  return industry:measure(name, period)
end

local article = ingot.article {
  lang = { "en", "zh" }, period = period, displays = { yoy = "percent1" }, names = {
    capacity = fact("al_operating_capacity", "Mt"), output = fact("al_output", "Mt"),
    alumina = fact("alumina_output", "Mt"), futures = fact("shfe_al_close", "CNY/t"),
    running = fact("operating_rate_all", "%"), cable = fact("operating_rate_cable", "%"),
  },
  title = { en = "China's aluminum smelting prosperity index, {period}", zh = "{period}中国铝冶炼产业景气指数" },
}

local function sub_index(name, built)
  local now = built:at(period)
  local moved = now.change:known() and built:contributions(period):largest(3) or {}
  local moves = article:list({ en = "{name} ({printed:change})", zh = "{name}（{printed:change}）" }, moved)
  return { name = name, names = { now = now, made_of = built:contributions().rows, moves = moves }, say = {
    en = "The " .. name .. " index, made of {made_of}, was {now}[, {now.change:change} from the month "
      .. "before][; the largest contributions came from {moves}].",
    zh = built.definition.zh .. "由{made_of}构成，为{now}[，较上月{now.change:change}][，贡献最大的是{moves}]。",
  } }
end

return article:sections({
  { name = "index", names = { now = lights:at(period), zone = zone or {} }, say = {
    en = "{period:within}, the prosperity index of China's aluminum smelting industry recorded {now}[, an "
      .. "{now.change:increase} of {now.change:amount} from {now.before} the month before][, and "
      .. (remained and "remained" or "was") .. " in the \"{zone}\" range].",
    zh = "{period}，中国铝冶炼产业景气指数为{now}[，较上月的{now.before}{now.change:change}][，"
      .. (remained and "继续" or "") .. "处于“{zone}”区间]。",
  } },
  sub_index("leading", leading), sub_index("coincident", coincident),
  { name = "industry", title = { en = "How the industry stands", zh = "行业运行" }, say = {
    { en = "[Operating capacity was {capacity:capacity}[, {capacity.mom:change} MoM].]",
      zh = "[电解铝运行产能为{capacity:capacity}[，环比{capacity.mom:change}]。]" },
    { en = "[Output of aluminum was {output:output}[, {output.yoy:change} YoY][; {output.mom:change} MoM, "
        .. "{output.mom_adjusted:change} by the day].]",
      zh = "[电解铝产量为{output:output}[，同比{output.yoy:change}][；环比{output.mom:change}，日均环比"
        .. "{output.mom_adjusted:change}]。]" },
    { en = "[{alumina.mom|alumina.yoy:although}output of alumina {alumina.mom:moved_by} MoM to "
        .. "{alumina:capacity}, it {alumina.mom|alumina.yoy:still}{alumina.yoy:moved_by} YoY.|Output of "
        .. "alumina was {alumina:capacity}[, {alumina.mom:change} MoM][, {alumina.yoy:change} YoY].]",
      zh = "[{alumina.mom|alumina.yoy:although}氧化铝产量环比{alumina.mom:change}至{alumina:capacity}，"
        .. "{alumina.mom|alumina.yoy:still}同比{alumina.yoy:change}。|氧化铝产量为{alumina:capacity}"
        .. "[，环比{alumina.mom:change}][，同比{alumina.yoy:change}]。]" },
    { en = "[Shanghai aluminum futures closed the month at {futures:cny_t}[, {futures.mom:change} MoM].]",
      zh = "[沪铝主力合约月末收于{futures:cny_t}[，环比{futures.mom:change}]。]" },
    { en = "[Downstream processors ran at {running:percent1} of capacity[, {running.diff:change}][; cable "
        .. "makers at {cable:percent1}[, {cable.diff:change}]].]",
      zh = "[铝下游加工企业开工率为{running:percent1}[，{running.diff:change}][；铝线缆开工率为"
        .. "{cable:percent1}[，{cable.diff:change}]]。]" },
  } },
  { name = "lights", note = lights:note(), table = { -- of thirteen months
    { en = "Lights of the indicators", zh = "各指标景气灯号" }, lights:traffic(period:last(13)) } },
  { name = "chart", chart = { "lines", { lights, leading, coincident }, { over = period:last(36),
    bands = lights:bands(), title = { en = "The three indices; bands: known zones of the prosperity index",
    zh = "三项指数走势（色带为景气指数已知的区间）" } } } },
  { name = "comment", title = { en = "Comment", zh = "评论" }, remark = ingot.option("remark", "") },
}, ingot.option("sections", ""))
