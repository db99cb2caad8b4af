-- Tables of measures and claims say the same: every measure of every member, in every kind of
-- period, of every kind of metric and data, with its state. The claims are asked of a cube of their
-- own, that has read nothing for a table.

local claim = require "ingot.claim"
local ingot = require "ingot"
local list = require "ingot.measure.list"
local measure = require "ingot.measure"
local metric = require "ingot.metric"
local number = require "ingot.number"
local period = require "ingot.period"
local random = require "support.random"

ingot.metric "spec_turnover" { formula = "sum(value_usd)", unit = "USD" }
ingot.metric "spec_net" { formula = "imports - exports", unit = "t" }
ingot.metric "spec_cover" { formula = "exports / imports * 100", unit = "%" }
ingot.metric "spec_small" {
  formula = "sum(qty_kg) / 1000", where = "flow == 'export'", unit = "t", tiny = "4 t",
}

-- Mexico, Thailand, Portugal, Norway, Afghanistan, Indonesia; and rows without a partner.
local partners <const> = { "429", "136", "311", "326", "101", "112" }

-- Two flows of 2023-01 to 2025-05; a third of the cells of a partner and month are empty, some are
-- small, and `suppressed` hundredths have no weight. Joint years have their January in February.
local function data_of(seed, options)
  local choice <const>, n = random(seed), 0
  local columns <const> = {
    month = {}, flow = {}, hs = {}, partner_code = {}, qty_kg = {}, value_usd = {},
  }
  for m = period.of "2023-01".from, period.of "2025-05".from do
    local at <const> = period.from_month(m)
    local is_merged <const> = options.joint and at.year > 2023 and m % 12 == 0
    for _, partner in ipairs(is_merged and {} or partners) do
      for _, flow in ipairs { "export", "import" } do
        if not choice:chance(35) then
          n = n + 1
          columns.month[n], columns.flow[n], columns.hs[n] = tostring(at), flow, "76141000"
          columns.partner_code[n] = partner
          columns.qty_kg[n] = choice:below(9) * (choice:chance(30) and 100 or 1001) + 1
          columns.value_usd[n] = choice:below(90)
          if choice:chance(options.suppressed or 0) then
            columns.qty_kg[n] = nil
          end
        end
      end
    end
  end
  return ingot.table(columns, {
    units = { qty_kg = "kg", value_usd = "USD" }, rows = n, joint = options.joint,
    types = { qty_kg = "decimal", value_usd = "decimal", partner_code = "text" },
    covers = { flow = { "export", "import" }, from = "2023-01", to = "2025-05" },
  })
end

local function by_partner(cube) return cube:by "partner" end
local function by_region(cube) return cube:by_region("ASEAN", "EU", { rest = "Others" }) end

local metrics <const> = { "exports", "unit_value", "spec_turnover", "spec_net",
  "spec_cover", "spec_small" }

-- The measures that both have, of a metric.
local function names_of(definition)
  local names <const>, asked <const> = {}, {}
  for name, entry in pairs(list.entries) do
    names[#names + 1] = not entry.only and (definition.adds or not entry.adds)
      and (definition.adds_months or not entry.days) and name or nil
  end
  table.sort(names)
  for i, name in ipairs(names) do
    asked[2 * i - 1], asked[2 * i] = name, name .. "_state"
  end
  return names, asked
end

local function shown(value, state, is_real)
  local text <const> = value and (is_real and ("%.17g"):format(number.float(value))
    or number.text(value))
  return ("%s %s"):format(text or "none", state)
end

-- What a cell of a table shows, and whether it is a real number.
local function cell_of(data, row, name, title)
  local units <const>, scale <const> = data:exact(row, title)
  local value <const> = units and (scale and number.exact(units, scale) or number.real(units))
  local is_real <const> = units ~= nil and not scale
  return shown(value, data:text(row, title .. "_state"), is_real), is_real, name
end

-- Metrics without a flow of their own count both.
local function cube_of(data_)
  return ingot.cube(data_):slice { flow = { "export", "import" } }
end

-- Every cell of a table against its claim; gives how many there were of each state.
local function compare(data_, by, name, within, states)
  local definition <const> = metric.get(name)
  local names <const>, asked <const> = names_of(definition)
  local by_claims <const> = by(cube_of(data_))
  local found <const> = by(cube_of(data_)):table(name, within, asked)
  local key <const> = found:schema()[1].name
  for row = 1, #found do
    local level <const> = measure.level {
      cube = by_claims.cube, metric = definition, period = period.of(within),
      subject = by_claims:subject(found:text(row, key)),
    }
    for _, each in ipairs(names) do
      local c <const> = each == "level" and level or claim.ask(level, each)
      local cell <const>, is_real <const> = cell_of(found, row, each, each == "level" and name or each)
      assert.equal(shown(c.value, c.state, is_real), cell, ("%s of %s of %s in %s"):format(each, name,
        found:text(row, key), within))
      states[c.state] = (states[c.state] or 0) + 1
    end
  end
  return #found
end

local kinds <const> = {
  { "every month apart", {} },
  { "January and February together", { joint = { 2024, 2025 } } },
  { "some cells suppressed", { suppressed = 8 } },
}

describe("a cell of a table is its claim", function()
  local met <const> = {}

  for i, kind in ipairs(kinds) do
    for _, within in ipairs { "2025-01..02", "2025-02", "2025-03", "2025-05", "2025-Q1", "2024" } do
      it(("with %s, in %s"):format(kind[1], within), function()
        local data <const>, states <const> = data_of(i, kind[2]), {}
        local rows = 0
        for _, name in ipairs(metrics) do
          rows = rows + compare(data, by_partner, name, within, states)
            + compare(data, by_region, name, within, states)
        end
        assert.is_true(rows > 40)
        for state in pairs(states) do
          met[state] = true
        end
      end)
    end
  end

  it("of every state there is", function()
    assert.same({ value = true, zero = true, unknown = true, from_zero = true, turned = true,
      tiny = true }, met)
  end)
end)
