-- Slips in the Lua of a script: the whole of what is said, run as a user runs it. A message has the
-- script's line, the name that was meant, the line itself with a caret where it does not parse, and
-- through which functions of the script it came.

local program = require "support.program"
local run = require("support.mistake").run
local scratch = require "support.scratch"

local NEAR <const> = "(field 'nmae' of '%s', did you mean 'name'?)"

-- What it is, the script from line 4 on, and what stands behind "script.lua:" on stderr.
local slips <const> = {
  -- undefined names
  { "an undefined name", [[prnt(1)]], "4: undefined name 'prnt' (did you mean 'print'?)" },
  { "a name of another language", [[if cube == null then return end]],
    "4: undefined name 'null' (in Lua: nil)" },
  { "an undefined name in a function", [[
local function draw() return cbue end
draw()]], "4: undefined name 'cbue'\n  in 'draw', called from script.lua:5" },
  { "an undefined name in what the library calls", [[
local rows = data:where(function(row) return row.qty_kg > lowest end):collect()]],
    "4: undefined name 'lowest' (row 1)" },

  -- fields that are nil
  { "a field that is nil, indexed", [[
local who = { name = { en = "x" } }
print(who.nmae.en)]], "5: attempt to index a nil value " .. NEAR:format "who" },
  { "a field that is nil, called", [[
local who = { name = print }
who.nmae()]], "5: attempt to call a nil value " .. NEAR:format "who" },
  { "a method that is nil", [[
local tools = { measure = print }
tools:mesure()]],
    "5: attempt to call a nil value (method 'mesure' of 'tools', did you mean 'measure'?)" },
  { "a field that is nil, joined", [[
local of = { who = { name = "x" } }
print("who: " .. of.who.nmae)]], "5: attempt to concatenate a nil value " .. NEAR:format "of.who" },
  { "a field that is nil, added", [[
names = { total = 1 }
print(names.totl + 1)]],
    "5: attempt to perform arithmetic on a nil value (field 'totl' of 'names', did you mean 'total'?)" },
  { "a field like no other", [[
local who = { name = print }
who.is()]], "5: attempt to call a nil value (field 'is' of 'who')" },
  { "a field of what a call gives", [[
local function of() return {} end
print(of().name.en)]], "5: attempt to index a nil value (field 'name')" },
  { "a field of one of two tables", [[
local a, b = { name = {} }, { nmae = {} }
print(a.nmae.x, b.nmae.x)]], "5: attempt to index a nil value " .. NEAR:format "a" },
  { "a variable that is nil", [[
local rows
print(rows.x)]], "5: attempt to index a nil value (local 'rows')" },
  { "a comparison with nil", [[
local limits = { low = 1 }
if #data > limits.high then return end]],
    "5: attempt to compare nil with number ('limits.high' is nil)" },
  { "a comparison of two that are nil", [[
local a, b
if a < b then return end]], "5: attempt to compare two nil values ('a' and 'b' are nil)" },

  -- names of our objects
  { "a name of ingot", [[ingot.peroid "2025"]], "4: ingot has no 'peroid' (did you mean 'period'?)" },
  { "a method of an article", [[
local article = ingot.article { title = "T", period = "2025-04" }
article:sya "x"]], "5: an article has no 'sya' (did you mean 'say'?)" },
  { "a field of an article", [[
local article = ingot.article { title = "T", period = "2025-04" }
print(article.titel)]], "5: an article has no 'titel'" },
  { "a method of a period", [[print(ingot.period("2025"):year_agoo())]],
    "4: a period has no 'year_agoo' (did you mean 'year_ago'?)" },
  { "a method of a breakdown", [[cube:by("partner"):tpo(3)]],
    "4: cube:by(…) has no 'tpo' (did you mean 'top'?)" },
  { "a field of a row", [[
local row = cube:by("partner"):top(1, "exports", "2025-04")[1]
print(row.exprots.yoy)]],
    "5: attempt to index a nil value (field 'exprots' of 'row', did you mean 'exports'?)" },
  { "a method of a series", [[
local s = ingot.series { name = "s", from = "2025-01", values = { 1, 2 }, unit = "kt" }
print(s.vaules)]], "5: a series has no 'vaules' (did you mean 'values'?)" },
  { "a method of a table", [[data:colect()]],
    "4: unknown method of Table 'colect' (did you mean 'collect'?)" },
  { "a method of a query", [[data:limit(1):colect()]],
    "4: unknown method of Query 'colect' (did you mean 'collect'?)" },
  { "a method of a grouping", [[data:by("hs"):aggg {}]],
    "4: unknown method of Grouping 'aggg' (did you mean 'agg'?)" },
  { "a column of a row", [[
local heavy = data:where(function(row) return row.qty_kgs > 1 end):collect()]],
    "4: unknown column 'qty_kgs' (did you mean 'qty_kg'?) (row 1)" },

  -- a dot for a colon
  { "a dot for a colon, of a table", [[local x = data.where("qty_kg > 1")]],
    "4: where: a table expected before it, got string; a colon asks it, as table:where(…)" },
  { "a dot for a colon, of a table's own verb", [[local x = data.by("hs")]],
    "4: by: a table expected before it, got string; a colon asks it, as table:by(…)" },
  { "a dot for a colon, of a grouping", [[local x = data:by("hs").agg { n = "count()" }]],
    "4: agg: a grouping expected before it, got table; a colon asks it, as grouping:agg(…)" },
  { "a dot for a colon, of an article", [[
local article = ingot.article { title = "T", period = "2025-04" }
article.say "x"]], "5: say: an article expected before it, got string; a colon asks it, as article:say(…)" },
  { "a dot for a colon, of a breakdown", [[local x = cube:by("partner").top(3, "exports", "2025-04")]],
    "4: top: a breakdown expected before it, got number; a colon asks it, as breakdown:top(…)" },
  { "a dot for a colon, of a claim", [[local x = cube:measure("exports", "2025-04").share_of()]],
    "4: share_of: a claim expected before it, got nil; a colon asks it, as claim:share_of(…)" },
  { "a dot for a colon, of a period", [[local x = ingot.period("2025-04").contains("2025-04")]],
    "4: contains: a period expected before it, got string; a colon asks it, as period:contains(…)" },
  { "a dot for a colon, of a decomposition",
    [[local x = cube:by("partner").contributions("2025-04")]],
    "4: contributions: a breakdown expected before it, got string; a colon asks it, as "
      .. "breakdown:contributions(…)" },

  -- a colon for a dot
  { "a colon for a dot", [[local x = ingot:read("data.csv")]],
    "4: read is called with a dot, as ingot.read(…)" },
  { "a colon for a dot, of a part of ingot", [[local x = ingot.series:adjust({})]],
    "4: adjust is called with a dot, as ingot.series.adjust(…)" },

  -- formulas and sentences
  { "a wrong formula", [[local x = data:where "qty_kgs > 1"]],
    "4: formula: unknown column 'qty_kgs' (did you mean 'qty_kg'?)\n"
      .. '  local x = data:where "qty_kgs > 1"\n                        ^' },
  { "a wrong formula further down", [[
local x = data:agg {
  n = "count()",
  sum = "summ(qty_kg)",
}]], "6: formula: unknown function 'summ' (did you mean 'sum'?)\n"
      .. '  sum = "summ(qty_kg)",\n         ^' },
  { "a wrong formula of several lines", [==[
local x = data:agg { sum = [[
  sum(qty_kg)
    + summ(qty_kg)]] }]==], "6: formula: unknown function 'summ' (did you mean 'sum'?)\n"
      .. "  + summ(qty_kg)]] }\n    ^" },
  { "a wrong formula with escapes", [[local x = data:where "hs == \"76\" and qty_kgs > 1"]],
    "4: formula: unknown column 'qty_kgs' (did you mean 'qty_kg'?)\n"
      .. '  local x = data:where "hs == \\"76\\" and qty_kgs > 1"\n' .. (" "):rep(41) .. "^" },
  { "a wrong formula that is put together", [[
local name = "qty_kgs"
local x = data:where(name .. " > 1")]],
    "5: formula: unknown column 'qty_kgs' (did you mean 'qty_kg'?)\n  qty_kgs > 1\n  ^" },
  { "a wrong formula from another line", [[
local heavy = "qty_kgs > 1"
local x = data:where(heavy)]],
    "5: formula: unknown column 'qty_kgs' (did you mean 'qty_kg'?)\n  qty_kgs > 1\n  ^" },
  { "a formula behind wide characters", [[local x, y = "出口", data:where "qty_kgs > 1"]],
    "4: formula: unknown column 'qty_kgs' (did you mean 'qty_kg'?)\n"
      .. '  local x, y = "出口", data:where "qty_kgs > 1"\n' .. (" "):rep(35) .. "^" },
  { "a wrong sentence", [[
local article = ingot.article { title = "T", period = "2025-04" }
article:say("Exports were {exprots}.")]],
    "5: unknown name 'exprots'; names are 'period'\n"
      .. '  article:say("Exports were {exprots}.")\n' .. (" "):rep(29) .. "^" },

  -- what does not parse
  { "one sign for a comparison", [[if #data = 1 then return end]],
    "4: 'then' expected near '=' (== compares, = sets)\n  if #data = 1 then return end\n           ^" },
  { "a missing comma", [[
local t = { a = 1
  b = 2 }]], "5: '}' expected (to close '{' at line 4) near 'b' (a comma missing before it?)\n"
      .. "  b = 2 }\n  ^" },
  { "a missing end", [[
local function f()
  return 1
]], "7: 'end' expected (to close 'function' at line 4) near <eof>" },
  { "a sum that is written as in other languages", [[local n = 1 n += 1]],
    "4: syntax error near '+' (no += in Lua; write n = n + 1)\n  local n = 1 n += 1\n                ^" },
  { "an inequality of other languages", [[if #data != 1 then return end]],
    "4: 'then' expected near '!' (not equal is ~=)\n  if #data != 1 then return end\n           ^" },
  { "a text without an end", [[local s = "abc]], "4: unfinished string near '\"abc'" },
  { "a sign that stands twice", [[local s, t = 1) + (2 + 3)) ]],
    "4: unexpected symbol near ')'\n  local s, t = 1) + (2 + 3)) \n                ^" },

  -- through functions
  { "an error in a function of a function", [[
local function row(who) return who.name.en end
local function draw(who)
  local text = row(who)
  return text
end
draw {}]], "4: attempt to index a nil value (field 'name' of 'who')\n"
      .. "  in 'row', called from script.lua:6; in 'draw', called from script.lua:9" },
  { "an error in what the library calls", [[
local function heavy(row) return row.qty_kgs > 1 end
local function find() return (data:where(heavy):collect()) end
find()]], "4: unknown column 'qty_kgs' (did you mean 'qty_kg'?) (row 1)\n"
      .. "  in a function, called from script.lua:5; in 'find', called from script.lua:6" },
  { "a raised text", [[
local function check() error "no data" end
check()]], "4: no data\n  in 'check', called from script.lua:5" },
  { "a deep recursion", [[
local function down(n) if n == 0 then error "here" end return 1 + down(n - 1) end
down(50)]], "4: here\n  " .. ("in 'down', called from script.lua:4; "):rep(5) .. "…" },
}

describe("a slip in a script", function()
  for _, row in ipairs(slips) do
    it(("is told in the script's words: %s"):format(row[1]), function()
      assert.same({ code = 1, err = "script.lua:" .. row[3] .. "\n" }, run(row[2]))
    end)
  end

  it("in a module is told with the module's line, and who called", function()
    local folder <close> = scratch.new()
    folder:write("tools.lua", [[
local M = {}
function M.of(who)
  return who.nmae.en
end
return M
]])
    local path <const> = folder:write("script.lua", [[
local tools = require "tools"
print(tools.of { name = {} })
]])
    local result <const> = program.with({ INGOT_PATH = folder.folder }, "run", path, "--out",
      folder.folder)
    assert.equal("tools.lua:3: attempt to index a nil value (field 'nmae' of 'who', did you mean 'name'?)\n"
      .. "  in 'of', called from script.lua:2\n",
      (result.err:gsub(folder.folder:gsub("%p", "%%%0") .. "/", "")))
  end)
end)
