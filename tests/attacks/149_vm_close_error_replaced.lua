-- expect: ok
-- an error in __close takes the place of the one under way
local worked, raised = pcall(function()
  local a <close> = setmetatable({}, { __close = function(_, e) error("second after " .. tostring(e):match "first", 0) end })
  error("first", 0)
end)
assert(not worked and raised == "second after first")
