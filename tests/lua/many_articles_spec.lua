-- Two hundred articles of made-up data: twenty products of awkward shapes in ten periods each, by the
-- scripts that come with the program. INGOT_TEST_ROUNDS=5 gives every script every period.

local bytes_of = require "support.bytes_of"
local claims_json = require "ingot.render.claims"
local html = require "ingot.render.html"
local ingot = require "ingot"
local lfs = require "lfs"
local many = require "support.many_customs"
local markdown = require "ingot.render.markdown"
local native = require "ingot.native"
local option = require "ingot.option"
local printed = require "support.printed"
local random = require "support.random"
local rounds = require "support.rounds"
local scratch = require "support.scratch"
local script = require "ingot.script"
local text = require "ingot.render.text"

local PERIODS <const> = 10

local scripts <const> = {
  "cable_exports_month", "cable_exports_year", "primary_aluminium", "trade_overview",
  "regions_and_classes",
}

-- What no sentence may hold, whatever the lint thinks of it.
local never <const> = {
  "%f[%w]nan%f[%W]", "%f[%w]inf%f[%W]", "%-0%.?0*%%", "up %-", "down %-", " %.", "%(%)", "（）",
  "%.%.%s", "。。", "\n%.", "\n。", "%f[%w]nil%f[%W]", "table: ",
}

-- Which runs end with an error, and what it says: a title has no number to show.
local function refusal(name, n, at)
  if name == "primary_aluminium" or name == "trade_overview" then
    return nil -- they say so in a sentence
  end
  for month = at.from, at.to do
    if month > many.to or not many.covered(n, month, "export") then
      return ("the level of exports in %s is unknown: the data cover "):format(at)
    end
  end
end

-- What is wrong with an article, a line each.
local function problems_of(article)
  local list <const>, statements <const> = {}, {}
  for _, finding in ipairs(ingot.lint(article)) do
    list[#list + 1] = ("%s: %s\n      %s"):format(finding.lang, finding, finding.text)
  end
  for _, lang in ipairs(article.langs) do
    local document <const> = article:document(lang)
    local said <const> = text.render(document)
    for _, pattern in ipairs(never) do
      local found <const> = said:match("[^\n]*" .. pattern .. "[^\n]*")
      list[#list + 1] = found and ("%s: '%s' in: %s"):format(lang, pattern, found) or nil
    end
    local claims <const> = native.json_decode(native.json_encode(
      claims_json.render(document, { script = "x.lua", null = native.null }), 2)).claims
    for _, claim in ipairs(claims) do
      list[#list + 1] = printed.problem(claim, lang)
    end
    statements[lang] = table.concat(printed.statements(claims), "\n")
    local page <const> = html.render(document)
    list[#list + 1] = page:find("<script>alert", 1, true) and "a name is markup in HTML" or nil
    list[#list + 1] = markdown.render(document):find("<script>alert", 1, true)
      and "a name is markup in Markdown" or nil
  end
  if statements.zh and statements.zh ~= statements.en then
    list[#list + 1] = "the claims of both languages differ"
  end
  return list
end

describe("articles of made-up data", function()
  local here <const> = lfs.currentdir()
  local root

  setup(function()
    root = scratch.new()
    root:mkdir "data"
    root:mkdir "data/customs"
    root:mkdir "data/prices"
    root:write("data/prices/aluminium.csv", bytes_of "data/prices/aluminium.csv")
    many.write(random(20250401), function(path, bytes) root:write(path, bytes) end)
    for n, shape in ipairs(many.shapes) do
      local name <const>, codes <const> = many.product(n)
      ingot.product(name) { codes = codes, en = shape.what, zh = "产品" .. n }
    end
    assert(lfs.chdir(root.folder))
  end)

  teardown(function()
    assert(lfs.chdir(here))
    root:close()
  end)

  -- One article; what is wrong with it.
  local function run(name, n, at)
    option.begin {
      product = many.product(n), period = tostring(at),
      remark = name ~= "regions_and_classes" and "Words." or nil,
    }
    local worked <const>, article <const> = pcall(script.run, ("%s/scripts/%s.lua"):format(here, name))
    local expected <const> = refusal(name, n, at)
    if not worked then
      local message <const> = tostring(article):match(name .. "%.lua:%d+: article: title: (.*)")
      local right <const> = expected and message and message:find(expected, 1, true) == 1
      return right and {} or { tostring(article) }
    end
    return expected and { "an error was expected: " .. expected } or problems_of(article)
  end

  for n, shape in ipairs(many.shapes) do
    it("are right of " .. shape.what, function()
      local choose <const>, wrong <const> = random(n), {}
      for i = 1, PERIODS do
        local month <const> = many.from + choose:below(many.to - many.from + 1)
        for round = 1, math.min(rounds(1), #scripts) do
          local name <const> = scripts[(n + i + round) % #scripts + 1]
          local at <const> = name == "cable_exports_year"
            and ingot.period(tostring(month // 12)) or ingot.period.from_month(month)
          for _, problem in ipairs(run(name, n, at)) do
            wrong[#wrong + 1] = ("%s %s: %s"):format(name, at, problem)
          end
        end
      end
      assert.equal("", table.concat(wrong, "\n"))
    end)
  end
end)
