--- Rows of a table as lines of text: the cells of some columns with blanks between, missing ones as "·".

---@param data ingot.Table
---@param ... string  names of columns
---@return string[]
return function(data, ...)
  local list <const> = {}
  for row = 1, #data do
    local cells <const> = {}
    for i, name in ipairs { ... } do
      cells[i] = data:text(row, name) or "·"
    end
    list[row] = table.concat(cells, " ")
  end
  return list
end
