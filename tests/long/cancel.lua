-- How late every verb stops when it is told to, on ten million rows. Run by cancel.sh:
--   ingot run tests/long/cancel.lua --set folder=DIR [--set rows=N] [--set most_ms=N]
local ingot  = require "ingot"
local native = require "ingot.native"
local folder = ingot.option("folder", "/tmp")
local rows   = ingot.option("rows", 10000000)
local most   = ingot.option("most_ms", 50)
local stops  = ingot.option("stops", 12) -- of each verb, spread over the time it takes

-- One file, read ten times over.
local path <const> = folder .. "/cancel.csv"
local file <const> = assert(io.open(path, "w"))
file:write "month,hs,partner,qty,usd\n"
local state = 42
local function below(n)
  state = state * 6364136223846793005 + 1442695040888963407
  return (state >> 33) % n
end
for i = 1, rows // 10 do
  file:write(("%d-%02d,0%d,P%d,%d,%d.%02d\n"):format(2015 + i % 10, 1 + i % 12, 1000000 + below(5000),
    below(230), below(1000000), below(1000000), below(100)))
end
file:close()
local paths <const> = {}
for i = 1, 10 do paths[i] = path end
local t = assert(native.read(paths))

local cases <const> = {
  { "read", function() assert(native.read(paths)) end },
  { "where", function() return #t:where "qty > 500000 and starts_with(partner, 'P1')" end },
  { "where, all columns", function() return t:where("qty > 1000"):collect() end },
  { "derive", function() return #t:derive { x = "qty * usd / 3", y = "sqrt(usd)" } end },
  { "by few", function() return #t:by("partner", "month"):agg { q = "sum(qty)", n = "count()" } end },
  { "by many", function() return #t:by("hs", "partner"):agg { q = "sum(qty)", m = "mean(usd)" } end },
  { "by nearly all", function() return #t:by("qty", "usd"):agg { n = "count()" } end },
  { "sums of reals", function() return #t:by("hs"):agg { x = "sum(usd / 7)" } end },
  { "sort", function() return #t:sort("partner", "-usd", "hs") end },
  { "sort, all columns", function() return t:sort("-qty"):collect() end },
  { "top", function() return #t:top(3000000, { by = "usd" }) end },
  { "distinct", function() return #t:distinct("usd", "qty") end },
  { "function of rows", function() return #t:derive { x = function(row) return row.qty * 2 end } end },
  { "function as filter", function() return #t:where(function(row) return row.qty > 9 end) end },
  { "function of groups", function()
    return #t:by("hs"):agg { x = function(group) return group.qty[1] end }
  end },
  { "function of all rows", function()
    return #t:agg { x = function(group)
      local sum = 0
      for i = 1, group.n do sum = sum + group.qty[i] end
      return sum
    end }
  end },
}

-- Milliseconds from the order to the answer; nil when the work was done before.
local function lateness(work, after)
  collectgarbage()
  local start <const> = native.clock()
  native.cancel_after(after)
  local worked, value = pcall(work)
  local took <const> = (native.clock() - start) * 1000
  native.cancel_after()
  if not worked and tostring(value):find "interrupted" then
    return took - after
  elseif not worked then
    error(value, 0)
  end
end

local passed, failed = 0, 0
for _, case in ipairs(cases) do
  local name <const>, work <const> = case[1], case[2]
  local start <const> = native.clock()
  work()
  local whole <const> = (native.clock() - start) * 1000
  local worst, stopped = 0, 0
  for i = 1, stops do
    local late <const> = lateness(work, math.max(1, whole * (i - 0.5) / stops // 1 | 0))
    if late then
      worst, stopped = math.max(worst, late), stopped + 1
    end
  end
  local fine <const> = worst <= most and stopped > 0
  passed, failed = passed + (fine and 1 or 0), failed + (fine and 0 or 1)
  print(("%-4s %-22s %6.0f ms, stopped %2d times, at worst after %5.1f ms"):format(
    fine and "ok" or "FAIL", name, whole, stopped, worst))
end
t:close()
print(("%d passed, %d failed"):format(passed, failed))
