-- What trade is divided by, and what its members are called.

local dimension = require "ingot.dimension"
local native = require "ingot.native"
local raised = require "support.raised"
require "ingot.cube.regions" -- adds one

describe("ingot.dimension", function()
  it("knows partners, provinces, trade modes and codes", function()
    assert.same({ "hs", "mode", "partner", "province", "region", "reporter" }, dimension.names())
    assert.same({ "partner_code", "partner", "partners.csv" }, {
      dimension.get "partner".key, dimension.get "partner".label,
      dimension.get "partner".list,
    })
    assert.same({ "hs", "hs_name" }, { dimension.get "hs".key, dimension.get "hs".label })
  end)

  it("names a member in both languages", function()
    assert.same({ dimension = "partner", code = "429", en = "Mexico", zh = "墨西哥" },
      dimension.subject("partner", "429"))
    assert.same({ dimension = "province", code = "43", en = "Hunan", zh = "湖南" },
      dimension.subject("province", "43"))
    assert.equals("一般贸易", dimension.subject("mode", "10").zh)
  end)

  it("calls a code that no list has as the data do, else by itself", function()
    local data <const> = native.table({
      { name = "hs", type = "text", values = { "99999999", "99999999", "88888888" } },
      { name = "hs_name", type = "text", values = { nil, "Unheard of", "Else" } },
    }, 3)
    assert.same({ dimension = "hs", code = "99999999", en = "Unheard of", zh = "Unheard of" },
      dimension.subject("hs", "99999999", data))
    assert.equals("77777777", dimension.subject("hs", "77777777", data).en)
    assert.equals("77777777", dimension.subject("hs", "77777777").zh)
    assert.equals("998", dimension.subject("partner", "998", data).en)
  end)

  describe("resolves", function()
    it("a code, and a name in either language or however capitalised", function()
      assert.equals("429", dimension.resolve("partner", "429"))
      assert.equals("429", dimension.resolve("partner", "Mexico"))
      assert.equals("429", dimension.resolve("partner", "mexico"))
      assert.equals("429", dimension.resolve("partner", "墨西哥"))
    end)

    it("an ISO code, and the full name of a province", function()
      assert.equals("429", dimension.resolve("partner", "MEX"))
      assert.equals("43", dimension.resolve("province", "湖南省"))
      assert.equals("43", dimension.resolve("province", "湖南"))
    end)

    it("an ISO code of two letters, and other names in use", function()
      for alias, code in pairs {
        MX = "429", ["Viet Nam"] = "141", ["Russian Federation"] = "344", ["俄罗斯"] = "344",
        ["Côte d'Ivoire"] = "223", UAE = "138", ["Türkiye"] = "137", USA = "502",
        ["Taiwan, China"] = "143",
      } do
        assert.equals(code, dimension.resolve("partner", alias))
      end
    end)

    it("any commodity code, whether the list has it or not", function()
      assert.equals("01012100", dimension.resolve("hs", "01012100"))
      assert.equals("76141000", dimension.resolve("hs", "76141000"))
    end)
  end)

  it("resolves every name of every list to its own code, unless several share it", function()
    for _, name in ipairs { "hs", "mode", "partner", "province" } do
      local list <const> = native.read(
        { native.share .. "/data/" .. dimension.get(name).list },
        { columns = { { name = "code", kind = "text" } } })
      local codes_by_name <const> = {}
      for row in list:rows() do
        local key <const> = row.en:lower()
        codes_by_name[key] = codes_by_name[key] and false or row.code
      end
      for row in list:rows() do
        if codes_by_name[row.en:lower()] then
          assert.equals(row.code, dimension.resolve(name, row.en))
        end
        local said <const> = dimension.subject(name, row.code).en
        assert.equals(row.en:lower(), said:lower())
        if not dimension.get(name).nouns then assert.equals(row.en, said) end
      end
    end
  end)

  it("has an ISO code for every partner but those that have none", function()
    local list <const> = native.read({ native.share .. "/data/partners.csv" }, { columns = {
      { name = "code", kind = "text" }, { name = "iso3", kind = "text" },
      { name = "iso2", kind = "text" },
    } })
    local none <const> = {}
    for row in list:rows() do
      assert.equals(row.iso3 == nil, row.iso2 == nil)
      none[#none + 1] = not row.iso3 and row.code or nil
    end
    -- Parts of Spain, of France's Polynesia and of the Dutch Caribbean, former countries, the others
    -- of each continent, and what is no place.
    assert.equals("199 207 210 256 299 349 399 409 436 438 449 499 599 604 605 612 615 616 699 701 "
      .. "702 999", table.concat(none, " "))
  end)

  it("writes common nouns small, as inside a sentence, and proper names large", function()
    assert.equals("barter trade", dimension.subject("mode", "30").en)
    assert.equals("30", dimension.resolve("mode", "Barter Trade"))
    assert.equals("Mexico", dimension.subject("partner", "429").en)
  end)

  describe("refuses", function()
    it("an unknown dimension, with the nearest", function()
      local expected <const> = "HERE: unknown dimension 'partners' (did you mean 'partner'?)"
      assert.equals(expected, (raised(function() dimension.get "partners" end)))
      assert.equals(expected, (raised(function() dimension.resolve("partners", "x") end)))
    end)

    it("an unknown member, with the nearest", function()
      assert.equals("HERE: unknown partner 'Mexiko' (did you mean 'Mexico'?)",
        (raised(function() dimension.resolve("partner", "Mexiko") end)))
      assert.equals("HERE: unknown partner '998'",
        ((raised(function() dimension.resolve("partner", "998") end)):gsub(" %(.*", "")))
    end)

    it("a part of a name, naming the one it is part of", function()
      assert.equals("HERE: unknown mode 'barter' (did you mean 'Barter trade'?)",
        (raised(function() dimension.resolve("mode", "barter") end)))
      assert.equals("HERE: unknown mode 'processing'", -- of several
        (raised(function() dimension.resolve("mode", "processing") end)))
    end)

    it("what is no text", function()
      assert.equals("HERE: partner: a name or a code as text expected, got number",
        (raised(function() dimension.resolve("partner", 429) end)))
    end)
  end)
end)
