-- Every number of the ready articles, computed once more from the data by `ingot why`: levels from
-- their rows, ranks from all they stand among, changes and shares from their operands.

local native = require "ingot.native"
local bytes_of = require "support.bytes_of"
local program = require "support.program"
local scratch = require "support.scratch"
local tables = require "ingot.command.why.tables"
local why = require "ingot.duty.why"

local MOST <const> = 400 -- claims of an article; of more, so many at even distances

-- Rates of import duty and VAT are dated in the program, not read from files.
local RATE <const> = ", all rows: [%d.]+ from 0 rows, not computed again: its table has no files"

local articles <const> = {
  { "cable_exports_month", "2025-04" },
  { "cable_exports_month", "2025-04", "product=unwrought_and_products" },
  { "cable_exports_year", "2025" },
  { "primary_aluminium", "2025-04" },
  { "trade_overview", "2024-03" },
  { "regions_and_classes", "2025" },
  { "prosperity_index", "2025-11", "remark=" },
}

-- What `ingot why` prints of a claim.
local function told(path, id)
  local lines <const>, print_ <const> = {}, _G.print
  _G.print = function(text) lines[#lines + 1] = text end
  local fine <const>, code <const> = pcall(why, { claims = path, id = id })
  _G.print = print_
  assert(fine, code)
  assert.equal(0, code)
  return table.concat(lines, "\n")
end

-- The claims to be asked: all, or MOST of them at even distances, with the first and the last.
local function asked(claims)
  local n <const> = math.min(#claims, MOST)
  local chosen <const> = {}
  for i = 1, n do
    chosen[i] = claims[n == 1 and 1 or 1 + (i - 1) * (#claims - 1) // (n - 1)]
  end
  return chosen
end

describe("ingot why", function()
  local read <const> = tables.read

  -- The files are read once for all claims that rest on the same of them.
  setup(function()
    local kept <const> = {}
    function tables.read(sources)
      local key <const> = native.json_encode(sources)
      kept[key] = kept[key] or table.pack(read(sources))
      return table.unpack(kept[key])
    end
  end)

  teardown(function()
    tables.read = read
  end)

  for _, article in ipairs(articles) do
    local script <const>, within <const>, setting <const> = table.unpack(article)
    it(("computes every number of %s again: %s"):format(script, setting or within), function()
      local folder <close> = scratch.new()
      local result <const> = program.ingot("run", ("scripts/%s.lua"):format(script), "--out",
        folder.folder, "--set", "period=" .. within, "--set", setting or "levels=round")
      assert.equal(0, result.code, result.err)
      local path <const> = folder:path(("%s-%s.claims.json"):format(script, within))
      local claims <const> = native.json_decode(bytes_of(path)).claims
      assert.is_true(#claims > 10)
      for _, claim in ipairs(asked(claims)) do
        local text <const> = told(path, claim.id):gsub(RATE, "")
        assert.truthy(text:find("computed again", 1, true), text)
        for _, wrong in ipairs { "but the data give", "but these give", "not computed again", "CHANGED" } do
          assert.is_nil(text:find(wrong, 1, true), text)
        end
      end
    end)
  end
end)
