--- Many small scripts, one in ten of them hostile: those of tests/attacks, over and over, spread evenly.

local ingot <const> = require "ingot"

local jobs <const> = ingot.option("jobs", 10000)
local hostile <const> = {}
for path in ingot.option("hostile", ""):gmatch "[^:]+" do
  hostile[#hostile + 1] = path
end

local manifest <const> = { limits = { memory = "64M", cpu = "200ms", time = "5s", output = "1M" } }
for i = 1, jobs do
  if i % 10 == 0 then
    manifest[i] = { script = hostile[i // 10 % #hostile + 1], name = "hostile-" .. i }
  else
    manifest[i] = { script = "good.lua", set = { n = tostring(i) }, name = "good-" .. i }
  end
end
return manifest
