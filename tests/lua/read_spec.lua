-- Reading files with a profile and without: every quirk of the customs downloads, and every way in
-- which a file can be wrong.

local native = require "ingot.native"
local period = require "ingot.period"
local raised = require "support.raised"
local read = require "ingot.read"
local scratch = require "support.scratch"
local warned = require "support.warned"

local FOLDER <const> = "tests/lua/fixtures/customs/"
local ZH <const> = { profile = "gacc-zh", flow = "export" }
local COLLECT <const> = { profile = "gacc-zh", flow = "export", on_error = "collect" }
local EN <const> = { profile = "gacc-en", flow = "export" }
local HEAD <const> = "数据年月,商品编码,第一数量,第一计量单位,人民币,\n"

describe("ingot.read", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  local function names(data)
    local list <const> = {}
    for i, column in ipairs(data:schema()) do
      list[i] = column.name
    end
    return table.concat(list, " ")
  end

  local function column(data, name)
    for _, each in ipairs(data:schema()) do
      if each.name == name then
        return each
      end
    end
  end

  -- The exact texts of a column, "·" where missing.
  local function texts(data, name)
    local list <const> = {}
    for row = 1, #data do
      list[row] = data:text(row, name) or "·"
    end
    return table.concat(list, " ")
  end

  describe("of a customs download in Chinese", function()
    it("tries strict UTF-8, then GB18030", function()
      assert.equals("墨西哥 马来西亚 墨西哥 日本",
        texts(read.read(FOLDER .. "zh-2025.csv", ZH), "partner"))
      assert.equals("墨西哥 日本", texts(read.read(FOLDER .. "zh-2024.csv", ZH), "partner"))
    end)

    it("makes no column of the comma behind the last field", function()
      assert.equals("month flow hs hs_name partner_code partner qty1 qty1_unit qty2 "
        .. "qty2_unit qty_kg value_cny file line",
        names(read.read(FOLDER .. "zh-2025.csv", ZH)))
    end)

    it("takes thousands commas in the value, and nowhere else", function()
      assert.equals("3601500 241000 2880001 34500",
        texts(read.read(FOLDER .. "zh-2025.csv", ZH), "value_cny"))
      local path <const> = here:write("a.csv",
        HEAD .. '202501,76141000,"1,500",千克,"1,500",\n')
      local data <const> = read.read(path, COLLECT)
      assert.equals("· 1500", texts(data, "qty1") .. " " .. texts(data, "value_cny"))
      assert.equals("1,500", data:rejects():text(1, "value"))
    end)

    it("takes ?, - and — for a unit that is not there", function()
      assert.equals("· · · 千克", texts(read.read(FOLDER .. "zh-2025.csv", ZH), "qty2_unit"))
      assert.equals("· Kilogram ·",
        texts(read.read(FOLDER .. "en-2025.csv", EN), "qty2_unit"))
    end)

    it("trims a TAB before the comma", function()
      local data <const> = read.read(FOLDER .. "zh-2025.csv", ZH)
      assert.equals("122 76149000 80000 241000", table.concat({
        data:text(2, "partner_code"), data:text(2, "hs"), data:text(2, "qty1"),
        data:text(2, "value_cny"),
      }, " "))
    end)

    it("warns of a file of exactly 10,000 rows, and says that it covers nothing", function()
      local row <const> = "202501,76141000,5,千克,7,\n"
      local full <const> = here:write("full.csv", HEAD .. row:rep(10000))
      local short <const> = here:write("short.csv", HEAD .. row:rep(9999))
      assert.equals(0, #read.read(full, ZH):coverage())
      assert.same({ "exactly 10,000 rows: the download is probably cut off" },
        warned(full))
      assert.equals(1, #read.read(short, ZH):coverage())
      assert.same({}, warned(short))
    end)

    it("gives every row the flow it was told", function()
      assert.equals("export export", texts(read.read(FOLDER .. "zh-2024.csv", ZH), "flow"))
    end)

    it("finds columns under their other names, in any order", function()
      local data <const> = read.read(FOLDER .. "zh-2024.csv", ZH)
      assert.equals("month flow hs partner_code partner province_code province mode_code "
        .. "mode qty1 qty1_unit qty_kg value_usd file line", names(data))
      assert.equals("数量", column(data, "qty1").source)
    end)

    it("keeps the leading zero of a code", function()
      assert.equals("76141000 01012100", texts(read.read(FOLDER .. "zh-2024.csv", ZH), "hs"))
    end)

    it("reads files of different columns into one table", function()
      local data <const> = read.read({ FOLDER .. "zh-2024.csv", FOLDER .. "zh-2025.csv" }, ZH)
      assert.equals(6, #data)
      assert.equals("43 37 · · · ·", texts(data, "province_code"))
      assert.equals("2000000 91000 · · · ·", texts(data, "value_usd"))
      assert.equals("2024-12 2024-12 2025-01 2025-01 2025-02 2025-04", texts(data, "month"))
    end)

    it("takes the currency of a value whose header does not say it", function()
      local path <const> = here:write("a.csv", "年月,商品编码,金额\n202501,76141000,\"1,200\"\n")
      local open <const> = read.read(path, ZH)
      assert.equals("1200", texts(open, "value"))
      assert.is_nil(column(open, "value").unit)
      local told <const> =
        read.read(path, { profile = "gacc-zh", flow = "export", currency = "USD" })
      assert.equals("1200", texts(told, "value_usd"))
      assert.equals("USD", column(told, "value_usd").unit)
    end)
  end)

  describe("of a customs download in English", function()
    it("takes both spellings of Supplementary", function()
      assert.equals("0 790 0", texts(read.read(FOLDER .. "en-2025.csv", EN), "qty2"))
      assert.equals("790",
        texts(read.read(FOLDER .. "en-2025-supplementary.csv", EN), "qty2"))
    end)

    it("takes whichever quantity is in kilograms", function()
      local data <const> = read.read(FOLDER .. "en-2025.csv", EN)
      assert.equals("1300000 790 ·", texts(data, "qty_kg"))
      assert.same({ "kg", "decimal(0)" },
        { column(data, "qty_kg").unit, column(data, "qty_kg").type })
    end)

    it("reads a file without a header by the profile's usual columns", function()
      local headed <const> = read.read(FOLDER .. "en-2025.csv", EN)
      local bare <const> = read.read(FOLDER .. "en-no-header.csv",
        { profile = "gacc-en", flow = "export", header = false })
      assert.equals(names(headed), names(bare))
      for _, name in ipairs { "month", "hs", "hs_name", "qty_kg", "qty2_unit" } do
        assert.equals(texts(headed, name), texts(bare, name))
      end
    end)

    it("reads a file without a header by the columns it is told", function()
      local path <const> = here:write("a.csv", "76141000,202501,12\n")
      local data <const> = read.read(path,
        { profile = "gacc-en", flow = "export", header = { "hs", "month", "value_usd" } })
      assert.equals("2025-01 76141000 12", table.concat({
        texts(data, "month"), texts(data, "hs"), texts(data, "value_usd"),
      }, " "))
    end)
  end)

  describe("without a profile", function()
    it("keeps the columns as they stand and infers their types", function()
      local path <const> = here:write("a.csv",
        "partner,month,qty,price\nMexico,2025-01,0012,1.5\nJapan,2025-02,7,2\n")
      local data <const> = read.read(path)
      assert.equals("partner month qty price file line", names(data))
      assert.same({ "text", "month", "text", "decimal(1)" }, {
        column(data, "partner").type, column(data, "month").type, column(data, "qty").type,
        column(data, "price").type,
      })
    end)

    it("takes types and units from the caller", function()
      local path <const> = here:write("a.csv", "hs,month,qty\n76141000,202501,5\n")
      local data <const> = read.read(path, { types = { hs = "text" }, units = { qty = "t" } })
      assert.equals("text", column(data, "hs").type)
      assert.equals("t", column(data, "qty").unit)
    end)

    it("takes delimiter, quote and encoding from the caller", function()
      local path <const> = here:write("a.csv", "name;qty\n'S\xE3o; Paulo';2\n")
      local data <const> = read.read(path,
        { delimiter = ";", quote = "'", encoding = "latin1" })
      assert.equals("São; Paulo", data:text(1, "name"))
    end)

    it("takes a flow and gives coverage", function()
      local path <const> = here:write("a.csv", "month,qty\n2025-01,5\n2025-03,6\n")
      local data <const> = read.read(path, { flow = "import" })
      assert.equals("import import", texts(data, "flow"))
      assert.equals("2025-01 2025-02 2025-03", texts(data:coverage(), "month"))
    end)
  end)

  it("follows a profile's constants, row filter and derived columns", function()
    require "ingot.format".define "spec-wide" {
      columns = {
        { name = "month", aliases = { "when" }, kind = "month", required = true },
        { name = "partner_code", kind = "text" },
        { name = "t", kind = "decimal", missing = { "n/a" }, unit = "t" },
        { name = "pounds", kind = "decimal" },
      },
      constants = { reporter = "China", flow = "export" },
      where = "partner_code ~= '0'",
      derive = {
        { name = "qty_kg", unit = "kg", first_of = { "t * 1000", "pounds * 0.45" } },
        { name = "stone", first_of = { "pounds / 14" } },
      },
    }
    local path <const> = here:write("a.csv",
      "t,when,partner_code\n5,202501,0\n3,202501,429\nn/a,202502,116\n")
    local data <const> = read.read(path, { profile = "spec-wide" })
    assert.equals("month flow partner_code reporter qty_kg t file line", names(data))
    assert.equals("3000 ·", texts(data, "qty_kg"))
    assert.equals("China China", texts(data, "reporter"))
    assert.equals("3 4", texts(data, "line"))
  end)

  describe("of a file that cannot be read, raises", function()
    -- What reading some bytes raises, with PATH for the file.
    local function problem(bytes, options)
      local path <const> = here:write("a.csv", bytes)
      local message <const>, kind <const> = raised(read.read, path, options)
      assert.equals("data", kind)
      return (message:gsub(path:gsub("%W", "%%%0"), "PATH"))
    end

    it("a missing file", function()
      local path <const> = here:path "no.csv"
      local message <const>, kind <const> = raised(read.read, path)
      assert.equals(("HERE: %s: no file 'no.csv' in '%s'"):format(path, here.folder), message)
      assert.equals("no input", kind)
    end)

    it("a folder where a file is wanted", function()
      local path <const> = here:mkdir "a.csv"
      local message <const>, kind <const> = raised(read.read, path)
      assert.equals("HERE: " .. path .. ": the folder holds no .csv file", message)
      assert.equals("no input", kind)
      local none, native_message <const>, native_kind <const> = native.read({ path }, {})
      assert.same({ path .. ": is a directory", "no input" },
        { native_message, native_kind })
      assert.is_nil(none)
    end)

    it("a file without permission", function()
      local path <const> = here:write("a.csv", "a\n1\n")
      assert(os.execute(("chmod 000 '%s'"):format(path)))
      local file <const> = io.open(path)
      if file then
        file:close()
        pending "the superuser may read everything"
      end
      local message <const>, kind <const> = raised(read.read, path)
      assert.equals(path .. ": cannot be read: permission denied", message)
      assert.equals("no input", kind)
    end)

    it("an empty file", function()
      assert.equals("PATH: empty file", problem "")
      assert.equals("PATH: empty file", problem("", { on_error = "collect" }))
      assert.equals("PATH: empty file", problem("\n\r\n", { header = false }))
    end)

    it("an empty file among others, though its columns are listed", function()
      local full <const>, empty <const> = here:write("a.csv", "1,2\n"), here:write("b.csv", "")
      for _, bytes in ipairs { "", "\r\n\n" } do
        here:write("b.csv", bytes)
        for _, on_error in ipairs { "stop", "collect" } do
          assert.equals(empty .. ": empty file",
            (raised(read.read, { full, empty }, { header = { "a", "b" }, on_error = on_error })))
        end
      end
    end)

    it("an empty file is no mistake where its columns are listed, but it is said", function()
      for _, bytes in ipairs { "", "\n", "\r\n\r\n \n", "\xEF\xBB\xBF" } do
        local path <const> = here:write("a.csv", bytes)
        for _, options in ipairs { {}, { on_error = "collect" }, { types = "text" }, { skip = 1 } } do
          options.header = { "a", "b" }
          local data <close> = read.read(path, options)
          assert.equals("a,b,file,line\n", (data:csv()))
          assert.equals("empty file", data:warnings():text(1, "message"))
          assert.equals(1, #data:warnings())
        end
      end
    end)

    it("a header alone is no mistake, be it in the file or given", function()
      local path <const> = here:write("a.csv", "a,b\n")
      for _, options in ipairs { { header = true }, { header = { "a", "b" }, skip = 1 } } do
        local data <close> = read.read(path, options)
        assert.equals("a,b,file,line\n", (data:csv()))
      end
    end)

    it("binary data", function()
      assert.equals("PATH: binary data (a NUL byte at byte 9)",
        problem "\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    end)

    it("bytes that are no UTF-8, by line", function()
      assert.equals("PATH:3: not UTF-8 (byte 0xe3 at byte 16 of the file); name a profile or "
        .. 'set encoding = "gb18030" (Chinese) or "latin1" (Western)', problem "name,qty\nok,1\nS\xE3o Paulo,2\n")
    end)

    it("bytes that are neither UTF-8 nor GB18030, by line", function()
      assert.equals("PATH:2: neither UTF-8 nor GB18030 (byte 0xff at byte 24 of the file)",
        problem("数据年月,人民币\n\xFF\xFF,2\n", ZH))
    end)

    it("a header that the profile does not know", function()
      assert.equals("PATH:1: the header lacks 'month' (数据年月, 年月 or 日期); it has 'a', 'b'",
        problem("a,b\n1,2\n", ZH))
      assert.equals("PATH:1: the header lacks 'month' (数据年月, 年月 or 日期); it has "
        .. "'数据年月份'; is '数据年月份' meant?", problem("数据年月份\n202501\n", ZH))
    end)

    it("two headers for one column", function()
      assert.equals("PATH:1: columns 1 ('数据年月') and 2 ('年月') are both 'month'",
        problem("数据年月,年月\n202501,202501\n", ZH))
    end)

    it("a quote that is never closed", function()
      assert.equals("PATH:3: a quote opened on line 2 is never closed",
        problem 'a,b\n"x,1\ny,2\n')
    end)
  end)

  describe("lists as a reject, with its place,", function()
    local function rejects(data)
      local list <const> = {}
      for i = 1, #data:rejects() do
        local cells <const> = {}
        for c, name in ipairs { "line", "column", "kind", "value", "reason", "record" } do
          cells[c] = data:rejects():text(i, name) or "·"
        end
        list[i] = table.concat(cells, " | ")
      end
      return list
    end

    it("rows that are too short or too long", function()
      local path <const> = here:write("a.csv", HEAD .. "202501,76141000,5,千克,7,\n"
        .. "202502,76141000\n202503,76141000,5,千克,7,8,9\n")
      local data <const> = read.read(path, COLLECT)
      assert.same({
        "3 | · | short_row | · | expected 5 fields, got 2 | 202502,76141000",
        "4 | · | long_row | · | expected 5 fields, got 7 | 202503,76141000,5,千克,7,8,9",
      }, rejects(data))
      assert.equals("2025-01", texts(data, "month"))
      assert.same({
        "2 cells or rows rejected", "the first rejected is on line 3: expected 5 "
        .. "fields, got 2: '202502,76141000'",
      }, warned(path))
    end)

    it("a bad number on line 3 of the second file", function()
      local first <const> = here:write("a.csv", HEAD .. "202501,76141000,5,千克,7,\n")
      local second <const> = here:write("b.csv", HEAD .. "202502,76141000,5,千克,7,\n"
        .. "202503,76141000,x7,千克,7,\n")
      local data <const> = read.read({ first, second }, COLLECT)
      assert.same({ "3 | qty1 | not_decimal | x7 | integer or decimal expected | "
        .. "202503,76141000,x7,千克,7," }, rejects(data))
      assert.equals(second, data:rejects():text(1, "file"))
      assert.equals("5 5 ·", texts(data, "qty_kg"))
      assert.same({}, warned(first))
      assert.same({
        "1 cell or row rejected", "the first rejected is on line 3: column 'qty1': integer "
        .. "or decimal expected, got 'x7'",
      }, warned(second))
    end)

    it("a month that is none", function()
      local path <const> = here:write("a.csv", HEAD .. "2025-13,76141000,5,千克,7,\n")
      assert.same({ "2 | month | not_month | 2025-13 | month expected | 2025-13,76141000,5,千克,7," },
        rejects(read.read(path, COLLECT)))
    end)
  end)

  it("warns of a file whose name says the other flow", function()
    local wrong <const> = here:write("cable-import.csv", HEAD .. "202501,76141000,5,千克,7,\n")
    local both <const> = here:write("export-and-import.csv", HEAD)
    local chinese <const> = here:write("电缆进口.csv", HEAD)
    read.read({ wrong, both, chinese }, ZH)
    assert.same({ "read as export, but its name says import" }, warned(wrong))
    assert.same({}, warned(both))
    assert.same({ "read as export, but its name says import" }, warned(chinese))
  end)

  it("tells a remark once, however often a file is read", function()
    local path <const> = here:write("import.csv", HEAD .. "202501,76141000,5,千克,7,\n")
    read.read(path, ZH)
    read.read(path, ZH)
    assert.equals(1, #warned(path))
  end)

  describe("refuses as the caller's mistake", function()
    local function mistake(options)
      local message <const>, kind <const> = raised(function()
        read.read(FOLDER .. "zh-2025.csv", options)
      end)
      assert.equals("mistake", kind)
      assert.equals("HERE: read: ", message:sub(1, 12))
      return message:sub(13)
    end

    it("a profile without the flow it needs", function()
      assert.equals("profile 'gacc-zh' needs to be told the flow, which its files do "
        .. 'not say: flow = "export" or flow = "import"', mistake { profile = "gacc-zh" })
    end)

    it("unknown options and profiles, with the nearest", function()
      assert.equals("unknown option 'profil' (did you mean 'profile'?)",
        mistake { profil = "gacc-zh" })
      assert.equals("unknown profile 'gacc-hz' (did you mean 'gacc-zh'?)",
        mistake { profile = "gacc-hz" })
    end)

    it("values that an option does not take", function()
      assert.equals("flow: 'export' or 'import' expected, got 'exports' "
        .. "(did you mean 'export'?)", mistake { flow = "exports" })
      assert.equals("flow: string expected, got number", mistake { flow = 1 })
      assert.equals("encoding: 'auto' or 'gb18030' or 'latin1' or 'utf8' expected, "
        .. "got 'gbk'", mistake { encoding = "gbk" })
      assert.equals("delimiter: one to seven visible ASCII characters or TABs expected, got "
        .. "'::::::::'", mistake { delimiter = "::::::::" })
      assert.equals("delimiter: one to seven visible ASCII characters or TABs expected, got ''",
        mistake { delimiter = "" })
      assert.equals("quote: one visible ASCII character, or \"\" for none, expected, got '<<'",
        mistake { quote = "<<" })
      assert.equals("escape: string expected, got boolean", mistake { escape = false })
      assert.equals("comment: one visible ASCII character, or \"\" for none, expected, got '//'",
        mistake { comment = "//" })
      assert.equals("trim: boolean expected, got string", mistake { trim = "yes" })
      assert.equals("skip: a number of lines, or \"auto\", expected, got '1.5'",
        mistake { skip = 1.5 })
      assert.equals("decimal: '.' or ',' expected, got ';'", mistake { decimal = ";" })
      assert.equals("decimal mark and thousands mark are both '.'",
        mistake { thousands = ".", profile = false })
      assert.equals("missing: word 2: a text expected, got number",
        mistake { missing = { "n/a", 0 } })
      assert.equals("missing: a list of words expected, as { \"n/a\", \"..\" }",
        mistake { missing = { na = true } })
      assert.equals("ragged: 'reject' or 'pad' expected, got 'fill'", mistake { ragged = "fill" })
      assert.equals("on_error: 'collect' or 'stop' expected, got 'skip'",
        mistake { on_error = "skip" })
      assert.equals("limits: unknown limit 'column' (did you mean 'columns'?)",
        mistake { limits = { column = 5 } })
      assert.equals("limits: columns: a number above 0 expected, got 0",
        mistake { limits = { columns = 0 } })
      assert.equals("limits: record_bytes: at most 1073741824 expected, got 2147483648",
        mistake { limits = { record_bytes = 1 << 31 } })
      assert.equals("types: \"text\", or a map of columns to types, expected, got 'texts'",
        mistake { types = "texts" })
      assert.equals("row_cap: a number of rows expected, got -1",
        mistake { row_cap = -1 })
      assert.equals("header: true, false, \"auto\" or a list of column names expected, got an "
        .. "empty list", mistake { header = {} })
      assert.equals("header: true, false, \"auto\" or a list of column names expected, got 'no'",
        mistake { header = "no" })
      assert.equals("header: the name 'qty' stands twice", mistake { header = { "qty", "qty" } })
      assert.equals("currency: only for a profile with a column 'value', whose "
        .. "currency the header leaves open", mistake { currency = "USD", profile = false })
      assert.equals("covers: unknown field 'form' (did you mean 'from'?)",
        mistake { covers = { form = "2025-01" } })
      assert.equals("delimiter and quote are both '\"'",
        mistake { delimiter = '"', encoding = "gb18030", profile = false })
    end)

    it("types and units that are unknown, or of columns that are nowhere", function()
      assert.equals("types: column 'hs': unknown type 'txt' (did you mean 'text'?)",
        mistake { types = { hs = "txt" } })
      assert.equals("units: column 'qty': unknown unit 'kgs' (did you mean 'kg'?)",
        mistake { units = { qty = "kgs" } })
      assert.equals("types: unknown column 'hss' (did you mean 'hs'?)",
        mistake { profile = "gacc-zh", flow = "export", types = { hss = "text" } })
    end)

    it("options that are no table, or have no names", function()
      assert.equals("a table of options expected, got string", mistake "gacc-zh")
      assert.equals("options by name expected, got [1]", mistake { "gacc-zh" })
    end)

    it("a flow when the file has one of its own", function()
      local path <const> = here:write("a.csv", "flow,month\nimport,2025-01\n")
      assert.equals("HERE: read: flow: given as a constant, but " .. path
        .. " has a column of that name",
        (raised(function() read.read(path, { flow = "export" }) end)))
    end)

    it("a source that is none", function()
      assert.equals("HERE: source: a path, a pattern or a list of these expected, got nil",
        (raised(function() read.read(nil) end)))
    end)
  end)

  describe("remembers the files behind a table:", function()
    it("path, rows, hash and the options they were read with, in order of path", function()
      local data <const> = read.read({ FOLDER .. "zh-2025.csv", FOLDER .. "zh-2024.csv" },
        { profile = "gacc-zh", flow = "export",
          covers = { from = period "2024-12", to = "2025-04" } })
      local options <const> = { profile = "gacc-zh", flow = "export",
        covers = { from = "2024-12", to = "2025-04" } }
      assert.same({
        { path = FOLDER .. "zh-2024.csv", rows = 2, options = options,
          hash = native.hash(FOLDER .. "zh-2024.csv") },
        { path = FOLDER .. "zh-2025.csv", rows = 4, options = options,
          hash = native.hash(FOLDER .. "zh-2025.csv") },
      }, read.sources(data))
    end)

    it("of a query, the rows that are left", function()
      local data <const> = read.read(FOLDER .. "zh-2025.csv", ZH)
      assert.equals(1, read.sources(data:where "partner == '日本'")[1].rows)
      assert.same({}, read.sources(data:where "partner == 'x'"))
    end)

    it("none once the column of files is gone", function()
      local data <const> = read.read(FOLDER .. "zh-2025.csv", ZH)
      assert.same({}, read.sources(data:select("month", "hs")))
    end)

    it("without options when others read them, without hash when there are none", function()
      local data <const> = native.table({
        { name = "file", type = "text", values = { "gone.csv", nil, "gone.csv" } },
      }, 3)
      assert.same({ { path = "gone.csv", rows = 2 } }, read.sources(data))
    end)

    it("and gives options that nobody else can change", function()
      local options <const> =
        { profile = "gacc-zh", flow = "export", types = { hs = "text" } }
      local data <const> = read.read(FOLDER .. "zh-2025.csv", options)
      options.types.hs = "decimal"
      read.sources(data)[1].options.types.hs = "month"
      assert.equals("text", read.sources(data)[1].options.types.hs)
    end)

    it("and options with which the same table is read again", function()
      local data <const> = read.read(FOLDER .. "zh-2025.csv", ZH)
      local source <const> = read.sources(data)[1]
      assert.equals(data:csv(), read.read(source.path, source.options):csv())
    end)
  end)
end)
