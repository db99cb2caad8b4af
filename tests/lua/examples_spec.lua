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
  ["08_own_classes.lua"] = { "engines           1  Jiangsu", "2 rows" },
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
  ["12_decompositions.lua"] = {
    "up 8.43% YoY: Iraq 6.33 percentage points, Portugal 5.99 percentage points, Mexico 5.29 "
      .. "percentage points and all others -9.18 percentage points.",
    "by -3.1 million USD through prices, 5.0 million USD through volume, -0.7 million USD through mix.",
    "(A unit value mixes price and composition)",
    "The three largest took 26.2%; 27.2 equal partners would be as concentrated.",
    "Total             8.4298           8.43",
  },
  ["13_how_firm_a_class.lua"] = {
    "Jiangsu is engines: share >= 0.1 and yoy >= 1.3 (share 0.5895, yoy 1.301)",
    "Zhejiang is turning: a Lua function (examples/13_how_firm_a_class.lua:11)",
    "Jiangsu: engines, but others if threshold fast 1.3 → 1.313",
    "turning           2  Zhejiang, Fujian",
  },
  ["14_charts.lua"] = {
    "lowest 9,400 mt in September 2024, highest 26,700 mt in December 2024, latest 21,400 mt in",
    "Mexico 2,629 mt, Portugal 1,619 mt, Iraq 1,353 mt,",
    "Where exporters were registered in April 2025\nExports of aluminum wire and cable by province",
    "Mexico 12.3% (3.9% in May 2024)",
    "and Others -5.20 percentage points, in all 8.43 percentage points.",
  },
  ["17_index.lua"] = {
    "The index of prices at home was 102.7, up 0.1 points from the month before.",
    "down 0.2 points: LME prices 0.3 points, premiums -0.4 points and the exchange rate -0.1 points.",
  },
  ["15_rules.lua"] = {
    "Exports of aluminum wire and cable came to 21,400 mt in April 2025, down 5.3% MoM but up 8.43% YoY",
    "Destinations\n\nIraq is back: up 276.9% MoM and up 1,210.78% YoY, to 1,353 mt. Mexico ranked first",
  },
  ["16_document.lua"] = {
    "Imports of alumina came to 60,400 mt in September 2025, down 36.0% MoM but up 41.7% YoY.",
    "Australia ranked first for the 33rd consecutive month",
    "Australia        30,234  50.1%  28.6%\nIndonesia        18,394  30.4%  44.2%\n"
      .. "Vietnam          10,100  16.7%  96.9%\nJapan             1,671   2.8%  37.3%\n",
  },
  ["21_check_a_text.lua"] = {
    "verdict: inconsistent\n250,500 mt   level  2025-04    inconsistent\n12.8%        mom    2025-04    ok\n",
    "\n1. net: imports − exports = net imports of primary aluminum, Apr 2025: 250,500 (250,450 to 250,550) "
      .. "− 13,700 (13,650 to 13,750) = 236,700 to 236,900, but 263,800 is printed\n"
      .. "   263,800 should be 236,800\n",
  },
  ["20_shared_input.lua"] = { "Of 21,400 mt, Mexico took 12.3%, up 65.73% YoY." },
  ["19_own_format.lua"] = {
    "2025-03  Mexico    442.50000       1,289,250\n", "2025-04  Iraq              ·          61,400\n4 rows",
  },
  ["18_seasons.lua"] = {
    "a day around Lunar New Year: -0.7% (t = -1.2)\nNovember 2025: 33.3 kt, 31.2 kt without its season\n"
      .. "peak in July 2023\n",
  },
}

-- Manifests, run by `ingot batch`: what it must print.
local batches <const> = {
  ["20_shared_input_batch.lua"] = { "\nleader-2025-04-alumina     done ", "\n3 done in " },
}

-- What a run is to warn of.
local warned <const> = {
  ["19_own_format.lua"] =
    "data/formats/dispatch.csv: warning: 1 row that sums the others left out\n",
}

describe("examples", function()
  local names <const> = {}
  for name in lfs.dir "examples" do
    if name:match "%.lua$" and not batches[name] then
      names[#names + 1] = name
    end
  end
  table.sort(names)

  for name, texts in pairs(batches) do
    it(name .. " is a manifest that runs as it stands", function()
      local folder <const> = os.tmpname()
      os.remove(folder)
      local _ <close> = setmetatable({}, { __close = function() os.execute("rm -r " .. folder) end })
      local result <const> = program.ingot("batch", "examples/" .. name, "--out", folder)
      assert.equal("", result.err)
      assert.equal(0, result.code)
      for _, text in ipairs(texts) do
        assert.is_truthy(result.out:find(text, 1, true), text)
      end
    end)
  end

  it("the README's manifest runs", function()
    local folder <close> = scratch.new()
    local manifest <const> = bytes_of("README.md"):match "```lua\n(return {\n  inputs.-)```"
    local path <const> = folder:write("m.lua", manifest)
    local out <const> = os.tmpname()
    os.remove(out)
    local _ <close> = setmetatable({}, { __close = function() os.execute("rm -r " .. out) end })
    local result <const> = program.ingot("batch", path, "--out", out)
    assert.equal("", result.err)
    assert.equal(0, result.code)
    assert.is_truthy(result.out:find("\n4 done in ", 1, true), result.out)
  end)

  it("says of a manifest that is run alone what runs it", function()
    local folder <close> = scratch.new()
    local name <const> = "examples/20_shared_input_batch.lua"
    assert.same({ out = "", code = 1,
      err = ("%s: returns the jobs of a manifest; ingot batch %s runs them\n"):format(name, name),
    }, program.ingot("run", name, "--out", folder.folder))
  end)

  for _, name in ipairs(names) do
    it(name .. " runs as it stands", function()
      local folder <close> = scratch.new()
      local result <const> = program.ingot("run", "examples/" .. name, "--out", folder.folder)
      for file in lfs.dir(folder.folder) do
        if file ~= "." and file ~= ".." then
          folder:keep(folder:path(file))
        end
      end
      local said <const> = result.err:gsub("^%S+ warning: charts are left out,[^\n]*\n$", "")
      assert.equal(warned[name] or "", said)
      assert.equal(0, result.code)
      for _, text in ipairs(assert(expected[name], "say here what " .. name .. " must print")) do
        assert.is_truthy(result.out:find(text, 1, true), text)
      end
    end)
  end

  -- Lines that are neither empty nor a comment.
  local function code_lines(name)
    local n = 0
    for line in bytes_of("examples/" .. name):gmatch "[^\n]+" do
      n = n + (line:find "^%s*%-%-" and 0 or 1)
    end
    return n
  end

  it("adds a metric, classes and a region in under ten lines each", function()
    for _, name in ipairs { "07_own_metric.lua", "08_own_classes.lua", "09_add_a_region.lua" } do
      assert.is_true(code_lines(name) < 10, name)
    end
  end)

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

  it("the README's articles, metrics, regions and classes run in its own script", function()
    local folder <close> = scratch.new()
    local text <const> = bytes_of "README.md"
    local blocks <const> = { text:match "Save this as.-```lua\n(.-)return article\n```" }
    local after <const> = text:match "Save this as.-\n```\n(.-)\n### Decompositions"
    for block in after:gmatch "```lua\n(.-)```" do
      blocks[#blocks + 1] = block
    end
    blocks[#blocks + 1] = "return article\n"
    local result <const> = program.ingot("run", folder:write("mine.lua", table.concat(blocks)),
      "--out", folder.folder)
    folder:keep(folder:path "mine-2025-12.md")
    folder:keep(folder:path "mine-2025-12.claims.json")
    assert.equal("", (result.err:gsub("^%S+ warning: charts are left out,[^\n]*\n$", "")))
    for _, line in ipairs {
      "The main sources were Russia, China, India, Indonesia, Australia, and other countries and "
        .. "regions. China more than doubled its supply, to 5,943 mt. Russia ranked first",
      "Shanghai, Beijing, Guangdong, Jiangsu and Zhejiang led, with over 60% of the total.",
      "Indonesia       3,264.1   1.7%  -12.18%",
      "Imports of primary aluminum: shares by partner, 2025; in December 2025: Russia 86.8%",
      "1,422.445  247.0690  217.3089  value      4.6805",
      "Jiangsu is engines: share >= 0.1 and yoy >= 0.4 (share 0.5895, yoy 1.301)",
      "Together, Russia and China supplied over 80% of the total.",
      "The GCC supplied 1.2%. The Mekong countries supplied 0.0%. Others supplied 98.8%.",
      "Jiangsu drove exports, up 130.09% YoY.",
    } do
      assert.is_truthy(result.out:find(line, 1, true), line)
    end
  end)

  it("the README's decompositions, prices and vintages run", function()
    local folder <close> = scratch.new()
    folder:mkdir "downloads"
    local year <const> = bytes_of "data/customs/export-2025.csv"
    folder:write("downloads/export-2025-12-20.csv", (year:gsub('"%d+"(,"[^"]+","0",)', '"1"%1', 1)))
    folder:write("downloads/export-2026-01-20.csv", year)
    local text <const> = bytes_of "README.md"
    local blocks <const> = {}
    for block in text:match("\nWhat moved a total(.-)\n###"):gmatch "```lua\n(.-)```" do
      blocks[#blocks + 1] = block
    end
    local script <const> = [[
      local ingot   = require "ingot"
      local period  = ingot.period "2025-04"
      local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
      local cable   = ingot.cube(customs):slice { product = "wire_cable" }
    ]] .. table.concat(blocks):gsub("downloads/", folder:path "downloads/")
    local result <const> = program.ingot("run", folder:write("words.lua", script), "--out",
      folder.folder)
    assert.equal("", result.err)
    assert.is_truthy(result.out:find "Mexico%s+5%.2844%s+5%.29")
    assert.is_truthy(result.out:find("2,370.00 USD/mt\t-5.20%", 1, true))
    assert.is_truthy(result.out:find "exports  2025%-01 .-2025%-12%-20   2026%-01%-20%s+0%.001 ")
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
