--- `ingot show --verify`: that a snapshot holds what was written, byte by byte.

local snapshot <const> = require "ingot.snapshot"
local terminal <const> = require "ingot.render.terminal"
local visible <const> = require "ingot.visible"

local M = {}

local function part_line(part)
  return ("  %s: %s, %s in %s"):format(visible(part.column), part.part,
    terminal.count(part.bytes, "byte"), terminal.count(part.blocks, "block"))
end

local sources_said <const> = { there = "as they were", gone = "gone" }

--- Checks a snapshot, which raises what is wrong with it, and says what was checked.
---@param path string
---@return string text
function M.of(path)
  local found <const> = snapshot.verify(path)
  local data <close> = found.data
  local out <const> = {
    ("%s: %s, %s"):format(visible(path), terminal.count(#data, "row"),
      terminal.count(#data:schema(), "column")),
  }
  if #found.checked == 0 then
    out[#out + 1] = "written by another program, without checksums: all of it was read"
  end
  for _, part in ipairs(found.checked) do
    out[#out + 1] = part_line(part)
  end
  for _, name in ipairs { "coverage", "rejects", "warnings", "detected" } do
    local attached <const> = data[name](data)
    out[#out + 1] = attached and ("  %s: %s"):format(name, terminal.count(#attached, "row")) or nil
  end
  if found.sources then
    out[#out + 1] = "sources: " .. (found.change or sources_said[found.sources])
  end
  out[#out + 1] = "metadata and all blocks are as they were written"
  return table.concat(out, "\n") .. "\n"
end

return M
