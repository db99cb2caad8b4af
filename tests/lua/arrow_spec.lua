-- Arrow files that other programs wrote: tests/arrow makes them, and makes them anew where npm is.

local bytes_of = require "support.bytes_of"
local ingot = require "ingot"
local lfs = require "lfs"
local native = require "ingot.native"

local FOLDER <const> = "tests/lua/fixtures/arrow/"

local function names()
  local list <const> = {}
  for name in lfs.dir(FOLDER) do
    list[#list + 1] = name:match "^(.*)%.arrow$"
  end
  table.sort(list)
  return list
end

local function expected_of(name)
  return native.json_decode(bytes_of(FOLDER .. name .. ".json"))
end

describe("Arrow files of others", function()
  for _, name in ipairs(names()) do
    local expected <const> = expected_of(name)
    it((expected.refused and "are refused by name: " or "are read cell by cell: ") .. name, function()
      if expected.refused then
        local worked <const>, raised <const> = pcall(ingot.open, FOLDER .. name .. ".arrow")
        assert.is_false(worked)
        assert.equals("data", raised.kind)
        assert.equals(FOLDER .. expected.refused, raised.message)
        return
      end
      local data <const> = ingot.open(FOLDER .. name .. ".arrow")
      local schema <const> = data:schema()
      assert.equals(#expected.columns, #schema)
      for i, column in ipairs(expected.columns) do
        assert.equals(column.name .. column.type, schema[i].name .. schema[i].type)
        assert.equals(#column.cells, #data)
        for row, cell in ipairs(column.cells) do
          assert.equals(cell, data:text(row, column.name) or native.null)
        end
      end
    end)
  end

  it("are cut short or changed without a crash", function()
    math.randomseed(7)
    for _, name in ipairs { "theirs-arrow-batches", "theirs-polars" } do
      local bytes <const> = bytes_of(FOLDER .. name .. ".arrow")
      local path <const> = os.tmpname()
      for round = 1, 300 do
        local at <const> = math.random(#bytes)
        local changed <const> = round % 3 == 0 and bytes:sub(1, at)
          or bytes:sub(1, at - 1) .. string.char(math.random(0, 255)) .. bytes:sub(at + 1)
        local out <close> = assert(io.open(path, "wb"))
        out:write(changed)
        out:flush()
        local data <const>, message <const>, kind <const> = native.open(path)
        assert.is_true(data ~= nil or kind == "data" and message:sub(1, #path) == path)
      end
      os.remove(path)
    end
  end)
end)
