local core = require "ingot.decompose.core"
local random = require "support.random"
local rational = require "ingot.rational"
local reference = require "support.reference"
local rounds = require "support.rounds"

local function near(expected, got)
  assert.is_true(math.abs(expected - got) <= 1e-12 * math.max(1, math.abs(expected)),
    ("%.17g expected, got %.17g"):format(expected, got))
end

-- Levels with many zeros.
local function levels(r, n)
  local list = {}
  for i = 1, n do
    list[i] = r:chance(30) and 0 or 1 + r:below(100000)
  end
  return list
end

describe("ingot.decompose.core", function()
  it("gives contributions that add up to growth", function()
    local points, total = core.contributions({ 60, 40 }, { 75, 35 })
    assert.same({ 15.0, -5.0, 10.0 }, { points[1]:float(), points[2]:float(), total:float() })
    assert.is_nil(core.contributions({ 0, 0 }, { 1, 2 }))
  end)

  it("takes a kind new in the part as its own, a kind new in the whole as without structure", function()
    local shifts = core.shift_share({ 10, 0 }, { 12, 5 }, { 100, 0 }, { 110, 20 })
    local new = shifts[2]
    assert.same({ 0.0, 0.0, 5.0 }, { new.overall:float(), new.structure:float(), new.own:float() })
    assert.same({ 3.0, -2.0, 1.0 }, { shifts[1].overall:float(), shifts[1].structure:float(),
      shifts[1].own:float() })
    assert.is_nil(core.shift_share({ 0 }, { 1 }, { 0 }, { 1 }))
  end)

  it("keeps cells without a quantity apart from prices", function()
    local cells = core.price_volume_mix({ 10, 0, 7, 3 }, { 30, 5, 0, 4 }, { 5, 0, 7, 0 },
      { 10, 1, 0, 0 })
    local kinds, apart = {}, {}
    for i, cell in ipairs(cells) do
      kinds[i] = cell.kind
      apart[i] = (cell.new + cell.ended + cell.unmeasured):float()
    end
    assert.same({ "kept", "new", "ended", "unmeasured" }, kinds)
    assert.same({ 0.0, 5.0, -7.0, 1.0 }, apart)
    assert.same({ 10.0, 10.0, 0.0 },
      { cells[1].price:float(), cells[1].volume:float(), cells[1].mix:float() })
  end)

  it("has no price index without a cell traded in both periods", function()
    assert.same({ n = 2, nil, 0 }, table.pack(core.price_index("fisher", { 1 }, { 0 }, { 1 }, { 0 })))
    assert.same({ 2.0, 1 }, { core.price_index("laspeyres", { 1, 0 }, { 2, 9 }, { 1, 0 }, { 1, 3 }) })
  end)

  it("closes whatever the data", function()
    local r = random(5)
    for _ = 1, rounds(60) do
      local n = 1 + r:below(8)
      local x0, x1, w0, w1 = levels(r, n), levels(r, n), levels(r, n), levels(r, n)
      local points, growth = core.contributions(x0, x1)
      if points then
        assert.is_true(rational.sum(points) == growth)
      end
      for i, shift in ipairs(core.shift_share(x0, x1, w0, w1) or {}) do
        assert.is_true(shift.overall + shift.structure + shift.own == rational.from(x1[i] - x0[i]))
      end
      local volume, mix, kept0 = rational.zero, rational.zero, 0
      for i, c in ipairs(core.price_volume_mix(x0, x1, w0, w1)) do
        assert.is_true(c.price + c.volume + c.mix + c.new + c.ended + c.unmeasured
          == rational.from(x1[i] - x0[i]))
        volume, mix = volume + c.volume, mix + c.mix
        kept0 = kept0 + (c.kind == "kept" and 1 or 0)
      end
      if kept0 == 1 then -- one cell has no mix
        assert.equal(0, mix:signum())
      end
    end
  end)

  it("agrees with published shift-share", function()
    local rows = reference.rows "shift_share/freiburg_shift_share_expected.csv"
    if not rows then
      pending(reference.ABSENT)
    end
    local total = table.remove(rows)
    local x0, x1, w0, w1 = {}, {}, {}, {}
    for i, row in ipairs(rows) do
      x0[i], x1[i], w0[i], w1[i] = row.e0_region, row.e1_region, row.e0_nation, row.e1_nation
    end
    local shifts = core.shift_share(x0, x1, w0, w1)
    local sums = { overall = rational.zero, structure = rational.zero, own = rational.zero }
    for i, row in ipairs(rows) do
      near(tonumber(row.national_share), shifts[i].overall:float())
      near(tonumber(row.industry_mix), shifts[i].structure:float())
      near(tonumber(row.regional_shift), shifts[i].own:float())
      for name, sum in pairs(sums) do
        sums[name] = sum + shifts[i][name]
      end
    end
    near(tonumber(total.national_share), sums.overall:float())
    near(tonumber(total.industry_mix), sums.structure:float())
    near(tonumber(total.regional_shift), sums.own:float())
  end)

  it("agrees with published price indices and price/volume/mix", function()
    local data = reference.rows "price_index/ces_sigma2_prices_quantities.csv"
    if not data then
      pending(reference.ABSENT)
    end
    local values, quantities = {}, {}
    for _, row in ipairs(data) do
      local t = tonumber(row.time)
      values[t], quantities[t] = values[t] or {}, quantities[t] or {}
      table.insert(values[t], tonumber(row.prices) * tonumber(row.quantities))
      table.insert(quantities[t], tonumber(row.quantities))
    end
    for t, row in ipairs(reference.rows "price_index/expected_indices.csv") do
      for kind in pairs(core.price_indices) do
        near(tonumber(row["P_" .. kind .. "_fixedbase"]),
          (core.price_index(kind, values[1], values[t], quantities[1], quantities[t])))
      end
      local sums = { price = 0, volume = 0, mix = 0 }
      for _, cell in ipairs(core.price_volume_mix(values[1], values[t], quantities[1],
        quantities[t])) do
        for name, sum in pairs(sums) do
          sums[name] = sum + cell[name]:float()
        end
      end
      for name, sum in pairs(sums) do
        near(tonumber(row[name]), sum)
      end
    end
  end)
end)
