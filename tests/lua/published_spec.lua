-- Every figure of the published articles against the article of its script: data/figures.csv lists
-- them with a recipe each, and some claim of the article printed must be that figure, of that
-- metric, measure, place and period, and read as it was published. Figures that no data can hold
-- say why there; those published wrong stand there with the right one. Of figures that are words,
-- and of those published wrong, it has what the article says instead, and what it must not say.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local native = require "ingot.native"
local period = require "ingot.period"
local program = require "support.program"
local scratch = require "support.scratch"

-- The runs of each article, by its date: script, period, more options; the second cuts levels.
local articles <const> = {
  ["2026-01-23"] = { { "cable_exports_year", "2025" } },
  ["2025-05-30"] = {
    { "cable_exports_month", "2025-04" },
    { "cable_exports_month", "2025-04", "--set", "levels=truncate" },
  },
  ["2024-03 (undated)"] = { { "trade_overview", "2024-03" } },
  ["2025-05-29"] = { { "primary_aluminium", "2025-04" } },
  ["2025-12-19"] = { { "prosperity_index", "2025-11" } },
}

local series <const> = {
  cable_exports = { "exports", "wire_cable" },
  primary_al_imports = { "imports", "primary_aluminum" },
  primary_al_exports = { "exports", "primary_aluminum" },
  primary_al_net = { "net_imports", "primary_aluminum" },
  unwrought_products_exports = { "exports", "unwrought_and_products" },
  unwrought_products_imports = { "imports", "unwrought_and_products" },
  alumina_exports = { "exports", "alumina" },
  bauxite_imports = { "imports", "bauxite" },
  aluminum_lights = { "aluminum" }, aluminum_leading = { "aluminum_leading" },
  aluminum_coincident = { "aluminum_coincident" },
  al_operating_capacity = { "al_operating_capacity" }, al_output = { "al_output" },
  alumina_output = { "alumina_output" }, shfe_al_close = { "shfe_al_close" },
  operating_rate_all = { "operating_rate_all" }, operating_rate_cable = { "operating_rate_cable" },
}

-- Published wrong: what the article says instead.
local repaired <const> = { ["45a"] = "226300" } -- 227,000 is 226,300 rounded up

-- What claims call the measures of the list: levels and rates of several months as well.
local measures <const> = {
  level = { level = true, ytd = true, full_year = true, index = true },
  diff = { diff = true, index_change = true },
  yoy = { yoy = true, ytd_yoy = true, full_year_yoy = true },
  contribution = { contribution = true, contribution_share = true },
}


local function fields_of(line)
  local fields, at = {}, 1
  while at <= #line + 1 do
    local text, stop = line:match('^"([^"]*)"()', at)
    if not text then
      text, stop = line:match("^([^,]*)()", at)
    end
    fields[#fields + 1], at = text, stop + 1
  end
  return fields
end

local function figures_of(path)
  local lines <const> = io.lines(path)
  local header <const>, figures <const> = fields_of(lines()), {}
  for line in lines do
    local figure <const> = {}
    for i, text in ipairs(fields_of(line)) do
      figure[header[i]] = text
    end
    figures[#figures + 1] = figure
  end
  return figures
end

local function article_of(folder, run)
  local result <const> = program.ingot("run", ("scripts/%s.lua"):format(run[1]), "--out",
    folder.folder, "--set", "period=" .. run[2], table.unpack(run, 3))
  assert.equal("", result.err)
  assert.equal(0, result.code)
  local stem <const> = ("%s-%s"):format(run[1], run[2])
  return {
    text = result.out, claims = native.json_decode(bytes_of(folder:path(stem .. ".claims.json"))).claims,
  }
end

-- The months of a period: a quarter is also a range of months.
local function months_of(text)
  local months <const> = {}
  for month in period.parse(text):months() do
    months[#months + 1] = tostring(month)
  end
  return table.concat(months, " ")
end

-- Whether a claim is where a figure is: "" for the whole, "partner=344|142" for two together.
local function stands_at(claim, where)
  local dimension <const>, members <const> = where:match "^(%w+)=(.*)$"
  local wanted <const> = {}
  for member in (members or ""):gmatch "[^|]+" do
    wanted[#wanted + 1] = member
  end
  for _, axis in ipairs { "partner", "province", "mode", "hs" } do
    local given <const> = {}
    for member in (claim.where[axis] or ""):gmatch "%S+" do
      given[#given + 1] = member
    end
    local expected <const> = axis == dimension and wanted or {}
    table.sort(given)
    table.sort(expected)
    if table.concat(given, " ") ~= table.concat(expected, " ") then
      return false
    end
  end
  return true
end

-- Every code of a product together is the product.
local wholes <const> = { ["hs=76141000|76149000"] = true }

local function is_of(claim, figure)
  local of <const> = series[figure.series]
  local kinds <const> = measures[figure.measure] or { [figure.measure] = true }
  local where <const> = wholes[figure.where] and "" or figure.where
  return claim.metric == of[1] and claim.where.product == of[2] and kinds[claim.measure]
    and months_of(claim.period) == months_of(figure.period) and stands_at(claim, where)
end

local ordinals <const> = { "first", "second", "third", "fourth", "fifth", "sixth", "seventh" }

-- The figure as a claim prints it: "21400" and "21,400" are one, signs are words.
local function plain(text)
  for n, word in ipairs(ordinals) do
    if text == word then
      return tostring(n)
    end
  end
  text = text:gsub("[,%-]", "")
  return text:find "%." and text:gsub("0+$", ""):gsub("%.$", "") or text
end

-- Bounds are held against the value: a share "over 60%", a contribution over a half.
local function shows(claim, expect)
  local sign <const>, bound <const> = expect:match "^([<>])(.*)$"
  if not sign then
    return plain(claim.text) == plain(expect)
  end
  local value <const>, limit <const> = tonumber(claim.value), tonumber(bound)
  return sign == ">" and value > limit or sign == "<" and value < limit
end

local function printed(claims, figure)
  local others <const> = {}
  for _, claim in ipairs(claims) do
    if is_of(claim, figure) then
      if shows(claim, repaired[figure.id] or figure.expect) then
        return true
      end
      others[#others + 1] = claim.text
    end
  end
  return false, table.concat(others, ", ")
end

-- Whether the article printed it as a number: a place in a list is the list's own order, and words
-- as "core engines" stand for what the data confirm.
local function is_number(figure)
  local ordinal <const> = figure.measure == "rank" or figure.measure == "streak"
  return (ordinal or figure.printed:find "%d") and not figure.claim:find "in the list"
end

-- Neither a number nor words: what the article leaves to the analyst.
local left_to_the_analyst <const> = { ["32"] = true } -- an important destination, with no figure

describe("the published figures", function()
  local folder
  local runs <const> = {}

  setup(function()
    folder = scratch.new()
    for date, asked in pairs(articles) do
      runs[date] = {}
      for i, run in ipairs(asked) do
        runs[date][i] = article_of(folder, run)
      end
    end
  end)

  teardown(function()
    for name in lfs.dir(folder.folder) do
      os.remove(folder:path(name))
    end
    folder:close()
  end)

  it("are each held by a number or by words", function()
    for _, figure in ipairs(figures_of "data/figures.csv") do
      local held <const> = figure.reason == "" and is_number(figure) or figure.says ~= ""
      local asked <const> = articles[figure.article] and not left_to_the_analyst[figure.id]
      assert.truthy(held or not asked, figure.id)
    end
  end)

  for _, figure in ipairs(figures_of "data/figures.csv") do
    if articles[figure.article] and figure.reason == "" and is_number(figure) then
      it(("%s: %s, %s"):format(figure.id, figure.claim, figure.printed), function()
        local seen <const> = {}
        for i, run in ipairs(runs[figure.article]) do
          local found <const>, others <const> = printed(run.claims, figure)
          if found then
            return
          end
          seen[i] = others
        end
        error(("%s expected; claims of it print: %s"):format(figure.expect,
          table.concat(seen, "; ")), 0)
      end)
    end

    if articles[figure.article] and figure.says ~= "" then
      it(("%s in words: %s, %s"):format(figure.id, figure.claim, figure.printed), function()
        for _, run in ipairs(runs[figure.article]) do
          assert.truthy(run.text:find(figure.says, 1, true), figure.says)
          assert.falsy(figure.never ~= "" and run.text:find(figure.never, 1, true), figure.never)
        end
      end)
    end
  end
end)
