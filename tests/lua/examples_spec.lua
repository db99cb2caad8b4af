-- Each example runs as it stands, and shows what its first line says.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local program = require "support.program"
local scratch = require "support.scratch"

-- What a run of each must print.
local expected <const> = {
  ["01_first_table.lua"] = { "14,626.067", "墨西哥", "10 rows" },
  ["02_metric_as_function.lua"] = {
    "Mexico took 2,628.738 mt by the formula", "Mexico took 2,628.738 mt by the function",
  },
  ["03_first_article.lua"] = {
    "Imports of primary aluminum were 189,000 mt, up 29.5% MoM and 17.10% YoY",
    "Analyst's note (not from the data): ",
  },
  ["04_year_by_province.lua"] = {
    "In 2025, exports totaled 279,000 mt, up 42.91% YoY from 195,000 mt in 2024.",
    "Jiangsu ranked first with 122,800 mt, 44.02% of the total, up 56.11% YoY.",
    "Together, Jiangsu and Henan accounted for over 60% of the total.",
    "Xinjiang (597.44% YoY) and Jiangxi (1,198.59% YoY)",
  },
  ["05_join_code_list.lua"] = {
    "1  from      5,708 rows, 2 of 18 columns, 5 bytes a row\n2  by        hs\n",
    "5  join      2 with 4: left on hs = code\n6  top       3 by -qty_t\n",
    "76141000  176,706.400  Stranded wire, cables, plaited bands of",
  },
  ["06_windows.lua"] = {
    "2025-12  30,391.000  13.96  279,016.200    42.91           2",
    "Others    243,915.505  3,144.8019",
  },
  ["07_own_metric.lua"] = { "103           Bangladesh       4,997,340    252.6217  value", "10 rows" },
  ["08_own_classes.lua"] = {
    "Jiangsu is engines: share >= 0.1 and yoy >= 1.3 (share 0.5895, yoy 1.301)",
    "Zhejiang is turning: a Lua function (examples/08_own_classes.lua:11)",
    "Jiangsu: engines, but others if threshold fast 1.3 → 1.313",
    "turning           2  Zhejiang, Fujian",
  },
  ["09_add_a_region.lua"] = {
    "The Mekong countries took 1,590.321 mt, 7.4% of the total. The GCC took 997.587 mt, 4.7% of "
      .. "the total. Others took 18,805.292 mt, 87.9% of the total.",
  },
  ["10_price_beside_trade.lua"] = {
    "Cable was exported at 2,808 USD/mt in April 2025, down 5.92% YoY.",
    "The metal stood at 2,370 USD/mt, down 10.9% MoM and 5.20% YoY.",
  },
  ["11_january_and_february.lua"] = {
    "From January to February 2025, exports were 36,000 mt, up 9.09% YoY. That is up 12.65% adjusted "
      .. "for Lunar New Year, up 10.94% a day. In March they were 21,000 mt, up 16.7% MoM against the "
      .. "monthly mean of January and February. That is down 13.4% adjusted for Lunar New Year. Since "
      .. "January they come to 57,000 mt, up 7.55% YoY.",
  },
}

describe("examples", function()
  local names <const> = {}
  for name in lfs.dir "examples" do
    if name:match "%.lua$" then
      names[#names + 1] = name
    end
  end
  table.sort(names)

  for _, name in ipairs(names) do
    it(name .. " runs as it stands", function()
      local folder <close> = scratch.new()
      local result <const> = program.ingot("run", "examples/" .. name, "--out", folder.folder)
      for file in lfs.dir(folder.folder) do
        if file ~= "." and file ~= ".." then
          folder:keep(folder:path(file))
        end
      end
      assert.equal("", result.err)
      assert.equal(0, result.code)
      for _, text in ipairs(assert(expected[name], "say here what " .. name .. " must print")) do
        assert.is_truthy(result.out:find(text, 1, true), text)
      end
    end)
  end

  it("the README's own script runs", function()
    local folder <close> = scratch.new()
    local script <const> = bytes_of("README.md"):match "Save this as.-```lua\n(.-)```"
    local path <const> = folder:write("mine.lua", script)
    local result <const> = program.ingot("run", path, "--set", "period=2025-12", "--out",
      folder.folder)
    folder:keep(folder:path "mine-2025-12.md")
    folder:keep(folder:path "mine-2025-12.claims.json")
    assert.equal("", result.err)
    assert.is_truthy(result.out:find("Imports were 189,000 mt, up 29.5% MoM", 1, true))
  end)

  it("the README's queries run", function()
    local folder <close> = scratch.new()
    local text <const> = bytes_of "README.md"
    local start <const>, queries <const> =
      text:match "(local ingot   = .-)local metal", text:match "Tables can be used by(.-)\n## "
    local blocks <const> = { start }
    for block in queries:gmatch "```lua\n(.-)```" do
      blocks[#blocks + 1] = block
    end
    local path <const> = folder:write("queries.lua", table.concat(blocks))
    local result <const> = program.ingot("run", path, "--out", folder.folder)
    assert.equal("", result.err)
    assert.is_truthy(result.out:find "2025%-07  Others%s+14,181.280")
    assert.is_truthy(result.out:find "76011090%s+6,205,075.962  Unwrought")
  end)
end)
