-- Every article that our scripts write in English passes our own check, in both ways of printing levels and
-- in every form in which it leaves: as text, Markdown and HTML; so do the articles that are kept, and
-- those of the examples.

local bytes_of = require "support.bytes_of"
local check = require "ingot.check"
local lfs = require "lfs"
local program = require "support.program"
local scratch = require "support.scratch"

local LEAST_UNDERSTOOD <const> = 0.95 -- of the figures of an article

-- The periods each is run for, of those that the sample data have.
local scripts <const> = {
  { "cable_exports_month", { "2025-04", "2025-12" }, levels = true },
  { "cable_exports_year", { "2025" }, levels = true },
  { "primary_aluminium", { "2025-04" }, levels = true },
  { "prosperity_index", { "2025-11" } },
  { "regions_and_classes", { "2025" }, levels = true },
  { "trade_overview", { "2024-03" }, levels = true },
}

local function run(script, period, levels, folder)
  local words <const> = { "run", "scripts/" .. script .. ".lua", "--no-charts", "--out", folder,
    "--set", "period=" .. period }
  if levels then
    table.move({ "--set", "levels=" .. levels }, 1, 2, #words + 1, words)
  end
  local ran <const> = program.ingot(table.unpack(words))
  assert.equal(0, ran.code, ran.err)
  return ran.out
end

local golden_names <const> = {}
for name in lfs.dir "tests/golden" do
  if name:find "%d%d%d%d.*%.md$" and not name:find "%.zh%.md$" then
    golden_names[#golden_names + 1] = name
  end
end
table.sort(golden_names)

-- The English articles that a run left, by the form they are in; its text is what it printed.
local function articles(folder, printed)
  local found <const> = { printed and { name = "printed.txt", bytes = printed } }
  for name in lfs.dir(folder.folder) do
    if name:find "%.md$" and not name:find "%.zh%.md$"
      or name:find "%.html$" and not name:find "%.zh%.html$" then
      found[#found + 1] = { name = name, bytes = bytes_of(folder:path(name)) }
    end
  end
  return found
end

-- What is wrong with an article, as lines; none where nothing is.
local function complaints(article, levels, least)
  local result <const> = check.article(article.bytes, { name = article.name })
  local lines <const> = {}
  local allowed <const> = result.verdict == "consistent"
    or levels == "truncate" and result.verdict == "truncation"
  if not allowed then
    lines[1] = article.name .. ": " .. result.verdict
  end
  for _, finding in ipairs(result.findings) do
    if not (allowed and finding.mode == "truncate") then
      local quote <const> = finding.claims[1] and finding.claims[1].quote or ""
      lines[#lines + 1] = ("%s: %s: %s: %s"):format(article.name, finding.kind, quote, finding.proof)
    end
  end
  local read <const>, missed <const> = #result.claims, #result.not_understood
  if read == 0 or read / (read + missed) < (least or LEAST_UNDERSTOOD) then
    local quotes <const> = {}
    for i, one in ipairs(result.not_understood) do
      quotes[i] = one.quote
    end
    lines[#lines + 1] = ("%s: %d figures read, %d not: %s"):format(article.name, read, missed,
      table.concat(quotes, " · "))
  end
  return lines
end

local LEAST_OF_EXAMPLES <const> = 0.9

-- Examples that leave an article in English. Shares that were cut so that they add up to 100% hold
-- only where digits were cut.
local examples <const> = {
  { "02_metric_as_function" }, { "03_first_article" }, { "04_year_by_province" }, { "09_add_a_region" },
  { "10_price_beside_trade" }, { "11_january_and_february" }, { "12_decompositions" }, { "14_charts" },
  { "15_rules" }, { "16_document", levels = "truncate" }, { "17_index" }, { "20_shared_input" },
}

describe("our own articles", function()
  for _, name in ipairs(golden_names) do
    it("that are kept pass the check: " .. name, function()
      local levels <const> = name:find "truncate" and "truncate" or "round"
      assert.same({}, complaints({ name = name, bytes = bytes_of("tests/golden/" .. name) }, levels))
    end)
  end

  for _, one in ipairs(examples) do
    it("of the example " .. one[1] .. " pass the check", function()
      local folder <close> = scratch.new()
      local ran <const> = program.ingot("run", "examples/" .. one[1] .. ".lua", "--no-charts", "--out",
        folder.folder)
      assert.equal(0, ran.code, ran.err)
      local found <const>, all <const> = articles(folder), {}
      assert.equal(2, #found)
      for _, article in ipairs(found) do
        local lines <const> = complaints(article, one.levels, LEAST_OF_EXAMPLES)
        table.move(lines, 1, #lines, #all + 1, all)
      end
      assert.same({}, all)
    end)
  end

  for _, one in ipairs(scripts) do
    for _, period in ipairs(one[2]) do
      for _, levels in ipairs(one.levels and { "round", "truncate" } or { false }) do
        it(("of %s, %s%s, pass the check"):format(one[1], period,
          levels and ", levels " .. levels or ""), function()
          local folder <close> = scratch.new()
          local all <const> = {}
          for _, article in ipairs(articles(folder, run(one[1], period, levels, folder.folder))) do
            local lines <const> = complaints(article, levels)
            table.move(lines, 1, #lines, #all + 1, all)
          end
          assert.same({}, all)
        end)
      end
    end
  end
end)
