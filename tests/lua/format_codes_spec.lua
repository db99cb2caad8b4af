-- Codes of countries: each source has its own list, and the same three digits are Japan in one and
-- Cambodia in another.

local format = require "ingot.format"
local ingot = require "ingot"
local native = require "ingot.native"
local number = require "ingot.number"
local raised = require "support.raised"
local read = require "ingot.read"
local scratch = require "support.scratch"
local texts = require "support.row_lines"

local function of(name, options)
  return read.read("tests/lua/fixtures/formats/" .. name, options)
end

describe("codes of countries", function()
  local here

  before_each(function() here = scratch.new() end)
  after_each(function() here:close() end)

  it("become those that names, slices and regions go by", function()
    local data <const> = of "comtrade-api.csv"
    local cube <const> = ingot.cube(data):slice { flow = "import", reporter = "Mexico" }
    local function tonnes(slice)
      return number.text(cube:slice(slice):measure("imports", "2024-01..02").value)
    end
    assert.equals("0.2505", tonnes { partner = "China" })
    assert.equals("0.2505", tonnes { region = "asia" })
    assert.equals("0.1", tonnes { region = "americas" })
  end)

  it("name the countries that a file names by codes alone", function()
    assert.same({ "China Mexico", "China United States", "China United States" },
      texts(of "baci.csv", "reporter", "partner"))
    assert.same({ "Mexico China", "Mexico China", "Mexico China", "Mexico United States" },
      texts(of "comtrade-legacy.csv", "reporter", "partner"))
  end)

  it("are never taken for somebody else's", function()
    local path <const> = here:write("a.csv", '"t","i","j","k","v","q"\n2021,116,842,10619,1,1\n'
      .. "2021,251,129,10619,1,1\n2021,899,490,10619,1,1\n")
    assert.same({ "Cambodia 107 502", "France 305 m49:129", "899 899 199" },
      texts(read.read(path), "reporter", "reporter_code", "partner_code"))
  end)

  it("of every list lead to a partner there is, each once", function()
    local options <const> = { columns = {} }
    for _, name in ipairs { "list", "code", "partner" } do
      table.insert(options.columns, { name = name, kind = "text" })
    end
    local list <const> = native.read({ native.share .. "/data/partner_codes.csv" }, options)
    local partners <const> = native.read({ native.share .. "/data/partners.csv" },
      { columns = { { name = "code", kind = "text" } } }):rename { partner = "code" }
    assert.equals(0, #list:join(partners, "partner", "anti"))
    assert.equals(#list, #list:distinct("list", "code"))
    local named <const> = native.read({ native.share .. "/data/partners.csv" }, { columns = {
      { name = "code", kind = "text" }, { name = "iso3", kind = "text" },
    } }):where "not is_missing(iso3)":rename { partner = "code" }
    assert.equals(0, #named:join(list:where "list == 'm49'", "partner", "anti"))
  end)

  it("are of a list there is and of a column there is, or refused where they are written", function()
    local function message_of(codes)
      return (raised(function()
        format.define "spec-codes" { columns = { { name = "partner_code", kind = "text" } }, codes = codes }
      end))
    end
    assert.equals("HERE: format 'spec-codes': codes: unknown list 'm94' (did you mean 'm49'?)",
      message_of { partner_code = "m94" })
    assert.equals("HERE: format 'spec-codes': codes: unknown name 'partner_cod' (did you mean "
      .. "'partner_code'?)", message_of { partner_cod = "m49" })
  end)
end)

describe("a file with as many rows as a download holds", function()
  it("covers nothing though a profile leaves some of them out", function()
    local here <const> = scratch.new()
    local head <const> = "refPeriodId,refYear,refMonth,reporterCode,flowCode,partnerCode,cmdCode,"
      .. "primaryValue\n"
    local path <const> = here:write("a.csv", head .. "1,2024,1,484,M,0,76,5\n1,2024,1,484,M,156,76,3\n"
      .. "1,2024,1,484,M,842,76,2\n")
    assert.equals(1, #read.read(path, { row_cap = 4 }):coverage())
    assert.equals(2, #read.read(path, { row_cap = 3 }))
    assert.equals(0, #read.read(path, { row_cap = 3 }):coverage())
    here:close()
  end)
end)
