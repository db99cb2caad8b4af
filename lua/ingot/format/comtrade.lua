--- What both downloads of UN Comtrade have in common: its flows, and the rows that hold others.

local M = {}

--- The flows of its API, and the numbers of the former service. Exports hold re-exports, and imports
--- hold re-imports: these, like the others of goods in processing, stay flows of their own beside them.
M.flows = {
  M = "import", X = "export", RX = "re-export", RM = "re-import", FM = "foreign import",
  DX = "domestic export", MIP = "import for inward processing",
  XIP = "export after inward processing", MOP = "import after outward processing",
  XOP = "export for outward processing",
  ["1"] = "import", ["2"] = "export", ["3"] = "re-export", ["4"] = "re-import",
}

--- The columns that all rows of one reporter, flow and period have alike, and further ones.
---@param periods string[]  columns that say the period
---@param ... string
---@return string[]
function M.beside(periods, ...)
  local list <const> = table.move(periods, 1, #periods, 3, { "reporter_code", "flow" })
  return table.move({ ... }, 1, select("#", ...), #list + 1, list)
end

--- Its countries have the codes of UN M49, but for some of its own: 842 is the USA, 699 India.
M.codes = { partner_code = "m49", reporter_code = "m49" }

--- Rows that are the sum of others.
---@param periods string[]
---@return ingot.FormatLeaveOut[]
function M.totals(periods)
  return {
    { where = "hs == 'TOTAL'", says = "of all commodities (TOTAL)", beside = M.beside(periods, "partner_code") },
    { where = "partner_code == '0'", says = "of partner World", beside = M.beside(periods, "hs") },
  }
end

return M
