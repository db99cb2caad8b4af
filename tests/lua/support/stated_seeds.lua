--- The figures of the five documents in ../shared/seeds, by hand, with nothing of their text.

local stated = require "support.stated"

local M = {}

function M.s000()
  local say, list = stated()
  local cable = stated.of("export", "aluminum wire and cable")
  local steel = stated.of("export", "aluminum steel core stranded wire")
  local other = stated.of("export", "other aluminum strand wire")
  local jiangsu, henan = cable { province = "Jiangsu" }, cable { province = "Henan" }
  local both = cable { group = "Henan+Jiangsu", members = { jiangsu, henan } }
  for _ = 1, 2 do
    say("level", "30,400 mt", cable, "2025-12")
    say("mom", "-8.7%", cable, "2025-12")
    say("yoy", "13.96%", cable, "2025-12")
    say("level", "279,000 mt", cable, "2025")
    say("yoy", "42.91%", cable, "2025")
    say("level", "195,000 mt", cable, "2024")
    say("level", "20,800 mt", steel, "2025-12")
    say("share", "69%", steel, "2025-12", { whole = cable })
    say("level", "9,500 mt", other, "2025-12")
    say("share", "31%", other, "2025-12", { whole = cable })
    say("share", "63%", steel, "2025", { whole = cable })
    say("share", "37%", other, "2025", { whole = cable })
  end
  say("level", "122,800 mt", jiangsu, "2025")
  say("share", "44.02%", jiangsu, "2025", { whole = cable })
  say("yoy", "56.11%", jiangsu, "2025")
  say("level", "54,750 mt", henan, "2025")
  say("yoy", "47.24%", henan, "2025")
  say("share", "60%", both, "2025", { whole = cable, bound = "above" })
  say("yoy", "597.44%", cable { province = "Xinjiang" }, "2025")
  say("yoy", "1,198.59%", cable { province = "Jiangxi" }, "2025")
  say("yoy", "42.9%", cable, "2025")
  say("rank", "1", jiangsu, "2025", { n = 1 })
  return list
end

function M.s001()
  local say, list = stated()
  local cable = stated.of("export", "aluminum wire and cable")
  local month = "2025-04"
  say("level", "21,300 mt", cable, month)
  say("mom", "-5.3%", cable, month)
  say("yoy", "8.43%", cable, month)
  say("ytd", "82,800 mt", cable, "2025-01..04")
  say("ytd_yoy", "16.08%", cable, "2025-01..04")
  say("ytd", "71,400 mt", cable, "2024-01..04")
  for _, part in ipairs { { "steel-core aluminum stranded wire", "15,500 mt", "72.7%" },
    { "aluminum stranded wire", "5,800 mt", "27.3%" } } do
    local subject = stated.of("export", part[1])
    say("level", part[2], subject, month)
    say("share", part[3], subject, month, { whole = cable })
  end
  local members = {
    { "partner", "Mexico", "2,628.738 mt", "12.3%", "326.75 mt" },
    { "partner", "Portugal", "1,619.463 mt", "7.6%", "60.383 mt" },
    { "partner", "Iraq", "1,352.531 mt", "6.3%", "993.635 mt" },
    { "province", "Jiangsu", "11,395.0 mt", "53.3%", "2,475.2 mt" },
    { "province", "Henan", "3,098.9 mt", "14.5%", "-1,657.9 mt" },
    { "province", "Beijing", "1,364.8 mt", "6.4%", "570.5 mt" },
  }
  for place, member in ipairs(members) do
    local subject = cable { [member[1]] = member[2] }
    local listed = { list = place <= 3 and 1 or 2, place = (place - 1) % 3 + 1 }
    say("level", member[3], subject, month, { listed = listed })
    say("share", member[4], subject, month, { whole = cable })
    say("change", member[5], subject, month, { base = { period = "2025-03" } })
    if place % 3 == 1 then
      say("rank", "1", subject, month, { n = 1, listed = listed })
    end
  end
  return list
end

function M.s002()
  local say, list = stated()
  local exports = stated.of("export", "unwrought aluminum and aluminum products")
  local imports = stated.of("import", "unwrought aluminum and aluminum products")
  local ore = stated.of("import", "aluminum ore and concentrate")
  say("level", "510,000 mt", exports, "2024-03")
  say("yoy", "3.1%", exports, "2024-03")
  say("ytd_yoy", "7.4%", exports, "2024-Q1")
  say("level", "140,000 mt", stated.of("export", "alumina"), "2024-03")
  say("yoy", "169.6%", stated.of("export", "alumina"), "2024-03")
  say("yoy", "89.8%", imports, "2024-03")
  say("level", "380,000 mt", imports, "2024-03")
  say("ytd_yoy", "92.3%", imports, "2024-Q1")
  say("yoy", "-1.4%", ore, "2024-03")
  say("ytd_yoy", "2.1%", ore, "2024-Q1")
  return list
end

function M.s003()
  local say, list = stated()
  local product = "primary aluminum"
  local ins, out = stated.of("import", product), stated.of("export", product)
  local net = stated.of("net import", product)
  local about = { approx = "approximately" }
  for _, flow in ipairs {
    { ins, "250,500 mt", "12.8%", "14.6%", "634,300 mt", "-11.2%" },
    { out, "13,700 mt", "54.6%", "643.0%", "34,500 mt", "139.6%" },
    { net, "236,800 mt", "11.1%", "14.8%", "799,800 mt", "-13.6%" },
  } do
    say("level", flow[2], flow[1], "2025-04", flow[1] ~= net and about or nil)
    say("mom", flow[3], flow[1], "2025-04")
    say("yoy", flow[4], flow[1], "2025-04")
    say(flow[1] == net and "net" or "ytd", flow[5], flow[1], "2025-01..04", about)
    say("ytd_yoy", flow[6], flow[1], "2025-01..04")
  end
  local russia, china = ins { partner = "Russia" }, ins { partner = "China" }
  local origin = ins { group = "China+Russia", members = { russia, china } }
  say("level", "227,000 mt", russia, "2025-04", about)
  say("mom", "12.44%", russia, "2025-04")
  say("share", "90.3%", russia, "2025-04", { whole = ins })
  say("level", "2,300 mt", china, "2025-04", about)
  say("mom", "-44.32%", china, "2025-04")
  say("level", "228,600 mt", origin, "2025-04")
  say("share", "91.26%", origin, "2025-04", { whole = ins })
  return list
end

function M.s004()
  local say, list = stated()
  local index = stated.of("index", "aluminum smelting")
  for _, one in ipairs { { "prosperity", "56.9", "2.2 pp" }, { "leading", "67.1", "-1.4 pp" },
    { "consensus", "122.3", "3.3 pp" } } do
    local subject = index { item = one[1] }
    say("index", one[2], subject, "2025-11")
    say("change", one[3], subject, "2025-11", { base = { period = "2025-10" } })
  end
  local capacity = stated.of("operating capacity", "aluminum")
  local output, alumina = stated.of("production", "aluminum"), stated.of("production", "alumina")
  local rate = stated.of("operating rate", "aluminum processing")
  say("mom", "-3.5%", capacity, "2025-11")
  say("level", "44,060,000 mt", capacity, "2025-11")
  say("level", "3,615,000 mt", output, "2025-11")
  say("yoy", "0.9%", output, "2025-11")
  say("level", "7,470,000 mt", alumina, "2025-11")
  say("mom", "-4%", alumina, "2025-11")
  say("yoy", "1.8%", alumina, "2025-11")
  say("level", "62%", rate, "2025-11")
  say("level", "62%", rate { item = "cable" }, "2025-11")
  say("change", "0.6 pp", rate { item = "cable" }, "2025-11", { base = { period = "2025-10" } })
  return list
end

return M
