local page <const> = require "ingot.check.page"
local tokens <const> = require "ingot.check.tokens"

local function shapes(bytes, name)
  local found <const> = {}
  for _, block in ipairs(page.read(bytes, name).blocks) do
    found[#found + 1] = block.kind .. ": " .. block.text
  end
  return found
end

describe("check.page", function()
  it("takes text under the ending of HTML as the text that it is", function()
    local bytes <const> = "Imports in May\n\nImports were 5 mt in May 2025, exports < 3 mt.\n"
    assert.equal(2, #page.read(bytes, "a.html").blocks)
    assert.equal(1, #page.read("<p>" .. bytes, "a.html").blocks)
  end)

  it("joins the lines of a text that was broken at a width", function()
    local line <const> = ("x"):rep(94) .. " were\n"
    assert.equal(1, #page.read(line .. "13,700 mt in May 2025. More of it stands here.\n", "a.txt").blocks)
  end)

  it("reads lines of plain text as paragraphs, a first line without a stop as the title", function()
    assert.same({ "title: Wire exports up", "paragraph: Exports rose 5%.", "paragraph: They fell, then." },
      shapes("Wire exports up\n\nExports rose 5%.\n\nThey fell,\nthen.\n", "a.txt"))
  end)

  local function grid(bytes)
    local lines <const> = {}
    for _, block in ipairs(page.read(bytes, "a.txt").blocks) do
      for _, row in ipairs(block.kind == "table" and { block.head, table.unpack(block.rows) } or {}) do
        local cells <const> = {}
        for i, cell in ipairs(row) do
          cells[i] = cell.text
        end
        lines[#lines + 1] = table.concat(cells, " | ")
      end
    end
    return lines
  end

  it("reads tables drawn with blanks: columns by the ruler, or by what stands under each other", function()
    assert.same({ "Place | Exports (mt) | Share", "United Arab Emirates | 1,495.0 | 2.3%", "Iraq |  | <0.1%" },
      grid("Places\nPlace                 Exports (mt)  Share\n--------------------  ------------  -----\n"
        .. "United Arab Emirates       1,495.0   2.3%\nIraq                                <0.1%\n"))
    assert.same({ " | April | MoM | Jan-Apr", "Exports, tons | 262,875 | -12.1% | 960,400",
      "Imports, tons | 10,718 | -4.0% | 65,490" },
      grid("Alumina\n\n                     April      MoM      Jan-Apr\n"
        .. "Exports, tons      262,875   -12.1%   960,400\nImports, tons       10,718    -4.0%    65,490\n"))
    assert.same({ "Place | mt | %", "Iraq | 12 | 3", "Oman |  | 4" }, grid "A\nPlace\tmt\t%\nIraq\t12\t3\nOman\t\t4\n")
    assert.same({ "Place | mt | %", "Iraq | 12 | 3" }, grid "Place | mt | %\n\nIraq | 12 | 3\n")
  end)

  it("takes no sentences for a table, whatever blanks stand between them", function()
    assert.same({}, grid("Exports of wire and cable rose 5% in the month under review to 30,400 mt.  Imports fell.\n"
      .. "30,400 mt went abroad in the month under review, which was 5% more than before.  12 mt came in.\n"))
    assert.same({}, grid "Wire   trade\nExports   and   imports\nrose  both\n")
  end)

  it("resolves the markup of Markdown", function()
    assert.same({ "title: Wire exports rose", "paragraph: It was 30,400 mt (<0.1%), up 5% year on year.",
      "item: Mexico: 2 mt", "table: Mexico | 12.3%", "caption: Exports by month" },
      shapes("# Wire exports *rose*\n\nIt was **30,400 mt** (\\<0.1%), up 5&percnt;\n"
        .. "[year on year](http://x.y/12).<!-- 33% -->\n\n- Mexico: 2 mt\n\n"
        .. "| Partner | Share |\n|:--|--:|\n| Mexico | 12.3% |\n\n![Exports by month](c.svg)\n", "a.md"))
  end)

  it("resolves the markup of HTML and leaves out what is no article", function()
    assert.same({ "title: Wire up 5%", "paragraph: It’s 30,400 mt.", "table: Mexico | 2.5", "item: One 5 mt" },
      shapes("<html><head><title>Wire - Site</title><style>p{}</style></head><nav>12%</nav>"
        .. "<h1>Wire up 5%</h1><p>It&rsquo;s <b title='a>b'>30&#44;400</b>&nbsp;mt.</p>"
        .. "<table><tr><th>a</th><th>b</th></tr><tr><td>Mexico</td><td>2.5</td></tr></table>"
        .. "<svg><text>99%</text></svg><ul><li>One 5 mt</ul><footer>5%</footer></html>", "a.html"))
  end)

  it("leaves out what attributes of HTML say is not to be seen", function()
    assert.same({ "paragraph: It came to 30,400 mt, up 5%." },
      shapes("<p>It came to <span>30,400<span class=n role=\"tooltip\">exports <b>1</b> 2</span></span> mt"
        .. "<i aria-hidden='true'>9</i>, <b hidden>7</b><b style='overflow:hidden'>up</b> 5%.</p>", "a.html"))
  end)

  it("cuts page chrome and takes the date it tells", function()
    local read <const> = page.read("Wire exports up\n\nPublished: Jan 23, 2026 12:08\nSource: Desk\n"
      .. ("Exports of wire rose 5% in the month under review. "):rep(5)
      .. "\nSubscribe to us\nRelated News\nFed cuts 100 basis points\n", "a.txt")
    assert.equal(2, #read.blocks)
    assert.same({ 2026, 1, 23 }, { read.dateline.year, read.dateline.month, read.dateline.day })
    assert.equal(5, #read.cut)
  end)

  it("keeps a line of figures whatever it begins with", function()
    assert.equal(2, #page.read("Title here\n\nSource: 12% of exports.\n", "a.txt").blocks)
  end)

  for text, date in pairs {
    ["On May 30, 2025, exports rose."] = { 2025, 5, 30 },
    ["SMM News on May 29: exports rose."] = { nil, 5, 29 },
    ["Post time: Dec-19-2025"] = { 2025, 12, 19 },
    ["2025-04-30"] = { 2025, 4, 30 },
    ["BEIJING, May 18 (Agency) -- Exports rose."] = { nil, 5, 18 },
  } do
    it("reads the dateline of '" .. text .. "'", function()
      local found <const> = page.read("Some title\n\n" .. text .. "\n", "a.txt").dateline
      assert.same(date, { found.year, found.month, found.day })
    end)
  end

  it("knows where every digit stood, over markup drawn at random", function()
    local state = 7
    local function random(n)
      state = (state * 1103515245 + 12345) % 2147483648
      return state // 65536 % n + 1
    end
    local pieces <const> = { "exports ", "&nbsp;", "&amp; ", "<b>", "</b>", "  \n ", "\u{2019}s ", "\u{AD}",
      "\xff ", "<!-- 1 -->", "&#8239;", "é ", "&percnt; ", "<i>so</i> " }
    local seen = 0
    for _ = 1, 30 do
      local parts <const> = { "<p>" }
      for _ = 1, 60 do
        parts[#parts + 1] = random(3) == 1 and (" %d,%03d mt "):format(random(900), random(999))
          or pieces[random(#pieces)]
      end
      local bytes <const> = table.concat(parts)
      local read <const> = page.read(bytes, "a.html")
      for _, sentence in ipairs(tokens.of(read)) do
        for _, token in ipairs(sentence.tokens) do
          if token.kind == "number" then
            local offset <const>, length <const> =
              page.span(sentence.text, token.digits_from, token.digits_to)
            assert.equal(token.digits, bytes:sub(offset + 1, offset + length))
            seen = seen + 1
          end
        end
      end
    end
    assert.is_true(seen > 300)
  end)

  it("bounds what it does with a megabyte of anything", function()
    for name, list in pairs { ["a.txt"] = { "1,234 ", "a\n", "\xff1", "\0" }, ["a.md"] = { "[", "|", "*" },
      ["a.html"] = { "<", "<div>", "<nav>", "&amp;" } } do
      for _, unit in ipairs(list) do
        local read <const> = page.read(unit:rep(2 ^ 20 // #unit), name)
        assert.is_true(#read.blocks <= 4000)
        tokens.of(read)
      end
    end
  end)
end)
