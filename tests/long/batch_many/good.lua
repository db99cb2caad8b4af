-- One of many small scripts: what it prints is right only if no other script left anything behind.
local ingot <const> = require "ingot"

local n <const> = math.tointeger(ingot.option("n", 1))
local digits <const> = {}
for digit in tostring(n):gmatch "%d" do
  digits[#digits + 1] = digit
end
table.sort(digits)
local rows <const> = {}
for i = 1, 20 do
  rows[i] = n * i
end
local many <const> = #ingot.table { value = rows }:where(("value > %d"):format(10 * n)):collect()
assert(math.random(1000000) == 144015, "another script was here")
print(("good %d %d %s"):format(n, many, table.concat(digits)))
