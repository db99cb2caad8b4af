-- `ingot diff`: what changed between two runs, sentence by sentence, and why.

local native = require "ingot.native"
local program = require "support.program"
local scratch = require "support.scratch"

local HEADER <const> = "month,flow,hs,partner_code,qty_kg,value_usd\n"
local ROWS <const> = {
  "2025-03,export,76141000,429,1000000,10", "2025-03,export,76141000,502,500000,30",
  "2025-04,export,76141000,429,3000000,30", "2025-04,export,76141000,502,1500000,45",
  "2025-05,export,76141000,429,3600000,30", "2025-05,export,76141000,502,4500000,45",
}

local SCRIPT <const> = [[
local ingot = require "ingot"
local period = ingot.option("period", ingot.period "2025-04")
local types = { types = { partner_code = "text", hs = "text" } }
local cube = ingot.cube(ingot.read("data.csv", types))
local total = cube:measure("exports", period)
local article = ingot.article {
  title = "Exports in {period}", period = period, names = { total = total },
}
article:say "Exports came to {total:t0}, {total.mom:change} MoM."
article:say("{name} ranked {exports.rank:ordinal} with {exports:t0}.",
  cube:by("partner"):top(2, "exports", period))
article:remark "Grid work."
return article]]

-- luacheck: no max line length

local function replaced(text, from, to)
  local at <const>, last <const> = text:find(from, 1, true)
  assert(at, from)
  return text:sub(1, at - 1) .. to .. text:sub(last + 1)
end

-- Runs `before` and `after`, { rows =, script =, period = }, in one folder, one after the other, and
-- gives what `ingot diff` says of the two.
local function diff(before, after, ...)
  local folder <close> = scratch.new()
  local files <const> = {}
  for i, one in ipairs { before, after } do
    local period <const> = one.period or "2025-04"
    folder:write("data.csv", HEADER .. table.concat(one.rows or ROWS, "\n") .. "\n")
    local script <const> = folder:write("script.lua", one.script or SCRIPT)
    local out <const> = folder:mkdir("out" .. i)
    local ran <const> = program.ingot("run", script, "--root", folder.folder, "--out", out, "--set",
      "period=" .. period)
    assert.equal("", (ran.err:gsub("^%S+ warning: charts are left out,[^\n]*\n$", "")))
    files[i] = folder:keep(("%s/script-%s.claims.json"):format(out, period))
    folder:keep(("%s/script-%s.md"):format(out, period))
    folder:keep(("%s/script-%s-1.svg"):format(out, period))
    if one.edit then
      local file <const> = assert(io.open(files[i], "rb"))
      local text <const> = file:read "a"
      file:close()
      folder:write(("out%d/script-%s.claims.json"):format(i, period), one.edit(text))
    end
  end
  return program.ingot("diff", files[1], files[2], ...)
end

local function rows_with(n, row)
  local rows <const> = table.move(ROWS, 1, #ROWS, 1, {})
  rows[n] = row
  return rows
end

local REVISED <const> = rows_with(3, "2025-04,export,76141000,429,3100000,30")

describe("ingot diff", function()
  it("is silent and gives 0 where nothing changed", function()
    assert.same({ out = "", err = "", code = 0 }, diff({}, {}))
  end)

  it("tells revised data from the words they change", function()
    local result <const> = diff({}, { rows = REVISED })
    assert.same({ "", 1 }, { result.err, result.code })
    assert.equal([[
data data.csv: its bytes changed

paragraph 1, sentence 1: revised data
  exports in 2025-04: 4,500 → 4,600 mt (+100)
  MoM of exports in 2025-04: up 200.0% → up 206.7%
    exports in 2025-04: 4,500 t → 4,600 t
  - Exports came to 4,500 mt, up 200.0% MoM.
  + Exports came to 4,600 mt, up 206.7% MoM.

paragraph 1, sentence 2: revised data
  exports (Mexico) in 2025-04: 3,000 → 3,100 mt (+100)
  - Mexico ranked first with 3,000 mt.
  + Mexico ranked first with 3,100 mt.

3 sentences as before
]], result.out)
  end)

  it("says of figures that moved behind the same digits only how many they are", function()
    local rows <const> = rows_with(3, "2025-04,export,76141000,429,3000001,30")
    local result <const> = diff({}, { rows = rows })
    assert.same({ "data data.csv: its bytes changed\n\n5 sentences as before, 3 figures changed "
      .. "behind the same digits\n", 1 }, { result.out, result.code })
  end)

  it("tells a new month, who is said in it, and what was revised since", function()
    local result <const> = diff({}, { rows = REVISED, period = "2025-05" })
    assert.equal([[
data data.csv: its bytes changed
revised since: exports in 2025-04: 4,500 t → 4,600 t

title: new month
  - Exports in April 2025
  + Exports in May 2025

paragraph 1, sentence 1: new month
  exports: 4,500 mt in 2025-04 → 8,100 mt in 2025-05
  MoM of exports: up 200.0% in 2025-04 → up 76.1% in 2025-05
  - Exports came to 4,500 mt, up 200.0% MoM.
  + Exports came to 8,100 mt, up 76.1% MoM.

paragraph 1, sentence 2 (was paragraph 1, sentence 3): new month
  rank of exports (United States): second in 2025-04 → first in 2025-05
  exports (United States): 1,500 mt in 2025-04 → 4,500 mt in 2025-05
  - The United States ranked second with 1,500 mt.
  + The United States ranked first with 4,500 mt.

paragraph 1, sentence 3 (was paragraph 1, sentence 2): new month, moved
  rank of exports (Mexico): first in 2025-04 → second in 2025-05
  exports (Mexico): 3,000 mt in 2025-04 → 3,600 mt in 2025-05
  - Mexico ranked first with 3,000 mt.
  + Mexico ranked second with 3,600 mt.

1 sentence as before
]], result.out)
  end)

  it("knows the title of a chart again by what the chart shows", function()
    local charted <const> = replaced(SCRIPT, 'article:remark "Grid work."',
      'article:chart("ranked", cube:by("partner"):top(2, "exports", period), { as = "t0" })')
    local result <const> = diff({ script = charted }, { script = charted, period = "2025-05" })
    assert.is_truthy(result.out:find("\nchart, paragraph 2: new month\n"
      .. "  - Exports by partner, April 2025\n  + Exports by partner, May 2025\n", 1, true))
    assert.is_nil(result.out:find("removed", 1, true))
  end)

  it("tells another wording, another display, what was added and removed", function()
    local script = replaced(SCRIPT, "Exports came to {total:t0}", "In {period}, exports were {total:t0}")
    script = replaced(script, "with {exports:t0}", "with {exports:t1}")
    script = replaced(script, 'article:remark "Grid work."', 'article:note "After {total.before:t0}"')
    local result <const> = diff({}, { script = script })
    assert.equal([[
paragraph 1, sentence 1: changed wording
  template: Exports came to {total:t0}, {total.mom:change} MoM. → In {period}, exports were {total:t0}, {total.mom:change} MoM.
  - Exports came to 4,500 mt, up 200.0% MoM.
  + In April 2025, exports were 4,500 mt, up 200.0% MoM.

paragraph 1, sentence 2: changed rule, changed wording
  template: {name} ranked {exports.rank:ordinal} with {exports:t0}. → {name} ranked {exports.rank:ordinal} with {exports:t1}.
  exports (Mexico) in 2025-04: printed 3,000 → 3,000.0 mt
  - Mexico ranked first with 3,000 mt.
  + Mexico ranked first with 3,000.0 mt.

paragraph 1, sentence 3: changed rule, changed wording
  template: {name} ranked {exports.rank:ordinal} with {exports:t0}. → {name} ranked {exports.rank:ordinal} with {exports:t1}.
  exports (United States) in 2025-04: printed 1,500 → 1,500.0 mt
  - The United States ranked second with 1,500 mt.
  + The United States ranked second with 1,500.0 mt.

remark, paragraph 2: removed
  - Grid work.

paragraph 2, sentence 1: added, by what said nothing in the old
  + After 1,500 mt

1 sentence as before
]], result.out)
  end)

  it("tells another rule that speaks", function()
    local script <const> = replaced(replaced(SCRIPT, 'article:say "Exports came to {total:t0}, '
      .. '{total.mom:change} MoM."', 'article:tell(total, { "up", "little" })'), "local total", [[
ingot.rule "up" { when = "mom >= 1", say = "{metric} rose to {level:t0}." }
ingot.rule "little" { when = "mom < 1", say = "{metric} only came to {level:t0}." }
local total]])
    local less <const> = rows_with(3, "2025-04,export,76141000,429,1000000,30")
    local result <const> = diff({ script = script }, { script = script, rows = less })
    assert.equal([[
paragraph 1, sentence 1: revised data, another rule
  rule: up → little
  exports in 2025-04: 4,500 → 2,500 mt (-2,000)
  - Exports rose to 4,500 mt.
  + Exports only came to 2,500 mt.
]], result.out:match "(paragraph 1, sentence 1:.-\n)\n")
  end)

  it("matches what stands elsewhere behind a sentence put in", function()
    local script <const> = replaced(SCRIPT, 'article:say "Exports came',
      'article:say "A year before, {total.before:t0}."\narticle:say "Exports came')
    local result <const> = diff({}, { script = script })
    assert.equal([[
paragraph 1, sentence 1: added, by what said nothing in the old
  + A year before, 1,500 mt.

5 sentences as before
]], result.out)
  end)

  it("tells a metric that is defined otherwise", function()
    local metric <const> = 'ingot.metric "sold" { formula = "%s", unit = "t" }\nlocal total ='
    local function with(formula)
      return (replaced(replaced(SCRIPT, "local total =", metric:format(formula)),
        'measure("exports"', 'measure("sold"'))
    end
    local result <const> = diff({ script = with "sum(qty_kg) / 1000" },
      { script = with "2 * sum(qty_kg) / 1000" })
    assert.equal([[
metric sold: formula sum(qty_kg) / 1000 → 2 * sum(qty_kg) / 1000

paragraph 1, sentence 1: changed definition
  sold in 2025-04: 4,500 → 9,000 mt (+4,500)
  - Exports came to 4,500 mt, up 200.0% MoM.
  + Exports came to 9,000 mt, up 200.0% MoM.

4 sentences as before
]], result.out)
  end)

  it("tells a product of other codes, and rows chosen otherwise", function()
    local product <const> = 'ingot.product "wire" { en = "wire", codes = { %s } }\nlocal total ='
    local function with(codes)
      return replaced(replaced(SCRIPT, "local total =", product:format(codes)),
        'total = cube:measure', 'total = cube:slice { product = "wire" }:measure')
    end
    local rows <const> = table.move(ROWS, 1, #ROWS, 1, { "2025-04,export,76149000,429,1000000,9" })
    table.insert(rows, "2025-04,export,76149000,429,1000000,9")
    table.remove(rows, 1)
    local result <const> = diff({ script = with '"76141000"', rows = rows },
      { script = with '"76141000", "76149000"', rows = rows })
    assert.is_truthy(result.out:find("product wire: 76141000 → 76141000 76149000\n", 1, true),
      result.out)
    assert.is_truthy(result.out:find("paragraph 1, sentence 1: changed definition", 1, true))
    local chosen <const> = diff({}, { script = replaced(SCRIPT, 'types))',
      'types):where "partner_code == \'429\'")') })
    assert.is_truthy(chosen.out:find("data data.csv: other rows of it, 6 → 3 rows\n", 1, true),
      chosen.out)
    assert.is_truthy(chosen.out:find("paragraph 1, sentence 1: changed rule\n", 1, true), chosen.out)
  end)

  it("counts the parts of a file's rows together", function()
    local definitions <const> = require "ingot.command.diff.definitions"
    local function file(rows)
      return { sources = {
        { path = "a.csv", hash = "h", filter = "qty_kg > 1", rows = rows },
        { path = "a.csv", hash = "h", filter = "qty_kg > 2", rows = 2 },
      } }
    end
    assert.same({ { path = "a.csv", change = "other rows", old_rows = 5, rows = 6 } },
      definitions.sources(file(3), file(4)))
    assert.same({}, definitions.sources(file(3), file(3)))
  end)

  it("gives the same to machines", function()
    local result <const> = diff({}, { rows = REVISED }, "--json")
    local found <const> = native.json_decode(result.out)
    assert.equal(1, result.code)
    assert.same({ true, 3, 2, "changed", { "revised data" }, "exports in 2025-04",
      "4,500 → 4,600 mt (+100)", "c1" }, {
        found.differs, found.same, #found.sentences, found.sources[1].change,
        found.sentences[1].causes, found.sentences[1].changes[1].what,
        found.sentences[1].changes[1].text, found.sentences[1].changes[1].new_id,
      })
    local same <const> = diff({}, {}, "--json")
    assert.same({ 0, false, {} }, { same.code, native.json_decode(same.out).differs,
      native.json_decode(same.out).sentences })
  end)

  it("takes files that keep no sentences", function()
    local function stripped(text)
      local document <const> = native.json_decode(text)
      document.sentences, document.language = nil, nil
      return native.json_encode(document)
    end
    local result <const> = diff({ edit = stripped }, { rows = REVISED })
    assert.is_truthy(result.out:find(
      "paragraph 1, sentence 1: revised data\n  exports in 2025-04: 4,500 → 4,600 mt (+100)\n",
      1, true), result.out)
  end)
end)

describe("ingot diff, of what it cannot compare,", function()
  local GOOD <const> = '{ "ingot": 1, "language": "en", "sentences": [], "claims": [] }'

  -- Exit code and stderr of a diff of two files with these bytes; nil is no file.
  local function refused(old, new)
    local folder <close> = scratch.new()
    for name, bytes in pairs { old = old, new = new } do
      folder:write(name, bytes)
    end
    local result <const> = program.ingot("diff", folder:path "old", folder:path "new")
    assert.equal("", result.out)
    return { result.code, (result.err:gsub(folder.folder:gsub("%p", "%%%0") .. "/", "")) }
  end

  it("names the file and what is wrong", function()
    assert.same({ 66, "new: no such file\n" }, refused(GOOD, nil))
    assert.same({ 65, "old: no claims in it; a *.claims.json file is expected\n" },
      refused('{ "a": 1 }', GOOD))
    assert.same({ 65, "new: a claims file of format 2; this program knows 1 and older\n" },
      refused(GOOD, (GOOD:gsub('"ingot": 1', '"ingot": 2'))))
    assert.same({ 65, "new: its sentences are in 'zh', those of old in 'en'; compare files of one "
      .. "language\n" }, refused(GOOD, (GOOD:gsub('"en"', '"zh"'))))
    assert.same({ 65, "new: claims: entry 1 has no 'id' as a run writes it\n" },
      refused(GOOD, (GOOD:gsub('"claims": %[%]', '"claims": [{}]'))))
    assert.same({ 65, "old: sentences: entry 1 has no 'at' as a run writes it\n" },
      refused((GOOD:gsub('"sentences": %[%]', '"sentences": [7]')), GOOD))
    local broken <const> = refused(GOOD, "{ ")
    assert.same({ 65, "new: " }, { broken[1], broken[2]:sub(1, 5) })
    assert.same({ 0, "" }, refused(GOOD, GOOD))
  end)

  it("wants two files", function()
    local folder <close> = scratch.new()
    local path <const> = folder:write("old", GOOD)
    local result <const> = program.ingot("diff", path)
    assert.equal(64, result.code)
    local whole <const> = program.ingot("diff", folder.folder, path)
    assert.same({ 66, folder.folder .. ": is a directory, a *.claims.json file is expected\n" },
      { whole.code, whole.err })
  end)
end)
