-- expect: time limit
-- __close while an error goes by
pcall(function()
  local x <close> = setmetatable({}, { __close = function() while true do end end })
  error "x"
end)
