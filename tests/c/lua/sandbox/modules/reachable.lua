-- All that a script can get hold of, from its globals, what it may require and objects that it makes.
-- Raises what was met and is not named here: functions in C, and tables of functions that the library
-- itself calls. `is_c` tells functions in C, `loaded` are the library's modules.

local ingot = require "ingot"

-- Functions in C, by where they are in the globals.
local named = {
  [""] = "assert collectgarbage error getmetatable ipairs next pairs pcall print rawequal rawget rawlen "
    .. "rawset select setmetatable tonumber tostring type warn xpcall",
  coroutine = "close create isyieldable resume running status wrap yield",
  math = "abs acos asin atan ceil cos deg exp floor fmod log max min modf rad random randomseed sin sqrt "
    .. "tan tointeger type ult",
  string = "byte char find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper",
  table = "concat insert move pack remove sort unpack",
  utf8 = "char codepoint codes len offset",
}

local customs = ingot.table({
  month = { "2025-04", "2025-05" }, flow = { "export", "export" },
  hs = { "76141000", "76141000" }, partner_code = { "429", "429" },
  qty_kg = { 1000, 2000 }, value_usd = { 10, 20 },
}, { units = { qty_kg = "kg", value_usd = "USD" } })
local cube = ingot.cube(customs)
local roots = {
  globals = _G, ingot = ingot, data = customs, query = customs:where "qty_kg > 1000", text = "",
  groups = customs:by "hs", column = customs:column "qty_kg", period = ingot.period "2025-04",
  cube = cube, slice = cube:slice { hs = "76141000" }, by = cube:by "partner",
  claim = cube:measure("exports", "2025-05"), article = ingot.article { title = "T", lang = "en" },
  raised = select(2, pcall(ingot.read, "nowhere.csv")), module = require "ingot.series",
}
for name in pairs(ingot) do
  roots["ingot." .. name] = ingot[name]
end

local is_c, loaded = _G.is_c, _G.loaded
_G.is_c, _G.loaded = nil, nil

local absent = {}
for _, name in ipairs { "os", "io", "debug", "package", "dofile", "loadfile" } do
  absent[_G[name]] = true
end
absent[string.dump] = true

-- Everything below some values, with a path to each.
local function walk(from)
  local paths, queue = {}, {}
  local function meet(value, path)
    local kind = type(value)
    if not paths[value] and (kind == "table" or kind == "function" or kind == "userdata") then
      paths[value] = path
      queue[#queue + 1] = value
    end
  end
  for name, value in next, from do
    meet(value, name)
  end
  local i = 0
  while queue[i + 1] do
    i = i + 1
    local value = queue[i]
    local path = paths[value]
    meet(getmetatable(value), path .. ".metatable")
    if type(value) == "table" and not absent[value] then
      for key, field in next, value do
        meet(key, path .. " key")
        meet(field, path .. "." .. tostring(key))
      end
    end
  end
  return paths
end

local function holds_functions(t)
  for _, value in next, t do
    if type(value) == "function" then
      return true
    end
  end
  return false
end

local expected, unexpected, n = {}, {}, 0
for library, names in pairs(named) do
  for name in names:gmatch "%S+" do
    expected[(library == "" and _G or _G[library])[name] or name] = true
  end
end
local reached, of_library = walk(roots), walk(loaded)
for value, path in next, reached do
  local kind = type(value)
  n = n + 1
  if kind == "function" and is_c(value) and not expected[value] then
    unexpected[#unexpected + 1] = path
  elseif kind == "table" and of_library[value] and not absent[value] and holds_functions(value) then
    unexpected[#unexpected + 1] = path .. " of " .. of_library[value]
  end
end
for value in next, expected do
  if not reached[value] then
    unexpected[#unexpected + 1] = "not met: " .. tostring(value)
  end
end
assert(n > 250)
table.sort(unexpected)
if #unexpected > 0 then
  error(table.concat(unexpected, "\n"), 0)
end
