--- A thousand jobs over one shared table.

local ingot <const> = require "ingot"

local numbers <const> = {}
for n = 1, ingot.option("jobs", 1000) do
  numbers[n] = tostring(n)
end
return {
  inputs = { trade = ingot.option("snapshot", "trade.arrow") },
  { script = "job.lua", set = { n = numbers } },
}
