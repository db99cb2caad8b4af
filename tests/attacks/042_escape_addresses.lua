-- expect: ok
-- no text of a value tells where it lies in memory
for _, value in ipairs { {}, print, function() end, coroutine.create(print), require "ingot".table { a = { 1 } } } do
  local text = tostring(value)
  if text:find "0x%x%x%x%x%x%x" then error("LEAK " .. text) end
  text = ("%p"):format(value)
  if text:find "0x%x%x%x%x%x%x" then error("LEAK " .. text) end
end
