-- Every article that our scripts write in English passes our own check, in both ways of printing levels and
-- in every form in which it leaves: as text, Markdown and HTML.

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

-- The English articles that a run left, by the form they are in; its text is what it printed.
local function articles(folder, printed)
  local found <const> = { { name = "printed.txt", bytes = printed } }
  for name in lfs.dir(folder.folder) do
    if name:find "%.md$" and not name:find "%.zh%.md$"
      or name:find "%.html$" and not name:find "%.zh%.html$" then
      found[#found + 1] = { name = name, bytes = bytes_of(folder:path(name)) }
    end
  end
  return found
end

-- What is wrong with an article, as lines; none where nothing is.
local function complaints(article, levels)
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
  if read == 0 or read / (read + missed) < LEAST_UNDERSTOOD then
    local quotes <const> = {}
    for i, one in ipairs(result.not_understood) do
      quotes[i] = one.quote
    end
    lines[#lines + 1] = ("%s: %d figures read, %d not: %s"):format(article.name, read, missed,
      table.concat(quotes, " · "))
  end
  return lines
end

describe("our own articles", function()
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
