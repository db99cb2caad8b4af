-- Which profile a file is read with when nobody names one, and where none is.

local bytes_of = require "support.bytes_of"
local format = require "ingot.format"
local raised = require "support.raised"
local read = require "ingot.read"
local scratch = require "support.scratch"
local warned = require "support.warned"

local FORMATS <const> = "tests/lua/fixtures/formats/"
local CUSTOMS <const> = "tests/lua/fixtures/customs/"

describe("without a profile", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  local function chosen(path, options)
    local from <const> = read.origin(read.read(path, options))
    return from.chosen and ("%s: %s"):format(from.chosen.profile, from.chosen.why) or from.options.profile
  end

  it("a file is read as its header says", function()
    for path, expected in pairs {
      [FORMATS .. "comtrade-api.csv"] = "comtrade-api: 29 of 47 headers known",
      [FORMATS .. "comtrade-api-netweight.csv"] = "comtrade-api: 29 of 47 headers known",
      [FORMATS .. "comtrade-legacy.csv"] = "comtrade-legacy: 11 of 11 headers known",
      [FORMATS .. "baci.csv"] = "baci: 6 of 6 headers known",
      [FORMATS .. "comexstat.csv"] = "comexstat: 12 of 12 headers known",
      [FORMATS .. "comext-1.csv"] = "comext: 13 of 14 headers known",
      [FORMATS .. "comext-2.csv"] = "comext: 11 of 11 headers known",
      [FORMATS .. "kcs.csv"] = "kcs: 9 of 9 headers known",
      [CUSTOMS .. "zh-2025.csv"] = "gacc-zh: 10 of 10 headers known",
      [CUSTOMS .. "zh-2024.csv"] = "gacc-zh: 11 of 11 headers known",
      [CUSTOMS .. "en-2025.csv"] = "gacc-en: 12 of 12 headers known",
    } do
      local needs_flow <const> = path:find "customs" or path:find "comexstat"
      assert.equals(expected, chosen(path, { flow = needs_flow and "export" or nil }), path)
    end
  end)

  it("and its table says so, before all else that was found out", function()
    local path <const> = FORMATS .. "baci.csv"
    local first <const> = read.read(path):detected():rows()()
    assert.same({ file = path, what = "profile", value = "baci", given = false, why = "6 of 6 headers known" },
      first)
    local named <const> = read.read(path, { profile = "baci" }):detected()
    assert.is_true(not named or named:rows()().what ~= "profile")
  end)

  it("lines before the header do not hide it, nor does packing", function()
    local path <const> = here:write("a.csv", "Trade by year\nmade in 2024\n" .. bytes_of(FORMATS .. "baci.csv"))
    assert.equals("baci: 6 of 6 headers known", chosen(path))
    assert.equals(3, #read.read(path))
    assert(os.execute(("gzip -k '%s'"):format(path)))
    here:keep(path .. ".gz")
    assert.equals("baci: 6 of 6 headers known", chosen(path .. ".gz"))
  end)

  it("and the profile joins the options by which it can be read again", function()
    local data <const> = read.read(CUSTOMS .. "zh-2025.csv", { flow = "export" })
    local source <const> = read.sources(data)[1]
    assert.same({ profile = "gacc-zh", flow = "export" }, source.options)
    assert.equals(data:csv(), read.read(source.path, source.options):csv())
  end)

  it("what its profile needs is asked for", function()
    assert.equals("HERE: read: profile 'gacc-zh', which the header speaks for (10 of 10 headers known), "
      .. 'needs to be told the flow, which its files do not say: flow = "export" or flow = "import"; '
      .. "profile = false reads the columns as they stand",
      (raised(function() read.read(CUSTOMS .. "zh-2025.csv") end)))
  end)

  it("files of one's own stay as they are", function()
    for _, head in ipairs {
      "month,hs,qty", "year,month,hs,partner,value_usd", "数量,金额", "年月,数量", "日期,商品编码,数量",
      "t,q", "Year,Value", "period,flow,value", "Commodity,Quantity,Unit", "国家,金额", "指标名称,频率,指标ID",
    } do
      local cells <const> = head:gsub("[^,]+", "1")
      local path <const> = here:write("own.csv", head .. "\n" .. cells .. "\n")
      assert.is_nil(chosen(path), head)
      local data <const> = read.read(path)
      local names <const> = {}
      for i, column in ipairs(data:schema()) do
        names[i] = column.name
      end
      assert.equals(head .. ",file,line", table.concat(names, ","))
      assert.same({}, warned(path))
    end
  end)

  it("a file with mostly other headers is of no profile", function()
    local path <const> = here:write("own.csv", "t,i,j,k,v,q,a,b,c,d,e,f\n1,2,3,4,5,6,7,8,9,10,11,12\n")
    assert.is_nil(chosen(path))
  end)

  it("profile = false reads the columns as they stand", function()
    local data <const> = read.read(FORMATS .. "baci.csv", { profile = false })
    assert.equals("t", data:schema()[1].name)
    assert.is_false(read.origin(data).options.profile)
  end)

  it("nothing is chosen where the caller says the header, or wants everything as text", function()
    assert.is_nil(chosen(FORMATS .. "baci.csv", { types = "text" }))
    assert.is_nil(chosen(FORMATS .. "baci.csv", { header = { "a", "b", "c", "d", "e", "f" }, types = {
      a = "text", e = "text", f = "text" } }))
  end)

  it("nothing is chosen where options speak of columns as the file calls them", function()
    local data <const> = read.read(FORMATS .. "baci.csv", { types = { k = "text", q = "text" } })
    assert.equals("10619", data:text(1, "k"))
    assert.equals("baci", read.origin(read.read(FORMATS .. "baci.csv", { types = { hs = "text" } })).options.profile)
  end)

  it("two profiles that know a file equally well are named, and none is chosen", function()
    for _, name in ipairs { "spec-one", "spec-two" } do
      format.define(name) {
        columns = { { name = "month", aliases = { "Wann" }, kind = "month" },
          { name = "hs", aliases = { "Was" }, kind = "text" } },
        recognise = { { "Wann", "Was" } },
      }
    end
    local path <const> = here:write("both.csv", "Wann,Was\n2025-01,0101\n")
    assert.is_nil(chosen(path))
    assert.same({ "it may be of the profiles 'spec-one' and 'spec-two' alike; read without one: say "
      .. 'which, as profile = "spec-one", or profile = false' }, warned(path))
  end)

  it("an apostrophe, quotes, a TAB behind them and blanks are no part of a header", function()
    local path <const> = here:write("a.csv", '"Date of data"\t,"\'Commodity code", US dollar ,\n'
      .. '"201801"\t,"\'01012100","1,161",\n')
    assert.equals("gacc-en: 3 of 3 headers known", chosen(path, { flow = "import", profile = nil }))
  end)
end)
