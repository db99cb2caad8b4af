-- Real files, each with the profile that its header speaks for. Counts and sums were computed from the
-- bytes by another program.

local lfs = require "lfs"
local read = require "ingot.read"

local FOLDER <const> = os.getenv "INGOT_SAMPLES" or "../shared/formats/samples"

-- File → options, rows, first and last month or year, and exact sums.
local samples <const> = {
  ["gacc-zh-2023.csv"] = { flow = "import", rows = 40, from = "2023-01", to = "2023-12",
    sums = { qty_kg = "95355428567", value_cny = "402526956940" } },
  ["gacc-zh-2025in.csv"] = { flow = "import", rows = 28, from = "2025-01", to = "2025-10",
    sums = { qty_kg = "92098915183", value_cny = "294502230749" } },
  ["gacc-en-e210201810.csv"] = { flow = "export", rows = 3, from = "2018-10", to = "2018-10",
    sums = { qty_kg = "1388", value_usd = "2189" } },
  ["comtrade-api-a.csv"] = { rows = 19, from = "2018", to = "2018",
    sums = { qty_kg = "208945.928", value_usd = "437100.0" } },
  ["comtrade-api-b-netWeight.csv"] = { rows = 1, from = "2018", to = "2018",
    sums = { qty_kg = "500.0", value_usd = "7575.369" } },
  ["comtrade-legacy-head.csv"] = { rows = 199, from = "2010", to = "2010",
    sums = { qty_kg = "322967142", value_usd = "785892609" } },
  ["baci-head.csv"] = { rows = 399, from = "2021", to = "2021",
    sums = { qty_kg = "1276647.000", value_usd = "5367016.000" } },
  ["kcs-head.csv"] = { rows = 396, from = "2024", to = "2024",
    sums = { qty_kg = "178246928", value_usd = "207674000" } },
  ["wind-edb-head.csv"] = { rows = 52, from = "1987-01", to = "1991-04", sums = { value = "580.3" } },
}

describe("a real file of the format", function()
  for name, expected in pairs(samples) do
    it(name, function()
      local path <const> = FOLDER .. "/" .. name
      if not lfs.attributes(path) then
        pending(path .. " is not here")
      end
      local data <const> = read.read(path, { flow = expected.flow })
      assert.is_truthy(read.origin(data).chosen)
      assert.equals(expected.rows, #data)
      local time <const> = expected.from:find "-" and "month" or "year"
      local span <const> = data:agg { { "from", ("min(%s)"):format(time) }, { "to", ("max(%s)"):format(time) } }
      assert.same({ expected.from, expected.to }, { span:text(1, "from"), span:text(1, "to") })
      for column, sum in pairs(expected.sums) do
        assert.equals(sum, data:agg({ { "sum", ("sum(%s)"):format(column) } }):text(1, "sum"), column)
      end
      assert.is_true(not data:rejects() or #data:rejects() == 0)
    end)
  end

  it("has KCS exports and imports apart", function()
    local path <const> = FOLDER .. "/kcs-head.csv"
    if not lfs.attributes(path) then
      pending(path .. " is not here")
    end
    local flows <const> = read.read(path):by("flow"):agg { { "kg", "sum(qty_kg)" }, { "usd", "sum(value_usd)" } }
    assert.equals("flow,kg,usd\nexport,74526663,126348000\nimport,103720265,81326000\n", flows:csv())
  end)
end)
