--- `comtrade-api`: UN Comtrade's present API, by the descriptions of its developer pages and of its
--- own client `comtradeapicall`. Month 52 is a year; partner 0 is the world; weights stand under
--- `netWgt` in most files and under `netWeight` in others. Where a query asks for more than
--- `breakdownMode=classic`, rows by second partner, customs procedure (but C00, all) or transport
--- (but 0, all) stand beside their total. A request has at most 100,000 rows, with a paid key
--- 250,000: then `row_cap` is for the caller.

local comtrade <const> = require "ingot.format.comtrade"

local absent <const> = { "N/A" }
local periods <const> = { "of_year", "of_month" }
local leave_out <const> = comtrade.totals(periods)
table.insert(leave_out, 1, {
  where = "partner2_code ~= '0' or customs_code ~= 'C00' or transport_code ~= '0'",
  says = "by second partner, customs procedure or transport, beside their total",
  beside = comtrade.beside(periods, "partner_code", "hs"),
})

return {
  summary = "UN Comtrade, downloads of the present API, monthly or annual",
  encoding = "utf8", delimiter = ",", row_cap = 100000, -- of one request
  recognise = { { "refPeriodId", "flowCode", "cmdCode", "primaryValue" } },
  columns = {
    { name = "of_year", aliases = { "refYear" }, kind = "text", required = true, internal = true },
    { name = "of_month", aliases = { "refMonth" }, kind = "text", required = true, internal = true },
    { name = "flow", aliases = { "flowCode" }, kind = "text", required = true, words = comtrade.flows },
    { name = "hs", aliases = { "cmdCode" }, kind = "text", required = true, apostrophe = true },
    { name = "hs_name", aliases = { "cmdDesc" }, kind = "text" },
    { name = "partner_code", aliases = { "partnerCode" }, kind = "text" },
    { name = "partner", aliases = { "partnerDesc" }, kind = "text" },
    { name = "partner_iso", aliases = { "partnerISO" }, kind = "text" },
    { name = "partner2_code", aliases = { "partner2Code" }, kind = "text" },
    { name = "reporter_code", aliases = { "reporterCode" }, kind = "text" },
    { name = "reporter", aliases = { "reporterDesc" }, kind = "text" },
    { name = "reporter_iso", aliases = { "reporterISO" }, kind = "text" },
    { name = "customs_code", aliases = { "customsCode" }, kind = "text" },
    { name = "transport_code", aliases = { "motCode" }, kind = "text" },
    { name = "qty1", aliases = { "qty" }, kind = "decimal" },
    { name = "qty1_unit", aliases = { "qtyUnitAbbr" }, kind = "text", missing = absent },
    { name = "qty2", aliases = { "altQty" }, kind = "decimal" },
    { name = "qty2_unit", aliases = { "altQtyUnitAbbr" }, kind = "text", missing = absent },
    { name = "qty_kg", aliases = { "netWgt", "netWeight" }, kind = "decimal", unit = "kg" },
    { name = "value_usd", aliases = { "primaryValue" }, kind = "decimal", unit = "USD" },
    { name = "classification", aliases = { "classificationCode" }, kind = "text" },
    { name = "typeCode", kind = "text" },
    { name = "freqCode", kind = "text" },
    { name = "flowDesc", kind = "text" },
    { name = "mosCode", kind = "text" },
    { name = "qtyUnitCode", kind = "text" },
    { name = "altQtyUnitCode", kind = "text" },
    { name = "cif_usd", aliases = { "cifvalue" }, kind = "decimal", unit = "USD" },
    { name = "fob_usd", aliases = { "fobvalue" }, kind = "decimal", unit = "USD" },
  },
  period = periods,
  leave_out = leave_out,
  codes = comtrade.codes,
  nested = "hs",
}
