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

--- The columns that all rows of one reporter, flow, commodity and period have alike.
---@param ... string  further columns
---@return string[]
function M.beside(...)
  return { "reporter_code", "flow", "year", "of_year", "of_month", ... }
end

--- Its countries have the codes of UN M49, but for some of its own: 842 is the USA, 699 India.
M.codes = { partner_code = "m49", reporter_code = "m49" }

--- Rows that are the sum of others.
---@return ingot.FormatLeaveOut[]
function M.totals()
  return {
    { where = "hs == 'TOTAL'", says = "of all commodities (TOTAL)", beside = M.beside "partner_code" },
    { where = "partner_code == '0'", says = "of partner World", beside = M.beside "hs" },
  }
end

return M
