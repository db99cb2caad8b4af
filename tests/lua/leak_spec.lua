-- Native memory comes back, whatever scripts and the collector do. The work is in two files run in
-- processes of their own, since it collects garbage all the time, which must be little.

local lfs <const> = require "lfs"

local PROGRAM <const> = lfs.symlinkattributes("/proc/self/exe", "target")

-- What a file of tests prints when run alone, with what it left over counted at the end.
local function output_of(file)
  local pipe <close> = assert(io.popen("INGOT_CHECK_LEAKS=1 '" .. PROGRAM
    .. "' test tests/lua/fixtures/" .. file .. " 2>&1"))
  return pipe:read "a"
end

describe("native memory", function()
  it("comes back after work is closed or forgotten, or any one allocation has failed", function()
    assert.equal("......\n6 passed, 0 failed, 0 skipped\n", output_of "leaks.lua")
  end)

  it("is safe from finalizers that close what is in use", function()
    assert.equal(".\n1 passed, 0 failed, 0 skipped\n", output_of "finalizers.lua")
  end)
end)
