--- Several lists of sources as one, each once for every table it is part of and every part of its
--- rows: those of a cube's own data first, each in order of path.

-- What tells one source from all others.
local function key_of(source)
  return table.concat({ source.path, source.table or "", source.filter or "", source.rows or "" },
    "\0")
end

---@param lists ingot.Source[][]
---@return ingot.Source[]
return function(lists)
  local all <const>, seen <const>, keys <const> = {}, {}, {}
  for _, list in ipairs(lists) do
    for _, source in ipairs(seen[list] and {} or list) do
      local key <const> = key_of(source)
      if not seen[key] then
        all[#all + 1], keys[source], seen[key] = source, key, true
      end
    end
    seen[list] = true
  end
  table.sort(all, function(a, b)
    local of_a <const>, of_b <const> = a.table or "", b.table or ""
    if of_a ~= of_b then
      return of_a < of_b
    end
    return keys[a] < keys[b]
  end)
  return all
end
