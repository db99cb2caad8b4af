--- The files of a fresh project. Its figures are made up, and its README says so.

local M = {}

M.readme = [[
# NAME

Figures of trade in, articles out, every printed number traceable. The data in `data/` are made up: put
your own files there, and say in `report.lua` how they are read.

    ingot run report.lua --set period=2025-05      # the article of a month, printed and below out/
    ingot why out/report-2025-05.claims.json c1    # where its first number comes from
    ingot run report.lua --watch                   # again whenever something is saved
    ingot batch batch.lua                          # every month of the manifest
    ingot test                                     # the specs in tests/lua
    ingot help table:top                           # any function; an editor shows the same texts
]]

M.script = [[
-- The exports of a month: how many, how they moved, and who took them.
--   ingot run report.lua --set period=2025-05
local ingot  = require "ingot"
local period = ingot.option("period", ingot.period "2025-06")
local trade  = ingot.read("data/exports.csv", {
  types = { hs = "text", partner_code = "text" }, units = { qty_kg = "kg", value_usd = "USD" },
})
local cube   = ingot.cube(trade)

local article = ingot.article {
  title = "Exports in {period}", period = period, names = { total = cube:measure("exports", period) },
}
article:say "Exports were {total}[, {total.mom:change} MoM {total.mom|total.yoy:but} {total.yoy:change} YoY]."
article:say("{name} took {exports}, {exports.share} of the total.",
  cube:by("partner"):top(3, "exports", period))
article:remark "What moved them is for you to say."
return article
]]

M.manifest = [[
-- The articles of several months:   ingot batch batch.lua
return {
  { script = "report.lua", set = { period = { "2025-04", "2025-05", "2025-06" } } },
}
]]

M.spec = [[
-- What the data hold, and what the report computes of them:   ingot test
local ingot = require "ingot"

local function trade()
  return ingot.read("data/exports.csv", {
    types = { hs = "text", partner_code = "text" }, units = { qty_kg = "kg", value_usd = "USD" },
  })
end

describe("the exports", function()
  it("cover eighteen months", function()
    assert.equal(18, #trade():distinct "month")
  end)

  it("are the sum of their partners", function()
    local cube <const> = ingot.cube(trade())
    local kilograms = 0
    for row in trade():where "month == '2025-06'":rows() do
      kilograms = kilograms + row.qty_kg
    end
    local tonnes <const> = trade():where "month == '2025-06'"
      :agg({ t = "sum(qty_kg) / 1000" }):value()
    assert.equal(kilograms / 1000, tonnes)
    assert.is_true(cube:measure("exports", "2025-06"):known())
  end)
end)
]]

-- Made-up figures: eighteen months of three partners.
local function data()
  local lines <const> = { "month,flow,hs,partner_code,partner,qty_kg,value_usd" }
  local partners <const> = { { "429,Mexico", 2600, 31 }, { "311,Portugal", 1500, -12 }, { "114,Iraq", 900, 17 } }
  for i = 0, 17 do
    local month <const> = ("%d-%02d"):format(2024 + i // 12, i % 12 + 1)
    for k, partner in ipairs(partners) do
      local tonnes <const> = partner[2] + partner[3] * i + (i * 7 * k + 3 * k) % 11 * 20
      lines[#lines + 1] = ("%s,export,76141000,%s,%d,%d"):format(month, partner[1], tonnes * 1000,
        tonnes * (2900 + 9 * i + 40 * k))
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

--- The files of a project: path → text.
---@param name string     what it is called
---@param library string  the folder of the type files, for `.luarc.json`
---@return table<string, string>
function M.of(name, library)
  local json <const> = require "ingot.native".json_encode
  local settings <const> = setmetatable({
    runtime = { version = "Lua 5.4" },
    workspace = { library = { library }, checkThirdParty = false },
  }, { __order = { "runtime", "workspace" } })
  return {
    ["README.md"] = (M.readme:gsub("NAME", (name:gsub("%%", "%%%%")), 1)),
    ["report.lua"] = M.script, ["batch.lua"] = M.manifest, ["data/exports.csv"] = data(),
    ["tests/lua/report_spec.lua"] = M.spec, [".luarc.json"] = json(settings, 2) .. "\n",
    [".gitignore"] = "out/\n",
  }
end

return M
