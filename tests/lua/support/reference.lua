--- Published figures that do not belong in the tree: rows of CSV files of a folder of references,
--- `../shared/reference/indices` unless INGOT_REFERENCE names another. Specs that want them say
--- `pending(reference.ABSENT)` when there are none.

local M = { ABSENT = "the folder of published figures is not here" }

local FOLDER <const> = os.getenv "INGOT_REFERENCE" or "../shared/reference/indices"

-- The cells of a line; quoted ones may hold commas, and quotes, which here become single ones.
local function cells_of(line)
  local cells <const>, at = {}, 1
  line = line:gsub("\r$", ""):gsub('([^,])""', "%1'")
  while at <= #line + 1 do
    local quoted <const>, behind <const> = line:match('^"([^"]*)"()', at)
    local plain <const>, after <const> = line:match("^([^,]*)()", at)
    cells[#cells + 1], at = quoted or plain, (behind or after) + 1
  end
  return cells
end

--- The rows of a file as text under the names of its header; nil when the folder is not there.
---@param path string
---@return table<string, string>[]?
function M.rows(path)
  local file <const> = io.open(FOLDER .. "/" .. path)
  if not file then
    return nil
  end
  local header <const>, rows <const> = cells_of(file:read "l"), {}
  for line in file:lines() do
    local row <const> = {}
    for i, cell in ipairs(cells_of(line)) do
      row[header[i]] = cell
    end
    rows[#rows + 1] = row
  end
  file:close()
  return rows
end

return M
