-- Whatever the figures, what the rules say of them reads well: every rule that comes with the program,
-- in both languages, of made-up trade with parts that come, go, stand still or are alone.

local article = require "ingot.article"
local lint = require "ingot.lint"
local random = require "support.random"
local rounds = require "support.rounds"
local rule = require "ingot.rule"
local small_cube = require "support.small_cube"

local MONTHS <const> = { "2024-03", "2024-04", "2024-12", "2025-01", "2025-03", "2025-04" }
local CODES <const> = { "429", "311", "136", "114", "142", "344", "112" }
local LEVELS <const> = { 0, 0, 0.027, 1, 100, 100, 101, 149.5, 2000, 26300.5, 4000000 }

local function levels_of(draw)
  local levels <const> = {}
  for i = 1, draw:below(#CODES) + 1 do
    local by_month <const> = {}
    for _, month in ipairs(MONTHS) do
      local level <const> = draw:pick(LEVELS)
      by_month[month] = level > 0 and level or nil
    end
    levels[CODES[i]] = by_month
  end
  return levels
end

-- Of the program, not those that other specs wrote.
local function shipped()
  local names <const> = {}
  for _, name in ipairs(rule.names()) do
    names[#names + 1] = rule.get(name).file:find "rules/%a+%.lua$" and name or nil
  end
  return names
end

local function told(cube, metric, period)
  local parts <const> = cube:by "partner"
  local a <const> = article.new { lang = { "en", "zh" }, period = period,
    title = { en = "Trade in {period}", zh = "{period}贸易" } }
  local names <const> = shipped()
  a:tell(cube:measure(metric, period), names)
  a:paragraph():tell(parts:all(metric, period), names, { order = "given" })
  a:paragraph():tell(parts:top(2, metric, period), names)
  a:paragraph():tell(parts:classes("growth", metric, period), names)
  a:paragraph():tell(parts:one("142", metric, period), names)
  return a
end

describe("the rules that come with the program", function()
  it("say nothing that lint finds fault with, whatever the figures", function()
    for round = 1, rounds(8) do
      local draw <const> = random(round)
      local flow <const> = draw:chance(50) and "export" or "import"
      local cube <const> = small_cube { flow = flow, levels = levels_of(draw), from = "2024-01" }
      for _, period in ipairs { "2025-04", "2024-12", "2025", "2025-Q2", "2025-01..04" } do
        for _, metric in ipairs { flow .. "s", "value" } do
          local a <const> = told(cube, metric, period)
          local found <const> = {}
          for i, finding in ipairs(lint.lint(a)) do
            found[i] = ("%s in round %d: %s"):format(tostring(finding), round, finding.text)
          end
          assert.equal("", table.concat(found, "\n"))
        end
      end
    end
  end)
end)
