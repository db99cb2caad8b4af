-- The shipped main job, with one native allocation failing. Run by main_job_failures.sh:
--   ingot run tests/long/fail_at.lua --set fail_at=N
-- INGOT_CALLS names a file that gets the number of allocations that there were.
local ingot  = require "ingot"
local native = require "ingot.native"
local nth    = ingot.option("fail_at", 0) -- counted from here; 0: none
local before = native.memory().calls

-- Closed with the program, after everything is rendered and written.
package.loaded["tests.long.end_of_run"] = setmetatable({}, {
  __gc = function()
    if os.getenv "INGOT_CALLS" then
      local file <close> = assert(io.open(os.getenv "INGOT_CALLS", "w"))
      file:write(native.memory().calls - before, "\n")
    end
  end,
})

native.fail_at(nth)
return assert(loadfile "scripts/cable_exports_month.lua")()
