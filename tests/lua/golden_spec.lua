-- The ready articles against their golden files, byte by byte, in both languages; and that both
-- languages say the same.

local bytes_of = require "support.bytes_of"
local golden = require "support.golden"
local program = require "support.program"
local scratch = require "support.scratch"

local articles <const> = {
  { script = "cable_exports_month", period = "2025-04" },
  { script = "cable_exports_month", period = "2025-04", levels = "truncate" },
  { script = "cable_exports_year", period = "2025" },
  { script = "primary_aluminium", period = "2025-04" },
  { script = "trade_overview", period = "2024-03" },
  { script = "regions_and_classes", period = "2025" },
  { script = "prosperity_index", period = "2025-11", plain = true }, -- no levels to cut
}

describe("golden articles", function()
  for _, article in ipairs(articles) do
    local stem <const> = article.script .. "-" .. article.period
    local name <const> = stem .. (article.levels and "-" .. article.levels or "")
    it("are what the script writes: " .. name, function()
      local folder <close> = scratch.new()
      local result <const> = program.ingot("run", ("scripts/%s.lua"):format(article.script),
        "--out", folder.folder, "--set", "period=" .. article.period,
        table.unpack(article.plain and {} or { "--set", "levels=" .. (article.levels or "round") }))
      assert.equal("", result.err)
      assert.equal(0, result.code)
      for _, ending in ipairs { ".md", ".zh.md" } do
        local difference <const> = golden.difference(golden.article(name .. ending),
          bytes_of(folder:path(stem .. ending)))
        assert(not difference, ("tests/golden/%s%s: %s"):format(name, ending, difference))
      end
    end)
  end

  it("are compared line by line", function()
    assert.is_nil(golden.difference("a\nb\n", "a\nb\n"))
    assert.equal("line 2:\n  - b\n  + c\nline 3:\n  - (none)\n  + d",
      golden.difference("a\nb\n", "a\nc\nd\n"))
    assert.equal("the last line break", golden.difference("a\n", "a"))
  end)
end)
