-- Composite indices by all methods, with the points of every component: 50 components of 600 months.
--   build/release/ingot run --trusted tests/bench/index.lua
local ingot  = require "ingot"

local METHODS <const> = { "nber", "conference_board", "esri", "oecd", "diffusion" }
local COMPONENTS <const>, MONTHS <const>, ROUNDS <const> = 50, 600, 7

local state = 7
local function random()
  state = (state * 1103515245 + 12345) % 2147483648
  return state / 2147483648
end

local list, components = {}, {}
for i = 1, COMPONENTS do
  local values, x = {}, 100.0
  for t = 1, MONTHS do
    x = x * (1 + (random() - 0.48) / 20)
    values[t] = x
  end
  list[i] = ingot.series { name = ("c%02d"):format(i), from = "1970-01", values = values }
  components[i] = { list[i].name, weight = 1 + i % 3 }
end
for _, method in ipairs(METHODS) do
  ingot.index(method) { method = method, components = components }
end

local times = {}
for round = 1, ROUNDS do
  local total = 0
  times[round] = {}
  for _, method in ipairs(METHODS) do
    local began = os.clock()
    ingot.index.of(method, list)
    local took = 1000 * (os.clock() - began)
    times[round][method], total = took, total + took
  end
  times[round].total = total
end
table.sort(times, function(a, b) return a.total < b.total end)

local middle = times[(ROUNDS + 1) // 2]
for _, method in ipairs(METHODS) do
  print(("%-18s %6.1f ms"):format(method, middle[method]))
end
print(("%-18s %6.1f ms, median of %d rounds, CPU time"):format("all", middle.total, ROUNDS))
