-- Rebuilds the indicators, and holds them to what is published and to what their README says.

local bytes_of = require "support.bytes_of"
local ingot = require "ingot"
local number = require "ingot.number"
local program = require "support.program"
local reference = require "support.reference"
local scratch = require "support.scratch"

local COMPONENTS <const> = "data/indicators/components.csv"
local FUNDAMENTALS <const> = "data/indicators/fundamentals.csv"

-- The modules of the builder, which stand beside it.
local function builder(name)
  local path <const> = package.path
  package.path = "data/indicators/?.lua;data/?.lua;" .. path
  local module <const> = require(name)
  package.path = path
  return module
end

local function monthly()
  local list <const> = ingot.series(ingot.indicator(COMPONENTS), { joint = true })
  for i, one in ipairs(list) do
    list[i] = ingot.series.split_joint(one, "same")
  end
  return list
end

describe("data/indicators", function()
  local values, published

  setup(function()
    values, published = {}, {}
    for _, path in ipairs { COMPONENTS, FUNDAMENTALS } do
      for row in ingot.indicator(path):rows() do
        values[row.series .. " " .. tostring(row.month)] = number.is(row.value) and number.float(row.value) or row.value
      end
    end
    for line in io.lines "data/published_indicators.csv" do
      local series, month, value <const> = line:match "^([%w_]+),(%d+%-%d+),([%d.]+),"
      published[#published + 1] = series and { series = series, month = month, value = tonumber(value) }
    end
  end)

  it("is rebuilt byte for byte", function()
    local folder <close> = scratch.new()
    local result <const> = program.ingot("run", "--trusted", "data/indicators/build.lua", "--set",
      "out=" .. folder.folder, "--out", folder.folder)
    assert.equal("", result.err)
    for _, path in ipairs { COMPONENTS, FUNDAMENTALS } do
      local made <const> = folder:path(path:match "[^/]+$")
      assert.is_true(bytes_of(made) == bytes_of(path), path)
      folder:keep(made)
    end
  end)

  it("has every published level", function()
    local held = 0
    for _, one in ipairs(published) do
      local value <const> = values[one.series .. " " .. one.month]
      if not one.series:find "^aluminum_" then
        assert.equal(one.value, value, one.series .. " " .. one.month)
        held = held + 1
      end
    end
    assert.equal(13, held)
  end)

  it("gives the published readings by the definitions that come with the program", function()
    local series <const> = monthly()
    local made <const> = {
      aluminum_leading = ingot.index.of("aluminum_leading", series),
      aluminum_coincident = ingot.index.of("aluminum_coincident", series),
      aluminum_lights = ingot.lights.of("aluminum", series),
    }
    local held = 0
    for _, one in ipairs(published) do
      local index <const> = made[one.series]
      if index then
        assert.equal(("%.1f"):format(one.value), index:at(one.month):text(), one.series)
        held = held + 1
      end
    end
    assert.equal(6, held)
    for month, change in pairs { aluminum_leading = "-1.4", aluminum_coincident = "3.3", aluminum_lights = "2.2" } do
      assert.equal(change .. " points", made[month]:at("2025-11").change:text())
    end
  end)

  it("has eight lights normal and two over-cold in September and October 2025, as published", function()
    local board <const> = ingot.lights.of("aluminum", monthly())
    assert.same({ 2, 0, 8, 0, 0 }, board:counts "2025-09")
    assert.same({ 2, 0, 8, 0, 0 }, board:counts "2025-10")
  end)

  it("has bounds of profit that its calibration gives", function()
    local calibrate <const>, months <const> = builder "calibrate", builder "months"
    local components <const> = months.components("data/published_indicators.csv", "data/published.csv")
    local readings <const> = months.readings "data/published_indicators.csv"
    calibrate.indices(components, readings)
    for _, indicator in ipairs(ingot.lights.get("aluminum").indicators) do
      if indicator.name == "profit_growth" then
        assert.same(calibrate.bounds(components, readings), indicator.versions[1].bounds)
      end
    end
  end)

  it("has no January of what the statistics bureau publishes from February on", function()
    for _, series in ipairs { "al_output_growth", "profit_growth", "housing_sales_growth" } do
      for year = 2015, 2025 do
        assert.is_nil(values[("%s %d-01"):format(series, year)])
        assert.is_number(values[("%s %d-02"):format(series, year)])
      end
    end
    assert.is_nil(values["al_output 2025-02"])
    assert.is_number(values["m2_growth 2025-01"])
  end)

  it("has growth of output that is that of its levels", function()
    for _, one in ipairs { { "al_output", 0.005 }, { "alumina_output", 0.005 } } do
      for month = 3, 12 do
        local name <const> = one[1]
        local now, before = values[("%s 2025-%02d"):format(name, month)], values[("%s 2024-%02d"):format(name, month)]
        local growth <const> = values[("%s_growth 2025-%02d"):format(name, month)]
        assert.is_true(math.abs(100 * (now / before - 1) - growth) <= one[2] + 1e-9, name .. month)
      end
    end
  end)

  it("has growth of exports that is that of the customs downloads", function()
    assert.equal(-14.77, values["al_exports_growth 2025-11"]) -- 570,174,865 on 669,012,481 kg
    assert.equal(-12.77, values["al_exports_growth 2025-10"])
  end)

  it("knows operating capacity of one month alone", function()
    assert.equal(44.06, values["al_operating_capacity 2025-11"])
    assert.is_nil(values["al_operating_capacity 2025-10"])
  end)

  it("has readings of the prosperity index as they were published", function()
    local rows <const> = reference.rows "cnia_evidence/cnia_prosperity_index_labels.csv"
    if not rows then
      return pending(reference.ABSENT)
    end
    local places <const>, listed = {}, 0
    for i, name in ipairs(require("ingot.lights.zone").names()) do
      places[name] = i
    end
    local readings <const> = {}
    for _, one in ipairs(ingot.lights.get("aluminum").readings) do
      readings[tostring(ingot.period.from_month(one.month))] = one
    end
    for _, row in ipairs(rows) do
      if row.industry == "aluminium smelting" and places[row.zone] then
        local one <const> = readings[row.month]
        assert.same({ tonumber(row.composite_index), places[row.zone] }, { one.value, one.zone }, row.month)
        listed = listed + 1
      end
    end
    assert.equal(listed, #ingot.lights.get("aluminum").readings)
  end)

  it("moved the leading index most by building", function()
    local changes <const> = ingot.index.of("aluminum_leading", monthly()):contributions "2025-11"
    local names <const> = {}
    for i, row in ipairs(changes:largest(3)) do
      names[i] = row.subject.code
    end
    assert.same({ "housing_sales_growth", "m2_growth", "smelting_investment_growth" }, names)
    local quiet <const> = ingot.index.of("aluminum_leading", monthly()):contributions "2025-02"
    assert.equal(1, #quiet:largest(9)) -- the others are cut to no points, or have none
    assert.equal(2, #quiet:largest(9, "contribution"))
  end)
end)
