--- Several lists of sources as one, each once: those of a cube's own data first, each in order of
--- path.
---@param lists ingot.Source[][]
---@return ingot.Source[]
return function(lists)
  local all <const>, seen <const> = {}, {}
  for i, list in ipairs(lists) do
    for _, source in ipairs(list ~= lists[i - 1] and list or {}) do
      all[#all + 1] = not seen[source] and source or nil
      seen[source] = true
    end
  end
  table.sort(all, function(a, b)
    local of_a <const>, of_b <const> = a.table or "", b.table or ""
    if of_a ~= of_b then
      return of_a < of_b
    end
    return a.path < b.path
  end)
  return all
end
