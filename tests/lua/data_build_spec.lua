-- Rebuilds the sample data and finds it byte for byte as committed.

local bytes_of = require "support.bytes_of"
local lfs = require "lfs"

local FILES <const> = {
  "export-2023.csv", "export-2024.csv", "export-2025.csv",
  "export-aluminum-2023.csv", "export-aluminum-2024.csv", "export-aluminum-2025.csv",
  "import-2023.csv", "import-2024.csv", "import-2025.csv",
  "import-aluminum-2023.csv", "import-aluminum-2024.csv", "import-aluminum-2025.csv",
}
-- A customs download stops at this many rows; a file that reaches it may be cut off.
local DOWNLOAD_CAP <const> = 10000

local function new_folder()
  local path = os.tmpname()
  assert(os.remove(path))
  assert(lfs.mkdir(path))
  return path
end

describe("data/build.lua", function()
  local folder

  setup(function()
    folder = new_folder()
    assert(loadfile "data/build.lua")("--out", folder)
  end)

  teardown(function()
    for _, name in ipairs(FILES) do os.remove(folder .. "/" .. name) end
    lfs.rmdir(folder)
  end)

  for _, name in ipairs(FILES) do
    it("rebuilds " .. name .. " byte for byte", function()
      -- Not `are.equal`, which would print both files.
      assert.is_true(bytes_of(folder .. "/" .. name) == bytes_of("data/customs/" .. name))
    end)
  end

  it("writes those files and no others", function()
    local found = {}
    for name in lfs.dir(folder) do
      if name ~= "." and name ~= ".." then found[#found + 1] = name end
    end
    table.sort(found)
    assert.are.same(FILES, found)
  end)

  it("stays below the row limit of a download", function()
    for _, name in ipairs(FILES) do
      local _, lines = bytes_of(folder .. "/" .. name):gsub("\n", "")
      assert.is_true(lines - 1 < DOWNLOAD_CAP, name)
    end
  end)

  it("leaves the module path as it was", function()
    local before = package.path
    assert(loadfile "data/build.lua")("--out", folder)
    assert.are.equal(before, package.path)
  end)

  it("refuses options it does not know", function()
    assert.has_error(function() assert(loadfile "data/build.lua")("--into", folder) end,
      "usage: lua5.4 data/build.lua [--out DIR]")
  end)
end)
