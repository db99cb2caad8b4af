-- ingot, answering as a peer does (see peers/peer.mjs), with the questions as an analyst would ask.
--
--     ingot run --trusted tests/bench/ingot.lua --set data=trade --set folder=FOLDER
--     ingot run --trusted tests/bench/ingot.lua --set fresh=FILE.arrow [--set answers=FOLDER]
--
-- The second opens a snapshot, asks T2 and T3 once, and says "@time WALL CPU".

local ingot <const> = require "ingot"
local native <const> = require "ingot.native"

local data <const> = ingot.option("data", "trade")
local folder <const> = ingot.option("folder", ".")
local fresh <const> = ingot.option("fresh", "")
local answers <const> = ingot.option("answers", "")

local files <const> = {
  groupby = { g = "groupby.csv" },
  join = { x = "join_x.csv", small = "join_small.csv", medium = "join_medium.csv",
           big = "join_big.csv" },
  trade = { trade = "trade.csv" },
  trade_gb18030 = { trade = "derived/trade_gb18030.csv" },
  trade_gz = { trade = "derived/trade.csv.gz" },
}
local as_trade <const> = { types = { hs = "text", period = "month" } }
local options <const> = {
  trade = as_trade, trade_gz = as_trade,
  trade_gb18030 = { types = as_trade.types, encoding = "gb18030" },
}

local function join(right, key, kind)
  return function(d)
    return d.x:join(d[right], key, { kind = kind, suffix = "_" .. right })
  end
end

local ask <const> = {
  q1 = function(d) return d.g:by("id1"):agg { v1 = "sum(v1)" } end,
  q2 = function(d) return d.g:by("id1", "id2"):agg { v1 = "sum(v1)" } end,
  q3 = function(d) return d.g:by("id3"):agg { v1 = "sum(v1)", v3 = "mean(v3)" } end,
  q4 = function(d)
    return d.g:by("id4"):agg { v1 = "mean(v1)", v2 = "mean(v2)", v3 = "mean(v3)" }
  end,
  q5 = function(d) return d.g:by("id6"):agg { v1 = "sum(v1)", v2 = "sum(v2)", v3 = "sum(v3)" } end,
  q6 = function(d)
    return d.g:by("id4", "id5"):agg { median_v3 = "median(v3)", sd_v3 = "sd(v3)" }
  end,
  q7 = function(d) return d.g:by("id3"):agg { range_v1_v2 = "max(v1) - min(v2)" } end,
  q8 = function(d) return d.g:top(2, { by = "v3", within = "id6" }):select("id6", "v3") end,
  q9 = function(d)
    return d.g:by("id2", "id4"):agg { r2 = "corr(v1, v2) * corr(v1, v2)" }
  end,
  q10 = function(d)
    return d.g:by("id1", "id2", "id3", "id4", "id5", "id6")
      :agg { { "v3", "sum(v3)" }, { "n", "count()" } }
  end,

  j1 = join("small", "id1", "inner"),
  j2 = join("medium", "id2", "inner"),
  j3 = join("medium", "id2", "left"),
  j4 = join("medium", "id5", "inner"),
  j5 = join("big", "id3", "inner"),

  T1 = function(d) return d.trade:by("period", "flow"):agg { kg = "sum(kg)", usd = "sum(usd)" } end,
  T2 = function(d)
    return d.trade
      :where("flow == 'export' and hs in $codes", { codes = { "29211060", "25456020" } })
      :by("hs", "period"):agg { kg = "sum(kg)" }
      :derive { year = "year(period)" }
      :window({ by = "hs", sort = "period" },
        { mom = "kg / lag(kg, 1) - 1", yoy = "kg / lag(kg, 12) - 1" })
      :window({ by = { "hs", "year" }, sort = "period" }, { ytd = "cumulative_sum(kg)" })
      :select("hs", "period", "kg", "mom", "yoy", "ytd")
  end,
  T3 = function(d)
    local months <const> = { now = "2025-12", before = "2025-11" }
    local partners <const> = d.trade
      :where("flow == 'export' and period >= $before and period <= $now", months)
      :by("partner"):agg({ now = "sum(if_else(period == $now, usd, 0))",
                           before = "sum(if_else(period == $before, usd, 0))" }, months)
      :collect()
    local total <const> = partners:agg { total = "sum(now)" }:value()
    return partners
      :derive({ share = "now / $total", mom = "now / before - 1" }, { total = total })
      :top(10, { by = "now" })
      :select("partner", "now", "share", "mom")
  end,
  T4 = function(d)
    return d.trade:derive { year = "year(period)" }
      :by("province", "year"):agg { usd = "sum(usd)" }
      :window({ by = "province", sort = "year" }, { yoy = "usd / lag(usd, 1) - 1" })
  end,
  T5 = function(d)
    return d.trade:by("hs", "partner")
      :agg { { "kg", "sum(kg)" }, { "usd", "sum(usd)" }, { "price", "sum(usd) / sum(kg)" } }
  end,
  T6 = function(d) return d.trade:by("province"):agg { partners = "count_distinct(partner)" } end,
  T7 = function(d) return d.trade:by("hs"):pivot("period", "sum(usd)") end,

  L1 = function(d)
    return d.trade:agg { { "n", "count()" }, { "kg", "sum(kg)" }, { "usd", "sum(usd)" } }
  end,
  L2 = function(d)
    return d.g:agg { { "n", "count()" }, { "v1", "sum(v1)" }, { "v2", "sum(v2)" },
      { "id6", "sum(id6)" }, { "v3", "sum(v3)" } }
  end,
}
ask.L4, ask.L5 = ask.L1, ask.L1

-- What is compared where the result is too big: see questions.mjs.
local function joined(result)
  return result:derive { v12 = "v1 * v2" }:by("id1"):agg {
    { "n", "count()" }, { "v1", "sum(v1)" }, { "n2", "count(v2)" }, { "v2", "sum(v2)" },
    { "v12", "sum(v12)" },
  }
end

local function say(...)
  io.stdout:write("@", ...)
  io.stdout:write "\n"
  io.stdout:flush()
end

local function timed(work)
  collectgarbage() -- results of earlier questions go before the clock runs
  local began <const>, busy <const> = native.clock()
  local result <const> = work()
  local now <const>, busy_now <const> = native.clock()
  return now - began, busy_now - busy, result
end

local function load_tables()
  local tables <const> = {}
  for name, file in pairs(files[data]) do
    tables[name] = ingot.read(folder .. "/" .. file, options[data])
  end
  return tables
end

if fresh ~= "" then
  local wall <const>, cpu <const>, results <const> = timed(function()
    local d <const> = { trade = ingot.open(fresh) }
    return { T2 = ask.T2(d):collect(), T3 = ask.T3(d):collect() }
  end)
  say(("time %.9f %.9f"):format(wall, cpu))
  for id, result in pairs(answers ~= "" and results or {}) do
    result:save(("%s/%s.csv"):format(answers, id))
  end
  return
end

local load_seconds <const>, _ <const>, tables <const> = timed(load_tables)

-- A result is let go before the next question, as a script that overwrites a variable would.
local commands <const> = {
  run = function(id)
    local wall <const>, cpu <const>, result <const> = timed(function()
      return ask[id](tables):collect()
    end)
    result:close()
    say(("time %.9f %.9f"):format(wall, cpu))
  end,
  answer = function(id, path)
    local result = ask[id](tables)
    if id:find "^j" then
      result = joined(result)
    end
    result:save(path)
    say "done"
  end,
  save = function(path)
    tables.trade:save(path)
    say "done"
  end,
}

say("ready ", native.json_encode { load = load_seconds, version = ingot.version })
for line in io.lines() do
  local words <const> = {}
  for word in line:gmatch "%S+" do
    words[#words + 1] = word
  end
  local worked <const>, message <const> = pcall(commands[words[1]], words[2], words[3])
  if not worked then
    say("error ", (tostring(message):gsub("%s+", " ")))
  end
end
