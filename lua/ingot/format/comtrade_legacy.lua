--- `comtrade-legacy`: UN Comtrade's earlier bulk files: years, codes without names, CRLF;
--- the codes of flows and units are those of "UN Comtrade Reference Tables".

local comtrade <const> = require "ingot.format.comtrade"

-- Codes of units, as Comtrade has them; 1 and -1 say that there is none.
local units <const> = {
  ["2"] = "m2", ["3"] = "1000 kWh", ["4"] = "m", ["5"] = "u", ["6"] = "2u", ["7"] = "l", ["8"] = "kg",
  ["9"] = "1000u", ["10"] = "packs", ["11"] = "12u", ["12"] = "m3", ["13"] = "carat",
}

return {
  summary = "UN Comtrade, bulk files of the former service, annual",
  encoding = "utf8", delimiter = ",", row_cap = 0,
  recognise = { { "Trade Flow Code", "Commodity Code", "Netweight (kg)" } },
  columns = {
    { name = "year", aliases = { "Year" }, kind = "decimal", required = true },
    { name = "flow", aliases = { "Trade Flow Code" }, kind = "text", required = true,
      words = comtrade.flows },
    { name = "hs", aliases = { "Commodity Code" }, kind = "text", required = true, apostrophe = true },
    { name = "partner_code", aliases = { "Partner Code" }, kind = "text" },
    { name = "reporter_code", aliases = { "Reporter Code" }, kind = "text" },
    { name = "classification", aliases = { "Classification" }, kind = "text" },
    { name = "qty1", aliases = { "Supplementary Quantity" }, kind = "decimal" },
    { name = "qty1_unit", aliases = { "Quantity Unit Code" }, kind = "text", words = units,
      missing = { "1", "-1" } },
    { name = "qty_kg", aliases = { "Netweight (kg)" }, kind = "decimal", unit = "kg" },
    { name = "value_usd", aliases = { "Value" }, kind = "decimal", unit = "USD" },
    { name = "estimation_code", aliases = { "Estimation Code" }, kind = "text" },
  },
  leave_out = comtrade.totals { "year" },
  codes = comtrade.codes,
  nested = "hs",
}
