-- Charts as SVG: texts of any source come out as they are, the bytes are the same each time, several
-- stand in one page; and a run goes on without gnuplot, or with one that fails or hangs.

local bytes_of = require "support.bytes_of"
local escape = require "ingot.render.html.escape"
local lfs = require "lfs"
local gnuplot = require "support.gnuplot"
local picture_ = require "ingot.chart.picture"
local plot = require "ingot.render.plot"
local program = require "support.program"
local scratch = require "support.scratch"
local svg = require "ingot.render.svg"

local function needs_gnuplot()
  if not gnuplot.here then
    pending "gnuplot is not installed"
  end
  return gnuplot.here
end

local hostile <const> = {
  '"; system "rm -r x', "`touch x`", "@{}_^\\", "<script>alert(1)</script>", "]]>", "T1T", "%s %1",
  "a & b &amp; c", "' onload='x", "E", "$d1 << E", "\\n\n#", "中文：墨西哥", "\xFF\xFE", "nul\0x",
  "turned \u{202E}round", "none \u{FFFE}\u{FFFF}",
}

-- A picture with each of these texts beside a bar.
local function picture(texts)
  local at <const> = picture_.new {
    height = 400, left = 200, right = 10, top = 10, bottom = 10,
    x = { from = 0, to = 3 }, y = { from = -#texts - 0.5, to = -0.5 },
  }
  local boxes <const> = {}
  for i, text in ipairs(texts) do
    picture_.text(at, text, { 190, -i }, { on = "across", align = "right" })
    boxes[i] = { 2, -i, 0, 2, -i - 0.3, -i + 0.3 }
  end
  picture_.mark(at, "boxes", "blue", boxes)
  picture_.mark(at, "line", "orange", { { 1, -1 }, { 2, -1 }, false, { 2, -2 }, { 1, -2 } })
  picture_.mark(at, "dots", "orange", { { 1, -1 } })
  return at
end

local function words(more)
  local all <const> = { id = "chart-1", lang = "en", title = "Title <b>", alt = 'Alt "&"', source = "Src <s>" }
  for key, value in pairs(more or {}) do
    all[key] = value
  end
  return all
end

-- What an XML reader would refuse, as far as it can happen here: an element left open or a bare mark.
local function xml_problem(text)
  local open <const> = {}
  for before, slash, name, rest in text:gmatch "([^<]*)<(/?)([%w]+)([^>]*)>" do
    if before:gsub("&%a+;", ""):gsub("&#%d+;", ""):find "[&>]" then
      return "bare mark in " .. before
    elseif slash == "/" then
      if table.remove(open) ~= name then
        return "closes " .. name
      end
    elseif not rest:find "/$" then
      open[#open + 1] = name
    end
  end
  return open[1] and "left open: " .. open[1] or nil
end

describe("the script of a picture", function()
  it("holds nothing of its texts", function()
    assert.equal(plot.script(picture(hostile)), plot.script(picture((function()
      local plain <const> = {}
      for i = 1, #hostile do
        plain[i] = "x"
      end
      return plain
    end)())))
  end)
end)

local function drawn_of(at, said)
  return svg.render(at, said, gnuplot.draw)
end

describe("a picture as SVG", function()
  it("shows texts of any source as they are", function()
    if not needs_gnuplot() then return end
    local drawn <const> = drawn_of(picture(hostile), words())
    for _, text in ipairs(hostile) do
      assert.is_truthy(drawn.inline:find("<text>" .. escape(text) .. "</text>", 1, true), text)
    end
    for _, text in pairs(drawn) do
      assert.is_nil(xml_problem(text))
      assert.is_nil(text:find("<script", 1, true))
      assert.is_not_nil(utf8.len(text))
    end
  end)

  it("is the same each time, and names itself", function()
    if not needs_gnuplot() then return end
    local first <const> = drawn_of(picture { "a" }, words())
    assert.same(first, drawn_of(picture { "a" }, words()))
    assert.is_truthy(first.inline:find('^<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400"'))
    local title <const> = '<title id="chart-1-title">Title &lt;b&gt;</title>\n'
    assert.is_truthy(first.file:find('role="img" aria-labelledby="chart-1-title chart-1-desc"', 1, true))
    assert.is_truthy(first.file:find(title .. '<desc id="chart-1-desc">Alt &quot;&amp;&quot;</desc>', 1,
      true))
    -- A page has the words of it below: once is enough.
    assert.is_truthy(first.inline:find('role="img" aria-labelledby="chart-1-title"', 1, true))
    assert.is_truthy(first.inline:find(title, 1, true))
    assert.is_nil(first.inline:find("<desc", 1, true))
    assert.is_nil(first.inline:lower():find "gnuplot")
  end)

  it("stands beside others in a page: its ids are its own, and nothing refers elsewhere", function()
    if not needs_gnuplot() then return end
    local drawn <const> = drawn_of(picture { "a" }, words { id = "chart-7" })
    local n = 0
    for id in drawn.inline:gmatch '%sid=["\']([^"\']*)' do
      assert.is_truthy(id:find "^chart%-7%-")
      n = n + 1
    end
    assert.equal(1, n)
    assert.is_nil(drawn.inline:find "href")
    assert.is_nil(drawn.inline:find "url%(")
    assert.is_nil(drawn.inline:find("<style", 1, true))
  end)

  it("has every tone in a colour", function()
    if not needs_gnuplot() then return end
    local at <const> = picture { "a" }
    for i, tone in ipairs(plot.tones) do
      picture_.mark(at, "line", tone, { { 0, -i }, { 1, -i } })
      picture_.text(at, tone, { 1, 1 }, { tone = tone })
    end
    local drawn <const> = drawn_of(at, words())
    assert.is_nil(drawn.file:find "rgb%(")
    assert.is_nil(drawn.file:find "black")
  end)

  it("says title and source in the file that goes its own ways", function()
    if not needs_gnuplot() then return end
    local drawn <const> = drawn_of(picture { "a" }, words { title = ("Long "):rep(30) })
    local lines = 0
    for _ in drawn.file:gmatch 'font%-weight="600"' do
      lines = lines + 1
    end
    assert.equal(3, lines)
    assert.is_truthy(drawn.file:find(">Src &lt;s&gt;</text>", 1, true))
    assert.is_nil(drawn.inline:find(">Src &lt;s&gt;</text>", 1, true))
  end)

  it("breaks lines at blanks and between wide letters", function()
    local lines <const> = require("ingot.chart.scale").lines
    assert.same({ "one two", "three" }, lines("one two three", 8))
    assert.same({ "中文标", "题很长" }, lines("中文标题很长", 6))
  end)
end)

local SCRIPT <const> = [[
local ingot = require "ingot"
local cube = ingot.cube(ingot.read "data.csv")
local article = ingot.article { title = "Exports" }
article:chart("ranked", cube:by("partner"):top(3, "exports", "2025-04"))
article:chart("bars", cube:series("exports", { "2025-03", "2025-04" }))
return article
]]

local DATA <const> = "month,flow,hs,partner_code,qty_kg\n2025-03,export,76141000,429,1000000\n"
  .. "2025-04,export,76141000,429,3000000\n"

-- A run with a gnuplot that is this shell script, or none for "", or the machine's own for nil.
local function run(shell)
  local folder <close> = scratch.new()
  local bin <const> = folder:mkdir "bin"
  folder:write("script.lua", SCRIPT)
  folder:write("data.csv", DATA)
  local path = os.getenv "PATH"
  if shell then
    for _, name in ipairs { "sh", "timeout", "sleep" } do
      local from <const> = io.popen("command -v " .. name):read "l"
      lfs.link(from, folder:keep(bin .. "/" .. name), true)
    end
    path = bin
    if shell ~= "" then
      folder:write("bin/gnuplot", "#!/bin/sh\n" .. shell .. "\n")
      os.execute("chmod +x " .. bin .. "/gnuplot")
    end
  end
  local out <const> = folder:path "out"
  local result <const> = program.with({ PATH = path }, "run", folder:path "script.lua", "--root",
    folder.folder, "--out", "out")
  local left <const> = {}
  for name in lfs.dir(out) do
    if not name:find "^%.+$" then
      left[name] = bytes_of(out .. "/" .. name)
      os.remove(out .. "/" .. name)
    end
  end
  folder:keep(out)
  return result, left
end

local WARNING <const> = ": warning: charts are left out, their words stand for them: gnuplot "

describe("ingot run with charts", function()
  it("writes a picture beside the document for each", function()
    if not needs_gnuplot() then return end
    local result <const>, left <const> = run()
    assert.equal("", result.err)
    assert.is_truthy(left["script-1.svg"] and left["script-2.svg"])
    assert.is_truthy(left["script.md"]:find(
      "![Exports by partner, April 2025: Mexico 3,000 mt.](script-1.svg)", 1, true))
    assert.is_truthy(left["script-2.svg"]:find("Source: data.csv; data of March to April 2025", 1, true))
    local again <const> = select(2, run())
    assert.equal(left["script-1.svg"], again["script-1.svg"])
    assert.equal(left["script-2.svg"], again["script-2.svg"])
  end)

  for name, case in pairs {
    ["without gnuplot"] = { "", "is not installed (Debian: gnuplot-nox)" },
    ["with a gnuplot that fails"] = { "exit 1", "failed" },
    ["with a gnuplot that draws half"] = { "echo '<svg>'; exit 0", "failed" },
    ["with a gnuplot that draws something else"] = { "echo '<svg></svg>'; exit 0",
      "wrote a picture that is not understood" },
  } do
    it(name .. " warns once and keeps the words", function()
      local result <const>, left <const> = run(case[1])
      assert.equal(0, result.code)
      assert.equal(WARNING .. case[2] .. "\n", result.err:gsub("^.-script%.lua", ""))
      assert.is_nil(left["script-1.svg"])
      assert.is_truthy(left["script.md"]:find(
        "\nExports by partner, April 2025: Mexico 3,000 mt.\n\n*Source: data.csv; data of April 2025*",
        1, true))
      assert.is_truthy(left["script.claims.json"]:find('"text": "3,000"', 1, true))
    end)
  end
end)
