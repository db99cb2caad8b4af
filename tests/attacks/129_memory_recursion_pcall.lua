-- expect: came to the end
-- a recursion through pcall ends in an error that can be caught, not in the death of the process
local deepest
local function f()
  local worked, message = pcall(f)
  if not worked and not deepest then deepest = message end
  return true
end
f()
assert(deepest:find "stack overflow", deepest)
error "came to the end"
