-- A fresh project does what its own README says.

local bytes_of <const> = require "support.bytes_of"
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"
local program <const> = require "support.program"

local home <const> = lfs.currentdir()
local folder

local function names(path)
  local found <const> = {}
  for name in lfs.dir(path) do
    found[#found + 1] = name ~= "." and name ~= ".." and name or nil
  end
  table.sort(found)
  return found
end

describe("ingot new", function()
  before_each(function()
    folder = os.tmpname()
    assert(os.remove(folder))
    assert(lfs.mkdir(folder))
    assert(lfs.chdir(folder))
  end)
  after_each(function()
    assert(lfs.chdir(home))
    os.execute("rm -rf " .. folder)
  end)

  it("makes a project whose script runs, and whose spec passes", function()
    assert.same({ code = 0, out = "desk: a project; next: cd desk && ingot run report.lua\n", err = "" },
      program.ingot("new", "desk"))
    assert.same({ ".gitignore", ".luarc.json", "README.md", "batch.lua", "data", "report.lua", "tests" },
      names "desk")
    assert(lfs.chdir "desk")
    local ran <const> = program.ingot("run", "report.lua", "--set", "period=2025-05")
    assert.same({ 0, "" }, { ran.code, ran.err })
    assert.matches("^Exports in May 2025\n\nExports were 6,000 mt, down 0.1%% MoM but up 7.05%% YoY%.", ran.out)
    assert.same({ "report-2025-05.claims.json", "report-2025-05.html", "report-2025-05.md" }, names "out")
    assert.same({ code = 0, out = "..\n2 passed, 0 failed, 0 skipped\n", err = "" }, program.ingot "test")
  end)

  it("points an editor to the types, and has a manifest and a short README", function()
    program.ingot("new", "desk")
    local settings <const> = native.json_decode(bytes_of "desk/.luarc.json")
    assert.same({ program.ingot "types".out:match "^(.*)\n$" }, settings.workspace["library"])
    local jobs <const> = dofile "desk/batch.lua"
    assert.same({ { script = "report.lua", set = { period = { "2025-04", "2025-05", "2025-06" } } } }, jobs)
    local _, lines <const> = bytes_of "desk/README.md":gsub("\n", "")
    assert.is_true(lines <= 12, lines)
  end)

  it("refuses a folder that is not empty, and takes an empty one", function()
    assert(lfs.mkdir "full")
    assert(native.write("full/mine.txt", "mine"))
    assert.same({ code = 1, out = "", err = "full: is not empty: it holds 'mine.txt'; nothing was made\n" },
      program.ingot("new", "full"))
    assert.same({ code = 1, out = "",
      err = "full/mine.txt: is there already, and is no folder; nothing was made\n" },
      program.ingot("new", "full/mine.txt"))
    assert.same({ "mine.txt" }, names "full")
    assert(lfs.mkdir "empty")
    assert.equal(0, program.ingot("new", "empty/").code)
    assert.same({ "empty", "full" }, names ".")
    assert(lfs.mkdir "here")
    assert(lfs.chdir "here")
    assert.equal(0, program.ingot("new", ".").code)
    assert.is_truthy(lfs.attributes(folder .. "/here/report.lua"))
  end)

  it("leaves nothing behind where it cannot be made", function()
    assert.same({ code = 1, out = "",
      err = "no/desk: the project cannot be made: no such file or directory\n" },
      program.ingot("new", "no/desk"))
    assert.same({ code = 64, out = "", err = "ingot: new: the name of a folder expected, got an empty text\n" },
      program.ingot("new", ""))
    assert(native.write(".desk.ingot-new", "in the way"))
    assert.equal("desk: the project cannot be made: file exists\n", program.ingot("new", "desk").err)
    assert.same({ ".desk.ingot-new" }, names ".")
  end)
end)
