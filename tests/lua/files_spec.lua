-- Sources become lists of paths.

local files = require "ingot.files"
local lfs = require "lfs"
local raised = require "support.raised"
local scratch = require "support.scratch"

describe("ingot.files", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  local function write_all(...)
    for _, name in ipairs { ... } do
      here:write(name, "x\n1\n")
    end
  end

  -- The names that a source below the folder stands for.
  local function names(source)
    local list <const> = {}
    for i, path in ipairs(files.list(here:path(source))) do
      assert.equals(here.folder .. "/", path:sub(1, #here.folder + 1))
      list[i] = path:sub(#here.folder + 2)
    end
    return list
  end

  it("takes a file as it is", function()
    write_all("a.csv")
    assert.same({ "a.csv" }, names "a.csv")
  end)

  it("sorts what a pattern matches by bytes", function()
    write_all("b.csv", "a10.csv", "a2.csv", "B.csv")
    assert.same({ "B.csv", "a10.csv", "a2.csv", "b.csv" }, names "*.csv")
  end)

  it("knows ?, classes and ranges", function()
    write_all("e1.csv", "e2.csv", "e3.csv", "e10.csv", "f1.csv")
    assert.same({ "e1.csv", "e2.csv", "e3.csv" }, names "e?.csv")
    assert.same({ "e2.csv", "e3.csv" }, names "e[2-3].csv")
    assert.same({ "e2.csv", "e3.csv" }, names "e[!1].csv")
    assert.same({ "e1.csv", "f1.csv" }, names "[ef]1.csv")
  end)

  it("takes ? for one character, not one byte", function()
    write_all("出口.csv", "进.csv")
    assert.same({ "进.csv" }, names "?.csv")
    assert.same({ "出口.csv" }, names "出?.csv")
  end)

  it("takes signs of Lua's own patterns literally", function()
    write_all("a+b%.csv", "aab%.csv")
    assert.same({ "a+b%.csv" }, names "a+*")
    assert.same({ "a+b%.csv", "aab%.csv" }, names "*%.csv")
  end)

  it("takes a name that looks like a pattern literally when there is such a file", function()
    write_all("x[1].csv", "x1.csv")
    assert.same({ "x[1].csv" }, names "x[1].csv")
  end)

  it("matches folders in the middle of a pattern", function()
    here:mkdir "2024"
    here:mkdir "2025"
    write_all("2024/export.csv", "2025/export.csv", "2025/import.csv")
    assert.same({ "2024/export.csv", "2025/export.csv" }, names "20*/export.csv")
  end)

  it("leaves out hidden names and folders", function()
    here:mkdir "z.csv"
    write_all("a.csv", ".b.csv")
    assert.same({ "a.csv" }, names "*.csv")
    assert.same({ ".b.csv" }, names ".*.csv")
  end)

  it("takes a folder for its .csv files", function()
    here:mkdir "inner.csv"
    write_all("b.CSV", "a.csv", "notes.txt", ".hidden.csv")
    assert.same({ here:path "a.csv", here:path "b.CSV" }, files.list(here.folder))
    assert.same({ here:path "a.csv", here:path "b.CSV" }, files.list(here.folder .. "/"))
  end)

  it("takes packed files of a folder or a pattern", function()
    write_all("b.csv.gz", "a.csv", "c.csv.zst", "D.CSV.GZ", "notes.gz", ".e.csv.gz", "f.csv.xz")
    assert.same({ here:path "D.CSV.GZ", here:path "a.csv", here:path "b.csv.gz",
      here:path "c.csv.zst" }, files.list(here.folder))
    assert.same({ "b.csv.gz", "c.csv.zst" }, names "[bc].csv.*")
  end)

  it("takes a lone - for standard input, whatever files there are", function()
    assert.same({ "-" }, files.list "-")
    write_all("a.csv")
    assert.same({ here:path "a.csv", "-" }, files.list { here:path "a.csv", "-" })
    assert.equals("HERE: '-' stands twice in the list of files",
      (raised(function() files.list { "-", "-" } end)))
  end)

  it("keeps the order of a list", function()
    write_all("a.csv", "b.csv", "c.csv")
    local list <const> = { here:path "c.csv", here:path "[ab].csv" }
    assert.same({ here:path "c.csv", here:path "a.csv", here:path "b.csv" }, files.list(list))
  end)

  describe("refuses", function()
    it("a file that is not there, with the nearest one", function()
      write_all("export-2025.csv")
      local message <const>, kind <const> = raised(files.list, here:path "exprt-2025.csv")
      assert.equals(("HERE: %s: no file 'exprt-2025.csv' in '%s' (did you mean 'export-2025.csv'?)")
        :format(here:path "exprt-2025.csv", here.folder), message)
      assert.equals("no input", kind)
    end)

    it("a pattern that matches nothing, with the nearest name", function()
      write_all("export-2025.csv")
      local message <const> = raised(files.list, here:path "exprt-20*.csv")
      assert.equals(("HERE: %s: no file 'exprt-20*.csv' in '%s' (did you mean 'export-2025.csv'?)")
        :format(here:path "exprt-20*.csv", here.folder), message)
    end)

    it("a folder that is not there, by the part of the path that is wrong", function()
      here:mkdir "customs"
      local message <const> = raised(files.list, here:path "custms/export-*.csv")
      assert.equals(("HERE: %s: no folder 'custms' in '%s' (did you mean 'customs'?)")
        :format(here:path "custms/export-*.csv", here.folder), message)
    end)

    it("a path without folder that names nothing", function()
      assert.equals("HERE: no-such-file-9.csv: no file 'no-such-file-9.csv' in the current folder",
        (raised(files.list, "no-such-file-9.csv")))
    end)

    it("a folder without .csv files", function()
      write_all("notes.txt")
      local message <const>, kind <const> = raised(files.list, here.folder)
      assert.equals("HERE: " .. here.folder .. ": the folder holds no .csv file", message)
      assert.equals("no input", kind)
    end)

    it("a link that leads nowhere, or round in circles", function()
      local path <const>, circle <const> = here:path "a.csv", here:path "b.csv"
      assert(lfs.link("gone.csv", path, true))
      assert(lfs.link("b.csv", circle, true))
      here:keep(path)
      here:keep(circle)
      local message <const>, kind <const> = raised(files.list, path)
      assert.equals("HERE: " .. path .. ": a link to 'gone.csv', which does not exist", message)
      assert.equals("no input", kind)
      assert.equals("HERE: " .. circle .. ": cannot be read: too many levels of symbolic links",
        (raised(files.list, circle)))
    end)

    it("a name that no file can have", function()
      local name <const> = ("n"):rep(300)
      assert.equals("HERE: " .. name .. ": cannot be read: file name too long",
        (raised(files.list, name)))
    end)

    it("a table that a folder or a pattern holds plain and packed", function()
      write_all("a.csv", "a.csv.gz", "b.csv")
      local plain <const>, packed <const> = here:path "a.csv", here:path "a.csv.gz"
      local tail <const> = (": holds '%s' and '%s', which look like one table; name the files to be "
        .. "read"):format(plain, packed)
      for _, source in ipairs { here.folder, here:path "*.csv*" } do
        local message <const>, kind <const> = raised(files.list, source)
        assert.equals("HERE: " .. source .. tail, message)
        assert.equals("data", kind)
      end
      assert.same({ plain, packed }, files.list { plain, packed }) -- by name: as told
    end)

    it("the same file twice", function()
      write_all("a.csv")
      local path <const> = here:path "a.csv"
      local message <const>, kind <const> = raised(function()
        files.list { path, path }
      end)
      assert.equals(("HERE: '%s' stands twice in the list of files"):format(path), message)
      assert.equals("mistake", kind)
    end)

    it("the same file under two names", function()
      write_all("a.csv")
      local path <const>, other <const> = here:path "a.csv", here:path "./a.csv"
      assert.equals(("HERE: '%s' and '%s' are the same file"):format(path, other),
        (raised(function() files.list { path, other } end)))
    end)

    it("what is no path", function()
      local function message_of(source)
        return (raised(function() files.list(source) end))
      end
      local expected <const> =
        "HERE: source: a path, a pattern or a list of these expected, got "
      assert.equals(expected .. "nil", message_of(nil))
      assert.equals(expected .. "number", message_of(7))
      assert.equals(expected .. "an empty text", message_of "")
      assert.equals(expected .. "boolean", message_of { true })
      assert.equals("HERE: source: a path with a NUL byte, which no file has",
        message_of "a.csv\0.txt")
      assert.equals("HERE: source: the list of files is empty", message_of {})
    end)
  end)
end)
