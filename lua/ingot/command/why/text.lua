--- What `ingot why` says, as lines: a claims file may come from anywhere, so that all that is in it
--- is shown and nothing of it sent to the terminal.

local product <const> = require "ingot.product"
local visible <const> = require "ingot.visible"

local M = {}

--- Prints a line behind its label.
---@param label string
---@param text string
function M.line(label, text)
  print(visible(("  %-10s  %s"):format(label, text)))
end

--- "flow = export · product = cable (76141000)"
---@param where table<string, string>
---@param products table<string, table>  as the claims file has them
---@return string
function M.filter(where, products)
  local parts <const> = {}
  for name, value in pairs(where) do
    local codes <const> = name == "product" and products[value]
    parts[#parts + 1] = name .. " = " .. value
      .. (codes and " (" .. product.recorded_text(codes) .. ")" or "")
  end
  if #parts == 0 then
    return "all rows"
  end
  table.sort(parts)
  return table.concat(parts, " · ")
end

local modes <const> = {
  round = "rounded to %s", truncate = "cut to %s", ceil = "rounded up to %s",
  apportioned = "apportioned to %s, so that the shares printed beside it and it add up to 100%%",
  below = "as a bound: it is less than this, which is one in the last of %s",
  above = "as a bound: it is more than this, by less than one in the last of %s",
}

--- "rounded to 2 decimals of 万吨, in mt"
---@param display table  of a claim
---@return string
function M.printed(display)
  if not display.decimals then
    return "as it is"
  elseif display.unit == "" and display.decimals == 0 then
    return "as a whole number"
  end
  return (modes[display.mode] or modes.round):format(("%d decimal%s%s%s"):format(
    display.decimals, display.decimals == 1 and "" or "s",
    display.unit ~= "" and " of " .. display.unit or "",
    display.print_as and ", in " .. display.print_as or ""))
end

return M
