-- expect: ok
-- bytecode is refused in every mode, also by a function that gives it in pieces
local head = "\27Lua" .. ("\0"):rep(60)
for _, mode in ipairs { "b", "bt", "tb", "t" } do
  local worked, f = pcall(load, head, "x", mode)
  if worked and f then error("LEAK mode " .. mode) end
  local i = 0
  worked, f = pcall(load, function() i = i + 1 return head:sub(i, i) ~= "" and head:sub(i, i) or nil end, "x", mode)
  if worked and f then error("LEAK pieces, mode " .. mode) end
end
