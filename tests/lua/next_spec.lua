-- Scripts get `next` in the order of `pairs`: what a loop by it prints is the same in every run.

local program = require "support.program"
local scratch = require "support.scratch"

-- What a script prints, run as any is.
local function printed(source)
  local folder <close> = scratch.new()
  local result <const> = program.ingot("run", folder:write("s.lua", source), "--out", folder.folder)
  assert.equal("", result.err)
  return result.out
end

local KEYS <const> = [[
local function keys(t)
  local list = {}
  for key in next, t do list[#list + 1] = tostring(key) end
  return table.concat(list, " ")
end
]]

describe("next in a script", function()
  it("goes over keys as pairs does", function()
    assert.equal("-1 1 2 2.5 a b c\n1 2 3\n\n", printed(KEYS .. [[
print(keys { c = 3, b = 1, a = 2, 10, 20, [-1] = 5, [2.5] = 1 })
print(keys { 5, 6, 7 })
print(keys {})]]))
  end)

  it("lets fields be assigned and cleared on the way", function()
    assert.equal("1000\tnil\t5\tnil\n", printed [[
local t, n, last = {}, 0, ""
for i = 1, 1000 do t["k" .. i] = i end
for key in next, t do
  assert(key > last)
  n, last = n + 1, key
  t[key] = n % 2 == 0 and n or nil
end
for key in next, t do t[key] = nil end
local objects, m = {}, 0
for i = 1, 5 do objects[{}] = i end
for key in next, objects do m, objects[key] = m + 1, nil end
print(n, next(t), m, next(objects))]])
  end)

  it("serves loops in loops, loops left early and single steps", function()
    assert.equal("10000\tk90\tnil\nnil\ty\tz\tnil\nk1 k10 k100\n", printed [[
local t, n = {}, 0
for i = 1, 100 do t["k" .. i] = i end
for _ in next, t do for _ in next, t do n = n + 1 end end
for _ in next, t do break end
print(n, (next(t, "k9")), next(t, "k99"))
local list = { 1, 2, 3 }
local before = next(list, 3)
next(list)
list.z, list.y = 1, 2
print(before, (next(list, 3)), (next(list, "y")), next(list, "z"))
local k = next(t)
local k2 = next(t, k)
print(k .. " " .. k2 .. " " .. next(t, k2))]])
  end)

  it("tells at once whether a large table holds anything", function()
    assert.equal("1000\n", printed [[
local t, n = {}, 0
for i = 1, 100000 do t["k" .. i] = i end
for _ = 1, 100000 do assert(next(t)) end
for i = 1001, 100000 do t["k" .. i] = nil end
while next(t) do t[next(t)], n = nil, n + 1 end
print(n)]])
  end)
end)
