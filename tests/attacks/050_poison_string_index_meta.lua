-- expect: ok
-- the strings' metatable is locked
local meta = getmetatable ""
if type(meta) == "table" then
  meta.__index = nil
  error("LEAK metatable of strings")
end
if pcall(setmetatable, "", {}) then error("LEAK setmetatable") end
