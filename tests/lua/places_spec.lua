-- What the commands that read the work of others may read and write, and no more.

local lfs <const> = require "lfs"
local native <const> = require "ingot.native"
local places <const> = require "ingot.command.places"
local program <const> = require "support.program"
local scratch <const> = require "support.scratch"

local CSV <const> = "month,hs,qty\n2025-01,0101,5\n"

describe("places", function()
  local here

  before_each(function()
    here = scratch.new()
    for _, folder in ipairs { "data", "other" } do
      assert(lfs.mkdir(here:path(folder)))
      here:write(folder .. "/a.csv", CSV)
    end
  end)
  after_each(function()
    here:close()
  end)

  it("of sources are their folders, and what stands above what is not there", function()
    local folder <const> = here.folder
    assert.same({ here:path "data/a.csv", here:path "data" }, places.of_sources { here:path "data/a.csv" })
    assert.same({ here:path "data" }, places.of_sources { here:path "data" })
    assert.same({ here:path "data" }, places.of_sources { here:path "data/*.csv" })
    assert.same({ folder }, places.of_sources { here:path "gone/deep/a.csv" })
    assert.same({ "." }, places.of_sources { "gone.csv" })
    assert.same({ folder, "." }, places.of_sources { here:path "gone.arrow" })
    assert.same({ "/dev" }, places.of_sources { "/dev/null" })
  end)

  it("that a file names are files, and the folder of one that is gone", function()
    local all <const> = {}
    places.add_named(all, { here:path "data/a.csv", 7, "a\0b", here:path "other/gone.csv" })
    assert.same({ here:path "data/a.csv", here:path "other" }, all)
  end)

  it("let a source lead nowhere else, unless told", function()
    local link <const> = here:path "data/b.csv"
    assert(lfs.link("../other/a.csv", link, true))
    local refused <const> = program.ingot("show", here:path "data/*.csv", "--profile", "none")
    assert.same({ 1, "", ("'%s' lies outside the project and data folders: not available in sandbox "
      .. "(--data %s allows reading there)\n"):format(link, here:path "other") },
      { refused.code, refused.out, refused.err })
    local told <const> = program.ingot("show", here:path "data/*.csv", "--profile", "none", "--data",
      here:path "other")
    assert.same({ 0, "" }, { told.code, told.err })
    local gone <const> = program.ingot("show", link, "--data", here:path "gone")
    assert.same({ 66, ("--data %s: no such folder\n"):format(here:path "gone") }, { gone.code, gone.err })
  end)

  it("let a snapshot be packed where a link leads, whole or not at all", function()
    assert(lfs.link("../other/real.arrow", here:path "data/latest.arrow", true))
    local packed <const> = program.ingot("pack", here:path "data/a.csv", "--profile", "none", "-o",
      here:path "data/latest.arrow")
    assert.same({ 0, "" }, { packed.code, packed.err })
    assert.equal("file", native.look(here:path "other/real.arrow").kind)
    local failed <const> = program.ingot("pack", here:path "data/a.csv", here:path "gone.csv", "--profile", "none",
      "-o", here:path "data/x.arrow")
    assert.equal(66, failed.code)
    assert.same({ "a.csv", "latest.arrow" }, native.names(here:path "data"))
  end)

  it("leave a limit of time to be set", function()
    local slow <const> = program.ingot("show", here:path "data/a.csv", "--profile", "none", "--time", "1ms")
    assert.equal(75, slow.code)
    assert.is_truthy(slow.err:find("time limit: 1 ms passed (--time 2ms allows more)\n", 1, true), slow.err)
  end)
end)
