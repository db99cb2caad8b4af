-- What stands in a sentence besides numbers is said in the language of the article: metrics,
-- products, their parts, partners, provinces, trade modes, regions and a rest of them, classes.

local ingot = require "ingot"
local document = require "ingot.document"
local metric = require "ingot.metric"
local native = require "ingot.native"
local product = require "ingot.product"
local raised = require "support.raised"

local cube -- of six tonnes a row, in April of two years

local function said(template, names, lang)
  local article <const> = ingot.article { lang = lang, title = "T", period = "2025-04" }
  article:say(template, names)
  return document.text(article:document(), article:document().blocks[2])
end

local function zh(template, names) return said(template, names, "zh") end

describe("names in a sentence", function()
  setup(function()
    local columns <const> = {
      month = {}, flow = {}, hs = {}, partner_code = {}, province_code = {}, mode_code = {},
      qty_kg = {}, value_usd = {},
    }
    for i, row in ipairs {
      { "2024-04", "76141000", "429", "32", "10", 4000 },
      { "2025-04", "76141000", "429", "32", "10", 6000 },
      { "2025-04", "76149000", "136", "41", "30", 2000 },
      { "2025-04", "76149000", "304", "41", "10", 1000 },
    } do
      columns.month[i], columns.hs[i], columns.partner_code[i] = row[1], row[2], row[3]
      columns.province_code[i], columns.mode_code[i], columns.qty_kg[i] = row[4], row[5], row[6]
      columns.flow[i], columns.value_usd[i] = "export", 1
    end
    cube = ingot.cube(ingot.table(columns, {
      units = { qty_kg = "kg" }, covers = { from = "2024-04", to = "2025-04" },
    })):slice { product = "wire_cable" }
  end)

  it("are those of the members of a dimension", function()
    local function list(dimension)
      local names <const> = { rows = cube:by(dimension):top(5, "exports", "2025-04") }
      return said("{rows}", names), zh("{rows}", names)
    end
    assert.same({ "Jiangsu and Henan", "江苏和河南" }, { list "province" })
    assert.same({ "Steel-core aluminum stranded wire and other aluminum stranded wire",
      "钢芯铝绞线和其他铝绞线" }, { list "hs" })
    assert.same({ "墨西哥、泰国和德国" }, { (select(2, list "partner")) })
    assert.same({ "一般贸易和易货贸易" }, { (select(2, list "mode")) })
  end)

  it("are those of a product, of the product it is sliced to as well", function()
    assert.equal("铝线缆", zh("{product}", { product = cube.product }))
    assert.equal("Aluminum wire and cable", said("{product}", { product = cube.product }))
  end)

  it("are those of a metric, by any of its claims", function()
    local total <const> = cube:measure("exports", "2025-04")
    assert.equal("Exports grew", said("{total.metric} grew", { total = total }))
    assert.equal("出口量增长", zh("{total.metric}增长", { total = total }))
    assert.equal("出口量", zh("{total.yoy.metric}", { total = total }))
    ingot.metric "spec_named" { formula = "sum(qty_kg)", unit = "kg", en = "shipments" }
    ingot.metric "spec_nameless" { formula = "sum(qty_kg)", unit = "kg" }
    local function of(name) return { x = cube:measure(name, "2025-04") } end
    assert.equal("Shipments", zh("{x.metric}", of "spec_named"))
    assert.equal("Spec nameless", zh("{x.metric}", of "spec_nameless"))
    assert.equal("HERE: metric 'spec_named': field 'zh': string expected, got number",
      raised(function()
        ingot.metric "spec_named" { formula = "sum(qty_kg)", unit = "kg", zh = 1 }
      end))
  end)

  it("are those of regions, and of the rest of them", function()
    local rest <const> = { en = "Others", zh = "其他国家和地区" }
    local rows <const> = cube:by_region("EU", "ASEAN", { rest = rest }):all("exports", "2025-04")
    assert.equal("ASEAN, the European Union and Others", said("{rows}", { rows = rows }))
    assert.equal("东盟、欧盟和其他国家和地区", zh("{rows}", { rows = rows }))
    assert.equal('HERE: by_region: rest: a name expected, as "Others" or { en = "Others", zh = "其他" }',
      raised(function() cube:by_region("EU", { rest = {} }) end))
  end)

  it("are those of classes", function()
    local rows <const> = cube:by("province"):classes("growth", "exports", "2025-04"):of "leading"
    assert.equal("Jiangsu: leading", said("{name}: {class}", rows[1]))
    assert.equal("江苏：领先", zh("{name}：{class}", rows[1]))
    local function define(words)
      return raised(function()
        ingot.class "spec_words" { { "up", "yoy > 0" }, zh = words }
      end)
    end
    assert.equal("HERE: class 'spec_words': zh: unknown class 'upp' (did you mean 'up'?)",
      define { upp = "增" })
    assert.equal("HERE: class 'spec_words': zh: 'up': a text expected, got number", define { up = 1 })
  end)

  it("stand in both languages in all that comes with the program", function()
    for _, name in ipairs(metric.names()) do
      local definition <const> = metric.get(name)
      if not name:find "^spec_" then
        assert(definition.en and definition.zh, "metric " .. name)
      end
    end
    for _, name in ipairs(product.names()) do
      local definition <const> = product.get(name)
      assert(definition.zh or not definition.source, "product " .. name)
      for code, part in pairs(definition.source and definition.parts or {}) do
        assert(part.en and part.zh, name .. ", part " .. code)
      end
    end
    for _, list in ipairs { "partners", "provinces", "modes", "commodities" } do
      for row in native.read({ native.share .. "/data/" .. list .. ".csv" }, {
        columns = { { name = "code", kind = "text" }, { name = "en", kind = "text" },
          { name = "zh", kind = "text" } },
      }):rows() do
        assert(row.en and row.zh and row.zh:find "[\xE4-\xE9]", list .. ": " .. row.code)
      end
    end
  end)
end)
