-- From a file to an article, with every native allocation on the way failing once: each failure is
-- told as such, and all memory comes back. (`leak_spec` does the same for the verbs of tables.)

local article = require "ingot.article"
local claims = require "ingot.render.claims"
local cube = require "ingot.cube"
local error_ = require "ingot.error"
local markdown = require "ingot.render.markdown"
local native = require "ingot.native"
local read = require "ingot.read"
local scratch = require "support.scratch"
local text = require "ingot.render.text"
require "ingot.metrics"

local ROWS <const> = [[
month,hs,partner_code,partner,qty_kg,value_usd
2024-04,76141000,429,Mexico,1000,10
2025-03,76141000,429,Mexico,2000,20
2025-03,76149000,311,Portugal,500,5
2025-04,76141000,429,Mexico,3000,30
2025-04,76149000,311,Portugal,4000,40
2025-01,76149000,311,Portugal,n/a,40
]]

local function report(path)
  local data = read.read(path, {
    flow = "export", covers = { from = "2024-01", to = "2025-04" },
    types = { hs = "text", partner_code = "text", qty_kg = "decimal" }, units = { qty_kg = "kg" },
    on_error = "collect",
  })
  local cable = cube.new(data):slice { product = "wire_cable" }
  local total = cable:measure("exports", "2025-04")
  local made = article.new { title = "Exports", period = "2025-04", names = { total = total } }
  made:say "Exports were {total:t1}, {total.mom:change} MoM {total.mom|total.yoy:but} {total.yoy:change} YoY."
  made:say("{name} ranked {exports.rank:ordinal} with {exports:t3}, {exports.share} of all.",
    cable:by("partner"):top(2, "exports", "2025-04"))
  made:table("By partner", data:by("partner"):agg { qty_kg = "sum(qty_kg)" })
  local document = made:document()
  return table.concat({
    text.render(document, { table_text = tostring }), markdown.render(document),
    native.json_encode(claims.render(document, { null = native.null }), 2),
  }, "\n")
end

local function settled()
  collectgarbage() -- runs the finalizers, which free at once
  return native.memory()
end

describe("a report on a small file", function()
  it("says what the rows say", function()
    local folder <close> = scratch.new()
    local said = report(folder:write("data.csv", ROWS))
    assert.is_truthy(said:find("Exports were 7.0 mt, up 180.0% MoM and 600.00% YoY.", 1, true))
    assert.is_truthy(said:find("Portugal ranked first with 4.000 mt, 57.1% of all.", 1, true))
  end)

  it("tells of any one allocation that fails, and gives all memory back", function()
    local folder <close> = scratch.new()
    local path = folder:write("data.csv", ROWS)
    local expected = report(path) -- what is made once, such as the lists of names, is made now
    local before = settled()
    local n, done = 0, false
    repeat
      n = n + 1
      native.fail_at(n)
      local worked, result = pcall(report, path)
      native.fail_at(0)
      if worked then
        done = true
        assert.equal(expected, result)
      else
        assert.is_truthy(tostring(result):find("out of memory: ", 1, true), tostring(result))
        assert.equal("limit", error_.is(result) and result.kind, tostring(result))
      end
      assert.equal(before.live_blocks, settled().live_blocks, "allocation " .. n)
    until done
    assert.is_true(n > 1000)
  end)
end)
