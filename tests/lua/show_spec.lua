-- `ingot show`: what it prints and how it ends.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"
local native = require "ingot.native"
local program = require "support.program"
local scratch = require "support.scratch"

local ZH <const> = "tests/lua/fixtures/customs/zh-2025.csv"

describe("ingot show", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  -- Runs the command with words; gives exit code, standard output and standard error.
  local function show(...)
    local result <const> = program.ingot("show", ...)
    return result.code, result.out, result.err
  end

  it("prints files, columns, coverage and the first rows", function()
    local code <const>, out <const> = show(ZH, "--profile", "gacc-zh", "--flow", "export",
      "--head", "2")
    assert.equals(0, code)
    assert.equals(table.concat({
      "1 file, 4 rows, profile gacc-zh, flow export",
      "  tests/lua/fixtures/customs/zh-2025.csv: 4 rows",
      "",
      "columns",
      "  month         month, 3 distinct, 2025-01 to 2025-04, from '数据年月'",
      "  flow          text, only 'export'",
      "  hs            text, 3 distinct, '62121090' to '76149000', from '商品编码'",
      "  hs_name       text, 3 distinct, '其他材料制胸罩' to '非绝缘的钢芯铝制绞股线…', from '商品名称'",
      "  partner_code  text, 3 distinct, '116' to '429', from '贸易伙伴编码'",
      "  partner       text, 3 distinct, '墨西哥' to '马来西亚', from '贸易伙伴名称'",
      "  qty1          decimal(0), 4 distinct, 8,000 to 1,200,500, from '第一数量'",
      "  qty1_unit     text, 2 distinct, '件' to '千克', from '第一计量单位'",
      "  qty2          decimal(0), 2 distinct, 0 to 790, from '第二数量'",
      "  qty2_unit     text, 3 missing, only '千克', from '第二计量单位'",
      "  qty_kg        decimal(0) kg, 4 distinct, 790 to 1,200,500",
      "  value_cny     decimal(0) CNY, 4 distinct, 34,500 to 3,601,500, from '人民币'",
      "  file          text, only 'tests/lua/fixtures/cust…'",
      "  line          decimal(0), 4 distinct, 2 to 5",
      "",
      "coverage",
      "  export: 3 codes, 2025-01 to 2025-04, without gaps",
      "",
      "first rows",
      "",
    }, "\n"), (out:match "^.-first rows\n":gsub("\nread as\n.-\n\n", "\n")))
    assert.equals("2 of 4 rows", out:match "([^\n]*)\n$")
  end)

  it("says how to list what is no source", function()
    assert.same({ 64, "", "ingot: show: 'metrics' is no source; use: ingot list metrics\n" },
      { show "metrics" })
  end)

  it("tells warnings and how many rejects of which kind, and each of them when asked", function()
    local path <const> = here:write("a.csv", "month,qty\n2025-01,5\n2025-02\n2025-03\n")
    local code <const>, told <const> = show(path, "--rejects")
    assert.equals(0, code)
    local out <const> = told:gsub(path:gsub("%W", "%%%0"), "PATH")
    assert.is_truthy(out:find("\nwarnings\n  PATH: ", 1, true))
    assert.is_truthy(out:find "\n2 rejects\n  2 [^\n]+\n\nrejects\n  PATH:3: [^\n]+\n")
    assert.is_truthy(out:find "\n  PATH:4: [^\n]+\n")
    local _, short <const> = show(path)
    assert.is_truthy(short:find("\n2 rejects\n", 1, true))
    assert.is_nil(short:find("\nrejects\n", 1, true))
    local _, without <const> = show(ZH, "--profile", "gacc-zh", "--flow", "export", "--rejects")
    assert.is_truthy(without:find("\nrejects\nnone\n", 1, true))
  end)

  it("shows names and values from a file safely", function()
    local path <const> = here:write("a.csv", "na\27me,b\nx\27[2J,1\n")
    local _, out <const> = show(path)
    assert.is_nil(out:find "\27")
    assert.is_truthy(out:find("na\\x1Bme", 1, true))
    assert.is_truthy(out:find("x\\x1B[2J", 1, true))
  end)

  it("prints the same for machines as JSON", function()
    local code <const>, out <const> = show(ZH, "--profile", "gacc-zh", "--flow", "export",
      "--json", "--head", "1", "--rejects")
    assert.equals(0, code)
    local facts <const> = native.json_decode(out)
    assert.same({ { path = ZH, rows = 4, without = {} } }, facts.files)
    assert.equals("gacc-zh export 4 0",
      ("%s %s %d %d"):format(facts.profile, facts.flow, facts.rows, facts.rejected))
    assert.same({
      flow = "export", codes = 3, from = "2025-01", to = "2025-04", complete = true,
    }, facts.coverage[1])
    assert.same({ name = "value_cny", type = "decimal(0)", unit = "CNY", missing = 0,
      distinct = 4, min = "34500", max = "3601500", source = "人民币" }, facts.columns[12])
    assert.same({ month = "2025-01", partner = "墨西哥", qty_kg = 1200500 }, {
      month = facts.head[1].month, partner = facts.head[1].partner,
      qty_kg = facts.head[1].qty_kg,
    })
    assert.equals(1, #facts.head)
    assert.equals(out, select(2, show(ZH, "--json", "--rejects", "--head", "1", "--flow",
      "export", "--profile", "gacc-zh")))
  end)

  it("takes several sources as one table", function()
    local _, out <const> = show(ZH, "tests/lua/fixtures/customs/zh-2024.csv", "--profile",
      "gacc-zh", "--flow", "export", "--head", "0")
    assert.equals("2 files, 6 rows, profile gacc-zh, flow export", out:match "^[^\n]*")
    assert.equals("0 of 6 rows", out:match "([^\n]*)\n$")
  end)

  it("tells how files were read, and why", function()
    local path <const> = here:write("a.csv", "a;b\n'x;y';1\n'z';2\n")
    local code <const>, out <const> = show(path)
    assert.equals(0, code)
    assert.is_truthy(out:find "\nread as\n  delimiter  ; %([^\n]+%)\n  quote      ' %([^\n]+%)\n")
    local _, told <const> = show(path, "--json")
    local first <const> = native.json_decode(told).detected[1]
    assert.same({ path, "delimiter", ";", false },
      { first.file, first.what, first.value, first.given })
    assert.is_true(#first.why > 10)
  end)

  it("reads standard input, and what is packed", function()
    local path <const> = here:write("a.csv", "a,b\nx,1\n")
    here:keep(path .. ".gz")
    assert(os.execute(("gzip -k '%s'"):format(path)))
    local code <const>, packed <const> = show(path .. ".gz")
    assert.equals(0, code)
    assert.equals(("1 file, 1 row\n  %s.gz: 1 row, packed with gzip\n"):format(path),
      packed:match "^.-\n.-\n")
    local program_path <const> = lfs.symlinkattributes("/proc/self/exe", "target")
    local input <close> = assert(io.popen(("'%s' show - <'%s.gz'"):format(program_path, path)))
    assert.equals("1 file, 1 row\n  standard input: 1 row\n", input:read "a":match "^.-\n.-\n")
  end)

  it("tells of each file which columns it has nothing in", function()
    local a <const> = here:write("a.csv", "month,qty,unit\n2025-01,5,t\n")
    local b <const> = here:write("b.csv", "qty,month\n6,2025-02\n")
    local _, out <const> = show(a, b)
    assert.equals(("2 files, 2 rows\n  %s: 1 row\n  %s: 1 row, nothing in unit\n"):format(a, b),
      out:match "^.-\n.-\n.-\n")
    local _, told <const> = show("--json", a, b)
    assert.same({ { path = a, rows = 1, without = {} }, { path = b, rows = 1,
      without = { "unit" } } }, native.json_decode(told).files)
  end)

  -- The exit code and the first line on standard error; nothing else may be printed.
  local function failure(...)
    local code <const>, out <const>, err <const> = show(...)
    assert.equals("", out)
    return { code, err:match "^[^\n]*" }
  end

  it("ends with 64 when it is used wrongly", function()
    assert.same({ 64, "ingot: show: profile 'gacc-zh' needs to be told the flow, which its "
      .. 'files do not say: flow = "export" or flow = "import"' },
      failure(ZH, "--profile", "gacc-zh"))
    assert.same({ 64, "ingot: profile 'gacc-zh', which the header speaks for (10 of 10 headers known), "
      .. 'needs to be told the flow, which its files do not say: flow = "export" or flow = "import"; '
      .. "--profile none reads the columns as they stand" }, failure(ZH))
    assert.same({ 64, "ingot: unknown profile 'gacc-hz' (did you mean 'gacc-zh'?)" },
      failure(ZH, "--profile", "gacc-hz"))
    assert.same({ 64, "ingot: --head: a number of rows expected, got 'ten'" },
      failure(ZH, "--head", "ten"))
    assert.same({ 64, "ingot: show: source: a path, a pattern or a list of these expected, got an "
      .. "empty text" }, failure "")
    assert.same({ 64, ("ingot: show: '%s' stands twice in the list of files"):format(ZH) },
      failure(ZH, ZH))
  end)

  it("ends with 65 when the data cannot be read, and with 66 when there are none", function()
    local latin <const> = here:write("latin.csv", "name,qty\nS\xE3o Paulo,2\n")
    assert.same({ 65, ZH .. ":1: not UTF-8 (byte 0xca at byte 2 of the file); name a profile "
      .. 'or set encoding = "gb18030" (Chinese) or "latin1" (Western)' }, failure(ZH, "--profile", "none"))
    assert.same({ 65, latin .. ":2: not UTF-8 (byte 0xe3 at byte 11 of the file); name a profile "
      .. 'or set encoding = "gb18030" (Chinese) or "latin1" (Western)' }, failure(latin))
    local path <const> = here:path "no.csv"
    assert.same({ 66, ("%s: no file 'no.csv' in '%s'"):format(path, here.folder) },
      failure(path))
  end)

  describe("of a snapshot", function()
    local path

    before_each(function()
      path = here:keep(here:path "a.arrow")
      local packed <const> = program.ingot("pack", here:write("a.csv",
        "month,hs,qty\n2025-01,0101,5\n2025-02,0102,\n"), "-o", path)
      assert.same({ 0, "", path .. ": 2 rows from 1 file\n" },
        { packed.code, packed.err, packed.out })
    end)

    it("tells the same as of its files", function()
      local _, of_files <const> = show(here:path "a.csv")
      local code <const>, out <const>, err <const> = show(path)
      assert.same({ 0, of_files, "" }, { code, out, err })
    end)

    it("checks every byte when asked, and tells what", function()
      local code <const>, out <const> = show(path, "--verify")
      assert.equals(0, code)
      assert.equals(table.concat({
        path .. ": 2 rows, 5 columns",
        "  month: values, 4 bytes in 1 block",
        "  hs: offsets, 12 bytes in 1 block",
        "  hs: texts, 8 bytes in 1 block",
        "  hs: values, 2 bytes in 1 block",
        "  qty: validity, 8 bytes in 1 block",
        "  qty: values, 2 bytes in 1 block",
      }, "\n"), out:match "^(.-)\n  file: ")
      assert.equals(table.concat({
        "  coverage: 4 rows", "  detected: 8 rows", "sources: as they were",
        "metadata and all blocks are as they were written", "",
      }, "\n"), out:match "(  coverage: .*)$")
      os.remove(here:path "a.csv")
      assert.is_truthy(select(2, show(path, "--verify")):find("\nsources: gone\n", 1, true))
    end)

    it("names damage, and ends with 65", function()
      local file <close> = assert(io.open(path, "r+b"))
      local at <const> = file:read "a":find "01010102"
      file:seek("set", at)
      file:write "9"
      file:flush()
      local code <const>, out <const>, err <const> = show(path, "--verify")
      assert.same({ 65, "", ("%s: damaged: column 'hs': texts of the dictionary: wrong checksum; "
        .. "pack it again from '%s'\n"):format(path, here:path "a.csv") }, { code, out, err })
    end)

    it("says on stderr that it is stale, and leaves it as it is", function()
      local before <const> = bytes_of(path)
      here:write("a.csv", "month,hs,qty\n2025-01,0101,6\n")
      local code <const>, out <const>, err <const> = show(path)
      assert.equals(0, code)
      assert.is_truthy(out:find "^1 file, 1 row\n")
      assert.equals(("%s: stale: '%s' has changed since: its sources were read instead; "
        .. "pack it again\n"):format(path, here:path "a.csv"), err)
      assert.equals(before, bytes_of(path))
    end)

    it("refuses words that do not go together", function()
      local refusals <const> = {
        { { path, "--flow", "export" }, "--flow: a snapshot knows how its files were read" },
        { { path, here:path "a.csv" }, ("'%s' is a snapshot, which is a source alone"):format(path) },
        { { here:path "a.csv", "--verify" }, "--verify: a snapshot expected, as customs.arrow" },
      }
      for _, refusal in ipairs(refusals) do
        local code <const>, out <const>, err <const> = show(table.unpack(refusal[1]))
        assert.same({ 64, "", "ingot: show: " .. refusal[2] .. "\n" }, { code, out, err })
      end
      local packed <const> = program.ingot("pack", path, "-o", here:path "b.csv")
      assert.same({ 64, ("ingot: pack: --output: a path that ends in '.arrow' expected, got '%s'\n")
        :format(here:path "b.csv") }, { packed.code, packed.err })
    end)
  end)
end)
