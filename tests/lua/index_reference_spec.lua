local ingot = require "ingot"
local reference = require "support.reference"
local step = require "ingot.index.step"

-- The series of a file of components, in the order of its columns' names, and those names.
local function components(path)
  local rows, list, names = reference.rows(path), {}, {}
  for name in pairs(rows[1]) do
    names[#names + 1] = name ~= "month" and name or nil
  end
  table.sort(names)
  for i, name in ipairs(names) do
    local values = {}
    for t, row in ipairs(rows) do
      values[t] = tonumber(row[name])
    end
    list[i] = ingot.series { name = name, from = rows[1].month, values = values }
  end
  return list, names
end

-- Coincident and leading components together.
local function all()
  local list = components "china_ci/coincident_components.csv"
  table.move(components "china_ci/leading_components.csv", 1, 15, #list + 1, list)
  return list
end

-- Defines the coincident and the leading index of a method; both are asked for by name.
local function define(method, base, more)
  local function index(name, path, like)
    local fields = { method = method, base = base, like = like, components = {} }
    for key, value in pairs(more or {}) do
      fields[key] = value
    end
    local _, names = components("china_ci/" .. path)
    for i, each in ipairs(names) do
      fields.components[i] = each
    end
    ingot.index(name)(fields)
  end
  index("reference", "coincident_components.csv")
  if method == "nber" or method == "conference_board" or method == "esri" then
    index("reference_leading", "leading_components.csv", "reference")
  end
end

-- Holds an index to a column; relative to 1e-9, as the filtered column is itself good to 3e-9 only.
local function hold(name, path, column)
  local built, n = ingot.index.of(name, all()), 0
  for _, row in ipairs(reference.rows(path)) do
    local expected = tonumber(row[column])
    local level = built:at(row.month)
    if expected then
      local found = level.value.real
      n = n + 1
      assert.is_true(math.abs(expected - found) <= 1e-9 * math.abs(expected),
        ("%s %s: %.15g expected, got %.15g"):format(column, row.month, expected, found))
    else
      assert.is_nil(level.value, row.month)
    end
  end
  assert.is_true(n > 120)
end

-- `method`, base, settings, and file, index and column of what is expected.
local cases <const> = {
  { "nber", 2010, { opening = 6 }, "china_ci/expected_package.csv",
    reference = "coincident_equalw_base2010", reference_leading = "leading_equalw_base2010" },
  { "conference_board", 2010, {}, "china_ci/expected_conference_board.csv",
    reference = "CI_coincident_base2010", reference_leading = "CI_leading_base2010_trend_adjusted" },
  { "esri", 2010, {}, "china_ci/expected_esri_style.csv", reference = "CI_coincident_base2010",
    reference_leading = "CI_leading_base2010" },
  { "esri", 2010, { clip = 2.02 }, "china_ci/expected_esri_style.csv",
    reference = "CI_coincident_base2010_trim_k2.02" },
  { "oecd", nil, {}, "oecd_style/cli_coincident7.csv", reference = "CLI_chain_equal_weights" },
  { "diffusion", nil, {}, "china_ci/expected_diffusion.csv", reference = "DI_1month_coincident" },
  { "diffusion", nil, { span = 3 }, "china_ci/expected_diffusion.csv",
    reference = "DI_3month_coincident" },
}

describe("the indices of reference", function()
  for _, case in ipairs(cases) do
    local method <const>, base <const>, more <const>, path <const> = table.unpack(case, 1, 4)
    it(("come out by the method %s: %s"):format(method, case.reference), function()
      if not reference.rows(path) then
        return pending(reference.ABSENT)
      end
      define(method, base, more)
      hold("reference", path, case.reference)
      if case.reference_leading then
        hold("reference_leading", path, case.reference_leading)
      end
    end)
  end

  it("come out with weights, the leading one in the size of the coincident", function()
    local path <const> = "china_ci/expected_shiskin_nber.csv"
    local weights = reference.rows "china_ci/coincident_weights.csv"
    if not weights then
      return pending(reference.ABSENT)
    end
    local _, names = components "china_ci/coincident_components.csv"
    local list, leading = {}, {}
    for i, name in ipairs(names) do
      list[i] = { name, weight = tonumber(weights[1][name]) }
    end
    for i, name in ipairs(select(2, components "china_ci/leading_components.csv")) do
      leading[i] = { name }
    end
    ingot.index "reference" { method = "nber", base = 2006, opening = 6, components = list }
    ingot.index "reference_leading" { method = "nber", base = 2006, opening = 6, components = leading,
      like = "reference" }
    hold("reference", path, "I_coincident_base2006")
    hold("reference_leading", path, "I_leading_base2006_F_scaled")
  end)
end)

-- The Conference Board's own example of April 1998 (Business Cycle Indicators).
describe("the worked example of 1998", function()
  it("has a change of hours of -0.96, and -0.18 with its factor", function()
    local change = step.change.symmetric { 41.8, 41.4 }
    assert.equal("-0.96", ("%.2f"):format(change[2]))
    assert.equal("-0.18", ("%.2f"):format(0.189 * change[2]))
  end)

  it("brings 105.2 to 105.26", function()
    local level = step.chain.symmetric.next(105.2, 0.06)
    assert.equal("105.263139", ("%.6f"):format(level))
    assert.equal("105.3", ("%.1f"):format(level))
  end)

  it("splits that among components, to the point", function()
    local worth = step.chain.symmetric.points(105.2, 0.06)
    assert.equal("0.063139", ("%.6f"):format(worth * 0.06))
    assert.equal("-0.189417", ("%.6f"):format(worth * -0.18))
    assert.is_true(math.abs(worth * -0.18 + worth * 0.24 - (step.chain.symmetric.next(105.2, 0.06)
      - 105.2)) < 1e-12)
  end)
end)
