local article = require "ingot.article"
local fake = require "support.fake_claim"
local text = require "ingot.render.text"

local total = fake.exports { ["2025-04"] = "21393.2", ["2025-03"] = "22590" }

describe("ingot.render.text", function()
  it("prints a paragraph a line, with blank lines between blocks", function()
    local a = article.new { title = "Exports reach {total}", names = { total = total } }
    a:say "Exports reached {total}.":say "They fell {total.mom:percent1}."
    a:note { "76141000" }
    a:section "Comment"
    a:remark "Grid *work* adds\n5%."
    assert.equal(table.concat({
      "Exports reach 21,400 mt", "",
      "Exports reached 21,400 mt. They fell 5.3%.", "",
      "(HS code: 76141000)", "",
      "Comment", "",
      "Analyst's note (not from the data): Grid *work* adds 5%.", "",
    }, "\n"), text.render(a:document()))
  end)

  it("prints tables through the function it is given", function()
    local t = { collect = function(self) return self end }
    local a = article.new { title = "Tables" }
    a:table("Exports", t)
    local printed = text.render(a:document(), { table_text = function(given)
      return given == t and "month  qty\n2025-04  5\n\n" or "wrong"
    end })
    assert.equal("Tables\n\nExports\nmonth  qty\n2025-04  5\n", printed)
  end)

  it("shows, and does not send, what would move the cursor or turn the writing", function()
    local a = article.new { title = "Names" }
    a:say("{name} leads.", { name = { code = "1", en = "Ev\27[2Jil \u{202E}dne\u{200B}\xFF" } })
    assert.equal("Names\n\nEv\\x1B[2Jil \\u{202E}dne\\u{200B}\\xFF leads.\n", text.render(a:document()))
  end)

  it("prints Chinese without blanks between sentences", function()
    local a = article.new { title = "出口", lang = "zh", names = { total = total } }
    a:say "出口{total}。":say "其中{total:t1}。"
    a:note { "76141000" }
    a:remark "需求旺盛。"
    assert.equal("出口\n\n出口2.14万吨。其中21,393.2吨。\n\n（海关编码：76141000）\n\n"
      .. "分析师注（非数据所得）：需求旺盛。\n", text.render(a:document()))
  end)
end)
