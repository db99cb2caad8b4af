--- How many members of one multiset are in another one: what precision and recall are made of.

---@param a string[]
---@param b string[]
---@return integer
return function(a, b)
  local counts <const>, n = {}, 0
  for _, key in ipairs(a) do
    counts[key] = (counts[key] or 0) + 1
  end
  for _, key in ipairs(b) do
    if (counts[key] or 0) > 0 then
      counts[key], n = counts[key] - 1, n + 1
    end
  end
  return n
end
