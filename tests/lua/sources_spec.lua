-- Tables from packed files, from standard input, and from what is neither.

local ingot = require "ingot"
local lfs = require "lfs"
local packed = require "support.packed"
local program = require "support.program"
local raised = require "support.raised"
local scratch = require "support.scratch"

describe("a source", function()
  local here

  before_each(function()
    here = scratch.new()
  end)
  after_each(function()
    here:close()
  end)

  local text <const> = "hs,value\n76141000,4500\n76149000,17\n"

  local function values_of(source)
    local list <const> = {}
    for row in ingot.read(source):rows() do
      list[#list + 1] = row.value
    end
    return list
  end

  it("may be packed, whatever it is called", function()
    local ways <const> = {
      ["plain.csv"] = text,
      ["named.csv"] = packed.gzip(text),
      ["a.csv.gz"] = packed.gzip(text),
      ["a.csv.zst"] = packed.zstd(text),
      ["members.csv.gz"] = packed.gzip(text:sub(1, 13)) .. packed.gzip(text:sub(14)),
      ["frames.csv.zst"] = packed.zstd(text:sub(1, 13)) .. packed.zstd(text:sub(14)),
    }
    for name, bytes in pairs(ways) do
      assert.same({ 4500, 17 }, values_of(here:write(name, bytes)), name)
    end
  end)

  it("may be a folder of plain and packed files", function()
    here:write("2023.csv", "hs,value\n76141000,1\n")
    here:write("2024.csv.gz", packed.gzip "hs,value\n76141000,2\n")
    here:write("2025.csv.zst", packed.zstd "value,hs\n3,76141000\n")
    assert.same({ 1, 2, 3 }, values_of(here.folder))
    assert.same({ 2, 3 }, values_of(here:path "202[45].csv.*"))
  end)

  it("in another encoding is decided on when unpacked", function()
    local gb18030 <const> = packed.gzip "name,value\n\xc7\xa7\xbf\xcb,1\n"
    local data <const> = ingot.read(here:write("a.csv.gz", gb18030), { encoding = "gb18030" })
    assert.equals("千克", data:column "name"[1])
    assert.equals(("%s:2: not UTF-8 (byte 0xbf at byte 14 of the file); name a profile or set "
      .. 'encoding = "gb18030" (Chinese) or "latin1" (Western)'):format(here:path "a.csv.gz"),
      (raised(ingot.read, here:path "a.csv.gz")))
  end)

  it("that is damaged or ends early is an error with its place", function()
    local gzip <const>, zstd <const> = packed.gzip(text), packed.zstd(text)
    local function message_of(name, bytes)
      return (raised(ingot.read, here:write(name, bytes))):sub(#here.folder + 2)
    end
    assert.equals("a.csv.gz: the gzip data end early (at byte 30)",
      message_of("a.csv.gz", gzip:sub(1, 30)))
    assert.equals("a.csv.zst: the zstd data end early (at byte 30)",
      message_of("a.csv.zst", zstd:sub(1, 30)))
    assert.equals("b.csv.gz: damaged gzip data (incorrect data check, before byte 55)",
      message_of("b.csv.gz", (gzip:gsub("4500", "4501"))))
    assert.equals("c.csv.gz: empty file", message_of("c.csv.gz", packed.gzip ""))
    assert.equals("d.csv.gz: packed twice; unpack it once",
      message_of("d.csv.gz", packed.gzip(gzip)))
  end)

  it("of many files names the one that cannot be read", function()
    here:write("a.csv", text)
    assert(lfs.link("gone.csv", here:path "b.csv", true))
    here:keep(here:path "b.csv")
    local message <const>, kind <const> = raised(ingot.read, here:path "*.csv")
    assert.equals(here:path "b.csv" .. ": no such file", message)
    assert.equals("no input", kind)
    os.remove(here:path "b.csv")
    here:write("b.csv", packed.gzip(text):sub(1, 20))
    assert.equals(here:path "b.csv" .. ": the gzip data end early (at byte 20)",
      (raised(ingot.read, here:path "*.csv")))
  end)

  it("may be standard input: a file, a pipe, packed or not", function()
    local plain <const> = here:write("a.csv", text)
    local zipped <const> = here:write("b.csv.gz", packed.gzip(text))
    local script <const> = here:write("sum.lua", [[
      local ingot = require "ingot"
      local data = ingot.read "-"
      print(#data, data:column "value"[2], #ingot.read "-")
    ]])
    for _, path in ipairs { plain, zipped } do
      for _, piped in ipairs { false, true } do
        local run <const> = program.fed(path, piped, "run", script, "--out", here.folder)
        assert.equals("", run.err)
        assert.equals("2\t17\t2\n", run.out)
      end
    end
  end)

  it("on standard input that is nothing, or no table, is refused", function()
    local empty <const> = here:write("empty.csv", "")
    local run = program.fed(empty, true, "show", "-")
    assert.equals("standard input: empty file\n", run.err)
    assert.equals(65, run.code)
    run = program.ingot("show", "-")
    assert.equals("standard input: is neither a file nor a pipe\n", run.err)
    assert.equals(66, run.code)
  end)
end)
