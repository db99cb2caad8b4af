--- What both downloads of UN Comtrade have in common: its flows, and the rows that hold others.

local M = {}

--- Re-exports are part of exports, and re-imports of imports; they stay flows of their own.
M.flows = {
  M = "import", X = "export", RX = "re-export", RM = "re-import",
  ["1"] = "import", ["2"] = "export", ["3"] = "re-export", ["4"] = "re-import",
}

--- The columns that all rows of one reporter, flow, commodity and period have alike.
---@param ... string  further columns
---@return string[]
function M.beside(...)
  return { "reporter_code", "flow", "year", "of_year", "of_month", ... }
end

--- Rows that are the sum of others.
---@return ingot.FormatLeaveOut[]
function M.totals()
  return {
    { where = "hs == 'TOTAL'", says = "of all commodities (TOTAL)", beside = M.beside "partner_code" },
    { where = "partner_code == '0'", says = "of partner World", beside = M.beside "hs" },
  }
end

return M
