local article = require "ingot.article"
local fake = require "support.fake_claim"
local markdown = require "ingot.render.markdown"

local total = fake.exports { ["2025-04"] = "21393.2", ["2025-03"] = "22590" }

-- What the native table offers to renderers.
local function fake_table(schema, rows)
  local t = setmetatable({}, { __len = function() return #rows end })
  function t.collect(self) return self end
  function t.schema() return schema end
  function t.text(_, row, name) return rows[row][name] end
  return t
end

local function rendered(build)
  local a = article.new { title = "T", names = { total = total } }
  build(a)
  return (markdown.render(a:document()):gsub("^# T\n\n", ""))
end

describe("ingot.render.markdown", function()
  it("marks title, headings, notes and remarks", function()
    local a = article.new { title = "Exports reach {total}", names = { total = total } }
    a:say "Exports reached {total}.":say "They fell {total.mom:percent1}."
    a:note { "76141000" }
    a:section "Comment"
    a:remark "Grid work adds 5%."
    assert.equal(table.concat({
      "# Exports reach 21,400 mt", "",
      "Exports reached 21,400 mt. They fell 5.3%.", "",
      "*HS code: 76141000*", "",
      "## Comment", "",
      "> **Analyst's note (not from the data)**: Grid work adds 5%.", "",
    }, "\n"), markdown.render(a:document()))
  end)

  it("emphasises the label of a remark in Chinese, where no blank follows", function()
    local a = article.new { title = "题", lang = "zh" }
    a:remark "电网投资增加。"
    assert.equal("# 题\n\n> **分析师注（非数据所得）**：电网投资增加。\n", markdown.render(a:document()))
  end)

  it("escapes what would be markup", function()
    assert.equal("> **Analyst's note (not from the data)**: \\*a\\* \\_b\\_ \\[c\\](d) \\`e\\` "
      .. "\\<f\\> \\~g\\~ \\&lt; \\\\ | #h US\\$ 5\n",
      rendered(function(a) a:remark "*a* _b_ [c](d) `e` <f> ~g~ &lt; \\ | #h US$ 5" end))
    assert.equal("\\# no heading\n", rendered(function(a) a:say "# no heading" end))
    assert.equal("\\# no heading\n", rendered(function(a) a:say " # no heading " end))
    assert.equal("*emphasised*\n", rendered(function(a) a:note " emphasised " end))
    assert.equal("## Part \\#\n\nText.\n", rendered(function(a)
      a:section "Part #"
      a:say "Text."
    end))
    assert.equal("\\- no list\n", rendered(function(a) a:say "- no list" end))
    assert.equal("\\+ no list\n", rendered(function(a) a:say "+ no list" end))
    assert.equal("\\> no quote\n", rendered(function(a) a:say "> no quote" end))
    local net = fake.exports { ["2025-04"] = "5" }
    assert.equal("5\\. no list\n", rendered(function(a)
      a:say("{n}. no list", { n = { code = "x", en = "5" } })
    end))
    assert.equal("5 mt\n", rendered(function(a) a:say("{n:t0}", { n = net }) end))
  end)

  it("keeps what only looks like markup", function()
    assert.equal("A - b + c # d = e!\n", rendered(function(a) a:say "A - b + c # d = e!" end))
  end)

  it("prints tables with pipes, numbers to the right, units in the head, gaps empty", function()
    local t = fake_table({
      { name = "partner", type = "text" }, { name = "qty_t", type = "decimal(3)", unit = "t" },
      { name = "price", type = "real", unit = "USD/t" },
      { name = "month", type = "month", unit = "" },
    }, {
      { partner = "Mexico", qty_t = "2628.738", price = "2431.5", month = "2025-04" },
      { partner = "A|B *", qty_t = "5", month = "2025-04" },
    })
    assert.equal(table.concat({
      "**By partner**", "",
      "| partner | qty\\_t (t) | price (USD/t) | month |",
      "| --- | ---: | ---: | --- |",
      "| Mexico | 2628.738 | 2431.5 | 2025-04 |",
      "| A\\|B \\* | 5 |  | 2025-04 |", "",
    }, "\n"), rendered(function(a) a:table("By partner", t) end))
  end)
end)
