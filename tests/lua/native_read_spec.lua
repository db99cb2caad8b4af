local lfs <const> = require "lfs"
local native <const> = require "ingot.native"

local folder

local function file(name, text)
  local path <const> = folder .. "/" .. name
  assert(native.write(path, text))
  return path
end

describe("native.read", function()
  before_each(function()
    folder = os.tmpname()
    assert(os.remove(folder))
    assert(lfs.mkdir(folder))
  end)
  after_each(function() os.execute("rm -rf " .. folder) end)

  it("reads one path, with every header's own name and type", function()
    local t <const> = assert(native.read(file("a.csv",
      "month,partner,qty\n2025-04,Mexico,1.5\n"), {}))
    assert.equal("2025-04", t:text(1, "month"))
    assert.same({ 15, 1 }, { t:exact(1, "qty") })
    assert.equal("Mexico", t:rows()().partner)
    assert.equal(2, t:rows()().line)
  end)

  it("needs no spec", function()
    assert.equal(1, #assert(native.read(file("a.csv", "a\n1\n"))))
  end)

  it("reads a list of paths into one table, in their order", function()
    local paths <const> = { file("b.csv", "a,b\n1,x\n"), file("a.csv", "b,a\ny,2\nz,3\n") }
    local t <const> = assert(native.read(paths, {}))
    assert.equal(3, #t)
    assert.same({ 1, 2, 3 }, { t:column("a")[1], t:column("a")[2], t:column("a")[3] })
    assert.equal(paths[2], t:column("file")[2])
  end)

  it("follows a whole spec", function()
    local path <const> = file("a.csv", "贸易伙伴;数量;HS\nMexico;'1.234';01012100\n?;2;76141000\n")
    local t <const> = assert(native.read({ path }, {
      name = "test", delimiter = ";", quote = "'", encoding = "utf8", header = true,
        row_cap = 10000,
      columns = {
        { name = "partner", aliases = { "伙伴", "贸易伙伴" }, kind = "text", missing = { "?" } },
        { name = "qty", aliases = { "数量" }, kind = "decimal", unit = "t", required = true },
        { name = "hs", aliases = { "HS" }, kind = "text" },
      },
      constants = { { "flow", "export" } },
    }))
    assert.equal(1, t:schema()[2].missing + t:schema()[1].missing)
    local first <const> = t:rows()()
    assert.equal("Mexico", first.partner)
    assert.equal("01012100", first.hs)
    assert.equal("export", first.flow)
    for _, column in ipairs(t:schema()) do
      if column.name == "qty" then
        assert.equal("t", column.unit)
        assert.equal("数量", column.source)
      end
    end
  end)

  it("lists what it could not take", function()
    local path <const> = file("a.csv", "a\n1\nn/a\n")
    local t <const> = assert(native.read(path,
      { columns = { { name = "a", kind = "decimal" } }, on_error = "collect" }))
    local reject <const> = t:rejects():rows()()
    assert.equal(path, reject.file)
    assert.equal(3, reject.line)
    assert.equal("a", reject.column)
    assert.equal("n/a", reject.value)
    assert.is_nil(t:exact(2, "a"))
    assert.same({ path .. ":3: column 'a': integer or decimal expected, got 'n/a'"
      .. '; on_error = "collect" reads on and lists such cells', "data" },
      { select(2, native.read(path, { columns = { { name = "a", kind = "decimal" } } })) })
  end)

  it("warns of a file that was probably cut off", function()
    local t <const> = assert(native.read(file("a.csv", "a\n1\n2\n"), { row_cap = 2 }))
    assert.equal(1, #t:warnings())
  end)

  it("tells a missing file by message and kind", function()
    local t, message, kind = native.read(folder .. "/none.csv", {})
    assert.is_nil(t)
    assert.matches("none%.csv", message)
    assert.equal("no input", kind)
  end)

  it("tells a missing column by message and kind", function()
    local t, message, kind = native.read(file("a.csv", "a\n1\n"),
      { columns = { { name = "qty", required = true } } })
    assert.is_nil(t)
    assert.matches("a%.csv.*qty", message)
    assert.equal("data", kind)
  end)

  it("refuses a spec that is none, and names the nearest key", function()
    local path <const> = file("a.csv", "a\n1\n")
    for message, spec in pairs {
      ["unknown key of a spec 'delimeter' (did you mean 'delimiter'?)"] = { delimeter = ";" },
      ["unknown key of a column 'alias' (did you mean 'aliases'?)"] =
        { columns = { { name = "a", alias = {} } } },
      ["unknown encoding 'utf-8' (did you mean 'utf8'?)"] = { encoding = "utf-8" },
      ["unknown kind of a column 'integer'; kinds of a column are 'infer', 'decimal', "
        .. "'real', 'text', 'month'"] = { columns = { { name = "a", kind = "integer" } } },
      ["delimiter: at most 7 characters expected, got ';;;;;;;;'"] = { delimiter = ";;;;;;;;" },
      ["quote: one character expected, got '\"\"'"] = { quote = '""' },
      ["unknown part to detect 'delim'; parts to detect are 'delimiter', 'quote', 'escape', "
        .. "'comment', 'trim', 'header', 'skip'"] = { detect = { "delim" } },
      ["unknown on_error 'stopp' (did you mean 'stop'?)"] = { on_error = "stopp" },
      ["unknown ragged 'padd' (did you mean 'pad'?)"] = { ragged = "padd" },
      ["unknown limit 'column' (did you mean 'columns'?)"] = { limits = { column = 1 } },
      ["spec: 'columns' must be a number of columns"] = { limits = { columns = 0.5 } },
      ["spec: 'limits' must be a table, got number"] = { limits = 1 },
      ["spec: 'skip' must be a number of lines"] = { skip = -1 },
      ["a limit of 2147483648 bytes a record is more than 1073741824"] =
        { limits = { record_bytes = 1 << 31 } },
      ["header: true or false expected, got number"] = { header = 1 },
      ["spec: 'row_cap' must be a number of rows"] = { row_cap = -1 },
      ["spec: 'columns' must be a list, got string"] = { columns = "a" },
      ["spec: a column must be a table, got string"] = { columns = { "a" } },
      ["spec: a column without a name"] = { columns = { {} } },
      ["aliases of a column: a list of texts expected, got string"] =
        { columns = { { name = "a", aliases = "b" } } },
      ["missing words of a column: text expected, got number"] =
        { columns = { { name = "a", missing = { 0 } } } },
      ["spec: a constant must be a pair { name, value }"] = { constants = { { "flow" } } },
      ["value of a constant: text expected, got number"] = { constants = { { "year",
        2025 } } },
    } do
      assert.has_error(function()
        local _ <const>, refusal <const> = native.read(path, spec)
        error(refusal, 0)
      end, message)
    end
    assert.has_error(function() native.read({}, {}) end, "read: at least one path expected")
    assert.has_error(function() native.read(nil, {}) end,
      "paths: a list of texts expected, got nil")
    assert.has_error(function() native.read(path, 1) end,
      "bad argument #2 to 'read' (table expected, got number)")
  end)
end)
