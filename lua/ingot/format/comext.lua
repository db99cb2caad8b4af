--- `comext`: Eurostat's trade of the member states, of both versions of its files. Codes may hold
--- letters; a period 202352 is the whole year.

local quantity <const> = { kind = "decimal" }

local function column(name, aliases, settings)
  local it <const> = { name = name, aliases = aliases, kind = "text" }
  for key, setting in pairs(settings or {}) do
    it[key] = setting
  end
  return it
end

return {
  summary = "Eurostat Comext bulk files, both versions",
  encoding = "utf8", delimiter = ",", row_cap = 0,
  recognise = { { "PRODUCT_NC", "FLOW", "PERIOD" } },
  columns = {
    column("of_period", { "PERIOD" }, { required = true, internal = true }),
    column("flow", { "FLOW" }, { required = true, words = { ["1"] = "import", ["2"] = "export" } }),
    column("hs", { "PRODUCT_NC" }, { required = true, apostrophe = true }),
    column("reporter_geo", { "DECLARANT" }, { internal = true }),
    column("reporter_iso", { "REPORTER", "DECLARANT_ISO" }, { internal = true }),
    column("partner_geo", { "PARTNER" }, { internal = true }),
    column("partner_iso", { "PARTNER_ISO" }, { internal = true }),
    column("trade_type", { "TRADE_TYPE" }),
    column("procedure_code", { "STAT_PROCEDURE", "STAT_REGIME" }),
    column("qty1", { "SUP_QUANTITY", "QUANTITY_SUPPL_UNIT" }, quantity),
    column("qty1_unit", { "SUPP_UNIT", "SUPPL_UNIT" }),
    column("qty_kg", { "QUANTITY_IN_KG", "QUANTITY_KG" }, { kind = "decimal", unit = "kg" }),
    column("value_eur", { "VALUE_IN_EUROS", "VALUE_EUR" }, { kind = "decimal", unit = "EUR" }),
    column("value_national", { "VALUE_NAC" }, quantity),
  },
  period = { "of_period" },
  leave_out = {
    { where = "hs == 'TOTAL'", says = "of all commodities (TOTAL)",
      beside = { "reporter", "partner_code", "flow", "of_period" } },
  },
  nested = "hs",
  derive = {
    { name = "reporter", first_of = { "reporter_iso", "reporter_geo" } },
    { name = "partner_code", first_of = { "partner_iso", "partner_geo" } },
  },
}
