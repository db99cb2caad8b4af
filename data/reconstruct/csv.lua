-- Reads the small UTF-8 tables beside build.lua: a header, fields quoted where they hold a comma,
-- no line break inside a field.
local M = {}

local function fields(line)
  local out, at = {}, 1
  repeat
    local quoted, after = line:match('^"([^"]*)"()', at)
    local text, stop = quoted, after
    if not quoted then text, stop = line:match("^([^,]*)()", at) end
    out[#out + 1] = text
    at = stop + 1
  until stop > #line
  return out
end

---@param path string
---@return table[] records one table a line, keyed by the header's names
function M.read(path)
  local records, header = {}, nil
  for line in assert(io.open(path, "rb")):lines() do
    local values = fields(line)
    if header then
      assert(#values == #header, path .. ": a line of " .. #values .. " fields: " .. line)
      local record = {}
      for i, name in ipairs(header) do record[name] = values[i] end
      records[#records + 1] = record
    else
      header = values
    end
  end
  return records
end

return M
